"""What was looked up, or done, before an answer: for a PIN, and for operators on the telephone.

The flow only ever says it. Whoever simply calls has none of this: nothing is asked for a caller.
"""

from dataclasses import dataclass
from datetime import date, datetime

from ivr.people.person import Person
from ivr.recordings.state import Announcement
from ivr.rooms.view import NO_OWN, Own, View
from ivr.rota import OnNow


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence in one language, as an operator finds it."""

    number: int
    records: str  # whole, opening or spoken: what of it can be recorded
    words: str  # what it says now, or its opening
    heard: int  # the version that callers hear; 0 is the voice
    audio: str = ""  # its hash
    right: bool = True  # whether it says what the line says now
    draft: int = 0  # the newest version that was never published


@dataclass(frozen=True, slots=True)
class Recorded:
    """What became of a recording so far."""

    state: str  # waiting, ready or refused
    draft: str = ""  # a version's number, or the id of an announcement
    audio: str = ""
    reason: str = ""  # of a refusal


@dataclass(frozen=True, slots=True)
class Found:
    """`done` is one word for what happened; see the steps of the operators for which there are."""

    done: str = ""
    person: Person | None = None
    sentence: Sentence | None = None
    recorded: Recorded | None = None
    announcements: tuple[Announcement, ...] = ()
    room: View | None = None  # None: nobody could tell in time
    own: Own = NO_OWN
    came: datetime | None = None  # when the line that a leader's key was about came in
    name: str = ""  # to whom a room was handed over; who was faster to take an hour
    hours: tuple[OnNow, ...] = ()  # a leader's own of the coming week, or those that nobody leads
    hour: OnNow | None = None  # the one that was given back or taken
    bar: str = ""  # why a leader's PIN gives no keys: "early", or "lost" where no file names them
    leads_from: date | None = None  # of one who is early


AWAY = Found("away")
"""Redis or the store of recordings cannot be reached."""

UNSURE = Found("unsure")
"""Something was to be done, and nobody could tell in time whether it was."""

GONE = Found("gone")
"""Whoever this was may not do that any more."""
