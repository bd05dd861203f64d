"""What stands before the line's processes: a load balancer, and a door that can be shut."""

import asyncio
import re
from collections.abc import Sequence
from contextlib import suppress

_LENGTH = re.compile(rb"\r\ncontent-length: *([0-9]+)", re.IGNORECASE)
BAD = b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n"
CONNECTING = 1.0
"""Seconds for one process to take a connection."""

LOOK = 0.2
"""Seconds between two looks whether whoever asked still waits."""

HEALTHY = 2.0
"""Seconds in which one that is well answers its health check."""


class Server:
    """Listens on a free port of loopback, on which it can be closed and opened again."""

    def __init__(self) -> None:
        self.port = 0
        self._server: asyncio.Server | None = None
        self._open: set[asyncio.StreamWriter] = set()

    async def open(self) -> None:
        self._server = await asyncio.start_server(
            self._taken, "127.0.0.1", self.port, backlog=1024, reuse_address=True
        )
        self.port = self._server.sockets[0].getsockname()[1]

    def close(self) -> None:
        """Nobody listens any more, and whoever is connected is cut off."""
        assert self._server is not None
        self._server.close()
        for writer in list(self._open):
            writer.transport.abort()

    async def _taken(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._open.add(writer)
        try:
            with suppress(OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
                await self.serve(reader, writer)
        finally:
            self._open.discard(writer)
            writer.close()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        raise NotImplementedError


class Balancer(Server):
    """As deploy/Caddyfile has it: each request goes to the process with the fewest under way of
    those that are well, and to another one where it takes no connection.

    What such a process does not answer to its end is a 502: it may have been done.
    """

    def __init__(self, ports: Sequence[int]) -> None:
        super().__init__()
        self._busy = dict.fromkeys(ports, 0)
        self._ill: set[int] = set()

    async def check(self) -> None:
        """Look after each process every second, for as long as this runs."""
        await asyncio.gather(*map(self._check, self._busy))

    async def _check(self, port: int) -> None:
        while True:
            try:
                async with asyncio.timeout(HEALTHY):
                    answer = await _asked(port, b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
            except (OSError, TimeoutError, asyncio.IncompleteReadError):
                answer = BAD
            well = answer.startswith(b"HTTP/1.1 200")
            (self._ill.discard if well else self._ill.add)(port)
            await asyncio.sleep(1.0)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while request := await _message(reader):
            answering = asyncio.create_task(self._answered(request))
            while not answering.done():
                await asyncio.wait([answering], timeout=LOOK)
                if reader.at_eof():  # whoever asked has given up
                    answering.cancel()
                    return
            writer.write(answering.result())
            await writer.drain()

    async def _answered(self, request: bytes) -> bytes:
        left = sorted(self._busy, key=lambda port: (port in self._ill, self._busy[port]))
        for port in left:
            self._busy[port] += 1
            try:
                return await _asked(port, request) or BAD
            except Unreachable:
                continue
            except (OSError, asyncio.IncompleteReadError):
                return BAD
            finally:
                self._busy[port] -= 1
                self._busy[port] = self._busy.pop(port)  # last of those that have as few
        return BAD


class Unreachable(OSError):
    """Nobody took the connection, so nothing was done."""


async def _asked(port: int, request: bytes) -> bytes:
    """The answer. Raises OSError and IncompleteReadError."""
    try:
        async with asyncio.timeout(CONNECTING):
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
    except (OSError, TimeoutError) as error:
        raise Unreachable from error
    try:
        writer.write(request)
        return await _message(reader)
    finally:
        writer.transport.abort()


class Door(Server):
    """Bytes go through to another port, as long as it is open."""

    def __init__(self, to: int) -> None:
        super().__init__()
        self._to = to

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there, back = await asyncio.open_connection("127.0.0.1", self._to)
        both = [asyncio.create_task(_pipe(reader, back)), asyncio.create_task(_pipe(there, writer))]
        await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
        for task in both:
            task.cancel()
        back.close()


async def _message(reader: asyncio.StreamReader) -> bytes:
    """A request or an answer, head and body; nothing where the connection has ended."""
    try:
        head = await reader.readuntil(b"\r\n\r\n")
    except asyncio.IncompleteReadError as error:
        if error.partial:
            raise
        return b""
    length = _LENGTH.search(head)
    return head + await reader.readexactly(int(length[1]) if length else 0)


async def _pipe(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(OSError):
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
