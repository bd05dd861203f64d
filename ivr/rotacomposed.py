"""The rota as callers hear it: what the files said, and on top of it what is kept beside them."""

from datetime import UTC, datetime, timedelta

import msgspec
import redis

from ivr.hour import Hour
from ivr.leaderfile import Beside, Leaders
from ivr.people.kept import Kept
from ivr.people.leading import beside
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
    changes = (c for c in state.changes if c.start > now - A_DAY)
    named = tuple(_named(change, leaders, reading, problems) for change in changes)
    return reading.under(tuple(rows), named), problems


def hour_of(
    row: KeptRow, leaders: Leaders, today: datetime, problems: list[Problem]
) -> Hour | None:
    """A row of the console as an hour. `today` is in the line's zone."""
    cells = row.cells()
    if not row.held:
        cells |= {"title": NO_TITLE, "leader": ""}
    place = Row(f'console row "{row.title}" {row.day} {row.time}', cells, row.id)
    hour = read_row(place, leaders, today.date(), problems)
    return msgspec.structs.replace(hour, held=row.held) if hour else None


def publish_composed(
    connection: redis.Redis, storage: Storage, settings: Settings, now: datetime
) -> tuple[Rota, list[Problem], bool] | None:
    """Let callers hear it; None where files are named and were never read. Last: whether it is new.

    What was changed while this was written is published as well. Raises StoreAway where Redis is
    empty and the store cannot tell what was kept; CannotChange.
    """
    reading = last_reading(connection, settings)
    if reading is None:
        return None
    kept = RotaKept(connection, storage)
    before = text(connection.get(PUBLISHED_VERSION.of(ROTA)))
    for _ in range(TRIES):
        state = kept.filled()
        rota, problems = composed(reading, state, leaders_of(connection, storage, reading), now)
        version = publish(connection, ROTA, rota.pack())
        reading = last_reading(connection, settings) or reading
        if kept.state().revision == state.revision:
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


def utc_minutes(minutes: int) -> datetime:
    """From minutes since the epoch, as they stand in a URL."""
    return datetime.fromtimestamp(minutes * 60, UTC)
