"""Whatever callbacks were lost: the carrier's own list of calls, gone through again and again."""

import time
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import redis
import structlog

from ivr import store
from ivr.carrier import Carrier, Refused, Trouble, Unknown
from ivr.costs.minutes import count_found
from ivr.erasure.due import ToForget
from ivr.erasure.pause import Pause
from ivr.settings import Settings

log = structlog.get_logger()

SETTLED = timedelta(minutes=10)
"""A call that ended so long ago should have been told of."""

RECENT, MONTH = timedelta(days=1), timedelta(days=30)
"""How far back a sweep goes: hourly, and once a day (and whenever the cron starts)."""

LONGEST = 240.0
"""Seconds of one sweep. What it has found by then goes, so that the next one gets further."""

KEY = store.FORGET_SWEPT.of()


def sweep(
    connection: redis.Redis,
    carrier: Carrier,
    settings: Settings,
    now: datetime,
    *,
    back: timedelta = RECENT,
    seconds: float = LONGEST,
) -> int:
    """Note every ended call of our numbers that nobody told of, and count its minutes. Returns how
    many those were.

    Goes a month back when nobody has for a day. Nothing is asked during a pause. Counts as done
    only when every number was gone through to the end. Raises Trouble, after starting a pause; what
    was found until then is noted.
    """
    if moved := ToForget(connection).clamp(now):
        log.warning("a clock was wrong: calls put off too far are due now", calls=moved)
    pause = Pause(connection)
    if pause.holds(now):
        return 0
    month = last_sweep(connection, "month", now)
    if month is None or now - month > RECENT:
        back = MONTH
    elif now - month < timedelta(hours=1):  # both are queued when the cron starts
        back = RECENT
    try:
        found, whole = _all(settings, connection, carrier, now, back, seconds)
    except Trouble as trouble:
        pause.begin(now, trouble.why, at_least=trouble.retry_after)
        raise
    if whole:
        connection.hset(KEY, "recent", str(now.timestamp()))
        if back == MONTH:
            connection.hset(KEY, "month", str(now.timestamp()))
    return found


def own_numbers(settings: Settings, carrier: Carrier) -> list[str]:
    """The numbers of this line: those of line.toml, and those of the account that lead here.

    Others of the same account are not ours, and their calls are none of our business.
    """
    named = [line.number for line in settings.lines if line.number]
    wired = [each.number for each in carrier.numbers() if leads_here(settings, each.voice_url)]
    return list(dict.fromkeys(named + wired))


def leads_here(settings: Settings, url: str, path: str = "/voice") -> bool:
    """Whether a number's URL is this line's, whatever slash, query or fragment is behind it."""
    return bool(settings.public_url) and _plain(url) == _plain(settings.public_url + path)


def last_sweep(connection: redis.Redis, kind: str, now: datetime) -> datetime | None:
    """When a sweep ("recent" or "month") last came to its end: aware, UTC.

    None for never, and for what a wrong clock has written.
    """
    value = connection.hget(KEY, kind)
    last = datetime.fromtimestamp(float(value), UTC) if value else None
    return None if last is not None and last > now + timedelta(minutes=1) else last


def _plain(url: str) -> tuple[str, str, str]:
    parts = urlsplit(url)
    return parts.scheme.lower(), parts.netloc.lower(), parts.path.rstrip("/")


def _all(
    settings: Settings,
    connection: redis.Redis,
    carrier: Carrier,
    now: datetime,
    back: timedelta,
    seconds: float,
) -> tuple[int, bool]:
    """How many calls were found, and whether everything was looked at."""
    sets, until = ToForget(connection), time.monotonic() + seconds
    numbers = own_numbers(settings, carrier)
    if not numbers:
        log.error("no number leads here, so no lost call is found: add a [[number]] to line.toml")
    found, whole = 0, bool(numbers)
    for side in ("to", "from"):
        for number in numbers:
            try:
                for call in carrier.ended_calls(number, side, (now - back).date()):
                    settled = now - back <= call.at <= now - SETTLED  # the carrier's days are whole
                    if settled and sets.find(call.sid, call.at, now):
                        found += 1
                        count_found(connection, settings, call, number, outbound=side == "from")
                    if time.monotonic() > until:
                        return found, False
            except (Refused, Unknown) as error:
                log.error("the carrier does not list the calls of one number", why=str(error))
                whole = False
    return found, whole
