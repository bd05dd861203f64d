"""Into the room, its menu, and out of it again."""

from dataclasses import replace
from datetime import timedelta

from babel import Locale

from ivr.room import rest, stay
from ivr.rota import OnNow
from ivr.times import clock
from ivr.turn import Answer, Ask, End, Enter, Go, Hold, Turn
from ivr.twiml import Quiet, Word

LAST_MINUTES = timedelta(minutes=5)


def join(turn: Turn) -> Answer:
    """The words before the room: the title, for whom it is, the language if it is another."""
    on = turn.on
    if on is None:
        return Go("next", turn.say("no-meeting"))
    following = _about_to_follow(turn, on)
    words = _named(turn, on, following)
    language = _language(turn, following or on)
    if language != turn.call.language:
        name = Locale.parse(language).get_language_name(turn.call.language)
        words += turn.say("joining-language", language=name or language)
    heard = replace(turn.call, muted=False)
    if "closed" in (on.hour.access, following.hour.access if following else ""):
        return Go("closed", words, call=heard)
    return Go("enter", words if following else words + turn.say("joining-open"), call=heard)


def closed(turn: Turn) -> Answer:
    """For whom a closed meeting is, and then in."""
    answer = enter(turn)
    if not isinstance(answer, Enter):
        return answer
    return replace(answer, words=turn.say("joining-closed") + answer.words)


def enter(turn: Turn) -> Answer:
    """The room itself; the words before it were said by whoever sent the caller here."""
    answer = back(turn)
    if not isinstance(answer, Enter):
        return answer
    return replace(
        answer, words=turn.say("joining-keys"), wait=answer.wait.at("wait", cursor=answer.name)
    )


def back(turn: Turn) -> Answer:
    """Into the room, without a word before it: the one the caller was in, else this hour's."""
    on = _here(turn)
    if on is None:
        return _over(turn)
    if rest(turn.call, turn.now) < 1:
        return End(turn.say("limit"))
    name = on.hour.room_name
    return Enter(
        [],
        name,
        stay(turn.call, on, turn.world.rota, turn.now),
        then=turn.call.at("room", cursor=name),
        wait=turn.call.at("wait", attempt=1, cursor=name),  # the first words were heard
    )


def menu(turn: Turn) -> Answer:
    """Out of the room: the caller pressed star, or the room let go; only the clock can tell."""
    if rest(turn.call, turn.now) < 1:
        return End(turn.say("limit"))
    on = _here(turn)
    if on is None:
        return _over(turn)
    cursor = turn.call.cursor
    if turn.verb == "mute" and turn.call.listens:
        return Go("back", turn.say("room-listening"), cursor)
    if turn.verb == "mute":
        muted = not turn.call.muted
        words = turn.say("room-muted" if muted else "room-unmuted")
        return Go("back", words, cursor, replace(turn.call, muted=muted))
    return Ask(_what_is_on(turn, on) if turn.verb == "what" else turn.say("room-keys"), cursor)


def wait(turn: Turn) -> Hold:
    """What someone alone hears until the next one comes: again and again, and never silence."""
    words: list[Word] = []
    if turn.call.attempt == 0:
        words += turn.say("wait-first")
        if on := _here(turn):
            words += turn.say("wait-hour", title=_title(turn, on))
            if on.hour.leader_name:
                words += turn.say("wait-leader", leader=on.hour.leader_name)
        words += [Quiet(), *turn.say("danger"), Quiet()]
    else:
        words += turn.say("wait-again")
        words += turn.say("room-muted" if turn.call.muted else "wait-keys")
    return Hold([*words, Quiet(20)], turn.call.at("wait", attempt=1, cursor=turn.call.cursor))


def _here(turn: Turn) -> OnNow | None:
    """The meeting of the room that the cursor names, its overrun included; else this hour's."""
    room = turn.call.cursor
    return turn.world.rota.held(turn.now, room) if room else turn.on


def _over(turn: Turn) -> Answer:
    """The room's meeting has ended: on to this hour's, or to the list."""
    words = turn.say("room-over") if turn.call.cursor else []
    return Go("join" if turn.on else "next", words)


def _about_to_follow(turn: Turn, on: OnNow) -> OnNow | None:
    """In the last minutes of an hour the one that comes next in its room, without a gap."""
    if on.end - turn.now >= LAST_MINUTES:
        return None
    following = turn.world.rota.after(turn.now, on.hour.room_name)
    return following if following and following.start == on.end else None


def _named(turn: Turn, on: OnNow, following: OnNow | None) -> list[Word]:
    """The meeting's name; behind that of the one about to follow."""
    if following is None:
        return turn.say("joining", title=_title(turn, on))
    return turn.say(
        "joining-next", at=_at(turn, following), title=_title(turn, following)
    ) + turn.say("joining-last", title=_title(turn, on))


def _what_is_on(turn: Turn, on: OnNow) -> list[Word]:
    title = _title(turn, on)
    if turn.now >= on.end:
        return turn.say("room-late", title=title)
    left = max(1, round((on.end - turn.now).total_seconds() / 60))
    words = turn.say("room-on", title=title, minutes=left)
    if following := turn.world.rota.after(turn.now, on.hour.room_name):
        words += turn.say("room-then", at=_at(turn, following), title=_title(turn, following))
    return words


def _title(turn: Turn, on: OnNow) -> str:
    """The rota's words, in the meeting's language."""
    return turn.speaker.foreign(on.hour.title, _language(turn, on))


def _language(turn: Turn, on: OnNow) -> str:
    """In which the meeting is held: the line's first where the row names none."""
    return on.hour.language or turn.line.languages[0]


def _at(turn: Turn, on: OnNow) -> str:
    return clock(turn.speaker, on.start.astimezone(turn.zone))
