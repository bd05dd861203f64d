"""A web process that is told to end says so, and answers on for a while before it does.

Whatever passes requests on to it turns to the others meanwhile. Of one that ended at once the
requests that were just under way would be lost, and who had called would hear that.
"""

import asyncio
import signal
from collections.abc import Callable
from types import FrameType
from typing import cast

import structlog
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

log = structlog.get_logger()


class Drain:
    """`app`, and `seconds` between SIGTERM and what the server does then.

    In these /healthz says 503, and each answer is the last one of its connection. Told once more,
    it ends at once.
    """

    def __init__(self, app: ASGIApp, seconds: float) -> None:
        self.app = app
        self.seconds = seconds
        self.ending = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            self._listen()
        elif self.ending:
            send = _last(send)
            if scope["path"] == "/healthz":
                await PlainTextResponse("This process is ending.\n", 503)(scope, receive, send)
                return
        await self.app(scope, receive, send)

    def _listen(self) -> None:
        """Once the server listens to signals, which it does before it starts the app."""
        loop = asyncio.get_running_loop()
        server = cast(Callable[[int, FrameType | None], None], signal.getsignal(signal.SIGTERM))

        def told(number: int, frame: FrameType | None) -> None:
            if self.ending:
                server(number, frame)
                return
            self.ending = True
            log.info("told to end, and answers on for a while", seconds=self.seconds)
            loop.call_soon_threadsafe(loop.call_later, self.seconds, server, number, None)

        signal.signal(signal.SIGTERM, told)


def _last(send: Send) -> Send:
    """The answer says that its connection closes behind it, which the server then does."""

    async def closing(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = [*message.get("headers", ()), (b"connection", b"close")]
            message = {**message, "headers": headers}
        await send(message)

    return closing
