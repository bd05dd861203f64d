"""What a meeting is, whichever list it comes from, and when it takes place.

A meeting recurs weekly at a wall-clock time in its own time zone. What a voice says of it is made
once, when the list is read (`spoken_*`), so that no text is worked on while a caller waits.
"""

import hashlib
from base64 import b32encode
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

import msgspec

from ivr.schedule.dial import Dial

Access = Literal["open", "closed", ""]
USUAL = 60
"""Minutes of a meeting whose list does not say how long it is."""

Venue = Literal["place", "phone", "online", "hybrid"]
"""How one attends: `hybrid` is a place with a telephone or online door, `online` needs a screen."""


class Meeting(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """One meeting of one list, or of several that have the same one: weekly, or on its `dates`."""

    id: str  # `meeting_id` of its source and the source's own row id
    source: str
    weekday: int  # 0 is Monday, in the meeting's own zone
    start: int  # minutes after local midnight, 0 to 1439
    duration: int  # minutes; 0 where its list does not say: a published schedule has USUAL then
    time_zone: str  # IANA name
    name: str  # as in the list, for people who read
    venue: Venue
    access: Access = ""
    formats: tuple[str, ...] = ()  # of FORMATS, and `held_in` a language
    language: str = "en"  # of the list's own words: names and places are spoken in it
    latitude: float | None = None
    longitude: float | None = None
    state: str = ""  # as a voice says it, "New York"
    spoken_name: str = ""
    spoken_place: str = ""  # venue, street and town, as one would write it down
    spoken_street: str = ""  # the street's name alone, to be spelled
    spoken_limits: str = ""  # in which weeks it is held, where its list says that in words
    spoken_details: str = ""  # directions and comments, cut
    spoken_phone: dict[str, str] = {}  # by language of the call: number and codes, digit by digit
    dial: Dial | None = None  # how the line itself can connect a caller
    also: tuple[str, ...] = ()  # the other lists in which it stands
    dates: tuple[int, ...] = ()  # epoch minutes of its starts; with any, it is not weekly
    town: str = ""  # as in the list
    country: str = ""  # ISO 3166 alpha-2
    # What only tells whether two lists mean the same meeting; a published schedule has none of it.
    place: str = ""  # the venue's name, as in the list
    street: str = ""
    postcode: str = ""


FORMATS = (
    *("speaker", "discussion", "step", "tradition", "concept", "newcomer", "questions"),
    *("literature", "jft", "meditation", "secular", "women", "men", "young", "seniors", "lgbtq"),
    *("color", "indigenous", "candlelight", "outdoor", "children", "childcare", "no-children"),
    *("wheelchair", "asl", "bilingual", "holidays", "restricted"),
)
"""The formats a caller is told, each a sentence `format-<name>` in `prompts/`.

Beside them a meeting may have `held_in(code)` for each language in which it is held.
"""

_HELD_IN = "in-"


def held_in(code: str) -> str:
    """The format of a meeting held in a language, by its ISO 639 code: "in-es"."""
    return _HELD_IN + code


def language_held(format: str) -> str:
    """The code of the language that a format names; "" for another format."""
    return format.removeprefix(_HELD_IN) if format.startswith(_HELD_IN) else ""


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A meeting at one time: `start` is aware, in the meeting's own zone."""

    meeting: Meeting
    start: datetime

    @property
    def minute(self) -> int:
        """Whole minutes since the epoch, as cursors in URLs write it."""
        return int(self.start.timestamp() // 60)


@dataclass(frozen=True, slots=True)
class Problem:
    """What was wrong with a row of a list, and what was done about it."""

    row: str
    field: str
    done: str


def meeting_id(source: str, row: str) -> str:
    """Eight letters and digits that stay the same from one refresh to the next."""
    digest = hashlib.blake2b(f"{source}\0{row}".encode(), digest_size=5).digest()
    return b32encode(digest).decode().lower()


def start_on(day: datetime, minute: int, zone: ZoneInfo) -> datetime:
    """The aware start on local `day` at `minute` after midnight.

    A time that the clock skips in spring is taken an hour later, as people then do; one that comes
    twice in autumn is its first coming.
    """
    wall = datetime(day.year, day.month, day.day) + timedelta(minutes=minute)  # noqa: DTZ001
    return wall.replace(tzinfo=zone).astimezone(UTC).astimezone(zone)
