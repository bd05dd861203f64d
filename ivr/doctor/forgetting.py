"""The forgetting of calls: what waits, and what is still shown."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from ivr.doctor.finding import Said
from ivr.erasure.forget import PATIENCE
from ivr.erasure.ledger import STUCK, UNSWEPT, Ledger
from ivr.wording import ago, long

UNSWEPT_MONTH = timedelta(days=2)
"""Since the last sweep that went a month back, which comes every day."""


def of_ledger(ledger: Ledger, held: datetime | None = None) -> Iterator[Said]:
    """What the count of forgetting says. `held`: since when nothing is deleted, by order."""
    well = held is None
    waiting = "1 call waits" if ledger.waiting == 1 else f"{ledger.waiting} calls wait"
    if held is not None:
        yield (
            "note",
            f"There is a hold since {held.astimezone(UTC):%Y-%m-%d %H:%M} UTC: nothing is deleted "
            f"at the carrier, and {waiting} there, numbers and all. When the hold "
            "is over, type `ivr privacy hold --end`.",
        )
    elif ledger.waiting and ledger.oldest_known > STUCK.total_seconds():
        well = False
        codes = ", ".join(f"{count} with code {code}" for code, count in ledger.refused.items())
        refused = f"refusals so far: {codes}" if codes else "the carrier has refused none so far"
        yield (
            "wrong",
            f"{waiting} to be erased at the carrier, the oldest for "
            f"{long(ledger.oldest_known)} ({refused}): see that `ivr worker` runs, and run "
            "`ivr privacy audit`.",
        )
    if held is None and ledger.deleted and ledger.oldest_deleted > PATIENCE.total_seconds():
        well = False
        yield (
            "wrong",
            f"A call was deleted at the carrier {ago(ledger.oldest_deleted)}, and the carrier has "
            "not yet shown that it is gone: run `ivr privacy audit`, which names it, and ask the "
            "carrier's support.",
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
            f"Calls: {ledger.erased} were erased at the carrier or unknown to it, {ledger.waiting} "
            f"wait for that, {ledger.going_on} go on.",
        )
