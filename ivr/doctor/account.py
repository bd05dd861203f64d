"""The carrier's account: where its numbers lead, and what copies callers' numbers."""

from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from datetime import datetime

from ivr.carrier import NOT_ACCEPTED, Carrier, OwnNumber, Refused, Trouble, Unknown
from ivr.doctor.finding import Said
from ivr.doctor.numbers import leading_here, of_numbers
from ivr.erasure.sweep import MONTH
from ivr.region import elsewhere
from ivr.settings import Settings
from ivr.setup.refusals import CLOSED, why
from ivr.wording import listed

PATIENCE = 3.0
"""Seconds for one answer of the carrier."""

MOST_ALERTS = 10
"""Alerts that are looked at, each with a request: the newest."""


def of_account(settings: Settings, now: datetime) -> Iterator[Said]:
    """What the carrier says, and what it did not say. `now` is aware."""
    yield from _Asking(settings, now).run()


class _Asking:
    """One look at the account: several questions, of which each may be refused."""

    def __init__(self, settings: Settings, now: datetime) -> None:
        self.settings = settings
        self.now = now
        self.leading: list[OwnNumber] = []
        self.steps: dict[str, Callable[[Carrier], Iterator[Said]]] = {
            "the account's state": self._state,
            "its numbers": self._numbers,
            "the setting of Bulk Export": self._export,
            "the alerts": self._alerts,
        }

    def run(self) -> Iterator[Said]:
        well, left = True, list(self.steps)
        refused: dict[str, list[str]] = {}
        try:
            with closing(Carrier(self.settings, patience=PATIENCE)) as carrier:
                for what, ask in self.steps.items():
                    try:
                        for said in ask(carrier):
                            well = False
                            yield said
                    except Refused as error:
                        reason = why(error, self.settings.twilio_api)
                        refused.setdefault(reason, []).append(what)
                    left.remove(what)
        except Trouble as trouble:
            well = False
            yield self._trouble(trouble, left)
        except Unknown:
            well = False
            yield "wrong", "The carrier knows no account like TWILIO_ACCOUNT_SID: mend it."
        except Exception as error:  # its library reads answers in its own way
            well = False
            yield (
                "note",
                f"The carrier answered what was asked of {listed(left)} with what cannot be "
                f"understood ({type(error).__name__}): see that IVR_TWILIO_API is right.",
            )
        for reason, whats in refused.items():
            nothing = len(whats) == len(self.steps)  # deleting will be refused, too
            yield (
                "wrong" if nothing else "note",
                f"The carrier was asked of {listed(whats)}. {reason}",
            )
        if well and not refused:
            yield self._well()

    def _trouble(self, trouble: Trouble, left: list[str]) -> Said:
        if trouble.why == NOT_ACCEPTED:
            return "wrong", f"{trouble.why}: nothing is erased at the carrier; mend them."
        reason = why(trouble, self.settings.twilio_api)
        return "note", f"The carrier could not tell of {listed(left)}. {reason}"

    def _state(self, carrier: Carrier) -> Iterator[Said]:
        if (state := carrier.account().status) not in ("active", ""):
            yield "wrong", CLOSED.format(state=state)

    def _well(self) -> Said:
        many = len(self.leading)
        leading = "1 number leads here" if many == 1 else f"{many} numbers lead here"
        return (
            "ok",
            f"The carrier answers: {leading}, it looks up no names, "
            "exports no calls, and no alert holds a caller's number.",
        )

    def _numbers(self, carrier: Carrier) -> Iterator[Said]:
        numbers = carrier.numbers()
        self.leading = leading_here(self.settings, numbers)
        yield from of_numbers(self.settings, numbers)
        for number in self.leading:
            yield from self._region(carrier, number)

    def _region(self, carrier: Carrier, number: OwnNumber) -> Iterator[Said]:
        with suppress(Refused):  # which `ivr setup` tells; nothing else is refused with it
            if sentence := elsewhere(carrier, self.settings, number.number):
                yield "wrong", sentence

    def _export(self, carrier: Carrier) -> Iterator[Said]:
        if carrier.exports_calls():
            yield (
                "wrong",
                "Bulk export of calls is on, and copies every call with its numbers: switch it "
                "off in the carrier's console, under Bulk Export.",
            )

    def _alerts(self, carrier: Carrier) -> Iterator[Said]:
        looked, holding = carrier.alerts(self.now - MONTH, most=MOST_ALERTS)
        more = looked == MOST_ALERTS  # there may be
        if holding:
            alerts = "alert" if holding == 1 else "alerts"
            hold = "holds" if holding == 1 else "hold"
            yield (
                "wrong",
                f"{'At least ' if more else ''}{holding} {alerts} of the last {MONTH.days} days "
                f"{hold} what the carrier sent here, callers' numbers too. Nobody can delete that. "
                "Alerts come of webhooks that failed: read in the carrier's console, under "
                "Monitor, which, and mend that.",
            )
        elif more:
            yield (
                "note",
                f"There are at least {looked} alerts of the last {MONTH.days} days, of which "
                f"{looked} were looked at: these hold no caller's number, and others may. Read "
                "them in the carrier's console, under Monitor.",
            )
