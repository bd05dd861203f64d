"""The console as one ASGI application below `/console`, which can neither slow nor break calls.

Nothing of it is made before the first visit: not a template is read when a web process starts.
"""

import asyncio
from typing import TYPE_CHECKING

import structlog
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from ivr.console.headers import HEADERS, Guarded
from ivr.log import failure

if TYPE_CHECKING:
    from ivr.keeper import Keeper

log = structlog.get_logger()

SHORTEST_SECRET = 32
"""Characters of IVR_SECRET, which keys what operators know by heart."""

OFF = (
    "The console is off: set IVR_SECRET to 32 random characters or more, the same for every "
    "process of this line, and start it again.\n"
)
FAILED = "The console could not start: its log says why. Calls are answered as before.\n"


class Console:
    """Mounted at `/console`; made at the first visit."""

    def __init__(self, keeper: "Keeper") -> None:
        self._keeper = keeper
        self._app: ASGIApp | None = None
        self._making: asyncio.Task[ASGIApp] | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await (self._app or await self._made())(scope, receive, send)

    async def _made(self) -> ASGIApp:
        if len(self._keeper.settings.secret) < SHORTEST_SECRET:
            return Guarded(PlainTextResponse(OFF, 503))
        if self._making is None:
            self._making = asyncio.create_task(asyncio.to_thread(self._make))
        try:
            self._app = await asyncio.shield(self._making)
        except Exception as error:
            self._making = None  # the next visit tries again
            log.error("the console could not start, calls go on", **failure(error))
            return Guarded(PlainTextResponse(FAILED, 503))
        return self._app

    def _make(self) -> ASGIApp:
        from ivr.console.gate import gate  # Jinja2 and what the pages need, at the first visit
        from ivr.console.house import House

        return Guarded(gate(House(self._keeper)))


async def with_slash(request: Request) -> Response:
    """GET /console: the pages are below `/console/`, whatever a proxy puts in front of it."""
    return RedirectResponse("console/", 307, headers=HEADERS | {"Cache-Control": "no-store"})
