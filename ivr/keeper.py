"""Keeps in a web process's memory what other processes publish, so that no caller waits for it.

Every two seconds the versions in Redis are looked at; a new document is fetched, checked, made
ready in a thread, and then switched to. The last good ones lie on disk: a process that starts while
Redis is away starts from them.
"""

import asyncio
import os
import tempfile
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import redis.exceptions
import structlog

from ivr import metrics, store
from ivr.callers import Callers
from ivr.erasure import hold
from ivr.helping.help import HELP
from ivr.helping.keeping import Keeping as HelpKeeping
from ivr.log import failure
from ivr.places.document import PlacesError
from ivr.places.places import PLACES, Places
from ivr.prompts import Prompts
from ivr.recordings.heard import Months
from ivr.recordings.keeping import Keeping
from ivr.recordings.library import RECORDINGS
from ivr.recordings.published import Recordings
from ivr.rooms import background
from ivr.rooms.view import UNKNOWN
from ivr.rota import Rota, UnreadableRota
from ivr.schedule.snapshot import Snapshot, SnapshotError
from ivr.settings import Settings
from ivr.steps.front import filters
from ivr.turn import World
from ivr.watching.process import measure

EVERY = 2.0
"""Seconds between two looks."""

SLOWEST = 30.0
"""Seconds that fetching one document may take."""

WARM_AGAIN = timedelta(hours=1)

log = structlog.get_logger()


