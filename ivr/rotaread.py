"""What the rota's files said when they last were good: hours, and who may lead.

A change in the console or by telephone is heard at once on top of it, also while a file is away.
"""

from zoneinfo import ZoneInfo

import msgspec
import redis

from ivr.hour import Hour
from ivr.leaderfile import Beside, Leader, Leaders
from ivr.rota import Rota
from ivr.rotachange import Change
from ivr.rotataken import Taken, one_coming
from ivr.settings import Settings
from ivr.store import ROTA_READ


class Named(msgspec.Struct, frozen=True, omit_defaults=True):
    """A leader of the file: nothing else that stands there is kept."""

    name: str
    leads_from: str = ""


class Reading(msgspec.Struct, frozen=True, omit_defaults=True):
    """Kept in Redis. Without files it is empty."""

    time_zone: str
    hours: tuple[Hour, ...] = ()
    leaders: dict[str, Named] = {}
    since: str = ""
    until: str = ""
    unfiled: bool = False

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    @property
    def rota(self) -> Rota:
        """As the files alone have it."""
        return self.under((), ())

    def under(self, rows: tuple[Hour, ...], changes: tuple[Change, ...]) -> Rota:
        """With the console's rows instead of those of the same kind of day that they meet."""
        hours = self.hours
        if rows:
            taken = Taken()
            for row in rows:
                taken.take(row, 0)
            hours = one_coming([*rows, *(hour for hour in hours if taken.by(hour) is None)])
        return Rota(hours, self.zone, self.since, self.until, changes, self.unfiled)

    def may_lead(self, beside: Beside) -> Leaders:
        """Those of the file as it was, and what operators have done beside it by now."""
        filed = {
            row: Leader(each.name, each.leads_from)
            for row, each in self.leaders.items()
            if row not in beside.removed
        }
        return Leaders({**beside.added, **filed}, beside.removed)


def reading_of(rota: Rota, leaders: Leaders) -> Reading:
    named = {row: Named(each.name, each.leads_from) for row, each in leaders.rows.items()}
    return Reading(rota.zone.key, rota.hours, named, rota.since, rota.until)


def keep_reading(connection: redis.Redis, reading: Reading) -> None:
    connection.set(ROTA_READ.of(), msgspec.json.encode(reading))


def last_reading(connection: redis.Redis, settings: Settings) -> Reading | None:
    """None where files are named and were never good."""
    if settings.rota is None:
        return Reading(settings.lines[0].time_zone.key, unfiled=True)
    try:
        return msgspec.json.decode(connection.get(ROTA_READ.of()) or b"", type=Reading)
    except msgspec.MsgspecError:
        return None
