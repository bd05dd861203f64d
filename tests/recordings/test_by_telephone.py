"""From words said into a Record at the pretend carrier to a draft, through what the jobs do."""

import asyncio
from datetime import timedelta

import httpx
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from ivr.phone import Call, Carrier, SimulatedClock
from tests.line import NUMBER, PUBLIC, SATURDAY_EVENING, TOKEN
from tests.recordings.sounds import needs_espeak
from tests.recordings.studio import Studio

pytestmark = needs_espeak

RECORD = (
    "<Response><Record action='/said' finishOnKey='#' recordingStatusCallback='/ready'/></Response>"
)


def line(studio: Studio, *, told: bool) -> Starlette:
    """The smallest line that records, and is `told` of it or never is."""

    async def voice(request: Request) -> Response:
        form = await request.form()
        studio.takes.offer(str(form["CallSid"]), "en", "welcome", "Ana")
        return Response(RECORD, media_type="text/xml")

    async def said(request: Request) -> Response:
        if told:
            form = await request.form()
            studio.begin(str(form["RecordingSid"]), str(form["CallSid"]))
        return Response("<Response/>", media_type="text/xml")

    routes = [Route(path, said, methods=["POST"]) for path in ("/said", "/ready")]
    return Starlette(routes=[Route("/voice", voice, methods=["POST"]), *routes])


def ring(studio: Studio, keys: str, *, told: bool = True) -> Call:
    async def call() -> Call:
        transport = httpx.ASGITransport(line(studio, told=told))
        async with httpx.AsyncClient(transport=transport, base_url=PUBLIC) as client:
            clock = SimulatedClock(SATURDAY_EVENING)
            carrier = Carrier(
                client, f"{PUBLIC}/voice", auth_token=TOKEN, clock=clock, records=studio.records
            )
            one = carrier.dial(to=NUMBER, keys=keys)
            await carrier.run()
            studio.clock.now = clock.now() + timedelta(seconds=2)
            assert carrier.alerts == []
            return one

    return asyncio.run(call())


def test_words_said_at_the_telephone_become_a_draft(studio: Studio) -> None:
    call = ring(studio, "!say:Welcome to the line.,!#")
    (recording,) = call.recordings
    assert studio.queued == [recording.sid]  # the action and the callback tell of it
    take = studio.make(recording.sid)
    assert take is not None
    assert (take.state, studio.drafts()) == ("ready", [recording.sid])
    assert 0.8 < take.seconds < 3


def test_a_hang_up_in_the_middle_of_the_words_loses_none(studio: Studio) -> None:
    call = ring(studio, "!say:Welcome to the line.,!h", told=False)
    (recording,) = call.recordings
    assert studio.queued == []
    assert studio.find() == (0, 1)
    take = studio.make(recording.sid)
    assert take is not None
    assert (take.state, take.who, studio.drafts()) == ("ready", "Ana", [recording.sid])


def test_nothing_said_is_refused_as_silence(studio: Studio) -> None:
    call = ring(studio, "!#")
    take = studio.make(call.recordings[0].sid)
    assert take is not None
    assert (take.state, take.reason) == ("refused", "silent")
    assert studio.records.left_recordings() == set()
