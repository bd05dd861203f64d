"""Signing in at the console: a name, a password and, where it is on, an authenticator's code.

Tries are counted before anything is hashed, for names that nobody has as well: the first five are
checked at once, further ones only after a pause that grows. Those of browsers in which the person
signed in before are counted apart: no stranger's tries keep anybody out there.
"""

import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, Literal

import msgspec
import redis

from ivr import store
from ivr.people import onetime
from ivr.people.book import Book
from ivr.people.hashing import is_right, letters, secret_of
from ivr.people.locks import name_key
from ivr.people.person import Person
from ivr.settings import Settings

FREELY = 5
"""Tries under one name before the first pause."""

PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(minutes=15)
"""The first one, which doubles with each try, and the last."""

IN_A_MINUTE = 30
"""Passwords checked, of all names; of strange browsers so many, and of known ones."""

_hashing = threading.Semaphore(2)
"""Each of these takes the memory of a slow hash."""

RESERVE = """
local name, all = KEYS[1], KEYS[2]
local now, try = tonumber(ARGV[1]), ARGV[2]
local freely, pause, longest = tonumber(ARGV[3]), tonumber(ARGV[4]), tonumber(ARGV[5])
local name_lives, in_a_minute, minute = tonumber(ARGV[6]), tonumber(ARGV[7]), tonumber(ARGV[8])
local count = tonumber(redis.call('HGET', name, 'count') or 0)
local before = redis.call('HGET', name, 'last') or '0'
local last = math.min(tonumber(before), now)
if now - last >= name_lives then count = 0 end
if count >= freely then
  local left = last + math.min(pause * 2 ^ (count - freely), longest) - now
  if left > 0 then return {math.ceil(left), before} end
end
redis.call('ZREMRANGEBYSCORE', all, '-inf', now - minute)
if redis.call('ZCARD', all) >= in_a_minute then
  local oldest = redis.call('ZRANGE', all, 0, 0, 'WITHSCORES')
  return {math.max(math.ceil(tonumber(oldest[2]) + minute - now), 1), before}
end
redis.call('ZADD', all, ARGV[1], try)
redis.call('EXPIRE', all, minute)
redis.call('HSET', name, 'count', count + 1, 'last', ARGV[1])
redis.call('EXPIRE', name, name_lives)
return {0, before}
"""
"""Seconds to wait, or 0 and the try counts as a wrong one; and when the one before was."""

GIVE_BACK = """
if redis.call('EXISTS', KEYS[1]) == 0 then return 0 end
if redis.call('HGET', KEYS[1], 'last') == ARGV[1] then
  redis.call('HSET', KEYS[1], 'last', ARGV[2])
end
return redis.call('HINCRBY', KEYS[1], 'count', -1)
"""
"""It was no wrong try: only the code is missing."""

USE = """
if tonumber(redis.call('GET', KEYS[1]) or 0) >= tonumber(ARGV[1]) then return 0 end
redis.call('SET', KEYS[1], ARGV[1], 'EX', ARGV[2])
return 1
"""
"""A code counts once, and none that was shown before it."""


class Answer(msgspec.Struct, frozen=True):
    """`code wanted`: name and password are right, ask for the code with them. `seconds` to wait."""

    outcome: Literal["in", "code wanted", "no", "wait"]
    person: Person | None = None  # who is in
    seconds: int = 0


NO = Answer("no")


class SignIn:
    """`clock` gives aware UTC times."""

    def __init__(
        self,
        connection: redis.Redis,
        book: Book,
        settings: Settings,
        clock: Callable[[], datetime],
    ) -> None:
        self._connection = connection
        self._book = book
        self._settings = settings
        self._clock = clock

    def check(self, name: str, password: str, code: str, *, known: bool = False) -> Answer:
        """Whether that lets somebody in; takes a tenth of a second.

        `known`: the browser is one in which that person signed in, or is signed in just now.

        Raises SettingsError without IVR_SECRET, redis.RedisError, and StoreAway while Redis is
        empty and the store of recordings cannot be reached.
        """
        secret = secret_of(self._settings)
        key, now = name_key(secret, name, known=known), self._clock()
        of_all = store.SIGN_INS.of("known" if known else "strange")
        seconds, before = self._reserve(key, of_all, now)
        if seconds:
            return Answer("wait", seconds=seconds)
        person = self._book.named(name)
        kept = person.password if person and person.signs_in else ""
        with _hashing:
            right = is_right(secret, "password", password, kept)
        if person is None or not right:
            return NO
        if person.code_salt and not code.strip():
            self._connection.eval(GIVE_BACK, 1, key, _stamp(now), before)
            return Answer("code wanted")
        if person.code_salt and not self._used(secret, person, code, now):
            return NO
        self._connection.delete(key)
        return Answer("in", person)

    def _reserve(self, key: str, of_all: str, now: datetime) -> tuple[int, bytes]:
        found: Any = self._connection.eval(
            *(RESERVE, 2, key, of_all, _stamp(now), letters(16), FREELY),
            *(PAUSE.total_seconds(), LONGEST_PAUSE.total_seconds()),
            *(store.SIGN_IN_TRIES.lifetime or 0, IN_A_MINUTE, store.SIGN_INS.lifetime or 0),
        )
        return int(found[0]), found[1]

    def _used(self, secret: bytes, person: Person, code: str, now: datetime) -> bool:
        """Whether the code is right, and was not used before."""
        begins = onetime.matched(secret, person.code_salt, code, now)
        key = store.CODE_USED.of(person.number)
        if begins is None:
            return False
        return bool(self._connection.eval(USE, 1, key, begins, store.CODE_USED.lifetime or 0))


def _stamp(now: datetime) -> str:
    return f"{now.timestamp():.3f}"
