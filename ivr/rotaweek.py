"""The coming seven days of the rota, with what nobody leads and what is not held at all."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from ivr.hour import HOUR, SHORTEST, Hour
from ivr.rota import OnNow, Rota

DAYS = timedelta(days=7)

STEP = timedelta(minutes=SHORTEST)
"""As long as the shortest meeting, so that none falls between two looks."""


@dataclass(frozen=True, slots=True)
class Slot:
    """From `start` to `end`, both aware, UTC: a meeting, or None where there is no meeting."""

    start: datetime
    end: datetime
    hour: Hour | None

    @property
    def unled(self) -> bool:
        """A meeting that nobody leads, as far as the rota says."""
        return self.hour is not None and not (self.hour.leader_name or self.hour.leader)


@dataclass(frozen=True, slots=True)
class Day:
    """A day in the line's zone."""

    date: date
    slots: tuple[Slot, ...]

    @property
    def unled(self) -> int:
        return sum(slot.unled for slot in self.slots)


@dataclass(frozen=True, slots=True)
class Week:
    days: tuple[Day, ...]
    unled: int  # meetings that nobody leads
    empty: float  # hours in which there is no meeting
    end: datetime  # aware; earlier than seven days where a calendar is not worked out so far

    @property
    def slots(self) -> tuple[Slot, ...]:
        return tuple(slot for day in self.days for slot in day.slots)

    @property
    def meetings(self) -> int:
        return sum(slot.hour is not None for slot in self.slots)


def week(rota: Rota, now: datetime, zone: ZoneInfo, ahead: timedelta = DAYS) -> Week:
    """From the hour that is on at `now`, aware, to the same time of the clock seven days later, or
    to the end of a shorter time.

    Days are those of `zone`.
    """
    end, now = (now.astimezone(zone) + ahead).astimezone(UTC), now.astimezone(UTC)
    if rota.until:
        end = max(now, min(end, _midnight(date.fromisoformat(rota.until), rota.zone)))
    slots = sorted(_slots(rota, now, end, zone), key=lambda slot: (slot.start, slot.hour is None))
    days = tuple(
        Day(day, tuple(of_day))
        for day, of_day in groupby(slots, lambda slot: slot.start.astimezone(zone).date())
    )
    empty = sum((slot.end - slot.start) / HOUR for slot in slots if slot.hour is None)
    return Week(days, sum(day.unled for day in days), empty, end)


def _slots(rota: Rota, now: datetime, end: datetime, zone: ZoneInfo) -> Iterator[Slot]:
    held: dict[tuple[datetime, str], OnNow] = {}
    looks = [now + look * STEP for look in range(-(-(end - now) // STEP))]
    for look in (*looks, end - timedelta(minutes=1)):  # what begins in the last minutes, too
        for on in rota.on_now(look):
            held[on.start, on.hour.room_name] = on
    yield from (Slot(on.start, on.end, on.hour) for on in held.values())
    free = now
    for on in sorted(held.values(), key=lambda each: each.start):
        yield from _empty(free, on.start, zone)
        free = max(free, on.end)
    yield from _empty(free, end, zone)


def _empty(start: datetime, end: datetime, zone: ZoneInfo) -> Iterator[Slot]:
    """A time without a meeting, for each day of its own."""
    while start < end:
        midnight = _midnight(start.astimezone(zone).date() + timedelta(days=1), zone)
        yield Slot(start, min(end, midnight), None)
        start = min(end, midnight)


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone).astimezone(UTC)
