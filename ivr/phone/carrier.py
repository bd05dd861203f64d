"""A telephone company for tests and for trying the line: its calls, its rooms, its complaints."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import httpx

from ivr.phone.announcing import Announcement
from ivr.phone.call import Call
from ivr.phone.caller import Caller, Listener
from ivr.phone.clock import SimulatedClock
from ivr.phone.conference import Room
from ivr.phone.dial import Dialled, FarEnd
from ivr.phone.events import CallOver, Moved
from ivr.phone.outgoing import Order, ring_out
from ivr.phone.records import NoRecords, Records
from ivr.phone.refused import Refused
from ivr.phone.runner import Runner
from ivr.phone.script import ScriptedCaller
from ivr.phone.webhook import Webhook, Wire, requested

FROM = "+12025550100"
TO = "+12025550199"

BETWEEN_CALLS_OUT = 1.0
"""Seconds: the carrier begins one call a second, and lets others wait."""

Delays = Callable[[Mapping[str, str]], Sequence[float]]
"""When a callback of a room arrives, in seconds from its cause: never, once or more often."""


@dataclass(frozen=True)
class Alert:
    """What the real carrier would keep in a log that nobody can clear."""

    at: datetime
    code: int
    sentence: str
    url: str
    call_sid: str


class Carrier:
    """Rings the line at `voice_url` and runs what it answers.

    `client` may be an `httpx.AsyncClient` over `ASGITransport(app)`. `public_url` is the base
    that the line knows itself by when it is not the one connected to. `far_ends` says what
    happens at the numbers that the line dials; others answer for half a minute. `records` is
    told of every call and leg, of what callers said into a Record, and who is in which room.
    `delays` says when callbacks of rooms arrive; without it each comes at once, and in order.
    """

    def __init__(
        self,
        client: httpx.AsyncClient,
        voice_url: str,
        *,
        auth_token: str,
        clock: SimulatedClock | None = None,
        status_url: str = "",
        fallback_url: str = "",
        public_url: str | None = None,
        answer_within: float = 15.0,
        far_ends: Mapping[str, FarEnd] | None = None,
        records: Records | None = None,
        delays: Delays | None = None,
    ) -> None:
        self.clock = clock or SimulatedClock()
        self.wire = Wire(
            client,
            voice_url,
            self.clock,
            auth_token=auth_token,
            public_url=public_url,
            answer_within=answer_within,
        )
        self.voice_url = self.wire.public_form(voice_url)
        self.status_url = self.wire.public_form(status_url)
        self.fallback_url = self.wire.public_form(fallback_url)
        self.far_ends = dict(far_ends or {})
        self.records: Records = records or NoRecords()
        self.calls: list[Call] = []
        self.delays = delays
        self.rooms: dict[str, Room] = {}
        self.announced: list[Webhook] = []
        self.alerts: list[Alert] = []
        self.callbacks: list[Webhook] = []
        self._deliveries = 0
        self._next_call_out = self.clock.now()

    def dial(
        self,
        *,
        from_: str = FROM,
        to: str = TO,
        keys: str | None = "",
        caller: Callable[[Call, SimulatedClock], Caller] | None = None,
        fields: Mapping[str, str] | None = None,
        listener: Listener | None = None,
        after: float = 0.0,
    ) -> Call:
        """A new call, ringing so many seconds from now.

        `keys` is a script (see `ivr.phone.script`); an empty one is a silent caller who hangs
        up by themselves, None a caller who does only what `call.press` and its like say.
        `fields` are added to every webhook, such as ForwardedFrom.
        """
        call = Call(self.clock, from_=from_, to=to, fields=fields, listener=listener)
        if caller is not None:
            call.caller = caller(call, self.clock)
        elif keys is not None:
            call.caller = ScriptedCaller(call, self.clock, keys)
        self.calls.append(call)
        self.clock.after(after, lambda: self.clock.spawn(Runner(self, call).run()))
        return call

    def call_out(self, order: Order, *, to: str, from_: str, sid: str = "") -> Call:
        """A call that the line asks for; what happens at `to` stands in `far_ends`.

        With a `sid`, `records` has this call already.
        """
        far_end = self.far_end(to)
        call = Call(self.clock, from_=from_, to=to, direction="outbound-api", sid=sid)
        if far_end.keys is not None:
            call.caller = ScriptedCaller(call, self.clock, far_end.keys)
        if not sid:
            self.records.begin(
                call.sid, from_=from_, to=to, direction=call.direction, status="queued"
            )
        self.calls.append(call)
        begins = max(self._next_call_out, self.clock.now())
        self._next_call_out = begins + timedelta(seconds=BETWEEN_CALLS_OUT)
        self.clock.at(
            begins, lambda: self.clock.spawn(ring_out(Runner(self, call), order, far_end))
        )
        return call

    async def run(self, until: datetime | timedelta | None = None) -> None:
        """Lets time pass until every call has ended, or until a moment (or for a while)."""
        if isinstance(until, timedelta):
            until = self.clock.now() + until
        await self.clock.run(self._all_over, until)

    def hang_up(self, call: Call) -> None:
        """Ends a call from outside, as the REST interface does."""
        self.clock.after(0, lambda: call.happen(CallOver("api")))

    def announce(self, room: Room, url: str, method: str = "POST", to: Call | None = None) -> None:
        """Plays a document into a room, or to one who is in it."""

        def play() -> None:
            stay = room.stay_of(to) if to is not None else None
            if room.stays and (to is None or stay is not None):
                self.clock.spawn(Announcement(room, self.wire.public_form(url), method, stay).run())

        self.clock.after(0, play)

    def redirect(self, call: Call, url: str, method: str = "POST") -> None:
        """Sends a live call to another document; it leaves the room that it is in."""
        moved = Moved(self.wire.public_form(url), method)
        self.clock.after(0, lambda: call.happen(moved))

    @property
    def dialled(self) -> list[Dialled]:
        """Every outgoing leg of every call."""
        return [leg for call in self.calls for leg in call.dialled]

    def far_end(self, number: str) -> FarEnd:
        return self.far_ends.get(number, FarEnd())

    def alert(self, refused: Refused, call: Call | None = None) -> None:
        sid = call.sid if call else ""
        url = requested(refused.url)
        self.alerts.append(Alert(self.clock.now(), refused.code, refused.sentence, url, sid))

    async def tell(self, url: str, form: Mapping[str, str], method: str = "POST") -> None:
        """A callback: its answer matters to nobody, but an error is reported (15003)."""
        at = self.clock.now()
        status = None
        try:
            status = (await self.wire.ask(url, form, method, callback=True)).status
            if status >= 300:
                raise Refused(15003, f"The callback was answered with status {status}.", url)
        except Refused as refused:
            self.alert(Refused(15003, refused.sentence, url))
        self.callbacks.append(Webhook(at, requested(url), method, dict(form), status, ""))

    async def tell_of_room(self, url: str, form: Mapping[str, str], method: str) -> None:
        """A callback of a room, which may be late, doubled or lost."""
        if self.delays is None:
            await self.tell(url, form, method)
            return
        for seconds in self.delays(form):
            self.later(seconds, url, form, method=method)

    def later(self, seconds: float, url: str, form: Mapping[str, str], *, method: str) -> None:
        """A callback that comes some time after its cause, even after the call."""
        self._deliveries += 1

        async def deliver() -> None:
            await self.tell(url, form, method)
            self._deliveries -= 1

        self.clock.after(seconds, lambda: self.clock.spawn(deliver()))

    async def report_end(self, call: Call) -> None:
        self.records.end(call.sid, status=call.status)
        if self.status_url:
            duration = {"CallDuration": str(round(call.seconds))}
            await self.tell(self.status_url, {**call.form(), **duration})

    def _all_over(self) -> bool:
        return not self._deliveries and all(call.ended for call in self.calls)
