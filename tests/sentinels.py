"""A main Redis server, its replica, and three sentinels that choose between them, for real."""

import os
import shutil
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import redis

from ivr.embedded import find_redis_server
from ivr.sentinel import Sentinels
from tests.processes import free_port

SERVICE = "line"
PATIENCE = 30.0
"""Seconds for a process to answer after its start."""

Options = Mapping[str, str]
"""Of redis.conf, by name; the empty value is left out."""


@dataclass
class Node:
    """A server or a sentinel; killed, frozen, and started again in the same folder and port."""

    folder: Path
    port: int
    lines: Sequence[str]
    arguments: tuple[str, ...] = ()
    environ: Mapping[str, str] = field(default_factory=dict)
    program: Path = field(default_factory=find_redis_server)
    process: "subprocess.Popen[bytes] | None" = None

    def start(self) -> None:
        """The configuration is written once: sentinels keep in it what they know."""
        self.folder.mkdir(parents=True, exist_ok=True)
        config = self.folder / "redis.conf"
        if not config.exists():
            config.write_text("\n".join(self.lines) + "\n")
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                [self.program, str(config), *self.arguments],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                env=os.environ | dict(self.environ),
            )

    @property
    def pid(self) -> int:
        assert self.process is not None
        return self.process.pid

    def kill(self) -> None:
        """As a power cut would; also one that is frozen."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()


@dataclass
class Cluster:
    """All of them. `options` are those with which one connects to any of them."""

    servers: list[Node]
    sentinels: list[Node]
    url: str
    options: Mapping[str, Any]
    asked: Mapping[str, Any]

    def connect(self, node: Node) -> redis.Redis:
        options = self.asked if node in self.sentinels else self.options
        return redis.Redis(
            "127.0.0.1", node.port, socket_timeout=5, socket_connect_timeout=5, **options
        )

    def main(self) -> Node:
        """The server that the sentinels hold to be the main one. Raises RedisError."""
        for sentinel in self.sentinels:
            with self.connect(sentinel) as connection:
                found: Any = connection.execute_command(
                    "SENTINEL", "GET-MASTER-ADDR-BY-NAME", SERVICE
                )
            return next(each for each in self.servers if each.port == int(found[1]))
        raise AssertionError("there is no sentinel")

    def patience(self, milliseconds: int) -> None:
        """How long a server may be silent before another takes its place."""
        for sentinel in self.sentinels:
            with self.connect(sentinel) as connection:
                connection.execute_command(
                    "SENTINEL", "SET", SERVICE, "down-after-milliseconds", str(milliseconds)
                )

    def whole(self, *, within: float = PATIENCE) -> None:
        """Wait until all servers are there, in step, and known to every sentinel."""
        until(self._is_whole, within=within)

    def in_step(self) -> bool:
        """Whether one server is the main one, and all others have what it has."""
        states = []
        for node in self.servers:
            with self.connect(node) as connection:
                info: Any = connection.info("replication")
            states.append("main" if info["role"] == "master" else info["master_link_status"])
        return sorted(states) == ["main", *["up"] * (len(self.servers) - 1)]

    def _is_whole(self) -> bool:
        return self.in_step() and all(map(self._knows, self.sentinels))

    def _knows(self, sentinel: Node) -> bool:
        with self.connect(sentinel) as connection:
            found: Any = connection.execute_command("SENTINEL", "MASTER", SERVICE)
        known = {str(name): str(value) for name, value in _pairs(found)}
        return known["flags"] == "master" and (
            known["num-slaves"],
            known["num-other-sentinels"],
        ) == (
            str(len(self.servers) - 1),
            str(len(self.sentinels) - 1),
        )


def _pairs(found: Any) -> list[tuple[str, str]]:
    if isinstance(found, dict):
        return [(_text(name), _text(value)) for name, value in found.items()]
    return [(_text(a), _text(b)) for a, b in zip(found[::2], found[1::2], strict=True)]


def _text(value: Any) -> str:
    return value.decode() if isinstance(value, bytes) else str(value)


def until(done: Any, *, within: float = PATIENCE) -> None:
    """Poll until `done()`; Redis may be away meanwhile."""
    deadline = time.monotonic() + within
    last: object = "it is not so yet"
    while time.monotonic() < deadline:
        try:
            if done():
                return
        except (redis.exceptions.RedisError, OSError) as error:
            last = error
        time.sleep(0.1)
    raise AssertionError(f"not within {within:g} s: {last}")


@contextmanager
def cluster(
    folder: Path,
    *,
    silent: int = 1000,
    servers: Options | None = None,
    sentinels: Options | None = None,
    address: str = "redis+sentinel://{hosts}/" + SERVICE,
    environ: Mapping[str, str] | None = None,
    folders: Sequence[Path] = (),
    program: Path | None = None,
) -> Iterator[Cluster]:
    """Two servers and three sentinels, in `folder`. `silent` is in milliseconds.

    `servers` and `sentinels` are further options of each; `address` is how the line is told of
    them. The servers' data lies in `folders`, where they are given.
    """
    ports = [free_port() for _ in range(5)]
    more = dict(servers or {})
    tls = "tls-cert-file" in more
    program = program or find_redis_server()
    made = [
        Node(
            (folders[place] if folders else folder) / f"server-{place}",
            port,
            _lines(
                {
                    **_common(port, tls=tls),
                    "appendonly": "yes",
                    "appendfsync": "everysec",
                    "save": '""',
                    "repl-diskless-sync-delay": "0",
                    "dir": str((folders[place] if folders else folder) / f"server-{place}"),
                    **({"replicaof": f"127.0.0.1 {ports[0]}"} if place else {}),
                    **more,
                }
            ),
            environ=environ or {},
            program=program,
        )
        for place, port in enumerate(ports[:2])
    ]
    own = dict(sentinels or {})
    watching = [
        Node(
            folder / f"sentinel-{place}",
            port,
            _lines(
                {
                    **_common(port, tls=tls),
                    "dir": str(folder / f"sentinel-{place}"),
                    "sentinel monitor": f"{SERVICE} 127.0.0.1 {ports[0]} 2",
                    "sentinel down-after-milliseconds": f"{SERVICE} {silent}",
                    "sentinel failover-timeout": f"{SERVICE} 3000",
                    **own,
                }
            ),
            ("--sentinel",),
            environ=environ or {},
            program=program,
        )
        for place, port in enumerate(ports[2:])
    ]
    hosts = ",".join(f"127.0.0.1:{node.port}" for node in watching)
    url = address.format(hosts=hosts)
    read = Sentinels.read(url)
    assert read is not None
    found = Cluster(made, watching, url, read.servers, read.sentinels)
    with ExitStack() as stack:
        for nodes in (made, watching):  # a sentinel that finds all in step need not look again
            for node in nodes:
                stack.callback(node.kill)
                node.start()
            until(found.in_step)
        found.whole()
        yield found


def _common(port: int, *, tls: bool) -> dict[str, str]:
    listens = {"port": "0", "tls-port": str(port)} if tls else {"port": str(port)}
    return {**listens, "bind": "127.0.0.1", "daemonize": "no"}


def with_tls() -> Path | None:
    """A server on this machine that speaks TLS, if there is one; the wheel's does not."""
    for name in ("redis-server", "valkey-server"):
        program = shutil.which(name)
        asked = [str(program), "--port", "0", "--tls-port", "1", "--tls-cert-file", "/nonexistent"]
        if program and b"Bad directive" not in subprocess.run(asked, capture_output=True).stdout:
            return Path(program)
    return None


def _lines(options: Mapping[str, str]) -> list[str]:
    """Of a name that stands more than once, the values stand in lines."""
    return [
        f"{name} {each}" for name, value in options.items() for each in value.split("\n") if each
    ]


@contextmanager
def short_folder() -> Iterator[Path]:
    with TemporaryDirectory(prefix="ivr-") as folder:
        yield Path(folder)
