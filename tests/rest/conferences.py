"""All conferences: who comes and goes, and what is asked of them by REST."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from threading import RLock

from tests.rest.conference import Conference, Participant
from tests.rest.refusal import Refusal
from tests.rest.shape import checked_sid, new_sid

LARGEST = 250


@dataclass(frozen=True)
class Update:
    """What was asked by REST: `call_sid` is empty when it was the whole conference."""

    method: str
    conference: str
    call_sid: str
    form: dict[str, str]


class Conferences:
    def __init__(self, clock: Callable[[], datetime]) -> None:
        self.clock = clock
        self.lock = RLock()
        self.conferences: dict[str, Conference] = {}
        self._by_name: dict[str, Conference] = {}  # the last of each name
        self.updates: list[Update] = []
        """Every update of a conference or participant that was carried out, in order."""

    def conference(self, name: str, *, sid: str = "") -> str:
        """The id of the conference of this name; one in progress is begun if there is none."""
        with self.lock:
            found = self._going_on(name)
            if found is None or (sid and sid != found.sid):
                found = Conference(checked_sid("CF", sid or new_sid("CF")), name, self.clock())
                self.conferences[found.sid] = self._by_name[name] = found
            return found.sid

    def join(
        self,
        name: str,
        call_sid: str,
        *,
        sid: str = "",
        muted: bool = False,
        label: str = "",
        end_on_exit: bool = False,
    ) -> None:
        """As `<Dial><Conference>` does: an unknown conference is `init` until the second comes.

        `sid` is the conference's, where a pretend telephone has given it one.
        ValueError where the carrier lets the call fall through: a full one (16020), a label
        that is taken (16025).
        """
        with self.lock:
            room = self._going_on(name)
            if room is None or (sid and sid != room.sid):
                room = self.conferences[self.conference(name, sid=sid)]
                room.status = "init"
            if len(room.participants) >= LARGEST:
                raise ValueError("16020: the conference is full")
            if label and room.find(label):
                raise ValueError("16025: the label is taken")
            self.leave_all(call_sid)
            room.participants[call_sid] = Participant(
                checked_sid("CA", call_sid), room.sid, self.clock(), label, muted
            )
            room.participants[call_sid].end_on_exit = end_on_exit
            if len(room.participants) > 1:
                room.status = "in-progress"

    def leave(self, name: str, call_sid: str) -> None:
        """Nothing happens to one who has left or was removed already."""
        with self.lock:
            room = self._going_on(name)
            if room and call_sid in room.participants:
                self._out(room, call_sid, "left")

    def participants(self, name: str) -> list[Participant]:
        """Who is in it now, in the order in which they came."""
        with self.lock:
            room = self._going_on(name)
            return list(room.participants.values()) if room else []

    def _going_on(self, name: str) -> Conference | None:
        last = self._by_name.get(name)
        return last if last and last.status != "completed" else None

    def leave_all(self, call_sid: str) -> None:
        """Out of every conference: the call has ended, or was moved elsewhere."""
        for room in list(self.conferences.values()):
            if call_sid in room.participants:
                self._out(room, call_sid, "left")

    def _out(self, room: Conference, call_sid: str, how: str) -> None:
        gone = room.participants.pop(call_sid)
        if gone.end_on_exit:
            self._over(room, f"participant-with-end-conference-on-exit-{how}", call_sid)
        elif not room.participants:
            self._over(room, f"last-participant-{how}", call_sid)

    def _over(self, room: Conference, reason: str, by: str | None = None) -> None:
        room.participants.clear()
        room.status, room.reason, room.ended_by = "completed", reason, by
        room.changed = self.clock()

    def update_conference(self, room: Conference, form: dict[str, str]) -> None:
        """400 for one that has ended (seen in twilio-node's issue 663; its code is inferred)."""
        if room.status == "completed":
            raise Refusal(400, 20001, "Conference has ended")
        _need_urls(form, "AnnounceUrl")
        self.updates.append(Update("POST", room.name, "", form))
        if form.get("Status") == "completed":
            self._over(room, "conference-ended-via-api")

    def update_participant(
        self, room: Conference, participant: Participant, form: dict[str, str]
    ) -> None:
        """Any value of Muted but `true` unmutes, as the description says; so for the others."""
        coached = form.get("CallSidToCoach", "")
        coaching = form.get("Coaching", "true" if coached else "false") == "true"
        if coaching and coached not in room.participants:
            raise Refusal(400, 13240, "Invalid coach call SID")
        _need_urls(form, "AnnounceUrl", "HoldUrl", "WaitUrl")
        self.updates.append(Update("POST", room.name, participant.call_sid, form))
        if "Muted" in form:
            participant.muted = form["Muted"] == "true"
        if "Hold" in form:
            participant.hold = form["Hold"] == "true"
        if "EndConferenceOnExit" in form:
            participant.end_on_exit = form["EndConferenceOnExit"] == "true"
        if "Coaching" in form or coached:
            participant.coaching = coaching
            participant.call_sid_to_coach = coached if coaching else ""

    def remove(self, room: Conference, participant: Participant) -> None:
        self.updates.append(Update("DELETE", room.name, participant.call_sid, {}))
        self._out(room, participant.call_sid, "kicked")


def _need_urls(form: dict[str, str], *names: str) -> None:
    """400 for an address that is not absolute (its code is inferred from that of a call's)."""
    for name in names:
        if form.get(name) and not form[name].startswith(("http://", "https://")):
            raise Refusal(400, 21205, f"{name} is not a valid URL")
