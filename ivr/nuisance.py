"""Counts the calls that begin from one number, by its mark, where no caller waits for it.

A mark that is over a limit counts as such for no longer than it must; each web process reads these
marks in the background (`callers.py`).
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from ivr import store
from ivr.settings import Limits

HOUR = timedelta(hours=1)

RUNS = timedelta(minutes=30)
"""So long a call of whose end nobody has told counts as going on: ends get lost."""

OVER_AT_ONCE = timedelta(minutes=1)
OVER_IN_AN_HOUR = timedelta(seconds=store.LIMITED.lifetime or 0)
"""So long after its last call over a limit a number's calls only listen; after many in an hour at
most so long, and not when the hour has room for one more."""

KEPT = 2000
"""Calls remembered of one mark, the latest ones: more than any limit."""

COUNT = """
local calls, limited, waiting = KEYS[1], KEYS[2], KEYS[3]
local call, mark, now = ARGV[1], ARGV[2], tonumber(ARGV[3])
local at_once, in_an_hour = tonumber(ARGV[4]), tonumber(ARGV[5])
local hour, runs = tonumber(ARGV[6]), tonumber(ARGV[7])
local over_at_once, over_in_an_hour = tonumber(ARGV[8]), tonumber(ARGV[9])
local calls_live, limited_lives, kept = tonumber(ARGV[10]), tonumber(ARGV[11]), tonumber(ARGV[12])
redis.call('ZADD', calls, 'NX', ARGV[3], call)
redis.call('ZREMRANGEBYSCORE', calls, '-inf', now - calls_live)
redis.call('ZREMRANGEBYRANK', calls, 0, -kept - 1)
redis.call('EXPIRE', calls, calls_live)
local over_until = 0
if in_an_hour > 0 and redis.call('ZCOUNT', calls, now - hour, ARGV[3]) > in_an_hour then
  local last = redis.call('ZREVRANGEBYSCORE', calls, ARGV[3], '-inf',
    'WITHSCORES', 'LIMIT', in_an_hour - 1, 1)
  over_until = math.min(now + over_in_an_hour, tonumber(last[2]) + hour)
end
if at_once > 0 and redis.call('ZCARD', calls) > at_once then
  local running = 0
  local late = redis.call('ZRANGEBYSCORE', calls, '(' .. now - runs, '+inf')
  for _, ends in ipairs(#late > 0 and redis.call('ZMSCORE', waiting, unpack(late)) or {}) do
    if ends and tonumber(ends) > now then running = running + 1 end
  end
  if running > at_once then over_until = math.max(over_until, now + over_at_once) end
end
if over_until <= now then return 0 end
redis.call('ZADD', limited, 'GT', string.format('%.3f', over_until), mark)
redis.call('EXPIRE', limited, limited_lives)
return 1
"""
"""A call begins. Repeated it changes nothing, and tells again whether the mark is over a limit."""

Step = tuple[str, Sequence[str], Sequence[str | float]]
"""A script, its keys and its arguments."""


def begins(call: str, mark: str, limits: Limits, now: datetime) -> Step:
    """How many run at once is known only where calls are noted to be forgotten."""
    keys = (
        store.NUISANCE.of(mark),
        store.LIMITED.of(),
        store.FORGET_WAITING.of(),
    )
    arguments: tuple[str | float, ...] = (
        *(call, mark, now.timestamp(), limits.calls_at_once, limits.calls_in_an_hour),
        *(each.total_seconds() for each in (HOUR, RUNS, OVER_AT_ONCE, OVER_IN_AN_HOUR)),
        *(store.NUISANCE.lifetime or 0, store.LIMITED.lifetime or 0, KEPT),
    )
    return COUNT, keys, arguments
