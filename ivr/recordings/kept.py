"""The state of the recordings: in Redis, with a copy in the store beside the audio.

What callers hear of it changes in the same step. An empty Redis is filled from the store by
whatever comes first: a command, a change, or a web process that finds nothing published.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import msgspec
import redis
from redis.client import Pipeline

from ivr import store
from ivr.recordings.document import Damaged, Document, StateNotWritten, refuse_newer
from ivr.recordings.state import FORM, CannotChange, State
from ivr.recordings.storage import STATE, Storage, StoreAway

RECORDINGS = "recordings"
"""The name under which they are published."""


class File(msgspec.Struct, frozen=True):
    """The state file of the store, and of an export."""

    state: State
    heard: dict[str, str] = {}  # language/prompt -> the month in which callers last heard it


class Kept(Document[State]):
    """`clock` gives aware UTC times."""

    kind = State
    key = store.RECORDINGS_STATE.of()
    beside = (store.PUBLISHED_VERSION.of(RECORDINGS),)

    def __init__(
        self, connection: redis.Redis, storage: Storage, clock: Callable[[], datetime]
    ) -> None:
        super().__init__(connection, storage)
        self.clock = clock

    def heard(self) -> dict[str, str]:
        """language/prompt -> the month, YYYY-MM, in which callers last heard it."""
        found: Any = self.connection.hgetall(store.RECORDINGS_HEARD.of())
        return {store.text(name): store.text(month) for name, month in found.items()}

    def fill(self, copy: State) -> State:
        """With what is known of when which sentence was heard."""
        file = self._file()
        for name, month in file.heard.items() if file else ():
            self.connection.hsetnx(store.RECORDINGS_HEARD.of(), name, month)
        return super().fill(copy)

    def also(self, transaction: Pipeline, after: State) -> Callable[[], object]:
        heard = store.text(transaction.get(store.PUBLISHED_VERSION.of(RECORDINGS)))
        document = after.recordings(self.clock()).pack()
        return lambda: store.switch(transaction, RECORDINGS, document, heard)

    def decoded(self, value: Any) -> State | None:
        try:
            state = msgspec.json.decode(value, type=State) if value else None
            if state is not None and state.form > FORM:
                raise msgspec.ValidationError
            return state
        except msgspec.MsgspecError:
            raise CannotChange(
                "The recordings' state in Redis cannot be read: is it of another release?",
                "release",
            ) from None

    def copied(self) -> State | None:
        file = self._file()
        return file.state if file else None

    def write(self, state: State) -> None:
        self.storage.write_state(msgspec.json.encode(File(state, self.heard())))

    def unwritten(self, error: StoreAway) -> StateNotWritten:
        return StateNotWritten(f"It is done and callers hear it, but no copy is kept: {error}")

    def _file(self) -> File | None:
        document = self.storage.read_state()
        if not document:
            return None
        refuse_newer(document, FORM, STATE, within=True)
        try:
            return msgspec.json.decode(document, type=File)
        except msgspec.MsgspecError as error:
            raise Damaged(
                f"The state file in the store of recordings cannot be read ({error}): put a good "
                "state.json there, or import an export."
            ) from None
