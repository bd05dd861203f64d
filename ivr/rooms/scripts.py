"""What Redis does in one go for a room: many web processes and workers write at the same time.

Each script begins with the names of a part's keys. An entry of `people` is the JSON of a `Someone`,
times are milliseconds since the epoch.
"""

from ivr import store
from ivr.rooms.names import MOST_PARTS

WELCOME = 60_000
"""Milliseconds in which whoever is alone hears what is said first."""

COMING, MENU, INSIDE = 120_000, 90_000, 5 * 3600_000
"""Milliseconds for which somebody counts who is on the way in, out by star, and in."""

SURELY_IN = 1800_000
"""Milliseconds: who counts for longer is in. More than those out count for, and clocks differ by;
less than is left of INSIDE in the longest call."""


def _key(key: store.Key, *names: str) -> str:
    """A key, of what these variables hold."""
    return "'" + key.pattern.format(*(f"' .. {name} .. '" for name in names)) + "'"


_NAMES = f"""
local LIFE = {store.ROOM_PEOPLE.lifetime}
local function people(part) return {_key(store.ROOM_PEOPLE, "part")} end
local function here(part) return {_key(store.ROOM_HERE, "part")} end
local function facts(part) return {_key(store.ROOM_FACTS, "part")} end
local function hands(part) return {_key(store.ROOM_HANDS, "part")} end
local function get(part, call)
  local found = redis.call('HGET', people(part), call)
  if found then return cjson.decode(found) end
  return nil
end
local function put(part, call, entry)
  if redis.call('HSET', people(part), call, cjson.encode(entry)) == 1 then
    redis.call('EXPIRE', people(part), LIFE)
  end
end
local function counts(part, call, till)
  if redis.call('ZADD', here(part), till, call) == 1 then
    redis.call('EXPIRE', here(part), LIFE)
  end
end
local function leaves(part, call, entry, now)
  entry.state, entry.since, entry.held = 'gone', now, false
  put(part, call, entry)
  redis.call('ZREM', here(part), call)
  redis.call('ZREM', hands(part), call)
end
local function know(part, ...)
  redis.call('HSET', facts(part), ...)
  redis.call('EXPIRE', facts(part), LIFE)
end
local function comes_to(part, call, now)
  redis.call('ZADD', '{store.ROOMS.of()}', now, part)
  redis.call('EXPIRE', '{store.ROOMS.of()}', LIFE)
  redis.call('SET', {_key(store.ROOM_OF, "call")}, part, 'EX', LIFE)
end
local function inside(part, now, held)
  local known = redis.call('HMGET', facts(part), 'started', 'met')
  local n = redis.call('ZCOUNT', here(part), now + {SURELY_IN}, '+inf')
  if n == 1 then
    local last = redis.call('ZRANGEBYSCORE', here(part), now + {SURELY_IN}, '+inf')[1]
    held = (get(part, last) or {{}}).held
  end
  return {{n, held and 1 or 0, known[1] == '1' and 1 or 0, known[2] == '1' and 1 or 0}}
end
"""
"""A lifetime begins anew with each call that was not there before: none lasts so long."""

