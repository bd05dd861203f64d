"""From what is known of a part to what the flow looks at."""

from datetime import datetime

from ivr.rooms.leaders import leading, mode_in
from ivr.rooms.state import Room, Someone
from ivr.rooms.steps import milliseconds
from ivr.rooms.view import Own, View
from ivr.rota import OnNow


def view_of(room: Room, on: OnNow | None, now: datetime) -> View:
    """`on` is the rota's for that room."""
    moment = milliseconds(now)
    facts = room.facts
    return View(
        people=len(room.present),
        hands=len(room.hands),
        mode=mode_in(room, on, now),
        locked=facts.locked_until > moment,
        led=bool(leading(room.people, on)),
        ringing=room.ringing,
        rung=on is not None and facts.rung_hour == milliseconds(on.start),
    )


def own_of(room: Room, call: str, someone: Someone, on: OnNow | None) -> Own:
    """Of `call`, which is `someone`."""
    people = {**room.people, call: someone}
    return Own(
        hand=room.hands.index(call) + 1 if call in room.hands else 0,
        muted=someone.muted,
        leads=call in leading(people, on),
        spoke=someone.spoke_at,
    )
