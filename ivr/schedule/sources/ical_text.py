"""A calendar's file cut into its events, before anything in it is understood.

Each event is then read by itself, so that a broken one takes no other with it and one long file
is never in memory as a tree of objects.
"""

import re
from dataclasses import dataclass
from datetime import date

from ivr.schedule.sources.framing import utf8
from ivr.schedule.sources.reading import Unreadable

LARGEST = 25_000_000
"""Bytes: thirty thousand events and more."""

MOST = 100_000
"""Events, with those that are over."""

LONGEST = 50_000
"""Characters of one event: room for three thousand exceptions."""

BEGIN = b"BEGIN:VCALENDAR"
STARTS = re.compile(r"^BEGIN:VEVENT[ \t]*$", re.IGNORECASE | re.MULTILINE)
ENDS = re.compile(r"^END:VEVENT[ \t]*$", re.IGNORECASE | re.MULTILINE)
CALENDAR = re.compile(r"^BEGIN:VCALENDAR[ \t]*$", re.IGNORECASE | re.MULTILINE)
LAST = re.compile(r"END:VCALENDAR\s*\Z", re.IGNORECASE)
UID = re.compile(r"^UID(?:;[^:\n]*)?:[ \t]*(\S.*?)[ \t]*$", re.IGNORECASE | re.MULTILINE)
DAY = re.compile(
    r"^(?:DTSTART|RECURRENCE-ID)(?:;[^:\n]*)?:[ \t]*(\d{4})(\d\d)(\d\d)",
    re.IGNORECASE | re.MULTILINE,
)
REPEATS = re.compile(
    r"^(?:RRULE|RDATE|EXRULE|RECURRENCE-ID[^:\n]*;RANGE)", re.IGNORECASE | re.MULTILINE
)
SEQUENCE = re.compile(r"^SEQUENCE:[ \t]*(\d{1,9})", re.IGNORECASE | re.MULTILINE)
TITLE = re.compile(r"^SUMMARY(?:;[^:\n]*)?:[ \t]*(\S.{0,60})", re.IGNORECASE | re.MULTILINE)
MOVED = re.compile(r"^RECURRENCE-ID[;:]", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class EventText:
    """One event, unfolded, from BEGIN:VEVENT to END:VEVENT."""

    text: str  # "" when it has no end
    uid: str
    moved: bool  # whether it is an exception to another event
    sequence: int = 0  # which version of itself it is

    @property
    def title(self) -> str:
        """As it stands, to name an event that cannot be read."""
        found = TITLE.search(self.text)
        return found[1].strip() if found else ""

    def over(self, day: date) -> bool:
        """Whether it surely ended before `day`, as far as its text shows."""
        days = [_day(found) for found in DAY.finditer(self.text)]
        return bool(days) and not REPEATS.search(self.text) and max(days) < day


@dataclass(frozen=True, slots=True)
class CalendarText:
    """One calendar of a file; `rest` is what stands around its events."""

    events: list[EventText]
    rest: str


def is_calendar(body: bytes) -> bool:
    """By its first words, whatever the file is called."""
    return body[:200].removeprefix(b"\xef\xbb\xbf").lstrip()[: len(BEGIN)].upper() == BEGIN


def calendars(body: bytes) -> list[CalendarText]:
    """The calendars of a file. Raises Unreadable."""
    if len(body) > LARGEST:
        raise Unreadable(f"has more than {LARGEST // 1_000_000} MB: leave out what is over")
    if not is_calendar(body):
        raise Unreadable("is no calendar, for it does not begin with BEGIN:VCALENDAR")
    # Lines are folded by bytes, in the middle of a letter if need be.
    lines = body.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    text = utf8(lines.replace(b"\n ", b"").replace(b"\n\t", b"")).decode()
    if text.upper().count("\nBEGIN:VEVENT") > MOST:
        raise Unreadable(f"has more than {MOST} events: leave out what is over")
    if not LAST.search(text[-200:]):
        raise Unreadable("breaks off: the last line of a calendar must be END:VCALENDAR")
    return [_calendar(part) for part in CALENDAR.split(text)[1:]]


def _calendar(text: str) -> CalendarText:
    first, *parts = STARTS.split(text)
    rest, events = [first], []
    for part in parts:
        end = ENDS.search(part)
        events.append(_event(part[: end.start()] if end else ""))
        rest.append(part[end.end() :] if end else "")
    return CalendarText(events, "".join(rest))


def _event(inside: str) -> EventText:
    if not inside or len(inside) > LONGEST:
        return EventText("", "", moved=False)
    uid = UID.search(inside)
    text = f"BEGIN:VEVENT{inside}END:VEVENT\n"
    version = SEQUENCE.search(inside)
    return EventText(
        text, uid[1] if uid else "", bool(MOVED.search(inside)), int(version[1]) if version else 0
    )


def _day(found: re.Match[str]) -> date:
    try:
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return date.max
