"""`ivr blocks`: an operator's own blocks. The number is read where no history keeps it."""

import argparse
import getpass
import sys
from datetime import datetime, timedelta

import msgspec
import redis

from ivr import store
from ivr.blocks import LONGEST, add, blocks, remove
from ivr.helping.kept import current
from ivr.marks import MARK, countable
from ivr.settings import Settings


def run(options: argparse.Namespace, settings: Settings) -> int:
    from ivr.clock import utc_now

    connection, now = store.connect(settings.redis_url), utc_now()
    if options.task == "add":
        return _add(settings, connection, now + timedelta(days=options.days), now)
    if options.task == "remove":
        return _remove(connection, options.mark, now)
    return _list(settings, connection, now, json=options.json)


def _add(settings: Settings, connection: redis.Redis, until: datetime, now: datetime) -> int:
    from ivr.linefile import e164

    country = settings.lines[0].country
    number = e164(_asked(), country)
    if not number:
        return _wrong(f"That is no telephone number in {country}: write it whole, like +1….")
    lines = (*settings.lines, *current(settings, connection).lines)
    own = {n for line in lines for n in (line.number, line.helpline)}
    if not countable(number, own):
        return _wrong(
            "That number cannot be blocked: it is the line's own or its helpline, or stands for "
            "withheld numbers."
        )
    block = add(connection, number, until, now)
    print(f"Blocked until {_local(settings, block.until)}. Its mark is {block.mark}.")
    return 0


def _list(settings: Settings, connection: redis.Redis, now: datetime, *, json: bool) -> int:
    found = blocks(connection, now)
    if json:
        print(msgspec.json.encode({"blocks": found}).decode())
    elif not found:
        print("No number is blocked.")
    else:
        print("mark    until")
        for block in found:
            print(f"{block.mark}  {_local(settings, block.until)}")
    return 0


def _remove(connection: redis.Redis, mark: str, now: datetime) -> int:
    if not remove(connection, mark, now):
        return _wrong(f"No block has the mark {mark}: see `ivr blocks list`.")
    print(f"The block {mark} is lifted.")
    return 0


def _asked() -> str:
    """The first line of stdin; at a terminal it is asked for and not shown."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().strip()
    try:
        return getpass.getpass("The number to block, which is not shown: ").strip()
    except EOFError:
        return ""


def _local(settings: Settings, moment: datetime) -> str:
    zone = settings.lines[0].time_zone
    return f"{moment.astimezone(zone):%Y-%m-%d %H:%M} {zone.key}"


def _wrong(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return 1


STRAY = (
    "a number must not be an argument, for the shell keeps these in its history and others see "
    "them in the list of processes: clear your shell's history, and run `ivr blocks add` alone"
)


def options(parser: argparse.ArgumentParser) -> None:
    parser.set_defaults(stray=STRAY)
    tasks = parser.add_subparsers(title="tasks", dest="task", metavar="TASK", required=True)
    what = "Block a number, which is read from stdin: within two seconds its calls are rejected."
    one = tasks.add_parser(
        "add", help=what, description=what, epilog="Example: ivr blocks add --days 7"
    )
    one.add_argument(
        "--days", type=_days, default=30, help=f"until it ends (default 30, at most {LONGEST})"
    )
    what = "The blocks that hold: marks and ends. No number, because none is kept."
    one = tasks.add_parser(
        "list", help=what, description=what, epilog="Example: ivr blocks list --json"
    )
    one.add_argument("--json", action="store_true", help="for a program to read")
    what = "Lift a block before its end."
    one = tasks.add_parser(
        "remove", help=what, description=what, epilog="Example: ivr blocks remove 3fa9c1"
    )
    one.add_argument("mark", type=_mark, metavar="MARK", help="as `ivr blocks list` shows it")


def _days(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= LONGEST:
        raise argparse.ArgumentTypeError(f"must be from 1 to {LONGEST} days")
    return int(text)


def _mark(text: str) -> str:
    """Raises without the text: somebody may have typed a number there."""
    if not MARK.fullmatch(text.lower()):
        raise argparse.ArgumentTypeError("a mark has six of the characters 0-9 and a-f")
    return text.lower()
