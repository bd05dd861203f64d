"""The rota from where the operators keep it to what callers hear. A broken one changes nothing."""

from typing import Literal

import msgspec
import redis

from ivr import __version__
from ivr.rotafile import BrokenRota, read_rota
from ivr.schedule.fetch import Unreachable, fetch
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
    try:
        hours = _read("hours", settings.rota.hours)
        leaders = _read("leaders", settings.rota.leaders)
        rota, problems = read_rota(hours, leaders, settings.lines[0].time_zone)
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


def _read(what: str, where: str) -> bytes:
    """One of the two files. Its address stays untold: it is often all that guards the file."""
    try:
        return fetch(where, agent=f"meeting-line/{__version__}").body or b""
    except Unreachable as error:
        raise BrokenRota(
            f"What line.toml names as [rota] {what} {error}: make it readable again."
        ) from None


def _kept(sentence: str) -> RotaReport:
    return RotaReport(outcome="kept", sentence=f"{sentence} The rota from before stays.")
