"""An operator who records: calls at the pretend carrier, takes in Redis, drafts in the library."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import redis

from ivr import store
from ivr.carrier import Carrier
from ivr.erasure.due import ToForget
from ivr.erasure.forget import Outcome, forget_due
from ivr.prompts import Prompts
from ivr.recordings.catalogue import recorded_words
from ivr.recordings.finding import find_takes
from ivr.recordings.library import Library
from ivr.recordings.making import make_take
from ivr.recordings.take import Take
from ivr.recordings.takes import Takes
from ivr.settings import Settings
from tests.line import NUMBER, SATURDAY_EVENING
from tests.recordings.made import library_of
from tests.recordings.spoken import spoken
from tests.rest import ACCOUNT, PretendRest


def said() -> bytes:
    """What the carrier has of somebody who says a prompt; made once, when it is needed."""
    return spoken(("Welcome to the N A meeting line.",))


class Clock:
    """Stands still until it is told to go on."""

    def __init__(self, now: datetime = SATURDAY_EVENING) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **span: float) -> datetime:
        self.now += timedelta(**span)
        return self.now


class Studio:
    """All in this process, when it is called; the jobs that were queued are in `queued`."""

    def __init__(
        self, here: Settings, connection: redis.Redis, rest: PretendRest, clock: Clock
    ) -> None:
        self.settings = replace(here, account_sid=ACCOUNT, twilio_api=rest.url)
        self.connection, self.rest, self.clock = connection, rest, clock
        self.records = rest.records
        self.library: Library = library_of(self.settings, connection)
        self.library.clock = clock
        self.queued: list[str] = []
        self.takes = Takes(connection, clock, self.queued.append)
        self.carrier = Carrier(self.settings, patience=2)
        self.sets = ToForget(connection)
        self._calls = 0

    def call(self) -> str:
        """An operator's call begins; its id."""
        self._calls += 1
        sid = f"CA{self._calls:032x}"
        self.records.begin(sid, from_="+12125550100", to=NUMBER)
        self.sets.begins(sid, self.clock())
        return sid

    def over(self, call: str) -> None:
        self.records.end(call)
        self.sets.ends(call, self.clock())

    def recorded(self, call: str, prompt: str = "welcome", audio: bytes | None = None) -> str:
        """Somebody is asked for a prompt and says it; nobody tells of the recording. Its id."""
        self.takes.offer(call, "en", prompt, "Ana")
        sid = self.records.record(
            call, audio=said() if audio is None else audio, at=self.clock.forward(seconds=6)
        )
        self.clock.forward(seconds=5)
        return sid

    def begin(self, sid: str, call: str = "", prompt: str = "welcome") -> Take:
        """The callback."""
        return self.takes.begin(
            sid, call=call, language="en", prompt=prompt, who="Ana", came="telephone"
        )

    def make(self, id: str, *, held: bool = False, carrier: bool = True) -> Take | None:
        """The job."""
        prompts = Prompts()
        return make_take(
            id,
            self.takes,
            self.library,
            lambda language, prompt: recorded_words(prompts, self.settings, language, prompt),
            self.carrier if carrier else None,
            held=held,
            sleep=lambda seconds: None,
        )

    def find(self) -> tuple[int, int]:
        return find_takes(self.takes, self.carrier)

    def forget(self) -> Outcome:
        return forget_due(self.connection, self.carrier, self.clock)

    def drafts(self, prompt: str = "welcome") -> list[str]:
        """The takes of which there are drafts."""
        return [version.take for version in self.library.state().shelf("en", prompt).versions]

    def waiting(self) -> list[str]:
        found: Any = self.connection.zrange(store.TAKES_WAITING.of(), 0, -1)
        return [store.text(each) for each in found]
