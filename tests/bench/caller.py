"""One simulated caller: follows the documents that the line answers, as the carrier would.

A document must be one that the carrier takes, and must lead on; anything else is a failure.
"""

import asyncio
import random
import time
from collections import Counter, deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol
from urllib.parse import urljoin
from xml.etree.ElementTree import Element

from phonenumbers.tzdata import TIMEZONE_DATA

from ivr.phone.rules import parse, spoken_text
from tests.bench.load import form
from tests.bench.wire import Lost, Pool, written
from tests.rest import ACCOUNT

WORDS_A_SECOND = 160 / 60
REACTION = (0.7, 6.0)
"""Seconds in which a caller who knows their key presses it."""

LISTENS = 8
"""Questions that a caller lets pass in silence before they press 1."""

AREAS = sorted(area[1:] for area in TIMEZONE_DATA if len(area) == 4 and area[0] == "1")

Step = tuple[str, Mapping[str, str]]
"""A URL, and what the carrier tells there beside the call."""


@dataclass(frozen=True)
class Plan:
    """What one caller does. Seconds are of the caller's own time: `pace` of a real one each."""

    place: int
    at: float  # seconds after the beginning, real ones
    seconds: float  # from the answer until the caller hangs up
    keys: tuple[str, ...]  # at the questions before the room; "" is silence
    menus: tuple[tuple[float, str], ...]  # in the room: after so long star, and then that key
    pace: float = 1.0


@dataclass
class Seen:
    """What came of many calls; cleared by whoever takes it over."""

    seconds: list[float] = field(default_factory=list)  # of each webhook, from when it was due
    joins: list[tuple[float, float]] = field(default_factory=list)
    """Seconds from a call's arrival to its first room, and of these those waited for answers."""
    count: Counter[str] = field(default_factory=Counter)
    failures: Counter[str] = field(default_factory=Counter)


class Rooms(Protocol):
    """The carrier's rooms, as a caller needs them."""

    def tell(self, *word: object) -> None: ...
    async def hear(self, call: str) -> list[object]: ...


class HungUp(Exception):
    """The line ended the call."""


