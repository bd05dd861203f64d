"""The carrier's way to the line: signed requests over a pool of connections that are kept open.

Written for many thousands of them: raw sockets, no more of HTTP than a webhook needs. A request
counts from the moment at which it was due, also while it waits for a connection.
"""

import asyncio
import hmac
import re
from base64 import b64encode
from collections import deque
from collections.abc import Mapping
from typing import cast
from urllib.parse import urlencode, urlsplit

from tests.line import TOKEN

_LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)

PATIENCE = 15.0
"""Seconds after which the carrier gives up a webhook."""


def written(url: str, fields: Mapping[str, str]) -> bytes:
    """The whole request for a public URL, signed as the carrier does.

    What is behind `#` tells the carrier how to connect; it is neither sent nor signed.
    """
    url = url.partition("#")[0]
    parts = urlsplit(url)
    text = url + "".join(name + fields[name] for name in sorted(fields))
    signature = b64encode(hmac.digest(TOKEN.encode(), text.encode(), "sha1")).decode()
    body = urlencode(fields).encode()
    path = f"{parts.path}?{parts.query}" if parts.query else parts.path
    head = (
        f"POST {path} HTTP/1.1\r\nHost: {parts.netloc}\r\nAccept: */*\r\n"
        "User-Agent: TwilioProxy/1.1\r\n"
        "I-Twilio-Idempotency-Token: 0a1b2c3d-0000-4000-8000-000000000000\r\n"
        "Content-Type: application/x-www-form-urlencoded; charset=UTF-8\r\n"
        f"X-Twilio-Signature: {signature}\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


class Lost(Exception):
    """No answer came: the connection broke, or could not be made."""


class Connection(asyncio.Protocol):
    """One request at a time."""

    def __init__(self, pool: "Pool") -> None:
        self._pool = pool
        self._buffer = bytearray()
        self._answer: asyncio.Future[tuple[int, bytes]] | None = None
        self._transport: asyncio.Transport | None = None

    def ask(self, request: bytes) -> "asyncio.Future[tuple[int, bytes]]":
        assert self._transport is not None
        self._answer = asyncio.get_running_loop().create_future()
        self._transport.write(request)
        return self._answer

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)

    def connection_lost(self, error: Exception | None) -> None:
        self._transport = None
        self._pool.lost(self)
        if self._answer is not None and not self._answer.done():
            self._answer.set_exception(Lost(type(error).__name__))

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        end = self._buffer.find(b"\r\n\r\n") + 4
        if end < 4:
            return
        status = int(self._buffer[9:12])
        length = None if status == 204 else _LENGTH.search(self._buffer, 0, end)
        size = int(length[1]) if length else 0
        if len(self._buffer) < end + size:
            return
        body = bytes(self._buffer[end : end + size])
        self._buffer.clear()
        answer, self._answer = self._answer, None
        self._pool.free(self)
        if answer is not None and not answer.done():
            answer.set_result((status, body))

    @property
    def open(self) -> bool:
        return self._transport is not None and not self._transport.is_closing()

    def close(self) -> None:
        if self._transport is not None:
            self._transport.abort()


class Pool:
    """At most `most` connections to one port of this machine; others wait for their turn."""

    def __init__(self, port: int, most: int) -> None:
        self._port = port
        self._most = most
        self._free: list[Connection] = []
        self._all: set[Connection] = set()
        self._opening = 0
        self._waiting: deque[asyncio.Future[Connection]] = deque()

    async def ask(self, request: bytes) -> tuple[int, bytes]:
        """Status and body. Raises Lost, and TimeoutError after `PATIENCE`.

        Whoever asks may be cancelled: the answer then comes all the same and frees the connection.
        """
        async with asyncio.timeout(PATIENCE):
            for _ in range(3):  # as a pool does with a connection that was closed while unused
                connection = await self._take()
                if connection.open:
                    return await asyncio.shield(connection.ask(request))
        raise Lost("closed")

    async def _take(self) -> Connection:
        while self._free:
            connection = self._free.pop()
            if connection.open:
                return connection
        if len(self._all) + self._opening < self._most:
            return await self._open()
        turn: asyncio.Future[Connection] = asyncio.get_running_loop().create_future()
        self._waiting.append(turn)
        try:
            return await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():
                self.free(turn.result())  # it was given just as the caller hung up
            raise

    async def _open(self) -> Connection:
        self._opening += 1
        try:
            _, connection = await asyncio.get_running_loop().create_connection(
                lambda: Connection(self), "127.0.0.1", self._port
            )
        except OSError as error:
            raise Lost(type(error).__name__) from None
        finally:
            self._opening -= 1
        self._all.add(connection)
        return connection

    def free(self, connection: Connection) -> None:
        while self._waiting:
            turn = self._waiting.popleft()
            if not turn.done():
                turn.set_result(connection)
                return
        self._free.append(connection)

    def lost(self, connection: Connection) -> None:
        self._all.discard(connection)
        while self._waiting and len(self._all) + self._opening < self._most:
            turn = self._waiting.popleft()
            if not turn.done():
                turn.set_result(connection)  # closed: whoever waited takes another
                return

    def close(self) -> None:
        for connection in list(self._all):
            connection.close()
