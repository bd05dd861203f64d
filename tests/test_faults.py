"""Faults that callers must not hear: real processes, stopped and started in the middle of calls."""

import asyncio
import re
import threading
from collections.abc import Callable
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx

from ivr.environment import load
from ivr.phone import Call, Carrier, SimulatedClock
from tests.line import NUMBER, TOKEN
from tests.processes import Installation, ready
from tests.published import line_of_the_demo, publish
from tests.redis_server import redis_server
from tests.ringing import said
from tests.schedule.list_server import Answer, list_server
from workers.queues import enqueue


class Caller:
    """A call to a running installation that can be left in the middle."""

    def __init__(self, line: Installation) -> None:
        self.url = line.environ["IVR_PUBLIC_URL"]
        self.clock = SimulatedClock(datetime.now(UTC))

    async def start(self, client: httpx.AsyncClient) -> Call:
        self.carrier = Carrier(client, f"{self.url}/voice", auth_token=TOKEN, clock=self.clock)
        call = self.carrier.dial(keys=None, to=NUMBER)
        await self.carrier.run(timedelta(seconds=3))
        return call

    async def press(self, call: Call, key: str) -> None:
        call.press(key)
        await self.carrier.run(timedelta(seconds=3))


def plain(sentences: list[str]) -> list[str]:
    """Without the minutes, which go on while a test works."""
    return [re.sub(r"\d+ minutes|one minute", "… minutes", text) for text in sentences]


async def three_keys(line: Installation, between: dict[int, Callable[[], None]]) -> list[str]:
    """What a caller hears who presses 2, 2 and 1; `between` happens before each key."""
    caller = Caller(line)
    async with httpx.AsyncClient(timeout=15) as client:
        call = await caller.start(client)
        for number, key in enumerate("221"):
            await asyncio.to_thread(between.get(number, lambda: None))
            await caller.press(call, key)
        assert caller.carrier.alerts == []
        return plain(said(call))


def heard(line: Installation, between: dict[int, Callable[[], None]] | None = None) -> list[str]:
    return asyncio.run(three_keys(line, between or {}))


def test_redis_stopped_and_a_restart_without_it_are_not_heard(tmp_path: Path) -> None:
    with redis_server() as redis, list_server() as lists, ExitStack() as processes:
        line = line_of_the_demo(tmp_path, redis, lists)
        publish(line)
        first = processes.enter_context(line.started("serve"))
        ready(line)
        before = heard(line)
        assert heard(line, {1: redis.stop}) == before
        assert heard(line) == before

        def restart() -> None:
            first.terminate()
            first.communicate(timeout=20)
            processes.enter_context(line.started("serve"))
            ready(line, "Redis is away: callers hear the last good lists.")

        assert heard(line, {2: restart}) == before
        assert heard(line) == before


def test_worker_and_cron_fill_a_line_and_a_list_that_hangs_is_not_heard(tmp_path: Path) -> None:
    asked = threading.Event()
    with redis_server() as redis, list_server() as lists:

        def hang(_: object) -> None:
            asked.set()
            lists.done.wait(30)

        line = line_of_the_demo(tmp_path, redis, lists)
        with line.started("worker"), line.started("cron"), line.started("serve"):
            ready(line)
            before = heard(line)
            lists.give(Answer(by_hand=hang))
            with redis.connect() as connection:
                (source,) = load(line.environ).sources
                job = ("workers.jobs.refresh_schedule", (source.name,))
                enqueue(connection, "schedule", *job, timeout=60)
            assert asked.wait(60)
            assert heard(line) == before
            lists.done.set()
        assert line.processes() == []
