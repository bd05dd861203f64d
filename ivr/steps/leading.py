"""Out of the room by star, for whoever has the leader's keys."""

from dataclasses import replace

from ivr.found import Found
from ivr.rooms.view import View
from ivr.rota import OnNow
from ivr.steps.room import again, hand, help_said, mute, out_of_the_room
from ivr.steps.thehour import what_is_on
from ivr.times import clock
from ivr.turn import Answer, Ask, Go, Turn
from ivr.twiml import Word

SAID = {
    "locked": "lead-locked",
    "unlocked": "lead-unlocked",
    "open": "lead-mode-open",
    "muted": "lead-mode-muted",
    "hands": "lead-mode-hands",
    "called": "lead-called",
    "removed": "lead-removed",
    "later": "lead-later",
    "early": "lead-early",
}
"""What a key did, where the sentence needs no value."""

NOBODY = {"call": "lead-no-hand", "hush": "lead-no-voice", "later": "lead-none-next"}
"""Where there was nobody, or no hour, to do it to."""


@out_of_the_room
def menu(turn: Turn, on: OnNow) -> Answer:
    """The leader's keys. Without Redis it is said which of them do not work."""
    found = turn.found or Found()
    if found.done == "not-leading":
        return Go("room", turn.say("lead-not"), turn.call.cursor)
    if turn.verb == "hand":
        return hand(turn)
    if turn.verb == "mute":
        return mute(turn)
    if turn.verb == "what":
        words = what_is_on(turn, on) + (_room(turn, found.room) if found.room else [])
        return Go("back-leading", words, turn.call.cursor)
    if not turn.verb:
        unknown = [] if found.room else turn.say("lead-unknown")
        return Ask(unknown + turn.say("lead-keys"), turn.call.cursor)
    if found.room is None or not found.done:
        return again(turn, "lead-unknown")
    if found.done == "handed":  # and the call comes back in without the keys
        return Go("back", _done(turn, found), turn.call.cursor, replace(turn.call, leads=""))
    return Go("back-leading", _done(turn, found), turn.call.cursor)


def aid(turn: Turn) -> Answer:
    """Help from inside the room, and the keys that the menu leaves out."""
    return Ask(help_said(turn) + turn.say("lead-more") + turn.say("room-stay"), turn.call.cursor)


def _done(turn: Turn, found: Found) -> list[Word]:
    """What became of an action, in one sentence."""
    if found.done == "hushed" and found.came is not None:
        return turn.say("lead-hushed", at=clock(turn.speaker, found.came.astimezone(turn.zone)))
    if found.done == "hushed":
        return turn.say("lead-hushed-somebody")
    if found.done in ("handed", "absent"):
        named = {"handed": "lead-other", "absent": "lead-absent-named"}[found.done]
        return turn.say(named, name=found.name) if found.name else turn.say(f"lead-{found.done}")
    return turn.say(NOBODY[turn.verb] if found.done == "none" else SAID[found.done])


def _room(turn: Turn, room: View) -> list[Word]:
    """Hands, mode and lock."""
    words = turn.say("lead-hands", hands=room.hands) + turn.say(f"lead-mode-{room.mode}")
    return words + (turn.say("lead-locked") if room.locked else [])
