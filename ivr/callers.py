"""Who may be told apart: what a web process knows of a caller's number, and holds in its place.

The number comes in through the signature's fence and never goes further: out comes a `Known`. The
key of a day's marks is random, made by whichever process looks first, and leaves this process's
memory when the day is over (UTC), whether Redis is there or not.
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from ivr import store
from ivr.marks import KEY_BYTES, NOBODY, Known, countable, mark
from ivr.settings import Settings


@dataclass(frozen=True, slots=True)
class DayKey:
    secret: bytes
    ends: datetime


class Callers:
    """Of one web process. `known` is asked while a caller waits, and asks nobody else."""

    def __init__(self, settings: Settings, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._counts = bool(settings.limits)
        self.owns(settings)
        self._uncounted = frozenset(settings.limits.uncounted)  # can be blocked nevertheless
        self._day: DayKey | None = None
        self._over: dict[str, float] = {}  # mark -> until when, in seconds since the epoch
        self._block_key = b""
        self._blocks: dict[str, float] = {}

    def owns(self, settings: Settings) -> None:
        """The line's numbers and helplines, which may pass calls on, are nobody's to tell apart."""
        numbers = {line.number for line in settings.lines}
        self._own = numbers | {line.helpline for line in settings.lines}

    def known(self, number: str) -> Known:
        """What the line may know of whoever calls from `number`, as the carrier shows it."""
        if not countable(number, self._own):
            return NOBODY
        now = self._clock()
        if self._blocks:
            blocked = self._blocks.get(mark(self._block_key, number), 0.0) > now.timestamp()
            if blocked:
                return Known(blocked=True)
        if self._day is None or now >= self._day.ends or number in self._uncounted:
            return NOBODY
        today = mark(self._day.secret, number)
        return Known(today, limited=self._over.get(today, 0.0) > now.timestamp())

    def forget_what_ended(self) -> None:
        """Drop the key of a day that is over."""
        if self._day is not None and self._clock() >= self._day.ends:
            self._day, self._over = None, {}

    async def look(self, connection: store.AsyncRedis) -> None:
        """Read what may have changed. Raises RedisError, and then holds what it held."""
        now = self._clock()
        seconds = now.timestamp()
        day = store.MARK_KEY.of(now.astimezone(UTC).date().isoformat())
        async with connection.pipeline(transaction=True) as pipe:
            pipe.get(day)
            pipe.zrangebyscore(store.LIMITED.of(), seconds, "+inf", withscores=True)
            pipe.get(store.BLOCK_KEY.of())
            pipe.zrangebyscore(store.BLOCKS.of(), seconds, "+inf", withscores=True)
            secret, over, block_key, blocks = await pipe.execute()
        self._block_key = block_key or b""
        self._blocks = {store.text(m): until for m, until in blocks} if block_key else {}
        if not self._counts:
            return
        ends = end_of_day(now)
        if secret is None:
            secret = await _made(connection, day, ends - now)
        self._day = DayKey(secret, ends) if secret else None
        self._over = {store.text(m): until for m, until in over}


def end_of_day(now: datetime) -> datetime:
    """The next midnight, UTC."""
    tomorrow = now.astimezone(UTC).date() + timedelta(days=1)
    return datetime.combine(tomorrow, time(), UTC)


async def _made(connection: store.AsyncRedis, day: str, left: timedelta) -> bytes | None:
    """The day's key: a new one, or that of the process that was faster. It ends with the day."""
    fresh, milliseconds = secrets.token_bytes(KEY_BYTES), int(left / timedelta(milliseconds=1))
    if milliseconds < 1:
        return None
    await connection.set(day, fresh, nx=True, px=milliseconds)
    found = await connection.get(day)
    return found if isinstance(found, bytes) else None
