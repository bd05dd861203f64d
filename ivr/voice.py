"""The carrier's webhooks: from a signed form to a turn of the flow, and back as TwiML.

Whatever goes wrong, the carrier gets a 200 with a document that it can run: a failed webhook would
be copied, the caller's number and all, into the carrier's alert log.
"""

import re
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

import structlog
from starlette.requests import Request
from starlette.responses import Response

from ivr import answering, flow, metrics
from ivr.call import OVER, Call, DamagedCall
from ivr.carrierids import call_id, recording_id
from ivr.desk import Desk
from ivr.deskflow import DESK, PIN_ASKED
from ivr.found import Found
from ivr.keeper import Keeper
from ivr.log import failure
from ivr.marks import NOBODY, Known
from ivr.noting import Noter
from ivr.room import EVENTS
from ivr.rota import MAIN_ROOM
from ivr.signature import FORM, KNOWN, ZONE, fields_of
from ivr.turn import Turn
from ivr.twiml import REJECT, XML_TYPE, dial_room, quietly, response

log = structlog.get_logger()

Answering = Callable[[Turn], bytes]

_E164 = re.compile(r"\+[1-9][0-9]{6,14}")


HOLD = quietly(30)

ATTENDED = frozenset(DESK) | PIN_ASKED
"""The nodes whose answers may need something looked up, or done, first."""

_EVENTS = frozenset(
    {
        "conference-start",
        "conference-end",
        "participant-join",
        "participant-leave",
        "participant-mute",
        "participant-unmute",
    }
)


class Voice:
    """The answers of one web process."""

    def __init__(self, keeper: Keeper, noter: Noter) -> None:
        self.keeper = keeper
        self.noter = noter
        self.desk = Desk(keeper.settings, keeper.world.prompts, keeper.clock)
        self.last_resort = self._last_resort()

    async def call(self, request: Request) -> Response:
        """POST /voice: somebody calls."""
        known: Known = request.scope[KNOWN]
        self._note(request, self.noter.ends if known.blocked else self.noter.begins)
        if known.blocked:
            metrics.REJECTED.inc()
            return Response(response(REJECT), media_type=XML_TYPE)
        self._count(request, known)
        return self._respond(request, "voice", answering.greet)

    async def node(self, request: Request) -> Response:
        """POST /voice/<node>: the rest of a call, all of whose state is in the query."""
        node = request.path_params["node"]
        began = time.perf_counter()
        found = await self._found(request, node) if node in ATTENDED else None
        return self._respond(request, node, answering.answer, found, began)

    async def recording(self, request: Request) -> Response:
        """POST /voice/recording: what an operator said can be fetched."""
        turn = self._turn(request, "recorded")
        if turn is not None and (recording := recording_id(request.scope[FORM])):
            await self.desk.ready(turn.call, call_id(request.scope[FORM]), recording)
        return Response(status_code=204)

    async def ended(self, request: Request) -> Response:
        """POST /voice/status: a call is over, or one that we made onward begins or is over."""
        if request.scope[FORM].get("CallStatus", "completed") in OVER:
            metrics.ENDED.inc()
            self._note(request, self.noter.ends)
        else:
            self._note(request, self.noter.begins)
        return Response(status_code=204)

    async def room_event(self, request: Request) -> Response:
        """POST /voice/room/events: the carrier tells what happens in a room."""
        event = request.scope[FORM].get("StatusCallbackEvent", "")
        metrics.ROOM_EVENTS.labels(event if event in _EVENTS else "other").inc()
        return Response(status_code=204)

    def _note(self, request: Request, step: Callable[[str, datetime], None]) -> None:
        """To be forgotten: the id alone, and never while the caller waits."""
        call = call_id(request.scope[FORM])
        if self.keeper.settings.erases and call:
            step(call, self.keeper.clock())

    def _count(self, request: Request, known: Known) -> None:
        """The mark and the id, after the call is noted."""
        if known.limited:
            metrics.LIMITED.inc()
        call = call_id(request.scope[FORM])
        if known.mark and call:
            self.noter.counts(call, known.mark, self.keeper.settings.limits, self.keeper.clock())

    async def _found(self, request: Request, node: str) -> Found | None:
        """What the answer needs looked up or done, for a PIN or an operator."""
        turn = self._turn(request, node)
        target = answering.leads(turn) if turn is not None else ""
        if turn is None or target.partition("+")[0] not in DESK:
            return None
        return await self.desk.attend(
            target,
            turn,
            call_id=call_id(request.scope[FORM]),
            recording=recording_id(request.scope[FORM]),
            mark=request.scope.get(KNOWN, NOBODY).mark,
        )

    def _turn(self, request: Request, node: str) -> Turn | None:
        """The turn of a URL; None where that is damaged, as the answer will find too."""
        fields = fields_of(request.scope["query_string"].decode("latin-1"))
        try:
            query = {name: values[-1] for name, values in fields.items()}
            turn = self._again(self._fresh(request.scope[FORM], "", False), node, query)
        except DamagedCall:
            return None
        return turn if turn.call.language in turn.line.languages else None

    def _respond(
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
        turn = fresh = self._fresh(form, request.scope.get(ZONE, ""), listens)
        try:
            if answer is answering.answer:
                turn = self._again(fresh, node, query)
                if found is not None:
                    turn = replace(turn, found=found)
            document = answer(turn)
        except DamagedCall:
            document = self._anew(fresh, node, query.get("l", ""), form)
        except Exception as error:
            document = self._failed(error, node, turn, form)
        metrics.WEBHOOKS.labels(node if node in flow.FLOW else "voice").inc()
        metrics.SECONDS.observe(time.perf_counter() - began)
        return Response(document, media_type=XML_TYPE)

    def _fresh(self, form: dict[str, str], zone: str, listens: bool) -> Turn:
        """The first turn of a call that begins now."""
        now, world = self.keeper.clock(), self.keeper.world
        to = form.get("To", "")
        line = world.settings.line_index(to)
        call = Call(
            node="greeting",
            language=world.settings.lines[line].languages[0],
            line=line,
            answered=int(now.timestamp() // 60),
            zone=zone,
            listens=listens,
        )
        return Turn(
            call,
            world,
            now,
            key=form.get("Digits", ""),
            called=to if _E164.fullmatch(to) else "",
            outcome=form.get("DialCallStatus", ""),
        )

    def _again(self, turn: Turn, node: str, query: Mapping[str, str]) -> Turn:
        lines = turn.world.settings.lines
        return turn.at(Call.read(node, query, lines=len(lines), now=turn.now))

    def _anew(self, fresh: Turn, node: str, language: str, form: dict[str, str]) -> bytes:
        """For a URL that this release does not know: the greeting; in a room, the waiting text.

        Whoever chose a language keeps it, and whoever only listens goes on to.
        """
        known = language if language in fresh.line.languages else fresh.call.language
        turn = fresh.at(replace(fresh.call, language=known))
        try:
            return answering.hold(turn) if node == "wait" else answering.greet(turn)
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
        if node == "wait":
            return HOLD  # whoever waits in a room already needs no other one
        try:
            return answering.refuge(turn)
        except Exception as second:
            log.error("the refuge failed too", **failure(second))
            return self.last_resort

    def _last_resort(self) -> bytes:
        """The refuge without a sentence, made when the process starts and needing nothing then."""
        base = self.keeper.settings.public_url
        return response(
            dial_room(
                MAIN_ROOM,
                action=f"{base}/voice/greeting",
                limit=3600,
                wait=f"{base}/voice/wait",
                events=base + EVENTS,
            )
        )
