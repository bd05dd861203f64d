"""The time zones of a calendar: those the world knows, and those it describes itself.

Programs name zones as IANA does, as Windows does, with their own name in front or with a number;
all that is needed is the zone that people there live by.
"""

import hashlib
import re
from datetime import UTC, datetime, timedelta, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo

from icalendar import Calendar
from icalendar.timezone import tzp
from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from ivr.patience import within
from ivr.schedule.sources import zones

DEFINED = re.compile(r"^BEGIN:VTIMEZONE[ \t]*$", re.IGNORECASE | re.MULTILINE)
DEFINED_END = re.compile(r"^END:VTIMEZONE[ \t]*$", re.IGNORECASE | re.MULTILINE)
PROPERTY = r"^{name}(?:;[^:\n]*)?:[ \t]*(.*?)[ \t]*$"
TZID = re.compile(PROPERTY.format(name="TZID"), re.IGNORECASE | re.MULTILINE)
PLACE = re.compile(PROPERTY.format(name="X-LIC-LOCATION"), re.IGNORECASE | re.MULTILINE)
WHOLE = re.compile(PROPERTY.format(name="X-WR-TIMEZONE"), re.IGNORECASE | re.MULTILINE)
NAMED = re.compile(
    r"^((?:DTSTART|DTEND|EXDATE|RDATE|RECURRENCE-ID)[^:\n]*?;TZID=)(?:\"([^\"\n]*)\"|([^:;\n]*))",
    re.IGNORECASE | re.MULTILINE,
)

LONGEST = 50_000
"""Characters of one described zone."""

MOST = 200
"""Described zones in one calendar."""

PATIENCE = 1.0
"""Seconds for one of them."""

OWN = "described-"
"""How zones are called here that no name fits: by a hash of what describes them, since the library
keeps the first zone that it meets under a name for all calendars to come."""


class Zones:
    """The zones of one calendar, whose own is `whole`: of times that name none."""

    def __init__(self, rest: str, usual: ZoneInfo, year: int) -> None:
        """`rest` is the calendar without its events, `usual` the source's zone."""
        named = WHOLE.search(rest)
        self.unknown_whole = ""
        self.whole = usual
        if named and named[1]:
            if found := _known(named[1]):
                self.whole = ZoneInfo(found)
            else:
                self.unknown_whole = named[1]
        self.year = year
        self.described = dict(_described(rest))
        self.found: dict[str, str] = {}

    def renamed(self, text: str) -> tuple[str, str]:
        """An event in which each zone has a name that is known, and the first that had none."""
        unknown = ""

        def rename(match: re.Match[str]) -> str:
            nonlocal unknown
            name = match[2] if match[2] is not None else match[3]
            zone = self._name(name)
            unknown = unknown or ("" if zone else name)
            return match[1] + (zone or self.whole.key)

        return NAMED.sub(rename, text), unknown

    def of(self, moment: datetime) -> tuple[ZoneInfo, bool]:
        """In whose time a start is said, and whether it stays at that wall clock: what is in UTC
        or in a described zone does not."""
        zone = moment.tzinfo
        if zone is None:
            return self.whole, True
        key = getattr(zone, "key", "")
        if zone is UTC or key in ("UTC", "Etc/UTC", "GMT", "Etc/GMT") or not zones.known(key):
            return self.whole, self.whole.key == key
        return ZoneInfo(key), True

    def _name(self, name: str) -> str:
        """What to call a zone; "" for one that is neither known nor described."""
        if name not in self.found:
            self.found[name] = _known(name) or self._own(self.described.get(name, ""))
        return self.found[name]

    def _own(self, text: str) -> str:
        """The known zone that a description is of, or else a name for the description."""
        if not text:
            return ""
        located = PLACE.search(text)
        if located and (known := _known(located[1])):
            return known
        name = OWN + hashlib.blake2b(text.encode(), digest_size=8).hexdigest()
        try:
            zone, offsets = within(PATIENCE, lambda: self._read(name, text))
        except Exception:  # whatever a stranger's program wrote there
            return ""
        usual = dict.fromkeys((self.whole.key, *(each for _, each in zones.WORDS.values())))
        same = (each for each in usual if _offsets(ZoneInfo(each), self.year) == offsets)
        return next(same, name) if zone else ""

    def _read(self, name: str, text: str) -> tuple[tzinfo | None, tuple[timedelta | None, ...]]:
        Calendar.from_ical(f"BEGIN:VCALENDAR\n{TZID.sub(f'TZID:{name}', text)}END:VCALENDAR\n")
        zone = tzp.timezone(name)
        return zone, _offsets(zone, self.year) if zone else ()


def _described(rest: str) -> list[tuple[str, str]]:
    found = []
    for part in DEFINED.split(rest)[1 : MOST + 1]:
        end = DEFINED_END.search(part[:LONGEST])
        named = TZID.search(part[: end.start()]) if end else None
        if end and named:
            text = f"BEGIN:VTIMEZONE{part[: end.start()]}END:VTIMEZONE\n"
            found.append((named[1].strip('"'), text))
    return found


@lru_cache(4096)
def _known(name: str) -> str:
    """The IANA name of a zone: its own, that of Windows, or the end of a program's name for it."""
    parts = name.strip(' /"').split("/")
    for start in range(len(parts)):
        end = "/".join(parts[start:])
        end = WINDOWS_TO_OLSON.get(end, end)
        if zones.known(end):
            return end
    return ""


def _offsets(zone: tzinfo, year: int) -> tuple[timedelta | None, ...]:
    """On every tenth day of a year and the next: two zones alike in all of them are one."""
    first = datetime(year, 1, 1, 12, tzinfo=UTC)
    return tuple(
        (first + timedelta(days=day)).astimezone(zone).utcoffset() for day in range(0, 730, 10)
    )
