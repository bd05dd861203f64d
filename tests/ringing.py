"""Rings the app of these tests through the pretend carrier, in this process and in no time."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime, timedelta

import httpx
from starlette.applications import Starlette

from ivr import store
from ivr.app import create_app
from ivr.phone import Call, Carrier, SimulatedClock
from ivr.settings import Settings
from tests.line import NUMBER, PUBLIC, SATURDAY_EVENING, TOKEN, places, rota, settings, snapshot


class Exchange:
    """A line and a carrier that share a clock."""

    def __init__(self, client: httpx.AsyncClient, app: Starlette, clock: SimulatedClock) -> None:
        self.client, self.app, self.clock = client, app, clock
        self.keeper = app.state.keeper
        self.settings: Settings = self.keeper.settings
        self.fields: dict[str, str] = {}  # more of what stands in each webhook of a call
        self.carrier = Carrier(
            client,
            f"{PUBLIC}/voice",
            auth_token=TOKEN,
            clock=clock,
            status_url=f"{PUBLIC}/voice/status",
        )

    async def look(self) -> None:
        """What the keeper does every two seconds."""
        async with store.connect_async(self.settings.redis_url) as connection:
            await self.keeper.look(connection)

    async def hand_over(self) -> None:
        """What the web process does behind the callers' backs."""
        async with store.connect_async(self.settings.redis_url) as connection:
            await self.app.state.noter.hand_over(connection)

    async def wait(self, **time: float) -> None:
        """So much later, by the clock of both."""
        moment = self.clock.now() + timedelta(**time)
        self.clock.at(moment, lambda: None)
        await self.clock.run(lambda: False, moment)

    async def ring(self, keys: str = "", *, to: str = NUMBER, from_: str = "+12125550100") -> Call:
        """A whole call, to its end."""
        call = self.carrier.dial(keys=keys, to=to, from_=from_, fields=self.fields)
        await self.carrier.run()
        return call


@asynccontextmanager
async def exchange(
    now: datetime = SATURDAY_EVENING, settings_: Settings | None = None, *, served: bool = True
) -> AsyncIterator[Exchange]:
    """The demo's line with its list and rota; with `served` false, before it has either."""
    clock = SimulatedClock(now)
    app = create_app(settings_ or settings(), clock.now)
    if served:
        keeper = app.state.keeper
        keeper.world = replace(keeper.world, snapshot=snapshot(), rota=rota(), places=places())
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=PUBLIC) as client:
        try:
            yield Exchange(client, app, clock)
        finally:
            await app.state.voice.close()


def said(call: Call) -> list[str]:
    """What the line said, sentence by sentence."""
    return [heard.text for heard in call.transcript if heard.kind == "say"]
