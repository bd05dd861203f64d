"""All here is down for some minutes: callers are in one meeting, and the line finds them there."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path

import httpx
import redis

from ivr import fallback
from ivr.phone import Call
from ivr.rooms.state import read_room
from tests.line import PUBLIC
from tests.redis_server import RedisServer
from tests.ringing import said
from tests.rooms.house import House, house
from tests.rooms.stage import MAIN

EIGHT = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)  # in New York, on a Saturday evening
ELSEWHERE = "https://elsewhere.example.org"


class Down(httpx.AsyncBaseTransport):
    """The way to the line: while it is `down`, nobody answers there."""

    def __init__(self, app: object) -> None:
        self.down = False
        self._there = httpx.ASGITransport(app)  # type: ignore[arg-type]

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        if self.down:
            raise httpx.ConnectError("refused", request=request)
        return await self._there.handle_async_request(request)


def hosted(document: bytes) -> httpx.MockTransport:
    """A web space that gives one document, by POST as well."""
    headers = {"Content-Type": "text/xml"}
    return httpx.MockTransport(lambda _: httpx.Response(200, content=document, headers=headers))


def rooms_of(call: Call) -> list[str]:
    return [heard.text for heard in call.transcript if heard.kind == "room"]


def test_callers_meet_while_all_is_down_and_the_line_knows_them_afterwards(
    connection: redis.Redis, server: RedisServer, tmp_path: Path
) -> None:
    async def scene(house: House) -> None:
        line = house.line
        way = Down(line.app)
        elsewhere = hosted(fallback.document(house.settings))
        line.carrier.wire.client = httpx.AsyncClient(mounts={PUBLIC: way, ELSEWHERE: elsewhere})
        line.carrier.fallback_url = f"{ELSEWHERE}/fallback.xml"

        before = house.dial("-,w120,*,w600,h", number=101)
        await house.pass_by(seconds=60)
        assert set(read_room(connection, MAIN).inside) == {before.sid}
        way.down = house.stopped = True
        during = [house.dial("w600,h", after=n, number=102 + n) for n in (0, 30)]
        await house.pass_by(seconds=180)
        assert {stay.call for stay in line.carrier.rooms[MAIN].stays} == {before, *during}
        assert rooms_of(before) == [MAIN, MAIN]  # its star was not answered either
        assert all(said(call)[0].startswith("Welcome to the N A meeting line") for call in during)

        way.down = house.stopped = False
        after = house.dial("1,w60,*,4,w60,h", number=104)
        await house.pass_by(seconds=100)
        everyone = {call.sid for call in (before, *during, after)}
        assert set(read_room(connection, MAIN).inside) == everyone
        assert any("4 people are here" in each for each in said(after))
        during[0].hang_up()
        await house.pass_by(seconds=30)
        assert set(read_room(connection, MAIN).inside) == everyone - {during[0].sid}
        await line.carrier.run()

    async def evening() -> None:
        async with house(EIGHT, connection, server.url, tmp_path) as one:
            await scene(one)

    asyncio.run(evening())
