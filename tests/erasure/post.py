"""The way from the carrier to the line, on which callbacks are lost, doubled and overtaken.

What arrives is what the carrier sent and signed, whole and unchanged.
"""

from collections import Counter
from collections.abc import Callable
from urllib.parse import parse_qs

import httpx
from starlette.types import ASGIApp

from ivr.call import OVER

FATES = ("told", "lost", "doubled", "overtaken")
"""Of a call's end: told once, not at all, twice, or before the line hears that the call began."""


class Post(httpx.AsyncBaseTransport):
    """`fate` says for each call, by its id, which of `FATES` is its own; it is asked once."""

    def __init__(self, app: ASGIApp, fate: Callable[[str], str]) -> None:
        self._line = httpx.ASGITransport(app)
        self._fate = fate
        self.fates: dict[str, str] = {}
        self.happened: Counter[str] = Counter()
        self._held: dict[str, httpx.Request] = {}

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        form = {name: values[0] for name, values in parse_qs(request.content.decode()).items()}
        call = form.get("CallSid", "")
        if call and call not in self.fates:
            self.fates[call] = self._fate(call)
        fate = self.fates.get(call, "told")
        if request.url.path == "/voice" and fate == "overtaken":
            self._held[call] = _copy(request)
            raise httpx.ReadTimeout("held up", request=request)
        if request.url.path == "/voice/status" and form.get("CallStatus") in OVER:
            return await self._ended(request, call, fate)
        return await self._line.handle_async_request(request)

    async def _ended(self, request: httpx.Request, call: str, fate: str) -> httpx.Response:
        self.happened[fate] += 1
        if fate == "lost":
            raise httpx.ConnectError("lost", request=request)
        answer = await self._line.handle_async_request(_copy(request))
        if fate == "doubled":
            await self._line.handle_async_request(request)
        if call in self._held:
            await self._line.handle_async_request(self._held.pop(call))
        return answer


def _copy(request: httpx.Request) -> httpx.Request:
    return httpx.Request(
        request.method, request.url, headers=request.headers, content=request.content
    )
