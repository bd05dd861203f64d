"""The carrier's webhooks, and their answers as TwiML.

Whatever goes wrong, the carrier gets a 200 with a document that it can run: a failed webhook would
be copied, the caller's number and all, into the carrier's alert log.
"""

import asyncio
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from starlette.requests import Request
from starlette.responses import Response

from ivr import answering, flow, metrics
from ivr.answering import Answered
from ivr.call import OVER, DamagedCall
from ivr.carrierids import call_id, recording_id
from ivr.costs import minutes
from ivr.deskflow import ATTENDED
from ivr.found import UNSURE, Found
from ivr.keeper import Keeper
from ivr.lookups import TO_ROOM, Lookups
from ivr.marks import NOBODY, Known
from ivr.noting import Noter
from ivr.outbox import Step
from ivr.refuge import Refuge
from ivr.repeats import ONCE, Repeats, Unanswered, key_of
from ivr.rooms.events import EVENTS as ROOM_EVENTS
from ivr.rooms.events import Events
from ivr.rooms.names import short
from ivr.rooms.queueing import Queueing
from ivr.rooms.view import Admission
from ivr.settings import Settings
from ivr.signature import FORM, KNOWN, ZONE, fields_of
from ivr.turn import Enter, Turn
from ivr.turns import Turns
from ivr.twiml import REJECT, XML_TYPE, response
from ivr.watching.pressed import pressed

Answering = Callable[[Turn], Answered]


