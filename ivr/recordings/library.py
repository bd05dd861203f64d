"""The recordings of one installation: the state in Redis, the audio and a copy of the state beside.

Every change is one transaction over the whole state and what callers hear of it, so two operators
never mix. Afterwards the state is written as a file to the store, and an empty Redis is filled from
that by whatever comes first: a command, or a web process that finds nothing published.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import uuid4

import msgspec
import redis
from redis.client import Pipeline

from ivr import store
from ivr.recordings import announcements
from ivr.recordings import state as states
from ivr.recordings.announcement import Announcement, Came
from ivr.recordings.state import CannotChange, State, Version
from ivr.recordings.storage import Storage, StoreAway

RECORDINGS = "recordings"
"""The name under which they are published."""

LONGEST_NAME = 60
"""Characters of an operator's name."""


class StateNotWritten(Exception):
    """A change is made and heard, but the store did not take the copy of the state."""


class File(msgspec.Struct, frozen=True):
    """The state file of the store, and of an export."""

    state: State
    heard: dict[str, str] = {}  # language/prompt -> the month in which callers last heard it


class Library:
    """What operators do. `clock` gives aware UTC times."""

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

    def add(
        self,
        language: str,
        prompt: str,
        wav: bytes,
        *,
        text: str,
        seconds: float,
        who: str,
        came: Came,
        take: str = "",
    ) -> Version:
        """A draft of `prompt`, which says `text`; the one that is here where it is of that `take`.

        Raises StoreAway, StateNotWritten.
        """
        name = self.storage.put(wav)
        version = Version(
            number=0,
            hash=name,
            text=text,
            seconds=round(seconds, 2),
            who=named(who),
            when=self.clock(),
            came=came,
            take=take,
        )
        found: list[Version] = []

        def change(before: State) -> State:
            after, numbered = states.add(before, language, prompt, version)
            found.append(numbered)
            return after

        self.change(change)
        return found[-1]

    def publish(
        self, language: str, prompt: str, number: int, *, who: str, expected: int | None = None
    ) -> State:
        """What the next call hears. `expected`: see state.publish. Raises CannotChange, StoreAway,
        StateNotWritten."""
        version = self.state().shelf(language, prompt).version(number)
        if version and not self.storage.has(version.hash):
            raise CannotChange(
                f"The store has lost the audio of version {number} of {prompt}: import a copy."
            )
        now, name = self.clock(), named(who)
        return self.change(
            lambda before: states.publish(
                before, language, prompt, number, who=name, now=now, expected=expected
            )
        )

    def revert(self, language: str, prompt: str, *, who: str, expected: int | None = None) -> State:
        """The publication before is heard again. Raises CannotChange, StateNotWritten."""
        now, name = self.clock(), named(who)
        return self.change(
            lambda before: states.revert(
                before, language, prompt, who=name, now=now, expected=expected
            )
        )

    def keep(self, language: str, prompt: str, texts: tuple[str, ...], *, who: str) -> State:
        """What is heard is right for `texts`, too. Raises CannotChange, StateNotWritten."""
        now, name = self.clock(), named(who)
        return self.change(
            lambda before: states.keep(before, language, prompt, texts, who=name, now=now)
        )

    def add_announcement(
        self, language: str, wav: bytes, *, seconds: float, who: str, came: Came, take: str = ""
    ) -> Announcement:
        """A draft, which nobody hears before `announce`. Raises StoreAway, StateNotWritten."""
        draft = Announcement(
            id=uuid4().hex[:8],
            language=language,
            hash=self.storage.put(wav),
            seconds=round(seconds, 2),
            who=named(who),
            when=self.clock(),
            came=came,
            take=take,
        )
        found: list[Announcement] = []

        def change(before: State) -> State:
            after, kept = announcements.add(before, draft)
            found.append(kept)
            return after

        self.change(change)
        return found[-1]

    def announce(self, id: str, begins: datetime, ends: datetime, *, who: str) -> Announcement:
        """Callers hear it in front of the greeting from `begins` until `ends`, which are aware.

        Raises CannotChange, StoreAway, StateNotWritten.
        """
        known = self.state().announcement(id)
        if known and not self.storage.has(known.hash):
            raise CannotChange(
                f"The store has lost the audio of announcement {id}: record it anew."
            )
        now, name = self.clock(), named(who)
        after = self.change(
            lambda before: announcements.announce(before, id, begins, ends, who=name, now=now)
        )
        return announcements.find(after, id)

    def withdraw(self, id: str, *, who: str) -> Announcement:
        """From the next call on nobody hears it. Raises CannotChange, StateNotWritten."""
        now, name = self.clock(), named(who)
        after = self.change(lambda before: announcements.withdraw(before, id, who=name, now=now))
        return announcements.find(after, id)

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


def named(who: str) -> str:
    """An operator's name as the log has it: one short line."""
    return " ".join(who.split())[:LONGEST_NAME] or "somebody"


def _decoded(value: Any) -> State | None:
    try:
        return msgspec.json.decode(value, type=State) if value else None
    except msgspec.MsgspecError:
        raise CannotChange(
            "The recordings' state in Redis cannot be read: is it of another release?"
        ) from None
