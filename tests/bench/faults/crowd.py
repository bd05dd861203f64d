"""Callers who are on all the time, in real time, and what each of them hears."""

import asyncio
import random
import threading
import time
from collections import Counter
from collections.abc import Callable, Collection, Coroutine, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import httpx

from ivr.phone import Call, Carrier, SimulatedClock
from ivr.phone.refused import Refused
from ivr.phone.webhook import Answer, Wire
from ivr.prompts import Prompts
from ivr.settings import Line
from tests.bench.faults.balancer import Server
from tests.line import NUMBER, TOKEN

AREAS = (202, 212, 310, 415, 503, 617, 718, 808)
SITS = "-," + ",".join(("w8,*,6", "w12,*,2", "w9,*,4") * 60)
"""Silence joins; in the room its menu is opened again and again."""

COMES = (
    "-,w12,h",
    "!1,w10,h",
    "!2,-,!1,w5,h",
    "!2,!2,!2,!*,!1,w5,h",
    "!9,-,w5,h",
    "!0,w3,!1,w5,h",
    "!3,!12345,-,h",
    "!4,w5,!*,!1,w5,h",
    "!2,w2,h",
)
"""Of others: a short call, after which somebody else comes."""

SITTING = 0.6
"""Of all, the share of those who sit in a room."""

UNUSUAL = (
    "sorry",
    "person-away",
    "rooms-full",
    "room-hands-unknown",
    "lead-unknown",
    "list-empty",
    "near-away",
    "onward-not",
    "pin-later",
    "pin-locked",
    "desk-away",
    "desk-unsure",
    "hours-away",
    "take-slow",
)
"""Sentences that tell a caller that something does not work."""

SLOW = 2.0
"""Seconds from a key to an answer, other attempts included, that somebody notices."""


class RealTime(SimulatedClock):
    """Programs go on side by side: one that waits for an answer keeps no other waiting."""

    def __init__(self) -> None:
        super().__init__()
        self._began = time.monotonic()

    def now(self) -> datetime:
        return self._now + timedelta(seconds=time.monotonic() - self._began)

    async def passed(self, seconds: float) -> None:
        """It has, here."""

    async def run(self, done: Callable[[], bool], until: datetime | None = None) -> None:
        while not done():
            if self._failure is not None:
                raise self._failure
            self._drop_cancelled()
            if self._due and self._due[0].moment <= self.now():
                self._pop().act()
                await asyncio.sleep(0)
            else:
                await asyncio.sleep(0.01)


@dataclass
class Asked:
    """One webhook or callback as the carrier had it, all attempts together."""

    began: float  # of the monotonic clock
    seconds: float
    path: str
    wrong: str  # "" for a good answer
    waits: bool  # somebody hears nothing until then


class Timed(Wire):
    """Remembers how long the line took."""

    def watch(self, asked: list[Asked]) -> None:
        self.asked = asked

    async def ask(
        self, url: str, form: Mapping[str, str], method: str = "POST", *, callback: bool = False
    ) -> Answer:
        began, wrong = time.monotonic(), "cut off"
        try:
            answer = await super().ask(url, form, method, callback=callback)
            wrong = "" if answer.status < 300 else f"status {answer.status}"
            return answer
        except Refused as refused:
            wrong = refused.sentence
            raise
        finally:
            path = url.partition("?")[0].partition("#")[0].partition("/voice")[2]
            took = time.monotonic() - began
            self.asked.append(Asked(began, took, path or "/", wrong, not callback))


@dataclass
class Heard:
    """Since some moment. `unusual` counts sentences by their ids, and what the carrier does; slow
    are those answers for which a caller waited."""

    calls: int
    webhooks: int
    slowest: float
    slowest_path: str
    slow: int
    failures: Counter[str]
    unusual: Counter[str]


