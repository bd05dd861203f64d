"""The rota as callers hear it: what the files said, and on top of it what is kept beside them."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

import msgspec
import redis

from ivr.hour import A_DAY as MINUTES
from ivr.hour import Hour, meet
from ivr.leaderfile import Beside, Leaders, is_date
from ivr.people.kept import Kept
from ivr.people.leading import beside
from ivr.people.state import State as People
from ivr.recordings.storage import Storage
from ivr.rota import Rota
from ivr.rotachange import Change
from ivr.rotachanges import KeptRow, RotaKept, State
from ivr.rotaread import Reading, last_reading
from ivr.rotarow import Row, read_row
from ivr.rotataken import Taken
from ivr.schedule.meeting import Problem
from ivr.settings import Settings
from ivr.store import PUBLISHED_VERSION, publish, text

ROTA = "rota"
"""The name under which the rota is published."""

A_DAY = timedelta(days=1)

NO_TITLE = "-"
"""Of a row that holds nothing."""

NEVER = 9
"""The rank of a row on a day that is not its own."""

TRIES = 5


def composed(
    reading: Reading, state: State, leaders: Leaders, now: datetime
) -> tuple[Rota, list[Problem]]:
    """`now` is aware. A row or change that cannot be used any more is left out and named."""
    problems: list[Problem] = []
    rows, taken = [], Taken()
    for row in state.rows:
        hour = hour_of(row, leaders, now.astimezone(reading.zone), problems)
        if hour is not None and taken.by(hour) is None:
            taken.take(hour, 0)
            rows.append(hour)
            if behind := days_behind(hour, reading):
                done = f"not held on {behind} days: the calendar has a meeting then, write a date"
                problems.append(Problem(_place(row), "day", done))
    changes = (c for c in state.changes if c.start > now - A_DAY)
    named = tuple(_named(change, leaders, reading, problems) for change in changes)
    return _without(leaders.removed, reading).under(tuple(rows), named), problems


def days_behind(hour: Hour, reading: Reading) -> int:
    """On how many days a calendar's meeting is held instead of that row of the console."""
    if not reading.since or is_date(hour.day):
        return 0
    days = set()
    for other in reading.hours:
        day = date.fromisoformat(other.day)
        for nights in (-1, 0, 1):
            own = day + nights * A_DAY
            if hour.rank(own) < NEVER and meet(other, hour, nights * MINUTES):
                days.add(own)
    return len(days)


def hour_of(
    row: KeptRow, leaders: Leaders, today: datetime, problems: list[Problem]
) -> Hour | None:
    """A row of the console as an hour. `today` is in the line's zone."""
    cells = row.cells()
    if not row.held:
        cells |= {"title": NO_TITLE, "leader": ""}
    hour = read_row(Row(_place(row), cells, row.id), leaders, today.date(), problems)
    return msgspec.structs.replace(hour, held=row.held) if hour else None


def _place(row: KeptRow) -> str:
    return f'console row "{row.title}" {row.day} {row.time}'


def _without(removed: Mapping[str, str], reading: Reading) -> Reading:
    """Whoever was taken out since the files were read leads nothing, also while one is broken."""
    if not any(hour.leader in removed for hour in reading.hours):
        return reading
    hours = (
        msgspec.structs.replace(hour, leader="", leader_name="", leads_from="")
        if hour.leader in removed
        else hour
        for hour in reading.hours
    )
    return msgspec.structs.replace(reading, hours=tuple(hours))


def publish_composed(
    connection: redis.Redis, storage: Storage, settings: Settings, now: datetime
) -> tuple[Rota, list[Problem], bool] | None:
    """Let callers hear it; None where files are named and were never read. Last: whether it is new.

    What was changed while this was written is published as well. Raises StoreAway where Redis is
    empty and the store cannot tell what was kept; CannotChange.
    """
    kept, people = RotaKept(connection, storage), Kept(connection, storage)

    def found() -> tuple[Reading | None, State, People]:
        return last_reading(connection, settings), kept.filled(), people.filled()

    now_there = found()
    before = text(connection.get(PUBLISHED_VERSION.of(ROTA)))
    for _ in range(TRIES):
        reading, state, known = now_there
        if reading is None:
            return None
        leaders = reading.may_lead(beside(known))
        rota, problems = composed(reading, state, leaders, now)
        version = publish(connection, ROTA, rota.pack())
        now_there = found()
        if now_there == (reading, state, known):
            break
    return rota, problems, version != before


def leaders_of(connection: redis.Redis, storage: Storage, reading: Reading) -> Leaders:
    """Who may lead, as far as the files were ever read."""
    return reading.may_lead(beside_of(connection, storage))


def beside_of(connection: redis.Redis, storage: Storage) -> Beside:
    return beside(Kept(connection, storage).filled())


def _named(change: Change, leaders: Leaders, reading: Reading, problems: list[Problem]) -> Change:
    """With the name as it is said; without a leader who may not lead any more."""
    if not change.leader:
        return change
    known = leaders.rows.get(change.leader)
    day = change.start.astimezone(reading.zone)
    if known is not None and known.leads_from <= day.date().isoformat():
        return msgspec.structs.replace(change, name=known.name)
    where = f"console change {day:%Y-%m-%d %H:%M}"
    problems.append(Problem(where, "leader", "kept without a leader: they may not lead then"))
    return msgspec.structs.replace(change, leader="")
