"""A rolling restart under load: `python -m tests.bench.rolling`. Exit 1 when a request failed.

The https front's own Caddyfile, before two web processes that are told to end and started again,
one after the other, while signed webhooks come over connections that are kept and over new ones.
"""

import asyncio
import os
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx

from ivr.alive import trouble
from tests.bench.load import form, signed
from tests.line import DEMO, PUBLIC
from tests.processes import IVR, free_port, installation
from tests.redis_server import redis_server

FRONT = Path(__file__).parents[2] / "deploy" / "Caddyfile"
DRAIN = 5
"""Seconds, as docker-compose.yml has it."""

PATIENCE = 15.0
"""Seconds that the carrier waits for an answer."""


class Stream:
    """Callers who ask one thing after another of `port`: half of them each time over a new way."""

    def __init__(self, port: int, callers: int) -> None:
        self.port = port
        self.answered = 0
        self.longest = 0.0  # seconds
        self.failed: Counter[str] = Counter()
        self._place = count()
        self._tasks = [
            asyncio.create_task(self._ask(kept=bool(each % 2))) for each in range(callers)
        ]

    async def end(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _ask(self, *, kept: bool) -> None:
        way = Way(self.port)
        try:
            while True:
                place = next(self._place)
                path = "/voice" if place % 3 == 0 else "/voice/next?l=en&n=1&a=29400000"
                began = time.perf_counter()
                try:
                    async with asyncio.timeout(PATIENCE):
                        status = await way.ask(signed(path, form(place)))
                except (OSError, asyncio.IncompleteReadError, TimeoutError) as error:
                    status = type(error).__name__
                self.longest = max(self.longest, time.perf_counter() - began)
                self.answered += status == "200"
                self.failed.update([status] if status != "200" else [])
                if not kept or status != "200":
                    await way.close()
                await asyncio.sleep(0.02)
        finally:
            await way.close()


class Way:
    """A connection to `port`, made when it is needed."""

    def __init__(self, port: int) -> None:
        self.port = port
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(self, request: bytes) -> str:
        """The status, when all of the answer is here."""
        if self._streams is None:
            self._streams = await asyncio.open_connection("127.0.0.1", self.port)
        reader, writer = self._streams
        writer.write(request)
        head = await reader.readuntil(b"\r\n\r\n")
        length = re.search(rb"content-length: *(\d+)", head, re.IGNORECASE)
        await reader.readexactly(int(length[1]) if length else 0)
        return head.split(b" ", 2)[1].decode()

    async def close(self) -> None:
        if self._streams is not None:
            self._streams[1].close()
            with suppress(OSError):
                await self._streams[1].wait_closed()
            self._streams = None


class Web:
    """A web process, which can be restarted as a container is."""

    def __init__(self, command: list[str], environ: Mapping[str, str], folder: Path) -> None:
        self.command = command
        self.environ = environ
        self.log = folder / f"web-{environ['PORT']}.log"
        self._process = self._start()

    def _start(self) -> "subprocess.Popen[bytes]":
        with self.log.open("ab") as log:
            return subprocess.Popen(self.command, env=self.environ, stdout=log, stderr=log)

    async def healthy(self) -> None:
        """When the check of the container says so."""
        for _ in range(600):
            if not await asyncio.to_thread(trouble, self.environ):
                return
            assert self._process.poll() is None, self.log.read_text()
            await asyncio.sleep(0.1)
        raise AssertionError(self.log.read_text())

    async def end(self) -> int:
        """Told to, as Docker tells it. Returns how it ended."""
        self._process.send_signal(signal.SIGTERM)
        return await asyncio.to_thread(self._process.wait, 60)

    async def restart(self) -> None:
        assert await self.end() == -signal.SIGTERM
        self._process = self._start()
        await self.healthy()


@asynccontextmanager
async def front(folder: Path, webs: list[int], *, drain: int = DRAIN) -> AsyncIterator[int]:
    """Caddy with the front's own file, on a port of this machine alone, without https."""
    port = free_port()
    text = FRONT.read_text("utf-8")
    text = text.replace("web:8000 web2:8000", " ".join(f"127.0.0.1:{web}" for web in webs))
    text = text.replace("admin off", "admin off\n\tdefault_bind 127.0.0.1")
    if drain < DRAIN:  # a check may take so long, and comes as often
        text = text.replace("health_interval 1s", "health_interval 200ms")
    (folder / "Caddyfile").write_text(text)
    caddy = subprocess.Popen(
        ["caddy", "run", "--config", str(folder / "Caddyfile"), "--adapter", "caddyfile"],
        env=os.environ | {"IVR_PUBLIC_URL": f"http://line.example.org:{port}", "HOME": str(folder)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        async with httpx.AsyncClient() as client:
            for _ in range(300):
                try:
                    asked = await client.get(
                        f"http://127.0.0.1:{port}/nowhere", headers={"Host": "line.example.org"}
                    )
                except httpx.TransportError:
                    await asyncio.sleep(0.05)
                else:
                    assert asked.status_code == 404
                    break
        yield port
    finally:
        caddy.terminate()
        caddy.wait(30)


async def roll(
    webs: list[Web], folder: Path, *, drain: int, settle: float, callers: int, rounds: int
) -> Stream:
    """Restarts each, so many times, under load, and ends them. `settle` is seconds before each of
    them: the front has to know by then that the one before is well again."""
    try:
        await asyncio.gather(*(web.healthy() for web in webs))
        ports = [int(web.environ["PORT"]) for web in webs]
        async with front(folder, ports, drain=drain) as port:
            stream = Stream(port, callers)
            for _ in range(rounds):
                for web in webs:
                    await asyncio.sleep(settle)
                    await web.restart()
            await stream.end()
    finally:
        await asyncio.gather(*(web.end() for web in webs))
    return stream


def main() -> int:
    given = {"IVR_PUBLIC_URL": PUBLIC, "IVR_DRAIN": str(DRAIN)}
    with redis_server() as server, TemporaryDirectory() as name:
        folder = Path(name)
        webs = [
            Web([*IVR, "serve"], line.environ, folder)
            for line in (
                installation(folder, server.url, DEMO / "line.toml", **given) for _ in range(2)
            )
        ]
        done = asyncio.run(roll(webs, folder, drain=DRAIN, settle=3, callers=40, rounds=2))
    print(f"{'restarts of a web process':32}{4:>8}")
    print(f"{'webhooks answered meanwhile':32}{done.answered:>8}")
    print(f"{'failed':32}{done.failed.total():>8}   {dict(done.failed) or ''}")
    print(f"{'longest answer, s':32}{done.longest:>8.2f}")
    return int(bool(done.failed))


if __name__ == "__main__":
    sys.exit(main())
