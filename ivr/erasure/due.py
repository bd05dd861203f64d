"""The calls that are to be forgotten: ids and times in Redis, and no more."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import redis

from ivr import store
from ivr.call import LONGEST
from ivr.erasure import scripts

AFTER_HANG_UP = timedelta(seconds=60)
"""The carrier's rule: no deletion before."""

SURELY_OVER = LONGEST + timedelta(minutes=5)
"""After its beginning, when nobody has told of a call's end."""

FURTHEST = timedelta(hours=25)
"""No time that is set lies further ahead: the last look comes a day after the deletion."""

BOUNDS = (60, 62, 65, 70, 75, 90, 120, 300, 900, 3600, 6 * 3600, 86400, 14 * 86400)
"""Of the histogram from the end of a call to its deletion, in seconds."""

KEYS = (
    store.FORGET_DUE.of(),
    store.FORGET_WAITING.of(),
    store.FORGET_DELETED.of(),
    store.FORGET_TRIES.of(),
    store.FORGET_LEDGER.of(),
    store.FORGET_SECONDS.of(),
    store.FORGET_NOTED.of(),
)

Step = tuple[str, Sequence[str | float]]
"""A script and its arguments: the web process sends many at once."""


def begins(call: str, now: datetime) -> Step:
    return scripts.NOTE, (call, (now + SURELY_OVER).timestamp(), now.timestamp())


def ends(call: str, now: datetime) -> Step:
    erase = (now + AFTER_HANG_UP).timestamp()
    return scripts.END, (call, now.timestamp(), erase, SURELY_OVER.total_seconds())


@dataclass(frozen=True, slots=True)
class Taken:
    """A call that is due. `deleted` is when the carrier first said so; None: it has not yet."""

    sid: str
    deleted: datetime | None
    tries: int  # refusals in a row


class ToForget:
    """The sets, as the jobs use them. Times are aware, UTC."""

    def __init__(self, connection: redis.Redis) -> None:
        self.connection = connection

    def begins(self, sid: str, now: datetime) -> bool:
        return bool(self._do(*begins(sid, now)))

    def ends(self, sid: str, now: datetime) -> bool:
        return bool(self._do(*ends(sid, now)))

    def leg(self, sid: str, now: datetime) -> None:
        """A call onward of one that is over, and so over itself."""
        at = now.timestamp()
        self._do(scripts.END, (sid, at, at, SURELY_OVER.total_seconds()))

    def find(self, sid: str, ended: datetime, now: datetime) -> bool:
        """An ended call at the carrier. True where nobody had told of its end."""
        longest = SURELY_OVER.total_seconds()
        return bool(self._do(scripts.FIND, (sid, ended.timestamp(), now.timestamp(), longest)))

    def any_due(self, now: datetime) -> bool:
        return self.connection.zcount(KEYS[0], "-inf", now.timestamp()) > 0

    def take(self, now: datetime, lease: timedelta, most: int) -> list[Taken]:
        """What is due, the oldest first. Lent until the lease is over, and then due again."""
        rows = self._do(scripts.TAKE, (now.timestamp(), (now + lease).timestamp(), most))
        return [
            Taken(store.text(sid), _moment(store.text(deleted)), int(tries))
            for sid, deleted, tries in rows
        ]

    def give_back(self, sid: str, now: datetime) -> None:
        """Untried: due again at once."""
        self.connection.zadd(KEYS[0], {sid: now.timestamp()}, xx=True)

    def deleted(self, sid: str, now: datetime) -> bool:
        """Says whether this was the first time."""
        return bool(self._do(scripts.DELETE, (sid, now.timestamp(), *BOUNDS)))

    def postpone(self, sid: str, until: datetime, why: str) -> None:
        """Counted in the ledger under `why`."""
        self._do(scripts.POSTPONE, (sid, until.timestamp(), why))

    def goes_on(self, sid: str, again: datetime) -> None:
        """It was thought to be over and is not: neither waiting nor refused."""
        self._do(scripts.GOES_ON, (sid, again.timestamp()))

    def clamp(self, now: datetime) -> int:
        """What a wrong clock has put too far off is due now. Returns how many those were."""
        return int(self._do(scripts.CLAMP, (now.timestamp(), (now + FURTHEST).timestamp())))

    def look_again(self, sid: str, at: datetime) -> None:
        self.connection.zadd(KEYS[0], {sid: at.timestamp()}, xx=True)

    def count(self, name: str) -> None:
        self.connection.hincrby(KEYS[4], name, 1)

    def proven(self, sid: str) -> None:
        self._do(scripts.PROVE, (sid,))

    def _do(self, script: str, arguments: Sequence[str | float]) -> Any:
        return self.connection.eval(script, len(KEYS), *KEYS, *arguments)


def _moment(seconds: str) -> datetime | None:
    return datetime.fromtimestamp(float(seconds), UTC) if seconds else None
