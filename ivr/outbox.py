"""Scripts for Redis on which nobody waits: kept in memory until Redis has taken them."""

import asyncio
from collections import deque
from collections.abc import Sequence

import redis.exceptions
import structlog

from ivr import store
from ivr.log import failure

log = structlog.get_logger()

MOST = 20_000
"""Steps kept while Redis is away; the oldest go."""

TOGETHER = 200
GATHER = 0.01
"""Seconds in which more may come: one go for ten steps costs much less than ten."""

AGAIN = 1.0
"""Seconds until Redis is tried again."""

Step = tuple[str, Sequence[str], Sequence[str | float]]
"""A script, its keys and its arguments. Done twice, it changes nothing."""


class Outbox:
    """`add` never waits and never fails."""

    trouble = "what happened could not be kept, which is tried again"

    def __init__(self) -> None:
        self._steps: deque[Step] = deque(maxlen=MOST)
        self._some = asyncio.Event()
        self._stopping = False
        self._asked = 0  # steps that Redis has not answered yet
        self._sent: set[str] = set()  # scripts that Redis knows by now

    def add(self, step: Step) -> None:
        self._steps.append(step)
        self._some.set()

    @property
    def left(self) -> int:
        """How many Redis has not taken yet."""
        return len(self._steps) + self._asked

    async def run(self, redis_url: str) -> None:
        """Hand over whatever comes, until `stop`; what is left then is handed over last."""
        connection = store.connect_async(redis_url)
        try:
            while not self._stopping:
                await self._some.wait()
                if not self._stopping:
                    await asyncio.sleep(GATHER)
                try:
                    await self.hand_over(connection)
                except (redis.exceptions.RedisError, OSError, TimeoutError):
                    await asyncio.sleep(AGAIN)  # the keeper tells of it
                except Exception as error:
                    log.error(self.trouble, **failure(error))
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
            self._asked = len(steps)
            try:
                async with connection.pipeline(transaction=False) as pipe:
                    for script, keys, arguments in steps:
                        if script in self._sent:
                            pipe.evalsha(store.sha(script), len(keys), *keys, *arguments)
                        else:
                            pipe.eval(script, len(keys), *keys, *arguments)
                    answers = await pipe.execute(raise_on_error=False)
            except BaseException:
                self._again(steps)
                raise
            finally:
                self._asked = 0
            if any(isinstance(each, redis.exceptions.NoScriptError) for each in answers):
                self._sent.clear()  # it began anew: all of them, in their order
                self._again(steps)
                continue
            self._sent.update(script for script, _, _ in steps)
            self.look_at(steps, answers)
        self._some.clear()

    def look_at(self, steps: list[Step], answers: list[object]) -> None:
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
            self._again([step for step, _ in kept])
            raise kept[0][1]

    def _again(self, steps: list[Step]) -> None:
        self._steps.extendleft(reversed(steps))
