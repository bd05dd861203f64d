"""Nuisance limits from the webhook to the room, with the real Redis between the processes."""

import asyncio
import time
import xml.etree.ElementTree as ET
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import redis

from ivr import metrics, store
from ivr.blocks import add
from ivr.marks import NOBODY, Known, mark
from ivr.phone import Call
from ivr.settings import Limits, Settings
from tests.line import NUMBER, SATURDAY_EVENING, settings
from tests.redis_server import RedisServer, redis_server
from tests.rest import ACCOUNT
from tests.ringing import Exchange, exchange, said
from tests.test_listening import WHY

CALLER, OTHER = "+12025550142", "+12025550143"
MIDNIGHT = datetime(2026, 11, 22, tzinfo=UTC)
LIMITS = Limits(calls_at_once=0, calls_in_an_hour=2)


def here(server: RedisServer, limits: Limits = LIMITS) -> Settings:
    return replace(settings(), redis_url=server.url, limits=limits)


def play(
    scene: Callable[[Exchange], Awaitable[None]],
    settings_: Settings,
    now: datetime = SATURDAY_EVENING,
) -> None:
    async def run() -> None:
        async with exchange(now, settings_) as line:
            await scene(line)

    asyncio.run(run())


async def behind(line: Exchange) -> None:
    """What the process does in the two seconds after a call has begun."""
    await line.hand_over()
    await line.look()


async def busy(line: Exchange, number: str = CALLER, calls: int = 3) -> None:
    """So many calls from one number that it is over the limit."""
    await line.look()
    for _ in range(calls):
        await line.ring("h", from_=number)
    await behind(line)


def muted(call: Call) -> list[str | None]:
    """Of every join."""
    return [
        room.get("muted")
        for webhook in call.webhooks
        if webhook.twiml
        for room in ET.fromstring(webhook.twiml).iter("Conference")
    ]


# A caller over a limit


def test_a_caller_over_the_limit_is_told_why_and_listens(server: RedisServer) -> None:
    async def scene(line: Exchange) -> None:
        before = metrics.LIMITED._value.get()
        await busy(line)
        call = await line.ring("1,w9,*,!6,w9,*,!1,w9,*,!*,!1,w9,h", from_=CALLER)
        assert said(call)[:3] == [
            "Welcome to the N A meeting line.",
            WHY["en"],
            "Para español, oprima nueve.",
        ]
        assert (
            "On this call you can only listen. To speak, please call again in ten minutes."
            in said(call)
        )
        assert muted(call) == ["true"] * 4
        assert metrics.LIMITED._value.get() == before + 1
        assert line.carrier.alerts == []

    play(scene, here(server))


def test_the_limit_goes_along_into_another_language(server: RedisServer) -> None:
    async def scene(line: Exchange) -> None:
        await busy(line)
        call = await line.ring("!9,1,w9,*,1,w9,h", from_=CALLER)
        assert WHY["es"] in said(call)
        assert muted(call) == ["true"] * 2

    play(scene, here(server))


def test_calls_up_to_the_limit_and_those_of_others_are_as_ever(server: RedisServer) -> None:
    async def scene(line: Exchange) -> None:
        await busy(line, calls=2)
        at_the_limit = await line.ring("1,w9,h", from_=CALLER)
        await behind(line)
        others = await line.ring("1,w9,h", from_=OTHER)
        for call in (at_the_limit, others):
            assert (WHY["en"] in said(call), muted(call)) == (False, ["false"])
        over = await line.ring("1,w9,h", from_=CALLER)
        assert muted(over) == ["true"]

    play(scene, here(server))


def test_a_later_call_is_free_again(server: RedisServer) -> None:
    async def scene(line: Exchange) -> None:
        await busy(line)
        assert muted(await line.ring("1,w9,h", from_=CALLER)) == ["true"]
        await line.wait(hours=1, minutes=1)
        assert not line.keeper.callers.known(CALLER).limited
        assert muted(await line.ring("1,w9,h", from_=CALLER)) == ["false"]

    play(scene, here(server), MIDNIGHT + timedelta(hours=10))


