"""Six hundred callers for one hour: who is in which room, and who is told what."""

import asyncio
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import redis

from tests.redis_server import RedisServer
from tests.ringing import said
from tests.rooms.house import house
from tests.rooms.stage import MAIN

BEFORE_EIGHT = datetime(2026, 11, 22, 0, 59, tzinfo=UTC)
CALLERS = 600


def test_six_hundred_callers_for_one_hour(
    connection: redis.Redis, server: RedisServer, tmp_path: Path
) -> None:
    asyncio.run(_many(connection, server.url, tmp_path))


async def _many(connection: redis.Redis, url: str, folder: Path) -> None:
    """Four a second, as they come at the full hour."""
    async with house(BEFORE_EIGHT, connection, url, folder) as one:
        calls = [
            one.dial("-,w400,h" if n else "-,w100,*,-,w400,h", after=n / 4, number=100 + n)
            for n in range(CALLERS)
        ]
        await one.pass_by(minutes=3.5)
        rooms = one.line.carrier.rooms
        assert {name: len(room.stays) for name, room in rooms.items()} == {
            MAIN: 230,
            f"{MAIN}.2": 230,
            f"{MAIN}.3": 140,
        }
        told = Counter(
            (call.stay.room.name if call.stay else "", *_told(said(call))) for call in calls
        )
        second = "Many people are here. You are in room 2 of this meeting."
        third = "Many people are here. You are in room 3 of this meeting."
        muted = "You come in muted. To speak, press star, then 6."
        assert told == {
            (MAIN,): 8,
            (MAIN, muted): 222,
            (f"{MAIN}.2", second): 8,
            (f"{MAIN}.2", second, muted): 222,
            (f"{MAIN}.3", third): 8,
            (f"{MAIN}.3", third, muted): 132,
        }
        assert one.line.carrier.alerts == []


def _told(words: list[str]) -> list[str]:
    return [each for each in words if each.startswith(("Many people", "You come in"))]
