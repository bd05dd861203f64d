"""Which hour is on, what comes after it, and who leads it: arithmetic on rows and the clock.

An hour is looked up by the wall clock of the rota's zone. So the hour that comes twice in autumn is
held twice and the one that spring skips is not missed. What a calendar has at another length, or at
only one of the two, is looked up by its exact time; and so is everything on a day on which the
clock changes, for at half past an hour would go on, or end, with the clock.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

import msgspec

from ivr.hour import A_DAY, HOUR, WEEKDAYS, Hour, led, meet
from ivr.rotachange import Change

__all__ = [
    "HOUR",
    "MAIN_ROOM",
    "OVERRUN",
    "WEEKDAYS",
    "Hour",
    "OnNow",
    "Rota",
    "RotaDocument",
    "UnreadableRota",
    "led",
]

OVERRUN = timedelta(minutes=10)
"""How long a meeting with none after it may go on past its hour."""

MOMENTS = 20
"""Of which it is known what is on at them."""

LOOK_AHEAD = timedelta(days=8)
CHANGE = timedelta(hours=2)
"""No clock is moved by more."""

MINUTE = timedelta(minutes=1)
NEAR = CHANGE / MINUTE
"""Minutes of the wall clock around an hour in which it may be on all the same."""

FORMAT_VERSION = 1


MAIN_ROOM = Hour(day="daily", start=0, title="").room_name
"""The room that stands whatever the rota says."""


@dataclass(frozen=True, slots=True)
class OnNow:
    """An hour at its time: both times aware, UTC."""

    hour: Hour
    start: datetime
    end: datetime


class RotaDocument(msgspec.Struct, frozen=True, omit_defaults=True):
    """The rota as it is published."""

    version: int
    time_zone: str
    hours: tuple[Hour, ...]
    since: str = ""
    until: str = ""
    changes: tuple[Change, ...] = ()
    unfiled: bool = False


class UnreadableRota(Exception):
    """A published rota of another release, or damaged."""


@dataclass(frozen=True)
class Rota:
    """All hours of the line, in one zone. The order of rows decides nothing."""

    hours: tuple[Hour, ...] = ()
    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("UTC"))
    since: str = ""  # of a calendar: the ISO date from which it is worked out
    until: str = ""  # and the first one for which it is not
    changes: tuple[Change, ...] = ()  # of single hours: given back, taken, given to somebody
    unfiled: bool = False  # kept in the console alone: no file stands behind it

    def pack(self) -> bytes:
        return msgspec.json.encode(
            RotaDocument(
                FORMAT_VERSION,
                self.zone.key,
                self.hours,
                self.since,
                self.until,
                self.changes,
                self.unfiled,
            )
        )

    @classmethod
    def load(cls, document: bytes) -> "Rota":
        """Raises UnreadableRota."""
        try:
            read = msgspec.json.decode(document, type=RotaDocument)
            zone = ZoneInfo(read.time_zone)
            for day in filter(None, (read.since, read.until)):
                date.fromisoformat(day)
        except (msgspec.MsgspecError, ValueError, KeyError, OSError) as error:
            raise UnreadableRota(str(error)) from None
        if read.version > FORMAT_VERSION:
            raise UnreadableRota(f"The rota is of a newer version, {read.version}.")
        return cls(read.hours, zone, read.since, read.until, read.changes, read.unfiled)

    def warm(self, now: datetime) -> None:
        """Work out now what callers will ask for: the first ones must not wait for it."""
        self.on_now(now)
        for _ in self.coming(now):
            pass

    def on_now(self, now: datetime) -> list[OnNow]:
        """What is on at `now`, each room once."""
        found = self._lately.get(now)
        if found is None:
            if len(self._lately) >= MOMENTS:
                self._lately.clear()
            found = self._lately[now] = self._on_at(now)
        return found

    def _on_at(self, now: datetime) -> list[OnNow]:
        wall = now.astimezone(self.zone).replace(tzinfo=None)
        found = {}
        for day in (wall.date() - timedelta(days=1), wall.date()):
            changes = self._clock_changes(day)
            since = wall - datetime.combine(day, time())
            minute = since / MINUTE
            for hour in self._by_day(day):
                if not -NEAR <= minute - hour.start < hour.minutes + NEAR:
                    continue
                if start := self._running(day, hour, now, since, exact=changes or hour.exact):
                    found[hour.room_name] = self._at(start, hour)
        return list(found.values())

    def for_caller(self, now: datetime, language: str) -> OnNow | None:
        """The meeting in `language`, else one in no special language, else the first."""
        return next(iter(self.in_order(now, language)), None)

    def in_order(self, now: datetime, language: str) -> list[OnNow]:
        """What is on, for a caller in `language`: first what is held in it, then in none named.

        A special room, such as one for women, comes behind the one that is for everybody.
        """
        return sorted(
            self.on_now(now),
            key=lambda o: (o.hour.language != language, o.hour.language != "", o.hour.room != ""),
        )

    def after(self, now: datetime, room: str = "") -> OnNow | None:
        """The next hour to start after `now`, in `room` where one is named."""
        coming = self.coming(now)
        return next((on for on in coming if not room or on.hour.room_name == room), None)

    def coming(self, now: datetime) -> Iterator[OnNow]:
        """All hours that start after `now` within a week, soonest first."""
        return (self._at(start, hour) for start, hour in self._coming(now))

    def find(self, start: datetime, room: str) -> OnNow | None:
        """The hour that starts at that time, aware, in that room."""
        here = next((on for on in self.on_now(start) if on.hour.room_name == room), None)
        return here if here and here.start == start else None

    def open_until(self, now: datetime, room: str) -> datetime:
        """When the last of the hours ends that follow each other in `room`; `now` if none is on."""
        here = next((on for on in self.on_now(now) if on.hour.room_name == room), None)
        end = now
        while here and end - now < timedelta(hours=5):
            end = here.end
            here = self.follows(here)
        return end

    def follows(self, on: OnNow) -> OnNow | None:
        """The hour that begins in the same room before those who are in it are let out."""
        following = self.after(on.end - timedelta(seconds=1), on.hour.room_name)
        return following if following and following.start <= on.end + OVERRUN else None

    def held(self, now: datetime, room: str) -> OnNow | None:
        """The meeting that those in `room` are in: on now, or past its hour with none after it."""
        here = next((on for on in self.on_now(now) if on.hour.room_name == room), None)
        if here is None:
            earlier = self.on_now(now - OVERRUN)
            here = next((on for on in earlier if on.hour.room_name == room), None)
        return here

    def change_of(self, on: OnNow) -> Change | None:
        """What was changed about that one time, where it counts."""
        change = self._changed.get((on.start, on.hour.room_name))
        return change if change and change.leader == on.hour.leader else None

    def _at(self, start: datetime, hour: Hour) -> OnNow:
        """With the leader of that one time."""
        change = self._changed.get((start, hour.room_name)) if self.changes else None
        return OnNow(change.of(hour) if change else hour, start, start + hour.length)

    @cached_property
    def _changed(self) -> dict[tuple[datetime, str], Change]:
        return {(change.start, change.room): change for change in self.changes}

    def _coming(self, now: datetime) -> Iterator[tuple[datetime, Hour]]:
        today = now.astimezone(self.zone).date()
        for day in (today + timedelta(days=i) for i in range(LOOK_AHEAD.days)):
            for start, hour in self._begin_on(day):
                if start > now:
                    yield start, hour

    def _begin_on(self, day: date) -> list[tuple[datetime, Hour]]:
        """When the hours of a local day begin, soonest first."""
        if day not in self._begins:
            if len(self._begins) > 20:
                self._begins.clear()
            starts = [(t, hour) for hour in self._by_day(day) for t in self._starts(day, hour)]
            self._begins[day] = sorted(starts, key=lambda s: s[0])
        return self._begins[day]

    def _clock_changes(self, day: date) -> bool:
        """On `day`, or while what began on it is on."""
        midnight = datetime.combine(day, time(), self.zone)
        return midnight.utcoffset() != (midnight + timedelta(days=1) + CHANGE).utcoffset()

    def _running(
        self, day: date, hour: Hour, now: datetime, since: timedelta, *, exact: bool
    ) -> datetime | None:
        """When the hour of `day` that is on at `now`, so long `since` its midnight, began."""
        if exact:
            starts = self._starts(day, hour)
            return next((start for start in starts if start <= now < start + hour.length), None)
        passed = since - timedelta(minutes=hour.start)
        return now - passed if timedelta(0) <= passed < HOUR else None

    def _starts(self, day: date, hour: Hour) -> list[datetime]:
        """When `hour` starts on `day`, UTC: twice on an autumn's night, never on a spring's."""
        wall = datetime.combine(day, time()) + timedelta(minutes=hour.start)
        both = {wall.replace(tzinfo=self.zone, fold=f).astimezone(UTC) for f in (0, 1)}
        starts = [
            start
            for start in sorted(both)
            if start.astimezone(self.zone).replace(tzinfo=None, fold=0) == wall
        ]
        return starts if len(starts) < 2 or not hour.coming else [starts[hour.coming - 1]]

    @cached_property
    def _lately(self) -> dict[datetime, list[OnNow]]:
        """One webhook asks several times for the same moment."""
        return {}

    @cached_property
    def _begins(self) -> dict[date, list[tuple[datetime, Hour]]]:
        return {}

    @cached_property
    def _days(self) -> dict[date, tuple[Hour, ...]]:
        return {}

    @cached_property
    def _rows(self) -> dict[str, list[Hour]]:
        rows: dict[str, list[Hour]] = {}
        for hour in sorted(self.hours, key=lambda hour: (hour.start, hour.room_name)):
            rows.setdefault(hour.day, []).append(hour)
        return rows

    def _by_day(self, day: date) -> tuple[Hour, ...]:
        """The hours of a local day, soonest first: the more specific of those that meet, also of
        those around midnight."""
        if day not in self._days:
            beside = [
                (other.rank(next_to), other, days * A_DAY)
                for days in (-1, 1)
                for next_to in (day + timedelta(days=days),)
                for other in self._alone(next_to)
            ]
            chosen = [
                led(hour, day)
                for hour in self._alone(day)
                if not any(
                    rank < hour.rank(day) and meet(hour, other, later)
                    for rank, other, later in beside
                )
            ]
            if len(self._days) > 20:
                self._days.clear()
            held = (hour for hour in chosen if hour.held)
            self._days[day] = tuple(sorted(held, key=lambda h: (h.start, h.room_name)))
        return self._days[day]

    def _alone(self, day: date) -> list[Hour]:
        """The same, without a look at the days before and after."""
        chosen: list[Hour] = []
        for name in (day.isoformat(), WEEKDAYS[day.weekday()], "daily"):
            for hour in self._rows.get(name, ()):
                if not any(meet(hour, other) for other in chosen):
                    chosen.append(hour)
        return chosen
