"""What every request goes through: the faults, the password, and then the records."""

import asyncio
import base64
import json
from collections.abc import Coroutine
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import parse_qsl

from starlette.types import Message, Receive, Scope, Send

from tests.rest.api import carry_out
from tests.rest.asking import Answer
from tests.rest.faults import Dice
from tests.rest.records import Records
from tests.rest.refusal import Refusal
from tests.rest.shape import ACCOUNT


@dataclass
class Asked:
    """One request as it came. `status` is 0 for one that was never answered, `at_once` counts
    the requests in progress when it came, itself included; `fault` is one of `faults.KINDS`, or of
    `Faults.at`; `at` is by the records' clock."""

    method: str
    path: str
    query: dict[str, str]
    form: dict[str, str]
    status: int
    at_once: int
    at: datetime
    fault: str = ""


class Gate:
    """The server's whole ASGI application. A scope's state has `cut`, which ends its connection."""

    def __init__(self, records: Records, token: str, url: str) -> None:
        self.records = records
        self.url = url
        self.requests: list[Asked] = []
        self.problems: list[str] = []
        self.stopping = asyncio.Event()
        self.busy = 0
        self.taken = 0
        self.dice = Dice(records.faults)
        both = base64.b64encode(f"{ACCOUNT}:{token}".encode())
        self.credentials = b"Basic " + both

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.busy += 1
        refused = self._too_many()
        self.taken += not refused
        try:
            body = await _body(receive)
            asked = Asked(
                scope["method"],
                scope["path"],
                _fields(scope["query_string"]),
                _fields(body),
                status=0,
                at_once=self.busy,
                at=self.records.clock(),
            )
            self.requests.append(asked)
            if refused:
                asked.fault = "429"
            if await self._answered(asked, dict(scope["headers"]), receive, send):
                return
            scope["state"]["cut"]()
            await _gone(receive)
        finally:
            self.busy -= 1
            self.taken -= not refused

    def _too_many(self) -> bool:
        """What is refused for that does not count itself."""
        most = self.records.faults.at_once
        return most is not None and self.taken >= most

    async def _answered(
        self, asked: Asked, headers: dict[bytes, bytes], receive: Receive, send: Send
    ) -> bool:
        """False if the connection is to be cut."""
        faults = self.records.faults
        asked.fault = asked.fault or self._at(asked) or self.dice.throw()
        if asked.fault == "silent":
            await self._first(_gone(receive))
            return False
        if asked.fault == "cut" or not await self._wait(faults.latency):
            return False
        status, answer = self._answer(asked, headers)
        if asked.fault == "slow" and not await self._wait(faults.slow_seconds):
            return False
        if asked.fault == "cut-after":
            return False
        asked.status = status
        await self._send(status, answer, send)
        return True

    def _at(self, asked: Asked) -> str:
        """What is wrong with this request alone."""
        line = f"{asked.method} {asked.path}"
        return next((v for k, v in self.records.faults.at.items() if line.startswith(k)), "")

    def _answer(self, asked: Asked, headers: dict[bytes, bytes]) -> Answer:
        faults = self.records.faults
        try:
            if faults.status is not None or asked.fault[:3].isdigit():
                own, _, its_code = asked.fault.partition("/")
                raise Refusal(faults.status or int(own), int(its_code or 0))
            if headers.get(b"authorization") != self.credentials:
                raise Refusal(401, 20003)
            return carry_out(
                self.records, asked.method, asked.path, asked.query, asked.form, self.url
            )
        except Refusal as refusal:
            code = 20003 if refusal.status == 401 else refusal.code
            return refusal.status, Refusal(refusal.status, code, refusal.message).body()
        except Exception as error:
            self.problems.append(f"the pretend server itself failed: {error!r}")
            raise

    async def _send(
        self, status: int, answer: dict[str, object] | bytes | None, send: Send
    ) -> None:
        audio = isinstance(answer, bytes)
        body = answer if isinstance(answer, bytes) else b"" if answer is None else _json(answer)
        headers = [(b"content-length", str(len(body)).encode())] if status != 204 else []
        if body:
            headers.append((b"content-type", b"audio/x-wav" if audio else b"application/json"))
        if status == 401:
            headers.append((b"www-authenticate", b'Basic realm="Twilio API"'))
        if status == 429 and self.records.faults.retry_after is not None:
            headers.append((b"retry-after", str(self.records.faults.retry_after).encode()))
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    async def _wait(self, seconds: float) -> bool:
        """Sleep, in real seconds; False if the server stops meanwhile."""
        if seconds > 0:
            await self._first(asyncio.sleep(seconds))
        return not self.stopping.is_set()

    async def _first(self, waiting: Coroutine[object, object, None]) -> None:
        """Wait for this, or for the end of the server, whichever comes first."""
        both = [asyncio.ensure_future(waiting), asyncio.ensure_future(self.stopping.wait())]
        await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
        for task in both:
            task.cancel()
        await asyncio.gather(*both, return_exceptions=True)


def _json(answer: dict[str, object]) -> bytes:
    return json.dumps(answer).encode()


def _fields(encoded: bytes) -> dict[str, str]:
    """By name; the values of one that is given more than once in one text, with spaces."""
    fields: dict[str, str] = {}
    for name, value in parse_qsl(encoded.decode(), keep_blank_values=True):
        fields[name] = f"{fields[name]} {value}" if name in fields else value
    return fields


async def _body(receive: Receive) -> bytes:
    body, more = b"", True
    while more:
        message: Message = await receive()
        if message["type"] == "http.disconnect":
            break
        body += message.get("body", b"")
        more = message.get("more_body", False)
    return body


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
