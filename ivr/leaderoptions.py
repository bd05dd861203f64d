"""The tasks of `ivr leaders` and what each can be told."""

import argparse

from ivr import whodid
from ivr.dates import a_date


def options(parser: argparse.ArgumentParser) -> None:
    tasks = parser.add_subparsers(title="tasks", dest="task", metavar="TASK", required=True)

    def task(name: str, what: str, example: str) -> argparse.ArgumentParser:
        return tasks.add_parser(
            name, help=what, description=what, epilog=f"Example: ivr leaders {example}"
        )

    one = task("add", "A leader who is in no file, with a PIN.", "add Sam --from 2026-05-31")
    one.add_argument("name", metavar="NAME", help="as callers hear it")
    one.add_argument(
        "--from",
        dest="leads_from",
        metavar="DATE",
        type=a_date,
        required=True,
        help="may lead from that day on: six months into recovery, never the clean date",
    )
    one.add_argument("--as", dest="row", metavar="ROW", default="", help="what the rota calls them")
    _operator(one)
    _rung(one)
    whodid.option(one)

    one = task("list", "Who leads, since when, with a PIN or without, and when next.", "list")
    one.add_argument("--json", action="store_true", help="for a program to read")

    one = task("pin", "A PIN, shown once, for a leader of leaders.csv or of here.", "pin sam")
    _row(one)
    _operator(one)
    whodid.option(one)

    one = task(
        "ring",
        "When a leader may be rung to stand in, and where: no number is ever shown.",
        'ring sam --phone --rings "22:00-06:00"',
    )
    _row(one)
    _rung(one)
    or_not = one.add_mutually_exclusive_group()
    or_not.add_argument("--never", action="store_true", help="not any more; their number is gone")
    or_not.add_argument(
        "--as-filed", action="store_true", help="forget what was said here: leaders.csv decides"
    )
    whodid.option(one)

    one = task(
        "remove", "Somebody leads no more: no PIN, and their hours have no leader.", "remove sam"
    )
    _row(one)
    whodid.option(one)


def _row(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "row",
        metavar="ROW",
        help="as `ivr leaders list` shows it, or the name where only one has it",
    )


def _rung(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--phone",
        action="store_true",
        help="they may be rung to stand in: the number is read from stdin, or asked for unshown",
    )
    parser.add_argument(
        "--rings",
        metavar="TIMES",
        default="",
        help="when, by the line's clock: 08:00-22:00 (without it), 22:00-06:00, several, or always",
    )


def _operator(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--operator", metavar="WHO", default="", help="an operator, who leads with the same PIN"
    )
