"""When the events of a calendar are held: every week, or on the dates of the coming five weeks.

What repeats weekly and has no exception soon is a weekly meeting like any other. All else, each
second Tuesday and the week that is left out, is worked out to its dates.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from icalendar import Component

from ivr.calendarevents import A_DAY, Occurrence, Series, Unusable, occurrences, value
from ivr.patience import within
from ivr.schedule.sources.ical_zones import Zones

BEFORE, AHEAD = timedelta(days=1), timedelta(days=36)
"""Dates are worked out from yesterday on, for today and five weeks."""

LONGEST = 24 * 60
"""Minutes of what can be a meeting."""

PATIENCE, SHORTEST_PATIENCE = 3.0, 0.2
"""Seconds for the dates of one event: halved by each one before it that never came to an end."""

MOST_TIMES = 7 * 24
"""Weekdays and times of one event."""

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
PLAIN = {"FREQ", "INTERVAL", "BYDAY", "WKST", "UNTIL", "COUNT"}


class Held(NamedTuple):
    """A weekday and time on which an event is held, weekly or on `dates` only."""

    event: Component  # whose words are said: the series', or a changed one's
    key: str  # tells it from the others of its series, the same every day
    weekday: int
    start: int
    duration: int | None
    zone: str
    dates: tuple[int, ...]


@dataclass(slots=True)
class Calendar:
    """Works out the events of a list, of which `today` is a day of its source's zone."""

    zones: Zones
    today: date
    patience: float = PATIENCE

    @property
    def since(self) -> date:
        return self.today - BEFORE

    @property
    def until(self) -> date:
        return self.today + AHEAD

    def held(self, series: Series) -> tuple[list[Held], str]:
        """When a series is held, and what could not be: "" or the mend. Raises Unusable."""
        event, start = series.event, _start(series.event)
        zone, stays = self.zones.of(start)
        if stays and (days := self._weekly(series, start)):
            wall, lasts = start.hour * 60 + start.minute, length(event)
            return [Held(event, str(day), day, wall, lasts, zone.key, ()) for day in days], ""
        try:
            found, wrong = within(self.patience, lambda: self._dates(series, zone))
        except TimeoutError:
            self.patience = max(self.patience / 2, SHORTEST_PATIENCE)
            raise Unusable(
                "let it repeat in a simpler way, it was not worked out in time"
            ) from None
        groups = list(_grouped(series, found, zone))
        if len(groups) > MOST_TIMES:
            raise Unusable(f"make it several events, it has more than {MOST_TIMES} times a week")
        return groups, wrong[0][1] if wrong else ""

    def _dates(
        self, series: Series, zone: ZoneInfo
    ) -> tuple[list[Occurrence], list[tuple[Component, str]]]:
        return occurrences(series, zone, self.since, self.until, shortest=1, longest=LONGEST)

    def _weekly(self, series: Series, start: datetime) -> tuple[int, ...]:
        """The weekdays of a series that is held each week of the coming five and goes on; ()."""
        event = series.event
        rule: Any = event.get("RRULE")
        if not isinstance(rule, dict) or not PLAIN.issuperset(rule):
            return ()
        if any(name in event for name in ("RDATE", "EXRULE")) or start.date() > self.since:
            return ()
        often = str((rule.get("FREQ") or [""])[0]).upper()
        by = [str(day).upper() for day in rule.get("BYDAY") or ()]
        if [str(each) for each in rule.get("INTERVAL") or (1,)] != ["1"]:
            return ()
        if often not in ("WEEKLY", "DAILY") or not set(DAYS).issuperset(by):
            return ()
        usual = range(7) if often == "DAILY" else (start.weekday(),)
        days = tuple(sorted({DAYS.index(day) for day in by})) or tuple(usual)
        ends = [_day(until) for until in rule.get("UNTIL") or ()]
        ends += [
            start.date() + timedelta(weeks=min(int(count) // len(days) - 1, 52_000))
            for count in rule.get("COUNT") or ()
        ]
        if any(end <= self.until + A_DAY for end in ends) or self._excepted(series):
            return ()
        return days

    def _excepted(self, series: Series) -> bool:
        """Whether something is left out, moved or changed in the coming five weeks."""
        days: list[date] = []
        for event in series.events:
            days += _days(event, "EXDATE")
            if "RECURRENCE-ID" in event:
                named = value(event, "RECURRENCE-ID")
                if getattr(named, "params", {}).get("RANGE"):
                    return True
                days += [*_days(event, "RECURRENCE-ID"), *_days(event, "DTSTART")]
        return any(self.since - A_DAY <= day <= self.until + A_DAY for day in days)


def _grouped(series: Series, found: list[Occurrence], zone: ZoneInfo) -> Iterator[Held]:
    """Those of one weekday, time and wording together: so each stays itself when one week of a
    weekly meeting is left out."""
    own = _start(series.event)
    first = own.astimezone(zone) if own.tzinfo else own
    usual = (first.hour * 60 + first.minute, length(series.event) or 60, _wording(series.event))
    groups: dict[tuple[int, tuple[int, int, str]], list[Occurrence]] = {}
    for one in sorted(found, key=lambda one: one.start.astimezone(UTC)):
        what = (one.start.hour * 60 + one.start.minute, one.minutes, _wording(one.event))
        groups.setdefault((one.start.weekday(), what), []).append(one)
    for (weekday, what), ones in groups.items():
        key = str(weekday) if what == usual else f"{weekday} {' '.join(map(str, what))}"
        dates = tuple(int(one.start.timestamp() // 60) for one in ones)
        lasts = what[1] if length(ones[0].event) else None
        yield Held(ones[0].event, key, weekday, what[0], lasts, zone.key, dates)


def length(event: Component) -> int | None:
    """Minutes by the wall clock, None where it has no length. Raises Unusable."""
    try:
        start, end = _start(event), value(event, "DTEND")
        if end is not None:
            ends = end.dt
            if not isinstance(ends, datetime):
                ends = datetime(ends.year, ends.month, ends.day)  # noqa: DTZ001
            alike = start.tzinfo == ends.tzinfo or not (start.tzinfo and ends.tzinfo)
            lasts = (
                ends.replace(tzinfo=None) - start.replace(tzinfo=None) if alike else ends - start
            )
        elif (lasting := value(event, "DURATION")) is not None:
            lasts = lasting.dt
        else:
            return None
        return round(lasts / timedelta(minutes=1)) or None
    except (AttributeError, TypeError, ValueError, OverflowError):
        raise Unusable("mend its end or its length, which cannot be understood") from None


def _start(event: Component) -> datetime:
    """Raises Unusable."""
    when = getattr(value(event, "DTSTART"), "dt", None)
    if not isinstance(when, datetime):
        raise Unusable("say when it begins")
    return when


def _wording(event: Component) -> str:
    return "\n".join(
        str(value(event, name) or "") for name in ("SUMMARY", "LOCATION", "DESCRIPTION")
    )


def _days(event: Component, name: str) -> list[date]:
    """The days of a property that may stand twice and hold a list."""
    found: Any = event.get(name, [])
    each = [one for part in _listed(found) for one in getattr(part, "dts", [part])]
    return [_day(one.dt) for one in each if getattr(one, "dt", None) is not None]


def _listed(found: Any) -> list[Any]:
    return found if isinstance(found, list) else [found]


def _day(when: Any) -> date:
    return when.date() if isinstance(when, datetime) else when
