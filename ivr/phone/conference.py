"""A room of the carrier's: who is in it, whether it has started, and whom it tells."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from ivr.phone.call import ACCOUNT_SID, Call, new_sid
from ivr.phone.events import RoomEvent
from ivr.phone.page import Page
from ivr.phone.refused import Refused
from ivr.phone.rules import spoken_text
from ivr.phone.speech import seconds_of

if TYPE_CHECKING:
    from ivr.phone.carrier import Carrier

MOST_PARTICIPANTS = 250
EVENTS = {
    "conference-start": "start",
    "conference-end": "end",
    "participant-join": "join",
    "participant-leave": "leave",
    "participant-mute": "mute",
    "participant-unmute": "mute",
    "participant-hold": "hold",
    "participant-unhold": "hold",
    "participant-speech-start": "speaker",
    "participant-speech-stop": "speaker",
    "announcement-end": "announcement",
    "announcement-fail": "announcement",
}


@dataclass(eq=False)
class Stay:
    """One participant, from the joining to the leaving; `left` says when that was."""

    call: Call
    room: "Room"
    joined: datetime
    label: str
    muted: bool
    starts: bool
    ends: bool
    beep: str
    held: bool = False
    hold_url: str = ""
    hold_method: str = "GET"
    left: datetime | None = None

    def fields(self) -> dict[str, str]:
        fields = {
            "CallSid": self.call.sid,
            "Muted": _flag(self.muted),
            "Hold": _flag(self.held),
            "Coaching": "false",
            "StartConferenceOnEnter": _flag(self.starts),
            "EndConferenceOnExit": _flag(self.ends),
        }
        return {**fields, "ParticipantLabel": self.label} if self.label else fields


@dataclass(eq=False)
class Room:
    """A conference in progress. What it reports, and where, its first participant fixed."""

    name: str
    carrier: "Carrier"
    callback: str = ""
    callback_method: str = "POST"
    events: frozenset[str] = frozenset()
    sid: str = field(default_factory=lambda: new_sid("CF"))
    started: bool = False
    stays: list[Stay] = field(default_factory=list)
    sequence: int = 0
    ending: Mapping[str, str] | None = None

    async def mute(self, call: Call, muted: bool) -> None:
        """What the carrier's REST interface does for a participant."""
        stay = self.stay_of(call)
        if stay is None or stay.muted == muted:
            return
        stay.muted = muted
        call.hear("mute" if muted else "unmute")
        await self.tell("participant-mute" if muted else "participant-unmute", stay.fields())

    async def hold(self, call: Call, held: bool, url: str = "", method: str = "GET") -> None:
        """Out of the room's hearing with a document, or back in it."""
        stay = self.stay_of(call)
        if stay is None or (stay.held, stay.hold_url) == (held, url):
            return
        changed = stay.held != held
        stay.held, stay.hold_url, stay.hold_method = held, url, method
        if changed:
            call.hear("hold" if held else "unhold")
        self._notify("changed", stay)
        if changed:
            await self.tell("participant-hold" if held else "participant-unhold", stay.fields())

    def remove(self, call: Call) -> None:
        """Removes a participant; the call goes on after its Dial."""
        if stay := self.stay_of(call):
            self._notify("removed", stay)

    def end(self, reason: str = "conference-ended-via-api", call: Call | None = None) -> None:
        """Everybody leaves; a room of this name is a new one from here on."""
        self.ending = {
            "ReasonConferenceEnded": reason,
            **({"CallSidEndingConference": call.sid} if call else {}),
        }
        if self.carrier.rooms.get(self.name) is self:
            del self.carrier.rooms[self.name]
        for stay in self.stays:
            self._notify("ended", stay)

    def stay_of(self, call: Call) -> Stay | None:
        return next((stay for stay in self.stays if stay.call is call), None)

    def starts_with(self, starts: bool) -> bool:
        """Whether the conference is on once one more has come."""
        anyone = starts or any(stay.starts for stay in self.stays)
        return self.started or (bool(self.stays) and anyone)

    async def enter(self, stay: Stay) -> None:
        starting = not self.started and self.starts_with(stay.starts)
        others = list(self.stays)
        self.stays.append(stay)
        stay.call.stay = stay
        stay.call.hear("room", self.name)
        self.carrier.records.join(
            self.name,
            stay.call.sid,
            sid=self.sid,
            muted=stay.muted,
            label=stay.label,
            end_on_exit=stay.ends,
        )
        if self.started or starting:
            _beep(others, stay, "onEnter")
        await self.tell("participant-join", stay.fields())
        if starting:
            self.started = True
            for other in others:
                self._notify("changed", other)
            await self.tell("conference-start", {})

    async def leave(self, stay: Stay, reason: str) -> None:
        self.stays.remove(stay)
        stay.left = self.carrier.clock.now()
        stay.call.hear("left", self.name)
        stay.call.stay = None
        self.carrier.records.leave(self.name, stay.call.sid)
        if self.started:
            _beep(self.stays, stay, "onExit")
        gone = {"ParticipantCallStatus": stay.call.status, "ReasonParticipantLeft": reason}
        await self.tell("participant-leave", {**stay.fields(), **gone})
        if stay.ends and self.ending is None:
            self.end("participant-with-end-conference-on-exit-left", stay.call)
        if not self.stays:
            if self.ending is None:
                self.end("last-participant-left", stay.call)
            await self.tell("conference-end", self.ending or {})

    def speak(self, stay: Stay, text: str) -> None:
        """What one says: all who are not on hold hear it, unless nobody can hear the speaker."""
        clock, seconds = self.carrier.clock, seconds_of(text)
        mute = stay.muted or stay.held or not self.started
        ears = [] if mute else [o for o in self.stays if o is not stay and not o.held]
        stay.call.hear("speech", text, seconds=seconds, lost=not ears)
        for ear in ears:
            ear.call.hear("voice", text, seconds=seconds)
        if mute:
            return

        def stops() -> None:
            if stay.left is None:
                clock.spawn(self.tell("participant-speech-stop", stay.fields()))

        clock.spawn(self.tell("participant-speech-start", stay.fields()))
        clock.after(seconds, stops)

    async def tell(self, event: str, fields: Mapping[str, str]) -> None:
        """A conference callback; it never carries a telephone number."""
        self.sequence += 1
        if not self.callback or EVENTS[event] not in self.events:
            return
        form = {
            "AccountSid": ACCOUNT_SID,
            "ConferenceSid": self.sid,
            "FriendlyName": self.name,
            "SequenceNumber": str(self.sequence),
            "StatusCallbackEvent": event,
            "Timestamp": f"{self.carrier.clock.now():%a, %d %b %Y %H:%M:%S} +0000",
            **fields,
        }
        await self.carrier.tell_of_room(self.callback, form, self.callback_method)

    def _notify(self, kind: str, stay: Stay) -> None:
        self.carrier.clock.after(0, lambda: stay.call.happen(RoomEvent(kind, stay)))


def room_for(carrier: "Carrier", page: Page, conference: ElementTree.Element, *, url: str) -> Room:
    """The room to join, new or in progress. Raises `Refused` when it takes nobody more."""
    name = spoken_text(conference)
    room = carrier.rooms.get(name)
    if room is None:
        callback = conference.get("statusCallback", "")
        return Room(
            name,
            carrier,
            page.link(callback) if callback else "",
            conference.get("statusCallbackMethod", "POST"),
            frozenset(conference.get("statusCallbackEvent", "").split()),
        )
    label = conference.get("participantLabel", "")
    if label and any(stay.label == label for stay in room.stays):
        raise Refused(16025, f"The label {label!r} is taken in the room {name!r}.", url)
    if len(room.stays) >= int(conference.get("maxParticipants", MOST_PARTICIPANTS)):
        raise Refused(16020, f"The room {name!r} is full: {len(room.stays)} are in it.", url)
    return room


def _beep(ears: list[Stay], stay: Stay, when: str) -> None:
    if stay.beep in ("true", when):
        for ear in ears:
            ear.call.hear("beep")


def _flag(value: bool) -> str:
    return "true" if value else "false"
