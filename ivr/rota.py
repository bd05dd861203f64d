"""Which hour is on, what comes after it, and who leads it: arithmetic on rows and the clock.

An hour is looked up by the wall clock of the rota's zone. So the hour that comes twice in autumn is
held twice and the one that spring skips is not missed.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from typing import Annotated
from zoneinfo import ZoneInfo

import msgspec

HOUR = timedelta(hours=1)
OVERRUN = timedelta(minutes=10)
"""How long a meeting with none after it may go on past its hour."""

LOOK_AHEAD = timedelta(days=8)
FORMAT_VERSION = 1


class Hour(msgspec.Struct, frozen=True, omit_defaults=True):
    """One row of the rota: a meeting of an hour on the line."""

    day: str  # daily, monday … sunday, or an ISO date
    start: Annotated[int, msgspec.Meta(ge=0, lt=24 * 60)]  # minutes after local midnight
    title: str
    format: str = "other"
    access: str = "open"
    language: str = ""
    room: str = ""
    leader: str = ""
    leader_name: str = ""  # first name, as said; "" where none may lead yet
    leads_from: str = ""  # ISO date

    @property
    def room_name(self) -> str:
        """The standing room of this hour: its own, else its language's, else the main one."""
        return f"meeting-{self.room or self.language or 'main'}"

    def rank(self, day: date) -> int:
        """How specific this row is to `day`: 0 date, 1 weekday, 2 daily; 9 for another day."""
        if self.day == day.isoformat():
            return 0
        if self.day == WEEKDAYS[day.weekday()]:
            return 1
        return 2 if self.day == "daily" else 9


WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MAIN_ROOM = Hour(day="daily", start=0, title="").room_name
"""The room that stands whatever the rota says."""


@dataclass(frozen=True, slots=True)
class OnNow:
    """An hour at its time: both times aware, UTC."""

    hour: Hour
    start: datetime
    end: datetime


class RotaDocument(msgspec.Struct, frozen=True):
    """The rota as it is published."""

    version: int
    time_zone: str
    hours: tuple[Hour, ...]


class UnreadableRota(Exception):
    """A published rota of another release, or damaged."""


@dataclass(frozen=True)
class Rota:
    """All hours of the line, in one zone. The order of rows decides nothing."""

    hours: tuple[Hour, ...] = ()
    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("UTC"))

    def pack(self) -> bytes:
        return msgspec.json.encode(RotaDocument(FORMAT_VERSION, self.zone.key, self.hours))

    @classmethod
    def load(cls, document: bytes) -> "Rota":
        """Raises UnreadableRota."""
        try:
            read = msgspec.json.decode(document, type=RotaDocument)
            zone = ZoneInfo(read.time_zone)
        except (msgspec.MsgspecError, ValueError, KeyError, OSError) as error:
            raise UnreadableRota(str(error)) from None
        if read.version != FORMAT_VERSION:
            raise UnreadableRota(f"version {read.version}")
        return cls(read.hours, zone)

    def on_now(self, now: datetime) -> list[OnNow]:
        """What is on at `now`, each room once."""
        wall = now.astimezone(self.zone)
        today, minute = wall.date(), wall.hour * 60 + wall.minute
        within = timedelta(seconds=wall.second, microseconds=wall.microsecond)
        found = {}
        for day, passed in ((today - timedelta(days=1), minute + 24 * 60), (today, minute)):
            for hour in self._by_day(day):
                if hour.start <= passed < hour.start + 60:
                    start = now - timedelta(minutes=passed - hour.start) - within
                    found[hour.room_name] = OnNow(hour, start, start + HOUR)
        return list(found.values())

    def for_caller(self, now: datetime, language: str) -> OnNow | None:
        """The meeting in `language`, else one in no special language, else the first.

        A special room, such as one for women, comes behind the one that is for everybody.
        """
        return min(
            self.on_now(now),
            key=lambda o: (o.hour.language != language, o.hour.language != "", o.hour.room != ""),
            default=None,
        )

    def after(self, now: datetime, room: str = "") -> OnNow | None:
        """The next hour to start after `now`, in `room` where one is named."""
        for start, hour in self._coming(now):
            if not room or hour.room_name == room:
                return OnNow(hour, start, start + HOUR)
        return None

    def open_until(self, now: datetime, room: str) -> datetime:
        """When `room` closes: after the last of the hours that follow each other without a gap."""
        end = now
        while end - now < timedelta(hours=5):
            here = next((o for o in self.on_now(end) if o.hour.room_name == room), None)
            if here is None:
                break
            end = here.end
        return end

    def held(self, now: datetime, room: str) -> OnNow | None:
        """The meeting that those in `room` are in: on now, or past its hour with none after it."""
        here = next((on for on in self.on_now(now) if on.hour.room_name == room), None)
        if here is None:
            earlier = self.on_now(now - OVERRUN)
            here = next((on for on in earlier if on.hour.room_name == room), None)
        return here

    def _coming(self, now: datetime) -> Iterator[tuple[datetime, Hour]]:
        today = now.astimezone(self.zone).date()
        for day in (today + timedelta(days=i) for i in range(LOOK_AHEAD.days)):
            starts = [(t, hour) for hour in self._by_day(day) for t in self._starts(day, hour)]
            for start, hour in sorted(starts, key=lambda s: s[0]):
                if start > now:
                    yield start, hour

    def _starts(self, day: date, hour: Hour) -> Iterator[datetime]:
        """When `hour` starts on `day`, UTC: twice on an autumn's night, never on a spring's."""
        wall = datetime.combine(day, datetime.min.time()) + timedelta(minutes=hour.start)
        for start in sorted(
            {wall.replace(tzinfo=self.zone, fold=f).astimezone(UTC) for f in (0, 1)}
        ):
            if start.astimezone(self.zone).replace(tzinfo=None, fold=0) == wall:
                yield start

    @cached_property
    def _days(self) -> dict[date, tuple[Hour, ...]]:
        return {}

    def _by_day(self, day: date) -> tuple[Hour, ...]:
        """The hours of a local day, soonest first: the more specific of those that meet."""
        if day not in self._days:
            chosen: list[Hour] = []
            ranked = sorted(self.hours, key=lambda h: (h.rank(day), h.start, h.room_name))
            for hour in ranked:
                if hour.rank(day) < 9 and not any(_meet(hour, other) for other in chosen):
                    chosen.append(led(hour, day))
            if len(self._days) > 20:
                self._days.clear()
            self._days[day] = tuple(sorted(chosen, key=lambda h: (h.start, h.room_name)))
        return self._days[day]


def led(hour: Hour, day: date) -> Hour:
    """The hour without its leader when that person may not lead yet on `day`."""
    if hour.leads_from and day.isoformat() < hour.leads_from:
        return msgspec.structs.replace(hour, leader="", leader_name="")
    return hour


def _meet(one: Hour, other: Hour) -> bool:
    return one.room_name == other.room_name and abs(one.start - other.start) < 60
