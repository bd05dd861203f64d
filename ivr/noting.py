"""The web process's part in forgetting: it notes calls, and no caller waits for that.

Ids are kept in memory until Redis has taken them. What a killed process had not yet handed over,
the end of the call or the sweep finds.
"""

import asyncio
from collections import deque
from datetime import datetime

import redis.exceptions

from ivr import store
from ivr.erasure import due

MOST = 20_000
"""Ids kept while Redis is away; of more the sweep takes care."""

TOGETHER = 200
AGAIN = 1.0
"""Seconds until Redis is tried again."""


class Noter:
    """What is to be handed to Redis. `begins` and `ends` never wait and never fail."""

    def __init__(self) -> None:
        self._steps: deque[due.Step] = deque(maxlen=MOST)
        self._some = asyncio.Event()
        self._stopping = False

    def begins(self, call: str, now: datetime) -> None:
        self._add(due.begins(call, now))

    def ends(self, call: str, now: datetime) -> None:
        self._add(due.ends(call, now))

    def _add(self, step: due.Step) -> None:
        self._steps.append(step)
        self._some.set()

    async def run(self, redis_url: str) -> None:
        """Hand over whatever comes, until `stop`; what is left then is handed over last."""
        connection = store.connect_async(redis_url)
        try:
            while not self._stopping:
                await self._some.wait()
                try:
                    await self.hand_over(connection)
                except (redis.exceptions.RedisError, OSError, TimeoutError):
                    await asyncio.sleep(AGAIN)  # the keeper tells of it
        finally:
            await connection.aclose()

    def stop(self) -> None:
        """Ends `run` when all is handed over, or when Redis does not take it."""
        self._stopping = True
        self._some.set()

    async def hand_over(self, connection: store.AsyncRedis) -> None:
        """Raises RedisError; whatever Redis may not have taken stays here."""
        while self._steps:
            steps = [self._steps.popleft() for _ in range(min(len(self._steps), TOGETHER))]
            try:
                async with connection.pipeline(transaction=False) as pipe:
                    for script, arguments in steps:
                        pipe.eval(script, len(due.KEYS), *due.KEYS, *arguments)
                    await pipe.execute()
            except BaseException:
                self._steps.extendleft(reversed(steps))  # done twice, a step changes nothing
                raise
        self._some.clear()
