"""The count of forgetting: what was noted, erased, waits, was refused. Nothing of any call."""

from datetime import datetime, timedelta

import msgspec
import redis

from ivr import store
from ivr.erasure.due import BOUNDS, KEYS
from ivr.erasure.pause import KEY as PAUSE
from ivr.erasure.sweep import KEY as SWEPT

_, WAITING, DELETED, _, LEDGER, SECONDS, NOTED = KEYS


LOOKED_AT = 500
"""Of the calls that wait, those that are over longest, to see since when they are known."""

STUCK = timedelta(days=1)
"""For which a call may wait to be erased before somebody should look."""

UNSWEPT = timedelta(hours=3)
"""Since the last sweep, which comes every hour."""


class Ledger(msgspec.Struct, frozen=True):
    """Counts since this Redis began, and what is waiting now. Ages in seconds."""

    noted: int = 0
    erased: int = 0
    proven: int = 0  # the carrier showed nothing of them any more, a day later
    swept: int = 0  # found at the carrier; nobody had told of their end
    still_shown: int = 0  # shown once more after their deletion, and deleted again
    shown_for_days: int = 0
    troubles: int = 0  # pauses because the carrier could not answer
    refused: dict[str, int] = {}  # by the carrier's code
    going_on: int = 0  # calls not over yet, as far as is known
    waiting: int = 0  # over, and not deleted yet
    oldest: float = 0.0  # since the oldest of these was over
    oldest_known: float = 0.0  # the longest that one of these is both over and known here
    deleted: int = 0  # deleted, and looked for again
    oldest_deleted: float = 0.0  # since the first of these was deleted
    seconds: dict[str, int] = {}  # from a call's end to its deletion: upper bound -> calls
    seconds_sum: float = 0.0
    pause: str = ""  # why the carrier is left in peace just now
    last_sweep: float | None = None  # since the last one was done
    last_month: float | None = None  # since the last that went a month back

    def took(self, share: float) -> str:
        """Within how many seconds so much of the calls (0 to 1) was deleted: an upper bound."""
        wanted = share * sum(self.seconds.values())
        reached = 0
        for bound in [str(bound) for bound in BOUNDS] + ["+Inf"]:
            reached += self.seconds.get(bound, 0)
            if reached and reached >= wanted:
                return bound
        return ""


def read_ledger(connection: redis.Redis, now: datetime) -> Ledger:
    """The ledger as it is. `now` is aware, UTC.

    Not in one transaction: a Redis whose memory is full takes none, not even to read, and that is
    when somebody has to see how it is.
    """
    at = now.timestamp()
    with connection.pipeline(transaction=False) as pipe:
        for key in (LEDGER, SECONDS, PAUSE, SWEPT):
            pipe.hgetall(key)
        pipe.zcount(WAITING, f"({at}", "+inf")
        pipe.zcount(WAITING, "-inf", at)
        pipe.zrangebyscore(WAITING, "-inf", at, start=0, num=LOOKED_AT, withscores=True)
        pipe.zcard(DELETED)
        pipe.zrange(DELETED, 0, 0, withscores=True)
        *hashes, going_on, waiting, oldest, deleted, first = pipe.execute()
    known = connection.zmscore(NOTED, [sid for sid, _ in oldest]) if oldest else []
    since = [max(over, noted or over) for (_, over), noted in zip(oldest, known, strict=True)]
    counts, seconds, pause, swept = (
        {store.text(name): store.text(value) for name, value in each.items()} for each in hashes
    )
    named = ("noted", "erased", "proven", "swept", "still_shown", "shown_for_days", "troubles")
    return Ledger(
        **{name: int(counts.get(name, 0)) for name in named},
        refused={
            name.partition(":")[2]: int(value)
            for name, value in sorted(counts.items())
            if name.startswith("refused:")
        },
        going_on=going_on,
        waiting=waiting,
        oldest=max(at - oldest[0][1], 0.0) if oldest else 0.0,
        oldest_known=max(at - min(since), 0.0) if since else 0.0,
        deleted=deleted,
        oldest_deleted=max(at - first[0][1], 0.0) if first else 0.0,
        seconds={name: int(value) for name, value in seconds.items() if name != "sum"},
        seconds_sum=float(seconds.get("sum", 0)),
        pause=pause.get("why", "") if float(pause.get("until", 0)) > at else "",
        last_sweep=at - float(swept["recent"]) if "recent" in swept else None,
        last_month=at - float(swept["month"]) if "month" in swept else None,
    )
