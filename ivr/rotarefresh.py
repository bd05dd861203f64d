"""The rota from where the operators keep it to what callers hear. A broken one changes nothing."""

from typing import Literal

import msgspec
import redis

from ivr import __version__
from ivr.rotafile import BrokenRota, read_rota
from ivr.schedule.fetch import Unreachable, fetch, place
from ivr.schedule.meeting import Problem
from ivr.settings import Settings
from ivr.store import PUBLISHED_VERSION, ROTA_REPORT, publish, text

ROTA = "rota"
"""The name under which the rota is published."""


class RotaReport(msgspec.Struct, frozen=True, kw_only=True):
    """One look at the rota: what became of it, and the rows that could not be used."""

    outcome: Literal["published", "unchanged", "kept", "none"]
    sentence: str
    hours: int = 0
    problems: tuple[Problem, ...] = ()
    news: bool = True  # whether the look before this one said something else


def refresh_rota(settings: Settings, connection: redis.Redis) -> RotaReport:
    """Read both files and publish the rota they make, when there is an hour in it."""
    report = _refreshed(settings, connection)
    stored = msgspec.json.encode(report)
    before = connection.set(ROTA_REPORT.of(), stored, get=True)
    return msgspec.structs.replace(report, news=before != stored)


def last_report(connection: redis.Redis) -> RotaReport | None:
    """What the last look said; None before the first one, or where another release wrote it."""
    try:
        return msgspec.json.decode(connection.get(ROTA_REPORT.of()) or b"", type=RotaReport)
    except msgspec.MsgspecError:
        return None


def _refreshed(settings: Settings, connection: redis.Redis) -> RotaReport:
    if settings.rota is None:
        return RotaReport(outcome="none", sentence="line.toml names no rota.")
    agent = f"meeting-line/{__version__}"
    try:
        files = []
        for where in (settings.rota.hours, settings.rota.leaders):
            body = fetch(where, agent=agent).body
            files.append(body or b"")
        rota, problems = read_rota(files[0], files[1], settings.lines[0].time_zone)
    except Unreachable as error:
        return _kept(f"The rota at {place(where)} {error}: make it readable there again.")
    except BrokenRota as error:
        return _kept(str(error))
    before = text(connection.get(PUBLISHED_VERSION.of(ROTA)))
    version = publish(connection, ROTA, rota.pack())
    count = f"The rota has {len(rota.hours)} rows and {len(problems)} problems"
    if version == before:
        return RotaReport(
            outcome="unchanged",
            sentence=f"{count}.",
            hours=len(rota.hours),
            problems=tuple(problems),
        )
    return RotaReport(
        outcome="published",
        sentence=f"{count} and is heard from now on.",
        hours=len(rota.hours),
        problems=tuple(problems),
    )


def _kept(sentence: str) -> RotaReport:
    return RotaReport(outcome="kept", sentence=f"{sentence} The rota from before stays.")
