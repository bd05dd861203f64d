"""The web process's part in forgetting and counting: it notes calls, and no caller waits for that.

Ids are kept in memory until Redis has taken them. What a killed process had not yet handed over,
the end of the call or the sweep finds.
"""

import asyncio
from collections import deque
from datetime import datetime

import redis.exceptions
import structlog

from ivr import nuisance, store
from ivr.erasure import due
from ivr.log import failure
from ivr.settings import Limits

log = structlog.get_logger()

MOST = 20_000
"""Ids kept while Redis is away; of more the sweep takes care."""

TOGETHER = 200
AGAIN = 1.0
"""Seconds until Redis is tried again."""


class Noter:
    """What is to be handed to Redis. `begins`, `counts`, `ends` never wait and never fail."""

    def __init__(self) -> None:
        self._steps: deque[nuisance.Step] = deque(maxlen=MOST)
        self._some = asyncio.Event()
        self._stopping = False

    def begins(self, call: str, now: datetime) -> None:
        self._forget(due.begins(call, now))

    def ends(self, call: str, now: datetime) -> None:
        self._forget(due.ends(call, now))

    def counts(self, call: str, mark: str, limits: Limits, now: datetime) -> None:
        """After `begins`: the call counts among those that run."""
        self._add(nuisance.begins(call, mark, limits, now))

    def _forget(self, step: due.Step) -> None:
        script, arguments = step
        self._add((script, due.KEYS, arguments))

    def _add(self, step: nuisance.Step) -> None:
        self._steps.append(step)
        self._some.set()

    @property
    def left(self) -> int:
        """How many Redis has not taken yet."""
        return len(self._steps)

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
                except Exception as error:
                    log.error("calls could not be noted, which is tried again", **failure(error))
                    await asyncio.sleep(AGAIN)
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
                    for script, keys, arguments in steps:
                        pipe.eval(script, len(keys), *keys, *arguments)
                    answers = await pipe.execute(raise_on_error=False)
            except BaseException:
                self._steps.extendleft(reversed(steps))  # done twice, a step changes nothing
                raise
            self._look_at(steps, answers)
        self._some.clear()

    def _look_at(self, steps: list[nuisance.Step], answers: list[object]) -> None:
        """Keep what Redis could not take now, and drop what it never will.

        Raises the error of the first that is kept.
        """
        kept = [
            (step, answer)
            for step, answer in zip(steps, answers, strict=True)
            if isinstance(answer, redis.exceptions.RedisError)
        ]
        for step, answer in list(kept):
            if "WRONGTYPE" in str(answer):  # somebody wrote to our keys by hand
                log.error("a key of Redis is not what the line made it: run `ivr doctor`")
                kept.remove((step, answer))
        if kept:
            self._steps.extendleft(step for step, _ in reversed(kept))
            raise kept[0][1]
