"""What is looked up and done for whoever types a PIN: before an answer, and never for a caller.

The flow stays a function of what is found. Each look-up checks anew that the person is still an
operator: a PIN that is taken away ends at the next key.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import structlog
from redis.exceptions import RedisError

from ivr import store
from ivr.call import MOST_TRIES, Call, DamagedCall
from ivr.deskwork import Office, Work
from ivr.found import AWAY, Found
from ivr.log import failure
from ivr.people.book import Book
from ivr.people.pins import Pins
from ivr.prompts import Prompts
from ivr.recordings.library import Library
from ivr.recordings.storage import StoreAway, storage_of
from ivr.recordings.takes import Takes
from ivr.settings import Settings
from ivr.turn import Turn

log = structlog.get_logger()

AT_ONCE = 4
"""Operators who are waited for at a time: a store that hangs keeps no others."""

LONGEST = 8.0
"""Seconds for one of them; the carrier waits fifteen."""


class Desk:
    """Of one web process. `clock` gives aware UTC times."""

    def __init__(self, settings: Settings, prompts: Prompts, clock: Callable[[], datetime]) -> None:
        self.pins = Pins(settings, clock)
        storage = storage_of(settings)
        self._connection = connection = store.connect(settings.redis_url, timeout=2.0)
        self.office = Office(
            settings,
            prompts,
            clock,
            Library(connection, storage, clock),
            Book(connection, storage, settings, clock),
            Takes(connection, clock),
        )
        self._threads = ThreadPoolExecutor(AT_ONCE, "desk")

    async def attend(
        self, target: str, turn: Turn, call_id: str, recording: str, mark: str
    ) -> Found | None:
        """What `target` needs of us. `recording` is the id of one just made. Never raises but

        DamagedCall.
        """
        try:
            if target == "pin":
                return await self._pin(turn, mark)
            work = Work(self.office, target, turn, call_id, recording)
            async with asyncio.timeout(LONGEST):
                return await asyncio.get_running_loop().run_in_executor(self._threads, work.found)
        except DamagedCall:
            raise
        except (RedisError, StoreAway, OSError, TimeoutError) as error:
            log.warning("an operator on the telephone has to wait", **failure(error))
        except Exception as error:
            log.error("a step of an operator on the telephone failed", **failure(error))
        return AWAY

    async def ready(self, call: Call, call_id: str, recording: str) -> None:
        """The carrier tells that a recording can be fetched. Raises DamagedCall for another's."""
        loop = asyncio.get_running_loop()
        await loop.run_in_executor(self._threads, self.office.begin, call, call_id, recording)

    async def close(self) -> None:
        """When the process ends."""
        self._threads.shutdown(wait=False, cancel_futures=True)
        self._connection.close()
        await self.pins.close()

    async def _pin(self, turn: Turn, mark: str) -> Found:
        if turn.call.tries >= MOST_TRIES:
            return Found("over")
        answer = await self.pins.check(turn.key, mark)
        return Found(answer.outcome, answer.person)
