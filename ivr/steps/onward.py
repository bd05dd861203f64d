"""Key 1 on a meeting of the list that is held by telephone: the line calls its bridge.

The line's own number is shown, never the caller's, and star belongs to the bridge.
"""

from ivr.room import rest
from ivr.schedule.meeting import Occurrence
from ivr.steps.circle import Place
from ivr.steps.connecting import connects, is_early, is_over, phone_said
from ivr.steps.meetings import last_read
from ivr.times import when
from ivr.turn import Answer, Connect, End, Go, Turn
from ivr.twiml import Word

LONGEST = 2 * 3600
"""Seconds of one call onward."""

BACK = "next+keys"
"""The list, at the same meeting, which is not read once more."""

NODE = "onward"
FROM = frozenset({NODE, f"{NODE}-after"})
"""The nodes whose webhooks come from a caller who was let onward."""


def call(turn: Turn) -> Answer:
    """Connects to the meeting that the list is at; else says why not, and how else."""
    cursor = turn.call.cursor
    found = last_read(turn, Place.read(cursor))
    if found is None or found.meeting.dial is None:
        return Go("next", cursor=cursor)  # the list has changed meanwhile
    if is_over(turn, found):
        return Go("next+forward", turn.say("onward-over"), cursor)
    if is_early(turn, found):
        return Go(BACK, turn.say("onward-early", when=_start(turn, found)), cursor)
    if not connects(turn, found.meeting):
        return Go(BACK, _not(turn, "onward-not"), cursor)
    if turn.connection is False:
        return Go(BACK, _not(turn, "onward-full"), cursor)
    limit = min(LONGEST, rest(turn.call, turn.now))
    if limit < 1:
        return End(turn.say("limit"))
    name = turn.speaker.foreign(found.meeting.spoken_name, found.meeting.language)
    words = [] if turn.verb == "now" else turn.say("onward-call", name=name)
    then = turn.call.at(f"{NODE}-after", cursor=cursor)
    dial = found.meeting.dial
    return Connect(words, dial.number, limit, then, digits=dial.steps, star=False)


def after(turn: Turn) -> Answer:
    """Back in the list, at the same meeting."""
    came = turn.outcome in ("completed", "answered")
    return Go(
        BACK, turn.say("onward-back") if came else _not(turn, "onward-missed"), turn.call.cursor
    )


def _not(turn: Turn, sentence: str) -> list[Word]:
    """Why the line does not connect, and the number for whoever calls it without the line."""
    found = last_read(turn, Place.read(turn.call.cursor))
    phone = phone_said(turn, found.meeting) if found else ""
    return turn.say(sentence) + (turn.say("onward-number", phone=phone) if phone else [])


def _start(turn: Turn, found: Occurrence) -> str:
    said = when(turn.speaker, found.start.astimezone(turn.zone), turn.now)
    return turn.speaker.text(
        f"when-{said.sentence}", at=said.at, minutes=said.minutes, day=said.day
    )
