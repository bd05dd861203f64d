"""From a call's webhooks into Redis and back: a web process, the pretend carrier, a real Redis."""

import asyncio
from dataclasses import replace

import redis

from ivr import store
from ivr.rooms.state import read_room
from tests.line import settings
from tests.redis_server import RedisServer
from tests.ringing import exchange, said
from tests.rooms.stage import MAIN


def test_a_call_is_in_the_room_and_out_of_it_again(
    connection: redis.Redis, server: RedisServer
) -> None:
    async def two() -> None:
        async with exchange(settings_=replace(settings(), redis_url=server.url)) as line:
            events = line.app.state.voice.events
            first = line.carrier.dial(keys="-,w300,h")
            second = line.carrier.dial(keys="-,w120,*,2,w60,h", after=30, from_="+12125550101")
            await line.wait(seconds=150)
            async with store.connect_async(server.url) as to:
                await events.hand_over(to)
                await line.look()
                inside = read_room(connection, MAIN).inside
                assert set(inside) == {first.sid, second.sid}
                assert line.keeper.world.rooms.of(MAIN).people == 2
                await line.carrier.run()
                await events.hand_over(to)
            room = read_room(connection, MAIN)
            assert (room.here, room.hands) == ({}, ())
            assert not any("2125550" in str(each) for each in room.people.values())

    asyncio.run(two())


def test_without_redis_callers_are_in_the_room_all_the_same() -> None:
    async def one() -> None:
        async with exchange() as line:
            call = await line.ring("-,w30,*,-")
            assert [heard.text for heard in call.transcript if heard.kind == "room"] == [MAIN] * 2
            assert "Something went wrong" not in " ".join(said(call))

    asyncio.run(one())
