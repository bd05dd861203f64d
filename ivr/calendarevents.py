"""Events of a calendar and when they are: repetitions, exceptions, zones, both clock changes.

An event of an hour stays at its wall time. So it is not held where spring skips that time, and is
held twice where autumn brings it twice, unless another event has the second one (rotataken.py).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import recurring_ical_events
from icalendar import Calendar, Component

from ivr.hour import LONGEST, SHORTEST

A_DAY = timedelta(days=1)
ZONE = "X-WR-TIMEZONE"
MOST_A_DAY = 24


def value(event: Component, name: str) -> Any:
    """A property of an event as its library reads it; the first where it stands twice."""
    found: Any = event.get(name)
    return found[0] if isinstance(found, list) else found


class Unusable(Exception):
    """An event that takes place at no time that can be told: the mend, after "left out: "."""


class Occurrence(NamedTuple):
    """An event at one time. `start` is in the line's zone, with its fold."""

    event: Component
    start: datetime
    minutes: int
    rank: int  # 0 for that day alone, 1 for some weekdays, 2 for every day

    @property
    def coming(self) -> int:
        """As in Hour: the hour that comes twice is one to the wall clock, other lengths are not."""
        if self.start.fold:
            return 2
        twice = self.start.utcoffset() != self.start.replace(fold=1).utcoffset()
        return 1 if twice and self.minutes != 60 else 0


@dataclass(frozen=True, slots=True)
class Series:
    """An event with those that are exceptions to it: all of one UID."""

    events: tuple[Component, ...]
    zone: str  # of the whole calendar, "" where it names none

    @property
    def event(self) -> Component:
        """The one that repeats; an exception where that is all there is."""
        return next((e for e in self.events if "RECURRENCE-ID" not in e), self.events[0])

    @property
    def unknown_zone(self) -> str:
        """The zone that its start names and that nobody here knows."""
        start = value(self.event, "DTSTART")
        named = getattr(start, "params", {}).get("TZID", "")
        return str(named) if named and _moment(start).tzinfo is None else ""


def all_series(calendars: list[Calendar]) -> Iterator[Series]:
    """By UID, in the order of the file."""
    for calendar in calendars:
        by_uid: dict[str, list[Component]] = {}
        for number, event in enumerate(calendar.walk("VEVENT")):
            by_uid.setdefault(str(event.get("UID", f"number {number}")), []).append(event)
        zone = str(calendar.get(ZONE, ""))
        for events in by_uid.values():
            yield Series(tuple(events), zone if is_zone(zone) else "")


def is_zone(name: str) -> bool:
    try:
        return bool(ZoneInfo(name))
    except (ValueError, KeyError, OSError):
        return False


def occurrences(
    series: Series,
    zone: ZoneInfo,
    since: date,
    until: date,
    shortest: int = SHORTEST,
    longest: int = LONGEST,
) -> tuple[list[Occurrence], list[tuple[Component, str]]]:
    """Those from `since` to before `until`, days of `zone`, and those that cannot be held with why.

    What is cancelled is neither. Raises Unusable.
    """
    often = max(_check(event) for event in series.events)
    excepted = len(series.events) > 1 or any("EXDATE" in event for event in series.events)
    if often > 1 and excepted:  # the library mixes up the hours of UTC with those of the zone
        raise Unusable(
            "make it an event for each hour, for it repeats within a day with exceptions"
        )
    found: list[Occurrence] = []
    wrong: list[tuple[Component, str]] = []
    moved = {str(_when(e)) for e in series.events if "RECURRENCE-ID" in e}
    for event in _expanded(series, since, until):
        if str(event.get("STATUS", "")).upper() == "CANCELLED":
            continue
        begins = value(event, "DTSTART").dt
        ends = value(event, "DTEND").dt if "DTEND" in event else None
        if not isinstance(begins, datetime):
            if since <= begins < until:
                wrong.append((event, "give it a time, it is there for whole days"))
            continue
        start = _local(begins, zone)
        if start is None or not since <= start.date() < until:
            continue
        minutes = _minutes(begins, ends)
        if shortest <= minutes <= longest:
            rank = 0 if str(_when(event)) in moved else _rank(series.event)
            found.append(Occurrence(event, start, minutes, rank))
        else:
            wrong.append((event, f"let it last from {shortest} minutes to {longest // 60} hours"))
    return found, wrong


