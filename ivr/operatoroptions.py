"""The tasks of `ivr operators` and what each can be told."""

import argparse

from ivr import whodid


def options(parser: argparse.ArgumentParser) -> None:
    tasks = parser.add_subparsers(title="tasks", dest="task", metavar="TASK", required=True)

    def task(name: str, what: str, example: str) -> argparse.ArgumentParser:
        return tasks.add_parser(
            name, help=what, description=what, epilog=f"Example: ivr operators {example}"
        )

    one = task("add", "A new person, with a PIN that is shown once.", "add Ana --make")
    one.add_argument("name", metavar="NAME", help="to sign in with; nobody else may have it")
    one.add_argument("--language", default="", help="of the console, such as es")
    one.add_argument(
        "--leader", action="store_true", help="a leader: a PIN, and nothing at the console"
    )
    _making(one)
    _new_secret(one)

    _json(task("list", "Who there is, and whose PIN is locked.", "list --json"))

    one = task("pin", "A new PIN, shown once; it lifts a lock, too.", "pin Ana")
    _person(one)
    _new_secret(one)

    one = task("password", "Another password for the console.", "password Ana")
    _person(one)
    _making(one, by=False)
    _new_secret(one)

    one = task("code", "Ask for an authenticator app's code, or no longer.", "code Ana --on")
    _person(one)
    _new_secret(one)
    switch = one.add_mutually_exclusive_group(required=True)
    switch.add_argument("--on", action="store_true", help="and show the picture for the app, once")
    switch.add_argument("--off", dest="on", action="store_false", help="name and password do")

    _person(task("unlock", "Lift the lock of a PIN, and the wait to sign in.", "unlock 415"))

    one = task("remove", "Somebody leaves: nothing of theirs opens anything.", "remove Ana")
    _person(one)
    one.add_argument("--yes", action="store_true", help="even the last operator who can sign in")

    _json(task("log", "Who changed what about whom, and when.", "log --json"))


def _person(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("person", metavar="NUMBER|NAME", help="as `ivr operators list` shows it")
    whodid.option(parser)


def _making(parser: argparse.ArgumentParser, *, by: bool = True) -> None:
    parser.add_argument(
        "--make", action="store_true", help="make the password, and show it once; else it is asked"
    )
    if by:
        whodid.option(parser)


def _new_secret(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--new-secret",
        action="store_true",
        help="even where people were made with another IVR_SECRET, which is gone for good",
    )


def _json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="for a program to read")
