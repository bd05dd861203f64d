"""The conference: what it is called, how long one may stay, and the address of its events."""

from datetime import datetime, timedelta

from ivr.call import LONGEST, Call
from ivr.rota import MAIN_ROOM, OVERRUN, OnNow, Rota

EVENTS = "/voice/room/events"
"""Never changed between releases: the first participant fixes it for everyone in the room."""

GOODBYE = timedelta(minutes=2)
"""The room lets go so long before the carrier cuts the call, so that the caller hears why."""


def stay(call: Call, on: OnNow, rota: Rota, now: datetime) -> int:
    """Seconds that a caller may stay: to the end of the last hour and its overrun, four hours at

    most since the call was answered. Less than one when this call is at its end.
    """
    last = rota.open_until(now, on.hour.room_name) if now < on.end else on.end
    closes = last + OVERRUN
    return int((min(closes, call.ends() - GOODBYE) - now).total_seconds())


def refuge(call: Call, now: datetime) -> tuple[str, int]:
    """Name and seconds of the room that stands whatever else is broken."""
    rest = int((call.ends() - GOODBYE - now).total_seconds())
    return MAIN_ROOM, min(max(rest, 1), int(LONGEST.total_seconds()))
