"""What leaders at a telephone and chairs in the console do about the rota beside its files.

Each change is whole and is heard at once. Every method may raise redis.RedisError, and StoreAway
while Redis is empty and the store of recordings cannot be reached; every change CannotChange with
its reason, and StateNotWritten, after which it holds all the same. `who` is for the log.
"""

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

import msgspec
import redis

from ivr.hour import Hour
from ivr.leaderfile import Leaders
from ivr.numbers import possible, scrub
from ivr.people.person import CannotChange
from ivr.recordings.document import StateNotWritten
from ivr.recordings.storage import Storage
from ivr.rota import OnNow, Rota
from ivr.rotachange import Change
from ivr.rotachanges import (
    Did,
    Done,
    KeptRow,
    RotaKept,
    State,
    changed,
    with_row,
    without_row,
)
from ivr.rotacomposed import composed, days_behind, hour_of, leaders_of, publish_composed
from ivr.rotacovers import covers
from ivr.rotaread import Reading, last_reading
from ivr.rotataken import Taken
from ivr.schedule.meeting import Problem
from ivr.settings import Settings

LONGEST_TITLE = 80
"""Characters."""

MOST_ROWS = 500
"""A week has 168 hours."""


class RotaBook:
    """`clock` gives aware UTC times."""

    def __init__(
        self,
        connection: redis.Redis,
        storage: Storage,
        settings: Settings,
        clock: Callable[[], datetime],
    ) -> None:
        self.connection = connection
        self.storage = storage
        self.settings = settings
        self.clock = clock
        self.kept = RotaKept(connection, storage)

    def state(self) -> State:
        return self.kept.filled()

    def rota(self) -> Rota:
        """As it is now, whether callers hear it already or not."""
        return self._composed(self.state(), self._known(), self.leaders())

    def leaders(self) -> Leaders:
        return leaders_of(self.connection, self.storage, self._reading())

    def give_back(self, start: datetime, room: str, row: str, *, who: str) -> OnNow:
        """Nobody leads that hour from now on. Only whoever leads it, as `row`, gives it back."""
        return self._lead(start, room, "", "gave back", who, lambda on: _own(on, row))

    def take(self, start: datetime, room: str, row: str, *, who: str) -> OnNow:
        """`row` leads an hour that nobody leads."""
        return self._lead(start, room, row, "took", who, _free)

    def assign(self, start: datetime, room: str, row: str, *, expected: str, who: str) -> OnNow:
        """`row` leads that hour, or nobody. `expected` is who led it when that was decided."""
        did: Did = "gave" if row else "gave back"
        return self._lead(start, room, row, did, who, lambda on: _same(on, expected))

    def put(self, row: KeptRow, *, expected: KeptRow | None, who: str) -> int:
        """Keep that row: a new one, or instead of `expected`, which has the same id.

        Returns on how many days a calendar's meeting is held instead of it.
        """
        reading, leaders = self._reading(), self.leaders()
        now = self.clock()
        hour = good_hour(row, leaders, now.astimezone(reading.zone))
        did: Did = "row changed" if expected else "row added"
        done = self._done(did, who, _what(row), row.leader)

        def change(before: State) -> State:
            there = before.row(row.id)
            if there == row:  # the same form, sent twice
                return before
            if there != expected:
                raise CannotChange("Somebody else changed that row meanwhile.", "row-meanwhile")
            if not there and len(before.rows) >= MOST_ROWS:
                raise CannotChange("There are as many rows as there can be.", "rows-full")
            _alone(hour, row.id, before, leaders, now.astimezone(reading.zone))
            return with_row(before, row, done)

        self._change(change)
        return days_behind(hour, reading)

    def covered(self, row: KeptRow) -> list[OnNow]:
        """Meetings that would be held no more if that row were kept: see rotacovers.py.

        None that the same row held before. Raises WrongRow.
        """
        state, reading, leaders = self.state(), self._reading(), self.leaders()
        today = self.clock().astimezone(reading.zone)
        hour = good_hour(row, leaders, today)
        there = state.row(row.id)
        own = hour_of(there, leaders, today, []) if there else None
        others = tuple(each for each in state.rows if each.id != row.id)
        after = msgspec.structs.replace(state, rows=(*others, row))
        before, then = (self._composed(each, reading, leaders) for each in (state, after))
        found = covers(before, then, hour, self.clock())
        return [on for on in found if own is None or not _is_of(own, on.hour)]

    def remove(self, id: str, *, expected: KeptRow, who: str) -> KeptRow:
        """What the files say then counts again. `expected` is the row as it was seen."""
        removed: list[KeptRow] = []

        def change(before: State) -> State:
            row = before.row(id)
            if row is None:
                raise CannotChange("That row is gone already.", "row-gone")
            if row != expected:
                raise CannotChange("Somebody else changed that row meanwhile.", "row-stays")
            removed.append(row)
            done = self._done("row removed", who, _what(row), row.leader)
            return without_row(before, id, done)

        self._change(change)
        return removed[-1]

    def publish(self) -> None:
        """Let callers hear it: with the files as they were last good."""
        publish_composed(self.connection, self.storage, self.settings, self.clock())

    def _lead(
        self,
        start: datetime,
        room: str,
        row: str,
        did: Did,
        who: str,
        check: Callable[[OnNow], None],
    ) -> OnNow:
        """The hour as it is led then. A key that is pressed twice changes nothing twice."""
        reading, leaders = self._known(), self.leaders()
        what = f"{start:%Y-%m-%dT%H:%MZ} {room}"
        found: list[OnNow] = []

        def change(before: State) -> State:
            rota = self._composed(before, reading, leaders)
            on = rota.find(start, room)
            if on is None or on.end <= self.clock():
                raise CannotChange("That meeting is not held any more.", "hour-gone")
            last = next((each for each in reversed(before.log) if each.what == what), None)
            same = last and (last.who, last.did, last.leader) == (scrub(who), did, row)
            if on.hour.leader == row and (row or same):
                found.append(on)
                return before
            check(on)
            if row:
                _may_lead(row, on, rota, leaders)
            plain = Rota(rota.hours, rota.zone, rota.since, rota.until).find(start, room)
            base = plain.hour.leader if plain else ""
            done = self._done(did, who, what, row, on.hour.title)
            after = changed(before, Change(start, room, base, row), base, done)
            found.append(self._composed(after, reading, leaders).find(start, room) or on)
            return after

        self._change(change)
        return found[-1]

    def _change(self, change: Callable[[State], State]) -> None:
        try:
            self.kept.change(change)
        except StateNotWritten:
            self.publish()
            raise
        self.publish()

    def _composed(self, state: State, reading: Reading, leaders: Leaders) -> Rota:
        return composed(reading, state, leaders, self.clock())[0]

    def _known(self) -> Reading:
        """Raises CannotChange: without its files a rota that names some has no hours."""
        if self.settings.rota is not None and last_reading(self.connection, self.settings) is None:
            raise CannotChange("The rota's files have not been read yet.", "rota-unread")
        return self._reading()

    def _reading(self) -> Reading:
        zone: ZoneInfo = self.settings.lines[0].time_zone
        return last_reading(self.connection, self.settings) or Reading(zone.key)

    def _done(self, did: Did, who: str, what: str, leader: str, title: str = "") -> Done:
        return Done(self.clock(), scrub(who), did, what, leader, title)


