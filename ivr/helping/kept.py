"""Where it is kept: in Redis, and as `line.json` in the store of recordings.

What callers hear changes in the same step.
"""

from collections.abc import Callable
from typing import Any

import msgspec
import redis
import structlog
from redis.client import Pipeline

from ivr import store
from ivr.helping.help import HELP, Help, UnreadableHelp, over
from ivr.helping.state import State
from ivr.log import failure
from ivr.people.person import CannotChange
from ivr.recordings.document import Damaged, Document, StateNotWritten
from ivr.recordings.storage import StoreAway
from ivr.settings import Settings

COPY = "line.json"
"""Its name in the store."""

log = structlog.get_logger()


class Kept(Document[State]):
    kind = State
    key = store.HELP_STATE.of()
    beside = (store.PUBLISHED_VERSION.of(HELP),)

    def open(self) -> State:
        """And published, also where nobody ever said anything: then nobody asks again."""
        state = super().open()
        return state if self.connection.exists(*self.beside) else self.fill(state)

    def also(self, transaction: Pipeline, after: State) -> Callable[[], object]:
        heard = store.text(transaction.get(store.PUBLISHED_VERSION.of(HELP)))
        document = after.help.pack()
        return lambda: store.switch(transaction, HELP, document, heard)

    def decoded(self, value: Any) -> State | None:
        try:
            return msgspec.json.decode(value, type=State) if value else None
        except msgspec.MsgspecError:
            raise CannotChange(
                "The helpline and words in Redis cannot be read: are they of another release?",
                "release",
            ) from None

    def copied(self) -> State | None:
        document = self.storage.read_document(COPY)
        try:
            return msgspec.json.decode(document, type=State) if document else None
        except msgspec.MsgspecError as error:
            raise Damaged(
                f"{COPY} in the store of recordings cannot be read ({type(error).__name__}): put a "
                "good one there, or take it away."
            ) from None

    def write(self, state: State) -> None:
        self.storage.write_document(COPY, msgspec.json.encode(state))

    def unwritten(self, error: StoreAway) -> StateNotWritten:
        return StateNotWritten(f"It is done and callers hear it, but no copy is kept: {error}")


def current(settings: Settings, connection: redis.Redis) -> Settings:
    """`settings` as callers hear them now, for jobs and commands. Raises RedisError."""
    version = store.text(connection.get(store.PUBLISHED_VERSION.of(HELP)))
    document = connection.get(store.PUBLISHED_DOCUMENT.of(HELP, version)) if version else None
    if not isinstance(document, bytes) or not settings.lines:
        return settings
    try:
        return over(settings, Help.load(document))
    except UnreadableHelp as error:
        log.error("what operators said of help is unreadable, line.toml counts", **failure(error))
        return settings
