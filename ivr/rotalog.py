"""`ivr rota log`: who gave back, took or gave which hour, and who changed which row."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from babel import Locale

from ivr.leaderfile import Leader
from ivr.rota import MAIN_ROOM
from ivr.rotachanges import Done

_HOUR = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\dZ) meeting-([a-z0-9-]+)")
"""An hour as Done.what has it."""


def printed(log: Iterable[Done], leaders: Mapping[str, Leader], zone: ZoneInfo) -> Iterator[str]:
    """In lines, the latest last; times in `zone`."""
    for done in log:
        when = f"{done.when.astimezone(zone):%Y-%m-%d %H:%M}"
        to = leaders[done.leader].name if done.leader in leaders else done.leader
        to = f", to {to}" if done.did == "gave" else ""
        yield f"{when}  {done.who}: {done.did} {_what(done, zone)}{to}".rstrip()


def _what(done: Done, zone: ZoneInfo) -> str:
    found = _HOUR.fullmatch(done.what)
    if not found:
        return done.what
    start = datetime.fromisoformat(found[1]).astimezone(zone)
    return " ".join(filter(None, (f"{start:%a %Y-%m-%d %H:%M}", done.title, _room(found[2]))))


def _room(room: str) -> str:
    """A language's room by its language; "" for the one that is for everybody."""
    if f"meeting-{room}" == MAIN_ROOM:
        return ""
    if re.fullmatch(r"[a-z]{2}", room) and room in Locale("en").languages:
        return f"({Locale('en').languages[room]})"
    return f"(room {room})"
