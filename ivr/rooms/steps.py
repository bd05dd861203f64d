"""What jobs write about rooms. Everything here raises RedisError."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import msgspec
import redis

from ivr import store
from ivr.rooms import scripts
from ivr.rooms.state import Room

LEFT_STAYS = timedelta(minutes=10)
"""So long a call that left is known: a late callback does not bring it back."""

JUST = timedelta(seconds=5)
"""What was told of in these seconds counts more than what the carrier's list says."""


def milliseconds(moment: datetime) -> int:
    """As the entries have it."""
    return int(moment.timestamp() * 1000)


def patch(connection: redis.Redis, part: str, call: str, **fields: Any) -> bool:
    """Other values for some fields of a `Someone`; False where the call is not known there."""
    fields_in_json = msgspec.json.encode(fields)
    return bool(connection.eval(scripts.PATCH, 0, part, call, fields_in_json))


def set_held(connection: redis.Redis, part: str, call: str, held: bool) -> None:
    patch(connection, part, call, held=held)


def set_muted(connection: redis.Redis, part: str, call: str, muted: bool) -> None:
    patch(connection, part, call, muted=muted)


def admitted_leader(
    connection: redis.Redis, part: str, call: str, leads: str, now: datetime
) -> bool:
    """The call has the leader's keys from now on. `leads` as `leaders.sign` makes it."""
    return patch(connection, part, call, leads=leads, leads_since=milliseconds(now))


def set_facts(connection: redis.Redis, part: str, **facts: str | int | bool) -> None:
    """Other values for some fields of `Facts`."""
    flat: list[str | int] = []
    for name, value in facts.items():
        flat += [name, ("1" if value else "") if isinstance(value, bool) else value]
    connection.eval(scripts.FACTS, 0, part, *flat)


def gone(connection: redis.Redis, part: str, call: str, now: datetime) -> None:
    """The call is in the room no more."""
    connection.eval(scripts.GONE, 0, part, call, milliseconds(now))


def rebuild(
    connection: redis.Redis,
    part: str,
    conf: str,
    there: Mapping[str, tuple[bool, bool]],
    now: datetime,
    *,
    started: bool = False,
) -> int:
    """As the carrier shows the part: who is in the conference `conf`, muted or not, held or not.

    "" is no conference: then nobody is. Returns how many are in it.
    """
    people = msgspec.json.encode(there)
    times = (milliseconds(now), milliseconds(now - JUST))
    found = connection.eval(scripts.REBUILD, 0, part, conf, *times, people, int(started))
    return int(str(found))


def tidy(connection: redis.Redis, room: Room, now: datetime) -> bool:
    """Forget who left, and who never came. Whether somebody may be less."""
    left = LEFT_STAYS / timedelta(milliseconds=1)
    stays = {"gone": left, "coming": scripts.COMING, "menu": scripts.MENU}
    moment = milliseconds(now)
    over = [
        call
        for call, each in room.people.items()
        if each.since < moment - stays.get(each.state, each.since)
    ]
    connection.eval(scripts.TIDY, 0, room.part, moment, left, *over)
    return bool(over)


def once(connection: redis.Redis, part: str, what: str, lifetime: timedelta) -> bool:
    """Whether `what` has not been said in that part yet; from now on it has."""
    key = store.ROOM_SAID.of(part, what)
    return bool(connection.set(key, "1", nx=True, ex=lifetime))


def said(connection: redis.Redis, part: str, what: str) -> bool:
    return bool(connection.exists(store.ROOM_SAID.of(part, what)))


def unsaid(connection: redis.Redis, part: str, what: str) -> None:
    """It was not said after all: the carrier surely did not take it."""
    connection.delete(store.ROOM_SAID.of(part, what))
