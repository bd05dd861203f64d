"""Counts the calls that begin from one number, by its mark, where no caller waits for it.

A mark that is over a limit counts as such for ten minutes after its last call over it; each web
process reads these marks in the background (`callers.py`).
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from ivr import store
from ivr.settings import Limits

HOUR = timedelta(hours=1)
OVER = timedelta(seconds=store.NUISANCE_OVER.lifetime or 0)
"""So long after its last call over a limit a number's calls only listen."""

KEPT = 2000
"""Calls remembered of one mark, the latest ones: more than any limit."""

COUNT = """
local calls, over, waiting = KEYS[1], KEYS[2], KEYS[3]
local call, mark, now, hour_ago, until_ = ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5]
local at_once, in_an_hour = tonumber(ARGV[6]), tonumber(ARGV[7])
local calls_live, over_lives, kept = tonumber(ARGV[8]), tonumber(ARGV[9]), tonumber(ARGV[10])
redis.call('ZADD', calls, 'NX', now, call)
redis.call('ZREMRANGEBYSCORE', calls, '-inf', tonumber(now) - calls_live)
redis.call('ZREMRANGEBYRANK', calls, 0, -kept - 1)
redis.call('EXPIRE', calls, calls_live)
local many = in_an_hour > 0 and redis.call('ZCOUNT', calls, hour_ago, now) > in_an_hour
if not many and at_once > 0 and redis.call('ZCARD', calls) > at_once then
  local running = 0
  for _, each in ipairs(redis.call('ZRANGE', calls, 0, -1)) do
    local ends = redis.call('ZSCORE', waiting, each)
    if ends and tonumber(ends) > tonumber(now) then running = running + 1 end
  end
  many = running > at_once
end
if not many then return 0 end
redis.call('ZADD', over, 'GT', until_, mark)
redis.call('EXPIRE', over, over_lives)
return 1
"""
"""A call begins. Repeated it changes nothing, and tells again whether the mark is over a limit."""

Step = tuple[str, Sequence[str], Sequence[str | float]]
"""A script, its keys and its arguments."""


def begins(call: str, mark: str, limits: Limits, now: datetime) -> Step:
    """How many run at once is known only where calls are noted to be forgotten."""
    keys = (
        store.NUISANCE.of(mark),
        store.NUISANCE_OVER.of(),
        store.FORGET_WAITING.of(),
    )
    arguments = (
        *(call, mark, now.timestamp(), (now - HOUR).timestamp(), (now + OVER).timestamp()),
        *(limits.calls_at_once, limits.calls_in_an_hour),
        *(store.NUISANCE.lifetime or 0, store.NUISANCE_OVER.lifetime or 0, KEPT),
    )
    return COUNT, keys, arguments