def _check(event: Component) -> int:
    """How often it may be on one day, at most as often as there are hours. Raises Unusable."""
    try:
        _moment(value(event, "DTSTART"))
    except (ValueError, AttributeError):
        raise Unusable("say when it begins") from None
    rules: Any = event.get("RRULE", [])
    most = 1
    for rule in rules if isinstance(rules, list) else [rules]:
        try:
            often = str((rule.get("FREQ") or [""])[0]).upper()
            interval = min(int(each) for each in rule.get("INTERVAL") or [1])
            by = {name: len(rule.get(name) or [1]) for name in ("BYHOUR", "BYMINUTE", "BYSECOND")}
        except (ValueError, TypeError, AttributeError):
            raise Unusable("mend its repetition, which cannot be understood") from None
        minutely = by["BYMINUTE"] * by["BYSECOND"]
        times = minutely * (MOST_A_DAY if often == "HOURLY" else by["BYHOUR"])
        if often in ("SECONDLY", "MINUTELY") or interval < 1 or times > MOST_A_DAY:
            raise Unusable("let it repeat once an hour at most")
        most = max(most, times)
    return most


def _expanded(series: Series, since: date, until: date) -> list[Component]:
    """A day more on both sides, for `since` and `until` are of another zone. Raises Unusable."""
    calendar = Calendar()
    if series.zone:
        calendar.add(ZONE, series.zone)
    for event in series.events:
        calendar.add_component(event)
    try:
        query = recurring_ical_events.of(calendar)
        found: list[Component] = query.between(since - A_DAY, until + A_DAY)
    except Exception as error:  # whatever a stranger's program wrote there
        raise Unusable(f"it cannot be understood ({type(error).__name__})") from None
    return found


def _rank(event: Component) -> int:
    if "RRULE" not in event and "RDATE" not in event:
        return 0
    rule = value(event, "RRULE") or {}
    days = len(rule.get("BYDAY") or [])
    often = str((rule.get("FREQ") or [""])[0]).upper()
    daily = often in ("DAILY", "HOURLY") and days in (0, 7)
    return 2 if daily or (often == "WEEKLY" and days == 7) else 1


def _when(event: Component) -> datetime | date | None:
    """Which one of its series it is, UTC where that can be told."""
    named = value(event, "RECURRENCE-ID")
    if named is None:
        return None
    when: datetime | date = named.dt
    aware = isinstance(when, datetime) and when.tzinfo is not None
    return when.astimezone(UTC) if aware and isinstance(when, datetime) else when


def _moment(named: Any) -> datetime:
    """A date is its midnight."""
    when = named.dt
    return when if isinstance(when, datetime) else datetime(when.year, when.month, when.day)  # noqa: DTZ001


def _local(moment: datetime, zone: ZoneInfo) -> datetime | None:
    """In the line's zone, where a time without a zone is; None for one that spring skips."""
    aware = moment if moment.tzinfo else moment.replace(tzinfo=zone)
    instant = aware.astimezone(UTC)
    if instant.astimezone(aware.tzinfo).replace(tzinfo=None) != aware.replace(tzinfo=None):
        return None
    return instant.astimezone(zone).replace(second=0, microsecond=0)


def _minutes(begins: datetime, ends: datetime | date | None) -> int:
    """By the wall clock of its zone; an hour where it has no length."""
    if not isinstance(ends, datetime):
        return 60
    if begins.tzinfo is not None and ends.tzinfo is not None and begins.tzinfo != ends.tzinfo:
        length = ends - begins
    else:
        length = ends.replace(tzinfo=None) - begins.replace(tzinfo=None)
    return round(length / timedelta(minutes=1)) or 60
