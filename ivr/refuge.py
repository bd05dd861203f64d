"""Where an answer fails: the document that the carrier gets all the same, and can run."""

from dataclasses import replace

import structlog

from ivr import answering, flow, metrics, overrides
from ivr.log import failure
from ivr.room import EVENTS
from ivr.rota import MAIN_ROOM
from ivr.turn import Turn
from ivr.twiml import Quiet, dial_room, quietly, response

log = structlog.get_logger()

HOLD = quietly(30)
NOTHING = response(Quiet().xml())

LIMIT = 3600
"""Seconds in the room, where how long a call has lasted is not known any more."""


class Refuge:
    """Of one web process. Nothing here raises."""

    def __init__(self, public_url: str) -> None:
        self.last_resort = response(
            dial_room(
                MAIN_ROOM,
                action=f"{public_url}/voice/greeting{overrides.MENU}",
                limit=LIMIT,
                wait=f"{public_url}/voice/wait{overrides.WAIT}",
                events=public_url + EVENTS,
            )
        )
        """The room without a sentence: made when the process starts, and needing nothing then."""

    def damaged(self, fresh: Turn, node: str, language: str, call: str) -> bytes:
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
            return self.failed(error, node, turn, call)

    def failed(self, error: Exception, node: str, turn: Turn, call: str) -> bytes:
        """The caller hears one sentence and is in the room; the log gets the place, no values."""
        metrics.FAILED.inc()
        log.error(
            "an answer failed, the caller went into the room",
            node=node if node in flow.FLOW else "unknown",
            call=call,
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
