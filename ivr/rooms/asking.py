"""One question to Redis about a room while a caller waits: answered in 100 ms, or not at all."""

import asyncio
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast

import msgspec
import redis.exceptions
import structlog

from ivr import store
from ivr.call import Call
from ivr.log import failure
from ivr.rooms import scripts
from ivr.rooms.steps import milliseconds
from ivr.rota import OVERRUN, OnNow

log = structlog.get_logger()

WAIT = 0.1
"""Seconds for one question."""

AT_ONCE = 30
"""Questions of one web process under way: hundreds call in the same minute."""


class Unknown(Exception):
    """Redis did not answer in the middle of what a key does."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One webhook from a room's menu: whose it is, and when."""

    call: Call
    id: str
    part: str
    now: datetime
    on: OnNow | None
    following: OnNow | None

    @property
    def moment(self) -> int:
        return milliseconds(self.now)

    @property
    def hour(self) -> int:
        """When this one began; 0 where none is on."""
        return milliseconds(self.on.start) if self.on else 0

    @property
    def until(self) -> int:
        """When this hour is over, for what ends with it: its overrun with it, once that began."""
        end = self.on.end if self.on else self.now + timedelta(minutes=1)
        return milliseconds(end if self.now < end else end + OVERRUN)


class Asking:
    """Of one web process."""

    def __init__(self, redis_url: str) -> None:
        self._connection = store.connect_async(redis_url, timeout=WAIT, at_once=AT_ONCE)

    async def open(self) -> None:
        """Connects before anybody waits for that, in half a second at most."""
        for _ in range(5):
            if await self.ask("return 1") is not None:
                return

    async def close(self) -> None:
        await self._connection.aclose()

    async def ask(self, script: str, *arguments: str | int | bytes) -> Any:
        """What Redis answers in time, else None."""
        try:
            async with asyncio.timeout(WAIT):
                try:
                    return await cast(
                        Any, self._connection.evalsha(store.sha(script), 0, *arguments)
                    )
                except redis.exceptions.NoScriptError:  # of a server that began anew
                    return await cast(Any, self._connection.eval(script, 0, *arguments))
        except (redis.exceptions.RedisError, OSError, TimeoutError):
            return None  # the keeper tells of it
        except Exception as error:
            log.error("what is known of a room could not be read", **failure(error))
            return None

    async def surely(self, script: str, *arguments: str | int | bytes) -> Any:
        """The same. Raises Unknown instead of None."""
        answer = await self.ask(script, *arguments)
        if answer is None:
            raise Unknown
        return answer

    async def patch(self, part: str, call: str, **fields: Any) -> None:
        """Other values for some fields of a `Someone`. Raises Unknown."""
        await self.surely(scripts.PATCH, part, call, msgspec.json.encode(fields))

    async def set_facts(self, part: str, **facts: str | int) -> None:
        """Other values for some fields of `Facts`. Raises Unknown."""
        flat = [each for pair in facts.items() for each in pair]
        await self.surely(scripts.FACTS, part, *flat)