@dataclass
class Crowd:
    """So many callers at `url`, in a thread of its own."""

    url: str
    count: int
    records: Any
    besides: list[Coroutine[Any, Any, None]] = field(default_factory=list)
    """What else runs in the callers' thread, as long as they are on."""
    leaves: Sequence[Server] = ()
    """Closed when the callers are gone."""
    asked: list[Asked] = field(default_factory=list)
    stopped: bool = False

    def __post_init__(self) -> None:
        self.loop = asyncio.new_event_loop()
        self.clock = RealTime()
        self.carrier: Carrier | None = None
        self._dice = random.Random(self.count)
        self._texts: dict[str, str] = {}

    def start(self) -> None:
        self.thread = threading.Thread(target=self._run, name="callers")
        self.thread.start()

    def stop(self) -> None:
        self.stopped = True
        self.thread.join()

    def do(self, work: Coroutine[Any, Any, Any]) -> Any:
        """In the thread of the callers."""
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(30)

    def _run(self) -> None:
        asyncio.set_event_loop(self.loop)
        with asyncio.Runner(loop_factory=lambda: self.loop) as runner:  # ends what is under way
            runner.run(self._live())

    async def _live(self) -> None:
        limits = httpx.Limits(max_connections=None, max_keepalive_connections=100)
        async with httpx.AsyncClient(trust_env=False, limits=limits) as client:
            self.carrier = carrier = Carrier(
                client,
                f"{self.url}/voice",
                auth_token=TOKEN,
                clock=self.clock,
                status_url=f"{self.url}/voice/status",
                records=self.records,
            )
            wire = Timed(client, carrier.voice_url, self.clock, auth_token=TOKEN)
            wire.watch(self.asked)
            carrier.wire = wire
            self._wire(carrier)
            self.records.connect(carrier)
            coming = asyncio.ensure_future(self._keep_coming(carrier))
            besides = [asyncio.ensure_future(each) for each in self.besides]
            await self.clock.run(lambda: self.stopped or coming.done())
            for server in self.leaves:
                server.close()
            for each in (coming, *besides):
                each.cancel() if not each.done() else each.result()

    def _wire(self, carrier: Carrier) -> None:
        """The number as `ivr setup` wires it: with what a webhook may take."""
        from ivr import overrides

        carrier.voice_url += overrides.NUMBER
        carrier.status_url += overrides.STATUS

    async def _keep_coming(self, carrier: Carrier) -> None:
        live: list[Call] = []
        sitting = round(self.count * SITTING)
        while not self.stopped:
            live = [call for call in live if not call.ended]
            sits = sum(getattr(call, "sits", False) for call in live)
            for _ in range(min(self.count - len(live), 5)):
                sit = sits < sitting
                sits += sit
                keys = SITS if sit else self._dice.choice(COMES)
                from_ = f"+1{self._dice.choice(AREAS)}55501{self._dice.randrange(100):02}"
                call = carrier.dial(keys=keys, from_=from_, to=NUMBER)
                call.sits = sit  # type: ignore[attr-defined]
                live.append(call)
            await asyncio.sleep(0.1)

    # --- what came of it ---

    @property
    def calls(self) -> list[Call]:
        return list(self.carrier.calls) if self.carrier else []

    @property
    def inside(self) -> dict[str, int]:
        """People in the carrier's rooms."""
        rooms = dict(self.carrier.rooms) if self.carrier else {}
        return {name: len(room.stays) for name, room in rooms.items() if room.stays}

    def known(
        self,
        lines: Collection[Line],
        prompts: Prompts | None = None,
        sentences: Collection[str] = UNUSUAL,
    ) -> None:
        """How the unusual sentences sound on these lines. Raises MissingSentence."""
        prompts = prompts or Prompts()
        for line in lines:
            for language in line.languages:
                for prompt in sentences:
                    self._texts[prompts.shape(line, language, prompt).text] = prompt

    def since(self, began: float, moment: datetime) -> Heard:
        """`began` is of the monotonic clock, `moment` the same of the callers' own."""
        asked = [each for each in list(self.asked) if each.began + each.seconds >= began]
        unusual: Counter[str] = Counter()
        calls = 0
        for call in self.calls:
            if call.ended_at is not None and call.ended_at < moment:
                continue
            calls += 1
            for heard in list(call.transcript):
                if heard.at < moment:
                    continue
                if heard.kind in ("error", "fallback"):
                    unusual[heard.kind] += 1
                elif heard.kind == "say":
                    for text, prompt in self._texts.items():
                        if text in heard.text:
                            unusual[prompt] += 1
        waited = [each for each in asked if each.waits]
        return Heard(
            calls=calls,
            webhooks=len(asked),
            slowest=max((each.seconds for each in waited), default=0.0),
            slowest_path=max(waited, key=lambda each: each.seconds).path if waited else "",
            slow=sum(each.seconds > SLOW for each in waited),
            failures=Counter(f"{each.path}: {each.wrong}" for each in asked if each.wrong),
            unusual=unusual,
        )