def test_calls_at_once_that_end_in_between(server: RedisServer) -> None:
    """Two at a time are allowed: the third waits in a room with two others of its number.

    A minute after the last call over the limit the number is free, before any other has ended.
    """

    async def scene(line: Exchange) -> None:
        await line.look()
        for _ in range(3):
            line.carrier.dial(keys="1,w600,h", from_=CALLER)
            await line.wait(minutes=6)
            await behind(line)
        assert not line.keeper.callers.known(CALLER).limited
        for _ in range(2):
            line.carrier.dial(keys="1,w600,h", from_=CALLER)
        await line.wait(seconds=30)
        await behind(line)
        assert line.keeper.callers.known(CALLER).limited
        last = line.carrier.dial(keys="1,w9,h", from_=CALLER)
        await line.wait(seconds=30)
        assert muted(last) == ["true"]
        await behind(line)
        await line.wait(seconds=61)
        assert not line.keeper.callers.known(CALLER).limited

    limits = Limits(calls_at_once=2, calls_in_an_hour=0)
    play(scene, replace(here(server, limits), account_sid=ACCOUNT), MIDNIGHT + timedelta(hours=10))


def test_without_limits_nothing_is_counted_and_no_key_is_made(
    server: RedisServer, connection: redis.Redis
) -> None:
    async def scene(line: Exchange) -> None:
        await busy(line, calls=10)
        assert line.keeper.callers.known(CALLER) == NOBODY
        of_the_line = (b"ivr:help:", b"ivr:published:help:", b"ivr:recordings:")
        found: Any = connection.keys()
        assert [key for key in found if not key.startswith(of_the_line)] == []  # of no caller

    play(scene, here(server, Limits(0, 0)))


@pytest.mark.parametrize(
    "shown", ["", "anonymous", "Restricted", "+266696687", "+86282452253", "sip:+12025550142@x.y"]
)
def test_whoever_shows_no_number_is_never_counted(
    server: RedisServer, connection: redis.Redis, shown: str
) -> None:
    async def scene(line: Exchange) -> None:
        await busy(line, shown, calls=5)
        assert line.keeper.callers.known(shown) == NOBODY
        assert connection.keys("ivr:nuisance:*") == []
        assert muted(await line.ring("1,w9,h", from_=shown)) == ["false"]

    play(scene, here(server))


def test_calls_through_the_lines_own_numbers_are_not_counted(server: RedisServer) -> None:
    async def scene(line: Exchange) -> None:
        await line.look()
        own = [NUMBER, settings().lines[0].helpline]
        assert [line.keeper.callers.known(number) for number in own] == [NOBODY] * 2

    play(scene, here(server))


def test_an_uncounted_number_is_not_counted_and_can_be_blocked(
    server: RedisServer, connection: redis.Redis
) -> None:
    """As that of a treatment centre, or of a helpline that passes calls on with its own number."""

    async def scene(line: Exchange) -> None:
        await busy(line, calls=5)
        assert line.keeper.callers.known(CALLER) == NOBODY
        assert muted(await line.ring("1,w9,h", from_=CALLER)) == ["false"]
        assert line.keeper.callers.known(OTHER) != NOBODY
        assert connection.keys("ivr:nuisance:*") == []
        add(connection, CALLER, SATURDAY_EVENING + timedelta(days=1), SATURDAY_EVENING)
        await line.look()
        assert line.keeper.callers.known(CALLER) == Known(blocked=True)

    play(scene, here(server, replace(LIMITS, uncounted=(CALLER,))))


# The day's key


def test_all_processes_have_one_key_whoever_looks_first(
    server: RedisServer, connection: redis.Redis
) -> None:
    async def scene(line: Exchange) -> None:
        async with exchange(settings_=here(server)) as other:
            await asyncio.gather(line.look(), other.look())
            secret = connection.get(store.MARK_KEY.of("2026-11-21"))
            assert isinstance(secret, bytes)
            assert len(secret) == 32
            wanted = Known(mark(secret, CALLER))
            assert (line.keeper.callers.known(CALLER), other.keeper.callers.known(CALLER)) == (
                wanted,
                wanted,
            )
            await busy(line)
            await other.look()
            assert muted(await other.ring("1,w9,h", from_=CALLER)) == ["true"]

    play(scene, here(server))


