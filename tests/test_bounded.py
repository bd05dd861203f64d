"""Connections with an end: real ones, to an app that answers what it is told to."""

import asyncio
from collections.abc import Callable, Coroutine, Iterator
from dataclasses import dataclass, field

import pytest
import structlog
import uvicorn
from starlette.types import Receive, Scope, Send
from uvicorn.server import ServerState

from ivr import bounded
from ivr.bounded import Bounded

SOON = 0.3
"""Seconds that stand for every patience here."""

LONG = 20.0
"""Seconds after which something that should have happened has not."""


async def app(scope: Scope, receive: Receive, send: Send) -> None:
    """Reads the body and says its length. `/early` answers before it; `/large` reads nothing and
    says a lot, `/late` waits before it reads."""
    if scope["path"] == "/late":
        await asyncio.sleep(4 * SOON)
    body = b""
    while scope["path"] not in ("/early", "/large"):
        message = await receive()
        body += message.get("body", b"")
        if not message.get("more_body"):
            break
    said = b"a" * 32_000_000 if scope["path"] == "/large" else b"%d" % len(body)
    length = [(b"content-length", b"%d" % len(said))]
    await send({"type": "http.response.start", "status": 200, "headers": length})
    for start in range(0, len(said), 1_000_000):
        piece = said[start : start + 1_000_000]
        more = start + len(piece) < len(said)
        await send({"type": "http.response.body", "body": piece, "more_body": more})


@dataclass
class Server:
    port: int
    state: ServerState
    made: list["Asked"] = field(default_factory=list)

    async def asked(self, *pieces: bytes, every: float = 0.0) -> "Asked":
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        one = Asked(reader, writer)
        self.made.append(one)
        for piece in pieces:
            writer.write(piece)
            await asyncio.sleep(every)
        return one


@dataclass
class Asked:
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    async def ended(self) -> bytes:
        """All that was answered until the connection ended; TimeoutError where it does not."""
        async with asyncio.timeout(LONG):
            try:
                return await self.reader.read()
            except ConnectionResetError:
                return b""

    async def answer(self) -> bytes:
        async with asyncio.timeout(LONG):
            head = await self.reader.readuntil(b"\r\n\r\n")
            length = head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0]
            return head[9:12] + b" " + await self.reader.readexactly(int(length))


Scene = Callable[[Server], Coroutine[None, None, None]]


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("REQUEST_WITHIN", "READ_WITHIN", "LINGER"):
        monkeypatch.setattr(bounded, name, SOON)
    monkeypatch.setattr(Bounded, "_told", float("-inf"))
    monkeypatch.setattr(Bounded, "_unreadable", 0)


def play(scene: Scene) -> None:
    async def served() -> None:
        config = uvicorn.Config(app, log_config=None, ws="none", http=Bounded, lifespan="off")
        state = ServerState()
        loop = asyncio.get_running_loop()
        server = await loop.create_server(lambda: Bounded(config, state, {}), "127.0.0.1", 0)
        try:
            here = Server(server.sockets[0].getsockname()[1], state)
            await scene(here)
        finally:
            for asked in here.made:
                asked.writer.transport.abort()
            server.close()
            for connection in list(state.connections):
                connection.transport.abort()
            while state.tasks or state.connections:
                await asyncio.sleep(0.01)

    asyncio.run(served())


def head(path: str = "/", *headers: str) -> bytes:
    return "\r\n".join((f"POST {path} HTTP/1.1", "Host: a", *headers, "", "")).encode()


WAITING = [b"", b"POST / HTTP/1.1\r\n", head("/", "Content-Length: 5000") + b"abc"]


@pytest.mark.parametrize("sent", WAITING, ids=["nothing", "half a head", "half a body"])
def test_whoever_does_not_go_on_is_left(sent: bytes) -> None:
    async def scene(server: Server) -> None:
        assert await (await server.asked(sent)).ended() == b""

    play(scene)


@pytest.mark.parametrize("first", WAITING[1:], ids=["a head", "a body"])
def test_a_byte_now_and_then_gains_no_time(first: bytes) -> None:
    async def scene(server: Server) -> None:
        one = await server.asked(first)
        ending = asyncio.create_task(one.ended())
        for _ in range(1000):
            one.writer.write(b"X")
            await asyncio.wait([ending], timeout=SOON / 10)
            if ending.done():
                break
        assert ending.done()
        assert await ending == b""

    play(scene)


def test_a_long_body_gains_time_as_it_comes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounded, "SLOWEST", 1000)

    async def scene(server: Server) -> None:
        pieces = [b"a" * 1000] * 8
        one = await server.asked(head("/", "Content-Length: 8000"), *pieces, every=SOON / 3)
        assert await one.answer() == b"200 8000"

    play(scene)


def test_no_time_passes_while_it_is_us_who_do_not_read() -> None:
    async def scene(server: Server) -> None:
        size = 8_000_000
        one = await server.asked(head("/late", f"Content-Length: {size}"), b"a" * size)
        assert await one.answer() == b"200 %d" % size

    play(scene)


