"""Whoever is rung because nobody came to lead: a short question, and then in, with the keys.

Before the meeting it names neither the fellowship, nor a person, nor the meeting: somebody else may
have picked up, or a machine may be recording.
"""

from ivr.rooms.names import room_of
from ivr.turn import Answer, Ask, End, Go, Turn


def ask(turn: Turn) -> Answer:
    """The question, once more behind silence; the cursor is the part of the room."""
    if not _wanted(turn):
        return Go("standin-late")
    if turn.verb == "come":
        return Go("back-leading", turn.say("standin-come"), turn.call.cursor)
    if turn.verb == "no":
        return End(turn.say("standin-no"))
    return Ask(turn.say("standin"), turn.call.cursor)


def late(turn: Turn) -> Answer:
    """It is settled: somebody came meanwhile, nobody waits any more, or the hour is over."""
    return End(turn.say("standin-late"))


def _wanted(turn: Turn) -> bool:
    """Whether there is an hour that nobody leads, as far as that is known here."""
    part = turn.call.cursor
    held = turn.world.rota.held(turn.now, room_of(part)) if part else None
    led = turn.world.rooms.of(part).led and turn.verb != "come"
    return held is not None and bool(turn.call.leads) and not led
