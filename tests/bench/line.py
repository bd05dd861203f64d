"""Rings the demo's line through the pretend carrier, in this process and at any moment."""

import asyncio
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

import httpx

from ivr.app import create_app
from ivr.phone import Call, Carrier, SimulatedClock
from ivr.schedule.snapshot import Snapshot
from ivr.turn import World
from tests.line import NUMBER, PUBLIC, TOKEN, settings, world

WEST = "+18085550100"
"""A caller from Hawaii, where it is always another hour than in the demo's meetings."""


@dataclass(frozen=True)
class Ring:
    """One call to be made: when, and what the caller does (see `ivr.phone.script`)."""

    moment: datetime
    keys: str
    to: str = NUMBER
    from_: str = "+12025550100"


@dataclass(frozen=True)
class Effort:
    """What a call took until its goal: the room entered, or a meeting's name about to be said."""

    keys: int
    webhooks: int
    words: int  # heard, split on whitespace
    words_after: int  # of them, behind the last key
    seconds: float  # from the answer, at 160 words a minute, waits included
    phrase: str  # the last words before the goal


def ring(rings: Iterable[Ring], on: World | None = None) -> list[Call]:
    """The calls, each alone on the line, from beginning to end. `on`: the demo's world else."""
    return asyncio.run(_ring(rings, on or world()))


async def _ring(rings: Iterable[Ring], on: World) -> list[Call]:
    clock = SimulatedClock()
    app = create_app(settings(), lambda: clock.now())
    app.state.keeper.world = replace(on, prompts=app.state.keeper.world.prompts)
    calls = []
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app)) as client:
        for wanted in rings:
            clock = SimulatedClock(wanted.moment)
            carrier = Carrier(client, f"{PUBLIC}/voice", auth_token=TOKEN, clock=clock)
            calls.append(carrier.dial(keys=wanted.keys, to=wanted.to, from_=wanted.from_))
            await carrier.run()
            assert carrier.alerts == []
    return calls


def to_the_room(call: Call) -> Effort:
    """The effort until the room was entered. The document for those alone in it is no part."""
    place = next(i for i, heard in enumerate(call.transcript) if heard.kind == "room")
    return _effort(call, place, "", 0.0)


def to_the_meeting(call: Call, snapshot: Snapshot) -> Effort:
    """The effort until the name of the meeting that was read last."""
    read = [re.search(r"c=\d+~(\w+)~", webhook.twiml) for webhook in call.webhooks]
    meeting = snapshot.find([found[1] for found in read if found][-1])
    assert meeting is not None
    place, heard = next(
        (i, heard)
        for i, heard in reversed(list(enumerate(call.transcript)))
        if heard.kind == "say" and meeting.spoken_name in heard.text
    )
    before = heard.text[: heard.text.index(meeting.spoken_name)]
    quiet = heard.seconds - _spoken_seconds(heard.text)  # before the first word of a document
    return _effort(call, place, before, quiet + _spoken_seconds(before))


def _effort(call: Call, place: int, before: str, seconds: float) -> Effort:
    """Until the transcript's line `place`, of which `before` was heard in so many seconds."""
    goal, past = call.transcript[place], call.transcript[:place]
    pressed = [i for i, heard in enumerate(past) if heard.kind == "key"]
    last_key = pressed[-1] if pressed else 0
    texts = [(i, heard.text) for i, heard in enumerate(past) if heard.kind == "say"]
    asked = [webhook for webhook in call.webhooks if webhook.at <= goal.at]
    return Effort(
        keys=len(pressed),
        webhooks=sum("/voice/wait?" not in webhook.url for webhook in asked),
        words=_count(text for _, text in texts) + _count([before]),
        words_after=_count(text for i, text in texts if i >= last_key) + _count([before]),
        seconds=call.elapsed(goal) + seconds,
        phrase=" ".join([text for _, text in texts][-1:] if not before else [before]).strip(),
    )


def _count(texts: Iterable[str]) -> int:
    return sum(len(text.split()) for text in texts)


def _spoken_seconds(text: str) -> float:
    return len(text.split()) * 60 / 160
