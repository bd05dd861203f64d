"""What the carrier still shows of ended calls, asked afresh, and why: ids, counts and times."""

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from itertools import islice

import msgspec
import redis

from ivr import store
from ivr.audit.finding import Finding, Findings
from ivr.audit.reasons import (
    LATE,
    NOT_PROVEN,
    WHY,
    not_now,
    problem_of,
    reason_of,
    refusals_of,
)
from ivr.carrier import Carrier, Ended
from ivr.erasure import hold
from ivr.erasure.due import ToForget
from ivr.erasure.forget import PATIENCE
from ivr.erasure.ledger import read_ledger
from ivr.erasure.sweep import MONTH

MOST_ASKED = 2000
"""Calls whose recordings are asked for, each with a request."""

AT_ONCE = 8
PIECE = 500


class Oldest(msgspec.Struct, frozen=True):
    """The ended call that has been there longest. `age` in seconds since its end."""

    ended: datetime
    age: float
    why: str


class AtCarrier(msgspec.Struct, frozen=True, kw_only=True):
    """What was asked, and what is there: counts, and one time."""

    days: int = MONTH.days
    numbers: int = 0
    calls: int = 0
    why: dict[str, int] = {}  # calls by their reason, a name of WHY
    oldest: Oldest | None = None
    asked_for_recordings: int = 0  # of so many calls
    recordings: int = 0
    pause: str = ""  # why the jobs leave it in peace just now; the audit asks all the same
    held: datetime | None = None  # since when nothing is deleted, by order


def look(
    carrier: Carrier,
    numbers: list[str],
    connection: redis.Redis | None,
    findings: Findings,
    now: datetime,
) -> AtCarrier:
    """Ask for the ended calls of a month. Calls that nobody told of are noted, as the sweep does.

    `connection` is None when Redis is away. Raises Trouble, Refused and redis.RedisError.
    """
    pause = read_ledger(connection, now).pause if connection is not None else ""
    held = hold.since(connection) if connection is not None else None
    reasons: Counter[str] = Counter()
    oldest: Oldest | None = None
    calls: set[str] = set()
    late: list[str] = []
    hindered = not_now(pause, held)
    for piece in _pieces(_ended(carrier, numbers, now)):
        new = [
            call for call in {call.sid: call for call in piece}.values() if call.sid not in calls
        ]
        calls.update(call.sid for call in new)
        late += [call.sid for call in new if now - call.at > LATE]
        for call, reason, sentence in _explained(new, connection, findings, now, hindered):
            reasons[reason] += 1
            if oldest is None or call.at < oldest.ended:
                oldest = Oldest(call.at, (now - call.at).total_seconds(), sentence)
    for sid, age in _deleted_long_ago(connection, now):
        if sid not in calls:
            late.append(sid)
            if age > PATIENCE:
                findings.add(_finding(sid, *NOT_PROVEN), "calls at the carrier")
    late = late[:MOST_ASKED]
    return AtCarrier(
        numbers=len(numbers),
        calls=len(calls),
        why=dict(sorted(reasons.items())),
        oldest=oldest,
        asked_for_recordings=len(late),
        recordings=_recordings(carrier, late, findings),
        pause=pause,
        held=held,
    )


def _ended(carrier: Carrier, numbers: list[str], now: datetime) -> Iterator[Ended]:
    for number in numbers:
        for side in ("to", "from"):
            for call in carrier.ended_calls(number, side, (now - MONTH).date()):
                if now - MONTH <= call.at:  # the carrier's filter knows whole days only
                    yield call


def _pieces(calls: Iterator[Ended]) -> Iterator[list[Ended]]:
    while piece := list(islice(calls, PIECE)):
        yield piece


def _explained(
    calls: list[Ended],
    connection: redis.Redis | None,
    findings: Findings,
    now: datetime,
    hindered: str,
) -> Iterator[tuple[Ended, str, str]]:
    """Each call with its reason and the sentence on it; what should not be is added."""
    if connection is None:
        yield from ((call, "unknown", WHY["unknown"]) for call in calls)
        return
    with connection.pipeline(transaction=False) as pipe:
        for call in calls:
            pipe.zscore(store.FORGET_WAITING.of(), call.sid)
            pipe.zscore(store.FORGET_DELETED.of(), call.sid)
            pipe.hget(store.FORGET_TRIES.of(), call.sid)
            pipe.zscore(store.FORGET_NOTED.of(), call.sid)
        answers = iter(pipe.execute())
    refusals = refusals_of(connection)
    for call, waiting, deleted, tries, noted in zip(calls, *[answers] * 4, strict=False):
        reason = reason_of(call, waiting, deleted, int(tries or 0), now)
        sentence = WHY[reason]
        if reason == "refused":
            sentence = f"{sentence} ({refusals}): {int(tries)} tries since {call.at:%Y-%m-%d %H:%M}"
        if reason == "untold":
            ToForget(connection).find(call.sid, call.at, now)
        since = now.timestamp() - max(deleted or noted or 0.0, call.at.timestamp())
        problem = problem_of(reason, waiting is not None, timedelta(seconds=since), hindered)
        if problem:
            what, mend = problem
            findings.add(_finding(call.sid, what, mend), "calls at the carrier")
        yield call, reason, sentence


def _deleted_long_ago(
    connection: redis.Redis | None, now: datetime
) -> Iterator[tuple[str, timedelta]]:
    """Calls that were deleted but may have left something, and how long ago they were."""
    if connection is None:
        return
    for sid, at in connection.zscan_iter(store.FORGET_DELETED.of(), count=PIECE):
        age = timedelta(seconds=now.timestamp() - at)
        if age >= LATE:
            yield store.text(sid), age


def _recordings(carrier: Carrier, calls: list[str], findings: Findings) -> int:
    """How many recordings of these calls there still are."""
    with ThreadPoolExecutor(AT_ONCE) as threads:
        counts = list(threads.map(lambda sid: len(carrier.recordings(sid)), calls))
    for sid, count in zip(calls, counts, strict=True):
        if count:
            findings.add(
                _finding(
                    sid,
                    f"is over for more than two hours, and the carrier still lists {count} of its "
                    "recordings",
                    "See that `ivr worker` runs; else delete them in the carrier's console.",
                ),
                "recordings at the carrier",
            )
    return sum(counts)


def _finding(sid: str, what: str, mend: str) -> Finding:
    return Finding(kind="carrier", place=f"call {sid}", what=what, mend=mend)
