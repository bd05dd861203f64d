"""Whether somebody is still there: asked after two hours in a room without a key or a word.

A handset that was forgotten, or somebody asleep beside it, costs the line four hours of minutes.
So this is the one place where the line ends a call before the carrier would: after two questions.
"""

import math
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import wraps

from ivr.call import Call
from ivr.room import rest
from ivr.steps.thehour import here
from ivr.turn import Answer, Ask, End, Go, Turn

OUT_OF_IT = frozenset({"room", "lead"})
"""Where a room lets go to: by star, when its time is over, or at the door."""

REFUSED = ("failed", "busy")
"""What a Dial's action is told where the carrier let nobody in; the first one is inferred."""


def left(turn: Turn) -> float:
    """Seconds until this caller is asked; infinite on a line that never asks.

    A second is let pass, so that whoever is let out is asked.
    """
    if not turn.line.ask_after:
        return math.inf
    return math.ceil((_last(turn) - turn.now).total_seconds() + turn.line.ask_after * 60) + 1


def due(turn: Turn) -> bool:
    """Whether the caller is to be asked now."""
    return left(turn) <= 1


def noticed(turn: Turn) -> Turn:
    """The same turn, whose call knows of the key or the word with which its caller answers now.

    A star in the room tells of itself only by the time at which the room let go.
    """
    answers = turn.key or _said(turn) or _star(turn)
    return turn.at(_seen(turn.call, turn.now)) if answers else turn


def spoken(turn: Turn) -> Call:
    """The call, which knows when its caller last spoke in the room, as far as that was told."""
    spoke = turn.found.own.spoke if turn.found is not None else None
    return _seen(turn.call, spoke) if spoke is not None else turn.call


def look(turn: Turn) -> Go:
    """The room let go, to ask: but who spoke there of late is back at once, without a word."""
    call, cursor = spoken(turn), turn.call.cursor
    if due(turn.at(call)):
        return Go("still", cursor=cursor)
    return Go("back", cursor=cursor, call=call)


def _seen(call: Call, moment: datetime) -> Call:
    minute = int(moment.timestamp()) // 60 - call.answered
    return replace(call, last=minute) if minute > call.last else call


def _star(turn: Turn) -> bool:
    out = turn.call.node in OUT_OF_IT and turn.call.attempt == 0 and turn.outcome not in REFUSED
    return out and not due(turn) and here(turn) is not None


def _last(turn: Turn) -> datetime:
    return datetime.fromtimestamp((turn.call.answered + turn.call.last) * 60, UTC)


def _said(turn: Turn) -> bool:
    return turn.heard is not None and bool(turn.heard.said)


def _unless_there(ask: Callable[[Turn], Answer]) -> Callable[[Turn], Answer]:
    """Whatever was said, the caller is back in, as with a key."""

    @wraps(ask)
    def step(turn: Turn) -> Answer:
        if _said(turn):
            return Go("back+stay", cursor=turn.call.cursor)
        return End(turn.say("limit")) if rest(turn.call, turn.now) < 1 else ask(turn)

    return step


@_unless_there
def ask(turn: Turn) -> Answer:
    """Whether the caller wants to stay: any key or any word says so."""
    return Ask(turn.say("still-ask"), turn.call.cursor, hints="")


@_unless_there
def again(turn: Turn) -> Answer:
    """Once more, and what comes then."""
    return Ask(turn.say("still-again"), turn.call.cursor, hints="")


@_unless_there
def gone(turn: Turn) -> Answer:
    """Goodbye; a key in the middle of it still counts."""
    return End(turn.say("still-gone"))
