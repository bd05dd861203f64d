"""The rota from where the operators keep it to what callers hear. A broken one changes nothing."""

from contextlib import suppress
from datetime import datetime
from functools import lru_cache
from typing import Literal
from urllib.parse import urlsplit

import msgspec
import redis

from ivr import __version__, standinlist
from ivr.leaderfile import Beside, Leaders, is_date, read_leaders
from ivr.people.kept import Kept
from ivr.people.person import CannotChange
from ivr.recordings.storage import Storage, StoreAway, storage_of
from ivr.rota import Rota, UnreadableRota
from ivr.rotachanges import RotaKept
from ivr.rotacomposed import ROTA, beside_of, publish_composed
from ivr.rotafile import read_rota
from ivr.rotaread import keep_reading, last_reading, reading_of
from ivr.rotasheet import BrokenRota
from ivr.rotaweek import week
from ivr.schedule.fetch import Limits, Unreachable, fetch
from ivr.schedule.meeting import Problem
from ivr.settings import Rota as Places
from ivr.settings import Settings
from ivr.store import (
    PUBLISHED_DOCUMENT,
    PUBLISHED_VERSION,
    ROTA_COMPARED,
    ROTA_REPORT,
    text,
)

MOST_NAMED = 5
"""Leaders in one sentence."""

SHRUNK = 0.5
"""The part of the coming week's meetings, five at least, which nobody means to lose at once."""


class RotaReport(msgspec.Struct, frozen=True, kw_only=True):
    """One look at the rota: what became of it, and the rows that could not be used."""

    outcome: Literal["published", "unchanged", "kept", "none"]
    sentence: str
    hours: int = 0
    problems: tuple[Problem, ...] = ()
    news: bool = True  # whether the look before this one said something else
    has: int = 0  # meetings of the coming week, where it is kept for having so many fewer
    had: int = 0  # than these

    @property
    def shrunk(self) -> bool:
        """Whether it is kept for that alone, so that somebody may accept it."""
        return self.had > 0


class ShrunkRota(BrokenRota):
    """It has lost more than anybody means to lose at once, unless somebody says so."""

    def __init__(self, has: int, had: int, over: int) -> None:
        dates = f", and {over} of its rows are dates that are over" if over else ""
        super().__init__(
            f"The rota has {has} meetings in the coming seven days and had {had}{dates}: mend it, "
            "or take it with `ivr refresh --accept`."
        )
        self.has, self.had = has, had


def refresh_rota(
    settings: Settings,
    connection: redis.Redis,
    now: datetime,
    *,
    accept: bool = False,
    least: int = 0,
) -> RotaReport:
    """Read both files and publish the rota they make, when there is an hour in it.

    `accept` takes one that has lost more than half of its meetings, but not below `least`: so many
    it had when somebody saw it and accepted it.
    """
    accepted = least if accept else None
    try:
        report = _refreshed(settings, connection, now, accepted)
    except (BrokenRota, CannotChange, StoreAway) as error:
        with suppress(
            CannotChange, StoreAway
        ):  # whom operators took out leads no more all the same
            publish_composed(connection, storage_of(settings), settings, now)
        report = RotaReport(
            outcome="kept",
            sentence=f"{error} The rota from before stays.",
            problems=error.problems if isinstance(error, BrokenRota) else (),
            has=error.has if isinstance(error, ShrunkRota) else 0,
            had=error.had if isinstance(error, ShrunkRota) else 0,
        )
    stored = msgspec.json.encode(report)
    before = connection.set(ROTA_REPORT.of(), stored, get=True)
    return msgspec.structs.replace(report, news=before != stored)


def last_report(connection: redis.Redis) -> RotaReport | None:
    """What the last look said; None before the first one, or where another release wrote it."""
    try:
        return msgspec.json.decode(connection.get(ROTA_REPORT.of()) or b"", type=RotaReport)
    except msgspec.MsgspecError:
        return None


@lru_cache(maxsize=2)
def _loaded(document: bytes) -> Rota:
    """Kept, with the days that it has worked out: a round of the rooms asks for it again and again.

    Raises UnreadableRota.
    """
    return Rota.load(document)


def published_rota(connection: redis.Redis) -> Rota | None:
    """What callers hear; None before the first one, or where another release wrote it."""
    version = text(connection.get(PUBLISHED_VERSION.of(ROTA)))
    document = connection.get(PUBLISHED_DOCUMENT.of(ROTA, version)) if version else None
    try:
        return _loaded(document) if isinstance(document, bytes) else None
    except UnreadableRota:
        return None


