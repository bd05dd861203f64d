"""What the carrier keeps of calls: set up and read by tests, asked for over HTTP."""

import re
from collections.abc import Callable
from datetime import datetime
from typing import Any

from ivr.phone.record import Recording as Spoken
from tests.recordings.spoken import spoken
from tests.rest.account import Account
from tests.rest.alert import Alert
from tests.rest.call import LIVE, Call
from tests.rest.conferences import Conferences
from tests.rest.faults import Faults
from tests.rest.number import Number
from tests.rest.recording import Recording, Transcription
from tests.rest.refusal import Refusal
from tests.rest.shape import checked_sid, new_sid


class Records(Conferences):
    """All methods may be called from several threads. `clock` gives aware times of UTC."""

    def __init__(self, clock: Callable[[], datetime], faults: Faults | None = None) -> None:
        super().__init__(clock)
        self.faults = faults or Faults()
        self.account = Account()
        self.exports_calls = False
        """Whether the bulk export of calls is switched on."""
        self.numbers: dict[str, Number] = {}
        self.calls: dict[str, Call] = {}
        self.recordings: dict[str, Recording] = {}
        self.transcriptions: dict[str, Transcription] = {}
        self.alerts: dict[str, Alert] = {}
        self.moves: list[tuple[str, dict[str, str]]] = []
        """Every update of a live call: its id and the form, in order."""
        self.made: list[tuple[str, dict[str, str]]] = []
        """Every call that was asked for: its id and the form, in order."""

    def number(
        self,
        e164: str,
        *,
        voice_url: str = "",
        status_callback: str = "",
        caller_lookup: bool = False,
        voice_fallback_url: str = "",
        voice_method: str = "POST",
        **more: Any,
    ) -> str:
        """A number of the account's; its id. `more` are other fields of `Number`."""
        with self.lock:
            sid = new_sid("PN")
            self.numbers[sid] = Number(
                sid,
                e164,
                voice_url,
                status_callback,
                caller_lookup,
                voice_fallback_url,
                voice_method,
                self.clock(),
                **more,
            )
            return sid

    def begin(
        self,
        sid: str,
        *,
        from_: str,
        to: str,
        parent: str = "",
        direction: str = "inbound",
        at: datetime | None = None,
        status: str = "in-progress",
    ) -> None:
        """A call comes in, or goes out; ValueError for an id that no call can have, or has."""
        with self.lock:
            if sid in self.calls:
                raise ValueError("a call of this id has begun already")
            if parent:
                checked_sid("CA", parent)
            own = next((n for n in self.numbers.values() if n.e164 == to), None)
            self.calls[sid] = Call(
                checked_sid("CA", sid),
                from_,
                to,
                parent,
                direction,
                at or self.clock(),
                number_sid=own.sid if own else "",
                caller_name="PRETEND CALLER" if own and own.caller_lookup else "",
                status=status,
            )

    def answer(self, sid: str) -> None:
        """A call that was queued or rang goes on."""
        with self.lock:
            if self.calls[sid].live:
                self.calls[sid].status = "in-progress"

    def end(self, sid: str, *, status: str = "completed", at: datetime | None = None) -> None:
        """The call is over, and out of its conference; nothing happens to one that has ended."""
        if status in LIVE:
            raise ValueError("a call that has ended is completed, busy, failed, or the like")
        with self.lock:
            call = self.calls[sid]
            if call.live:
                call.status, call.ended = status, at or self.clock()
                self.leave_all(sid)

    def create(self, form: dict[str, str]) -> Call:
        """A call out, from one of our numbers, where any are known; it is queued."""
        if not re.fullmatch(r"\+[1-9][0-9]{6,14}", form.get("To", "")):
            raise Refusal(400, 21211, "The 'To' number is not a valid phone number")
        own = {number.e164 for number in self.numbers.values()}
        if own and form.get("From") not in own:
            raise Refusal(400, 21210, "The source phone number is not yet verified")
        for name in ("Url", "StatusCallback"):
            if not form.get(name, "https://").startswith(("http://", "https://")):
                raise Refusal(400, 21205, f"{name} is not a valid URL")
        if not (form.get("Url") or form.get("Twiml")):
            raise Refusal(400, 21205, "Url parameter is required")
        sid = new_sid("CA")
        self.begin(
            sid, from_=form["From"], to=form["To"], direction="outbound-api", status="queued"
        )
        self.made.append((sid, form))
        return self.calls[sid]

    def record(
        self, call_sid: str, *, transcribed: bool = False, audio: bytes = b"",
        at: datetime | None = None, ready: datetime | None = None,
    ) -> str:  # fmt: skip
        """A recording of a call is made, which began now or at `at`; its id."""
        with self.lock:
            sid = new_sid("RE")
            self.recordings[sid] = Recording(
                sid, checked_sid("CA", call_sid), at or self.clock(), lambda: audio, ready
            )
            if transcribed:
                words = Transcription(new_sid("TR"), sid, self.clock())
                self.transcriptions[words.sid] = words
            return sid

    def recorded(self, call: str, recording: Spoken, *, ready: datetime) -> None:
        """The pretend telephone's caller said these words: they are there as real audio."""
        with self.lock:
            self.recordings[recording.sid] = Recording(
                checked_sid("RE", recording.sid),
                call,
                recording.at,
                lambda: spoken(recording.words, recording.seconds),
                ready,
                recording.seconds,
            )

    def alert(
        self,
        call_sid: str,
        *,
        with_parameters: bool = True,
        at: datetime | None = None,
        level: str = "error",
        error_code: str = "11200",
    ) -> str:
        """The Monitor notes an error of a call, with its webhook's variables; the alert's id."""
        with self.lock:
            variables = self.calls[call_sid].variables() if with_parameters else None
            at = at or self.clock()
            alert = Alert(new_sid("NO"), call_sid, at, level, error_code, variables)
            self.alerts[alert.sid] = alert
            return alert.sid

    def left(self) -> set[str]:
        """Ids of calls of which there is still a record or are events, or will be."""
        with self.lock:
            now = self.clock()
            return {sid for sid, call in self.calls.items() if call.left(now, self.faults)}

    def left_recordings(self) -> set[str]:
        with self.lock:
            return {sid for sid, kept in self.recordings.items() if kept.deleted is None}

    def left_transcriptions(self) -> set[str]:
        with self.lock:
            return set(self.transcriptions)

    def move(self, call: Call, form: dict[str, str]) -> None:
        """What REST asks of a live call. A new document pulls it out of its conference.

        `canceled` does nothing to a call that has been answered, as the description says.
        """
        goes_on = {"Url", "Twiml"} & form.keys()
        if not call.live or (goes_on and call.status != "in-progress"):
            raise Refusal(400, 21220, "Call is not in-progress. Cannot redirect.")
        if "Url" in form and not form["Url"].startswith(("http://", "https://")):
            raise Refusal(400, 21205, "Url is not a valid URL")
        if len(form.get("Twiml", "")) > 4000:
            raise Refusal(400, 32018, "Twiml is longer than 4000 characters")
        self.moves.append((call.sid, form))
        wanted = form.get("Status", "")
        if wanted in ("completed", "canceled") and call.status != "in-progress":
            self.end(call.sid, status="canceled")
        elif wanted == "completed":
            self.end(call.sid, status=wanted)
        elif "Url" in form or "Twiml" in form:
            self.leave_all(call.sid)
