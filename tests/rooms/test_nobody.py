"""Nobody came to lead: who was rung, when, and what the room heard; the same without Redis."""

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

import redis

from ivr.phone.dial import FarEnd
from ivr.rooms.standins import IN_ALL
from tests.redis_server import RedisServer
from tests.ringing import exchange, said
from tests.rooms.house import house

EIGHT = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)
BEFORE = EIGHT - timedelta(minutes=3)
BEN, DEV, JOE = "+12025550101", "+12025550103", "+12025550105"

LINE = "+12025550199"
NOBODY = "Nobody could come to lead."
HOW = (
    "You can hold the meeting yourselves. One person speaks at a time, for a few minutes; the "
    "others listen. If you do not want to speak, say pass."
)


def test_those_who_may_stand_in_are_rung_and_one_comes(
    connection: redis.Redis, server: RedisServer, tmp_path: Path
) -> None:
    async def scene() -> None:
        ends = {DEV: FarEnd("no-answer"), JOE: FarEnd(keys=None), BEN: FarEnd(keys="1,w300,h")}
        async with house(BEFORE, connection, server.url, tmp_path, far_ends=ends) as one:
            people = [one.dial("-,w900,h", after=170 + 20 * n, number=120 + n) for n in range(3)]
            await one.pass_by(minutes=9)
            rung = [call for call in one.line.carrier.calls if call not in people]
            assert [(call.to, call.from_) for call in rung] == [
                (DEV, LINE),
                (JOE, LINE),
                (BEN, LINE),
            ]
            assert (rung[2].rang_at - rung[0].rang_at).total_seconds() < 120
            assert "Thank you. You are going in now, and you lead." in " ".join(said(rung[2]))
            assert NOBODY not in " ".join(said(people[0]))
            assert one.board.problems() == []

    asyncio.run(scene())


def test_where_nobody_comes_the_room_hears_how_to_hold_its_meeting(
    connection: redis.Redis, server: RedisServer, tmp_path: Path
) -> None:
    async def scene() -> None:
        ends = {number: FarEnd("no-answer") for number in (DEV, JOE, BEN)}
        async with house(BEFORE, connection, server.url, tmp_path, far_ends=ends) as one:
            people = [one.dial("-,w1300,h", after=170 + 20 * n, number=120 + n) for n in range(3)]
            await one.pass_by(minutes=15)
            rung = [call.to for call in one.line.carrier.calls if call not in people]
            assert rung == [DEV, JOE, BEN]
            for each in people:
                told = [heard for heard in each.transcript if heard.announced]
                texts = [heard.text for heard in told]
                assert (texts.count(NOBODY), texts.count(HOW)) == (1, 1)
                (when,) = (heard.at for heard in told if heard.text == NOBODY)
                assert IN_ALL <= when - EIGHT < IN_ALL + timedelta(seconds=30)

    asyncio.run(scene())


def test_without_redis_nobody_is_rung_and_the_waiting_text_stands() -> None:
    async def scene() -> None:
        async with exchange(BEFORE) as line:
            one = line.carrier.dial(keys="-,w200,h")
            two = line.carrier.dial(keys="-,w60,*,6,w60,h", after=100)
            await line.carrier.run()
            assert "You are in the meeting." in " ".join(said(one))
            assert "Muted. Star, then 6, to speak." in said(two)
            assert line.carrier.calls == [one, two]
            assert line.carrier.alerts == []

    asyncio.run(scene())
