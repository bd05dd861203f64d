"""What the doctor says of the coming day's hours, and of who would be rung for them."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import redis

from ivr.rotarefresh import published_rota
from ivr.rotaweek import Slot, week
from ivr.settings import Settings
from ivr.standinlist import volunteers, why_nobody

SOON = timedelta(hours=24)
MOST_NAMED = 3


def of_rota(settings: Settings, connection: redis.Redis, now: datetime) -> Iterator[str]:
    """Sentences, without anybody's name or number. `now` is aware. Raises RedisError."""
    rota = published_rota(connection)
    if rota is None:
        return
    slots = week(rota, now, rota.zone).slots
    unled = [slot for slot in slots if slot.unled and now < slot.start <= now + SOON]
    if unled:
        named = [_named(slot, rota.zone) for slot in unled[:MOST_NAMED]]
        more = f" and {len(unled) - MOST_NAMED} more" if len(unled) > MOST_NAMED else ""
        hours = "1 hour" if len(unled) == 1 else f"{len(unled)} hours"
        yield f"The coming day has {hours} without a leader on the rota: {', '.join(named)}{more}."
    why = why_nobody(settings)
    if why:
        yield f"Nobody can be rung when no leader comes: {why}."
    elif not volunteers(connection):
        yield (
            "Nobody may be rung when no leader comes: write numbers into leaders.csv, or run `ivr "
            "leaders ring ROW --phone`, for those who agree."
        )


def _named(slot: Slot, zone: ZoneInfo) -> str:
    title = slot.hour.title if slot.hour else ""
    return f"{slot.start.astimezone(zone):%a %H:%M} {title}".rstrip()