class Caller:
    def __init__(self, plan: Plan, public: str, pool: Pool, rooms: Rooms, seen: Seen) -> None:
        self.plan = plan
        self.sid = f"CAca11{plan.place:028x}"  # unlike those that the carrier makes
        self._dice = random.Random(plan.place)
        self._public = public
        self._pool = pool
        self._rooms = rooms
        self._seen = seen
        self._keys = deque(plan.keys)
        self._menus = deque(plan.menus)
        self._silent = 0
        self._began = 0.0
        self._waited = 0.0
        self._joined = False
        area, end = divmod(plan.place, 100)
        number = f"+1{AREAS[area % len(AREAS)]}55501{end:02}"
        self._form = form(0, AccountSid=ACCOUNT, CallSid=self.sid, From=number, Caller=number)

    async def call(self, due: float) -> None:
        """From the arrival, which was due at that time of the monotonic clock, to the end."""
        self._began = due
        self._seen.count["calls"] += 1
        self._rooms.tell("begin", self.sid, self._form["From"], self._form["To"])
        try:
            async with asyncio.timeout(self.plan.seconds * self.plan.pace) as stays:
                await self._follow((f"{self._public}/voice", {}), due)
        except HungUp:
            self._seen.count["ended by the line"] += 1
        except TimeoutError:
            if not stays.expired():
                raise
            self._seen.count["hung up"] += 1
        finally:
            self._rooms.tell("end", self.sid)
        over = self._form | {"CallStatus": "completed", "CallDuration": "60"}
        await self._ask(f"{self._public}/voice/status", over, time.monotonic(), 204)
        self._seen.count["over"] += 1

    async def _follow(self, step: Step, due: float) -> None:
        while True:
            url, fields = step
            body = await self._ask(url, {**self._form, **fields}, due)
            if body is None:
                return
            root, problems = parse(body)
            if root is None or problems:
                self._fail(problems[0].sentence)
                return
            after = await self._perform(root, url)
            if after is None:
                self._fail(f"a document of {url.partition('?')[0]} leads nowhere")
                return
            step, due = after, time.monotonic()

    async def _perform(self, root: Element, url: str) -> Step | None:
        for verb in root:
            match verb.tag:
                case "Say" | "Play" | "Pause":
                    await self._sleep(_seconds(verb))
                case "Redirect":
                    return urljoin(url, spoken_text(verb)), {}
                case "Gather":
                    if step := await self._gather(verb, url):
                        return step
                case "Dial":
                    return await self._dial(verb, url)
                case "Hangup" | "Reject":
                    raise HungUp
        return None

    async def _gather(self, verb: Element, url: str) -> Step | None:
        listening = sum(map(_seconds, verb)) + float(verb.get("timeout", "5"))
        key = self._keys.popleft() if self._keys else ""
        self._silent = 0 if key else self._silent + 1
        if self._silent > LISTENS:
            key = "1"
        if key:
            await self._sleep(min(self._dice.uniform(*REACTION), listening))
        else:
            await self._sleep(listening)
            if verb.get("actionOnEmptyResult") != "true":
                return None
        told = {"Digits": key, "FinishedOnKey": "", "msg": "Gather End"}
        return urljoin(url, verb.get("action", url)), told

    async def _dial(self, verb: Element, url: str) -> Step:
        action = urljoin(url, verb.get("action", url))
        room = verb.find("Conference")
        if room is None:  # a person, or the telephone meeting of a list
            await self._sleep(20)
            return action, {"DialCallStatus": "completed"}
        self._rooms.tell("join", self.sid, spoken_text(room), room.get("muted") == "true")
        word = await self._rooms.hear(self.sid)
        if word[0] == "full":
            self._seen.count["refused by a full room"] += 1
            return action, {"DialCallStatus": "failed"}
        if not self._joined:
            self._joined = True
            self._seen.joins.append((time.monotonic() - self._began, self._waited))
        if word[0] == "in" and word[2]:
            await self._wait(urljoin(url, room.get("waitUrl", "")))
        return await self._inside(action, word)

    async def _wait(self, url: str) -> None:
        """Whoever is the first in a room hears the document for those alone in it."""
        self._seen.count["waiting documents"] += 1
        body = await self._ask(url, self._form, time.monotonic())
        if body is not None and (problems := parse(body, wait=True)[1]):
            self._fail(problems[0].sentence)

    async def _inside(self, action: str, word: list[object]) -> Step:
        """Until star, or until the line takes the caller out; the end of the call interrupts it."""
        if word[0] == "in":
            star, key = self._menus.popleft() if self._menus else (None, "")
            try:
                async with asyncio.timeout(star and star * self.plan.pace):
                    word = await self._rooms.hear(self.sid)
            except TimeoutError:
                self._seen.count["menus in the room"] += 1
                self._rooms.tell("leave", self.sid, "", True)
                self._keys.appendleft(key)
                return action, {"DialCallStatus": "answered"}
        self._seen.count[f"{word[0]} by the line"] += 1
        if word[0] == "moved":
            return str(word[2]), {}
        return action, {"DialCallStatus": "answered"}

    async def _ask(
        self, url: str, fields: Mapping[str, str], due: float, wanted: int = 200
    ) -> bytes | None:
        """The body of an answer that was due then; None and a failure where there is none."""
        try:
            status, body = await self._pool.ask(written(url, fields))
        except Lost as lost:
            self._fail(f"no answer ({lost})")
            return None
        except TimeoutError:
            self._fail("no answer in 15 s")
            return None
        took = time.monotonic() - due
        self._waited += took
        self._seen.seconds.append(took)
        self._seen.count["webhooks"] += 1
        if status != wanted:
            self._fail(f"status {status}")
            return None
        return body

    async def _sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds * self.plan.pace)

    def _fail(self, sentence: str) -> None:
        self._seen.failures[sentence] += 1


def _seconds(verb: Element) -> float:
    """How long it is heard."""
    if verb.tag == "Pause":
        return float(verb.get("length", "1"))
    return 3.0 if verb.tag == "Play" else len(spoken_text(verb).split()) / WORDS_A_SECOND