ADMIT = (
    _NAMES
    + f"""
local room, part, call, now = ARGV[1], ARGV[2], ARGV[3], tonumber(ARGV[4])
local most, speakers = tonumber(ARGV[5]), tonumber(ARGV[6])
local mark, query, leads = ARGV[7], ARGV[8], ARGV[9]
local function no_more(who)
  return redis.call('SISMEMBER', '{store.NO_MORE.of()}', who) == 1
end
if leads ~= '' and no_more(leads) then leads = '' end
local default, hour, wish, token = ARGV[10], ARGV[11], ARGV[12] == '1', ARGV[13]
local barred = redis.call('ZMSCORE', {_key(store.ROOM_BARRED, "room")}, call, mark)
for i = 1, 2 do
  if barred[i] and tonumber(barred[i]) > now then return {{'barred'}} end
end
local function others(name)
  local n = redis.call('ZCOUNT', here(name), now, '+inf')
  local own = redis.call('ZSCORE', here(name), call)
  if own and tonumber(own) >= now then n = n - 1 end
  return n
end
local function led(name)
  if leads ~= '' then return true end
  for _, each in ipairs(redis.call('HVALS', people(name))) do
    if string.find(each, '"leads":"%a') then
      local someone = cjson.decode(each)
      if someone.state ~= 'gone' and not no_more(someone.leads) then return true end
    end
  end
  return false
end
local known = get(part, call)
local passed = ''
if not known or known.state == 'gone' then
  if leads ~= '' then most = most + 10 end
  local n = tonumber(string.match(part, '%.(%d+)$') or '1')
  while n < {MOST_PARTS} do
    local locked = tonumber(redis.call('HGET', facts(part), 'locked_until') or '0') > now
    if locked and leads == '' then passed = 'locked'
    elseif others(part) >= most then passed = 'full'
    else break end
    n = n + 1
    part = room .. '.' .. n
    known = get(part, call)
  end
end
local found = redis.call('HMGET', facts(part), 'mode', 'mode_hour', 'held_back_until')
local mode = default
local before = tonumber(found[2] or '0') < tonumber(hour) and tonumber(found[3] or '0') > now
if (found[1] or '') ~= '' and (found[2] == hour or before) then mode = found[1] end
if mode == 'hands' and not led(part) then mode = 'muted' end
local entry = known or {{}}
if (entry.query or '') == '' then entry.own = wish end
local again = known and token ~= '' and known.token == token
local newcomer = not known or known.state == 'gone' or (again and known.new)
if newcomer then
  entry.came = now
  entry.muted = entry.own or (leads == '' and (mode ~= 'open' or others(part) >= speakers))
end
local turn = entry.turn or (again and known.turned)
local heard = (entry.conf or '') ~= '' and entry.came < now - {WELCOME}
local been = not newcomer and heard and 1 or 0
entry.token, entry.new, entry.turned = token, newcomer or nil, turn or nil
entry.turn, entry.barred = nil, false
if leads ~= '' and entry.leads ~= leads then entry.leads, entry.leads_since = leads, now end
entry.state, entry.since, entry.query, entry.mark, entry.held = 'coming', now, query, mark, false
put(part, call, entry)
counts(part, call, now + {COMING})
comes_to(part, call, now)
return {{
  'in', part, passed, entry.muted and 1 or 0, mode, newcomer and 0 or 1, turn and 1 or 0, been
}}
"""
)
"""Its place for a call. Whoever was in that part already comes back into it, full or locked.

The mode as `leaders.mode_in` has it; whether a leader called that hand while it was out; and
whether it has been in there for long enough to have heard, alone, what is said first. A webhook
that the carrier sends again, with the same `token`, is answered as before.
"""

