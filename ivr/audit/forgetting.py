"""What the doctor says of forgetting: what waits, and what copies callers' numbers."""

import threading
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
from typing import Literal

from ivr.carrier import Carrier, OwnNumber, Refused, Trouble, Unknown
from ivr.erasure.ledger import Ledger
from ivr.erasure.sweep import MONTH
from ivr.schedule.report import ago
from ivr.settings import Settings

Said = tuple[Literal["ok", "note", "wrong"], str]

STUCK = timedelta(days=1)
UNSWEPT, UNSWEPT_MONTH = timedelta(hours=3), timedelta(days=2)
"""Since the last sweep, which comes every hour, and the last that went a month back."""

PATIENCE = 3.0
ALL_PATIENCE = 6.0
"""Seconds for one answer of the carrier, and for all of them."""

MOST_ALERTS = 10


def of_ledger(ledger: Ledger) -> Iterator[Said]:
    """What the count of forgetting says."""
    well = True
    if ledger.waiting and ledger.oldest > STUCK.total_seconds():
        well = False
        codes = ", ".join(f"{count} with code {code}" for code, count in ledger.refused.items())
        refused = f"refusals so far: {codes}" if codes else "the carrier has refused none so far"
        yield (
            "wrong",
            f"{ledger.waiting} calls wait to be erased at the carrier; the oldest was over "
            f"{ago(ledger.oldest)} ({refused}): see that `ivr worker` runs, and run "
            "`ivr privacy audit`.",
        )
    if ledger.pause:
        well = False
        yield "note", f"The carrier is left in peace for a while: {ledger.pause}."
    for age, most, what in (
        (ledger.last_sweep, UNSWEPT, "The carrier's list of calls"),
        (ledger.last_month, UNSWEPT_MONTH, "The carrier's list of a month's calls"),
    ):
        if age is None or age > most.total_seconds():
            well = False
            when = "never" if age is None else "last"
            then = "" if age is None else f" {ago(age)}"
            yield "note", f"{what} was {when} gone through{then}: see that `ivr cron` runs."
    if well:
        yield (
            "ok",
            f"{ledger.erased} calls were erased at the carrier, {ledger.waiting} wait for it, "
            f"{ledger.going_on} go on.",
        )


def of_carrier(settings: Settings, now: datetime) -> list[Said]:
    """What the carrier says, if it says it within a few seconds."""
    said: list[Said] = []

    def ask() -> None:
        try:
            with closing(Carrier(settings, patience=PATIENCE)) as carrier:
                said.extend(_asked(carrier, settings, now))
        except Trouble as trouble:
            accepted = "not accepted" not in trouble.why
            said.append(
                ("note", f"The carrier does not answer: {trouble.why}.")
                if accepted
                else ("wrong", f"{trouble.why}: nothing is erased at the carrier; mend them.")
            )
        except Refused as refused:
            said.append(("note", f"The carrier refused to answer, with code {refused.code}."))
        except Unknown:
            said.append(("wrong", "The carrier knows no account like TWILIO_ACCOUNT_SID: mend it."))
        except Exception as error:  # its library reads answers in its own way
            what = type(error).__name__
            said.append(("note", f"The carrier answered what cannot be understood ({what})."))

    thread = threading.Thread(target=ask, daemon=True)
    thread.start()
    thread.join(ALL_PATIENCE)
    return [*said] or [("note", f"The carrier does not answer within {ALL_PATIENCE:.0f} seconds.")]


def _asked(carrier: Carrier, settings: Settings, now: datetime) -> Iterator[Said]:
    here = f"{settings.public_url}/voice"
    named = {line.number for line in settings.lines}
    numbers = carrier.numbers()
    leading = [each for each in numbers if settings.public_url and _address(each) == here]
    well = bool(leading)
    if not leading:
        yield (
            "note",
            f"No number of the account leads here: set {here} as a number's voice URL in the "
            "carrier's console.",
        )
    for each in numbers:
        if each.caller_lookup and (each in leading or each.number in named):
            well = False
            yield (
                "wrong",
                f"Caller-name lookup is on for {each.number}, and copies callers' names: switch "
                "it off in the carrier's console, with that number, under Voice.",
            )
    if carrier.exports_calls():
        well = False
        yield (
            "wrong",
            "Bulk export of calls is on, and copies every call with its numbers: switch it off in "
            "the carrier's console, under Bulk Export.",
        )
    _, holding = carrier.alerts(now - MONTH, most=MOST_ALERTS)
    if holding:
        well = False
        least = "At least " if holding == MOST_ALERTS else ""
        yield (
            "wrong",
            f"{least}{holding} alerts of the last {MONTH.days} days hold what the carrier sent "
            "here, callers' numbers too. Nobody can delete them. They come of webhooks that "
            "failed: read in the carrier's console, under Monitor, which, and mend that.",
        )
    if well:
        yield (
            "ok",
            f"The carrier answers: {len(leading)} numbers lead here, it looks up no names, exports "
            "no calls, and no alert holds a caller's number.",
        )


def _address(number: OwnNumber) -> str:
    return number.voice_url.partition("?")[0].partition("#")[0]
