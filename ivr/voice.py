"""The carrier's webhooks, and their answers as TwiML.

Whatever goes wrong, the carrier gets a 200 with a document that it can run: a failed webhook would
be copied, the caller's number and all, into the carrier's alert log.
"""

import asyncio
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

import structlog
from starlette.requests import Request
from starlette.responses import Response

from ivr import answering, flow, metrics, overrides
from ivr.answering import Answered
from ivr.call import OVER, DamagedCall
from ivr.carrierids import call_id, recording_id
from ivr.connections import Connections
from ivr.costs import minutes
from ivr.desk import Desk
from ivr.deskflow import ATTENDED, DESK
from ivr.found import UNSURE, Found
from ivr.keeper import Keeper
from ivr.log import failure
from ivr.marks import NOBODY, Known
from ivr.noting import Noter
from ivr.outbox import Step
from ivr.repeats import ONCE, Repeats, Unanswered, key_of, token_of
from ivr.room import EVENTS
from ivr.rooms.asking import Asked
from ivr.rooms.events import EVENTS as ROOM_EVENTS
from ivr.rooms.events import Events
from ivr.rooms.live import Live
from ivr.rooms.names import NAME, room_of, short
from ivr.rooms.queueing import Queueing
from ivr.rooms.view import Admission
from ivr.rota import MAIN_ROOM
from ivr.settings import Settings
from ivr.signature import FORM, KNOWN, ZONE, fields_of
from ivr.steps import onward
from ivr.turn import Connect, Enter, Turn
from ivr.turns import Turns
from ivr.twiml import REJECT, XML_TYPE, Quiet, dial_room, quietly, response
from ivr.watching.pressed import pressed

log = structlog.get_logger()

Answering = Callable[[Turn], Answered]

HOLD = quietly(30)
NOTHING = response(Quiet().xml())

IN_ROOM = frozenset({"room", "lead"})
"""The menus of a room: what their keys do, Redis has to be told."""

TO_ROOM = IN_ROOM | {
    name
    for name, node in flow.FLOW.items()
    if any(target.partition("+")[0] in IN_ROOM for target in node.keys.values())
}
"""The nodes from which a key leads there."""


