"""The rota of a week that the line has not worked out: from the files, read for it."""

from datetime import datetime, timedelta

import redis

from ivr.leaderfile import read_leaders
from ivr.recordings.storage import storage_of
from ivr.rota import Rota
from ivr.rotachanges import RotaKept
from ivr.rotacomposed import beside_of, composed
from ivr.rotaread import reading_of
from ivr.rotarefresh import read_file, rota_of
from ivr.rotaweek import DAYS
from ivr.settings import Settings


def knows(rota: Rota, begin: datetime) -> bool:
    """Whether all of the seven days from `begin` on, aware, are worked out in that rota."""
    if not rota.until:
        return True
    first = begin.astimezone(rota.zone)
    last = (first + DAYS - timedelta(minutes=1)).date().isoformat()
    return rota.since <= first.date().isoformat() and last < rota.until


def rota_then(settings: Settings, connection: redis.Redis, begin: datetime) -> Rota:
    """As it will be, or was, if nothing changes: the calendar for the weeks from `begin` on.

    Raises BrokenRota, CannotChange and StoreAway.
    """
    places, storage = settings.rota, storage_of(settings)
    assert places is not None  # noqa: S101 - only a calendar is worked out
    people = beside_of(connection, storage)
    hours, leaders = read_file("hours", places.hours), read_file("leaders", places.leaders)
    rota, _ = rota_of(settings, places, hours, leaders, people, begin)
    filed = read_leaders(leaders, people, [], settings.lines[0].country)
    reading = reading_of(rota, filed)
    state = RotaKept(connection, storage).filled()
    return composed(reading, state, reading.may_lead(people), begin)[0]
