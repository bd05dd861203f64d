"""Key 0, once more: a person. The line's own number is shown, never the caller's."""

from ivr.room import rest
from ivr.schedule.spoken import spoken_phone
from ivr.turn import Answer, Connect, End, Go, Turn

LONGEST_TALK = 2 * 3600
"""Seconds of one call onward."""


def call(turn: Turn) -> Answer:
    """Rings the helpline; without one, the meeting is where people are."""
    helpline = turn.line.helpline
    if not helpline:
        return Go("join")
    limit = min(LONGEST_TALK, rest(turn.call, turn.now))
    if limit < 1:
        return End(turn.say("limit"))
    if not turn.called:  # without our own number the carrier would show the caller's
        number = spoken_phone(helpline, turn.call.language, turn.line.country)
        return Go("greeting", turn.say("person-number", number=number))
    after_it = turn.call.at("person-after")
    return Connect(turn.say("person-call"), helpline, limit, after_it)


def after(turn: Turn) -> Answer:
    """After the call onward: an unanswered one is said, then the beginning again."""
    if turn.outcome in ("completed", "answered"):
        return Go("greeting")
    return Go("greeting", turn.say("person-away"))
