"""The recordings that one web process serves: on its disk first, and only then in its documents."""

import asyncio
import contextlib
import threading
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

import structlog
from redis.exceptions import RedisError

from ivr import store
from ivr.log import failure
from ivr.recordings.cache import AudioCache
from ivr.recordings.library import Library, StateNotWritten
from ivr.recordings.published import Recordings, UnreadableRecordings
from ivr.recordings.state import CannotChange
from ivr.recordings.storage import StoreAway, storage_of
from ivr.settings import Settings

FILL_AGAIN = timedelta(minutes=1)
"""Until an empty Redis is tried to be filled again."""

WAIT = 1.0
"""Seconds that a look waits for the audio, which may take long; then it goes on behind it."""

log = structlog.get_logger()


class Keeping:
    """Fetches audio in the background. `switch` is called when all of a document's is here."""

    def __init__(
        self,
        settings: Settings,
        clock: Callable[[], datetime],
        switch: Callable[[Recordings, bytes | None], None],
    ) -> None:
        self.cache = AudioCache(settings.data_dir, storage_of(settings))
        self.away = False  # whether what is published is not heard yet, for want of its audio
        self.version = ""  # what was switched to, or cannot be read
        self._settings = settings
        self._clock = clock
        self._switch = switch
        self._seen: frozenset[str] = frozenset()
        self._lock = threading.Lock()
        self._task: asyncio.Task[None] | None = None
        self._filled = clock() - 2 * FILL_AGAIN

    def load_disk(self, document: bytes) -> None:
        """What this machine had, as far as its audio is still here."""
        try:
            recordings = Recordings.load(document)
        except UnreadableRecordings as error:
            log.error("the recordings on disk cannot be read", **failure(error))
            return
        self._saw(recordings)
        needed = recordings.hashes(self._clock())
        self.cache.damaged(needed)
        self._switch(recordings.without(self.cache.missing(needed)), None)

    async def look(self, version: str, fetch: Callable[[], Awaitable[bytes | None]]) -> None:
        """Begin to take the published document, or to fill an empty Redis; waits a moment only."""
        if self._task is None or self._task.done():
            if version and version != self.version:
                document = await fetch()
                if document is not None:
                    work = asyncio.to_thread(self._take, version, document)
                    self._task = asyncio.create_task(work)
            elif not version and self._clock() - self._filled > FILL_AGAIN:
                self._filled = self._clock()
                self._task = asyncio.create_task(asyncio.to_thread(self._fill))
        if self._task is not None and not self._task.done():
            await asyncio.wait({self._task}, timeout=WAIT)

    def published(self, name: str) -> bool:
        """Whether a document of this process, or one of before, may have named it."""
        return name in self._seen

    def again(self) -> None:
        """Look at the audio anew with the next look."""
        self.version = ""

    def _take(self, version: str, document: bytes) -> None:
        try:
            recordings = Recordings.load(document)
            self._saw(recordings)
            for name in sorted(self.cache.missing(recordings.hashes(self._clock()))):
                self.cache.fetch(name)
        except UnreadableRecordings as error:
            log.error("published recordings unreadable, those before stay", **failure(error))
            self.version = version
            return
        except (StoreAway, OSError) as error:
            if not self.away:
                log.error("recordings cannot be fetched, those before stay", **failure(error))
            self.away = True
            return
        except Exception as error:  # a fault nobody thought of: not again and again
            log.error("taking new recordings failed, those before stay", **failure(error))
            self.version = version
            return
        self.away = False
        self.version = version
        self._switch(recordings, document)

    def _fill(self) -> None:
        """An empty Redis gets the state that the store has kept."""
        connection = store.connect(self._settings.redis_url)
        with contextlib.closing(connection):
            try:
                library = Library(connection, storage_of(self._settings), self._clock)
                if library.open().revision:
                    log.warning("the recordings' state in Redis was filled from the store")
            except (StoreAway, StateNotWritten, CannotChange, RedisError) as error:
                log.error("the recordings' state cannot be read", **failure(error))

    def _saw(self, recordings: Recordings) -> None:
        with self._lock:
            self._seen |= recordings.hashes(self._clock())
