"""When the carrier cannot answer, everybody waits: one pause for all processes, growing."""

from datetime import UTC, datetime, timedelta

import redis

from ivr import store

SHORTEST, LONGEST = 2.0, 300.0
"""Seconds of the first pause and of the longest; each is twice the one before."""

KEY = store.FORGET_PAUSE.of()


class Pause:
    """Times are aware, UTC."""

    def __init__(self, connection: redis.Redis) -> None:
        self.connection = connection

    def holds(self, now: datetime) -> bool:
        """Whether the carrier is left in peace now. What a wrong clock has set does not hold."""
        value = self.connection.hget(KEY, "until")
        until = datetime.fromtimestamp(float(value), UTC) if value else now
        return now < until <= now + timedelta(seconds=LONGEST)

    def troubles(self) -> int:
        """How often it could not answer, in a row."""
        return int(self.connection.hget(KEY, "troubles") or 0)

    def begin(self, now: datetime, why: str, at_least: float = 0.0) -> float:
        """Start the next pause; `at_least` seconds where the carrier said how long."""
        troubles = int(self.connection.hincrby(KEY, "troubles", 1))
        seconds: float = max(min(SHORTEST * 2.0 ** min(troubles - 1, 20), LONGEST), at_least)
        until = (now + timedelta(seconds=seconds)).timestamp()
        with self.connection.pipeline() as pipe:
            pipe.hset(KEY, mapping={"until": until, "why": why})
            pipe.expire(KEY, store.FORGET_PAUSE.lifetime or 0)
            pipe.hincrby(store.FORGET_LEDGER.of(), "troubles", 1)
            pipe.execute()
        return seconds

    def ease(self) -> None:
        """It answers again: by and by as much is asked at once as before."""
        left = self.troubles() // 2
        if left:
            self.connection.hset(KEY, mapping={"troubles": left, "until": 0})
        else:
            self.connection.delete(KEY)
