"""`ivr setup`: from the account's credentials to a number that can be called, step by step."""

import argparse
import re
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import datetime

from ivr.carrier import Account, Carrier, Refused, Trouble, Unknown
from ivr.carrierids import is_account
from ivr.ownnumber import OwnNumber
from ivr.settings import Settings
from ivr.setup import shown
from ivr.setup.account import of_account
from ivr.setup.dialogue import NOTHING, Dialogue, Stop
from ivr.setup.history import Fields, History
from ivr.setup.refusals import CLOSED, why
from ivr.setup.surprises import of_address, of_config, of_number
from ivr.wiring import changes, wanted


def run(options: argparse.Namespace, settings: Settings, now: Callable[[], datetime]) -> int:
    if options.json and not (options.yes or options.dry_run):
        print("--json asks nothing: add --yes or --dry-run.", file=sys.stderr)
        return 2
    if not is_account(settings.account_sid):
        print(
            "TWILIO_ACCOUNT_SID is no account's: it begins with AC and has 34 characters, and "
            "stands on the first page of the carrier's console.",
            file=sys.stderr,
        )
        return 1
    with closing(Carrier(settings)) as carrier:
        try:
            _Setup(options, settings, carrier, now).run()
        except (Trouble, Refused, Unknown) as error:
            print(f"{why(error, settings.twilio_api)} {NOTHING}", file=sys.stderr)
            return 1
        except Stop as stop:
            print(stop, file=sys.stderr)
            return stop.status
    return 0


