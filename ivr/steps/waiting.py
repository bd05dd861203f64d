"""What is heard alone in a room: who may come, what to do in danger, and what a meeting is.

It promises nobody. The same document holds whoever is left alone in a meeting.
"""

from ivr.rooms.view import View
from ivr.rota import OnNow
from ivr.steps.thehour import at, following, here, title
from ivr.turn import Hold, Turn
from ivr.twiml import Quiet, Word

READINGS = (
    *("wait-reading-1", "wait-reading-2", "wait-reading-3", "wait-reading-4"),
    *("wait-reading-5", "wait-reading-6", "wait-reading-7", "danger"),
)
"""One in each round; then from the beginning."""

HOURS_AGAIN = 5
"""The round in which this hour and the next one are named again: they may be others by now."""

BEFORE, AFTER = 4, 20
"""Seconds of quiet around what is recorded for waiting."""


def wait(turn: Turn) -> Hold:
    """Again and again, and never silence. The attempt is the round, from 1."""
    call = turn.call
    alone = "wait-again" if call.attempt else "wait-first"
    words = turn.say(f"{alone}-listening" if call.muted and not call.attempt else alone)
    words += _rounds(turn) if call.attempt else _at_first(turn)
    turns = call.attempt % len(READINGS) + 1
    return Hold([*words, Quiet(AFTER)], call.at("wait", attempt=turns, cursor=call.cursor))


def _at_first(turn: Turn) -> list[Word]:
    words: list[Word] = []
    if on := here(turn):
        words += _hours(turn, on)
    words += _called(turn)
    return [*words, *_keys(turn), Quiet(), *turn.say("danger")]


def _rounds(turn: Turn) -> list[Word]:
    words = _called(turn) if turn.call.attempt == 1 or _room(turn).ringing else []
    on = here(turn)
    if on and turn.call.attempt == HOURS_AGAIN:
        words = _hours(turn, on) + words
    reading = READINGS[(turn.call.attempt - 1) % len(READINGS)]
    return [*_keys(turn), *words, Quiet(BEFORE), *turn.say(reading)]


def _hours(turn: Turn, on: OnNow) -> list[Word]:
    """This hour and the next one, and who is to lead them."""
    words: list[Word] = []
    if turn.now < on.end:
        words += turn.say("wait-hour", title=title(turn, on))
        if on.hour.leader_name and not turn.call.leads:
            words += turn.say("wait-leader", leader=on.hour.leader_name)
    if then := following(turn, on):
        words += turn.say("room-then", at=at(turn, then), title=title(turn, then))
        if then.hour.leader_name:
            words += turn.say("wait-leader-next", leader=then.hour.leader_name)
    return words


def _called(turn: Turn) -> list[Word]:
    """Whether somebody is being rung to come and lead, or nobody could."""
    room = _room(turn)
    if turn.call.leads or room.led or not (room.ringing or room.rung):
        return []
    return turn.say("wait-ringing" if room.ringing else "wait-rung")


def _keys(turn: Turn) -> list[Word]:
    if not turn.call.muted or turn.call.listens:
        return turn.say("wait-keys")
    return turn.say("joining-hands" if _room(turn).mode == "hands" else "room-muted")


def _room(turn: Turn) -> View:
    return turn.world.rooms.of(turn.call.cursor)
