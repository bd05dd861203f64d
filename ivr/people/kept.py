"""Where the people are kept: in Redis, and as a copy in the store of recordings.

Neither a Redis that lost its last second nor an empty one brings somebody back who was removed.
"""

from collections.abc import Callable
from typing import Any

from redis.client import Pipeline

from ivr import store
from ivr.people.person import CannotChange
from ivr.people.state import State
from ivr.recordings.document import Copied, StateNotWritten
from ivr.recordings.storage import StoreAway
from ivr.rooms.leaders import sign

COPY = "people.json"
"""Its name in the store."""


class NoCopyKept(StateNotWritten):
    """`result` is what the change would have returned, such as a new PIN, said only once."""

    result: Any = None


class Kept(Copied[State]):
    kind = State
    key = store.PEOPLE_STATE.of()
    copy = COPY

    def unreadable(self) -> CannotChange:
        return CannotChange(
            "The people in Redis cannot be read: are they of another release?",
            "release",
        )

    def also(self, transaction: Pipeline, after: State) -> Callable[[], object]:
        """Whoever is in a room as a leader who was removed loses the keys with the next look."""
        signs = [sign(row) for row in after.removed_leaders]

        def put() -> None:
            transaction.delete(store.NO_MORE.of())
            if signs:
                transaction.sadd(store.NO_MORE.of(), *signs)

        return put

    def unwritten(self, error: StoreAway) -> NoCopyKept:
        return NoCopyKept(
            f"It is done and holds, but no copy is kept: {error} `ivr operators list` writes it "
            "when that is mended."
        )
