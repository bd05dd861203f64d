"""Callbacks that go astray, and what was asked, to read."""

import asyncio
from datetime import timedelta
from random import Random

import httpx

from ivr.phone import SimulatedClock
from tests.line import TOKEN
from tests.phone.line import BASE, START, Line
from tests.phone.line import TOKEN as SIGNS
from tests.rest import ACCOUNT
from tests.rest.shape import HERE
from tests.switchboard import Mischief, switchboard

ROOM = (
    '<Dial action="/out"><Conference waitUrl="" statusCallback="/events" beep="false"'
    ' statusCallbackEvent="start end join leave mute hold speaker">meeting-main</Conference></Dial>'
)


def test_a_tenth_of_the_callbacks_is_lost_and_others_are_doubled_and_overtaken() -> None:
    there = Line({"/voice": ROOM, "/events": "<Response/>", "/out": "<Hangup/>"})
    mischief = Mischief(Random(1))

    async def run() -> None:
        carrier = there.carrier(delays=mischief)
        for place in range(40):
            carrier.dial(keys='w60,"Hello everybody",w600,h', after=place)
        await carrier.run()

    asyncio.run(run())
    told = [int(form["SequenceNumber"]) for form in there.forms("/events")]
    count = mischief.happened
    assert len(told) == count["told"] - count["lost"] + count["doubled"]
    assert 0.05 < count["lost"] / count["told"] < 0.15
    assert told != sorted(told)


def test_what_was_asked_can_be_read() -> None:
    async def run() -> list[str]:
        clock = SimulatedClock(START)
        with switchboard(clock) as board:
            carrier = Line({"/voice": ROOM, "/events": "<Response/>"}).carrier(
                auth_token=SIGNS, clock=clock
            )
            board.connect(carrier)
            call = carrier.dial(keys=None)
            await carrier.run(timedelta(minutes=1))
            conf = board.conference("meeting-main")
            where = f"{board.rest.url}{HERE}/Conferences/{conf}"
            login = (ACCOUNT, TOKEN)
            httpx.post(f"{where}.json", data={"AnnounceUrl": f"{BASE}/a"}, auth=login)
            httpx.delete(f"{where}/Participants/{call.sid}.json", auth=login)
            await carrier.run(timedelta(seconds=1))
            assert call.stay is None
            call.hang_up()
            return board.told({call.sid: "Ann"})

    assert asyncio.run(run()) == [
        f"20:01:00 200 POST Conferences/meeting-main AnnounceUrl={BASE}/a",
        "20:01:00 204 DELETE Conferences/meeting-main/Participants/Ann",
    ]
