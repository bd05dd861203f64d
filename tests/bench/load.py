"""Asks a web server as fast as it answers: signed webhooks over connections that are never idle.

Requests are written and signed beforehand, and of an answer no more is read than its length, so
that asking takes less than answering.
"""

import asyncio
import re
import time
from collections.abc import Mapping, Sequence
from typing import cast
from urllib.parse import urlencode

from twilio.request_validator import RequestValidator

from tests.line import NUMBER, PUBLIC, TOKEN

CONNECTIONS = 32
AREAS = ("212", "315", "518", "607", "716", "845", "914", "808")  # New York's, and one far away
_LENGTH = re.compile(rb"content-length: (\d+)", re.IGNORECASE)


def form(place: int, **fields: str) -> dict[str, str]:
    """What the carrier tells with every webhook of the call number `place`, and `fields`."""
    caller = f"+1{AREAS[place % len(AREAS)]}55501{place % 100:02}"
    town = {"City": "RIVERTOWN", "Country": "US", "State": "NY", "Zip": "12345"}
    towns = {
        side + name: value
        for side in ("Called", "Caller", "From", "To")
        for name, value in town.items()
    }
    return {
        "AccountSid": f"AC{0:032x}",
        "ApiVersion": "2010-04-01",
        "CallSid": f"CA{place:032x}",
        "CallStatus": "in-progress",
        "CallToken": '{"parentCallInfoToken":"' + f"{place:04}" * 150 + '"}',
        "Called": NUMBER,
        "Caller": caller,
        "Direction": "inbound",
        "From": caller,
        "StirPassportToken": f"{place:04}" * 150,
        "StirVerstat": "TN-Validation-Passed-A",
        "To": NUMBER,
        **towns,
        **fields,
    }


def signed(path: str, fields: Mapping[str, str]) -> bytes:
    """The whole request, as the carrier sends it."""
    signature = RequestValidator(TOKEN).compute_signature(PUBLIC + path, dict(fields))
    body = urlencode(fields).encode()
    head = (
        f"POST {path} HTTP/1.1\r\nHost: line.example.org\r\nAccept: */*\r\n"
        "User-Agent: TwilioProxy/1.1\r\nX-Forwarded-Proto: https\r\n"
        "I-Twilio-Idempotency-Token: 0a1b2c3d-0000-4000-8000-000000000000\r\n"
        "Content-Type: application/x-www-form-urlencoded; charset=UTF-8\r\n"
        f"X-Twilio-Signature: {signature}\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


async def rate(port: int, requests: Sequence[bytes], seconds: float) -> float:
    """Answers a second over so many seconds. Any status but 200 and 204 is an error."""
    return await rate_of(
        [Asker(requests, place * 7) for place in range(CONNECTIONS)], port, seconds
    )


async def rate_of(askers: "Sequence[Asker]", port: int, seconds: float) -> float:
    """The same, where the askers are made already."""
    loop = asyncio.get_running_loop()
    for asker in askers:
        await loop.create_connection(asker.itself, "127.0.0.1", port)
    before, began = sum(asker.answered for asker in askers), time.perf_counter()
    await asyncio.sleep(seconds)
    after, took = sum(asker.answered for asker in askers), time.perf_counter() - began
    assert after > before, "nothing was answered"
    assert not any(asker.refused for asker in askers), "a request was refused"
    for asker in askers:
        asker.close()
    return (after - before) / took


class Asker(asyncio.Protocol):
    """One connection: the next request goes out when an answer is whole."""

    def __init__(self, requests: Sequence[bytes], first: int) -> None:
        self.answered = 0
        self.refused = False
        self._requests = requests
        self._first = first
        self._buffer = b""
        self._transport: asyncio.Transport | None = None

    def itself(self) -> "Asker":
        """As a factory of protocols."""
        return self

    def close(self) -> None:
        if self._transport is not None:
            self._transport.abort()
            self._transport = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)
        self._ask()

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        nothing = self._buffer.startswith(b"HTTP/1.1 204 ")
        length = None if nothing else _LENGTH.search(self._buffer)
        end = self._buffer.find(b"\r\n\r\n") + 4
        if end < 4 or (length is None and not nothing):
            return
        if length is not None and len(self._buffer) < end + int(length[1]):
            return
        self.refused |= not nothing and not self._buffer.startswith(b"HTTP/1.1 200 ")
        self._buffer = b""
        self.answered += 1
        self._ask()

    def _ask(self) -> None:
        if self._transport is not None:
            place = self._first + self.answered
            self._transport.write(self._requests[place % len(self._requests)])
