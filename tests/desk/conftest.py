"""A line on which operators can record: pretend calls and REST records, a real worker and Redis."""

import asyncio
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TypeVar

import pytest
import redis

from ivr.people.book import Book
from ivr.phone import Call
from ivr.recordings.library import Library
from ivr.recordings.storage import storage_of
from ivr.recordings.takes import Takes
from ivr.settings import Settings
from tests.forge import Forked
from tests.line import DEMO, PUBLIC, SATURDAY_EVENING, TOKEN, settings
from tests.redis_server import RedisServer
from tests.rest import ACCOUNT, Faults, PretendRest, Records, rest_server
from tests.ringing import Exchange, exchange

SECRET = "a secret of this line, and of this line alone"
Result = TypeVar("Result")

AUDIO_WORKER = (
    "from ivr import log; from workers.process import work; log.set_up(json=True); work('audio')"
)


class Time:
    """The moment of the exchange that is running, for the carrier's records too."""

    def __init__(self) -> None:
        self.now: Callable[[], datetime] = lambda: SATURDAY_EVENING

    def __call__(self) -> datetime:
        return self.now()


@dataclass
class Desk:
    """What a test of an operator's call works with."""

    settings: Settings
    connection: redis.Redis
    rest: PretendRest
    clock: Time
    pin: str  # nine digits of Ana, an operator
    library: Library
    book: Book
    takes: Takes
    environ: dict[str, str]

    def play(self, scene: Callable[[Exchange], Coroutine[object, object, Result]]) -> Result:
        """Run a scene of calls to this line."""

        async def all_of_it() -> Result:
            async with exchange(settings_=self.settings) as line:
                line.carrier.records = self.rest.records
                self.clock.now = line.clock.now
                await line.look()
                return await scene(line)

        return asyncio.run(all_of_it())

    def ring(self, keys: str, **more: str) -> Call:
        """One call to its end, after this process has looked at what is published."""

        async def scene(line: Exchange) -> Call:
            return await line.ring(keys, **more)

        return self.play(scene)

    @contextmanager
    def worker(self) -> Iterator[None]:
        """A real worker of the queue `audio`, in a process of its own."""
        process = Forked(self.environ, AUDIO_WORKER)
        try:
            yield
        finally:
            process.terminate()
            process.communicate(timeout=30)


@pytest.fixture
def desk(tmp_path: Path, server: RedisServer, connection: redis.Redis) -> Iterator[Desk]:
    clock = Time()
    with rest_server(Records(clock, Faults())) as rest:
        here = replace(
            settings(str(tmp_path / "data")),
            account_sid=ACCOUNT,
            twilio_api=rest.url,
            redis_url=server.url,
            secret=SECRET,
        )
        storage = storage_of(here)
        book = Book(connection, storage, here, lambda: SATURDAY_EVENING)
        _, pin = book.add("Ana", password=None)
        yield Desk(
            settings=here,
            connection=connection,
            rest=rest,
            clock=clock,
            pin=pin,
            library=Library(connection, storage, lambda: SATURDAY_EVENING),
            book=book,
            takes=Takes(connection, lambda: SATURDAY_EVENING),
            environ={
                "IVR_CONFIG": str(DEMO / "line.toml"),
                "IVR_DATA_DIR": str(here.data_dir),
                "IVR_PUBLIC_URL": PUBLIC,
                "IVR_SECRET": SECRET,
                "IVR_TWILIO_API": rest.url,
                "REDIS_URL": server.url,
                "TWILIO_ACCOUNT_SID": ACCOUNT,
                "TWILIO_AUTH_TOKEN": TOKEN,
            },
        )
        assert rest.check() == []
