"""Which versions of which recordings there are, which is heard, and who made it so.

Plain values: each change makes a new State from one, and says in one sentence why it cannot.
"""

from datetime import datetime
from typing import Literal

import msgspec

from ivr.recordings.announcement import Announcement, Came
from ivr.recordings.published import Heard, Recording, Recordings, folded

__all__ = ["Announcement", "Came", "CannotChange", "State", "Version"]

MOST_LOGGED = 1000
"""Entries of the operators' log; the oldest go."""

MOST_BACK = 100
"""Publications of one sentence that can be taken back, one after the other."""


FORM = 1
"""Of the state. Whatever adds to it counts on: a release leaves a newer form alone."""


Did = Literal[
    "added",
    "published",
    "took back",
    "kept",
    "imported",
    "announced",
    "withdrew",
    "restored",
]


class CannotChange(Exception):
    """What was asked cannot be done: one sentence for the operator."""

    def __init__(self, sentence: str, reason: str = "", **values: str | int) -> None:
        """`reason` and `values` are for those who say it in another language."""
        super().__init__(sentence)
        self.reason, self.values = reason, values


class PublishedMeanwhile(CannotChange):
    """Somebody else published between the look and the change."""


class Version(msgspec.Struct, frozen=True, kw_only=True):
    """One recording of one sentence. `when` and `published` are aware, UTC."""

    number: int  # 1, 2, 3 … within its sentence and language
    hash: str
    text: str  # what the line said when it was recorded
    seconds: float
    who: str
    when: datetime
    came: Came
    published: datetime | None = None  # when callers could hear it first
    kept: tuple[str, ...] = ()  # texts for which an operator said that it is right, too
    take: str = ""  # the take that it came of, so that a job done twice makes one


class Publication(msgspec.Struct, frozen=True):
    """A version became what callers hear. `when` is aware, UTC."""

    version: int
    when: datetime
    who: str


class Shelf(msgspec.Struct, frozen=True):
    """The versions of one sentence in one language."""

    versions: tuple[Version, ...] = ()
    heard: tuple[Publication, ...] = ()  # one after the other; callers hear the last

    @property
    def now(self) -> int:
        """The number of the version that callers hear; 0 is the synthetic voice."""
        return self.heard[-1].version if self.heard else 0

    @property
    def published(self) -> Version | None:
        return self.version(self.now)

    @property
    def newest(self) -> Version | None:
        return self.versions[-1] if self.versions else None

    def version(self, number: int) -> Version | None:
        return next((each for each in self.versions if each.number == number), None)

    def state(self, version: Version) -> Literal["published", "earlier", "draft"]:
        if version.number == self.now:
            return "published"
        return "earlier" if version.published else "draft"


class Done(msgspec.Struct, frozen=True):
    """One line of the operators' log. No caller is ever in it."""

    when: datetime  # aware, UTC
    who: str
    did: Did
    language: str = ""
    prompt: str = ""
    version: int = 0  # for "took back": what is heard since; 0 is the synthetic voice
    announcement: str = ""  # its id, where it is not about a sentence


class State(msgspec.Struct, frozen=True):
    """All of it. `revision` counts the changes."""

    revision: int = 0
    shelves: dict[str, dict[str, Shelf]] = {}  # language -> prompt -> shelf
    log: tuple[Done, ...] = ()
    announcements: tuple[Announcement, ...] = ()  # in the order in which they came
    form: int = FORM

    def shelf(self, language: str, prompt: str) -> Shelf:
        return self.shelves.get(language, {}).get(prompt) or Shelf()

    def changed(self, language: str, prompt: str, shelf: Shelf, done: Done) -> "State":
        ours = {**self.shelves.get(language, {}), prompt: shelf}
        return self.noted({**self.shelves, language: ours}, done)

    def noted(self, shelves: dict[str, dict[str, Shelf]], done: Done) -> "State":
        log = (*self.log, done)[-MOST_LOGGED:]
        return State(self.revision + 1, shelves, log, self.announcements)

    def announcement(self, named: str) -> Announcement | None:
        return next((each for each in self.announcements if each.id == named), None)

    def recordings(self, now: datetime | None = None) -> Recordings:
        """What callers need of it; of announcements that are over by `now`, nothing."""
        heard: dict[str, dict[str, Recording]] = {}
        for language, prompts in self.shelves.items():
            for prompt, shelf in prompts.items():
                if version := shelf.published:
                    texts = dict.fromkeys(map(folded, (version.text, *version.kept)))
                    recording = Recording(version.hash, tuple(texts))
                    heard.setdefault(language, {})[prompt] = recording
        announced = tuple(
            Heard(each.id, each.language, each.hash, each.begins, each.ends)
            for each in self.announcements
            if each.begins and each.ends and not each.removed and (not now or now < each.ends)
        )
        return Recordings(heard, announced)