def test_the_key_ends_with_its_day(server: RedisServer, connection: redis.Redis) -> None:
    async def scene(line: Exchange) -> None:
        await line.look()
        left = connection.pttl(store.MARK_KEY.of("2026-11-21"))
        assert 20 * 60_000 - 5_000 < left <= 20 * 60_000  # it is twenty to twelve

    play(scene, here(server))


def test_a_new_day_has_a_new_key_and_new_marks(
    server: RedisServer, connection: redis.Redis
) -> None:
    async def scene(line: Exchange) -> None:
        await busy(line)
        callers = line.keeper.callers
        before = callers.known(CALLER)
        assert before.limited
        await line.wait(minutes=20)
        assert callers.known(CALLER) == NOBODY  # before the first look of the day
        await line.look()
        after = callers.known(CALLER)
        assert (after.limited, after.mark == before.mark) == (False, False)
        keys = [connection.get(store.MARK_KEY.of(f"2026-11-{day}")) for day in (21, 22)]
        assert keys[0] != keys[1]

    play(scene, here(server))


def test_the_day_changes_in_the_middle_of_a_call(server: RedisServer) -> None:
    """It goes on as it began; the next one begins anew."""

    async def scene(line: Exchange) -> None:
        await busy(line)
        call = line.carrier.dial(keys="1,w1500,*,!1,w9,h", from_=CALLER)
        await line.wait(minutes=21)
        await line.look()
        await line.carrier.run()
        assert call.ended_at is not None
        assert call.ended_at > MIDNIGHT
        assert muted(call) == ["true", "true"]
        assert muted(await line.ring("1,w9,h", from_=CALLER)) == ["false"]

    play(scene, here(server))


def test_a_redis_that_comes_back_empty_has_one_key_for_all(server: RedisServer) -> None:
    async def scene(line: Exchange) -> None:
        await line.look()
        server.empty()
        async with exchange(settings_=here(server)) as new:
            await new.look()
            await line.look()
            assert line.keeper.callers.known(CALLER) == new.keeper.callers.known(CALLER) != NOBODY

    play(scene, here(server))


# Without Redis


def test_without_redis_nobody_is_counted_and_nobody_waits() -> None:
    async def scene(line: Exchange) -> None:
        assert line.keeper.callers.known(CALLER) == NOBODY
        began = time.perf_counter()
        for _ in range(5):
            assert muted(await line.ring("1,w9,h", from_=CALLER)) == ["false"]
        assert time.perf_counter() - began < 5

    play(scene, replace(settings(), limits=LIMITS))


def test_the_key_leaves_the_memory_at_midnight_while_redis_is_away() -> None:
    async def scene(line: Exchange) -> None:
        callers = line.keeper.callers
        await busy(line)
        await asyncio.to_thread(server.stop)
        with pytest.raises(redis.ConnectionError):
            await line.look()
        assert callers.known(CALLER).limited
        await line.wait(minutes=10)
        assert callers.known(CALLER) == Known(callers.known(CALLER).mark)  # it was for ten minutes
        await line.wait(minutes=10)
        with pytest.raises(redis.ConnectionError):
            await line.look()
        assert (callers._day, callers._over, callers.known(CALLER)) == (None, {}, NOBODY)

    with redis_server() as server:
        play(scene, here(server))


# Nothing names the number


def everything(connection: redis.Redis) -> str:
    """All of Redis as text: the keys, and what they hold."""
    return repr([(name, connection.dump(name)) for name in connection.scan_iter()]) + repr(
        [
            connection.zrange(name, 0, -1, withscores=True)
            for name in connection.scan_iter(_type="zset")
        ]
    )


def test_no_number_is_in_redis_in_the_log_or_in_a_url(
    server: RedisServer, connection: redis.Redis, json_log: pytest.CaptureFixture[str]
) -> None:
    async def scene(line: Exchange) -> None:
        await busy(line)
        call = await line.ring("1,w9,*,!6,w9,h", from_=CALLER)
        await behind(line)
        assert connection.keys("ivr:nuisance:*") != []
        known = repr(vars(line.keeper.callers)) + repr(line.keeper.callers.known(CALLER))
        found = everything(connection) + known + "".join(webhook.url for webhook in call.webhooks)
        captured = json_log.readouterr()
        for part in ("2025550142", "5550142"):
            assert part not in found
            assert part not in captured.out + captured.err

    play(scene, replace(here(server), account_sid=ACCOUNT))
