"""Whoever is rung because nobody came to lead: a short question, and then in, with the keys.

Before key 1 it names neither the fellowship nor a person: somebody else may have picked up, or a
machine may be recording.
"""

from ivr.rooms.names import room_of
from ivr.rota import OnNow
from ivr.steps.thehour import title
from ivr.turn import Answer, Ask, End, Go, Turn


def ask(turn: Turn) -> Answer:
    """The question, once more behind silence; the cursor is the part of the room."""
    on = _wanted(turn)
    if on is None:
        return Go("standin-late")
    if turn.verb == "come":
        words = turn.say("standin-come", title=title(turn, on))
        return Go("back-leading", words, turn.call.cursor)
    if turn.verb == "no":
        return End(turn.say("standin-no"))
    return Ask(turn.say("standin"), turn.call.cursor)


def late(turn: Turn) -> Answer:
    """It is settled: somebody came meanwhile, nobody waits any more, or the hour is over."""
    return End(turn.say("standin-late"))


def _wanted(turn: Turn) -> OnNow | None:
    """The hour that nobody leads, as far as that is known here."""
    part = turn.call.cursor
    held = turn.world.rota.held(turn.now, room_of(part)) if part else None
    led = turn.world.rooms.of(part).led and turn.verb != "come"
    return None if led or not turn.call.leads else held
