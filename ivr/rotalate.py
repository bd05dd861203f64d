"""`ivr rota late`: the hours of the last weeks that nobody was to lead, or that nobody led."""

import msgspec
import redis

from ivr.app import utc_now
from ivr.rooms.past import hours_of_late
from ivr.settings import Settings


def late(connection: redis.Redis, settings: Settings, *, json: bool) -> int:
    """The hours of the last weeks that had people in them and nobody to lead them."""
    found = hours_of_late(connection, utc_now())
    wrong = [hour for hour in found if not (hour.led and hour.covered)]
    if json:
        print(msgspec.json.encode({"hours": wrong, "of": len(found)}).decode())
        return 0
    zone = settings.lines[0].time_zone
    unled = sum(not hour.led for hour in found)
    print(
        f"Times of {zone.key.replace('_', ' ')}. Of {len(found)} hours of the last eight weeks "
        f"with people in them nobody led {unled}."
    )
    for hour in wrong:
        who = "nobody led" if not hour.led else "somebody stood in"
        rota = "on the rota" if hour.covered else "not covered on the rota"
        start = hour.start.astimezone(zone)
        print(f"  {start:%a %Y-%m-%d %H:%M}  {hour.title}  ({hour.room})  {rota}, {who}")
    return 0
