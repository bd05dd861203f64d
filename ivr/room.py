"""The conference: what it is called, how long one may stay, and the address of its events."""

import math
from datetime import datetime, timedelta

from ivr.call import LONGEST, Call
from ivr.rota import MAIN_ROOM, OVERRUN, OnNow, Rota

EVENTS = "/voice/room/events"
"""Never changed between releases: the first participant fixes it for everyone in the room."""

STATUS = "/voice/status"
"""Where the carrier tells of the end of a call, and of calls onward."""

GOODBYE = timedelta(minutes=2)
"""The room lets go so long before the carrier cuts the call, so that the caller hears why."""


def stay(call: Call, on: OnNow, rota: Rota, now: datetime) -> int:
    """Seconds that a caller may stay: until the room is over, or this call nearly is.

    The last hour and its overrun are let pass by a second, so that whoever is let out is told so.
    """
    inside = now if now < on.end else on.end - timedelta(seconds=1)
    last = rota.open_until(inside, on.hour.room_name)
    over = math.ceil((last + OVERRUN - now).total_seconds()) + 1
    return max(min(over, rest(call, now)), 1)


def rest(call: Call, now: datetime) -> int:
    """Seconds until a caller has to be told that the carrier is about to end this call."""
    return math.ceil((call.ends() - GOODBYE - now).total_seconds())


def refuge(call: Call, now: datetime) -> tuple[str, int]:
    """Name and seconds of the room that stands whatever else is broken."""
    return MAIN_ROOM, min(max(rest(call, now), 1), int(LONGEST.total_seconds()))
