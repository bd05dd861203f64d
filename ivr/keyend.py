"""The end of a day's key is the end of it in Redis's files, too.

An expired key lives on in the append-only file until that is written anew, and in the last snapshot
until there is a new one. So the first hour's job of a day has Redis write both, and checks that it
did: a key that still lay there would let whoever has the file test which numbers called.
"""

import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import redis
from redis.exceptions import ResponseError

from ivr import store
from ivr.blocks import clear_ended

SETTLED = timedelta(minutes=5)
"""After midnight: by then it is over on every machine, whatever its clock says."""

LATE = timedelta(hours=3)

LOOK = 0.05
"""Seconds between two looks at what Redis is writing."""


@dataclass(frozen=True, slots=True)
class Burial:
    """`why` is the sentence for the operator where it could not be done; `news` if it is new."""

    done: bool = False
    why: str = ""
    news: bool = False


class NotBuried(Exception):
    """A sentence that tells the operator what to do."""


@dataclass(frozen=True, slots=True)
class File:
    """One of Redis's files: how it is written anew, and where INFO tells of it."""

    name: str
    command: str
    write: Callable[[redis.Redis], object]
    status: str
    count: str  # since Redis 7


APPEND_ONLY = File(
    name="append-only file",
    command="BGREWRITEAOF",
    write=lambda connection: connection.bgrewriteaof(),
    status="aof_last_bgrewrite_status",
    count="aof_rewrites",
)
SNAPSHOT = File(
    name="snapshot",
    command="BGSAVE",
    write=lambda connection: connection.bgsave(schedule=False),
    status="rdb_last_bgsave_status",
    count="rdb_saves",
)

BUSY = ("aof_rewrite_in_progress", "aof_rewrite_scheduled", "rdb_bgsave_in_progress")


def bury(connection: redis.Redis, now: datetime, *, patience: float = 60.0) -> Burial:
    """Once a day: no key of an earlier day is left, in Redis or in its files.

    Each file may take `patience` seconds. Raises RedisError while Redis is away.
    """
    clear_ended(connection, now)  # their key leaves the files with the next rewrite
    today, kept = _day(now), _kept(connection)
    if kept.get("day") == today or now - _midnight(now) < SETTLED:
        return Burial()
    try:
        _drop_earlier(connection, today)
        snapshot = "snapshot" in kept or _has_snapshot(connection)
        if connection.info("persistence").get("aof_enabled"):
            _write_anew(connection, APPEND_ONLY, patience)
        if snapshot:
            _write_anew(connection, SNAPSHOT, patience)
    except NotBuried as error:
        connection.hset(store.MARK_BURIED.of(), "why", str(error))
        return Burial(why=str(error), news=kept.get("why") != str(error))
    if snapshot:
        connection.hset(store.MARK_BURIED.of(), "snapshot", "1")  # so it is known after a restart
    connection.hset(store.MARK_BURIED.of(), mapping={"day": today, "why": ""})
    return Burial(done=True)


def key_end_problem(connection: redis.Redis, now: datetime) -> str:
    """A sentence where an earlier day's key may still be in Redis's files; "" where none is."""
    kept = _kept(connection)
    if why := kept.get("why"):
        return why
    last = kept.get("day", "")
    if not last or last == _day(now) or now - _midnight(now) < LATE:
        return ""
    return (
        f"The files of Redis were last freed of an ended day's key on {last}: see that `ivr cron` "
        "and `ivr worker` run."
    )


def _drop_earlier(connection: redis.Redis, today: str) -> None:
    """An expired key that nobody asks for is still in memory, and would be written again."""
    for name in connection.scan_iter(store.MARK_KEY.of("*"), count=1000):
        if store.text(name) < store.MARK_KEY.of(today):
            connection.delete(name)
    with suppress(ResponseError):  # a slow command stands there with its values
        commands = [entry["command"] for entry in connection.slowlog_get(1000)]
        if any(store.MARK_KEY.of("").encode() in command for command in commands):
            connection.slowlog_reset()


def _has_snapshot(connection: redis.Redis) -> bool:
    """Whether Redis keeps one, or has ever written one since it started."""
    try:
        if connection.config_get("save").get("save"):
            return True
    except ResponseError:  # then it does not tell
        return True
    info: Mapping[str, Any] = connection.info()
    if "rdb_saves" in info:
        return int(info["rdb_saves"]) > 0
    seconds, _ = connection.time()
    return int(info["rdb_last_save_time"]) > seconds - int(info["uptime_in_seconds"]) + 2


def _write_anew(connection: redis.Redis, file: File, patience: float) -> None:
    """Waits out one that runs already: it may have begun while the key was there."""
    deadline = time.monotonic() + patience
    while True:
        before = _idle(connection, file, deadline)
        try:
            file.write(connection)
            break
        except ResponseError as error:
            if "progress" not in str(error):
                raise NotBuried(
                    f"Redis does not let the line run {file.command}, so ended keys of the "
                    "nuisance limits stay in its files: allow it, or turn its files off."
                ) from None
    after = _idle(connection, file, deadline)
    counted = file.count not in before or after[file.count] > before[file.count]
    if after.get(file.status) != "ok" or not counted:
        raise NotBuried(
            f"Redis could not write its {file.name} anew, so an ended key of the nuisance limits "
            "is still in it: see the log of Redis, and make room on its disk."
        )


def _idle(connection: redis.Redis, file: File, deadline: float) -> Mapping[str, Any]:
    """What INFO tells when nothing is being written any more."""
    while True:
        info: Mapping[str, Any] = connection.info("persistence")
        if not any(info.get(name) for name in BUSY):
            return info
        if time.monotonic() > deadline:
            raise NotBuried(
                f"Redis has not finished its {file.name}, in which an ended key of the nuisance "
                "limits may be: the next hour's job looks again."
            )
        time.sleep(LOOK)


def _kept(connection: redis.Redis) -> dict[str, str]:
    found: Mapping[Any, Any] = connection.hgetall(store.MARK_BURIED.of())
    return {store.text(name): store.text(value) for name, value in found.items()}


def _day(now: datetime) -> str:
    return now.astimezone(UTC).date().isoformat()


def _midnight(now: datetime) -> datetime:
    return now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