def test_a_kept_connection_has_its_time_for_each_request(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounded, "REQUEST_WITHIN", 1.0)

    async def scene(server: Server) -> None:
        one = await server.asked()
        for _ in range(4):
            one.writer.write(head("/", "Content-Length: 1"))
            await asyncio.sleep(0.15)
            one.writer.write(b"a")
            assert await one.answer() == b"200 1"
            await asyncio.sleep(0.15)
        one.writer.write(b"POST")
        assert await one.ended() == b""

    play(scene)


LINE = b"GET / HTTP/1.1\r\nHost: a\r\n"
CHUNKED = head("/", "Transfer-Encoding: chunked")
TOO_LARGE = {
    "many headers": (LINE + b"X: a\r\n" * 6_000 + b"\r\n",),
    "many headers, most of them in one go": (LINE + b"X: a\r\n" * 9_000, b"X: a\r\n\r\n"),
    "a long header": (LINE + b"X: " + b"a" * 33_000 + b"\r\n\r\n",),
    "a long address": (b"GET /" + b"a" * 33_000 + b" HTTP/1.1\r\nHost: a\r\n\r\n",),
    "headers without end": (LINE, *[b"X: " + b"a" * 1000 + b"\r\n"] * 400),
    "a line without end": (LINE + b"X: ", *[b"a" * 1000] * 400),
    "trailers without end": (CHUNKED + b"1\r\na\r\n0\r\n", *[b"X: " + b"a" * 1000 + b"\r\n"] * 400),
    "a chunk's extension without end": (CHUNKED + b"1;", *[b"a" * 1000] * 400),
    "requests behind each other": ((CHUNKED + b"0\r\n\r\n") * 20,),
}


@pytest.mark.parametrize("pieces", TOO_LARGE.values(), ids=TOO_LARGE)
def test_what_is_too_large_is_refused(
    pieces: tuple[bytes, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bounded, "REQUEST_WITHIN", 10 * LONG)

    async def scene(server: Server) -> None:
        one = await server.asked()
        ending = asyncio.create_task(one.ended())
        for piece in pieces:
            one.writer.write(piece)
            await asyncio.sleep(0 if len(pieces) > 2 else 0.05)  # two are two reads
        assert (await ending)[:12] in (b"HTTP/1.1 400", b"")  # a break on the way loses the answer

    play(scene)


def test_a_head_as_large_as_may_be_is_answered() -> None:
    async def scene(server: Server) -> None:
        one = await server.asked(head("/", "X: " + "a" * 32_000, "Content-Length: 2") + b"ab")
        assert await one.answer() == b"200 2"

    play(scene)


def test_the_oldest_that_waits_gives_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounded, "REQUEST_WITHIN", 10 * LONG)
    monkeypatch.setattr(bounded, "MOST", 3)

    async def scene(server: Server) -> None:
        asked = [await server.asked(b"P", every=0.05) for _ in range(4)]
        assert await asked[0].ended() == b""
        asked[1].writer.write(head("/", "Content-Length: 0")[1:])
        assert await asked[1].answer() == b"200 0"
        asked.append(await server.asked(b"P"))
        assert await asked[2].ended() == b""

    play(scene)


def test_an_answer_that_nobody_reads_is_given_up() -> None:
    async def scene(server: Server) -> None:
        one = await server.asked()
        one.writer.transport.pause_reading()  # type: ignore[attr-defined]
        one.writer.write(head("/large", "Content-Length: 0"))
        async with asyncio.timeout(LONG):
            while not server.state.tasks:
                await asyncio.sleep(0.01)
            while server.state.tasks or server.state.connections:
                await asyncio.sleep(0.01)

    play(scene)


def test_who_is_answered_in_the_middle_of_a_body_can_end_it_or_is_left() -> None:
    async def scene(server: Server) -> None:
        one = await server.asked(head("/early", "Content-Length: 4") + b"ab")
        assert await one.answer() == b"200 0"
        one.writer.write(b"cd" + head("/", "Content-Length: 1") + b"a")
        assert await one.answer() == b"200 1"
        one.writer.write(head("/early", "Content-Length: 4") + b"ab")
        assert (await one.ended()).endswith(b"\r\n\r\n0")

    play(scene)


def test_what_is_no_http_is_told_once_a_minute() -> None:
    async def scene(server: Server) -> None:
        for _ in range(5):
            assert (await (await server.asked(b"\x16\x03\x01 what?\r\n")).ended())[9:12] == b"400"

    with structlog.testing.capture_logs() as told:
        play(scene)
    assert [(each["log_level"], each["times"]) for each in told] == [("warning", 1)]


@pytest.fixture(autouse=True)
def alone() -> Iterator[None]:
    """No connection of another test is left behind."""
    yield
    assert Bounded._waiting == {}
