"""The commands. Each exits 0 on success, 1 on a problem it explains, 2 on wrong usage."""

import argparse
import os
import sys
from collections.abc import Sequence
from io import StringIO
from typing import NoReturn

import redis.exceptions

from ivr.commands import COMMANDS, Command
from ivr.memory import leave_no_core
from ivr.numbers import scrub
from ivr.settings import SettingsError


def main(arguments: Sequence[str] | None = None) -> int:
    """The `ivr` command."""
    leave_no_core()  # `ivr blocks add` reads a number
    sys.stdin = sys.stdin or StringIO()  # where it is closed: nobody is there to be asked
    typed = sys.argv[1:] if arguments is None else arguments
    parser = _parser(typed)
    options, stray = parser.parse_known_args(typed)
    if stray:
        sentence = getattr(options, "stray", "")
        parser.error(sentence or f"unrecognized arguments: {' '.join(stray)}")
    command: Command = options.command
    try:
        return command(options)
    except SettingsError as error:
        print(error, file=sys.stderr)
        return 1
    except redis.exceptions.RedisError as error:
        print(
            f"Redis cannot be reached ({type(error).__name__}): start it, or mend REDIS_URL.",
            file=sys.stderr,
        )
        return 1
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # the reader of a pipe had enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


class _Parser(argparse.ArgumentParser):
    """What was typed wrongly is repeated, except what may be a telephone number."""

    def error(self, message: str) -> NoReturn:
        super().error(scrub(message))


def _parser(typed: Sequence[str]) -> argparse.ArgumentParser:
    """With the options of what is typed alone: those of all commands would load all of the line."""
    parser = _Parser(
        prog="ivr", description="The meeting line: a telephone call that ends in a meeting."
    )
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for name, spec in COMMANDS.items():
        sub = commands.add_parser(
            name, help=spec.what, description=spec.what, epilog=f"Example: {spec.example}"
        )
        if name in typed:
            spec.options(sub)
        sub.set_defaults(command=spec.run)
    return parser
