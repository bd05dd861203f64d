"""Where it is kept: in Redis, and as `line.json` in the store of recordings.

What callers hear changes in the same step.
"""

from collections.abc import Callable

import redis
import structlog
from redis.client import Pipeline

from ivr import store
from ivr.helping.help import HELP, Help, UnreadableHelp, over
from ivr.helping.state import State
from ivr.log import failure
from ivr.people.person import CannotChange
from ivr.recordings.document import Copied, StateNotWritten
from ivr.recordings.storage import StoreAway
from ivr.settings import Settings

COPY = "line.json"
"""Its name in the store."""

log = structlog.get_logger()


class Kept(Copied[State]):
    kind = State
    key = store.HELP_STATE.of()
    copy = COPY
    beside = (store.PUBLISHED_VERSION.of(HELP),)

    def open(self) -> State:
        """And published, also where nobody ever said anything: then nobody asks again."""
        state = super().open()
        return state if self.connection.exists(*self.beside) else self.fill(state)

    def also(self, transaction: Pipeline, after: State) -> Callable[[], object]:
        heard = store.text(transaction.get(store.PUBLISHED_VERSION.of(HELP)))
        document = after.help.pack()
        return lambda: store.switch(transaction, HELP, document, heard)

    def unreadable(self) -> CannotChange:
        return CannotChange(
            "The helpline and words in Redis cannot be read: are they of another release?",
            "release",
        )

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
