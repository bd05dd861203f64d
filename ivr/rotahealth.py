"""What the doctor says of the coming hours, and of who would be rung for them."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import redis

from ivr.rota import Rota
from ivr.rotacalendar import AHEAD
from ivr.rotarefresh import published_rota
from ivr.rotaweek import Slot, week
from ivr.settings import Settings
from ivr.standinlist import volunteers, why_nobody
from ivr.wording import some

SOON = timedelta(hours=24)
MOST_NAMED = 3


def of_rota(settings: Settings, connection: redis.Redis, now: datetime) -> Iterator[str]:
    """Sentences, without anybody's name or number. `now` is aware. Raises RedisError."""
    rota = published_rota(connection)
    if rota is None:
        return
    unled = [slot for slot in week(rota, now, rota.zone).slots if slot.unled and now < slot.start]
    soon = [slot for slot in unled if slot.start <= now + SOON]
    if soon:
        named = [_named(slot, rota.zone) for slot in soon[:MOST_NAMED]]
        more = f" and {len(soon) - MOST_NAMED} more" if len(soon) > MOST_NAMED else ""
        hours = some(len(soon), "hour")
        yield f"The coming day has {hours} without a leader on the rota: {', '.join(named)}{more}."
    if later := unled[len(soon) :]:
        hours, first = some(len(later), "hour"), _named(later[0], rota.zone)
        yield f"The six days after the coming one have {hours} without a leader, first {first}."
    if late := _late(rota, now):
        yield (
            f"The rota's calendar was last worked out {some(late, 'day')} ago: see that `ivr cron` "
            "and `ivr worker` run."
        )
    why = why_nobody(settings)
    if why:
        yield f"Nobody can be rung when no leader comes: {why}."
    elif not volunteers(connection):
        yield (
            "Nobody may be rung when no leader comes: write numbers into leaders.csv, or run `ivr "
            "leaders ring ROW --phone`, for those who agree."
        )


def _late(rota: Rota, now: datetime) -> int:
    """Days since a calendar was worked out, which is done anew each minute; 0 for a table."""
    if not rota.until:
        return 0
    return (now.astimezone(rota.zone).date() + AHEAD - date.fromisoformat(rota.until)).days


def _named(slot: Slot, zone: ZoneInfo) -> str:
    title = slot.hour.title if slot.hour else ""
    return f"{slot.start.astimezone(zone):%a %H:%M} {title}".rstrip()
