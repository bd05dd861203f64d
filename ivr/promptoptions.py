"""The tasks of `ivr prompts` and what each can be told."""

import argparse
from pathlib import Path

from ivr import whodid


def options(parser: argparse.ArgumentParser) -> None:
    tasks = parser.add_subparsers(title="tasks", dest="task", metavar="TASK", required=True)

    def task(name: str, what: str, example: str) -> argparse.ArgumentParser:
        return tasks.add_parser(
            name, help=what, description=what, epilog=f"Example: ivr prompts {example}"
        )

    one = task("list", "Every sentence: its number, and how callers hear it.", "list --language es")
    _language(one)
    _json(one)

    one = task("play", "Hear a recording as callers do.", "play 101 --version 2")
    _prompt(one)
    _version(one, "the one that callers hear")
    one.add_argument("--out", type=Path, metavar="FILE", help="write it there, do not play it")

    one = task("record", "Record a sentence with this computer's microphone.", "record 101")
    _prompt(one)
    _adding(one)

    one = task("add", "Take a recording from a file of any format.", "add 101 hello.m4a --publish")
    _prompt(one)
    one.add_argument("file", type=Path, metavar="FILE", help="wav, mp3, m4a, ogg, flac, webm …")
    _adding(one)

    one = task("publish", "Let callers hear a version, from the next call on.", "publish 101")
    _prompt(one)
    _version(one, "the newest")
    whodid.option(one)

    one = task("revert", "Take the last publication back.", "revert 101 --by Ana")
    _prompt(one)
    whodid.option(one)

    one = task("keep", "A recording that is out of date is right all the same.", "keep 101")
    _prompt(one)
    whodid.option(one)

    _json(task("announcements", "What is heard in front of the greeting.", "announcements"))

    one = task(
        "announce",
        "A message in front of the greeting, for a while; times on the line's clock.",
        'announce closed.m4a --from "2026-11-27 18:00" --until "2026-11-28 09:00"',
    )
    one.add_argument("file", type=Path, metavar="FILE", help="20 seconds at most, of any format")
    one.add_argument("--from", dest="begins", metavar="TIME", default="", help="default: now")
    one.add_argument(
        "--until", dest="ends", metavar="TIME", required=True, help='as "2026-11-28 09:00"'
    )
    one.add_argument(
        "--note", metavar="WORDS", default="", help='what it is about, as "Friday meeting"'
    )
    _language(one)
    whodid.option(one)

    one = task("withdraw", "Take an announcement away.", "withdraw 1f0c9a2b")
    one.add_argument("announcement", metavar="ID", help="as `ivr prompts announcements` shows it")
    whodid.option(one)

    _json(task("log", "Who changed what, and when.", "log --json"))
    _json(task("check", "What is recorded, out of date, unheard or lost.", "check --json"))

    one = task("export", "All of it as one zip.", "export recordings.zip")
    one.add_argument("file", type=Path, metavar="FILE.zip")

    one = task("import", "Add what an export has; nothing here goes.", "import recordings.zip")
    one.add_argument("file", type=Path, metavar="FILE.zip")
    whodid.option(one)


def _prompt(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("prompt", metavar="NUMBER|ID", help="as `ivr prompts list` shows it")
    _language(parser)


def _adding(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--publish", action="store_true", help="and let callers hear it")
    whodid.option(parser)


def _language(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--language", default="", help="such as es (default: the line's first)")


def _version(parser: argparse.ArgumentParser, default: str) -> None:
    parser.add_argument("--version", type=_number, default=0, help=f"its number ({default})")


def _json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="for a program to read")


def _number(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) < 10**6:
        raise argparse.ArgumentTypeError("must be a number such as 2")
    return int(text)
