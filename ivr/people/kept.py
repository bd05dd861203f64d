"""Where the people are kept: in Redis, and as a copy in the store of recordings.

Every change is one transaction over all of it, so two operators never mix. Whichever of the two
has the later revision counts, so that neither a Redis that lost its last second nor an empty one
brings somebody back who was removed.
"""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

import msgspec
import redis
from redis.client import Pipeline

from ivr import store
from ivr.people.person import CannotChange
from ivr.people.state import State
from ivr.recordings.library import StateNotWritten
from ivr.recordings.storage import Storage, StoreAway

COPY = "people.json"
"""Its name in the store."""


class NoCopyKept(StateNotWritten):
    """A change is made and holds, but the store did not take the copy: one sentence.

    `result` is what the change would have returned, such as a new PIN, which is said only once.
    """

    result: Any = None


class Kept:
    def __init__(self, connection: redis.Redis, storage: Storage) -> None:
        self.connection = connection
        self.storage = storage

    def state(self) -> State:
        """As Redis has it; an empty one is filled first. Raises StoreAway only then."""
        return self._read() or self.agree()

    def agree(self) -> State:
        """The later one of Redis and the copy, in both. Raises StoreAway only where Redis has none
        and the store cannot tell."""
        ours = self._read()
        try:
            copy = self._copied()
        except StoreAway:
            if ours is None:
                raise
            return ours
        if ours is None and copy is None:
            empty = msgspec.json.encode(State())  # web processes then know that nobody is here
            self.connection.set(store.PEOPLE_STATE.of(), empty, nx=True)
            return self._read() or State()
        if ours is not None and (copy is None or ours.revision > copy.revision):
            with suppress(NoCopyKept):  # the next change says so
                self._copy()
            return ours
        if copy is None or (ours is not None and ours.revision == copy.revision):
            return ours or State()
        found = copy
        return self._transaction(
            lambda before: found if found.revision > before.revision else before
        )

    def change(
        self,
        change: Callable[[State], State],
        clears: Callable[[State], list[str]] = lambda after: [],
    ) -> State:
        """One change as a whole, made anew when somebody else's came first; then the copy.

        `clears` are keys that go in the same step. Raises CannotChange, StoreAway where Redis is
        empty, NoCopyKept.
        """
        self.agree()
        after = self._transaction(change, clears)
        self._copy()
        return after

    def _transaction(
        self,
        change: Callable[[State], State],
        clears: Callable[[State], list[str]] = lambda after: [],
    ) -> State:
        found: list[State] = []

        def attempt(transaction: Pipeline) -> None:
            after = change(_decoded(transaction.get(store.PEOPLE_STATE.of())) or State())
            found.append(after)
            transaction.multi()
            transaction.set(store.PEOPLE_STATE.of(), msgspec.json.encode(after))
            if gone := clears(after):
                transaction.delete(*gone)

        self.connection.transaction(attempt, store.PEOPLE_STATE.of())
        return found[-1]

    def _copy(self) -> None:
        """Written again where another change came meanwhile."""
        for _ in range(5):
            state = self._read() or State()
            try:
                self.storage.write_document(COPY, msgspec.json.encode(state))
            except StoreAway as error:
                raise NoCopyKept(
                    f"It is done and holds, but no copy is kept: {error} `ivr operators list` "
                    "writes it when that is mended."
                ) from error
            if (self._read() or State()).revision == state.revision:
                return

    def _read(self) -> State | None:
        return _decoded(self.connection.get(store.PEOPLE_STATE.of()))

    def _copied(self) -> State | None:
        document = self.storage.read_document(COPY)
        try:
            return msgspec.json.decode(document, type=State) if document else None
        except msgspec.MsgspecError as error:
            raise StoreAway(
                f"{COPY} in the store of recordings cannot be read ({type(error).__name__}): put a "
                "good one there, or take it away."
            ) from None


def _decoded(value: Any) -> State | None:
    try:
        return msgspec.json.decode(value, type=State) if value else None
    except msgspec.MsgspecError:
        raise CannotChange(
            "The people in Redis cannot be read: are they of another release?"
        ) from None
