"""Who does something by a command, for the operators' log."""

import argparse
import getpass

from ivr.people.kept import Kept as People
from ivr.people.person import CannotChange
from ivr.recordings.library import Library, named


def user() -> str:
    """Of this machine: no operator of that name is meant."""
    try:
        return f"{getpass.getuser()} at the machine"
    except (KeyError, OSError, ImportError):  # a container's user without a name
        return "somebody at the machine"


def option(parser: argparse.ArgumentParser) -> None:
    """`--by`, whose name can be kept and shown."""
    parser.add_argument(
        "--by", metavar="NAME", type=_seen, default=user(), help="who does it, for the log"
    )


def _seen(name: str) -> str:
    if not name.isprintable():  # bytes that are no text stand here as halves of letters
        raise argparse.ArgumentTypeError("has a mark in it that nobody sees: type it anew")
    return name


def stranger(by: str, library: Library) -> str:
    """A note where whoever did something goes by a name that no operator of the line has."""
    try:
        people = People(library.connection, library.storage).state()
    except CannotChange:  # `ivr operators` says why
        return ""
    known = people.named(by)
    if not people.people or by == user() or (known and known.may("operator")):
        return ""
    return f"Note: {named(by)} is no operator of this line; the log says {named(by)}."
