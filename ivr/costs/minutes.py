"""Minutes by day and by the line's own number, as the carrier charges them: each leg rounded up.

Counts are all that stays. Of a call there is its id for some hours, so that a callback which comes
twice, late or out of order counts once. No caller waits for any of it (`outbox`). Of whose end no
callback tells, the hourly sweep counts (`erasure.sweep`).
"""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Literal
from zoneinfo import ZoneInfo

import phonenumbers
import redis

from ivr import store
from ivr.carrierids import call_id
from ivr.outbox import Outbox, Step
from ivr.rooms.events import told_at
from ivr.rooms.leaders import sign
from ivr.rooms.names import NAME
from ivr.rooms.steps import milliseconds
from ivr.settings import Settings

if TYPE_CHECKING:  # the carrier's library takes half a second to load
    from ivr.carrier import Ended

Kind = Literal["inbound", "toll_free", "participant", "outbound", "recording"]

KINDS: tuple[Kind, ...] = ("inbound", "toll_free", "participant", "outbound", "recording")
"""What the carrier has a price for: the fields of `settings.Costs`."""

OTHER = "other"
"""Of all numbers that have no block in line.toml."""

LONGEST = 24 * 3600
"""Seconds of the longest call that any account can have: more is no duration."""

ENDED_STAYS = 2 * 3600
"""Seconds for which the id of a call that was counted is known: the carrier's retries are over, and
the hourly sweep was there."""

Counts = Mapping[tuple[str, Kind], int]
"""Minutes by the line's number, or OTHER, and kind."""

JOINED = """
local call, at = KEYS[1], tonumber(ARGV[1])
local known = redis.call('HMGET', call, 'in', 'out', 'ended')
if known[1] or known[3] or at <= tonumber(known[2] or '0') then return 0 end
redis.call('HSET', call, 'in', at)
redis.call('EXPIRE', call, ARGV[2])
return 1
"""

LEFT = """
local call, at = KEYS[1], tonumber(ARGV[1])
local known = redis.call('HMGET', call, 'in', 'room')
local since, room = tonumber(known[1] or '0'), tonumber(known[2] or '0')
if since == 0 or at < since then return 0 end
room = room + math.max(math.ceil((at - since) / 60000), 1)
redis.call('HSET', call, 'out', at, 'room', room)
redis.call('HDEL', call, 'in')
return room
"""

ENDED = """
local call, day, at = KEYS[1], KEYS[2], tonumber(ARGV[1])
if redis.call('HSETNX', call, 'ended', 1) == 0 then return 0 end
local known = redis.call('HMGET', call, 'in', 'room')
local room = tonumber(known[2] or '0')
if known[1] then room = room + math.max(math.ceil((at - tonumber(known[1])) / 60000), 1) end
redis.call('HDEL', call, 'in', 'room', 'out')
redis.call('EXPIRE', call, ARGV[2])
local sum = redis.call('HINCRBY', day, ARGV[4] .. ':' .. ARGV[5], ARGV[6])
if room > 0 then redis.call('HINCRBY', day, ARGV[4] .. ':participant', room) end
if sum == tonumber(ARGV[6]) then redis.call('EXPIRE', day, ARGV[3]) end
return 1
"""
"""The leg, and what it was in rooms, once; whoever is still in one leaves it with the call."""


class Counter(Outbox):
    """What Redis is to be told, apart from what is to be forgotten: that waits behind nothing."""

    trouble = "minutes could not be counted, which is tried again"


def in_room(form: Mapping[str, str], now: datetime) -> Step | None:
    """Of a room's callback: somebody came, or left; None for all others."""
    event, call = form.get("StatusCallbackEvent", ""), call_id(form)
    script = {"participant-join": JOINED, "participant-leave": LEFT}.get(event)
    if script is None or not call or not NAME.fullmatch(form.get("FriendlyName", "")):
        return None
    at = told_at(form.get("Timestamp", ""), now)
    return script, (store.COUNTED.of(call),), (at, store.COUNTED.lifetime or 0)