OF_FIELD = {
    "day": "row-day",
    "time": "row-time",
    "title": "row-title",
    "format": "row-format",
    "access": "row-access",
    "language": "row-language",
    "room": "row-room",
    "leader": "row-leader",
    "speaking": "row-speaking",
}
"""The reason of a cell that cannot be read."""


class WrongRow(CannotChange):
    """A cell of a row that cannot be so: `field` names it."""

    def __init__(self, problem: Problem, reason: str, **values: str | int) -> None:
        super().__init__(f"{problem.field}: {problem.done}", reason, **values)
        self.field = problem.field


def good_hour(row: KeptRow, leaders: Leaders, today: datetime) -> Hour:
    """What that row holds. `today` is in the line's zone. Raises WrongRow."""
    for field in ("title", "room"):
        if any(possible(getattr(row, field))):
            raise WrongRow(Problem("", field, "leave the telephone number out"), "number")
    if len(row.title) > LONGEST_TITLE or not row.title.isprintable():
        raise WrongRow(Problem("", "title", "write it shorter"), "row-title", count=LONGEST_TITLE)
    problems: list[Problem] = []
    hour = hour_of(row, leaders, today, problems)
    if problems:
        known = leaders.rows.get(row.leader)
        if problems[0].field == "leader" and known is not None:
            raise WrongRow(problems[0], "leads-later", name=known.name, date=known.leads_from)
        raise WrongRow(problems[0], OF_FIELD[problems[0].field], count=LONGEST_TITLE)
    assert hour is not None  # noqa: S101 - else there was a problem
    if hour.day < today.date().isoformat() and hour.day[:1].isdigit():
        raise WrongRow(Problem("", "day", "choose a day to come"), "row-past")
    return hour


