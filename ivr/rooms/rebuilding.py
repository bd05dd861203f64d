"""What Redis knows of a room, made anew from what the carrier shows, when there is doubt.

Callbacks get lost. When some are missing, when somebody has been on the way for too long, after the
carrier said that it knows nothing of what it was asked for, and every few minutes, it is looked.
"""

from datetime import datetime, timedelta

import redis

from ivr import store
from ivr.conferences import Conferences
from ivr.rooms import steps
from ivr.rooms.state import Room, read_room

OFTEN = timedelta(minutes=5)
"""Between two looks where nothing is wrong."""

SELDOM = timedelta(seconds=30)
"""Between two looks whatever is wrong."""

LATE = timedelta(seconds=20)
"""Callbacks that have not come after so long are lost."""

ON_THE_WAY = timedelta(seconds=60)
"""Whoever was to come in, or to come back, for so long may be in without a word of it."""


def rebuild(
    connection: redis.Redis,
    conferences: Conferences,
    part: str,
    now: datetime,
    *,
    doubt: bool = False,
) -> bool:
    """Look at the carrier where that is due, or with `doubt`; never twice in half a minute.

    Whether it was looked. Raises Trouble, Refused and Unknown.
    """
    room = read_room(connection, part)
    due = _due(connection, room, now)
    lately = steps.milliseconds(now) - room.facts.rebuilt_at < SELDOM / timedelta(milliseconds=1)
    if lately or not (due or doubt):
        return False
    found = conferences.find(part)
    there = conferences.participants(found.sid) if found else {}
    steps.rebuild(
        connection,
        part,
        found.sid if found else "",
        {call: (each.muted, each.hold) for call, each in there.items()},
        now,
        started=found is not None and found.started,
    )
    return True


def _due(connection: redis.Redis, room: Room, now: datetime) -> bool:
    missing = _missing(connection, room, now)
    if not room.here:
        return False
    moment, facts = steps.milliseconds(now), room.facts
    waited = moment - ON_THE_WAY / timedelta(milliseconds=1)
    return (
        missing
        or (bool(room.inside) and not facts.conf)
        or any(each.since < waited for each in room.here.values() if each.state != "in")
        or moment - facts.rebuilt_at > OFTEN / timedelta(milliseconds=1)
    )


def _missing(connection: redis.Redis, room: Room, now: datetime) -> bool:
    """Whether callbacks have been missing for so long that they will not come."""
    key = store.ROOM_DOUBT.of(room.part)
    if room.missing == room.facts.gap:
        connection.delete(key)
        return False
    moment = steps.milliseconds(now)
    connection.set(key, moment, nx=True, ex=store.ROOM_DOUBT.lifetime)
    since = int(store.text(connection.get(key)) or moment)
    return moment - since > LATE / timedelta(milliseconds=1)