class Voice:
    """The answers of one web process."""

    def __init__(self, keeper: Keeper, noter: Noter) -> None:
        self.keeper = keeper
        self.noter = noter
        self.turns = Turns(keeper)
        self.desk = Desk(
            keeper.settings, keeper.world.prompts, keeper.clock, lambda: keeper.world.settings
        )
        self.queueing = Queueing(keeper.settings)
        self.live = Live(keeper.settings, self.queueing.command)
        self.events = Events(keeper.clock, self.queueing.tend)
        self.connections = Connections(keeper.settings, keeper.clock)
        self.counter = minutes.Counter()
        self.repeats = Repeats(keeper.settings)
        self.last_resort = self._last_resort()
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
        look = self._found if node in ATTENDED else self._in_room
        if target not in ONCE:
            found = await look(request, turn, target)
            return await self._respond(request, node, answering.answer, found, began)
        key = key_of(request)
        before: bytes | None = b""
        try:
            before = await self.repeats.answered(key)
            if before:
                return Response(before, media_type=XML_TYPE)
            found = await look(request, turn, target)
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
            await self.desk.ready(turn.call, call_id(request.scope[FORM]), recording)
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
                await self.connections.over(call)
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
        await asyncio.gather(self.live.open(), self.connections.open(), self.repeats.open())

    async def close(self) -> None:
        """When the process ends."""
        await self.desk.close()
        await self.live.close()
        await self.connections.close()
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

    async def _found(self, request: Request, turn: Turn, target: str) -> Found | None:
        """What the answer needs looked up or done, for a PIN or an operator."""
        if target.partition("+")[0] not in DESK:
            return None
        return await self.desk.attend(
            target,
            turn,
            call_id=call_id(request.scope[FORM]),
            recording=recording_id(request.scope[FORM]),
            mark=request.scope.get(KNOWN, NOBODY).mark,
        )

    async def _in_room(self, request: Request, turn: Turn, target: str) -> Found | None:
        """What a key in a room's menu does, or what its words need."""
        part = self._part(turn)
        if not part or target.partition("+")[0] not in IN_ROOM:
            return None
        rota, room = turn.world.rota, room_of(part)
        asked = Asked(
            turn.call,
            call_id(request.scope[FORM]),
            part,
            turn.now,
            rota.held(turn.now, room),
            rota.after(turn.now, room),
        )
        return await self.live.attend(target, asked)

    def _part(self, turn: Turn) -> str:
        """The part of a room that a call is in, by its URL; else the room of this hour."""
        if NAME.fullmatch(turn.call.cursor):
            return turn.call.cursor
        return turn.on.hour.room_name if turn.on else ""

    async def _admission(self, answered: Answered, request: Request) -> Admission | None:
        """The call's place in the room that it goes into; None where nobody can tell in time."""
        call = call_id(request.scope[FORM])
        if not isinstance(answered.result, Enter) or not call:
            return None
        turn = answered.turn
        return await self.live.admit(
            turn.call,
            call,
            answered.result.name,
            turn.now,
            turn.world.rota,
            request.scope.get(KNOWN, NOBODY).mark,
            token_of(request),
        )

    async def _connection(self, answered: Answered, node: str, request: Request) -> bool | None:
        """Whether a call that goes onward may; None where none does. Who comes back is out."""
        call = call_id(request.scope[FORM])
        result = answered.result
        if isinstance(result, Connect) and answered.turn.call.node == onward.NODE:
            return await self.connections.begin(call, result.limit)
        if node in onward.FROM:
            await self.connections.over(call)
        return None

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
                admission = await self._admission(answered, request)
                answered = answer(replace(turn, admission=admission, untold=admission is None))
            if await self._connection(answered, node, request) is False:
                answered = answer(replace(turn, connection=False))
            document = answered.document()
            _tell(form, node, answered, admission)
        except DamagedCall:
            document = self._anew(fresh, node, query.get("l", ""), form)
        except Exception as error:
            document = self._failed(error, node, turn, form)
        name = node if node in flow.FLOW else "voice"
        metrics.WEBHOOKS.labels(name).inc()
        metrics.SECONDS.labels(name).observe(time.perf_counter() - began)
        return Response(document, media_type=XML_TYPE)

    def _number(self, to: str) -> str:
        """That of the line which was dialled, where it has a block of its own."""
        settings = self.keeper.settings
        return settings.lines[settings.line_index(to)].number or "other"

    def _anew(self, fresh: Turn, node: str, language: str, form: dict[str, str]) -> bytes:
        """For a URL that this release does not know: the greeting; in a room, the waiting text.

        Whoever chose a language keeps it, and whoever only listens goes on to. Nothing is said to
        a whole room but what was meant.
        """
        if node == "tell":
            return NOTHING
        known = language if language in fresh.line.languages else fresh.call.language
        turn = fresh.at(replace(fresh.call, language=known))
        try:
            anew = answering.hold(turn) if node == "wait" else answering.greet(turn)
            return anew.document()
        except Exception as error:
            return self._failed(error, node, turn, form)

    def _failed(self, error: Exception, node: str, turn: Turn, form: dict[str, str]) -> bytes:
        """The caller hears one sentence and is in the room; the log gets the place, no values."""
        metrics.FAILED.inc()
        log.error(
            "an answer failed, the caller went into the room",
            node=node if node in flow.FLOW else "unknown",
            call=call_id(form),
            **failure(error),
        )
        if node == "tell":
            return NOTHING
        if node == "wait":
            return HOLD  # whoever waits in a room already needs no other one
        try:
            return answering.refuge(turn).document()
        except Exception as second:
            log.error("the refuge failed too", **failure(second))
            return self.last_resort

    def _last_resort(self) -> bytes:
        """The refuge without a sentence, made when the process starts and needing nothing then."""
        base = self.keeper.settings.public_url
        return response(
            dial_room(
                MAIN_ROOM,
                action=f"{base}/voice/greeting{overrides.MENU}",
                limit=3600,
                wait=f"{base}/voice/wait{overrides.WAIT}",
                events=base + EVENTS,
            )
        )


def _tell(
    form: Mapping[str, str], node: str, answered: Answered, admission: Admission | None
) -> None:
    """Counts what was pressed at a node, and who came into a room."""
    if node in flow.FLOW and (key := pressed(flow.FLOW[node], form)):
        metrics.KEYS.labels(node, key).inc()
    if isinstance(answered.result, Enter) and not (admission and admission.returns):
        metrics.JOINS.labels(short(answered.result.name)).inc()
