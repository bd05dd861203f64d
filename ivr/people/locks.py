"""How often somebody may try: counted in Redis before anything is hashed, in one step each.

So no number of tries at the same time can exceed a limit, and a process that dies in the middle
has counted its try as a wrong one. `now` is the caller's clock, in seconds since the epoch.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

import redis

from ivr import store
from ivr.people.hashing import derived, in_letters
from ivr.people.person import folded

WRONG_BEFORE_LOCK = 10
"""Wrong PINs in a row, after which the three digits are locked."""

LOCKED_FOR = timedelta(seconds=store.PIN_LOCKED.lifetime or 0)

WRONG_FROM_A_MARK = 10
WRONG_FROM_UNMARKED = 100
"""Wrong PINs in an hour; the second for all callers together whom no mark tells apart."""

UNMARKED = "none"

RESERVE = """
local locked, wrong, tries, state = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local now, try = tonumber(ARGV[1]), ARGV[2]
local before_lock, from_mark = tonumber(ARGV[3]), tonumber(ARGV[4])
local locked_for, wrong_lives, hour = tonumber(ARGV[5]), tonumber(ARGV[6]), tonumber(ARGV[7])
local people = redis.call('GET', state)
if not people then return {'nobody', ''} end
redis.call('ZREMRANGEBYSCORE', tries, '-inf', now - hour)
if redis.call('ZSCORE', tries, try) then return {'try', people} end
if redis.call('ZCARD', tries) >= from_mark then return {'later', ''} end
local since = redis.call('GET', locked)
if since and tonumber(since) + locked_for > now then return {'locked', ''} end
redis.call('ZADD', tries, ARGV[1], try)
redis.call('EXPIRE', tries, hour)
if redis.call('INCR', wrong) >= before_lock then
  redis.call('DEL', wrong)
  redis.call('SET', locked, ARGV[1], 'EX', locked_for)
else
  redis.call('EXPIRE', wrong, wrong_lives)
end
return {'try', people}
"""
"""A try with a PIN counts as wrong from here on, and the one that makes too many locks. The same
try once more counts no more, and is looked at again: nobody knows what came of the first one."""

WAS_RIGHT = """
redis.call('DEL', KEYS[1], KEYS[2])
redis.call('ZREM', KEYS[3], ARGV[1])
return redis.call('GET', KEYS[4])
"""
"""It was right after all: the person's count begins anew, and the mark has one try less. Returns
the people as they are now."""


def pin_keys(number: str, mark: str) -> list[str]:
    """The keys of both scripts. Numbers of nobody are counted and locked like all others."""
    tries = store.PIN_TRIES.of(mark or UNMARKED)
    return [*lock_keys(number), tries, store.PEOPLE_STATE.of()]


def lock_keys(number: str) -> list[str]:
    """What a lifted lock leaves nothing of."""
    return [store.PIN_LOCKED.of(number), store.PIN_WRONG.of(number)]


def reserving(attempt: str, mark: str, now: datetime) -> list[str | int | float]:
    """The arguments of RESERVE; `attempt` is a word that no other try has, and this one has each
    time that the carrier sends it."""
    return [
        f"{now.timestamp():.3f}",
        attempt,
        WRONG_BEFORE_LOCK,
        WRONG_FROM_A_MARK if mark else WRONG_FROM_UNMARKED,
        store.PIN_LOCKED.lifetime or 0,
        store.PIN_WRONG.lifetime or 0,
        store.PIN_TRIES.lifetime or 0,
    ]


def locked(connection: redis.Redis, numbers: Iterable[str], now: datetime) -> dict[str, datetime]:
    """Which of these are locked, and since when."""
    asked = list(numbers)
    answers: Any = connection.mget([store.PIN_LOCKED.of(each) for each in asked]) if asked else []
    since = {
        number: datetime.fromtimestamp(float(answer), UTC)
        for number, answer in zip(asked, answers, strict=True)
        if answer is not None
    }
    return {number: when for number, when in since.items() if when + LOCKED_FOR > now}


def name_key(secret: bytes, name: str, *, known: bool = False) -> str:
    """Where tries to sign in under a name are counted; those of browsers that are `known` apart.

    The name cannot be read out of it: some type their password there.
    """
    short = derived(secret, "known name" if known else "name", folded(name))[:5]
    return store.SIGN_IN_TRIES.of(in_letters(short))


def name_keys(secret: bytes, name: str) -> list[str]:
    """What a lifted wait leaves nothing of."""
    return [name_key(secret, name), name_key(secret, name, known=True)]
