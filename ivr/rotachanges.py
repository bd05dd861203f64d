"""What is kept of the rota beside its files: rows of the console, hours given back and taken.

In Redis, and as a copy in the store of recordings. Each change makes a new State from one.
"""

from datetime import datetime, timedelta
from typing import Literal

import msgspec
from msgspec.structs import replace

from ivr import store
from ivr.leaderfile import is_date
from ivr.people.person import CannotChange
from ivr.recordings.document import Copied, StateNotWritten
from ivr.recordings.storage import StoreAway
from ivr.rotachange import Change

COPY = "rota.json"
"""Its name in the store."""

MOST_LOGGED = 1000

GONE = timedelta(days=2)
"""After which nobody asks any more what was changed about an hour, or for a row of that date."""

FORM = 1
"""Of the state. Whatever adds to it counts on: a release leaves a newer form alone."""

Did = Literal["gave back", "took", "gave", "row added", "row changed", "row removed", "restored"]


class KeptRow(msgspec.Struct, frozen=True, omit_defaults=True):
    """A row that a chair keeps in the console: the cells of rota.csv, with an id of its own.

    One that is not `held` only takes the place of what else would be held then.
    """

    id: str
    day: str
    time: str
    title: str = ""
    format: str = ""
    access: str = ""
    language: str = ""
    room: str = ""
    leader: str = ""
    speaking: str = ""
    held: bool = True

    def cells(self) -> dict[str, str]:
        return {name: getattr(self, name) for name in self.__struct_fields__[1:-1]}


class Done(msgspec.Struct, frozen=True):
    """Who changed what: an hour by its start and room, a row by its day, time and title."""

    when: datetime  # aware, UTC
    who: str
    did: Did
    what: str
    leader: str = ""  # who leads then, by row
    title: str = ""  # of an hour


class State(msgspec.Struct, frozen=True):
    """All of it. `revision` counts the changes."""

    revision: int = 0
    rows: tuple[KeptRow, ...] = ()
    changes: tuple[Change, ...] = ()
    log: tuple[Done, ...] = ()
    form: int = FORM

    def row(self, id: str) -> KeptRow | None:
        return next((row for row in self.rows if row.id == id), None)


class RotaKept(Copied[State]):
    kind = State
    key = store.ROTA_CHANGES.of()
    copy = COPY

    def unreadable(self) -> CannotChange:
        return CannotChange(
            "What is kept of the rota in Redis cannot be read: is it of another release?",
            "release",
        )

    def unwritten(self, error: StoreAway) -> StateNotWritten:
        return StateNotWritten(
            f"It is done and holds, but no copy is kept: {error} `ivr rota week` writes it when "
            "that is mended."
        )


def changed(state: State, change: Change, base: str, done: Done) -> State:
    """That hour is led so from now on. `base` is whom the rota itself names: back to that is no
    change at all."""
    others = [c for c in state.changes if (c.start, c.room) != (change.start, change.room)]
    if change.leader != base:
        others.append(change)
    return _noted(state, state.rows, tuple(others), done)


def with_row(state: State, row: KeptRow, done: Done) -> State:
    """That row, new or instead of the one with its id."""
    if state.row(row.id):
        rows = tuple(row if each.id == row.id else each for each in state.rows)
    else:
        rows = (*state.rows, row)
    return _noted(state, rows, state.changes, done)


def without_row(state: State, id: str, done: Done) -> State:
    return _noted(state, tuple(r for r in state.rows if r.id != id), state.changes, done)


def _noted(
    state: State, rows: tuple[KeptRow, ...], changes: tuple[Change, ...], done: Done
) -> State:
    past = done.when - GONE
    return replace(
        state,
        revision=state.revision + 1,
        rows=tuple(r for r in rows if not is_date(r.day) or r.day >= past.date().isoformat()),
        changes=tuple(c for c in changes if c.start > past),
        log=(*state.log, done)[-MOST_LOGGED:],
    )
