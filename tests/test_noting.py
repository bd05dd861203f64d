"""Calls are noted behind the callers' backs: nobody waits, and what Redis missed comes later."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import redis

from ivr import store
from ivr.erasure.due import KEYS
from ivr.erasure.ledger import read_ledger
from ivr.noting import Noter
from ivr.outbox import MOST
from ivr.phone import FarEnd
from ivr.settings import Settings
from tests.line import SATURDAY_EVENING, settings
from tests.redis_server import RedisServer, redis_server
from tests.rest import ACCOUNT
from tests.ringing import Exchange, exchange

DUE, WAITING = KEYS[:2]
CALL = "CA" + "7" * 32


def play(scene: Callable[[Exchange], Awaitable[None]], here: Settings) -> None:
    async def run() -> None:
        async with exchange(settings_=here) as line:
            await scene(line)

    asyncio.run(run())


def here(server: RedisServer) -> Settings:
    return replace(settings(), redis_url=server.url, account_sid=ACCOUNT)


async def handed_over(line: Exchange, server: RedisServer) -> None:
    connection = store.connect_async(server.url)
    try:
        await line.app.state.noter.hand_over(connection)
    finally:
        await connection.aclose()


def test_a_call_is_noted_when_it_begins_and_again_when_it_ends(
    server: RedisServer, connection: redis.Redis
) -> None:
    async def scene(line: Exchange) -> None:
        call = line.carrier.dial(keys="2,-,-")
        await line.carrier.run(line.clock.now().replace(second=9))
        await handed_over(line, server)
        begun = read_ledger(connection, line.clock.now())
        assert (begun.noted, begun.going_on, begun.waiting) == (1, 1, 0)
        await line.carrier.run()
        await handed_over(line, server)
        assert call.ended_at is not None
        assert connection.zscore(DUE, call.sid) == call.ended_at.timestamp() + 60
        assert connection.zscore(WAITING, call.sid) == call.ended_at.timestamp()

    play(scene, here(server))


def test_what_redis_has_not_answered_is_still_left(
    server: RedisServer, connection: redis.Redis
) -> None:
    async def scene() -> None:
        noter = Noter()
        running = asyncio.create_task(noter.run(server.url))
        connection.client_pause(500, all=False)
        noter.begins(CALL, SATURDAY_EVENING)
        while noter.left:
            await asyncio.sleep(0.01)
        assert connection.zscore(WAITING, CALL) is not None
        noter.stop()
        await running

    asyncio.run(scene())


def test_a_call_onward_is_noted_also_when_the_caller_hangs_up_in_it(
    server: RedisServer, connection: redis.Redis
) -> None:
    async def scene(line: Exchange) -> None:
        helpline = settings().lines[0].helpline
        line.carrier.far_ends[helpline] = FarEnd("answered", seconds=300)
        call = line.carrier.dial(keys="0,0,w20,h")
        await line.carrier.run()
        await handed_over(line, server)
        (leg,) = call.dialled
        assert connection.zcard(WAITING) == 2
        assert None not in connection.zmscore(WAITING, [call.sid, leg.sid])
        assert read_ledger(connection, line.clock.now()).waiting == 2
        assert line.carrier.alerts == []

    play(scene, here(server))


def test_without_an_account_nothing_is_noted(server: RedisServer, connection: redis.Redis) -> None:
    async def scene(line: Exchange) -> None:
        await line.ring("2")
        await handed_over(line, server)
        assert connection.keys("ivr:forget:*") == []

    play(scene, replace(here(server), account_sid=""))


def test_what_is_no_call_id_is_never_kept(server: RedisServer, connection: redis.Redis) -> None:
    async def scene(line: Exchange) -> None:
        for wrong in ("+12125550142", "CA12125550142", CALL.lower(), CALL + "0", "", "CA;DROP"):
            call = line.carrier.dial(keys="h")
            call.sid = wrong
        await line.carrier.run()
        await handed_over(line, server)
        assert connection.keys("*") == []

    play(scene, here(server))


def test_redis_away_keeps_the_ids_until_it_is_back(tmp_path: Path) -> None:
    with redis_server(appendonly=True) as server:

        async def scene(line: Exchange) -> None:
            server.kill()
            call = await line.ring("2,-")
            assert call.end_reason == "caller"
            noter: Noter = line.app.state.noter
            running = asyncio.create_task(noter.run(server.url))
            await asyncio.sleep(0.2)
            server.restart()
            async with asyncio.timeout(10):
                while noter.left:
                    await asyncio.sleep(0.05)
            noter.stop()
            await running
            with server.connect() as connection:
                assert connection.zscore(WAITING, call.sid) is not None

        play(scene, here(server))


def test_ids_without_a_redis_do_not_fill_the_memory() -> None:
    noter = Noter()
    for place in range(MOST + 500):
        noter.begins(f"CA{place:032x}", SATURDAY_EVENING)
    assert noter.left == MOST


def test_the_last_ids_are_handed_over_at_the_end(
    server: RedisServer, connection: redis.Redis
) -> None:
    async def scene() -> None:
        noter = Noter()
        running = asyncio.create_task(noter.run(server.url))
        await asyncio.sleep(0)
        noter.begins(CALL, SATURDAY_EVENING)
        noter.stop()
        await running

    asyncio.run(scene())
    assert connection.zcard(DUE) == 1


def test_a_step_that_redis_never_takes_keeps_no_other_waiting(
    server: RedisServer, connection: redis.Redis, json_log: pytest.CaptureFixture[str]
) -> None:
    connection.set("ivr:nuisance:abcdef", "written by hand")

    async def scene() -> None:
        noter = Noter()
        noter.counts(CALL, "abcdef", settings().limits, SATURDAY_EVENING)
        noter.begins(CALL, SATURDAY_EVENING)
        asynchronous = store.connect_async(server.url)
        await noter.hand_over(asynchronous)
        await asynchronous.aclose()
        assert noter.left == 0

    asyncio.run(scene())
    assert connection.zcard(DUE) == 1
    assert "a key of Redis is not what the line made it" in json_log.readouterr().err


def test_what_redis_cannot_take_now_stays(server: RedisServer, connection: redis.Redis) -> None:
    connection.config_set("maxmemory", "1")

    async def scene() -> None:
        noter = Noter()
        noter.begins(CALL, SATURDAY_EVENING)
        asynchronous = store.connect_async(server.url)
        try:
            with pytest.raises(redis.exceptions.RedisError):
                await noter.hand_over(asynchronous)
            assert noter.left == 1
            connection.config_set("maxmemory", "0")
            await noter.hand_over(asynchronous)
        finally:
            await asynchronous.aclose()
        assert noter.left == 0

    try:
        asyncio.run(scene())
    finally:
        connection.config_set("maxmemory", "0")
    assert connection.zcard(DUE) == 1


def test_a_redis_that_knows_no_script_any_more_is_told_all_of_them_in_their_order(
    server: RedisServer, connection: redis.Redis
) -> None:
    async def scene() -> None:
        noter = Noter()
        asynchronous = store.connect_async(server.url)
        for n in range(3):
            call = f"CA{n:032x}"
            noter.begins(call, SATURDAY_EVENING)
            noter.ends(call, SATURDAY_EVENING)
            await noter.hand_over(asynchronous)
            connection.script_flush() if n == 1 else None
        await asynchronous.aclose()

    connection.config_resetstat()
    asyncio.run(scene())
    ledger = read_ledger(connection, SATURDAY_EVENING)
    assert (ledger.noted, ledger.going_on, ledger.waiting) == (3, 0, 3)
    stats: Any = connection.info("commandstats")
    told = [stats[f"cmdstat_{name}"]["calls"] for name in ("eval", "evalsha")]
    assert told == [4, 4]  # sent whole at first and after that; by its name in the second and third
