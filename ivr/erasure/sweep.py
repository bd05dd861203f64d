"""Whatever callbacks were lost: the carrier's own list of calls, gone through again and again."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

import redis

from ivr import store
from ivr.carrier import Carrier, Trouble
from ivr.erasure.due import ToForget
from ivr.erasure.pause import Pause
from ivr.settings import Settings

SETTLED = timedelta(minutes=10)
"""A call that ended so long ago should have been told of."""

RECENT, MONTH = timedelta(days=1), timedelta(days=30)
"""How far back a sweep goes: hourly, and once a day (and whenever the cron starts)."""

KEY = store.FORGET_SWEPT.of()


def sweep(
    connection: redis.Redis,
    carrier: Carrier,
    settings: Settings,
    now: datetime,
    *,
    back: timedelta = RECENT,
) -> int:
    """Note every ended call of our numbers that nobody told of. Returns how many those were.

    Goes a month back when nobody has for a day. Raises Trouble, after starting a pause; what was
    found until then is noted.
    """
    if now - (last_sweep(connection, "month") or datetime.min.replace(tzinfo=UTC)) > RECENT:
        back = MONTH
    found = 0
    try:
        for number in own_numbers(settings, carrier):
            found += _of(number, connection, carrier, now, back)
    except Trouble as trouble:
        Pause(connection).begin(now, trouble.why, at_least=trouble.retry_after)
        raise
    done = {"recent": now.timestamp()} | ({"month": now.timestamp()} if back == MONTH else {})
    connection.hset(KEY, mapping=done)  # type: ignore[arg-type]
    return found


def own_numbers(settings: Settings, carrier: Carrier) -> list[str]:
    """The numbers of this line: those of line.toml, and those of the account that lead here.

    Others of the same account are not ours, and their calls are none of our business.
    """
    here = f"{settings.public_url}/voice"
    wired = [
        each.number
        for each in carrier.numbers()
        if settings.public_url and each.voice_url.partition("?")[0].partition("#")[0] == here
    ]
    named = [line.number for line in settings.lines if line.number]
    return list(dict.fromkeys(named + wired))


def last_sweep(connection: redis.Redis, kind: str) -> datetime | None:
    """When a sweep ("recent" or "month") last came to its end: aware, UTC."""
    value = connection.hget(KEY, kind)
    return datetime.fromtimestamp(float(value), UTC) if value else None


def _of(
    number: str, connection: redis.Redis, carrier: Carrier, now: datetime, back: timedelta
) -> int:
    sets = ToForget(connection)
    calls: Iterable[tuple[str, datetime]] = (
        (call.sid, call.at)
        for side in ("to", "from")
        for call in carrier.ended_calls(number, side, (now - back).date())
    )
    # The carrier's filter knows whole days only.
    return sum(
        sets.find(sid, ended, now) for sid, ended in calls if now - back <= ended <= now - SETTLED
    )