def ended(form: Mapping[str, str], settings: Settings, line: int, now: datetime) -> Step | None:
    """Of a leg's last callback; None where it was no call, and costs nothing.

    Of a call to the line `To` is its number. Of one that we made it is somebody's, and `line` says
    whose call it was.
    """
    call, to = call_id(form), form.get("To", "")
    if not call or form.get("CallStatus") != "completed":
        return None
    minutes = _minutes(form.get("CallDuration", ""))
    if form.get("Direction", "").startswith("outbound"):
        return _count(settings, call, line, "outbound", minutes, now)
    kind: Kind = "toll_free" if toll_free(to) else "inbound"
    return _count(settings, call, settings.line_index(to), kind, minutes, now)


def count_found(
    connection: redis.Redis, settings: Settings, call: "Ended", number: str, *, outbound: bool
) -> None:
    """Of a leg to or from `number`, the line's own, of whose end no callback had told.

    Raises RedisError.
    """
    kind: Kind = "outbound" if outbound else "toll_free" if toll_free(number) else "inbound"
    line, minutes = settings.line_index(number), _minutes(call.duration)
    if minutes and (step := _count(settings, call.sid, line, kind, minutes, call.at)):
        script, keys, arguments = step
        connection.eval(script, len(keys), *keys, *arguments)


def recorded(
    recording: str, seconds: str, settings: Settings, line: int, now: datetime
) -> Step | None:
    """Of a recording that can be fetched, by its id."""
    return _count(settings, recording, line, "recording", _minutes(seconds), now)


def _count(
    settings: Settings, id: str, line: int, kind: Kind, minutes: int, now: datetime
) -> Step | None:
    if not 0 <= line < len(settings.lines):
        return None
    number = settings.lines[line].number
    keys = (store.COUNTED.of(id), store.MINUTES.of(str(today(settings, now))))
    life = (ENDED_STAYS, store.MINUTES.lifetime or 0)
    return ENDED, keys, (milliseconds(now), *life, sign(number) or OTHER, kind, minutes)


def today(settings: Settings, now: datetime) -> date:
    """The day, in the line's time zone."""
    return now.astimezone(zone(settings)).date()


def zone(settings: Settings) -> ZoneInfo:
    """Of the whole installation, by whose days it counts."""
    return settings.lines[0].time_zone


def _minutes(seconds: str) -> int:
    whole = int(seconds) if seconds.isascii() and seconds.isdigit() and len(seconds) < 6 else 0
    return -(-whole // 60) if whole <= LONGEST else 0


@lru_cache(maxsize=64)
def toll_free(number: str) -> bool:
    """Whether the callers of that number, one of the line's own, pay nothing for the call."""
    try:
        found = phonenumbers.number_type(phonenumbers.parse(number))
    except phonenumbers.NumberParseException:
        return False
    return bool(found == phonenumbers.PhoneNumberType.TOLL_FREE)


def read(
    connection: redis.Redis, settings: Settings, first: date, last: date
) -> dict[date, Counts]:
    """What was counted on each of these days, both of them included. Raises RedisError.

    Of a number that line.toml has no more it is with OTHER.
    """
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    with connection.pipeline(transaction=False) as pipe:
        for day in days:
            pipe.hgetall(store.MINUTES.of(str(day)))
        found = pipe.execute()
    numbers = {sign(line.number): line.number for line in settings.lines if line.number}
    return {day: _counts(fields, numbers) for day, fields in zip(days, found, strict=True)}


def _counts(fields: Mapping[bytes, bytes], numbers: Mapping[str, str]) -> Counts:
    counts: dict[tuple[str, Kind], int] = {}
    for field, minutes in fields.items():
        who, _, name = store.text(field).partition(":")
        for kind in KINDS:
            if kind == name:
                key = (numbers.get(who, OTHER), kind)
                counts[key] = counts.get(key, 0) + int(minutes)
    return counts