def _refreshed(
    settings: Settings, connection: redis.Redis, now: datetime, accepted: int | None
) -> RotaReport:
    """Raises BrokenRota, and what the people raise where they cannot be read: without them those
    whom operators took out would lead again."""
    storage, problems = storage_of(settings), list[Problem]()
    _compared(connection, storage)
    if settings.rota is not None:
        problems = _read(settings, settings.rota, connection, storage, now, accepted)
    else:
        problems = standinlist.write(connection, settings, {}, Kept(connection, storage).state())
    if (
        settings.rota is None
        and published_rota(connection) is None
        and not RotaKept(connection, storage).filled().rows
    ):
        return RotaReport(outcome="none", sentence="line.toml names no rota.")
    done = publish_composed(connection, storage, settings, now)
    assert done is not None  # noqa: S101 - it was read just now
    rota, beside_it, changed = done
    problems += beside_it
    what = "meetings in five weeks" if rota.until else "rows"
    count = f"The rota has {len(rota.hours)} {what} and {len(problems)} problems"
    return RotaReport(
        outcome="published" if changed else "unchanged",
        sentence=f"{count} and is heard from now on." if changed else f"{count}.",
        hours=len(rota.hours),
        problems=tuple(problems),
    )


def _compared(connection: redis.Redis, storage: Storage) -> None:
    """Now and then what Redis has is compared with the store: one that was set up again from an old
    copy would bring back whom operators took out, and hours that were given back.

    Raises CannotChange, and StoreAway where Redis is empty and the store cannot tell.
    """
    key = ROTA_COMPARED
    if connection.set(key.of(), "1", nx=True, ex=key.lifetime):
        Kept(connection, storage).open()
        RotaKept(connection, storage).open()


def _read(
    settings: Settings,
    places: Places,
    connection: redis.Redis,
    storage: Storage,
    now: datetime,
    accepted: int | None,
) -> list[Problem]:
    """Keep what the files say now, when it is good. Raises BrokenRota."""
    people = beside_of(connection, storage)
    try:
        hours = read_file("hours", places.hours)
    except BrokenRota:
        with suppress(BrokenRota):
            _leaders(settings, places, connection, storage, people)
        raise
    filed, leaders, unrung = _leaders(settings, places, connection, storage, people)
    rota, problems = rota_of(settings, places, hours, leaders, people, now)
    problems += _undated(filed)
    before = last_reading(connection, settings)
    try:
        _not_shrunk(rota, before.rota if before else published_rota(connection), now, accepted)
    except ShrunkRota as error:
        error.problems = tuple(problems + unrung)
        raise
    keep_reading(connection, reading_of(rota, filed))
    return problems + unrung


def rota_of(
    settings: Settings,
    places: Places,
    hours: bytes,
    leaders: bytes,
    people: Beside,
    now: datetime,
) -> tuple[Rota, list[Problem]]:
    """The rota from what was read of both files; a calendar for the weeks from `now` on, aware.

    Raises BrokenRota.
    """
    return read_rota(
        hours,
        leaders,
        settings.lines[0].time_zone,
        now,
        calendar=urlsplit(places.hours).path.lower().endswith(".ics"),
        beside=people,
        country=settings.lines[0].country,
    )


def _undated(filed: Leaders) -> list[Problem]:
    """Who may lead at any time, for no date stands there: meant seldom, and seen nowhere else."""
    names = [row for row, each in filed.rows.items() if not each.leads_from]
    if not names:
        return []
    more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
    done = f"empty, so they may lead at any time: {', '.join(names[:MOST_NAMED])}{more}"
    return [Problem("leaders file", "leads_from", done)]


def _leaders(
    settings: Settings,
    places: Places,
    connection: redis.Redis,
    storage: Storage,
    people: Beside,
) -> tuple[Leaders, bytes, list[Problem]]:
    """The leaders; and, whatever the hours are like, the list of those who may be rung.

    Raises BrokenRota: then those of the last reading may be rung, but whom operators took out.
    """
    state = Kept(connection, storage).state()
    try:
        body = read_file("leaders", places.leaders)
        filed = read_leaders(body, people, [], settings.lines[0].country)
    except BrokenRota:
        standinlist.write(connection, settings, None, state)
        raise
    return filed, body, standinlist.write(connection, settings, filed.rows, state)


def _not_shrunk(rota: Rota, before: Rota | None, now: datetime, accepted: int | None) -> None:
    """Raises BrokenRota. A file may end in the middle and be a rota all the same."""
    has = week(rota, now, rota.zone).meetings
    if accepted is not None and has >= accepted:
        return
    had = week(before, now, before.zone).meetings if before else 0
    if had - has > max(SHRUNK * had, 5) or (had and not has):
        today = now.astimezone(rota.zone).date().isoformat()
        over = sum(is_date(hour.day) and hour.day < today for hour in rota.hours)
        raise ShrunkRota(has, had, 0 if rota.until else over)


def read_file(what: Literal["hours", "leaders"], where: str, limits: Limits | None = None) -> bytes:
    """One of the two files. Its address stays untold: it is often all that guards the file.

    Raises BrokenRota.
    """
    try:
        agent = f"meeting-line/{__version__}"
        return fetch(where, agent=agent, limits=limits or Limits()).body or b""
    except Unreachable as error:
        raise BrokenRota(
            f"What line.toml names as [rota] {what} {error}: make it readable again."
        ) from None
