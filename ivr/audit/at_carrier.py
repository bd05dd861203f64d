"""What the carrier still shows of ended calls, asked afresh, and why: ids, counts and times."""

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from itertools import islice

import msgspec
import redis

from ivr import store
from ivr.audit.finding import Finding, Findings
from ivr.carrier import Carrier, Ended
from ivr.erasure.due import AFTER_HANG_UP, ToForget
from ivr.erasure.forget import PATIENCE, TOO_EARLY
from ivr.erasure.ledger import read_ledger
from ivr.erasure.sweep import MONTH, SETTLED

LATE = timedelta(hours=2)
"""The sweep comes every hour: what it has not found by then it does not find."""

STUCK = timedelta(days=1)
"""A call that waits here so long without having been refused was not tried, or met trouble."""

MOST_ASKED = 2000
"""Calls whose recordings are asked for, each with a request."""

AT_ONCE = 8
PIECE = 500

WHY = {
    "recent": "it ended less than ten minutes ago",
    "minute": "waiting to be erased (its minute is not over)",
    "due": "waiting to be erased; its turn has come",
    "refused": "the carrier refuses to delete it yet",
    "shown": "deleted, still shown by the carrier",
    "untold": "nobody told us of its end, or it was proven gone and is shown again; it is noted "
    "now, and will be erased",
    "unknown": "why is not known without Redis",
}
"""Why an ended call may still be there."""

NOT_PROVEN = (
    "was deleted more than 14 days ago, and the carrier has not shown since that it is gone",
    "See that `ivr worker` runs, and ask the carrier's support to delete this call, by its id.",
)


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
    reasons: Counter[str] = Counter()
    oldest: Oldest | None = None
    calls: set[str] = set()
    late: list[str] = []
    for piece in _pieces(_ended(carrier, numbers, now)):
        new = [
            call for call in {call.sid: call for call in piece}.values() if call.sid not in calls
        ]
        calls.update(call.sid for call in new)
        late += [call.sid for call in new if now - call.at > LATE]
        for call, reason, sentence in _explained(new, connection, findings, now, pause):
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
    pause: str,
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
    refusals = _refusals(connection)
    for call, waiting, deleted, tries, noted in zip(calls, *[answers] * 4, strict=False):
        reason = _reason(call, waiting, deleted, int(tries or 0), now)
        sentence = WHY[reason]
        if reason == "refused":
            sentence = f"{sentence} ({refusals}): {int(tries)} tries since {call.at:%Y-%m-%d %H:%M}"
        if reason == "untold":
            ToForget(connection).find(call.sid, call.at, now)
        since = now.timestamp() - max(deleted or noted or 0.0, call.at.timestamp())
        problem = _problem(reason, waiting is not None, timedelta(seconds=since), pause)
        if problem:
            what, mend = problem
            findings.add(_finding(call.sid, what, mend), "calls at the carrier")
        yield call, reason, sentence


def _reason(
    call: Ended, waiting: float | None, deleted: float | None, tries: int, now: datetime
) -> str:
    if deleted is not None:
        return "shown"
    if waiting is not None and waiting <= now.timestamp():
        if tries:
            return "refused"
        return "minute" if now - call.at <= AFTER_HANG_UP else "due"
    return "recent" if now - call.at <= SETTLED else "untold"


def _problem(reason: str, known: bool, age: timedelta, pause: str) -> tuple[str, str] | None:
    """What is wrong with a call's being there so long, and the mend.

    `age` is since its deletion, or else since it is both over and known here.
    """
    if reason == "untold" and not known and age > LATE:
        return (
            "ended more than two hours ago, and was not among the calls to be forgotten here: "
            "nobody told of it, or it was proven gone and is shown again",
            "It is noted now. See that `ivr cron` and `ivr worker` run, and that the number's call "
            "status changes go to /voice/status.",
        )
    if reason == "refused" and age > PATIENCE:
        return (
            "the carrier has refused its deletion for more than 14 days",
            "Ask the carrier's support to delete this call, by its id.",
        )
    if reason == "shown" and age > PATIENCE:
        return NOT_PROVEN
    if reason == "due" and age > STUCK:
        peace = f" (the carrier is left in peace just now: {pause})" if pause else ""
        return (
            f"has waited for more than a day, and has not been deleted{peace}",
            "See that `ivr worker` runs, and what `ivr doctor` says.",
        )
    return None


def _refusals(connection: redis.Redis) -> str:
    """The codes with which the carrier has refused so far: of one call it is not kept."""
    fields = map(store.text, connection.hkeys(store.FORGET_LEDGER.of()))
    codes = sorted(name.partition(":")[2] for name in fields if name.startswith("refused:"))
    if codes == [str(TOO_EARLY)]:
        return f"too early, {TOO_EARLY}; it may for up to {PATIENCE.days} days"
    return f"its codes so far: {', '.join(codes) or 'none'}; too early is {TOO_EARLY}"


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


def moment(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
