"""Out of the room by star: everyone's menu, help, and what a leader's removal says."""

from collections.abc import Callable
from dataclasses import replace
from functools import wraps

from ivr.call import Call
from ivr.room import rest
from ivr.rooms.names import number_of, part, room_of
from ivr.rota import OnNow
from ivr.steps import still
from ivr.steps.still import REFUSED
from ivr.steps.thehour import here, over, until, what_is_on
from ivr.turn import Answer, Ask, End, Go, Turn
from ivr.twiml import Word

LAST_TRY = 3
"""The part behind which no other is tried, unless it was full when it was looked last: each refusal
is in the carrier's log with its caller."""

InMeeting = Callable[[Turn, OnNow], Answer]


def out_of_the_room(run: InMeeting) -> Callable[[Turn], Answer]:
    """A menu to which a room lets go, with the meeting that goes on there.

    Star, a limit or a refusal at the door: the clock and the Dial's outcome tell which.
    """

    @wraps(run)
    def step(turn: Turn) -> Answer:
        if rest(turn.call, turn.now) < 1:
            return End(turn.say("limit"))
        on = here(turn)
        if on is None:
            return replace(over(turn), call=still.spoken(turn))
        if turn.call.attempt == 0 and not turn.verb and not turn.key:
            if turn.outcome in REFUSED:
                return _next_part(turn, on)
            if still.due(turn):
                return still.look(turn)
        return run(turn, on)

    return step


@out_of_the_room
def menu(turn: Turn, on: OnNow) -> Answer:
    """Everyone's keys. A code that works is answered with one word, and the caller is back in.

    Whoever leads comes here with star before the room, and has the leader's.
    """
    if not turn.verb and turn.call.leads and turn.found and turn.found.own.leads:
        return Go("lead", cursor=turn.call.cursor)
    if turn.verb == "hand":
        return hand(turn)
    if turn.verb == "mute":
        return mute(turn)
    if turn.verb == "listen":
        return Go("back+listen", turn.say("room-muted"), turn.call.cursor, _quiet(turn, True))
    if turn.verb == "what":
        return Go("back", what_is_on(turn, on), turn.call.cursor)
    return Ask(turn.say("room-keys"), turn.call.cursor)


def hand(turn: Turn) -> Answer:
    """Up or down, and its place."""
    if turn.call.listens:
        return again(turn, "room-listening")
    found = turn.found
    if found is None or found.done not in ("up", "down"):
        return again(turn, "room-muted" if turn.call.muted else "room-hands-unknown")
    if found.done == "down":
        return again(turn, "room-hand-down")
    words = turn.say("room-hand-up", before=max(0, found.own.hand - 1))
    return Go(_inside(turn), words, turn.call.cursor)


def mute(turn: Turn) -> Answer:
    """By what was done; where nobody could tell, by the URL."""
    if turn.call.listens:
        return again(turn, "room-listening")
    done = turn.found.done if turn.found else ""
    if done == "refused":
        return Ask(turn.say("room-mute-refused"), turn.call.cursor)
    muted = done == "muted" if done else not turn.call.muted
    words = turn.say("room-muted" if muted else "room-unmuted")
    return Go(_inside(turn), words, turn.call.cursor, _quiet(turn, muted))


def again(turn: Turn, sentence: str) -> Go:
    """One sentence, and back in the room; while it is said the same keys work."""
    return Go(_inside(turn), turn.say(sentence), turn.call.cursor)


def aid(turn: Turn) -> Answer:
    """Help from inside the room, in the operators' words; silence goes back in."""
    return Ask(help_said(turn) + turn.say("room-stay"), turn.call.cursor)


def help_said(turn: Turn) -> list[Word]:
    """Whom to call, and a person where the line has one."""
    return turn.say("danger") + (turn.say("room-person") if turn.line.helpline else [])


def removed(turn: Turn) -> Answer:
    """A leader took this call out, now or earlier in the hour."""
    on = here(turn)
    words = turn.say("removed")
    if on is not None and turn.now < on.end:
        words += turn.say("removed-until", at=until(turn, on))
    return Ask(words + turn.say("greeting-keys"))


def _inside(turn: Turn) -> str:
    return "back-leading" if turn.call.node == "lead" else "back"


def _quiet(turn: Turn, muted: bool) -> Call:
    return replace(turn.call, muted=muted)


def _next_part(turn: Turn, on: OnNow) -> Answer:
    """Where the carrier let nobody in: the next part of the room, and once more the one after."""
    refused = turn.call.cursor or on.hour.room_name
    number = number_of(refused) + 1
    rooms, most = turn.world.rooms, turn.world.settings.room.most
    if rooms.of(refused).people >= most:
        number = number_of(rooms.taking(part(room_of(refused), number), most))
    elif number > LAST_TRY:
        return Go("next", turn.say("rooms-full") + turn.say("then-next"))
    return Go("back+refused", cursor=part(room_of(refused), number))
