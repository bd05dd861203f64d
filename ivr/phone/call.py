"""One call as its caller has it: what was heard, what was pressed, how it ended."""

import asyncio
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from ivr.phone.caller import Caller, Listener
from ivr.phone.clock import SimulatedClock
from ivr.phone.events import CallOver, Event, Happening, Key, Moved, Words
from ivr.phone.webhook import Webhook

if TYPE_CHECKING:
    from ivr.phone.conference import Stay
    from ivr.phone.dial import Dialled
    from ivr.phone.record import Recording

_ENDS = {
    "busy": "busy",
    "rejected": "no-answer",
    "no-answer": "no-answer",
    "failed": "failed",
    "canceled": "canceled",
}
"""What the carrier calls the end of a call that was never answered."""

TYPING_SECONDS = 0.4
ACCOUNT_SID = "AC" + "0" * 32


def new_sid(prefix: str) -> str:
    return prefix + uuid4().hex


@dataclass(frozen=True)
class Heard:
    """One thing that happened at the caller's ear or finger.

    `kind` is say, play, beep, key, speech, voice (somebody else's in the room), silence, room,
    left, hold, unhold, mute, unmute, dial, keyed, record, unanswered, fallback, error or hangup.
    `words` counts what was
    spoken (see `ivr.phone.speech`), `parts` holds each language's share, `cut` says that a key
    interrupted it, `lost` that nobody listened to the key or the speech, `room` names the room
    in which it was heard, and `announced` tells what was played into the room or to one in it.
    """

    at: datetime
    kind: str
    text: str = ""
    language: str = ""
    voice: str = ""
    seconds: float = 0.0
    words: int = 0
    parts: tuple[tuple[str, str], ...] = ()
    cut: bool = False
    lost: bool = False
    room: str = ""
    announced: bool = False


class Call:
    """A call in progress or ended. `press`, `say` and `hang_up` are what a caller can do."""

    def __init__(
        self,
        clock: SimulatedClock,
        *,
        from_: str,
        to: str,
        fields: Mapping[str, str] | None = None,
        listener: Listener | None = None,
        direction: str = "inbound",
        sid: str = "",
    ) -> None:
        self.sid = sid or new_sid("CA")
        self.direction = direction
        self.from_ = from_
        self.to = to
        self.status = "ringing"
        self.transcript: list[Heard] = []
        self.webhooks: list[Webhook] = []
        self.dialled: list[Dialled] = []
        self.recordings: list[Recording] = []
        self.stay: Stay | None = None
        self.end_reason = ""
        self.rang_at = clock.now()
        self.answered_at: datetime | None = None
        self.ended_at: datetime | None = None
        self.caller = Caller()
        self.listener = listener or Listener()
        self._clock = clock
        self._fields = dict(fields or {})
        self._waiting: asyncio.Future[Happening | None] | None = None
        self._pending: deque[Happening] = deque()

    @property
    def ended(self) -> bool:
        return self.ended_at is not None

    @property
    def seconds(self) -> float:
        """From the answer to the end, or to now; a rejected call has none."""
        if self.answered_at is None:
            return 0.0
        return ((self.ended_at or self._clock.now()) - self.answered_at).total_seconds()

    @property
    def text(self) -> str:
        """All that the line said, in order."""
        return " ".join(heard.text for heard in self.transcript if heard.kind == "say")

    def words(self, *, before: str | None = None) -> int:
        """How many words the line said, in all or before the first happening of that kind."""
        count = 0
        for heard in self.transcript:
            if heard.kind == before:
                break
            count += heard.words
        return count

    def elapsed(self, heard: Heard) -> float:
        """Seconds from the answer to a line of the transcript."""
        return (heard.at - (self.answered_at or self.rang_at)).total_seconds()

    def press(self, keys: str, *, after: float = 0.0) -> None:
        """Presses keys one after another, the first so many seconds from now."""
        for place, key in enumerate(keys):
            self._later(after + place * TYPING_SECONDS, Key(key))

    def say(self, text: str, *, after: float = 0.0) -> None:
        self._later(after, Words(text))

    def hang_up(self, *, after: float = 0.0) -> None:
        if after:
            self._later(after, CallOver("caller"))
        else:
            self.happen(CallOver("caller"))

    def form(self) -> dict[str, str]:
        """The parameters that every webhook of this call carries."""
        return {
            "AccountSid": ACCOUNT_SID,
            "ApiVersion": "2010-04-01",
            "CallSid": self.sid,
            "CallStatus": self.status,
            "Called": self.to,
            "Caller": self.from_,
            "Direction": self.direction,
            "From": self.from_,
            "FromCity": "",
            "FromCountry": "US",
            "FromState": "",
            "FromZip": "",
            **({"StirVerstat": "TN-Validation-Passed-A"} if self.direction == "inbound" else {}),
            "To": self.to,
            "ToCountry": "US",
            **self._fields,
        }

    def answer(self, longest: float) -> None:
        """From here on the call is billed, and cut after its longest time."""
        if self.answered_at is None:
            self.answered_at = self._clock.now()
            self.status = "in-progress"
            self._later(longest, CallOver("limit"))

    def end(self, reason: str) -> None:
        self.end_reason = reason
        self.status = _ENDS.get(reason, "completed")
        self.caller.left()
        self.hear("hangup", reason)
        self.ended_at = self._clock.now()

    def hear(
        self, kind: str, text: str = "", *, began: datetime | None = None, **details: Any
    ) -> Heard:
        """Adds to the transcript what begins now, or began before and was nothing until now."""
        room = self.stay.room.name if self.stay is not None else ""
        heard = Heard(began or self._clock.now(), kind, text, room=room, **details)
        self.transcript.append(heard)
        self.listener.begins(heard)
        return heard

    def rewrite(self, heard: Heard, what_was_heard: Heard) -> None:
        """Puts what was heard in the place of what had begun."""
        self.transcript[self.transcript.index(heard)] = what_was_heard
        self.listener.ends(what_was_heard)

    def happen(self, event: Happening) -> None:
        """Something reaches the line; whoever waits on it is woken."""
        if self.ended:
            return
        if self._waiting is None or self._waiting.done():
            self._pending.append(event)
        else:
            self._clock.wake(self._waiting, event)

    async def listen(self, until: datetime | None = None) -> Event | None:
        """The next event on the line, or None at that moment.

        Raises `CallOver` and `Moved`.
        """
        if self._pending:
            event: Happening | None = self._pending.popleft()
        elif until is not None and until <= self._clock.now():
            event = None
        else:
            event = await self._wait(until)
        if isinstance(event, CallOver | Moved):
            raise event
        return event

    async def _wait(self, until: datetime | None) -> Happening | None:
        waiting: asyncio.Future[Happening | None]
        waiting = asyncio.get_running_loop().create_future()
        self._waiting = waiting
        timer = None
        if until is not None:
            timer = self._clock.at(until, lambda: self._clock.wake(waiting, None))
        event = await self._clock.park(waiting)
        self._waiting = None
        if timer is not None:
            timer.cancel()
        return event

    def _later(self, seconds: float, event: Happening) -> None:
        moment = self._clock.now() + timedelta(seconds=seconds)
        self._clock.at(moment, lambda: self.happen(event))
