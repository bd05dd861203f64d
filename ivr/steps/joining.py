"""On the way into a meeting: which one, the words before it, and the part of its room."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from ivr.call import DamagedCall
from ivr.room import rest, stay
from ivr.rooms.leaders import EARLY, sign
from ivr.rooms.names import number_of
from ivr.rooms.view import Admission
from ivr.rota import OnNow
from ivr.steps import still
from ivr.steps.thehour import at, here, language, language_name, over, title
from ivr.turn import Answer, Ask, End, Enter, Go, Turn
from ivr.twiml import Word

LAST_MINUTES = timedelta(minutes=5)

MOST_CHOICES = 6
"""Meetings of one moment that a caller can choose from: the keys behind them do other things."""

_MINUTE = timedelta(minutes=1)


def join(turn: Turn) -> Answer:
    """The words before the room: the title, for whom it is, the language if it is another."""
    if turn.admission is not None and turn.admission.barred:
        return Go("removed", cursor=turn.admission.part)
    choices = choices_of(turn, turn.now)
    chosen = [
        on for on in turn.world.rota.on_now(turn.now) if on.hour.room_name == turn.call.cursor
    ]
    if not choices:
        return Go("next", turn.say("no-meeting"))
    if not chosen and len(choices) > 1:
        return Go("choose")
    on = (chosen or choices)[0]
    following = _about_to_follow(turn, on)
    words = _named(turn, on, following)
    spoken = language(turn, following or on)
    if spoken != turn.call.language:
        words += turn.say("joining-language", language=language_name(turn, spoken))
    heard = replace(turn.call, muted=False)
    room = on.hour.room_name
    if "closed" in (on.hour.access, following.hour.access if following else ""):
        return Go("closed", words, room, heard)
    return Go("enter", words if following else words + turn.say("joining-open"), room, heard)


def choose(turn: Turn) -> Answer:
    """Which of several meetings. The cursor is the minute for which they were read."""
    minute = turn.call.cursor or str(int(turn.now.timestamp() // 60))
    if not minute.isdigit():
        raise DamagedCall("minute")
    read = datetime.fromtimestamp(0, UTC) + int(minute) * _MINUTE
    choices = choices_of(turn, read)[:MOST_CHOICES]
    if len(choices) < 2:
        return Go("join")
    if turn.verb and int(turn.verb) <= len(choices):
        return Go("join", cursor=choices[int(turn.verb) - 1].hour.room_name)
    if turn.verb == "4":  # what it is everywhere else
        return Go("about")
    words = turn.say("wrong-key") if turn.verb else []
    words += turn.say("choose-count", count=len(choices))
    for key, on in enumerate(choices, 1):
        spoken = language(turn, on)
        if spoken == turn.call.language:
            words += turn.say("choose-one", title=title(turn, on), key=key)
        else:
            name = language_name(turn, spoken)
            words += turn.say("choose-other", title=title(turn, on), language=name, key=key)
    return Ask(words + turn.say("choose-stay"), minute)


def closed(turn: Turn) -> Answer:
    """For whom a closed meeting is, and then in."""
    answer = enter(turn)
    if not isinstance(answer, Enter):
        return answer
    return replace(answer, words=turn.say("joining-closed") + answer.words)


def enter(turn: Turn) -> Answer:
    """The room itself; the words before it were said by whoever sent the caller here."""
    on = here(turn)
    if turn.untold and on is not None and not turn.call.leads:
        answer = _in_as_it_was(turn, turn.call.cursor or on.hour.room_name)
    else:
        answer = _in(turn, _at_first(turn))
    if not isinstance(answer, Enter):
        return answer
    return replace(answer, words=answer.words + turn.say("joining-keys"))


def _in_as_it_was(turn: Turn, wanted: str) -> Answer:
    """Where nobody can tell in time: into the part that took newcomers some seconds ago."""
    rooms = turn.world.rooms
    part = rooms.taking(wanted, turn.world.settings.room.most)
    answer = _in(replace(turn, call=replace(turn.call, cursor=part)), _at_first(turn))
    if not isinstance(answer, Enter) or part == wanted:
        return answer
    why = "locked" if rooms.of(wanted).locked else "full"
    words = turn.say(f"joining-{why}", number=number_of(part))
    return replace(answer, words=words + answer.words)


def back(turn: Turn) -> Answer:
    """Into the room that the caller was in, else this hour's; nothing new is said of it."""
    answer = _in(turn, turn.call.muted)
    if turn.verb == "stay" and isinstance(answer, Enter):
        return replace(answer, words=turn.say("still-stay") + answer.words)
    return answer


