"""Redis: its version, whether it takes and keeps what is written, and its room."""

from collections.abc import Iterator, Mapping
from typing import Any

import redis

from ivr import store
from ivr.doctor.finding import Finding
from ivr.sentinel import ONCE
from ivr.settings import Settings
from ivr.watching.degraded import FULL

PATIENCE = 2.0
"""Seconds for one answer of Redis."""

OLDEST = (6, 2)

AT_ONCE = 0.95
"""Of `maxmemory`, over which Redis takes nothing new: then it is a matter of hours."""


def reach(settings: Settings) -> redis.Redis:
    """A connection that gives up at once: redis-py's own goes on for many seconds."""
    connection = store.connect(settings.redis_url, timeout=PATIENCE)
    connection.set_retry(ONCE)
    return connection


def away(error: type[Exception]) -> Finding:
    """What it means that Redis answered with that, or not at all."""
    if issubclass(error, redis.exceptions.ResponseError):
        return Finding(
            "wrong",
            f"Redis answers, and refuses what the line asks of it ({error.__name__}): mend what "
            "else is told of it here, or see its log.",
        )
    return Finding(
        "wrong",
        f"Redis cannot be reached ({error.__name__}): callers hear the last good "
        "lists until it is back; start it, or mend REDIS_URL.",
    )


def of_server(connection: redis.Redis) -> Iterator[Finding]:
    """Raises RedisError."""
    info: Mapping[str, Any] = connection.info()
    if info.get("role") != "slave":
        yield from _takes(connection)
    yield from of_info(info)


def of_info(info: Mapping[str, Any]) -> Iterator[Finding]:
    """What Redis tells of itself."""
    version = str(info["redis_version"])
    if tuple(map(int, version.split(".")[:2])) < OLDEST:
        yield Finding("wrong", f"Redis is {version}: the workers need 6.2 or later.")
    else:
        yield Finding("ok", f"Redis {version} answers.")
    if info.get("role") == "slave":
        yield Finding(
            "wrong",
            "REDIS_URL leads to a replica, which nothing can be written to and calls are not noted "
            "in: name the main server, or the sentinels that know it.",
        )
    yield from _keeps(info)
    yield from _has_room(info)


def _takes(connection: redis.Redis) -> Iterator[Finding]:
    """Redis itself says whether it takes changes, when it is asked for one that changes nothing."""
    try:
        connection.delete(store.BEAT.of("doctor"))
    except redis.exceptions.ResponseError as error:
        word = str(error).split(" ")[0]
        mends = {
            "MISCONF": "it could not write its files; make room on its disk, and see its log",
            "NOREPLICAS": "too few of its replicas are in sync; start them",
            "NOPERM": "the user of REDIS_URL may not write; give them the right to",
        }
        why = mends.get(word, "see its log")
        yield Finding("wrong", f"Redis takes no changes, and no call is noted or counted: {why}.")


def _keeps(info: Mapping[str, Any]) -> Iterator[Finding]:
    if info.get("aof_enabled") == 0:
        yield Finding(
            "note",
            "Redis's append-only file is off: when Redis starts again it may not know which calls "
            "are to be forgotten, which then waits for the next hourly sweep. Write `appendonly "
            "yes` into redis.conf, and run `redis-cli CONFIG SET appendonly yes`.",
        )
    elif info.get("aof_last_write_status", "ok") != "ok":
        yield Finding(
            "wrong",
            "Redis could not write its append-only file: what it holds now is lost when it stops. "
            "Make room on its disk, and see its log.",
        )
    elif info.get("aof_last_bgrewrite_status", "ok") != "ok":
        yield Finding(
            "note",
            "Redis could not write its append-only file anew, which grows until it can: make room "
            "on its disk, and see its log.",
        )
    if info.get("rdb_last_bgsave_status", "ok") != "ok":
        yield Finding(
            "note", "Redis could not write its snapshot: make room on its disk, and see its log."
        )


def _has_room(info: Mapping[str, Any]) -> Iterator[Finding]:
    most, used = int(info.get("maxmemory", 0)), int(info.get("used_memory", 0))
    if not most:
        return
    policy = info.get("maxmemory_policy", "noeviction")
    if policy != "noeviction":
        yield Finding(
            "wrong",
            f"Redis throws away what it holds when its memory is full ({policy}), also which calls "
            "are to be forgotten: write `maxmemory-policy noeviction` into redis.conf, and run "
            "`redis-cli CONFIG SET maxmemory-policy noeviction`.",
        )
    if used > FULL * most:
        yield Finding(
            "wrong" if used > AT_ONCE * most else "note",
            f"Redis has used {used * 100 // most} % of its {most // 2**20} MB of memory, and takes "
            "nothing new when they are full: raise `maxmemory`.",
        )
