"""How the line is, for whoever monitors a web process: asked only when they ask, and not often.

It is read in a thread, and whoever waits for that does so for two seconds at most: no caller does.
"""

import asyncio
import time

import redis.exceptions
import structlog

from ivr import metrics, store
from ivr.keeper import Keeper
from ivr.log import failure
from ivr.sentinel import ONCE
from ivr.watching.reading import here, standing
from ivr.watching.standing import Here, Standing

FRESH = 5.0
"""Seconds for which what was read is told again."""

PATIENCE = 2.0
"""Seconds that a monitor waits; afterwards it is told what was known before."""

log = structlog.get_logger()


class Watch:
    """Of one web process. `standing` is None while Redis does not answer."""

    def __init__(self, keeper: Keeper) -> None:
        self.keeper = keeper
        self.standing: Standing | None = None
        self.here: Here | None = None
        self._redis = store.connect(keeper.settings.redis_url, timeout=1.0)
        self._redis.set_retry(ONCE)
        self._looked = -FRESH
        self._reading: asyncio.Task[None] | None = None

    async def look(self) -> None:
        """See how the line is, unless somebody just did."""
        if self._reading is None:
            if time.monotonic() - self._looked < FRESH:
                return
            self._reading = asyncio.create_task(asyncio.to_thread(self._read))
        await asyncio.wait([self._reading], timeout=PATIENCE)
        if self._reading is not None and self._reading.done():
            self._reading, self._looked = None, time.monotonic()

    def _read(self) -> None:
        """Never raises: a monitor is told what can be told."""
        try:
            self.here = here(self.keeper)
            self.standing = standing(self.keeper, self._redis)
        except redis.exceptions.RedisError:
            self.standing = None  # the keeper says it, in the log, in words and as a metric
        except Exception as error:
            log.error("what monitors ask for cannot be read", **failure(error))
            self.standing = None

    def measure(self) -> None:
        """Into the metrics that are not counted, but read."""
        metrics.FORGETTING.ledger = self.standing.ledger if self.standing else None
        metrics.SPENDING.costs = self.keeper.settings.costs
        metrics.SPENDING.bill = self.standing.bill if self.standing else None
        metrics.STANDING.standing, metrics.STANDING.here = self.standing, self.here
        metrics.STANDING.rooms = self.keeper.world.rooms
