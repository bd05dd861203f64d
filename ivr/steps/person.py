"""Key 0, once more: a person. The line's own number is shown, never the caller's."""

from dataclasses import replace

from ivr.room import rest
from ivr.schedule.spoken import spoken_phone
from ivr.turn import Answer, Connect, End, Go, Turn
from ivr.twiml import Word

LONGEST_TALK = 2 * 3600
"""Seconds of one call onward."""


def call(turn: Turn) -> Answer:
    """Rings the helpline; without one, the meeting is where people are."""
    if not turn.line.helpline:
        return Go("join")
    return _ring(turn, "person-call", Go("greeting"))


def call_from_room(turn: Turn) -> Answer:
    """The same for whoever is in a meeting, and comes back into it."""
    inside = _inside(turn)
    return _ring(turn, "person-call-room", inside) if turn.line.helpline else inside


def after(turn: Turn) -> Answer:
    """After the call onward: an unanswered one is said, then the beginning again."""
    return Go("greeting", _unanswered(turn))


def after_in_room(turn: Turn) -> Answer:
    """The same, and back in the meeting."""
    return replace(_inside(turn), words=_unanswered(turn))


def _ring(turn: Turn, sentence: str, otherwise: Go) -> Answer:
    helpline = turn.line.helpline
    limit = min(LONGEST_TALK, rest(turn.call, turn.now))
    if limit < 1:
        return End(turn.say("limit"))
    if not turn.called:  # without our own number the carrier would show the caller's
        number = spoken_phone(helpline, turn.call.language, turn.line.country)
        return replace(otherwise, words=turn.say("person-number", number=number))
    then = turn.call.at(f"{turn.call.node}-after", cursor=turn.call.cursor)
    return Connect(turn.say(sentence), helpline, limit, then)


def _unanswered(turn: Turn) -> list[Word]:
    return [] if turn.outcome in ("completed", "answered") else turn.say("person-away")


def _inside(turn: Turn) -> Go:
    return Go("back-leading" if turn.call.leads else "back", cursor=turn.call.cursor)
