"""Whole calls through the pretend carrier and a web process: what is counted of them."""

import asyncio
from dataclasses import replace
from datetime import date

import pytest
import redis

from ivr.costs.minutes import Counts, read
from ivr.phone import FarEnd
from ivr.store import connect_async
from tests.line import LIST_NUMBER, NUMBER, PUBLIC, settings
from tests.redis_server import RedisServer
from tests.ringing import Exchange, exchange

TODAY = date(2026, 11, 21)
HELPLINE = settings().lines[1].helpline


def counted(server: RedisServer, *calls: tuple[str, str], away: bool = False) -> Counts:
    """What is counted of calls (keys, number), all of which begin at once."""
    on = replace(settings(), redis_url="redis://127.0.0.1:1" if away else server.url)

    async def ring() -> None:
        async with exchange(settings_=on) as line:
            line.carrier.far_ends[HELPLINE] = FarEnd(seconds=61)
            for n, (keys, to) in enumerate(calls):
                line.carrier.dial(keys=keys, to=to, from_=f"+1212555010{n}")
            await line.carrier.run()
            assert line.carrier.alerts == []
            if away:
                with pytest.raises(redis.exceptions.RedisError):
                    await _hand_over(line, on.redis_url)
            await _hand_over(line, server.url)
            assert line.app.state.voice.counter.left == 0

    asyncio.run(ring())
    connection = redis.Redis.from_url(server.url)
    return read(connection, on, TODAY, TODAY)[TODAY]


async def _hand_over(line: Exchange, redis_url: str) -> None:
    async with connect_async(redis_url) as to:
        await line.app.state.voice.counter.hand_over(to)


def test_calls_and_their_rooms_are_counted_by_number(
    server: RedisServer, connection: redis.Redis
) -> None:
    counts = counted(server, ("-,w300,h", NUMBER), ("h", LIST_NUMBER))
    assert counts == {
        (NUMBER, "inbound"): 6,
        (NUMBER, "participant"): 5,
        (LIST_NUMBER, "inbound"): 1,
    }


def test_each_stay_in_a_room_counts(server: RedisServer, connection: redis.Redis) -> None:
    counts = counted(server, ("1,w90,*,1,w10,h", NUMBER))
    assert counts[(NUMBER, "participant")] == 3


def test_a_call_to_the_helpline_is_a_leg_of_its_own(
    server: RedisServer, connection: redis.Redis
) -> None:
    counts = counted(server, ("0,0,w90,h", NUMBER))
    assert counts[(NUMBER, "outbound")] == 2
    assert counts[(NUMBER, "inbound")] >= 2


def test_what_redis_does_not_take_waits_and_counts_on_its_own_day(
    server: RedisServer, connection: redis.Redis
) -> None:
    counts = counted(server, ("-,w300,h", NUMBER), away=True)
    assert counts == {(NUMBER, "inbound"): 6, (NUMBER, "participant"): 5}


def test_a_monitor_is_told_of_it(server: RedisServer, connection: redis.Redis) -> None:
    on = replace(
        settings(),
        redis_url=server.url,
        costs=replace(settings().costs, day_budget=10.0),
        metrics_token="of-the-monitor",
    )

    async def told() -> str:
        async with exchange(settings_=on) as line:
            await line.ring("-,w300,h")
            await _hand_over(line, server.url)
            header = {"Authorization": "Bearer of-the-monitor"}
            return (await line.client.get(f"{PUBLIC}/metrics", headers=header)).text

    lines = asyncio.run(told()).splitlines()
    assert f'ivr_minutes_month{{kind="participant",number="{NUMBER}"}} 5.0' in lines
    assert f"ivr_cost_today {6 * 0.0085 + 5 * 0.0018}" in lines
    assert [line for line in lines if line.startswith("ivr_budget_")] == ["ivr_budget_day 10.0"]
