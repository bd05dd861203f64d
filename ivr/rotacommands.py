"""`ivr rota`: the coming week as callers hear it, with what nobody leads in plain words."""

import argparse
import sys
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import msgspec
import redis

from ivr import store
from ivr.app import utc_now
from ivr.hour import Hour
from ivr.people.person import CannotChange
from ivr.recordings.storage import StoreAway, storage_of
from ivr.rota import OnNow, Rota
from ivr.rotachanges import RotaKept
from ivr.rotalate import late
from ivr.rotarefresh import last_report, published_rota
from ivr.rotaweek import Slot, Week, week
from ivr.settings import Settings, SettingsError

NO_LEADER = "NOBODY LEADS"
NO_MEETING = "NO MEETING"


class ShownHour(msgspec.Struct, frozen=True):
    """A meeting, or a time without one, for a program: times with the zone's offset."""

    start: datetime
    end: datetime
    meeting: bool
    covered: bool
    title: str = ""
    format: str = ""
    access: str = ""
    language: str = ""
    room: str = ""
    leader: str = ""
    leader_name: str = ""
    instead_of: str | None = None  # whom the rota names, where it is otherwise this one time


class ShownWeek(msgspec.Struct, frozen=True):
    time_zone: str
    start: datetime
    end: datetime
    uncovered: int  # meetings that nobody leads
    without_meeting: float  # hours
    trouble: str  # why the file of now is not what callers hear
    hours: list[ShownHour]


def run(options: argparse.Namespace, settings: Settings) -> int:
    connection = store.connect(settings.redis_url)
    if options.task == "late":
        zone = settings.lines[0].time_zone
        print("\n".join(late(connection, utc_now(), zone, json=options.json)))
        return 0
    if options.task == "log":
        return log(connection, settings, json=options.json)
    with suppress(StoreAway, SettingsError):  # where a change found no store, its copy is written
        RotaKept(connection, storage_of(settings)).open()
    rota = published_rota(connection)
    if rota is None:
        print(_none(settings), file=sys.stderr)
        return 1
    begin = _begin(options.first, rota.zone)
    found, trouble = week(rota, begin, rota.zone), _trouble(connection)
    if options.json:
        print(msgspec.json.encode(shown(found, rota, begin, trouble)).decode())
    else:
        print("\n".join(printed(found, rota, begin, trouble)))
    return 0


def log(connection: redis.Redis, settings: Settings, *, json: bool) -> int:
    """Who gave back, took or gave which hour, and who changed which row of the console."""
    try:
        done = RotaKept(connection, storage_of(settings)).filled().log
    except (StoreAway, CannotChange, SettingsError) as error:
        print(error, file=sys.stderr)
        return 1
    if json:
        print(msgspec.json.encode({"log": done}).decode())
        return 0
    zone = settings.lines[0].time_zone
    for each in done:
        when = f"{each.when.astimezone(zone):%Y-%m-%d %H:%M}"
        to = f", to {each.leader}" if each.did == "gave" else ""
        print(f"{when}  {each.who}: {each.did} {each.what}{to}")
    if not done:
        print("Nothing was changed beside the rota's files yet.")
    return 0


def shown(found: Week, rota: Rota, begin: datetime, trouble: str) -> ShownWeek:
    zone = rota.zone
    hours = [
        ShownHour(
            slot.start.astimezone(zone),
            slot.end.astimezone(zone),
            slot.hour is not None,
            slot.hour is not None and not slot.unled,
            **(_fields(slot.hour) if slot.hour else {}),
            instead_of=_instead(rota, slot),
        )
        for slot in found.slots
    ]
    return ShownWeek(
        time_zone=zone.key,
        start=begin.astimezone(zone),
        end=found.end.astimezone(zone),
        uncovered=found.unled,
        without_meeting=round(found.empty, 2),
        trouble=trouble,
        hours=hours,
    )


def printed(found: Week, rota: Rota, begin: datetime, trouble: str) -> Iterator[str]:
    """In lines: a day, then its hours."""
    zone = rota.zone
    if trouble:
        yield f"Not what the file says now. {trouble}"
        yield ""
    yield f"Times of {zone.key.replace('_', ' ')}. {_counted(found)}"
    for each in found.days:
        yield ""
        yield f"{each.date:%A}, {each.date.day} {each.date:%B %Y}{_change(each.date, zone)}"
        for slot in each.slots:
            yield f"  {_times(slot, zone)}  {_said(slot, _instead(rota, slot))}"
    yield from _edges(found, rota, begin)


