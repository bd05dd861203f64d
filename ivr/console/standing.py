"""How the line is now, as far as anybody knows: read from Redis and this process's memory.

What nobody counts stands here as None or not at all: a page never makes up a figure.
"""

from dataclasses import dataclass
from datetime import datetime

import redis

from ivr import store
from ivr.erasure import hold
from ivr.erasure.ledger import Ledger, read_ledger
from ivr.keeper import Keeper
from ivr.recordings.published import Heard
from ivr.rota import OnNow


@dataclass(frozen=True, slots=True)
class Queue:
    """One of the workers' queues."""

    name: str
    waiting: int  # jobs
    served: bool  # whether a worker process takes from it


@dataclass(frozen=True, slots=True)
class Standing:
    """Counts, ages and times; nothing of any call. Times are aware, UTC; ages in seconds."""

    missing: tuple[str, ...]  # what callers do without just now, in the keeper's sentences
    ledger: Ledger | None  # None where no call is forgotten, and so none is noted
    held: datetime | None  # since when nothing is deleted, by order
    in_rooms: int | None  # people, as this process saw it a few seconds ago; None: not known
    meetings: int
    snapshot_age: float | None  # since its meetings last became others; None where there are none
    on: tuple[OnNow, ...]
    following: OnNow | None
    cron: float | None  # since it last showed that it lives; None where it does not
    queues: tuple[Queue, ...]
    announcements: tuple[Heard, ...]  # those that are heard in front of the greeting


def standing(keeper: Keeper, connection: redis.Redis) -> Standing:
    """Raises RedisError."""
    world, now, erases = keeper.world, keeper.clock(), keeper.settings.erases
    rooms = world.rooms
    meetings = len(world.snapshot)
    age = (now - world.snapshot.made_at).total_seconds()
    return Standing(
        missing=tuple(keeper.missing()),
        ledger=read_ledger(connection, now) if erases else None,
        held=hold.since(connection) if erases else None,
        in_rooms=sum(part.people for part in rooms.parts.values()) if rooms.seen else None,
        meetings=meetings,
        snapshot_age=age if meetings else None,
        on=tuple(world.rota.on_now(now)),
        following=world.rota.after(now),
        cron=_beat(connection),
        queues=_queues(connection),
        announcements=tuple(
            each for each in world.recordings.announcements if each.begins <= now < each.ends
        ),
    )


def _beat(connection: redis.Redis) -> float | None:
    left = connection.pttl(store.BEAT.of("cron"))
    return max(0.0, (store.BEAT.lifetime or 0) - left / 1000) if left > 0 else None


def _queues(connection: redis.Redis) -> tuple[Queue, ...]:
    from workers.queues import NAMES, queue
    from workers.serving import served

    living = served(connection)
    return tuple(Queue(name, queue(name, connection).count, name in living) for name in NAMES)