class Keeper:
    """Holds the current World of one process in `world`."""

    def __init__(self, settings: Settings, clock: Callable[[], datetime]) -> None:
        self.settings = settings
        self.clock = clock
        self.callers = Callers(settings, clock)
        self.world = World(settings, Prompts(), Snapshot.EMPTY, Rota())
        self.versions: dict[str, str] = {}
        self.redis_up: bool | None = None  # None before the first look
        self._stopping = False
        self._warmed = clock() - 2 * WARM_AGAIN
        self._folder = settings.data_dir / "published"
        self.recordings = Keeping(settings, clock, self._play)
        self.help = HelpKeeping(settings, clock, self.world.prompts, self._help)
        self._months = Months(self.world.said)
        self._lock = threading.Lock()

    def load_disk(self) -> None:
        """Start from the last good documents of this machine, where there are any."""
        for name in (*PARTS, HELP, RECORDINGS):
            try:
                document = (self._folder / name).read_bytes()
                if name == RECORDINGS:
                    self.recordings.load_disk(document)
                elif name == HELP:
                    self.help.load_disk(document)
                else:
                    self._take(name, document)
            except FileNotFoundError:
                continue  # a new machine has none
            except OSError as error:
                log.error("IVR_DATA_DIR cannot be read: mend its rights", **failure(error))
        self._warm()

    async def run(self) -> None:
        """Look again and again, until `stop`. Any fault is logged and outlived."""
        connection = store.connect_async(self.settings.redis_url)
        try:
            while not self._stopping:
                try:
                    await self.look(connection)
                except (redis.exceptions.RedisError, OSError, TimeoutError) as error:
                    self._redis(up=False, **failure(error))
                except Exception as error:
                    log.error("a look at Redis failed, the next one comes", **failure(error))
                self._measure()
                await asyncio.sleep(EVERY)
        finally:
            await connection.aclose()

    def stop(self) -> None:
        """Ends `run` after the look that is under way.

        Cancelling it is not enough: redis-py can swallow that while it connects.
        """
        self._stopping = True

    async def look(self, connection: store.AsyncRedis) -> None:
        """Fetch what is new and switch to it."""
        self.callers.forget_what_ended()  # also while Redis is away
        keys = [store.PUBLISHED_VERSION.of(name) for name in (*PARTS, HELP, RECORDINGS)]
        *found, helping, recordings = await connection.mget(keys)
        self._redis(up=True)
        for name, value in zip(PARTS, found, strict=True):
            version = store.text(value)
            if version and version != self.versions.get(name):
                document = await self._fetch(name, version)
                if document is None:
                    continue
                self.versions[name] = version  # a bad one too: it is not fetched again and again
                if await asyncio.to_thread(self._take, name, document):
                    await asyncio.to_thread(self._save, name, document)
        says = store.text(helping)
        await self.help.look(says, lambda: self._fetch(HELP, says))
        held = bool(await connection.exists(hold.KEY))
        if held != self.world.held:
            self._switch(held=held)
        await self.callers.look(connection)
        self._switch(rooms=await background.look(connection, self.world.rota, self.clock()))
        if self.clock() - self._warmed > WARM_AGAIN:
            await asyncio.to_thread(self._warm)
            self.recordings.again()
        await self._months.tell(connection, self.clock())
        version = store.text(recordings)
        await self.recordings.look(version, lambda: self._fetch(RECORDINGS, version))

    async def _fetch(self, name: str, version: str) -> bytes | None:
        connection = store.connect_async(self.settings.redis_url, timeout=SLOWEST)
        try:
            document = await connection.get(store.PUBLISHED_DOCUMENT.of(name, version))
        finally:
            await connection.aclose()
        return document if isinstance(document, bytes) else None

    def _take(self, name: str, document: bytes) -> bool:
        """Make a document ready, then switch to it; a bad one changes nothing."""
        try:
            if name == "schedule":
                snapshot = Snapshot.load(document)
                self._prepare(snapshot)
                self._switch(snapshot=snapshot)
            elif name == PLACES:
                self._switch(places=Places.load(document))
            else:
                rota = Rota.load(document)
                if not (self.settings.rota or rota.unfiled):
                    return False  # of files that line.toml names no more
                rota.warm(self.clock())
                self._switch(rota=rota)
        except (SnapshotError, PlacesError, UnreadableRota) as error:
            log.error("published document unreadable, the last good one stays", document=name)
            log.error("is another release publishing? run `ivr doctor`", **failure(error))
            return False
        log.info("now served", document=name)
        return True

    def _switch(self, **parts: Any) -> None:
        """To a world with these parts anew. Several threads come here."""
        with self._lock:
            self.world = replace(self.world, **parts)

    def _play(self, recordings: Recordings, document: bytes | None) -> None:
        """From now on these recordings are heard; None is what lay on the disk already."""
        self._switch(recordings=recordings)
        log.info("now served", document=RECORDINGS)
        if document is not None:
            self._save(RECORDINGS, document)

    def _help(self, settings: Settings, document: bytes | None) -> None:
        """From now on these are the helpline and the emergency words."""
        self.callers.owns(settings)
        self._switch(settings=settings)
        log.info("now served", document=HELP)
        if document is not None:
            self._save(HELP, document)

    def lost(self, name: str) -> None:
        """The audio of that hash is gone: the synthetic voice speaks until it is here again."""
        self._switch(recordings=self.world.recordings.without([name]))
        self.recordings.again()

    def _warm(self) -> None:
        self._prepare(self.world.snapshot)

    def _prepare(self, snapshot: Snapshot) -> None:
        wanted = {f for line in self.settings.lines for f in filters(line.sources)}
        self._warmed = self.clock()
        snapshot.warm(self._warmed, wanted)

    def _save(self, name: str, document: bytes) -> None:
        """Write beside and rename: a reader never sees half a file."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            handle, temporary = tempfile.mkstemp(dir=self._folder)
            with os.fdopen(handle, "wb") as file:
                file.write(document)
            Path(temporary).replace(self._folder / name)
        except OSError as error:
            log.error("IVR_DATA_DIR cannot be written: make room there", **failure(error))

    def missing(self) -> list[str]:
        """What callers have to do without just now, in sentences."""
        found = []
        if not len(self.world.snapshot):
            found.append("No meeting list has been published: run `ivr refresh`.")
        if self.settings.rota and not self.world.rota.hours:
            found.append("No rota has been published: are the worker and the cron running?")
        if self.recordings.away:
            found.append(
                "New recordings cannot be fetched, callers hear those before: is the store there?"
            )
        if not self.redis_up:
            found.append("Redis is away: callers hear the last good lists.")
            if self.settings.erases:
                found.append("No call is forgotten until it is back.")
        return found

    def _measure(self) -> None:
        """What this process serves, and takes; a process that tells nothing new hangs."""
        world = self.world
        metrics.MEETINGS.set(len(world.snapshot))
        metrics.SNAPSHOT_AGE.set((self.clock() - world.snapshot.made_at).total_seconds())
        metrics.PLACES.set(len(world.places))
        metrics.RECORDINGS_AWAY.set(self.recordings.away)
        measure()

    def _redis(self, *, up: bool, **why: str) -> None:
        if up and self.redis_up is False:
            log.warning("Redis is back")
        if not up and self.redis_up is not False:
            log.warning("Redis is away, callers notice nothing", **why)
            self._switch(rooms=UNKNOWN)
        self.redis_up = up
        metrics.REDIS_UP.set(up)


PARTS = ("schedule", "rota", PLACES)
"""The documents that other processes publish, beside the recordings."""
