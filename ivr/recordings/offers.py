"""What operators were asked to record in which calls, so that no recording is ever nobody's.

The callback that tells of a recording can be lost, and the call be over: what the carrier then
still has is found through these, and forgetting leaves such a call alone until it is taken.
"""

from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import redis
from redis.client import Pipeline

from ivr import store
from ivr.recordings.take import OfAnotherRelease, Offer

KEPT = timedelta(days=7)
"""After its last offer. Then a call is forgotten, taken or not."""

SLACK = timedelta(seconds=2)
"""The carrier's clock is another one, and its times are whole seconds."""

CALLS = store.TAKE_CALLS.of()


class Offers:
    """Over Redis. Every method may raise RedisError."""

    def __init__(self, connection: redis.Redis) -> None:
        self.connection = connection

    def add(self, call: str, offer: Offer) -> None:
        key = store.TAKE_OFFERS.of(call)
        with self.connection.pipeline() as together:
            together.zadd(key, {msgspec.json.encode(offer): offer.at.timestamp()})
            together.expire(key, store.TAKE_OFFERS.lifetime or 0)
            self.hold(together, call, offer.at)
            together.execute()

    def hold(self, transaction: Pipeline, call: str, at: datetime) -> None:
        """Within a transaction: the call is not forgotten before its recordings are taken."""
        transaction.zadd(CALLS, {call: at.timestamp()}, gt=True)

    def of(self, call: str) -> list[Offer]:
        """The oldest first. Raises OfAnotherRelease."""
        found: Any = self.connection.zrange(store.TAKE_OFFERS.of(call), 0, -1)
        try:
            return [msgspec.json.decode(each, type=Offer) for each in found]
        except msgspec.MsgspecError:
            raise OfAnotherRelease from None

    def calls(self) -> dict[str, datetime]:
        """All calls that have some, and when the last was made: aware, UTC. One round trip."""
        found: Any = self.connection.zrange(CALLS, 0, -1, withscores=True)
        return {store.text(call): datetime.fromtimestamp(at, UTC) for call, at in found}

    def drop(self, call: str) -> None:
        with self.connection.pipeline() as together:
            together.delete(store.TAKE_OFFERS.of(call))
            together.zrem(CALLS, call)
            together.execute()


def offered(offers: list[Offer], began: datetime) -> Offer | None:
    """What a recording that began then is: the latest offer before it, else the first one."""
    before = [offer for offer in offers if offer.at <= began + SLACK] or offers[:1]
    return before[-1] if before else None
