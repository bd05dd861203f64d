"""How long a caller may stay in the room."""

from datetime import datetime, timedelta

import pytest

from ivr.call import Call
from ivr.hour import Hour
from ivr.room import stay
from ivr.rota import Rota
from tests.line import rota

ZONE = rota().zone
ROWS = Rota(
    tuple(Hour("daily", at, str(at)) for at in (20 * 60, 21 * 60 + 5, 22 * 60 + 5, 23 * 60 + 20)),
    ZONE,
)
"""Five minutes between the first two, none before the third, a quarter of an hour after it."""


def at(clock: str) -> datetime:
    return datetime.fromisoformat(f"2026-11-21 {clock}").replace(tzinfo=ZONE)


@pytest.mark.parametrize("now", ["20:00", "20:59", "21:02", "21:05", "22:30", "23:07"])
def test_nobody_is_cut_where_the_next_hour_begins_before_the_room_closes(now: str) -> None:
    call = Call("room", "en", 0, int(at(now).timestamp() // 60))
    on = ROWS.held(at(now), "meeting-main")
    assert on is not None
    assert stay(call, on, ROWS, at(now)) == (at("23:15") - at(now)) / timedelta(seconds=1) + 1
