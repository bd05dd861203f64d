"""One caller's way through a room: refused or let in, waiting or in the meeting, and out."""

from typing import TYPE_CHECKING
from xml.etree import ElementTree

from ivr.phone.conference import Stay, room_for
from ivr.phone.events import CallOver, Event, Key, Moved, RoomEvent, Words
from ivr.phone.page import Page
from ivr.phone.refused import Refused
from ivr.phone.verbs import Heed, note
from ivr.phone.waiting import Waiting

if TYPE_CHECKING:
    from ivr.phone.runner import Runner

_LEFT = {
    "caller": "participant_hung_up",
    "star": "participant_hung_up_with_star",
    "ended": "conference_ended",
    "time-limit": "time_limit",
}


async def join(
    runner: "Runner", page: Page, dial: ElementTree.Element, conference: ElementTree.Element
) -> dict[str, str]:
    """Stays in the room as long as the caller, the room and the limits let it.

    What the Dial's action is told: `answered` after any stay, `failed` when there was none.
    """
    try:
        room = room_for(runner.carrier, page, conference, url=page.url)
        starts = conference.get("startConferenceOnEnter", "true") == "true"
        alone = None
        if not room.starts_with(starts):
            alone = await Waiting.before_start(runner, page, conference)
            room = room_for(runner.carrier, page, conference, url=page.url)  # as it is by now
    except Refused as refused:
        runner.carrier.alert(refused, runner.call)
        return {"DialCallStatus": "failed"}
    stay = Stay(
        runner.call,
        room,
        runner.clock.now(),
        conference.get("participantLabel", ""),
        conference.get("muted") == "true",
        starts,
        conference.get("endConferenceOnExit") == "true",
        conference.get("beep", "true"),
    )
    runner.carrier.rooms[room.name] = room
    limit = float(dial.get("timeLimit", "14400"))
    timer = runner.clock.after(limit, lambda: runner.call.happen(RoomEvent("time-limit", stay)))
    await room.enter(stay)
    heed = _heed(runner, stay, star=dial.get("hangupOnStar") == "true")
    try:
        reason = await _be_in(runner, stay, alone, heed)
    except CallOver as over:
        runner.call.status = "completed"
        await room.leave(stay, _LEFT.get(over.reason, "participant_updated_via_api"))
        raise
    except Moved:
        await room.leave(stay, "participant_updated_via_api")
        raise
    finally:
        timer.cancel()
        runner.call.caller.left()
    await room.leave(stay, _LEFT.get(reason, "participant_updated_via_api"))
    return {"DialCallStatus": "answered"}


def _heed(runner: "Runner", stay: Stay, *, star: bool) -> Heed:
    def heed(event: Event) -> bool:
        if isinstance(event, RoomEvent):
            return event.stay is stay
        if isinstance(event, Words):
            stay.room.speak(stay, event.text)
            return False
        leaves = star and event.key == "*"
        note(runner, event, lost=not leaves)
        return leaves

    return heed


async def _be_in(runner: "Runner", stay: Stay, alone: Waiting | None, heed: Heed) -> str:
    """Why the caller is out of the room again; `alone` is heard until the conference starts."""
    heard = alone
    while True:
        runner.call.caller.entered(waiting=heard is not None and heard.ends)
        event = await heard.play(heed) if heard is not None else None
        while event is None:
            happened = await runner.call.listen()
            event = happened if happened is not None and heed(happened) else None
        if isinstance(event, Key):
            return "star"
        if isinstance(event, RoomEvent) and event.kind != "changed":
            return event.kind
        if stay.held:
            heard = await Waiting.on_hold(runner, stay)
        else:
            heard = None if stay.room.started else alone
