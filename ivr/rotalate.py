"""`ivr rota late`: the hours of the last weeks that nobody was to lead, or that nobody led."""

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

import msgspec
import redis

from ivr.rooms.past import hours_of_late


def late(connection: redis.Redis, now: datetime, zone: ZoneInfo, *, json: bool) -> Iterator[str]:
    """In lines, times in `zone`; one of JSON for a program. Raises RedisError."""
    found = hours_of_late(connection, now)
    wrong = [hour for hour in found if not (hour.led and hour.covered)]
    if json:
        yield msgspec.json.encode({"hours": wrong, "of": len(found)}).decode()
        return
    unled = sum(not hour.led for hour in found)
    yield (
        f"Times of {zone.key.replace('_', ' ')}. Of {len(found)} hours of the last eight weeks "
        f"with people in them nobody led {unled}."
    )
    for hour in wrong:
        start = hour.start.astimezone(zone)
        rota = "on the rota" if hour.covered else "not covered on the rota"
        who = "somebody stood in" if hour.led else "nobody led"
        yield f"  {start:%a %Y-%m-%d %H:%M}  {hour.title}  ({hour.room})  {rota}, {who}"
