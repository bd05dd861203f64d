"""Every sentence that callers hear, with the number by which operators name it."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ivr.linefile import languages_shipped
from ivr.prompts import Prompts, Shape
from ivr.settings import PROMPTS, Line, Settings


class NoSuchPrompt(Exception):
    """A number or an id that names nothing: one sentence."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One sentence. Its number is never given to another one."""

    number: int
    id: str
    notes: Mapping[str, str]  # by language: when it is heard

    @property
    def name(self) -> str:
        return f"{self.number} {self.id}"


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All sentences, in the order of their numbers."""

    entries: tuple[Entry, ...]
    places: Mapping[str, Mapping[int, str]]  # by language: the parts of a call, by first digit
    within: frozenset[str]  # heard only as parts of other sentences
    retired: frozenset[int]

    def find(self, named: str) -> Entry:
        """By number or id. Raises NoSuchPrompt."""
        for entry in self.entries:
            if named.strip() in (str(entry.number), entry.id):
                return entry
        if named.strip() in self.within:
            raise NoSuchPrompt(f"{named} is heard only within other sentences: record those.")
        raise NoSuchPrompt(f"{named} is no sentence of this line: see `ivr prompts list`.")

    def place(self, entry: Entry, language: str) -> str:
        """Where in the call it is heard."""
        return self.places[language][entry.number // 100]


@cache
def catalogue(folder: Path = PROMPTS) -> Catalogue:
    """As `prompts/` has it: numbers for all languages, and the notes of each."""
    table = tomllib.loads((folder / "catalogue.toml").read_text("utf-8"))
    notes = {
        language: tomllib.loads((folder / language / "notes.toml").read_text("utf-8"))
        for language in languages_shipped()
    }
    entries = [
        Entry(number, name, {language: notes[language]["notes"][name] for language in notes})
        for name, number in table["numbers"].items()
    ]
    return Catalogue(
        entries=tuple(sorted(entries, key=lambda entry: entry.number)),
        places={
            language: {int(digit): place for digit, place in each["places"].items()}
            for language, each in notes.items()
        },
        within=frozenset(table["within"]),
        retired=frozenset(table["retired"]),
    )


def languages(settings: Settings) -> tuple[str, ...]:
    """Those that this line speaks, the first one first."""
    return tuple(dict.fromkeys(each for line in settings.lines for each in line.languages))


def speaking(settings: Settings, language: str) -> tuple[Line, ...]:
    """The lines that speak it: the general one, and each number with words of its own."""
    return tuple(line for line in settings.lines if language in line.languages)


def recorded_words(prompts: Prompts, settings: Settings, language: str, prompt: str) -> str:
    """What somebody who records it says: the general line's words where numbers have others.

    "" where no line speaks the language any more.
    """
    said = shapes(prompts, settings, language, prompt)
    best = next((shape for shape in said if shape.kind != "spoken"), said[0] if said else None)
    return best.text if best else ""


def shapes(prompts: Prompts, settings: Settings, language: str, prompt: str) -> tuple[Shape, ...]:
    """What is said, the general line's first: more than one where numbers say it differently."""
    found = (prompts.shape(line, language, prompt) for line in speaking(settings, language))
    return tuple(dict.fromkeys(found))
