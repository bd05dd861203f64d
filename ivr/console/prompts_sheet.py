"""Everything that is known of one sentence in one language, as its page shows it."""

from dataclasses import dataclass
from functools import lru_cache
from textwrap import shorten

from starlette.exceptions import HTTPException

from ivr.console.house import House
from ivr.console.visit import Visit
from ivr.console.waveform import waveform
from ivr.recordings import report
from ivr.recordings.cache import AudioCache
from ivr.recordings.catalogue import (
    Entry,
    NoSuchPrompt,
    catalogue,
    languages,
    recorded_words,
    speaking,
)
from ivr.recordings.library import Library
from ivr.recordings.report import Row
from ivr.recordings.state import Shelf, State, Version
from ivr.recordings.storage import StoreAway


@dataclass(frozen=True, slots=True)
class Words:
    """What is said, and by which numbers of this line; none is all of them."""

    text: str
    numbers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sound:
    """One version to hear, with its picture; "" where the store cannot give it just now."""

    version: Version
    picture: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sentence. `draft` is the newest version, where callers have not heard it yet."""

    entry: Entry
    language: str
    row: Row
    shelf: Shelf
    place: str
    note: str
    words: tuple[Words, ...]
    asked: str  # what of them is recorded
    missed: tuple[str, ...]
    heard: Sound | None
    draft: Sound | None
    before: int
    """What is heard after the last publication is taken back; 0 is the synthetic voice."""

    @property
    def path(self) -> str:
        return f"/prompts/{self.language}/{self.entry.id}"

    @property
    def beginning(self) -> str:
        """Enough of the words to know the sentence by."""
        return shorten(self.row.texts[0], 50, placeholder=" …")


def sheet(visit: Visit) -> Sheet:
    """Of the sentence that the address names. Raises HTTPException for one that there is not."""
    house = visit.house
    language, entry = named(visit)
    library = house.library()
    state = known(library)
    row = report.row(
        house.settings,
        house.prompts,
        state,
        language,
        entry,
        heard=library.heard(),
        now=house.clock(),
    )
    shelf = state.shelf(language, entry.id)
    heard, newest = shelf.published, shelf.newest
    draft = newest if newest and shelf.state(newest) == "draft" else None
    return Sheet(
        entry=entry,
        language=language,
        row=row,
        shelf=shelf,
        place=catalogue().place(entry, visit.language),
        note=entry.notes[visit.language],
        words=_words(house, language, entry),
        asked=recorded_words(house.prompts, house.settings, language, entry.id),
        missed=report.missed(shelf, row.texts) if heard else (),
        heard=sound(house, heard),
        draft=sound(house, draft),
        before=shelf.heard[-2].version if len(shelf.heard) > 1 else 0,
    )


def known(library: Library) -> State:
    """The state as Redis has it: pages do not wait for the store, save where Redis is empty."""
    state = library.state()
    return state if state.revision else library.open()


def named(visit: Visit) -> tuple[str, Entry]:
    """The language and the sentence of the address, which may name it by its number."""
    given = visit.request.path_params
    try:
        entry = catalogue().find(given["prompt"])
    except NoSuchPrompt:
        raise HTTPException(404) from None
    if given["language"] not in languages(visit.house.settings):
        raise HTTPException(404)
    return given["language"], entry


def sound(house: House, version: Version | None) -> Sound | None:
    """A version with its picture."""
    return Sound(version, drawn(house, version.hash)) if version else None


@lru_cache(maxsize=256)
def _picture(cache: AudioCache, name: str) -> str:
    return waveform(cache.fetch(name).read_bytes())


def drawn(house: House, name: str) -> str:
    """The picture of the audio of that hash; "" where the store cannot give it just now."""
    try:
        return _picture(house.keeper.recordings.cache, name)
    except (StoreAway, OSError):
        return ""


def _words(house: House, language: str, entry: Entry) -> tuple[Words, ...]:
    said: dict[str, list[str]] = {}
    for line in speaking(house.settings, language):
        text = house.prompts.shape(line, language, entry.id).text
        said.setdefault(text, []).append(line.number)
    if len(said) == 1:
        return tuple(Words(text) for text in said)
    return tuple(Words(text, tuple(numbers)) for text, numbers in said.items())