EVENT = (
    _NAMES
    + f"""
local part, conf, seq = ARGV[1], ARGV[2], tonumber(ARGV[3])
local at, now = tonumber(ARGV[4]), tonumber(ARGV[5])
local event, call, muted, goes_on = ARGV[6], ARGV[7], ARGV[8], ARGV[9] == '1'
local ended = {_key(store.ROOM_ENDED, "conf")}
local seen = {_key(store.ROOM_SEEN, "part", "conf")}
if seq > 0 and seq < 1000000 then
  redis.call('SETBIT', seen, seq, 1)
  redis.call('EXPIRE', seen, LIFE)
end
local known = redis.call('HMGET', facts(part), 'conf', 'conf_at', 'high')
local newer = not known[1] or known[1] == '' or tonumber(known[2] or '0') <= at
if event == 'conference-end' then
  redis.call('SET', ended, '1', 'EX', LIFE)
  for _, each in ipairs(redis.call('HKEYS', people(part))) do
    local entry = get(part, each)
    if entry.conf == conf and entry.state == 'in' then leaves(part, each, entry, now) end
  end
  if known[1] == conf then know(part, 'conf', '', 'started', '', 'met', '', 'high', '0') end
  return {{0, 0, 0, 0}}
end
if redis.call('EXISTS', ended) == 1 then return {{0, 0, 0, 0}} end
if newer and known[1] ~= conf then
  know(part, 'conf', conf, 'conf_at', at, 'started', '', 'met', '', 'high', seq)
elseif known[1] == conf and seq > tonumber(known[3] or '0') then
  know(part, 'high', seq)
end
if event == 'conference-start' and newer then know(part, 'started', '1') end
local held = false
if call ~= '' then
  local entry = get(part, call)
  local unknown = not entry or entry.state == 'gone'
  entry = entry or {{came = now}}
  local late = false
  if entry.conf == conf then late = seq <= (entry.seq or 0)
  else
    local last = entry.at or 0
    late = at < last or (at == last and event == 'participant-leave')
  end
  late = late or entry.over
  local spoke = event == 'participant-speech-start' and (entry.spoke or 0) < at
  if spoke then entry.spoke = at end
  if not late then
    entry.conf, entry.seq, entry.at = conf, seq, at
    if event == 'participant-leave' then
      if goes_on and not entry.barred then
        if entry.state ~= 'coming' then entry.state, entry.since = 'menu', now end
        entry.held = false
        put(part, call, entry)
        counts(part, call, now + {MENU})
      else leaves(part, call, entry, now) end
    else
      if entry.state ~= 'in' then entry.state, entry.since = 'in', now end
      if muted ~= '' then entry.muted = muted == '1' end
      if event == 'participant-hold' then entry.held = true end
      if event == 'participant-join' or event == 'participant-unhold' then entry.held = false end
      put(part, call, entry)
      counts(part, call, now + {INSIDE})
      if unknown then comes_to(part, call, now) end
    end
  elseif spoke then put(part, call, entry) end
  held = entry.held
end
return inside(part, now, held)
"""
)
"""One callback of the carrier: late, doubled and lost ones included.

Within a conference the events of a call are in the order of their numbers, else of their times.
Whatever tells of somebody says that they are in, but for their leaving. Returns how many are in the
conference, whether the only one or the one it is about is held, whether it has started, and whether
they were told so.
"""

LEFT = (
    _NAMES
    + f"""
local call, now = ARGV[1], tonumber(ARGV[2])
local part = redis.call('GET', {_key(store.ROOM_OF, "call")})
if not part then return {{}} end
local entry = get(part, call)
if entry then
  entry.over = true
  leaves(part, call, entry, now)
end
return {{part, unpack(inside(part, now))}}
"""
)
"""A call is over: it is in no room, whatever was told of it, or was not.

Returns the part that it was in, and of that part the same as EVENT.
"""

READ = (
    _NAMES
    + f"""
local part, call, now = ARGV[1], ARGV[2], tonumber(ARGV[3])
if call ~= '' then
  local entry = get(part, call)
  if entry and (entry.state == 'in' or entry.state == 'coming') then
    entry.state, entry.since, entry.held = 'menu', now, false
    put(part, call, entry)
    counts(part, call, now + {MENU})
  end
end
local known = redis.call('HMGET', facts(part), 'conf', 'high')
local missing = 0
if known[1] and known[1] ~= '' then
  local seen = redis.call('BITCOUNT', {_key(store.ROOM_SEEN, "part", "known[1]")})
  missing = math.max(tonumber(known[2] or '0') - seen, 0)
end
return {{
  redis.call('HGETALL', people(part)), redis.call('HGETALL', facts(part)),
  redis.call('ZRANGE', hands(part), 0, -1), missing,
  redis.call('EXISTS', {_key(store.ROOM_RINGING, "part")}),
  redis.call('SMEMBERS', '{store.NO_MORE.of()}')
}}
"""
)
"""All that is known of a part, and who leads nowhere any more.

A `call` that asks from its menu is out of the room by star.
"""

PATCH = (
    _NAMES
    + """
local part, call = ARGV[1], ARGV[2]
local entry = get(part, call)
if not entry then return 0 end
for name, value in pairs(cjson.decode(ARGV[3])) do entry[name] = value end
put(part, call, entry)
return 1
"""
)
"""Other values for some fields of somebody who is known."""

