"""One document of this installation: in Redis, with a copy in the store of recordings.

Every change is one transaction over all of it, so two operators never mix. Whichever of the two
has the later revision counts, so that neither an empty Redis nor one that lost its last second
takes with it what was done.

A state names its form. A release leaves alone what a newer one has written: it does not know all of
it, and would lose the rest with its next change. So old and new may run side by side.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Generic, Protocol, TypeVar

import msgspec
import redis
from redis.client import Pipeline

from ivr.recordings.storage import Storage, StoreAway


class StateNotWritten(Exception):
    """A change is made and holds, but the store did not take the copy: one sentence."""


class Damaged(StoreAway):
    """The store gave a copy that cannot be read."""


class Newer(StoreAway):
    """The store gave a copy that a newer release has written: it stays as it is."""


class Revised(Protocol):
    @property
    def revision(self) -> int:
        """Counts the changes; 0 is empty."""

    @property
    def form(self) -> int:
        """Of the state; a release that adds something to it counts on."""


S = TypeVar("S", bound=Revised)


def nothing(after: Any) -> list[str]:
    return []


class Document(ABC, Generic[S]):
    """Every method may raise RedisError."""

    kind: type[S]
    key: str  # in Redis
    beside: tuple[str, ...] = ()  # keys that `also` reads

    def __init__(self, connection: redis.Redis, storage: Storage) -> None:
        self.connection = connection
        self.storage = storage

    def state(self) -> S:
        """As Redis has it."""
        return self._read() or self.kind()

    def filled(self) -> S:
        """The same; an empty Redis is filled first. Raises StoreAway only then."""
        return self._read() or self.open()

    def look(self) -> S:
        """The same, and nothing is filled. Raises StoreAway where Redis is empty."""
        return self._read() or self.copied() or self.kind()

    def open(self) -> S:
        """The later one of Redis and the copy, in both.

        Raises StoreAway only where Redis has none and the store cannot tell.
        """
        ours = self._read()
        try:
            copy = self.copied()
        except StoreAway:
            if ours is None:
                raise
            return ours
        if copy is not None and (ours is None or copy.revision > ours.revision):
            return self.fill(copy)
        if ours is None:
            empty = msgspec.json.encode(self.kind())  # web processes then know that there is none
            self.connection.set(self.key, empty, nx=True)
            return self.state()
        if ours.revision > (copy.revision if copy else 0):
            with suppress(StateNotWritten):  # the next change says so
                self._copy()
        return ours

    def fill(self, copy: S) -> S:
        """Take what the store has, unless Redis has something later by now."""
        return self._transaction(
            lambda before: copy if copy.revision >= before.revision else before
        )

    def change(self, change: Callable[[S], S], clears: Callable[[S], list[str]] = nothing) -> S:
        """One change as a whole, made anew when somebody else's came first; then the copy.

        `clears` are keys that go in the same step. Where the store turns out to be later than
        Redis, which lost something then, the change is made anew on what the store has. Raises
        StoreAway where Redis is empty, before anything is changed; StateNotWritten.
        """
        self.filled()
        after = self._transaction(change, clears)
        while (lost := self._copy()) is not None:
            self.fill(lost)
            after = self._transaction(change, clears)
        return after

    @abstractmethod
    def decoded(self, value: Any) -> S | None:
        """What Redis has. Raises where it cannot be read."""

    @abstractmethod
    def copied(self) -> S | None:
        """What the store has. Raises StoreAway, Damaged."""

    @abstractmethod
    def write(self, state: S) -> None:
        """The copy. Raises StoreAway."""

    @abstractmethod
    def unwritten(self, error: StoreAway) -> StateNotWritten:
        """What an operator is told when there is no copy of a change."""

    def also(self, transaction: Pipeline, after: S) -> Callable[[], object]:
        """Reads what it needs, and returns what else is done in the same step."""
        return lambda: None

    def _transaction(
        self, change: Callable[[S], S], clears: Callable[[S], list[str]] = nothing
    ) -> S:
        found: list[S] = []

        def attempt(transaction: Pipeline) -> None:
            after = self._as_now(change(self.decoded(transaction.get(self.key)) or self.kind()))
            found.append(after)
            also = self.also(transaction, after)
            transaction.multi()
            transaction.set(self.key, msgspec.json.encode(after))
            if gone := clears(after):
                transaction.delete(*gone)
            also()

        self.connection.transaction(attempt, self.key, *self.beside)
        return found[-1]

    def _copy(self) -> S | None:
        """Write the copy, again where another change came meanwhile.

        A copy that is later than Redis, or another one of the same revision, stays and is returned.
        The store is asked first: what Redis has is never behind what was written from it.
        """
        for _ in range(5):
            try:
                copy = self._copied_or_damaged()
                state = self.state()
                if copy is not None and copy != state and copy.revision >= state.revision:
                    return copy
                self.write(state)
            except StoreAway as error:
                raise self.unwritten(error) from error
            if self.state().revision == state.revision:
                break
        return None

    def _copied_or_damaged(self) -> S | None:
        """A damaged copy is none: it is written over."""
        try:
            return self.copied()
        except Damaged:
            return None

    def _read(self) -> S | None:
        return self.decoded(self.connection.get(self.key))

    def _as_now(self, state: Any) -> S:
        """In the form of this release, which has all that one of before has."""
        now: S = msgspec.structs.replace(state, form=self.kind().form)
        return now


class _Form(msgspec.Struct, frozen=True):
    form: int = 0  # those of before named none


class _FormWithin(msgspec.Struct, frozen=True):
    state: _Form = _Form()


def form_of(document: bytes, *, within: bool = False) -> int:
    """Which form it names, where nothing else of it may be readable: a newer release may have
    changed all the rest. 0 where it names none. `within` its state lies in a file of more."""
    try:
        if within:
            return msgspec.json.decode(document, type=_FormWithin).state.form
        return msgspec.json.decode(document, type=_Form).form
    except msgspec.MsgspecError:
        return 0


def refuse_newer(document: bytes, form: int, name: str, *, within: bool = False) -> None:
    """Before the file `name` of the store is taken for damaged, and written over. Raises Newer."""
    if form_of(document, within=within) > form:
        raise Newer(
            f"{name} in the store of recordings was written by a newer release of the line, and "
            "stays as it is: upgrade this one."
        )


class Copied(Document[S]):
    """One that is its own copy: a JSON document of the name `copy` in the store."""

    copy: str

    @abstractmethod
    def unreadable(self) -> Exception:
        """What is raised where Redis has one of another release."""

    def decoded(self, value: Any) -> S | None:
        try:
            state = msgspec.json.decode(value, type=self.kind) if value else None
        except msgspec.MsgspecError:
            raise self.unreadable() from None
        if state is not None and state.form > self.kind().form:
            raise self.unreadable()
        return state

    def copied(self) -> S | None:
        document = self.storage.read_document(self.copy)
        if not document:
            return None
        refuse_newer(document, self.kind().form, self.copy)
        try:
            return msgspec.json.decode(document, type=self.kind)
        except msgspec.MsgspecError as error:
            raise Damaged(
                f"{self.copy} in the store of recordings cannot be read ({type(error).__name__}): "
                "put a good one there, or take it away."
            ) from None

    def write(self, state: S) -> None:
        self.storage.write_document(self.copy, msgspec.json.encode(state))
