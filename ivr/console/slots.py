"""How many pages are worked on at the same time, so that none keeps all others waiting.

What may wait for the store has places of its own, and so has the form for signing in, which needs
neither store nor Redis. A Redis that does not answer is not asked by every page in turn.
"""

import time
from collections.abc import Callable
from typing import TypeVar, TypeVarTuple

import anyio.to_thread
import redis.exceptions
from anyio import CapacityLimiter

PAGES, DOORS, STORE, UPLOADS = 8, 4, 4, 2

AWAY = 2.0
"""Seconds that nobody asks a Redis again which let a page wait in vain."""

T = TypeVar("T")
Ts = TypeVarTuple("Ts")


class Slots:
    """Those of one web process. `uploads` is held while a recording is in memory."""

    def __init__(self) -> None:
        self.pages = CapacityLimiter(PAGES)
        self.doors = CapacityLimiter(DOORS)
        self.store = CapacityLimiter(STORE)
        self.uploads = CapacityLimiter(UPLOADS)
        self._away_until = 0.0

    async def run(self, slots: CapacityLimiter, run: Callable[[*Ts], T], *arguments: *Ts) -> T:
        """In a thread. Raises RedisError at once where Redis has just let a page wait in vain."""

        def asked() -> T:
            if time.monotonic() < self._away_until:
                raise redis.exceptions.ConnectionError("Redis did not answer a moment ago")
            try:
                return run(*arguments)
            except redis.exceptions.TimeoutError:
                self._away_until = time.monotonic() + AWAY
                raise

        return await anyio.to_thread.run_sync(asked, limiter=slots)

    async def anyway(self, run: Callable[[*Ts], T], *arguments: *Ts) -> T:
        """In a thread, whether Redis answers or not."""
        return await anyio.to_thread.run_sync(run, *arguments, limiter=self.doors)
