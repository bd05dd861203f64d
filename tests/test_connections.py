"""Callers who are connected to the meetings of lists: so many at once, and in an hour."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta

import pytest
import redis

from ivr import store
from ivr.connections import Connections
from ivr.erasure.due import KEYS
from ivr.phone import FarEnd, SimulatedClock
from ivr.schedule.snapshot import Snapshot, pack
from ivr.settings import Onward
from tests.line import LIST_NUMBER, SATURDAY_EVENING, settings
from tests.redis_server import RedisServer
from tests.rest import ACCOUNT
from tests.ringing import exchange
from tests.steps.test_onward import BRIDGE, EIGHT, by_phone

HOUR = 3600


def ca(n: int) -> str:
    return f"CA{n:032x}"


class Office:
    """Two web processes of one line, and its clock."""

    def __init__(self, url: str, at_once: int, in_an_hour: int) -> None:
        here = replace(settings(), redis_url=url, onward=Onward(at_once, in_an_hour))
        self.now = SATURDAY_EVENING
        self.clock = SimulatedClock(self.now)
        self.processes = [Connections(here, lambda: self.now) for _ in range(2)]

    async def begin(self, *calls: int, process: int = 0) -> list[bool]:
        return [await self.processes[process].begin(ca(n), HOUR) for n in calls]

    def later(self, **time: float) -> None:
        self.now += timedelta(**time)


def play(
    url: str, scene: Callable[[Office], Awaitable[None]], at_once: int = 2, in_an_hour: int = 4
) -> None:
    async def run() -> None:
        office = Office(url, at_once, in_an_hour)
        try:
            await scene(office)
        finally:
            for each in office.processes:
                await each.close()

    asyncio.run(run())


@pytest.fixture(params=["Redis is there", "Redis is away"])
def url(request: pytest.FixtureRequest, server: RedisServer) -> str:
    return server.url if request.param == "Redis is there" else "redis://127.0.0.1:1"


def test_so_many_at_once(url: str) -> None:
    async def scene(office: Office) -> None:
        assert await office.begin(1, 2, 3) == [True, True, False]
        await office.processes[0].back(ca(1))
        assert await office.begin(3, 4) == [True, False]

    play(url, scene)


def test_so_many_in_an_hour(url: str) -> None:
    async def scene(office: Office) -> None:
        for n in range(4):
            assert await office.begin(n) == [True]
            await office.processes[0].back(ca(n))
            office.later(minutes=10)
        assert await office.begin(5) == [False]
        office.later(minutes=21)
        assert await office.begin(5, 6) == [True, False]

    play(url, scene)


def test_the_same_call_again_counts_once(url: str) -> None:
    async def scene(office: Office) -> None:
        assert await office.begin(1, 1, 1, 1, 1, 2, 3) == [True] * 6 + [False]

    play(url, scene)


def test_an_end_that_nobody_told_counts_no_longer_than_the_call_could_last(url: str) -> None:
    async def scene(office: Office) -> None:
        assert await office.begin(1, 2) == [True, True]
        office.later(seconds=HOUR + 179)
        assert await office.begin(3) == [False]
        office.later(seconds=1)
        assert await office.begin(3) == [True]

    play(url, scene)


def test_all_processes_count_together(server: RedisServer, connection: redis.Redis) -> None:
    async def scene(office: Office) -> None:
        assert await office.begin(1) == [True]
        assert await office.begin(2, 3, process=1) == [True, False]
        script, _, arguments = office.processes[1].over(ca(1))  # told to the other process
        connection.eval(script, 0, *arguments)
        assert await office.begin(3, process=1) == [True]

    play(server.url, scene)


def test_what_is_kept_of_it_is_gone_by_itself(server: RedisServer, connection: redis.Redis) -> None:
    async def scene(office: Office) -> None:
        await office.begin(1)
        assert connection.zrange(store.ONWARD_NOW.of(), 0, -1) == [ca(1).encode()]
        assert ca(1).encode() not in connection.hgetall(store.ONWARD_BEGUN.of())
        for key in (store.ONWARD_NOW, store.ONWARD_BEGUN):
            assert connection.ttl(key.of()) == key.lifetime

    play(server.url, scene)


def test_nothing_gathers_in_a_process(url: str) -> None:
    async def scene(office: Office) -> None:
        for n in range(20):
            assert await office.begin(n) == [True]
            office.later(seconds=2 * HOUR)
        here = office.processes[0]
        assert (len(here._running), len(here._begun)) == (1, 1)

    play(url, scene)


@pytest.mark.parametrize("keys", ["1,-,w20,h", "1,-,w400,h", "1,*,h"])
def test_a_place_is_free_again_and_the_bridges_leg_is_to_be_forgotten(
    keys: str, server: RedisServer, connection: redis.Redis
) -> None:
    """When the caller hangs up in it, when the bridge does, and when star comes before it rings."""
    here = replace(settings(), redis_url=server.url, account_sid=ACCOUNT, onward=Onward(1, 60))

    async def scene() -> None:
        async with exchange(EIGHT, here) as line:
            snapshot = Snapshot.load(pack((by_phone(),), EIGHT))
            line.keeper.world = replace(line.keeper.world, snapshot=snapshot)
            line.carrier.far_ends[BRIDGE] = FarEnd(seconds=300)
            call = await line.ring(keys, to=LIST_NUMBER)
            await line.hand_over()
            async with store.connect_async(server.url) as to:
                await line.app.state.voice.counter.hand_over(to)
            assert connection.zcard(store.ONWARD_NOW.of()) == 0
            legs = [leg.sid for leg in call.dialled]
            assert len(legs) == ("*" not in keys)
            assert None not in connection.zmscore(KEYS[1], [call.sid, *legs])
            assert line.carrier.alerts == []

    asyncio.run(scene())