def add(state: State, language: str, prompt: str, version: Version) -> tuple[State, Version]:
    """A draft; the version gets its number here. A take that is here already changes nothing."""
    shelf = state.shelf(language, prompt)
    here = next((v for v in shelf.versions if v.take and v.take == version.take), None)
    if here is not None:
        return state, here
    number = max((each.number for each in shelf.versions), default=0) + 1
    numbered = msgspec.structs.replace(version, number=number)
    done = Done(version.when, version.who, "added", language, prompt, number)
    after = Shelf((*shelf.versions, numbered), shelf.heard)
    return state.changed(language, prompt, after, done), numbered


def publish(
    state: State,
    language: str,
    prompt: str,
    number: int,
    *,
    who: str,
    now: datetime,
    expected: int | None = None,
) -> State:
    """Make a version the one that callers hear.

    `expected` is what was heard when the operator looked. Raises CannotChange.
    """
    shelf = state.shelf(language, prompt)
    _as_expected(state, language, prompt, expected)
    version = shelf.version(number)
    if version is None:
        raise CannotChange(
            f"{prompt} has no version {number}: see `ivr prompts list --json`.",
            "no-version",
            version=number,
        )
    if number == shelf.now:
        raise CannotChange(
            f"Version {number} of {prompt} is heard already.", "heard-already", version=number
        )
    heard = msgspec.structs.replace(version, published=version.published or now)
    versions = tuple(heard if each.number == number else each for each in shelf.versions)
    after = Shelf(versions, (*shelf.heard, Publication(number, now, who))[-MOST_BACK:])
    done = Done(now, who, "published", language, prompt, number)
    return state.changed(language, prompt, after, done)


def revert(
    state: State,
    language: str,
    prompt: str,
    *,
    who: str,
    now: datetime,
    expected: int | None = None,
) -> State:
    """Take the last publication back: the one before is heard, or the synthetic voice."""
    shelf = state.shelf(language, prompt)
    _as_expected(state, language, prompt, expected)
    if not shelf.heard:
        raise CannotChange(
            f"No recording of {prompt} is heard, so there is none to take back.", "nothing-heard"
        )
    after = Shelf(shelf.versions, shelf.heard[:-1])
    done = Done(now, who, "took back", language, prompt, after.now)
    return state.changed(language, prompt, after, done)


def keep(
    state: State, language: str, prompt: str, texts: tuple[str, ...], *, who: str, now: datetime
) -> State:
    """The published recording is right for these texts, too. Raises CannotChange."""
    shelf = state.shelf(language, prompt)
    version = shelf.published
    if version is None:
        raise CannotChange(
            f"No recording of {prompt} is heard, so there is none to keep.", "nothing-heard"
        )
    known = {folded(text) for text in (version.text, *version.kept)}
    new = tuple(text for text in texts if folded(text) not in known)
    if not new:
        raise CannotChange(f"The recording of {prompt} is not out of date.", "not-old")
    kept = msgspec.structs.replace(version, kept=version.kept + new)
    versions = tuple(kept if each.number == kept.number else each for each in shelf.versions)
    done = Done(now, who, "kept", language, prompt, kept.number)
    return state.changed(language, prompt, Shelf(versions, shelf.heard), done)


def _as_expected(state: State, language: str, prompt: str, expected: int | None) -> None:
    now = state.shelf(language, prompt).now
    if expected is None or now == expected:
        return
    by = next(
        (
            each
            for each in reversed(state.log)
            if (each.language, each.prompt) == (language, prompt)
            and each.did in ("published", "took back")
        ),
        None,
    )
    somebody = by.who if by else "Somebody else"
    heard = f"version {now} is heard" if now else "the synthetic voice is heard"
    raise PublishedMeanwhile(
        f"{somebody} changed {prompt} meanwhile: {heard} now, and your version is kept. "
        "Hear both, and publish again if yours is the better one."
    )
