"""One caller's way through a room: refused or let in, waiting or in the meeting, and out."""

from typing import TYPE_CHECKING
from xml.etree import ElementTree

from ivr.phone.conference import Room, Stay, room_for
from ivr.phone.events import CallOver, Event, Key, Moved, RoomEvent
from ivr.phone.page import Page, Step
from ivr.phone.verbs import Heed, listen_to, note, perform, recording_seconds
from ivr.phone.webhook import Answer, Refused, refuse_unless_document

if TYPE_CHECKING:
    from ivr.phone.runner import Runner

ONE_DAY = 86400.0
HOLD_MUSIC = "the carrier's hold music"
_AUDIO = ("audio/mpeg", "audio/wav", "audio/x-wav", "audio/basic", "audio/ulaw")
_DOCUMENT = ("text/xml", "application/xml")
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
        hold = None
        if not room.starts_with(starts):
            hold = await _Hold.fetch(runner, page, conference)
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
        reason = await _be_in(runner, room, hold, heed)
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
        leaves = star and isinstance(event, Key) and event.key == "*"
        note(runner, event, lost=not leaves)
        return leaves

    return heed


async def _be_in(runner: "Runner", room: Room, hold: "_Hold | None", heed: Heed) -> str:
    """Why the caller is out of the room again."""
    runner.call.caller.entered(waiting=hold is not None and hold.ends)
    event = await hold.play(heed) if hold is not None else None
    while True:
        if isinstance(event, Key):
            return "star"
        if isinstance(event, RoomEvent) and event.kind != "started":
            return event.kind
        if isinstance(event, RoomEvent):
            runner.call.caller.entered(waiting=False)
        event = await runner.call.listen()
        while event is None or not heed(event):
            event = await runner.call.listen()


class _Hold:
    """What a participant hears until the conference starts; after its end, silence."""

    def __init__(self, runner: "Runner", page: Page | None, sound: str, seconds: float) -> None:
        self._runner = runner
        self._page = page
        self._sound = sound
        self._seconds = seconds

    @property
    def ends(self) -> bool:
        return self._page is not None

    @classmethod
    async def fetch(
        cls, runner: "Runner", page: Page, conference: ElementTree.Element
    ) -> "_Hold | None":
        """Raises `Refused`; then the conference is not established."""
        url = conference.get("waitUrl")
        if url is None:
            return cls(runner, None, HOLD_MUSIC, ONE_DAY)
        if not url:
            return None
        step = page.step(url, conference.get("waitMethod"))
        answer = await runner.ask(step)
        refuse_unless_document(answer, step.url, _DOCUMENT + _AUDIO)
        if answer.content_type in _AUDIO:
            return cls(runner, None, step.url, await recording_seconds(runner, step.url))
        return cls(runner, _read(runner, step, answer), "", 0.0)

    async def play(self, heed: Heed) -> Event | None:
        """The event that interrupted it; None when it ran out."""
        if self._page is None:
            return await listen_to(self._runner, "play", self._sound, self._seconds, heed)
        page: Page | None = self._page
        while page is not None:
            began = self._runner.clock.now()
            step = None
            for verb in page.root:
                if verb.tag == "Redirect":
                    step = (page, verb)
                    break
                event = await perform(self._runner, page, verb, heed)
                if event is not None:
                    return event
            self._runner.call.caller.waited()
            if self._runner.clock.now() > began:
                self._runner.redirects = 0
            page = await self._next(*step) if step else None
        return None

    async def _next(self, page: Page, redirect: ElementTree.Element) -> Page | None:
        """A later document that fails leaves the caller in the room, in silence."""
        try:
            step = self._runner.redirect(page, redirect)
            answer = await self._runner.ask(step)
            refuse_unless_document(answer, step.url)
            return _read(self._runner, step, answer)
        except Refused as refused:
            self._runner.carrier.alert(refused, self._runner.call)
            return None


def _read(runner: "Runner", step: Step, answer: Answer) -> Page:
    return runner.read(step.url, answer, wait=True)