class _Setup:
    """One run of the command."""

    def __init__(
        self,
        options: argparse.Namespace,
        settings: Settings,
        carrier: Carrier,
        now: Callable[[], datetime],
    ) -> None:
        self.options = options
        self.settings = settings
        self.carrier = carrier
        self.now = now
        self.history = History(settings.data_dir, settings.account_sid)
        self.talk = Dialogue(options)

    def run(self) -> None:
        """Raises Stop; and Trouble, Refused and Unknown before anything was changed."""
        account = self._account()
        number = self._chosen(self.carrier.numbers())
        if number.trunk:
            raise Stop(
                f"{number.number} belongs to the SIP trunk {number.trunk}, and its own addresses "
                "do not count: take it out of that trunk in the carrier's console, under Elastic "
                f"SIP Trunking, if its calls are to come here. {NOTHING}"
            )
        if self.options.undo:
            self._undo(number)
        else:
            self._set_up(account, number)

    def _account(self) -> Account:
        try:
            account = self.carrier.account()
        except Unknown:
            raise Stop(
                "The carrier knows no account like TWILIO_ACCOUNT_SID: copy it anew from the first "
                f"page of its console. {NOTHING}"
            ) from None
        if not account.status:
            raise Stop(f"{why(Trouble('no account'), self.settings.twilio_api)} {NOTHING}")
        if account.status != "active":
            raise Stop(f"{CLOSED.format(state=account.status)} {NOTHING}")
        return account

    def _chosen(self, numbers: list[OwnNumber]) -> OwnNumber:
        if not numbers:
            raise Stop(
                "The account has no number: buy one that takes calls (Voice) in the carrier's "
                f"console, under Phone Numbers. {NOTHING}"
            )
        count = "1 number" if len(numbers) == 1 else f"{len(numbers)} numbers"
        self.talk.print(f"The account has {count}:", *shown.listed(numbers, self.settings))
        if not self.options.undo:
            self.talk.tell(*of_config(numbers, self.settings))
        if self.options.number:
            return self._meant(numbers, self.options.number)
        if len(numbers) == 1:
            return numbers[0]
        if not self.talk.asks:
            raise Stop(f"There are {count}: say with --number which one is meant.", 2)
        while True:
            typed = self.talk.ask(f"Which one? 1 to {len(numbers)}: ")
            if typed.isdecimal() and 1 <= int(typed) <= len(numbers):
                return numbers[int(typed) - 1]

    def _meant(self, numbers: list[OwnNumber], typed: str) -> OwnNumber:
        """By its last digits, seven at least, in whatever way they are written."""
        digits = re.sub(r"[^0-9]", "", typed)
        found = [each for each in numbers if each.number.endswith(digits)]
        if len(digits) < 7 or len(found) != 1:
            raise Stop(
                f"The account has no number {typed}: write one as it is listed, such as "
                f"{numbers[0].number}. {NOTHING}"
            )
        return found[0]

    def _set_up(self, account: Account, number: OwnNumber) -> None:
        if not number.voice:
            raise Stop(
                f"{number.number} cannot take calls: choose one that can, or buy one with Voice in "
                f"the carrier's console. {NOTHING}"
            )
        self.talk.tell(*of_address(self.settings), *of_number(number, self.settings))
        self.talk.tell(*of_account(self.carrier, account, self.settings, number.number))
        change = changes(number, wanted(self.settings))
        if number.caller_lookup and self._switches_lookup_off(number):
            change["voice_caller_id_lookup"] = False
        if self._agreed(number, change):
            self.history.note(number, change, self.now())
            number = self._carried_out(number, change)
        if not self.options.dry_run:
            self.talk.print(
                f"Now call {shown.spoken(number.number)} from any telephone, and listen. If it "
                "does not say what you expect, run `ivr doctor`."
            )

    def _switches_lookup_off(self, number: OwnNumber) -> bool:
        self.talk.tell(
            (
                "wrong",
                f"Caller name lookup is on for {number.number}: it costs for every call, and tells "
                "the carrier's account who called.",
            )
        )
        return not self.talk.asks or self.talk.ask("Switch it off? [Y/n] ").lower() not in (
            "n",
            "no",
        )

    def _undo(self, number: OwnNumber) -> None:
        step = self.history.back(number)
        if step is None:
            raise Stop(f"There is nothing to undo for {number.number}. {NOTHING}")
        has = number.wiring
        change = {name: value for name, value in step.before.items() if has[name] != value}
        self.talk.print(f"Taking back what was set up on {step.at:%Y-%m-%d %H:%M} UTC.")
        if has != step.before | step.changed:
            self.talk.tell(
                (
                    "note",
                    f"{number.number} is not as that setup left it: what was changed since goes "
                    "with it.",
                )
            )
        if self._agreed(number, change):
            self._carried_out(number, change)
            self.history.undo(step, self.now())

    def _agreed(self, number: OwnNumber, change: Fields) -> bool:
        """Shows what would change, and asks. Raises Stop where the answer is no."""
        if not change:
            self.talk.print(f"{number.number} is set up as it should be: nothing is to be changed.")
            self.talk.report("right already", number, change, number)
            return False
        self.talk.print(
            f"Of {number.number} this is to change:", *shown.rows(number.wiring, change)
        )
        if self.options.dry_run:
            self.talk.print(NOTHING)
            self.talk.report("would change", number, change, number)
            return False
        if self.options.yes:
            return True
        if not self.talk.asks:
            raise Stop(f"There is no terminal to ask at: add --yes or --dry-run. {NOTHING}", 2)
        if self.talk.ask("Change it? [y/N] ").lower() not in ("y", "yes"):
            raise Stop(NOTHING)
        return True

    def _carried_out(self, before: OwnNumber, change: Fields) -> OwnNumber:
        """Makes the change and reads it back. Returns the number as the carrier has it now."""
        failure = ""
        try:
            self.carrier.rewire(before.sid, change)
        except (Trouble, Refused, Unknown) as error:
            failure = why(error, self.settings.twilio_api)
        except KeyboardInterrupt:
            raise self._unsure(before, "\nYou broke it off.", status=130) from None
        try:
            now = self.carrier.number(before.sid)
        except (Trouble, Refused, Unknown) as error:
            raise self._unsure(before, failure or why(error, self.settings.twilio_api)) from None
        missing = [name for name, value in change.items() if now.wiring[name] != value]
        if missing and now.wiring == before.wiring:
            raise Stop(f"{failure or 'The carrier did not do it.'} {NOTHING}")
        if missing:
            self.talk.print("The carrier has now:", *shown.state(now.wiring))
            raise Stop(
                f"{failure or 'The carrier did only a part of it.'} It was "
                f"{_before(before)}, which is kept in {self.history.path}: type `ivr setup` again, "
                "or `ivr setup --undo`."
            )
        self.talk.print("Done. The carrier has now:", *shown.state(now.wiring))
        self.talk.report("changed", before, change, now)
        return now

    def _unsure(self, before: OwnNumber, failure: str, status: int = 1) -> Stop:
        return Stop(
            f"{failure} Whether it was changed could not be found out. It was {_before(before)}, "
            f"which is kept in {self.history.path}: type `ivr setup` again, or `ivr setup --undo`.",
            status,
        )


def _before(number: OwnNumber) -> str:
    """What a call came to, in words; the whole of it is in the file."""
    url = shown.without_password(number.voice_url) or "nothing"
    return f"{url} by {number.voice_method}"


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--number", help="which of the account's, such as +12025550199")
    parser.add_argument("--yes", action="store_true", help="change it without asking")
    parser.add_argument("--dry-run", action="store_true", help="only show what would change")
    parser.add_argument(
        "--undo", action="store_true", help="put back what was before the last setup; again: before"
    )
    parser.add_argument(
        "--json", action="store_true", help="for a program; with --yes or --dry-run"
    )
