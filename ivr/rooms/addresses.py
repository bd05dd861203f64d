"""Where the carrier finds what a person in a room is to hear: addresses made from that call's own.

So whoever is held, spoken to or removed goes on in their language, and on their line.
"""

from datetime import datetime
from urllib.parse import parse_qsl

from ivr import overrides
from ivr.call import Call, DamagedCall
from ivr.rooms.state import Someone
from ivr.rota import OnNow
from ivr.settings import Settings
from ivr.steps import telling


def elsewhere(settings: Settings, someone: Someone, node: str, part: str, now: datetime) -> str:
    """That call at `node`, in that part of a room."""
    call = _call(settings, someone, now).at(node, cursor=part)
    return settings.public_url + call.path() + overrides.MENU


def said_to(settings: Settings, someone: Someone, what: str, part: str, now: datetime) -> str:
    """What that person alone is told, in their language."""
    call = _call(settings, someone, now)
    return telling.url(settings, call.language, what, part, now, line=call.line)


def said_in(
    settings: Settings, on: OnNow | None, what: str, part: str, now: datetime, extra: str = ""
) -> str:
    """What all in a room are told, in the language in which its meeting is held."""
    language = (on.hour.language if on else "") or settings.lines[0].languages[0]
    return telling.url(settings, language, what, part, now, extra)


def _call(settings: Settings, someone: Someone, now: datetime) -> Call:
    """As its URL has it; a new one where that is not known or too old."""
    query = dict(parse_qsl(someone.query))
    try:
        call = Call.read("room", query, lines=len(settings.lines), now=now)
    except DamagedCall:
        call = None
    if call is not None and call.language in settings.lines[call.line].languages:
        return call
    return Call("room", settings.lines[0].languages[0], 0, int(now.timestamp() // 60))
