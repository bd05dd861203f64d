"""All rooms, looked at behind the callers' backs: for what is said without asking Redis."""

import asyncio
from datetime import datetime
from typing import Any, cast

from ivr import store
from ivr.rooms import scripts
from ivr.rooms.look import view_of
from ivr.rooms.names import NAME, room_of
from ivr.rooms.state import room_from
from ivr.rooms.view import Rooms
from ivr.rota import Rota

MOST = 200
"""Parts that are looked at, of all rooms together; those into which somebody came last."""


async def look(connection: store.AsyncRedis, rota: Rota, now: datetime) -> Rooms:
    """Raises RedisError."""
    found = cast(list[bytes], await connection.zrevrange(store.ROOMS.of(), 0, MOST - 1))
    parts = [name for each in found if NAME.fullmatch(name := each.decode())]
    answers: list[Any] = []
    if parts:
        async with connection.pipeline(transaction=False) as pipe:
            for part in parts:
                pipe.eval(scripts.READ, 0, part, "", 0)
            answers = await pipe.execute()
    views = {}
    for part, answer in zip(parts, answers, strict=True):
        await asyncio.sleep(0)  # in between callers are answered
        views[part] = view_of(room_from(part, answer), rota.held(now, room_of(part)), now)
    return Rooms(views, now)
