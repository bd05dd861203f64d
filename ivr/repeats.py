"""A key that does something does it once, though the carrier may send its webhook again.

It sends one again that was not answered in time, or whose answer it lost (`overrides.py`), with the
same token; a process that hung may even come to the first one after the repeat was answered. So for
such keys what the first one was answered is kept in Redis for a while, and the repeat is answered
the same. Without Redis each is done as it comes: one that hangs costs a caller 100 ms.
"""

import asyncio
import re
from time import monotonic

from starlette.requests import Request

from ivr import store
from ivr.carrierids import call_id
from ivr.desk.desk import CHANGES
from ivr.rooms.asking import Asking
from ivr.rooms.keys import DOES
from ivr.settings import Settings
from ivr.signature import FORM

ONCE = CHANGES | {f"{node}+{verb}" for node in ("room", "lead") for verb in DOES}
"""Where a key leads that changes something, and would change it back or once more."""

TOKEN = "i-twilio-idempotency-token"  # noqa: S105 - the header in which all attempts are one

WAIT, LOOK = 1.5, 0.1
"""Seconds in which the first one may still be answered, and between two looks."""

_TOKEN = re.compile(r"[A-Za-z0-9-]{1,64}")

BEGIN = f"""
local found = redis.call('GET', ARGV[1])
if found then return found end
redis.call('SET', ARGV[1], '', 'EX', {store.REPEATED.lifetime})
return 0
"""

KEEP = f"return redis.call('SET', ARGV[1], ARGV[2], 'EX', {store.REPEATED.lifetime})"


class Unanswered(Exception):
    """The first one was begun, and nobody can tell whether it was done."""


class Repeats:
    """Of one web process."""

    def __init__(self, settings: Settings) -> None:
        self._redis = Asking(settings.redis_url)

    async def open(self) -> None:
        await self._redis.open()

    async def close(self) -> None:
        await self._redis.close()

    async def answered(self, key: str) -> bytes | None:
        """What that webhook was answered before; b"" for the first one, whose answer is to be kept;
        None where nobody can tell. Raises Unanswered."""
        if not key:
            return None
        found = await self._redis.ask(BEGIN, key)
        if not isinstance(found, bytes):
            return None if found is None else b""
        until = monotonic() + WAIT
        while not found:
            if monotonic() > until:
                raise Unanswered
            await asyncio.sleep(LOOK)
            found = await self._redis.ask(BEGIN, key)
        return bytes(found)

    async def keep(self, key: str, document: bytes) -> None:
        await self._redis.ask(KEEP, key, document)


def token_of(request: Request) -> str:
    """The same in all attempts of one webhook; "" where there is none."""
    token = request.headers.get(TOKEN, "")
    return token if _TOKEN.fullmatch(token) else ""


def key_of(request: Request) -> str:
    """Of a webhook; "" for one whose repeat could not be told from another."""
    call, token = call_id(request.scope[FORM]), token_of(request)
    return store.REPEATED.of(call, token) if call and token else ""
