"""The carrier's account: where its numbers lead, and what copies callers' numbers."""

import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime

from ivr.carrier import NOT_ACCEPTED, Carrier, OwnNumber, Refused, Trouble, Unknown
from ivr.doctor.finding import Said
from ivr.doctor.numbers import leading_here, of_numbers
from ivr.erasure.sweep import MONTH
from ivr.settings import Settings

PATIENCE = 3.0
ALL_PATIENCE = 6.0
"""Seconds for one answer of the carrier, and for all of them."""

MOST_ALERTS = 10
"""Alerts that are looked at, each with a request: the newest."""


def of_account(settings: Settings, now: datetime) -> list[Said]:
    """What the carrier says, if it says it within a few seconds, and what it did not say."""
    asking = _Asking(settings, now)
    thread = threading.Thread(target=asking.run, daemon=True)
    thread.start()
    thread.join(ALL_PATIENCE)
    said, left = asking.state
    if not left:
        return list(said)
    within = f"The carrier does not answer within {ALL_PATIENCE:.0f} seconds"
    return [*said, ("note", f"{within}: {_all(left)} could not be asked for.")]


class _Asking:
    """One look at the account. `state` is what was said so far, and what is still to be asked."""

    def __init__(self, settings: Settings, now: datetime) -> None:
        self.settings = settings
        self.now = now
        self.leading: list[OwnNumber] = []
        steps: dict[str, Callable[[Carrier], Iterator[Said]]] = {
            "the account's numbers": self._numbers,
            "the setting of Bulk Export": self._export,
            "the alerts": self._alerts,
        }
        self.steps = steps
        self.state: tuple[tuple[Said, ...], tuple[str, ...]] = ((), tuple(steps))

    def run(self) -> None:
        said: list[Said] = []
        left = list(self.steps)
        try:
            with closing(Carrier(self.settings, patience=PATIENCE)) as carrier:
                for what, ask in self.steps.items():
                    said += _step(what, ask, carrier)
                    left.remove(what)
                    self.state = (tuple(said), tuple(left))
        except Trouble as trouble:
            said.append(_trouble(trouble, left))
        except Unknown:
            said.append(("wrong", "The carrier knows no account like TWILIO_ACCOUNT_SID: mend it."))
        except Exception as error:  # its library reads answers in its own way
            why = type(error).__name__
            said.append(
                (
                    "note",
                    f"The carrier answered {_all(left)} with what cannot be understood ({why}).",
                )
            )
        self.state = (tuple(said or [self._well()]), ())

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


def _step(what: str, ask: Callable[[Carrier], Iterator[Said]], carrier: Carrier) -> Iterator[Said]:
    """What one answer says. Where the account may not ask for that, the others are asked."""
    try:
        yield from ask(carrier)
    except Refused as refused:
        yield "note", f"{what[0].upper()}{what[1:]} could not be asked for (code {refused.code})."


def _trouble(trouble: Trouble, left: list[str]) -> Said:
    if trouble.why == NOT_ACCEPTED:
        return "wrong", f"{trouble.why}: nothing is erased at the carrier; mend them."
    return "note", f"The carrier could not tell of {_all(left)}: {trouble.why}."


def _all(left: list[str] | tuple[str, ...]) -> str:
    """In words."""
    return " and ".join(filter(None, (", ".join(left[:-1]), left[-1] if left else "")))
