"""Servers of lists that mean harm, each read once as a refresh reads one."""

import asyncio
import gzip
import resource
import socket
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from ivr.schedule.fetch import Limits, Unreachable, fetch
from tests.bench.hostile_stage import Attack, Stage

LIMITS = Limits(total=6.0, read=3.0, waits=(0.1,))
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
MOST = 300.0
"""Megabytes that this process may grow by: a list has at most 100, packed and unpacked."""

INSIDE = ("http://127.0.0.1:9/", "http://169.254.169.254/latest/", "http://[::1]:9/", "http://10.0.0.1/",
          "http://[::ffff:10.0.0.1]/", "http://2130706433:9/", "http://0177.0.0.1:9/",
          "http://0x7f.1:9/", "http://127.1:9/", "http://localhost:9/", "http://[64:ff9b::7f00:1]/",
          "http://0/", "http://a@127.0.0.1:9/", "http:\\\\127.0.0.1", "//127.0.0.1:9/",
          "file:///etc/passwd", "gopher://127.0.0.1:9/", "http://[fe80::1%25lo]/")  # fmt: skip


def _bomb() -> bytes:
    """A gigabyte, packed twice."""
    return gzip.compress(gzip.compress(bytes(10_000_000)) * 100)


def _endless(connection: socket.socket, first: bytes, piece: bytes) -> None:
    connection.sendall(first)
    for _ in range(100_000):
        connection.sendall(piece)


def _drips(connection: socket.socket, first: bytes) -> None:
    connection.sendall(first)
    stop = threading.Event()
    for _ in range(200):
        connection.sendall(b" ")
        stop.wait(0.1)


def _whole(body: bytes, *headers: bytes) -> bytes:
    lines = b"".join(header + b"\r\n" for header in headers)
    return HEAD + lines + b"Content-Length: %d\r\nConnection: close\r\n\r\n" % len(body) + body


CHUNKED = HEAD + b"Transfer-Encoding: chunked\r\n\r\n"
BAD: dict[str, Callable[[socket.socket], None]] = {
    "a bomb": lambda c: c.sendall(_whole(_bomb(), b"Content-Encoding: gzip")),
    "an endless body": lambda c: _endless(c, HEAD + b"\r\n", b"[" * 65536),
    "endless chunks": lambda c: _endless(c, CHUNKED, b"10000\r\n" + b"[" * 65536 + b"\r\n"),
    "endless headers": lambda c: _endless(c, HEAD, b"X: " + b"a" * 1000 + b"\r\n"),
    "an endless header": lambda c: _endless(c, HEAD + b"X: ", b"a" * 65536),
    "endless cookies": lambda c: _endless(c, HEAD, b"Set-Cookie: a=" + b"b" * 4000 + b"\r\n"),
    "a body that drips": lambda c: _drips(c, HEAD + b"Content-Length: 100000\r\n\r\n"),
    "a head that drips": lambda c: _drips(c, HEAD + b"X:"),
    "no answer": lambda c: _drips(c, b""),
    "no HTTP": lambda c: c.sendall(bytes(range(256)) * 100),
    "a loop": lambda c: c.sendall(b"HTTP/1.1 302 F\r\nLocation: /\r\nContent-Length: 0\r\n\r\n"),
    **{
        f"to {url}": lambda c, url=url: c.sendall(  # type: ignore[misc]
            b"HTTP/1.1 302 F\r\nLocation: %s\r\nContent-Length: 0\r\n\r\n" % url.encode()
        )
        for url in INSIDE
    },
}


@contextmanager
def _server(acts: Callable[[socket.socket], None]) -> Iterator[str]:
    """Does that on each connection, after a request has begun."""
    listening = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        with suppress(OSError):
            while True:
                connection, _ = listening.accept()
                threading.Thread(target=one, args=(connection,), daemon=True).start()

    def one(connection: socket.socket) -> None:
        with connection, suppress(OSError):
            connection.recv(65536)
            acts(connection)

    threading.Thread(target=serve, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/"
    finally:
        listening.shutdown(socket.SHUT_RDWR)
        listening.close()


def _read(name: str) -> str:
    with _server(BAD[name]) as url:
        try:
            fetch(url, agent="a", limits=LIMITS)
        except Unreachable:
            return "left, in a sentence"
    return f"took {name}"


async def sources(_: Stage) -> Counter[str]:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    found = Counter([await asyncio.to_thread(_read, name) for name in BAD])
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024 - before
    if grown > MOST:
        found[f"and took {grown:.0f} MB"] += 1
    return found


ATTACKS = (
    Attack("sources", f"{len(BAD)} servers of lists that mean harm", sources,
           frozenset({"left, in a sentence"})),
)  # fmt: skip
