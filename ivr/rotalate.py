"""`ivr rota late`: the hours of the last weeks that nobody was to lead, or that nobody led."""

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

import msgspec
import redis

from ivr.rooms.past import PastHour, hours_of_late


def late(connection: redis.Redis, now: datetime, zone: ZoneInfo, *, json: bool) -> Iterator[str]:
    """In lines, times in `zone`; one of JSON for a program. Raises RedisError."""
    found = hours_of_late(connection, now)
    wrong = [hour for hour in found if not (hour.led and hour.covered)]
    if json:
        yield msgspec.json.encode({"hours": wrong, "of": len(found)}).decode()
        return
    yield f"Times of {zone.key.replace('_', ' ')}. {_counted(found)}"
    for hour in wrong:
        start = hour.start.astimezone(zone)
        rota = "on the rota" if hour.covered else "not covered on the rota"
        who = "somebody stood in" if hour.led else "nobody led"
        yield f"  {start:%a %Y-%m-%d %H:%M}  {hour.title}  ({hour.room})  {rota}, {who}"


def _counted(found: list[PastHour]) -> str:
    if not found:
        return "No hour of the last eight weeks had people in it."
    unled = sum(not hour.led for hour in found)
    hours = "1 hour" if len(found) == 1 else f"{len(found)} hours"
    if not unled:
        return f"Of {hours} of the last eight weeks with people in them each was led."
    return f"Of {hours} of the last eight weeks with people in them nobody led {unled}."
