"""PINs, checked while a caller waits: one slow hash after the other, away from the event loop.

Whatever cannot be told at once is "later": the caller hears that it is not possible just now.
"""

import asyncio
import os
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any, Literal, cast

import msgspec
import structlog

from ivr import store
from ivr.log import failure
from ivr.people import locks
from ivr.people.hashing import derived, in_letters, is_right, letters, secret_of
from ivr.people.kept import Kept
from ivr.people.person import Person
from ivr.people.pin import is_pin
from ivr.recordings.storage import storage_of
from ivr.settings import Settings

WAITING = 9
"""Checks that may wait for the one that is hashed; more are told "later"."""

WAIT = 0.1
"""Seconds for each of the two looks into Redis, before the hash and after a right one."""

HASHED_WITHIN = 5.0
"""Seconds until a hash is there, where the machine is busy: the carrier waits for fifteen."""

FILL_AGAIN = timedelta(minutes=1)
"""Until an empty Redis is tried to be filled again."""

GIVES_WAY = 10
"""How nice the threads are that hash: next to an answer they have a tenth of a processor."""

log = structlog.get_logger()


class PinAnswer(msgspec.Struct, frozen=True):
    """`later`: Redis is away, too many check, or too many tries came from this mark."""

    outcome: Literal["right", "wrong", "locked", "later"]
    person: Person | None = None  # of a right one


WRONG, LOCKED, LATER = PinAnswer("wrong"), PinAnswer("locked"), PinAnswer("later")


class _People(msgspec.Struct, frozen=True):
    """What is needed of the state here."""

    people: dict[str, Person] = {}


class Pins:
    """Of one web process."""

    def __init__(self, settings: Settings, clock: Callable[[], datetime]) -> None:
        self._settings = settings
        self._clock = clock
        self._connection = store.connect_async(settings.redis_url, timeout=WAIT)
        self._hasher = ThreadPoolExecutor(1, "pin", _give_way)
        self._inside = 0
        self._filling: asyncio.Task[None] | None = None
        self._filled = clock() - 2 * FILL_AGAIN

    async def check(self, digits: str, mark: str, token: str = "") -> PinAnswer:
        """Whose PIN that is. `mark` is the caller's, "" where there is none; with one `token` it is
        one try, however often the carrier sends it. Never raises."""
        if not is_pin(digits):
            return WRONG
        if self._inside > WAITING:
            return LATER
        self._inside += 1
        try:
            return await self._checked(digits, mark, token)
        except Exception as error:  # whatever it is, a caller waits for an answer
            log.error("a PIN could not be checked", **failure(error))
            return LATER
        finally:
            self._inside -= 1

    async def close(self) -> None:
        self._hasher.shutdown(wait=False, cancel_futures=True)
        if self._filling is not None:
            await asyncio.wait({self._filling})
        await self._connection.aclose()

    async def _checked(self, digits: str, mark: str, token: str) -> PinAnswer:
        secret = secret_of(self._settings)
        attempt = in_letters(derived(secret, "try", token)[:8]) if token else letters(16)
        number, now = digits[:3], self._clock()
        keys = locks.pin_keys(number, mark)
        verdict, people = await self._asked(
            locks.RESERVE, keys, locks.reserving(attempt, mark, now)
        )
        if verdict == b"nobody":
            self._fill()
        if verdict != b"try":
            return LOCKED if verdict == b"locked" else LATER
        person = _person(people, number)
        kept = person.pin if person else ""
        hashing = asyncio.get_running_loop().run_in_executor(
            self._hasher, is_right, secret, "pin", digits, kept
        )
        right = await asyncio.wait_for(hashing, HASHED_WITHIN)
        if person is None or not right:
            return WRONG
        same = _person(await self._asked(locks.WAS_RIGHT, keys, [attempt]), number)
        if same is None or same.pin != person.pin:  # removed, or another PIN, in this moment
            return WRONG
        return PinAnswer("right", same)

    async def _asked(self, script: str, keys: list[str], arguments: list[str | int | float]) -> Any:
        """Raises RedisError, OSError, TimeoutError."""
        async with asyncio.timeout(WAIT):
            return await cast(Any, self._connection.eval(script, len(keys), *keys, *arguments))

    def _fill(self) -> None:
        """An empty Redis is filled behind the call: the store of recordings may be slow."""
        running = self._filling is not None and not self._filling.done()
        if not running and self._clock() - self._filled > FILL_AGAIN:
            self._filled = self._clock()
            self._filling = asyncio.create_task(asyncio.to_thread(_filled, self._settings))


def _filled(settings: Settings) -> None:
    with store.connect(settings.redis_url) as connection:
        try:
            Kept(connection, storage_of(settings)).open()
        except Exception as error:
            log.error("the people could not be filled into an empty Redis", **failure(error))


def _person(state: bytes | None, number: str) -> Person | None:
    return msgspec.json.decode(state or b"{}", type=_People).people.get(number)


def _give_way() -> None:
    """A thread that hashes takes what answers leave of the processors: on Linux each has its own
    priority. Who guesses PINs on many calls would else delay all others by the time of a hash."""
    if sys.platform == "linux":
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), GIVES_WAY)