class Voice:
    """The answers of one web process."""

    def __init__(self, keeper: Keeper, noter: Noter) -> None:
        self.keeper = keeper
        self.noter = noter
        self.turns = Turns(keeper)
        self.queueing = Queueing(keeper.settings)
        self.lookups = Lookups(keeper, self.queueing)
        self.events = Events(keeper.clock, self.queueing.tend)
        self.counter = minutes.Counter()
        self.repeats = Repeats(keeper.settings)
        self.refuge = Refuge(keeper.settings.public_url)
        for line in keeper.settings.lines:  # nought is told, too: an alert sees that nobody calls
            metrics.BEGUN.labels(line.number or "other")

    async def call(self, request: Request) -> Response:
        """POST /voice: somebody calls."""
        known: Known = request.scope[KNOWN]
        metrics.BEGUN.labels(self._number(request.scope[FORM].get("To", ""))).inc()
        self._note(request, self.noter.ends if known.blocked else self.noter.begins)
        if known.blocked:
            metrics.REJECTED.inc()
            return Response(response(REJECT), media_type=XML_TYPE)
        self._count(request, known)
        return await self._respond(request, "voice", answering.greet)

    async def node(self, request: Request) -> Response:
        """POST /voice/<node>: the rest of a call, all of whose state is in the query."""
        node = request.path_params["node"]
        began = time.perf_counter()
        turn = self.turns.of(request, node) if node in ATTENDED or node in TO_ROOM else None
        if turn is None:
            return await self._respond(request, node, answering.answer, None, began)
        target = answering.goes_to(turn) if node in ATTENDED else answering.leads(turn)
        if target not in ONCE:
            found = await self.lookups.found(request, turn, target)
            return await self._respond(request, node, answering.answer, found, began)
        key = key_of(request)
        before: bytes | None = b""
        try:
            before = await self.repeats.answered(key)
            if before:
                return Response(before, media_type=XML_TYPE)
            found = await self.lookups.found(request, turn, target)
        except Unanswered:
            found = UNSURE if node in ATTENDED else Found()
        answer = await self._respond(request, node, answering.answer, found, began)
        if before is not None:
            await self.repeats.keep(key, bytes(answer.body))
        return answer

    async def recording(self, request: Request) -> Response:
        """POST /voice/recording: what an operator said can be fetched."""
        turn = self.turns.of(request, "recorded")
        if turn is not None and (recording := recording_id(request.scope[FORM])):
            await self.lookups.desk.ready(turn.call, call_id(request.scope[FORM]), recording)
            seconds = request.scope[FORM].get("RecordingDuration", "")
            self._cost(minutes.recorded(recording, seconds, *self._whose(request)))
        return Response(status_code=204)

    async def ended(self, request: Request) -> Response:
        """POST /voice/status: a call is over, or one that we made onward begins or is over."""
        if request.scope[FORM].get("CallStatus", "completed") in OVER:
            metrics.ENDED.inc()
            self._note(request, self.noter.ends)
            self._cost(minutes.ended(request.scope[FORM], *self._whose(request)))
            if call := call_id(request.scope[FORM]):
                self.events.over(call)
                self.counter.add(self.lookups.connections.over(call))
        else:
            self._note(request, self.noter.begins)
        return Response(status_code=204)

    async def room_event(self, request: Request) -> Response:
        """POST /voice/room/events: the carrier tells what happens in a room."""
        event = request.scope[FORM].get("StatusCallbackEvent", "")
        metrics.ROOM_EVENTS.labels(event if event in ROOM_EVENTS else "other").inc()
        self.events.happened(request.scope[FORM])
        self._cost(minutes.in_room(request.scope[FORM], self.keeper.clock()))
        return Response(status_code=204)

    async def open(self) -> None:
        """Before the first call: connected to Redis, where that is there."""
        await asyncio.gather(self.lookups.open(), self.repeats.open())

    async def close(self) -> None:
        """When the process ends."""
        await self.lookups.close()
        await self.repeats.close()
        self.queueing.close()

    def _note(self, request: Request, step: Callable[[str, datetime], None]) -> None:
        """To be forgotten: the id alone, and never while the caller waits."""
        call = call_id(request.scope[FORM])
        if self.keeper.settings.erases and call:
            step(call, self.keeper.clock())

    def _whose(self, request: Request) -> tuple[Settings, int, datetime]:
        """Of which line a callback's address speaks, and when it came."""
        line = fields_of(request.scope["query_string"].decode("latin-1")).get("n", ["0"])[-1]
        whole = int(line) if line.isascii() and line.isdigit() and len(line) < 4 else 0
        return self.keeper.settings, whole, self.keeper.clock()

    def _cost(self, step: Step | None) -> None:
        """The minutes of a leg that is over, or of a room; never while the caller waits."""
        if step is not None:
            self.counter.add(step)

    def _count(self, request: Request, known: Known) -> None:
        """The mark and the id, after the call is noted."""
        if known.limited:
            metrics.LIMITED.inc()
        call = call_id(request.scope[FORM])
        if known.mark and call:
            self.noter.counts(call, known.mark, self.keeper.settings.limits, self.keeper.clock())

    async def _respond(
        self,
        request: Request,
        node: str,
        answer: Answering,
        found: Found | None = None,
        began: float = 0.0,
    ) -> Response:
        began = began or time.perf_counter()
        form: dict[str, str] = request.scope[FORM]
        fields = fields_of(request.scope["query_string"].decode("latin-1"))
        query = {name: values[-1] for name, values in fields.items()}
        listens = request.scope.get(KNOWN, NOBODY).limited or query.get("q") == "1"
        turn = fresh = self.turns.fresh(form, request.scope.get(ZONE, ""), listens)
        try:
            if answer is answering.answer:
                turn = self.turns.again(fresh, node, query)
                if found is not None:
                    turn = replace(turn, found=found)
            answered = answer(turn)
            admission = None
            if isinstance(answered.result, Enter):
                admission = await self.lookups.admission(request, answered)
                answered = answer(replace(turn, admission=admission, untold=admission is None))
            if await self.lookups.connection(request, answered, node) is False:
                answered = answer(replace(turn, connection=False))
            document = answered.document()
            _tell(form, node, answered, admission)
        except DamagedCall:
            document = self.refuge.damaged(fresh, node, query.get("l", ""), call_id(form))
        except Exception as error:
            document = self.refuge.failed(error, node, turn, call_id(form))
        name = node if node in flow.FLOW else "voice"
        metrics.WEBHOOKS.labels(name).inc()
        metrics.SECONDS.labels(name).observe(time.perf_counter() - began)
        return Response(document, media_type=XML_TYPE)

    def _number(self, to: str) -> str:
        """That of the line which was dialled, where it has a block of its own."""
        settings = self.keeper.settings
        return settings.lines[settings.line_index(to)].number or "other"


def _tell(
    form: Mapping[str, str], node: str, answered: Answered, admission: Admission | None
) -> None:
    """Counts what was pressed at a node, and who came into a room."""
    if node in flow.FLOW and (key := pressed(flow.FLOW[node], form)):
        metrics.KEYS.labels(node, key).inc()
    if isinstance(answered.result, Enter) and not (admission and admission.returns):
        metrics.JOINS.labels(short(answered.result.name)).inc()
