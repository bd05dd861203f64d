"""The coming seven days of the rota, with what nobody leads and what is not held at all."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from ivr.rota import HOUR, Hour, OnNow, Rota

DAYS = timedelta(days=7)

STEP = timedelta(minutes=15)
"""A meeting lasts an hour, so that none falls between two looks."""


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


def week(rota: Rota, now: datetime, zone: ZoneInfo) -> Week:
    """From the hour that is on at `now`, aware, for seven days. Days are those of `zone`."""
    slots = sorted(_slots(rota, now), key=lambda slot: (slot.start, slot.hour is None))
    days = tuple(
        Day(day, tuple(of_day))
        for day, of_day in groupby(slots, lambda slot: slot.start.astimezone(zone).date())
    )
    empty = sum((slot.end - slot.start) / HOUR for slot in slots if slot.hour is None)
    return Week(days, sum(day.unled for day in days), empty)


def _slots(rota: Rota, now: datetime) -> Iterator[Slot]:
    held: dict[tuple[datetime, str], OnNow] = {}
    for look in range(DAYS // STEP + 1):  # the last hour of the week, too
        for on in rota.on_now(now + look * STEP):
            held[on.start, on.hour.room_name] = on
    yield from (Slot(on.start, on.end, on.hour) for on in held.values())
    free = now
    for on in sorted(held.values(), key=lambda each: each.start):
        if on.start > free:
            yield Slot(free, on.start, None)
        free = max(free, on.end)
    if free < now + DAYS:
        yield Slot(free, now + DAYS, None)
