"""Reads how the line is: from Redis, and from what this process has in memory and around it."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import redis

from ivr import store
from ivr.costs.bill import bill
from ivr.erasure import hold
from ivr.erasure.ledger import read_ledger
from ivr.keeper import Keeper
from ivr.rotarefresh import last_report
from ivr.rotaweek import week
from ivr.schedule.state import patience, source_state
from ivr.settings import Settings
from ivr.watching.standing import Here, List, Memory, Queue, Standing

SOON = timedelta(hours=24)


def standing(keeper: Keeper, connection: redis.Redis) -> Standing:
    """Raises RedisError."""
    world, now, erases = keeper.world, keeper.clock(), keeper.settings.erases
    rooms = world.rooms
    meetings = len(world.snapshot)
    age = (now - world.snapshot.made_at).total_seconds()
    ledger = read_ledger(connection, now) if erases else None
    clock = _clock(connection)
    report = last_report(connection) if keeper.settings.rota else None
    return Standing(
        missing=tuple(keeper.missing()),
        ledger=ledger,
        held=hold.since(connection) if erases else None,
        in_rooms=sum(part.people for part in rooms.parts.values()) if rooms.seen else None,
        meetings=meetings,
        snapshot_age=age if meetings else None,
        on=tuple(world.rota.on_now(now)),
        following=world.rota.after(now),
        cron=_beat(connection),
        queues=tuple(_queues(connection, clock)),
        announcements=tuple(
            each for each in world.recordings.announcements if each.begins <= now < each.ends
        ),
        lists=tuple(_lists(keeper.settings, connection, now)),
        rota_kept=report is not None and report.outcome == "kept",
        carrier=_counts(connection),
        carrier_away=bool(ledger and ledger.pause)
        or bool(connection.exists(store.ROOM_TROUBLE.of())),
        memory=_memory(connection),
        bill=bill(connection, keeper.settings, now),
        skew=(now - clock).total_seconds(),
    )


def here(keeper: Keeper) -> Here:
    """Takes some milliseconds, and waits for the disk."""
    now, rota = keeper.clock(), keeper.world.rota
    slots = week(rota, now, rota.zone, SOON).slots if rota.hours else ()
    unled = [slot.start for slot in slots if slot.unled]
    free, writable = _room(keeper.settings)
    return Here(tuple(unled), any(start <= now for start in unled), free, writable)


def _beat(connection: redis.Redis) -> float | None:
    left = connection.pttl(store.BEAT.of("cron"))
    return max(0.0, (store.BEAT.lifetime or 0) - left / 1000) if left > 0 else None


def _queues(connection: redis.Redis, now: datetime) -> Iterator[Queue]:
    from workers.queues import NAMES, queue
    from workers.serving import living
    from workers.waiting import failed, oldest

    workers = living(connection)
    for name in NAMES:
        waits = oldest(connection, name, now)
        yield Queue(
            name,
            queue(name, connection).count,
            workers[name],
            max(waits.total_seconds(), 0.0) if waits else 0.0,
            failed(connection, name).total(),
        )


def _clock(connection: redis.Redis) -> datetime:
    seconds, fraction = connection.time()
    return datetime.fromtimestamp(seconds, UTC) + timedelta(microseconds=fraction)


def _lists(settings: Settings, connection: redis.Redis, now: datetime) -> Iterator[List]:
    for source in settings.sources:
        state = source_state(connection, source.name)
        age = state.age(now)
        seconds = None if age is None else age.total_seconds()
        yield List(source.name, state.meetings, seconds, patience(source).total_seconds())


def _counts(connection: redis.Redis) -> dict[str, int]:
    found = connection.hgetall(store.CARRIER_COUNTS.of())
    return {store.text(kind): int(count) for kind, count in found.items()}


def _memory(connection: redis.Redis) -> Memory:
    told: dict[str, Any] = connection.info("memory") | connection.info("persistence")
    written = (told.get("rdb_last_bgsave_status"), told.get("aof_last_write_status"))
    return Memory(
        int(told.get("used_memory", 0)), int(told.get("maxmemory", 0)), "err" not in written
    )


def _room(settings: Settings) -> tuple[int, bool]:
    """Bytes that are free in IVR_DATA_DIR, or where it will be, and whether one can write there."""
    folder = settings.data_dir.absolute()
    try:
        there = next(each for each in (folder, *folder.parents) if each.exists())
        with tempfile.TemporaryFile(dir=there, buffering=0) as file:
            file.write(b"-" * 4096)
            os.fsync(file.fileno())
        return shutil.disk_usage(there).free, True
    except OSError:
        return 0, False
