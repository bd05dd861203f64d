"""Redis does not answer in time, but later: nobody waits for it, and nothing is mixed up."""

import asyncio
import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
import redis

from ivr.found import Found
from ivr.rooms.asking import Asked
from ivr.rooms.live import Live
from ivr.rooms.state import read_room
from tests.line import rota
from tests.redis_server import RedisServer
from tests.ringing import said
from tests.rooms.conftest import WAIT
from tests.rooms.house import house
from tests.rooms.stage import MAIN, Stage, ca

EIGHT = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def as_long_as_callers_wait(monkeypatch: pytest.MonkeyPatch, patient: None) -> None:
    monkeypatch.setattr("ivr.rooms.asking.WAIT", WAIT)


@contextmanager
def frozen(server: RedisServer) -> Iterator[None]:
    os.kill(server.pid, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(server.pid, signal.SIGCONT)


def test_an_answer_that_comes_too_late_is_not_taken_for_another(
    room: Stage, server: RedisServer
) -> None:
    for n in (1, 2, 3):
        room.comes(n)
    on = rota().held(room.now, MAIN)
    key = Asked(room.call(cursor=MAIN), ca(2), MAIN, room.now, on, None)

    async def ask() -> None:
        live = Live(room.settings, room.queued.append)
        try:
            assert (await live.attend("room+what", key)).own.muted is False
            with frozen(server):
                began = time.monotonic()
                for _ in range(3):
                    assert await live.admit(room.call(), ca(4), MAIN, room.now, rota(), "") is None
                    assert await live.attend("room+hand", key) == Found()
                assert time.monotonic() - began < 10 * WAIT
            await asyncio.sleep(WAIT)  # now Redis answers all of them
            found = await live.attend("room+hand", key)
            assert (found.done, found.own.hand) in {("up", 1), ("down", 0)}
            assert (found.done == "up") == (room.room().hands == (ca(2),))
            back = await live.admit(room.call(), ca(4), MAIN, room.now, rota(), "")
            assert back is not None
            assert (back.part, back.muted) == (MAIN, True)
        finally:
            await live.close()

    asyncio.run(ask())


def test_a_call_goes_on_while_redis_is_frozen_and_is_known_after_it(
    connection: redis.Redis, server: RedisServer, tmp_path: Path
) -> None:
    async def scene() -> None:
        async with house(EIGHT, connection, server.url, tmp_path) as one:
            first = one.dial("-,w300,h", number=120)
            await one.pass_by(seconds=50)
            with frozen(server):
                one.stopped = True
                keys = one.dial("-,w20,*,6,w300,h", number=121)
                await one.pass_by(seconds=90)
            one.stopped = False
            assert "Muted. Star, then 6, to speak." in said(keys)
            await one.pass_by(seconds=30)
            inside = read_room(connection, MAIN).inside
            assert {call: each.muted for call, each in inside.items()} == {
                first.sid: False,
                keys.sid: True,
            }
            assert one.line.carrier.alerts == []

    asyncio.run(scene())
