"""The state of the recordings: in Redis, with a copy in the store beside the audio.

Every change is one transaction over the whole state and what callers hear of it, so two operators
never mix. Afterwards the state is written as a file to the store, and an empty Redis is filled from
that by whatever comes first: a command, or a web process that finds nothing published.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import msgspec
import redis
from redis.client import Pipeline

from ivr import store
from ivr.recordings.state import CannotChange, State
from ivr.recordings.storage import Storage, StoreAway

RECORDINGS = "recordings"
"""The name under which they are published."""


class StateNotWritten(Exception):
    """A change is made and heard, but the store did not take the copy of the state."""


class File(msgspec.Struct, frozen=True):
    """The state file of the store, and of an export."""

    state: State
    heard: dict[str, str] = {}  # language/prompt -> the month in which callers last heard it


class Kept:
    """`clock` gives aware UTC times."""

    def __init__(
        self, connection: redis.Redis, storage: Storage, clock: Callable[[], datetime]
    ) -> None:
        self.connection = connection
        self.storage = storage
        self.clock = clock

    def open(self) -> State:
        """The state, after Redis and the store's file agree: the later one of the two counts.

        Raises StoreAway only where Redis has none and the store cannot tell.
        """
        ours = self._read()
        try:
            file = self._file()
        except StoreAway:
            if ours is None:
                raise
            return ours
        if file and (ours is None or file.state.revision > ours.revision):
            return self.fill(file)
        if ours and (file is None or file.state.revision < ours.revision):
            try:
                self._copy()
            except StateNotWritten:
                return ours  # the next change tries again, and says so
        return ours or State()

    def fill(self, file: File) -> State:
        """Take the state of a file, unless Redis has a later one by now."""

        def newer(before: State) -> State:
            return file.state if file.state.revision > before.revision else before

        after = self._transaction(newer)
        for name, month in file.heard.items():
            self.connection.hsetnx(store.RECORDINGS_HEARD.of(), name, month)
        return after

    def change(self, change: Callable[[State], State]) -> State:
        """One change as a whole, made anew when somebody else's came first; then the copy."""
        after = self._transaction(change)
        self._copy()
        return after

    def state(self) -> State:
        """As Redis has it."""
        return self._read() or State()

    def heard(self) -> dict[str, str]:
        """language/prompt -> the month, YYYY-MM, in which callers last heard it."""
        found: Any = self.connection.hgetall(store.RECORDINGS_HEARD.of())
        return {store.text(name): store.text(month) for name, month in found.items()}

    def _transaction(self, change: Callable[[State], State]) -> State:
        found: list[State] = []

        def attempt(transaction: Pipeline) -> None:
            before = _decoded(transaction.get(store.RECORDINGS_STATE.of()))
            heard = store.text(transaction.get(store.PUBLISHED_VERSION.of(RECORDINGS)))
            after = change(before or State())
            found.append(after)
            document = after.recordings(self.clock()).pack()
            transaction.multi()
            transaction.set(store.RECORDINGS_STATE.of(), msgspec.json.encode(after))
            store.switch(transaction, RECORDINGS, document, heard)

        self.connection.transaction(
            attempt, store.RECORDINGS_STATE.of(), store.PUBLISHED_VERSION.of(RECORDINGS)
        )
        return found[-1]

    def _copy(self) -> None:
        """The state as a file of the store. Written again where another change came meanwhile."""
        for _ in range(5):
            state = self.state()
            try:
                self.storage.write_state(msgspec.json.encode(File(state, self.heard())))
            except StoreAway as error:
                raise StateNotWritten(
                    f"It is done and callers hear it, but no copy is kept: {error}"
                ) from error
            if self.state().revision == state.revision:
                return

    def _read(self) -> State | None:
        return _decoded(self.connection.get(store.RECORDINGS_STATE.of()))

    def _file(self) -> File | None:
        document = self.storage.read_state()
        try:
            return msgspec.json.decode(document, type=File) if document else None
        except msgspec.MsgspecError as error:
            raise StoreAway(
                f"The state file in the store of recordings cannot be read ({error}): put a good "
                "state.json there, or import an export."
            ) from None


def _decoded(value: Any) -> State | None:
    try:
        return msgspec.json.decode(value, type=State) if value else None
    except msgspec.MsgspecError:
        raise CannotChange(
            "The recordings' state in Redis cannot be read: is it of another release?"
        ) from None
