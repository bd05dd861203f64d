"""Whole calls through the pretend carrier and a web process: what is counted of them."""

import asyncio
from dataclasses import replace
from datetime import date

import pytest
import redis

from ivr.costs.minutes import OTHER, Counts, read
from ivr.phone import FarEnd
from ivr.store import connect_async
from tests.line import LIST_NUMBER, NUMBER, PUBLIC, SATURDAY_EVENING, settings
from tests.redis_server import RedisServer
from tests.ringing import Exchange, exchange
from tests.test_app import post

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


def test_callbacks_say_by_their_address_of_which_line_they_are(
    server: RedisServer, connection: redis.Redis
) -> None:
    """What cannot be read is of the first line, and what names none counts nowhere."""
    call, recording = f"CA{7:032x}", f"RE{7:032x}"
    over = {"CallStatus": "completed", "CallDuration": "61", "Direction": "outbound-dial"}
    now = int(SATURDAY_EVENING.timestamp()) // 60

    async def told() -> Counts:
        async with exchange(settings_=replace(settings(), redis_url=server.url)) as line:
            for n, where in enumerate(("?n=1", "", "?n=%C2%B2", "?n=-1", "?n=12", "?n=99999")):
                legs = {"CallSid": f"CA{n:032x}", "To": "+12025550142", **over}
                answer = await post(line, f"/voice/status{where}", **legs)
                assert answer.status_code == 204
            ready = f"/voice/recording?l=en&n=1&t={now}&a=0&c=101.0..0.0.0"
            recorded = {"RecordingSid": recording, "RecordingDuration": "5", "CallSid": call}
            assert (await post(line, ready, **recorded)).status_code == 204
            await _hand_over(line, server.url)
            return read(connection, line.settings, TODAY, TODAY)[TODAY]

    assert asyncio.run(told()) == {
        (NUMBER, "outbound"): 2,
        (OTHER, "outbound"): 8,
        (NUMBER, "recording"): 1,
    }
