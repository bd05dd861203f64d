"""Routes, middleware and lifespan: wiring only."""

import asyncio
import gc
import hmac
import os
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from datetime import datetime

from prometheus_client import CONTENT_TYPE_LATEST
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Mount, Route, Router
from starlette.types import ASGIApp

from ivr import check, log, metrics
from ivr.clock import utc_now
from ivr.console.app import Console, with_slash
from ivr.drain import Drain
from ivr.environment import load
from ivr.flow import FLOW
from ivr.keeper import Keeper
from ivr.noting import Noter
from ivr.recordings.serving import Audio
from ivr.settings import Settings
from ivr.signature import HEARD, SAID, Signed
from ivr.steps.record import READY
from ivr.voice import Voice
from ivr.watching import shared
from ivr.watching.degraded import degraded
from ivr.watching.watch import Watch


def create_app(settings: Settings, clock: Callable[[], datetime] = utc_now) -> Starlette:
    """The web process. `clock` gives aware UTC times."""
    keeper = Keeper(settings, clock)
    keeper.world.prompts.check(settings)
    keeper.load_disk()
    noter = Noter()
    pages = Pages(keeper)
    voice = Voice(keeper, noter)
    audio = Audio(keeper.recordings.cache, keeper.recordings.published, keeper.lost)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        gc.collect()
        gc.freeze()  # what is loaded stays: the collector need not look through it at each call
        looking = asyncio.create_task(keeper.run())
        noting = asyncio.create_task(noter.run(settings.redis_url))
        telling = asyncio.create_task(voice.events.run(settings.redis_url))
        counting = asyncio.create_task(voice.counter.run(settings.redis_url))
        await voice.open()
        try:
            yield
        finally:
            keeper.stop()
            noter.stop()
            voice.events.stop()
            voice.counter.stop()
            await asyncio.wait([noting, telling, counting], timeout=2)
            for task in (looking, noting, telling, counting):
                task.cancel()
                with suppress(asyncio.CancelledError):
                    await task
            await voice.close()

    app = Starlette(
        routes=[
            Route("/healthz", pages.healthz),
            Route("/readyz", pages.readyz),
            Route("/metrics", pages.metrics),
            Route("/audio/{name}", audio.get),
            Route("/console", with_slash),
            Mount("/console", Console(keeper)),
            Mount("", signed_webhooks(keeper, voice)),  # holds every path, so it stays last
        ],
        lifespan=lifespan,
    )
    app.state.keeper = keeper
    app.state.noter = noter
    app.state.voice = voice
    return app


def signed_webhooks(keeper: Keeper, voice: Voice) -> Signed:
    """The carrier's side: one mount, behind the signature."""
    settings = keeper.settings
    return Signed(
        Router(
            routes=[
                Route("/voice", voice.call, methods=["POST"]),
                Route("/voice/status", voice.ended, methods=["POST"]),
                Route("/voice/room/events", voice.room_event, methods=["POST"]),
                Route(READY, voice.recording, methods=["POST"]),
                Route(check.PATH, check.answered_by(settings), methods=["POST"]),
                Route("/voice/{node:path}", voice.node, methods=["POST"]),
            ]
        ),
        public_url=settings.public_url,
        tokens=settings.auth_tokens,
        refused=lambda signed: metrics.REFUSED.labels("wrong" if signed else "none").inc(),
        known=keeper.callers.known,
        marked={"/voice", *(f"/voice/{node}" for node in FLOW)},
        hears={"/voice/near": HEARD, "/voice/still": SAID, "/voice/still-again": SAID},
    )


class Pages:
    """What monitors ask."""

    def __init__(self, keeper: Keeper) -> None:
        self.keeper = keeper
        self.watch = Watch(keeper)

    async def healthz(self, request: Request) -> Response:
        """GET /healthz: this process lives."""
        return PlainTextResponse("This process lives.\n")

    async def readyz(self, request: Request) -> Response:
        """GET /readyz: how callers are answered, in a line; in others, what else is not well."""
        await self.watch.look()
        missing = self.keeper.missing()
        ready = len(self.keeper.world.snapshot) > 0 or bool(self.keeper.world.rota.hours)
        lines = [
            " ".join(missing) if missing else "Callers are answered well.",
            *degraded(self.watch.standing, self.watch.here),
        ]
        return PlainTextResponse("\n".join(lines) + "\n", 200 if ready else 503)

    async def metrics(self, request: Request) -> Response:
        """GET /metrics: from this machine itself, or with the token; they tell when people call."""
        if not self._may_look(request):
            return PlainTextResponse("Only from this machine, or with the token.\n", 403)
        await self.watch.look()
        self.watch.measure()
        found = await asyncio.to_thread(shared.exposition, metrics.REGISTRY)
        return Response(found, media_type=CONTENT_TYPE_LATEST)

    def _may_look(self, request: Request) -> bool:
        token = self.keeper.settings.metrics_token
        given = request.headers.get("authorization", "")
        if token:
            return hmac.compare_digest(given.encode(), f"Bearer {token}".encode())
        forwarded = {"forwarded", "x-forwarded-for"} & set(request.headers)
        here = request.client is not None and request.client.host in ("127.0.0.1", "::1")
        return here and not forwarded  # behind a proxy on this machine everybody seems to be here


def from_environment() -> ASGIApp:
    """The web process as `ivr serve` starts it."""
    log.of_process()
    settings = load(os.environ)
    app = create_app(settings)
    return Drain(app, settings.drain) if settings.drain else app
