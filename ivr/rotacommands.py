"""`ivr rota`: the coming week as callers hear it, with what nobody leads in plain words."""

import argparse
import sys
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import msgspec
import redis

from ivr import store
from ivr.clock import utc_now
from ivr.dates import a_date
from ivr.people.person import CannotChange
from ivr.recordings.storage import StoreAway, storage_of
from ivr.rotachanges import RotaKept
from ivr.rotacomposed import leaders_of
from ivr.rotalate import late
from ivr.rotalog import printed as lines
from ivr.rotaread import Reading, last_reading
from ivr.rotarefresh import last_report, published_rota
from ivr.rotasheet import BrokenRota
from ivr.rotashown import printed, shown
from ivr.rotathen import knows, rota_then
from ivr.rotaweek import week
from ivr.settings import Settings, SettingsError


def run(options: argparse.Namespace, settings: Settings) -> int:
    connection = store.connect(settings.redis_url)
    if options.task == "late":
        zone = settings.lines[0].time_zone
        print("\n".join(late(connection, utc_now(), zone, json=options.json)))
        return 0
    if options.task == "log":
        return log(connection, settings, json=options.json)
    return _week(options, settings, connection)


def _week(options: argparse.Namespace, settings: Settings, connection: redis.Redis) -> int:
    with suppress(StoreAway, SettingsError):  # where a change found no store, its copy is written
        RotaKept(connection, storage_of(settings)).open()
    rota = published_rota(connection)
    if rota is None:
        print(_none(settings), file=sys.stderr)
        return 1
    begin = _begin(options.first, rota.zone)
    trouble = _trouble(connection)
    anew = options.first is not None and not knows(rota, begin)
    if anew:
        try:
            rota, trouble = rota_then(settings, connection, begin), ""
        except (BrokenRota, CannotChange, StoreAway, SettingsError) as error:
            print(f"The week from {options.first} on is not known. {error}", file=sys.stderr)
            return 1
    found = week(rota, begin, rota.zone)
    if options.json:
        print(msgspec.json.encode(shown(found, rota, begin, trouble)).decode())
    else:
        if anew:
            print("A calendar is worked out for five weeks: this week was read for you just now.\n")
        print("\n".join(printed(found, rota, begin, trouble)))
    return 0


def log(connection: redis.Redis, settings: Settings, *, json: bool) -> int:
    """Who gave back, took or gave which hour, and who changed which row of the console."""
    try:
        storage = storage_of(settings)
        done = RotaKept(connection, storage).filled().log
        reading = last_reading(connection, settings) or Reading(settings.lines[0].time_zone.key)
        leaders = leaders_of(connection, storage, reading).rows
    except (StoreAway, CannotChange, SettingsError) as error:
        print(error, file=sys.stderr)
        return 1
    if json:
        print(msgspec.json.encode({"log": done}).decode())
        return 0
    for said in lines(done, leaders, settings.lines[0].time_zone):
        print(said)
    if not done:
        print("Nothing was changed beside the rota's files yet.")
    return 0


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
    one.add_argument("--from", dest="first", metavar="DATE", type=a_date, help="from that day on")
    one.add_argument("--json", action="store_true", help="for a program to read")
    what = "Who gave back, took or gave which hour, and changed which row of the console."
    one = tasks.add_parser("log", help=what, description=what, epilog="Example: ivr rota log")
    one.add_argument("--json", action="store_true", help="for a program to read")
    what = "Hours of the last eight weeks that were not covered, or that nobody led."
    one = tasks.add_parser("late", help=what, description=what, epilog="Example: ivr rota late")
    one.add_argument("--json", action="store_true", help="for a program to read")
