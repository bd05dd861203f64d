"""What a row of the console takes the place of, but for a meeting at its own time."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from ivr.hour import Hour
from ivr.leaderfile import is_date
from ivr.rota import OnNow, Rota
from ivr.rotaweek import DAYS

WEEKS = 2
"""That are looked at: a date may stand before a row in one of them."""


def covers(before: Rota, after: Rota, row: Hour, now: datetime) -> list[OnNow]:
    """Meetings that are held in `before`, and no more in `after`, which has `row`: soonest first.

    Not those that begin and end when the row does, which is what a row is for. Looked at are the
    coming two weeks, or those around the row's date. `now` is aware.
    """
    begin = now
    if is_date(row.day):
        day = date.fromisoformat(row.day) - timedelta(days=1)
        begin = max(now, datetime.combine(day, time(), before.zone))
    stay = set(_held(after, begin))
    zone = before.zone
    return [
        on
        for key, on in sorted(_held(before, begin).items(), key=lambda item: item[0])
        if key not in stay and not _is_at(on, row, zone)
    ]


def _held(rota: Rota, begin: datetime) -> dict[tuple[datetime, datetime, str], OnNow]:
    weeks = (rota.coming(begin + number * DAYS) for number in range(WEEKS))
    return {(on.start, on.end, on.hour.room_name): on for each in weeks for on in each}


def _is_at(on: OnNow, row: Hour, zone: ZoneInfo) -> bool:
    start = on.start.astimezone(zone)
    same = start.hour * 60 + start.minute == row.start and on.end - on.start == row.length
    return same and on.hour.room_name == row.room_name
