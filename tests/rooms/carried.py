"""A room whose people are at the carrier, too: what a job asks of it, and what is heard."""

import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import redis

from ivr import overrides
from ivr.call import Call
from ivr.conferences import Conferences
from ivr.rota import Rota
from ivr.settings import RoomSettings
from ivr.steps.telling import tell
from ivr.turn import Turn
from ivr.twiml import Spoken
from tests.line import NUMBER, PUBLIC, TOKEN, rota, world
from tests.rest import ACCOUNT, PretendRest, Records, rest_server
from tests.rest.conferences import Update
from tests.rooms.stage import MAIN, Stage, ca, stage

CALLER = "+12025550142"


@dataclass
class Carried:
    """`stage` is what Redis is told, `rest` the carrier. Callers are told of by their number."""

    stage: Stage
    rest: PretendRest
    conferences: Conferences
    rota: Rota

    @property
    def connection(self) -> redis.Redis:
        return self.stage.connection

    @property
    def records(self) -> Records:
        return self.rest.records

    def comes(
        self, n: int, part: str = MAIN, *, told: bool = True, at_carrier: bool = True, **fields: Any
    ) -> str:
        """Admitted, in at the carrier and told of by it; the part it came into."""
        admission = self.stage.admit(n, part, **fields)
        part = admission.part
        if at_carrier:
            if ca(n) not in self.records.calls:
                self.records.begin(ca(n), from_=CALLER, to=NUMBER)
            self.records.join(part, ca(n), muted=admission.muted)
        if told:
            muted = "true" if admission.muted else "false"
            conf = self.records.conference(part)
            self.stage.event("participant-join", n, part=part, conf=conf, Muted=muted)
            if len(self.records.participants(part)) == 2:
                self.stage.event("conference-start", part=part, conf=conf)
        return part

    def leaves(self, n: int, part: str = MAIN, *, told: bool = True, star: bool = False) -> None:
        conf = self.records.conference(part)
        self.records.leave(part, ca(n))
        if told:
            status = "in-progress" if star else "completed"
            self.stage.event(
                "participant-leave", n, part=part, conf=conf, ParticipantCallStatus=status
            )
            if not self.records.participants(part):
                self.stage.event("conference-end", part=part, conf=conf)

    def do(self, job: Callable[..., object]) -> Any:
        """One of the jobs of a part, now."""
        return job(
            self.connection, self.conferences, self.stage.settings, MAIN, self.stage.now, self.rota
        )

    def at_once(self, job: Callable[..., object], times: int = 4) -> None:
        """The same by several processes at the same moment."""
        with ThreadPoolExecutor(times) as threads:
            for each in [threads.submit(self.do, job) for _ in range(times)]:
                each.result()

    def asked(self, part: str = MAIN) -> list[str]:
        """What the carrier was asked for since the last time, in order."""
        here = [each for each in self.records.updates if each.conference == part]
        self.records.updates[:] = [e for e in self.records.updates if e.conference != part]
        return [self._in_words(each) for each in here]

    def says(self, url: str) -> str:
        """What is heard at an address of the node `tell`."""
        return " ".join(
            word.text if isinstance(word, Spoken) else "…" for word in tell(self.turn(url)).words
        )

    def turn(self, url: str) -> Turn:
        parts = urlsplit(url)
        assert url.startswith(f"{PUBLIC}/voice/")
        assert re.fullmatch(r"[A-Za-z0-9._~/=&-]*", parts.path + parts.query)
        assert f"#{parts.fragment}" in (overrides.MENU, overrides.WAIT)
        node = parts.path.removeprefix("/voice/")
        lines = len(self.stage.settings.lines)
        call = Call.read(node, dict(parse_qsl(parts.query)), lines=lines, now=self.stage.now)
        return Turn(call, replace(world(), rota=self.rota), self.stage.now)

    def _in_words(self, update: Update) -> str:
        who = str(int(update.call_sid[2:], 16)) if update.call_sid else "all"
        form = update.form
        if "AnnounceUrl" in form:
            return f"{who}: {self.says(form['AnnounceUrl'])}"
        if "Muted" in form:
            return f"{who} {'muted' if form['Muted'] == 'true' else 'unmuted'}"
        if form.get("Hold") == "true":
            call = self.turn(form["HoldUrl"]).call
            return f"{who} held: {call.node} {call.attempt} {call.cursor} {call.language}"
        return f"{who} unheld"


@contextmanager
def carried(
    connection: redis.Redis, url: str, *, most: int = 230, **room: int
) -> Iterator[Carried]:
    """An empty room with an account; everything asked is held against the API's description."""
    made = stage(connection, url)
    with rest_server(Records(lambda: made.now)) as rest:
        made.settings = replace(
            made.settings,
            room=RoomSettings(most=most, **room),
            account_sid=ACCOUNT,
            auth_tokens=(TOKEN,),
            twilio_api=rest.url,
        )
        with Conferences(made.settings) as conferences:
            yield Carried(made, rest, conferences, rota())
        assert rest.check() == []
