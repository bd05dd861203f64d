"""What happens to the sets of calls to be forgotten, each in one step that Redis does whole.

A process that is killed leaves the sets as true as before: a call is always in the set of what is
due, and with it either among those that wait for their deletion or among those deleted, on which
the line looks again until the carrier shows nothing of them.

All times are seconds since the epoch. KEYS are `KEYS` of `ivr.erasure.due`, in that order.
"""

NOTE = """
local due, waiting, ledger, noted = KEYS[1], KEYS[2], KEYS[5], KEYS[7]
local call, over, now = ARGV[1], ARGV[2], ARGV[3]
if redis.call('ZADD', due, 'NX', over, call) == 0 then return 0 end
redis.call('ZADD', waiting, 'NX', over, call)
redis.call('ZADD', noted, 'NX', now, call)
redis.call('HINCRBY', ledger, 'noted', 1)
return 1
"""
"""A call begins: ARGV call, when it is surely over, now. One whose end was told before stays so."""

END = """
local due, waiting, deleted, ledger, noted = KEYS[1], KEYS[2], KEYS[3], KEYS[5], KEYS[7]
local call, over, erase, longest = ARGV[1], ARGV[2], ARGV[3], ARGV[4]
if redis.call('ZSCORE', deleted, call) then return 0 end
if not redis.call('ZSCORE', due, call) then redis.call('HINCRBY', ledger, 'noted', 1) end
redis.call('ZADD', noted, 'NX', over, call)
local known, since = redis.call('ZSCORE', waiting, call), redis.call('ZSCORE', noted, call)
if known and tonumber(known) < since + longest - 1 then return 0 end
redis.call('ZADD', due, 'LT', erase, call)
redis.call('ZADD', waiting, over, call)
return 1
"""
"""A call has ended: ARGV call, when, when to erase it, after how long a call is thought over.

Told twice it changes nothing. An end that was only thought gives way to the one that is told.
"""

FIND = """
local due, waiting, deleted, ledger, noted = KEYS[1], KEYS[2], KEYS[3], KEYS[5], KEYS[7]
local call, over, now, longest = ARGV[1], ARGV[2], ARGV[3], ARGV[4]
if redis.call('ZSCORE', deleted, call) then return 0 end
local known, since = redis.call('ZSCORE', waiting, call), redis.call('ZSCORE', noted, call)
if known and since and tonumber(known) < since + longest - 1 then return 0 end
if not known then redis.call('HINCRBY', ledger, 'noted', 1) end
redis.call('ZADD', noted, 'NX', now, call)
redis.call('ZADD', due, 'LT', now, call)
redis.call('ZADD', waiting, over, call)
redis.call('HINCRBY', ledger, 'swept', 1)
return 1
"""
"""The carrier lists an ended call: ARGV call, when it ended, now, after how long a call is thought
over. Counts those nobody told of."""

GOES_ON = """
local due, waiting = KEYS[1], KEYS[2]
local call, next = ARGV[1], ARGV[2]
if not redis.call('ZSCORE', waiting, call) then return 0 end
redis.call('ZADD', due, 'XX', next, call)
redis.call('ZADD', waiting, 'XX', 'GT', next, call)
return 1
"""
"""A call that was thought to be over goes on: ARGV call, when to look again."""

CLAMP = """
local due, waiting = KEYS[1], KEYS[2]
local now, furthest = ARGV[1], ARGV[2]
local moved = 0
for _, call in ipairs(redis.call('ZRANGEBYSCORE', due, '(' .. furthest, '+inf')) do
  redis.call('ZADD', due, 'XX', now, call)
  redis.call('ZADD', waiting, 'XX', 'LT', now, call)
  moved = moved + 1
end
return moved
"""
"""A clock was wrong: ARGV now, the furthest time that is ever set. What lies behind is due now."""

TAKE = """
local due, deleted, tries = KEYS[1], KEYS[3], KEYS[4]
local now, lease, most = ARGV[1], ARGV[2], ARGV[3]
local taken = {}
for _, call in ipairs(redis.call('ZRANGEBYSCORE', due, '-inf', now, 'LIMIT', 0, most)) do
  redis.call('ZADD', due, 'XX', lease, call)
  local at, times = redis.call('ZSCORE', deleted, call), redis.call('HGET', tries, call)
  table.insert(taken, {call, at or '', times or '0'})
end
return taken
"""
"""Takes what is due: ARGV now, until when it is lent, how many. Unless worked off it comes back."""

DELETE = """
local due, waiting, deleted, tries = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local ledger, seconds = KEYS[5], KEYS[6]
local call, now = ARGV[1], ARGV[2]
redis.call('HDEL', tries, call)
local over = redis.call('ZSCORE', waiting, call)
if not over then return 0 end
redis.call('ZREM', waiting, call)
redis.call('ZADD', deleted, 'NX', now, call)
redis.call('HINCRBY', ledger, 'erased', 1)
local took = math.max(tonumber(now) - tonumber(over), 0)
redis.call('HINCRBYFLOAT', seconds, 'sum', took)
for place = 3, #ARGV do
  if took <= tonumber(ARGV[place]) then
    redis.call('HINCRBY', seconds, ARGV[place], 1)
    return 1
  end
end
redis.call('HINCRBY', seconds, '+Inf', 1)
return 1
"""
"""The carrier says deleted: ARGV call, now, then the bounds of the histogram."""

POSTPONE = """
local due, tries, ledger = KEYS[1], KEYS[4], KEYS[5]
local call, next, why = ARGV[1], ARGV[2], ARGV[3]
if not redis.call('ZSCORE', due, call) then return 0 end
redis.call('ZADD', due, 'XX', next, call)
redis.call('HINCRBY', tries, call, 1)
redis.call('HINCRBY', ledger, why, 1)
return 1
"""
"""Not yet: ARGV call, when again, under which name to count it."""

PROVE = """
local due, waiting, deleted, tries = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local ledger, noted = KEYS[5], KEYS[7]
local call = ARGV[1]
if redis.call('ZREM', due, call) == 0 then return 0 end
redis.call('ZREM', noted, call)
redis.call('ZREM', waiting, call)
redis.call('ZREM', deleted, call)
redis.call('HDEL', tries, call)
redis.call('HINCRBY', ledger, 'proven', 1)
return 1
"""
"""The carrier knows nothing of the call any more: ARGV call. The last of it goes here, too."""