def _fields(hour: Hour) -> dict[str, str]:
    names = ("title", "format", "access", "language", "leader", "leader_name")
    return {name: getattr(hour, name) for name in names} | {"room": hour.room_name}


def _counted(found: Week) -> str:
    led = f"{found.unled} of {found.meetings} meetings have no leader"
    if not found.unled:
        led = f"Each of {found.meetings} meetings has a leader" if found.meetings else "No meetings"
    free = (
        f"{found.empty:g} hours have no meeting" if found.empty else "no hour is without a meeting"
    )
    return f"{led}; {free}."


def _said(slot: Slot, instead: str | None) -> str:
    hour = slot.hour
    if hour is None:
        return NO_MEETING
    words = [hour.format, hour.access]
    words += [f"in {hour.language}"] if hour.language else []
    words += [f"room {hour.room}"] if hour.room else []
    leader = NO_LEADER if slot.unled else hour.leader_name or hour.leader
    if instead is not None:
        leader += f" (instead of {instead or 'nobody'})"
    return f"{hour.title}  ({', '.join(words)})  {leader}"


def _instead(rota: Rota, slot: Slot) -> str | None:
    """Whom the rota itself names, where an hour was given back, taken or given to somebody."""
    on = OnNow(slot.hour, slot.start, slot.end) if slot.hour else None
    change = rota.change_of(on) if on else None
    return change.was if change else None


def _times(slot: Slot, zone: ZoneInfo) -> str:
    """With the zone's letters where one time comes twice that day."""
    start, end = slot.start.astimezone(zone), slot.end.astimezone(zone)
    other = start.replace(fold=1 - start.fold)
    twice = start.utcoffset() != other.utcoffset()
    return f"{start:%H:%M}-{end:%H:%M}" + (f" {start:%Z}" if twice else "")


def _change(day: date, zone: ZoneInfo) -> str:
    midnight = datetime.combine(day, time(), zone)
    moved = midnight.utcoffset(), (midnight + timedelta(days=1)).utcoffset()
    if moved[0] == moved[1] or None in moved:
        return ""
    back = (moved[0] or timedelta()) > (moved[1] or timedelta())
    return " (the clock goes back)" if back else " (the clock goes forward)"


def _edges(found: Week, rota: Rota, begin: datetime) -> Iterator[str]:
    """What a calendar leaves open."""
    if rota.until and found.end < begin + timedelta(days=6, hours=23):
        yield f"\nThe calendar is worked out to the end of the day before {rota.until}."
    if rota.since and begin.astimezone(rota.zone).date().isoformat() < rota.since:
        yield f"\nThe calendar is worked out from {rota.since} on, so days before look empty."


def _begin(first: date | None, zone: ZoneInfo) -> datetime:
    """That day's midnight, or the full hour that is on."""
    if first is not None:
        return datetime.combine(first, time(), zone)
    now = utc_now().astimezone(zone)
    return now - timedelta(minutes=now.minute, seconds=now.second, microseconds=now.microsecond)


def _trouble(connection: redis.Redis) -> str:
    report = last_report(connection)
    return report.sentence if report and report.outcome == "kept" else ""


def _none(settings: Settings) -> str:
    if settings.rota is None:
        return "There is no rota: name one in line.toml [rota], or keep its rows in the console."
    return "No rota has been published: run `ivr refresh`, which says what is wrong with it."


def options(parser: argparse.ArgumentParser) -> None:
    tasks = parser.add_subparsers(title="tasks", dest="task", metavar="TASK", required=True)
    what = "The coming seven days, hour by hour: who leads, and what nobody leads."
    one = tasks.add_parser(
        "week", help=what, description=what, epilog="Example: ivr rota week --from 2026-10-30"
    )
    one.add_argument(
        "--from", dest="first", metavar="DATE", type=date.fromisoformat, help="from that day on"
    )
    one.add_argument("--json", action="store_true", help="for a program to read")
    what = "Who gave back, took or gave which hour, and changed which row of the console."
    one = tasks.add_parser("log", help=what, description=what, epilog="Example: ivr rota log")
    one.add_argument("--json", action="store_true", help="for a program to read")
    what = "Hours of the last eight weeks that were not covered, or that nobody led."
    one = tasks.add_parser("late", help=what, description=what, epilog="Example: ivr rota late")
    one.add_argument("--json", action="store_true", help="for a program to read")
