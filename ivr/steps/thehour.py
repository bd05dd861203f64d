"""The hour of a call: which one it is in, or goes into, and what is said of it."""

from datetime import timedelta

from babel import Locale

from ivr.rooms.names import room_of
from ivr.rota import OnNow
from ivr.times import clock
from ivr.turn import Go, Turn
from ivr.twiml import Word

SOON = timedelta(hours=12)
"""What begins later than that is not named as what follows: its clock time alone would mislead."""


def here(turn: Turn) -> OnNow | None:
    """The meeting of the room that the cursor names, its overrun included; else this hour's."""
    part = turn.call.cursor
    return turn.world.rota.held(turn.now, room_of(part)) if part else turn.on


def over(turn: Turn) -> Go:
    """The room's meeting has ended: on to this hour's, or to the list."""
    words = turn.say("room-over") if turn.call.cursor else []
    return Go("join" if turn.on else "next", words)


def what_is_on(turn: Turn, on: OnNow) -> list[Word]:
    """Its title and how long still, what follows, and how many are here where that is known."""
    left = max(1, round((on.end - turn.now).total_seconds() / 60))
    if turn.now >= on.end:
        words = turn.say("room-late", title=title(turn, on))
    else:
        words = turn.say("room-on", title=title(turn, on), minutes=left)
        if then := following(turn, on):
            words += turn.say("room-then", at=at(turn, then), title=title(turn, then))
    if turn.found is not None and turn.found.room is not None:
        words += turn.say("room-people", people=max(1, turn.found.room.people))
    return words


def following(turn: Turn, on: OnNow) -> OnNow | None:
    """What comes after `on` in its room, in the hours that a caller would wait for."""
    after = turn.world.rota.after(turn.now, on.hour.room_name)
    return after if after and after.start - turn.now < SOON else None


def title(turn: Turn, on: OnNow) -> str:
    """The rota's words, in the meeting's language."""
    return turn.speaker.foreign(on.hour.title, language(turn, on))


def language(turn: Turn, on: OnNow) -> str:
    """In which the meeting is held: the line's first where the row names none."""
    return on.hour.language or turn.line.languages[0]


def language_name(turn: Turn, code: str) -> str:
    """What a language is called in the caller's."""
    return named_in(turn.call.language, code)


def named_in(language: str, code: str) -> str:
    """What the language `code` is called in another one; the code where nobody knows it."""
    return str(Locale.parse(language).languages.get(code, code))


def at(turn: Turn, on: OnNow) -> str:
    return clock(turn.speaker, on.start.astimezone(turn.zone))


def until(turn: Turn, on: OnNow) -> str:
    return clock(turn.speaker, on.end.astimezone(turn.zone))