def _alone(hour: Hour, id: str, before: State, leaders: Leaders, today: datetime) -> None:
    """Raises WrongRow where another row of the console is in that room at that time."""
    taken = Taken()
    for row in before.rows:
        other = hour_of(row, leaders, today, [])
        if other is not None and row.id != id:
            taken.take(other, 0)
    if twin := taken.by(hour):
        done = f'"{twin[0].title}" is in that room at that time'
        raise WrongRow(Problem("", "time", done), "hours-meet", title=twin[0].title)


def _may_lead(row: str, on: OnNow, rota: Rota, leaders: Leaders) -> None:
    """Raises CannotChange: for whoever is unknown, too new, or in another room then."""
    known = leaders.rows.get(row)
    if known is None:
        raise CannotChange("Nobody of that short name may lead.", "leader-unknown")
    if known.leads_from > on.start.astimezone(rota.zone).date().isoformat():
        raise CannotChange(
            f"{known.name} may lead from {known.leads_from}.",
            "leads-later",
            name=known.name,
            date=known.leads_from,
        )
    for other in (*rota.on_now(on.start), *_starting(rota, on)):
        if other.hour.leader == row and other.hour.room_name != on.hour.room_name:
            raise CannotChange(
                f"{known.name} leads another meeting then.",
                "leads-elsewhere",
                name=known.name,
                title=other.hour.title,
            )


def _starting(rota: Rota, on: OnNow) -> list[OnNow]:
    """Those that begin while that hour is on."""
    coming = rota.coming(on.start)
    found = []
    for other in coming:
        if other.start >= on.end:
            break
        found.append(other)
    return found


def _own(on: OnNow, row: str) -> None:
    if not row or on.hour.leader != row:
        raise CannotChange("Somebody else leads that hour.", "hour-other", name=_leads(on))


def _free(on: OnNow) -> None:
    if _leads(on):
        raise CannotChange(f"{_leads(on)} leads that hour.", "hour-taken", name=_leads(on))


def _same(on: OnNow, expected: str) -> None:
    if on.hour.leader != expected:
        raise CannotChange(
            "Somebody else changed that hour meanwhile.", "hour-meanwhile", name=_leads(on)
        )


def _is_of(row: Hour, hour: Hour) -> bool:
    return (row.day, row.start, row.room_name) == (hour.day, hour.start, hour.room_name)


def _leads(on: OnNow) -> str:
    return on.hour.leader_name or on.hour.leader


def _what(row: KeptRow) -> str:
    return f"{row.day} {row.time} {row.title if row.held else 'no meeting'}"
