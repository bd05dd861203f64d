"""What one web process holds of it: the published one, laid over line.toml.

Whom to call in an emergency must not become what it was: an earlier one than is held is taken only
when the store of recordings has told that it knows no later one either.
"""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

import structlog
from redis.exceptions import RedisError

from ivr import store
from ivr.helping.help import Help, UnreadableHelp, over
from ivr.helping.kept import Kept
from ivr.log import failure
from ivr.people.person import CannotChange
from ivr.prompts import Prompts
from ivr.recordings.document import StateNotWritten
from ivr.recordings.storage import StoreAway, storage_of
from ivr.settings import Settings, SettingsError

FILL_AGAIN = timedelta(minutes=1)
"""Until Redis is compared with the store again, where it has none or an earlier one."""

log = structlog.get_logger()


class Keeping:
    """`switch` is called with the settings that hold from now on, and their document."""

    def __init__(
        self,
        settings: Settings,
        clock: Callable[[], datetime],
        prompts: Prompts,
        switch: Callable[[Settings, bytes | None], None],
    ) -> None:
        self._settings = settings
        self._clock = clock
        self._prompts = prompts
        self._switch = switch
        self._version = ""  # what was switched to, or cannot be read
        self._revision = -1
        self._told = ""  # an earlier one, for which the store has no later one
        self._filling: asyncio.Task[None] | None = None
        self._filled = clock() - 2 * FILL_AGAIN

    def load_disk(self, document: bytes) -> None:
        """What this machine had last."""
        self._take(document, None)

    async def look(self, version: str, fetch: Callable[[], Awaitable[bytes | None]]) -> None:
        """Take what is published, or begin to fill a Redis that has none, or an earlier one."""
        if not version:
            self._fill(version)
            return
        if version == self._version or (document := await fetch()) is None:
            return
        if self._is_earlier(document) and version != self._told:
            self._fill(version)
            return
        self._version = version  # a bad one too: it is not fetched again and again
        await asyncio.to_thread(self._take, document, document)

    def _is_earlier(self, document: bytes) -> bool:
        try:
            return Help.load(document).revision < self._revision
        except UnreadableHelp:
            return False

    def _take(self, document: bytes, new: bytes | None) -> None:
        try:
            help = Help.load(document)
            settings = over(self._settings, help)
            self._prompts.check(settings)
        except (UnreadableHelp, SettingsError) as error:
            log.error("helpline and words unreadable, those before stay", **failure(error))
            return
        if not help.revision and self._revision > 0:
            return  # all is lost, and nobody said so
        self._revision = help.revision
        self._switch(settings, new)

    def _fill(self, version: str) -> None:
        """Behind the looks: the store may be slow. What it has later is published then."""
        running = self._filling is not None and not self._filling.done()
        if not running and self._clock() - self._filled > FILL_AGAIN:
            self._filled = self._clock()
            self._filling = asyncio.create_task(asyncio.to_thread(self._open, version))

    def _open(self, version: str) -> None:
        with contextlib.closing(store.connect(self._settings.redis_url)) as connection:
            try:
                kept = Kept(connection, storage_of(self._settings))
                kept.copied()  # else it opens without the store, too
                kept.open()
                self._told = version
            except (StoreAway, StateNotWritten, CannotChange, SettingsError, RedisError) as error:
                log.error("helpline and words cannot be filled in", **failure(error))
