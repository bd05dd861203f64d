"""What `ivr setup` says and asks: to a person at a terminal, or with `--json` to a program."""

import argparse
import sys
from collections.abc import Mapping

import msgspec

from ivr.doctor.finding import Said
from ivr.ownnumber import OwnNumber
from ivr.setup.history import Fields

NOTHING = "Nothing was changed."


class Stop(Exception):
    """It ends here, with a sentence on stderr and this status."""

    def __init__(self, sentence: str, status: int = 1) -> None:
        super().__init__(sentence)
        self.status = status


class Outcome(msgspec.Struct):
    """What a program reads."""

    number: str
    outcome: str  # changed, would change, or right already
    before: Fields
    changes: Fields
    now: Fields
    said: list[Said]


class Dialogue:
    """Of one run of the command."""

    def __init__(self, options: argparse.Namespace) -> None:
        self._json: bool = options.json
        self._silent: bool = options.yes or options.dry_run
        self._said: list[Said] = []

    @property
    def asks(self) -> bool:
        """Whether there is somebody to ask."""
        return not self._silent and sys.stdin.isatty()

    def print(self, *lines: str) -> None:
        """For a person alone."""
        if not self._json:
            for line in lines:
                print(line)

    def tell(self, *said: Said) -> None:
        """For both."""
        self._said += said
        self.print(*(f"{grade:7}  {sentence}" for grade, sentence in said))

    def ask(self, question: str) -> str:
        """What is typed. Raises Stop where the terminal is closed, and at Ctrl-C."""
        try:
            return input(question).strip()
        except EOFError:
            raise Stop(f"\n{NOTHING}") from None
        except KeyboardInterrupt:
            raise Stop(f"\n{NOTHING}", 130) from None

    def report(
        self, outcome: str, before: OwnNumber, change: Mapping[str, str | bool], now: OwnNumber
    ) -> None:
        """For a program alone: what became of it."""
        if self._json:
            done = Outcome(
                before.number, outcome, before.wiring, dict(change), now.wiring, self._said
            )
            print(msgspec.json.encode(done).decode())
