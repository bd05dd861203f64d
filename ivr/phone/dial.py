"""A Dial: into a room, or on to another telephone."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from ivr.phone.call import ACCOUNT_SID, new_sid
from ivr.phone.events import CallOver, Event, Key, Moved
from ivr.phone.joining import join
from ivr.phone.page import Page, Step
from ivr.phone.rules import spoken_text
from ivr.phone.verbs import Heed, note, stay

if TYPE_CHECKING:
    from ivr.phone.runner import Runner


@dataclass(frozen=True)
class FarEnd:
    """What happens at a number that the line dials: answered, busy, no-answer or failed.

    Of a call that the line asked for by REST, `keys` is the script of whoever answers; None is a
    machine that says nothing and hangs up after `seconds`, as voicemail does.
    """

    outcome: str = "answered"
    seconds: float = 30.0
    rings: float = 6.0
    keys: str | None = None


@dataclass(frozen=True)
class Dialled:
    """One outgoing leg as the far end saw it; `caller_id` is what its display showed.

    `keys` were sent there when it answered, with `w` for half a second.
    """

    at: datetime
    sid: str
    number: str
    caller_id: str
    status: str
    seconds: float
    keys: str = ""


async def run_dial(runner: "Runner", page: Page, dial: ElementTree.Element) -> Step | None:
    """With an action the call goes there, whatever happened; else the next verb follows."""
    runner.redirects = 0
    conference = dial.find("Conference")
    if conference is not None:
        fields = await join(runner, page, dial, conference)
    else:
        fields = await _ring(runner, page, dial)
    if dial.get("action") is None:
        return None
    return page.step(dial.get("action"), dial.get("method"), fields)


async def _ring(runner: "Runner", page: Page, dial: ElementTree.Element) -> dict[str, str]:
    """Rings all the numbers at once; who answers first has the call."""
    numbers = dial.findall("Number") or [dial]
    ends = [(runner.carrier.far_end(spoken_text(number)), number) for number in numbers]
    answering = [end for end in ends if end[0].outcome == "answered"]
    far_end, number = min(answering or ends, key=lambda end: end[0].rings)
    leg = _Leg(runner, page, dial, number)
    try:
        return await _connect(runner, dial, leg, far_end)
    except (CallOver, Moved):
        leg.left_alone()
        raise


async def _connect(
    runner: "Runner", dial: ElementTree.Element, leg: "_Leg", far_end: FarEnd
) -> dict[str, str]:
    timeout = float(dial.get("timeout", "30"))
    await leg.tell("initiated", "initiated")
    if far_end.outcome == "failed":
        return await leg.over("failed")
    await leg.tell("ringing", "ringing")
    missed = far_end.outcome == "no-answer" or far_end.rings > timeout
    runner.call.hear("dial", leg.number)
    await stay(runner, timeout if missed else far_end.rings, leg.heed)
    if missed or far_end.outcome == "busy":
        return await leg.over("no-answer" if missed else "busy")
    await leg.tell("answered", "in-progress")
    seconds = min(far_end.seconds, float(dial.get("timeLimit", "14400")))
    leg.answered = runner.clock.now()
    if leg.keys:
        runner.call.hear("keyed", leg.keys)
    runner.call.caller.entered(waiting=False)
    await stay(runner, seconds, leg.heed)
    runner.call.caller.left()
    return await leg.over("completed")


class _Leg:
    """The call to the other telephone; it has an id of its own."""

    def __init__(
        self, runner: "Runner", page: Page, dial: ElementTree.Element, number: ElementTree.Element
    ) -> None:
        self.runner = runner
        self.page = page
        self.sid = new_sid("CA")
        self.number = spoken_text(number)
        self.caller_id = dial.get("callerId", runner.call.from_)
        self.began = runner.clock.now()
        self.answered: datetime | None = None
        self.keys = number.get("sendDigits", "")
        self._element = number
        self._hang_up_on_star = dial.get("hangupOnStar") == "true"
        runner.carrier.records.begin(
            self.sid, from_=self.caller_id, to=self.number, parent=runner.call.sid
        )

    @property
    def heed(self) -> Heed:
        def heed(event: Event) -> bool:
            ends = isinstance(event, Key) and event.key == "*" and self._hang_up_on_star
            note(self.runner, event, lost=not ends)
            return ends

        return heed

    @property
    def seconds(self) -> float:
        if self.answered is None:
            return 0.0
        return (self.runner.clock.now() - self.answered).total_seconds()

    async def over(self, status: str) -> dict[str, str]:
        self._note(status)
        await self.tell("completed", status)
        fields = {"DialCallStatus": status, "DialCallSid": self.sid}
        if self.answered is not None:
            fields["DialCallDuration"] = str(round(self.seconds))
        return fields

    def left_alone(self) -> None:
        """The caller hung up, or was moved: so is the leg over, and that is told, too."""
        status = "no-answer" if self.answered is None else "completed"
        self._note(status)
        if callback := self._callback("completed"):
            method = self._element.get("statusCallbackMethod", "POST")
            self.runner.carrier.later(0, callback, self._form(status), method=method)

    def _note(self, status: str) -> None:
        self.runner.carrier.records.end(self.sid, status=status)
        self.runner.call.dialled.append(
            Dialled(
                at=self.began,
                sid=self.sid,
                number=self.number,
                caller_id=self.caller_id,
                status=status,
                seconds=self.seconds,
                keys="" if self.answered is None else self.keys,
            )
        )

    async def tell(self, event: str, status: str) -> None:
        if callback := self._callback(event):
            method = self._element.get("statusCallbackMethod", "POST")
            await self.runner.carrier.tell(callback, self._form(status), method)

    def _callback(self, event: str) -> str:
        callback = self._element.get("statusCallback")
        wanted = self._element.get("statusCallbackEvent", "completed").split()
        return "" if callback is None or event not in wanted else self.page.link(callback)

    def _form(self, status: str) -> dict[str, str]:
        return {
            "AccountSid": ACCOUNT_SID,
            "CallSid": self.sid,
            "ParentCallSid": self.runner.call.sid,
            "CallStatus": status,
            "CallDuration": str(round(self.seconds)),
            "Direction": "outbound-dial",
            "From": self.caller_id,
            "To": self.number,
        }
