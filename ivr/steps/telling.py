"""What is said to everybody in a room, or to one person in it, from outside their calls.

A job gives the carrier an address of the node `tell`; the carrier fetches it and plays it into the
conference. In the address stands what is to be said, in which room and when: nothing of a person.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from ivr import overrides
from ivr.call import Call
from ivr.rooms.names import room_of
from ivr.rota import OnNow
from ivr.settings import Settings
from ivr.steps.thehour import title
from ivr.turn import Tell, Turn
from ivr.twiml import Quiet, Word

STALE = timedelta(minutes=5)
"""After that an address says nothing: the moment is over."""

LEADER_HERE, LED, ELSEWHERE = "h", "l", "e"
"""Extra letters: the rota's leader is here; somebody else leads; whoever leads is in another part
of the room."""

MODE = {"open": "o", "muted": "m", "hands": "s"}
"""And who may speak, where that is said."""

_CURSOR = re.compile(r"([a-z-]{1,9})~(meeting-[a-z0-9.-]{1,42})~([0-9]{1,9})(?:~([a-z]{0,8}))?")
_KINDS = ("speaker", "discussion", "step", "newcomer", "literature", "meditation")


def url(
    settings: Settings,
    language: str,
    what: str,
    part: str,
    now: datetime,
    extra: str = "",
    *,
    line: int | None = None,
) -> str:
    """The absolute address that says `what` in that part of a room.

    `line` is whose words they are; without one the first line's that speaks the language.
    """
    if line is None:
        speaks = (i for i, each in enumerate(settings.lines) if language in each.languages)
        line = next(speaks, 0)
    if language not in settings.lines[line].languages:
        language = settings.lines[line].languages[0]
    minute = int(now.timestamp() // 60)
    cursor = f"{what}~{part}~{minute}" + (f"~{extra}" if extra else "")
    call = Call("tell", language, line, minute, cursor=cursor)
    return settings.public_url + call.path() + overrides.WAIT


@dataclass(frozen=True, slots=True)
class About:
    """The meeting that it is about."""

    on: OnNow | None
    following: OnNow | None  # in the same room, before it closes
    extra: str


Saying = Callable[[Turn, About], list[Word]]


def tell(turn: Turn) -> Tell:
    """The words; a pause for an address that is old or damaged: the carrier copies each error."""
    found = _CURSOR.fullmatch(turn.call.cursor)
    saying = SAYS.get(found[1]) if found else None
    if found is None or saying is None:
        return Tell([Quiet()])
    moment = datetime.fromtimestamp(int(found[3]) * 60, UTC)
    if abs(turn.now - moment) > STALE:
        return Tell([Quiet()])
    room = room_of(found[2])
    on = turn.world.rota.held(moment, room)
    following = turn.world.rota.follows(on) if on else None
    return Tell(saying(turn, About(on, following, found[4] or "")) or [Quiet()])


def _sentence(name: str) -> Saying:
    return lambda turn, about: turn.say(name)


def _ending(turn: Turn, about: About) -> list[Word]:
    words = turn.say("tell-ending")
    if about.following is None:
        return words
    words += turn.say("tell-after", title=title(turn, about.following))
    leader = about.following.hour.leader_name
    return words + (turn.say("tell-leads", leader=leader) if leader else turn.say("tell-nobody"))


def _next(name: str) -> Saying:
    """To the leaders alone."""

    def say(turn: Turn, about: About) -> list[Word]:
        leader = about.following.hour.leader_name if about.following else ""
        return turn.say(name, leader=leader) if leader else []

    return say


def _opening(turn: Turn, about: About) -> list[Word]:
    """What somebody who leads says elsewhere: the title, its kind, for whom it is, who leads."""
    if about.on is None:
        return []
    hour = about.on.hour
    words = turn.say("tell-opening", title=title(turn, about.on))
    if hour.format in _KINDS:
        words += turn.say(f"format-{hour.format}")
    words += turn.say(f"list-{hour.access}")
    if hour.leader_name and LEADER_HERE in about.extra:
        words += turn.say("tell-leads", leader=hour.leader_name)
    elif ELSEWHERE in about.extra:
        words += turn.say("tell-elsewhere")
    elif LED not in about.extra:
        named = hour.leader_name
        words += turn.say("tell-awaited", leader=named) if named else turn.say("tell-begin")
    return words + _mode(turn, about)


def _mode(turn: Turn, about: About) -> list[Word]:
    said = [mode for mode, letter in MODE.items() if letter in about.extra]
    return turn.say(f"tell-{said[0]}") if said else []


def _unled(turn: Turn, about: About) -> list[Word]:
    """How those who are there can hold their meeting."""
    words = turn.say("tell-elsewhere" if ELSEWHERE in about.extra else "unled")
    return words + turn.say("unled-how") + _mode(turn, about)


SAYS: dict[str, Saying] = {
    "met": _sentence("tell-met"),
    "met-muted": _sentence("tell-met-muted"),
    "met-hands": _sentence("tell-met-hands"),
    "open": _sentence("tell-open"),
    "muted": _sentence("tell-muted"),
    "hands": _sentence("tell-hands"),
    "turn": _sentence("tell-turn"),
    "hand": _sentence("tell-hand"),
    "hushed": _sentence("tell-hushed"),
    "leads": _sentence("tell-you-lead"),
    "ending": _ending,
    "next-here": _next("tell-next-here"),
    "next-away": _next("tell-next-away"),
    "opening": _opening,
    "over": _sentence("tell-over"),
    "closing": _sentence("tell-closing"),
    "unled": _unled,
}
"""All that is ever told."""