GONE = (
    _NAMES
    + """
local entry = get(ARGV[1], ARGV[2])
if entry then leaves(ARGV[1], ARGV[2], entry, tonumber(ARGV[3])) end
return 1
"""
)

FACTS = (
    _NAMES
    + """
know(ARGV[1], unpack(ARGV, 2))
return 1
"""
)

HAND = (
    _NAMES
    + """
local part, call, now = ARGV[1], ARGV[2], ARGV[3]
if redis.call('ZREM', hands(part), call) == 1 then return 0 end
redis.call('ZADD', hands(part), now, call)
redis.call('EXPIRE', hands(part), LIFE)
return redis.call('ZRANK', hands(part), call) + 1
"""
)
"""Up, and its place; or down, and 0."""

LOWER = (
    _NAMES
    + """
return redis.call('ZREM', hands(ARGV[1]), ARGV[2])
"""
)
"""1 for whoever lowers that hand, so that of two leaders one calls it."""

REBUILD = (
    _NAMES
    + f"""
local part, conf, now, since = ARGV[1], ARGV[2], tonumber(ARGV[3]), tonumber(ARGV[4])
local there = cjson.decode(ARGV[5])
for _, call in ipairs(redis.call('HKEYS', people(part))) do
  local entry = get(part, call)
  if entry.state == 'in' and there[call] == nil and entry.since < since then
    leaves(part, call, entry, now)
  end
end
local n = 0
for call, as in pairs(there) do
  n = n + 1
  local entry = get(part, call) or {{came = now}}
  if entry.since == nil or entry.since < since then
    if entry.state ~= 'in' then entry.state, entry.since = 'in', now end
    entry.muted, entry.held = as[1], as[2]
    put(part, call, entry)
    counts(part, call, now + {INSIDE})
    redis.call('SET', {_key(store.ROOM_OF, "call")}, part, 'EX', LIFE)
  end
end
local known = redis.call('HGET', facts(part), 'conf')
if conf ~= '' and known ~= conf then
  know(part, 'conf', conf, 'conf_at', now, 'high', '0', 'started', '', 'met', '')
end
if conf == '' then know(part, 'conf', '', 'started', '', 'met', '', 'high', '0') end
local gap = 0
if conf ~= '' then
  local seen = redis.call('BITCOUNT', {_key(store.ROOM_SEEN, "part", "conf")})
  gap = math.max(tonumber(redis.call('HGET', facts(part), 'high') or '0') - seen, 0)
end
know(part, 'rebuilt_at', now, 'gap', gap)
if n > 1 or ARGV[6] == '1' then know(part, 'started', '1') end
return n
"""
)
"""As the carrier shows the conference now; what was told since `since` counts more."""

BAR = (
    _NAMES
    + f"""
local room, call, mark, till, now = ARGV[1], ARGV[2], ARGV[3], tonumber(ARGV[4]), ARGV[5]
local barred = {_key(store.ROOM_BARRED, "room")}
redis.call('ZREMRANGEBYSCORE', barred, 0, now)
redis.call('ZADD', barred, till, call)
if mark ~= '' then redis.call('ZADD', barred, till, mark) end
redis.call('EXPIRE', barred, LIFE)
return 1
"""
)

TIDY = (
    _NAMES
    + f"""
local part, now, left = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3])
for i = 4, #ARGV do
  local call = ARGV[i]
  local entry = get(part, call) or {{}}
  local since = entry.since or 0
  if entry.state == 'gone' and since < now - left then redis.call('HDEL', people(part), call)
  elseif entry.state == 'coming' and since < now - {COMING} then leaves(part, call, entry, now)
  elseif entry.state == 'menu' and since < now - {MENU} then leaves(part, call, entry, now) end
end
redis.call('ZREMRANGEBYSCORE', here(part), 0, now)
if redis.call('HLEN', people(part)) == 0 then redis.call('ZREM', '{store.ROOMS.of()}', part) end
return 1
"""
)
"""Whoever never came, or never came back, counts no more; those who left are forgotten. Looked at
are the calls that are named."""
