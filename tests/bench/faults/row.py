"""One fault while callers are on: what they heard, what was lost, and when all was well again."""

import threading
import time
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import redis
from rq.job import Job

from ivr import store
from ivr.carrier import Carrier
from ivr.erasure.sweep import SETTLED as SETTLED_CALLS
from ivr.erasure.sweep import sweep
from ivr.rooms.scripts import COMING
from tests.bench.faults.crowd import Heard
from tests.bench.faults.does import Fault
from tests.bench.faults.stage import Stage, waited
from tests.sentinels import until
from workers.queues import NAMES, enqueue

CALM = 4.0
"""Seconds of calls before something breaks."""

PROBE = "workers.jobs.drop_uploads"
"""A job that any worker can do at any time."""

SETTLED = timedelta(seconds=10)
"""What happened longer ago in a room is known."""

DRAFTED = 150.0
"""Seconds: after two minutes what waits is looked at anew."""

NOTED = 20.0
"""Seconds in which every call of a row is to be noted, of itself; then the sweep is asked."""

SWEPT = timedelta(minutes=1) + SETTLED_CALLS
"""So much later the hourly sweep would look at calls that are over now."""


@dataclass
class Row:
    """What came of one fault. `broken` are the promises that were not kept, in sentences."""

    fault: Fault
    heard: Heard | None = None
    well: float | None = None
    lost: list[str] = field(default_factory=list)
    drafted: float = 0.0  # seconds after which a recording that came with the fault was a draft
    found: int = 0  # calls that only the sweep found
    refused: int = 0  # changes of operators that were refused meanwhile, and said to be
    broken: list[str] = field(default_factory=list)
    skipped: str = ""


def run(stage: Stage, fault: Fault) -> Row:
    row = Row(fault)
    if why := fault.needs(stage):
        row.skipped = why
        return row
    sent = len(stage.sent)
    stage.upload()
    time.sleep(CALM)
    began, moment, first = time.monotonic(), stage.crowd.clock.now(), len(stage.crowd.calls)
    refused = stage.operator.refused
    stop = threading.Event()
    changing = threading.Thread(target=_change, args=(stage, stop))
    changing.start()
    try:
        fault.act(stage)
    finally:
        stop.set()
        changing.join()
    mended = time.monotonic()
    row.refused = stage.operator.refused - refused
    row.well = _well(stage, fault.within)
    if row.well is not None:
        row.well = time.monotonic() - mended
        row.lost = _lost(stage, stage.sent[sent:], first, mended, row)
    row.heard = stage.crowd.since(began, moment)
    row.broken = list(_broken(row))
    return row


def _change(stage: Stage, stop: threading.Event) -> None:
    """An operator who changes something every second."""
    while not stop.wait(1.0):
        stage.operator.change()


def _well(stage: Stage, within: float) -> float | None:
    """Until everything works that people and machines wait for."""
    deadline = time.monotonic() + within
    words = f"the canary of {time.monotonic():.0f}"
    for done in (
        lambda: stage.operator.change(words),
        stage.well,
        lambda: stage.hears(words),
        lambda: _works(stage),
        lambda: _ticks(stage),
    ):
        if waited(done, max(deadline - time.monotonic(), 0.1)) is None:
            return None
    return time.monotonic()


def _works(stage: Stage) -> bool:
    """Whether every queue has a worker that does what is asked, where there are any."""
    if "worker" not in stage.services:
        return True
    with stage.connect() as connection:
        jobs = [enqueue(connection, name, PROBE, timeout=20, patience=60) for name in NAMES]
        until(lambda: all(_over(job) for job in jobs), within=60)
    return True


def _over(job: Job) -> bool:
    return job.get_status() in ("finished", "failed")


def _ticks(stage: Stage) -> bool:
    """Whether a cron was there in the last dozen seconds."""
    with stage.connect() as connection:
        left = int(connection.ttl(store.BEAT.of("cron")))
    return left > (store.BEAT.lifetime or 0) - 12


def _lost(stage: Stage, sent: list[str], first: int, mended: float, row: Row) -> list[str]:
    """What is not as it was said to be."""
    lost = []
    with stage.connect() as connection:
        if waited(lambda: not _unnoted(stage, connection, first), NOTED) is None:
            missing = len(_unnoted(stage, connection, first))
            with closing(Carrier(stage.settings)) as carrier:
                sweep(connection, carrier, stage.settings, datetime.now(UTC) + SWEPT)
            left = len(_unnoted(stage, connection, first))
            row.found = missing - left
            if left:
                lost.append(f"{left} calls are not noted")
        if stage.operator.revision < stage.operator.done:
            lost.append("a change of an operator")
        if waited(lambda: all(_drafted(stage, connection, each) for each in sent), DRAFTED) is None:
            lost.append("a draft")
        row.drafted = time.monotonic() - mended
        if waited(lambda: not any(_strangers(stage, connection)), 40) is None:
            gone, unknown = _strangers(stage, connection)
            lost.append(f"{gone} are known in rooms who went, {unknown} are there unknown")
    return lost


def _unnoted(stage: Stage, connection: redis.Redis, first: int) -> list[str]:
    """Calls since the beginning that are neither noted nor forgotten, and are over."""
    calls = [call for call in stage.crowd.calls[first:] if call.webhooks and call.ended]
    sids = [call.sid for call in calls]
    if not sids:
        return []
    scores: Any = connection.zmscore(store.FORGET_NOTED.of(), sids)
    return [sid for sid, score in zip(sids, scores, strict=True) if score is None]


def _drafted(stage: Stage, connection: redis.Redis, take: str) -> bool:
    found = stage.takes(connection).get(take)
    return found is not None and found.state != "waiting"


def _strangers(stage: Stage, connection: redis.Redis) -> tuple[int, int]:
    """How many are in rooms for the line alone, and for the carrier alone, for some time. Who is on
    the way counts for two minutes, whatever happens, and then no more."""
    here: set[str] = set()
    for key in connection.scan_iter(store.ROOM_HERE.of("*"), count=1000):
        found: Any = connection.zrangebyscore(key, time.time() * 1000 + COMING, "+inf")
        here |= {store.text(call) for call in found}
    then = stage.crowd.clock.now() - SETTLED
    calls = {call.sid: call for call in stage.crowd.calls}
    gone = [call for call in here if (over := calls[call].ended_at) and over < then]
    inside = [call for call in calls.values() if (s := call.stay) and s.joined < then]
    return len(gone), len([call for call in inside if call.sid not in here])


def _broken(row: Row) -> Any:
    fault, heard = row.fault, row.heard
    assert heard is not None
    if row.well is None:
        yield f"not well within {fault.within:g} s"
    for sentence in row.lost:
        yield f"lost: {sentence}"
    for name in sorted(set(heard.unusual) - fault.meant):
        yield f"callers heard {name}, {heard.unusual[name]} times"
    if heard.failures:
        yield f"{sum(heard.failures.values())} webhooks failed: {dict(heard.failures)}"
    if heard.slow and not fault.slow:
        yield f"{heard.slow} webhooks took more than 2 s"
    if row.refused and not fault.refuses:
        yield f"{row.refused} changes of an operator were refused"