def _at_first(turn: Turn) -> bool:
    """How a newcomer enters where nobody can tell who is in: as the rota's row has it."""
    on = here(turn)
    row = on.hour.speaking if on else ""
    return turn.call.muted or (row in ("muted", "hands") and not turn.call.leads)


def _in(turn: Turn, muted: bool) -> Answer:
    on, place = here(turn), turn.admission
    if on is None:
        return over(turn)
    if rest(turn.call, turn.now) < 1:
        return End(turn.say("limit"))
    wanted = turn.call.cursor or on.hour.room_name
    if still.due(turn):
        return Go("still", cursor=wanted)
    if place is not None and place.barred:
        return Go("removed", cursor=wanted)
    if place is not None:
        muted = place.muted or (turn.verb == "listen")
        # Never back to a part that has just refused the call.
        wanted = max(wanted, place.part, key=number_of)
    call = replace(turn.call, muted=muted)
    return Enter(
        _placed(turn, wanted, place) + _voice(turn, muted, place),
        wanted,
        int(min(stay(call, on, turn.world.rota, turn.now), still.left(turn))),
        then=call.at("lead" if call.leads else "room", cursor=wanted),
        # From its beginning, unless that was heard: a key before the room, or star, cuts it short.
        wait=call.at("wait", attempt=int(place is not None and place.been), cursor=wanted),
    )


def _placed(turn: Turn, part: str, place: Admission | None) -> list[Word]:
    """Why this is not the first part of the room, to whoever comes into it."""
    if turn.verb == "refused":
        return turn.say("joining-refused", number=number_of(part))
    if place is None or place.returns or not place.passed:
        return []
    return turn.say(f"joining-{place.passed}", number=number_of(part))


def _voice(turn: Turn, muted: bool, place: Admission | None) -> list[Word]:
    """That the caller is muted, or may speak now, where that is news, and how to speak."""
    if place is not None and place.called and not muted:
        return turn.say("tell-turn")
    if not muted or turn.call.muted or turn.call.listens:
        return []
    if place is not None and place.mode == "hands":
        return turn.say("joining-hands")
    return turn.say("room-muted" if place is not None and place.returns else "joining-muted")


def choices_of(turn: Turn, moment: datetime) -> list[OnNow]:
    """The meetings of a moment from which this caller chooses; with one there is no question.

    A leader goes where the rota has them, now or soon.
    """
    rota, line = turn.world.rota, turn.line
    everything = rota.in_order(moment, turn.call.language)
    if leads := turn.call.leads:
        for when in (moment, moment + EARLY):
            rooms = [o.hour.room_name for o in rota.on_now(when) if sign(o.hour.leader) == leads]
            if own := [on for on in everything if on.hour.room_name in rooms]:
                return own[:1]
    spoken = [
        on for on in everything if (on.hour.language or line.languages[0]) == turn.call.language
    ]
    return spoken or everything


def _about_to_follow(turn: Turn, on: OnNow) -> OnNow | None:
    """In the last minutes of an hour the one that comes next in its room, without a gap."""
    if on.end - turn.now >= LAST_MINUTES:
        return None
    following = turn.world.rota.after(turn.now, on.hour.room_name)
    return following if following and following.start == on.end else None


def _named(turn: Turn, on: OnNow, following: OnNow | None) -> list[Word]:
    """The meeting's name; behind that of the one about to follow."""
    if following is None:
        return turn.say("joining", title=title(turn, on))
    return turn.say(
        "joining-next", at=at(turn, following), title=title(turn, following)
    ) + turn.say("joining-last", title=title(turn, on))
