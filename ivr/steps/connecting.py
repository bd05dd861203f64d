"""Whether the line connects a caller to a meeting of the list, and when."""

from datetime import timedelta

from ivr.schedule.dial import may_dial
from ivr.schedule.meeting import Meeting, Occurrence
from ivr.turn import Turn

EARLY = timedelta(minutes=10)
"""So long before its beginning a bridge is worth the call: earlier it has only music."""


def connects(turn: Turn, meeting: Meeting) -> bool:
    """Not a call that only listens: it may be a nuisance. Nor one that would show its number."""
    if turn.call.listens or not turn.called:
        return False
    return may_dial(meeting.dial, turn.line, turn.world.settings)


def phone_said(turn: Turn, meeting: Meeting) -> str:
    """Its number and codes as a voice says them; "" without any.

    Where the list was read before the call's language was known, in another one's voice.
    """
    language = turn.call.language
    if said := meeting.spoken_phone.get(language):
        return said
    other = next(iter(meeting.spoken_phone.items()), None)
    return turn.speaker.foreign(other[1], other[0]) if other else ""


def is_early(turn: Turn, occurrence: Occurrence) -> bool:
    return turn.now < occurrence.start - EARLY


def is_over(turn: Turn, occurrence: Occurrence) -> bool:
    return turn.now >= occurrence.start + timedelta(minutes=occurrence.meeting.duration)


def connects_now(turn: Turn, occurrence: Occurrence) -> bool:
    open_ = not (is_early(turn, occurrence) or is_over(turn, occurrence))
    return open_ and connects(turn, occurrence.meeting)
