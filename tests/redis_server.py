"""A real Redis for the tests, which may be stopped, killed and started again."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import redis

from ivr.embedded import EmbeddedRedis
from ivr.store import connect


class RedisServer:
    """A private server in a folder of its own. Its path is short, as a unix socket's must be."""

    def __init__(self, folder: Path, *, appendonly: bool = False) -> None:
        self.folder = folder
        self.appendonly = appendonly
        self.embedded = EmbeddedRedis.start(folder, appendonly=appendonly)
        self.url = self.embedded.url

    @property
    def pid(self) -> int:
        return self.embedded.process.pid

    def connect(self) -> redis.Redis:
        return connect(self.url)

    def stop(self) -> None:
        self.embedded.stop()

    def kill(self) -> None:
        self.embedded.kill()

    def restart(self) -> None:
        """Start again in the same folder; without `appendonly`, with nothing in it."""
        self.embedded = EmbeddedRedis.start(self.folder, appendonly=self.appendonly)

    def empty(self) -> None:
        with self.connect() as connection:
            connection.flushall()


@contextmanager
def redis_server(*, appendonly: bool = False) -> Iterator[RedisServer]:
    with TemporaryDirectory(prefix="ivr-") as folder:
        server = RedisServer(Path(folder), appendonly=appendonly)
        try:
            yield server
        finally:
            server.stop()
