"""A web process that hangs, then all of them, then none is there: what a caller hears, and when."""

import asyncio
import os
import signal
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from subprocess import Popen

import httpx
import redis

from ivr import fallback, overrides
from ivr.clock import utc_now
from ivr.phone import Call, Carrier, SimulatedClock
from ivr.rooms.state import read_room
from ivr.settings import Settings
from tests.line import NUMBER, TOKEN
from tests.processes import ready
from tests.published import published

MAIN = "meeting-main"


@contextmanager
def hosted(document: bytes) -> Iterator[str]:
    """A web space elsewhere that gives one document, asked by POST."""

    class Space(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(200)
            self.send_header("Content-Type", "text/xml")
            self.send_header("Content-Length", str(len(document)))
            self.end_headers()
            self.wfile.write(document)

        def log_message(self, *_: object) -> None:
            """Nowhere: it would hold what was asked."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Space) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/fallback.xml"
        finally:
            server.shutdown()
            thread.join()


def children(process: "Popen[str]") -> list[int]:
    """The web processes among them."""
    pids = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    return [int(pid) for pid in pids if b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes()]


@contextmanager
def frozen(pids: Sequence[int]) -> Iterator[None]:
    for pid in pids:
        os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        for pid in pids:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGCONT)


def waits(call: Call) -> list[float]:
    """Seconds of nothing, each time that the line did not answer."""
    return [heard.seconds for heard in call.transcript if heard.kind == "unanswered"]


def kinds(call: Call) -> set[str]:
    return {heard.kind for heard in call.transcript}


def test_a_process_that_hangs_costs_seconds_and_a_line_that_is_gone_no_meeting(
    tmp_path: Path,
) -> None:
    async def scene(here: Settings, process: "Popen[str]", elsewhere: str) -> None:
        async with httpx.AsyncClient() as client:
            carrier = Carrier(
                client,
                f"{here.public_url}/voice{overrides.NUMBER}",
                auth_token=TOKEN,
                clock=SimulatedClock(utc_now()),
                fallback_url=elsewhere,
            )

            async def comes(keys: str = "") -> Call:
                call = carrier.dial(keys=None, to=NUMBER)
                await carrier.run(timedelta(seconds=3))
                await presses(call, keys)
                return call

            async def presses(call: Call, keys: str) -> None:
                for key in keys:
                    call.press(key)
                    await carrier.run(timedelta(seconds=30))

            first = await comes("1")
            other = await comes()
            for pid in children(process):  # one of them has the connection on which is asked
                with frozen([pid]):
                    await presses(other, "2")
            assert waits(other) in ([2.0], [2.0, 2.0])
            assert "fallback" not in kinds(other)
            other.hang_up()

            carrier.delays = lambda _: ()  # callbacks of rooms wait 15 seconds, and here in vain
            with frozen([process.pid, *children(process)]):
                second = await comes()
                await carrier.run(timedelta(seconds=60))
            assert waits(second) == [4.0]
            assert {stay.call for stay in carrier.rooms[MAIN].stays} == {first, second}

            carrier.delays = None
            third = await comes("1")
            assert (waits(third), "fallback" in kinds(third)) == ([], False)
            with redis.Redis.from_url(here.redis_url) as connection:
                assert third.sid in read_room(connection, MAIN).people

            process.terminate()
            await asyncio.to_thread(process.wait, 30)
            fourth = await comes()
            await carrier.run(timedelta(seconds=60))
            assert waits(fourth) == []
            everyone = {first, second, third, fourth}
            assert {stay.call for stay in carrier.rooms[MAIN].stays} == everyone
            for call in carrier.calls:
                call.hang_up()
            await carrier.run()

    with (
        published(tmp_path) as (line, here),
        hosted(fallback.document(here)) as elsewhere,
        line.started("serve", "--processes", "2") as process,
    ):
        ready(line)
        asyncio.run(scene(here, process, elsewhere))
