"""Faults that callers must not hear: real processes, stopped and started in the middle of calls."""

import asyncio
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest

from ivr.phone import Call, Carrier, SimulatedClock
from tests.line import DEMO, NUMBER, TOKEN
from tests.processes import Installation, installation, ready
from tests.redis_server import RedisServer, redis_server
from tests.ringing import said
from tests.schedule.list_server import Answer, ListServer, list_server


@pytest.fixture
def lists() -> Iterator[ListServer]:
    with list_server() as server:
        server.give((DEMO / "meetings.json").read_bytes())
        yield server


@pytest.fixture
def redis() -> Iterator[RedisServer]:
    with redis_server() as server:
        yield server


@pytest.fixture
def line(tmp_path: Path, lists: ListServer, redis: RedisServer) -> Installation:
    """An installation whose list and rota have been published once."""
    for name in ("rota.csv", "leaders.csv"):
        (tmp_path / name).write_bytes((DEMO / name).read_bytes())
    config = tmp_path / "line.toml"
    toml = (DEMO / "line.toml").read_text()
    config.write_text(toml.replace("http://127.0.0.1:LIST_PORT/main_server/", lists.url))
    one = installation(tmp_path, redis.url, config)
    done = one.run("refresh")
    assert (done.returncode, done.stderr) == (0, "")
    return one


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


def test_redis_stopped_during_a_call_is_not_heard(line: Installation, redis: RedisServer) -> None:
    with line.started("serve"):
        ready(line)
        before = heard(line)
        assert heard(line, {1: redis.stop}) == before
        assert heard(line) == before


def test_redis_stopped_before_the_start_is_not_heard(
    line: Installation, redis: RedisServer
) -> None:
    with line.started("serve"):
        ready(line)
        before = heard(line)
    redis.stop()
    with line.started("serve"):
        ready(line, "Redis is away: callers hear the last good lists.")
        assert heard(line) == before


def test_a_restart_between_two_keys_is_not_heard(line: Installation) -> None:
    with ExitStack() as processes:
        first = processes.enter_context(line.started("serve"))
        ready(line)
        before = heard(line)

        def restart() -> None:
            first.terminate()
            first.communicate(timeout=20)
            processes.enter_context(line.started("serve"))
            ready(line)

        assert heard(line, {2: restart}) == before


def test_a_list_that_hangs_is_not_heard(line: Installation, lists: ListServer) -> None:
    with line.started("serve"):
        ready(line)
        before = heard(line)
        asked = threading.Event()

        def hang(_: object) -> None:
            asked.set()
            lists.done.wait(30)

        lists.give(Answer(by_hand=hang))
        with line.started("worker"), line.started("cron"):
            assert asked.wait(30)
            assert heard(line) == before
            lists.done.set()


def test_worker_and_cron_refresh_a_line_by_themselves(
    line: Installation, redis: RedisServer
) -> None:
    with redis.connect() as connection:
        connection.flushall()
    with line.started("worker"), line.started("cron"), line.started("serve"):
        ready(line)
    assert line.processes() == []
