"""The web process as the carrier and a monitor meet it."""

import asyncio
import xml.etree.ElementTree as ET
from collections.abc import Callable, Coroutine
from dataclasses import replace

import httpx
import pytest
from twilio.request_validator import RequestValidator

from ivr import metrics
from ivr.phone import check_twiml
from ivr.schedule.snapshot import Snapshot
from ivr.settings import Settings
from tests.line import LIST_NUMBER, NUMBER, PUBLIC, TOKEN, settings
from tests.ringing import Exchange, exchange, said
from tests.walk import read

Scene = Callable[[Exchange], Coroutine[object, object, None]]

FORM = {
    "CallSid": "CA" + "0" * 32,
    "From": "+12125550100",
    "To": NUMBER,
    "CallStatus": "in-progress",
}


def play(scene: Scene) -> None:
    async def all_of_it() -> None:
        async with exchange() as line:
            await scene(line)

    asyncio.run(all_of_it())


async def post(line: Exchange, path: str, *, token: str = TOKEN, **fields: str) -> httpx.Response:
    """A webhook with the signature of whoever has `token`."""
    form = FORM | fields
    signature = RequestValidator(token).compute_signature(PUBLIC + path, form)
    return await line.client.post(path, data=form, headers={"X-Twilio-Signature": signature})


def test_silence_is_in_the_meeting_after_two_webhooks() -> None:
    async def scene(line: Exchange) -> None:
        call = await line.ring("")
        assert [webhook.form.get("Digits") for webhook in call.webhooks[:2]] == [None, ""]
        assert said(call)[4] == "Joining Supper and Serenity."
        assert [h.text for h in call.transcript if h.kind == "room"] == ["meeting-main"]
        assert line.carrier.alerts == []

    play(scene)


def test_key_two_reads_the_soonest_meeting() -> None:
    async def scene(line: Exchange) -> None:
        call = await line.ring("!2")
        assert said(call)[1].startswith("In 20 minutes, at 7 PM: Saturday Solutions.")
        assert len(call.webhooks) == 3

    play(scene)


def test_a_number_that_starts_with_the_list_reads_it_at_once() -> None:
    async def scene(line: Exchange) -> None:
        call = await line.ring("", to=LIST_NUMBER)
        assert said(call)[:2] == [
            "The N A meeting line.",
            "In 20 minutes, at 7 PM: Saturday Solutions. At Recovery House, 3 Quarry Lane, Harlow. "
            "Open to everyone. A speaker meeting.",
        ]

    play(scene)


def test_everyone_in_a_room_joins_with_the_same_words() -> None:
    """But for what may differ: the first participant fixes the rest for all."""

    async def scene(line: Exchange) -> None:
        calls = [await line.ring(keys) for keys in ("1", "9,1", "1,*,6,*,1", "")]
        rooms = {
            (room.get("statusCallback"), room.get("statusCallbackEvent"), room.text)
            for call in calls
            for webhook in call.webhooks
            for room in conferences(webhook.twiml)
        }
        assert rooms == {
            (
                f"{PUBLIC}/voice/room/events",
                "start end join leave mute hold speaker",
                "meeting-main",
            )
        }

    play(scene)


def conferences(document: str) -> list[ET.Element]:
    return list(ET.fromstring(document).iter("Conference")) if document else []


@pytest.mark.parametrize("path", ["/voice", "/voice/greeting", "/voice/status", "/anything"])
def test_what_the_carrier_did_not_sign_is_refused(path: str) -> None:
    async def scene(line: Exchange) -> None:
        kinds = [metrics.REFUSED.labels(kind)._value for kind in ("none", "wrong")]
        none, wrong = (kind.get() for kind in kinds)
        unsigned = await line.client.post(path, data=FORM)
        forged = await post(line, path, token="another account's token")
        got = await line.client.get(path)
        assert [answer.status_code for answer in (unsigned, forged, got)] == [403, 403, 403]
        assert [kind.get() for kind in kinds] == [none + 2, wrong + 1]

    play(scene)


def test_a_signature_replayed_with_another_language_is_refused() -> None:
    async def scene(line: Exchange) -> None:
        call = await line.ring("2")
        webhook = call.webhooks[1]
        signature = RequestValidator(TOKEN).compute_signature(webhook.url, webhook.form)
        headers = {"X-Twilio-Signature": signature}
        again = await line.client.post(webhook.url, data=webhook.form, headers=headers)
        other = webhook.url.replace("l=en", "l=es")
        altered = await line.client.post(other, data=webhook.form, headers=headers)
        assert (again.status_code, altered.status_code) == (200, 403)

    play(scene)


@pytest.mark.parametrize(
    "url",
    [
        "/voice/nowhere?l=en&n=1&t={t}&a=0",
        "/voice/next/next?l=en&n=1&t={t}&a=1",
        "/voice/greeting",
        "/voice/greeting?l=xx&n=1&t={t}&a=1",
        "/voice/greeting?l=en&n=99&t={t}&a=1",
        "/voice/greeting?l=en&n=1&t=5&a=1",
        "/voice/greeting?l=en&n=1&t={t}&a=-1",
        "/voice/greeting?l=en&n=1&t={t}&a=%D9%A1",
        "/voice/next?l=en&n=1&t={t}&a=1&c=%3Cb%3E",
        "/voice/next?l=en&n=1&t={t}&a=1&c=12~~o",
        "/voice/about?l=en&n=1&t={t}&a=1&c=99",
        "/voice/greeting?l=en&n=1&t={t}&a=1&z=Atlantis~Nowhere",
    ],
)
def test_a_damaged_url_goes_to_the_greeting(url: str) -> None:
    async def scene(line: Exchange) -> None:
        minute = int(line.clock.now().timestamp() // 60)
        answer = await post(line, url.format(t=minute), Digits="2")
        heard = read(answer.content)
        assert (answer.status_code, heard.end) == (200, "asked")
        assert heard.says[0][1] == "Welcome to the N A meeting line."

    play(scene)


def test_a_damaged_wait_url_is_still_a_wait_document() -> None:
    async def scene(line: Exchange) -> None:
        answer = await post(line, "/voice/wait")
        assert read(answer.content).end == "held"
        assert check_twiml(answer.content, wait=True) == []

    play(scene)


@pytest.mark.parametrize("query", ["", "?l=xx&n=1&t={t}&a=0", "?l=en&n=1&t={t}&a=0&c=opening~x"])
def test_a_damaged_address_says_nothing_to_a_whole_room(query: str) -> None:
    async def scene(line: Exchange) -> None:
        minute = int(line.clock.now().timestamp() // 60)
        broken = replace(line.keeper.world, rota=Broken())
        for world in (line.keeper.world, broken):
            line.keeper.world = world
            answer = await post(line, "/voice/tell" + query.format(t=minute))
            assert (answer.status_code, check_twiml(answer.content, wait=True)) == (200, [])
            assert answer.content.endswith(b'<Response><Pause length="1"/></Response>')

    play(scene)


def test_an_exception_puts_the_caller_into_the_room(capsys: pytest.CaptureFixture[str]) -> None:
    async def scene(line: Exchange) -> None:
        line.keeper.world = replace(line.keeper.world, snapshot=Broken(), rota=Broken())
        minute = int(line.clock.now().timestamp() // 60)
        where = f"?l=es&n=1&t={minute}&a=0"
        for path in ("/voice", f"/voice/next{where}"):
            answer = await post(line, path)
            heard = read(answer.content)
            assert (answer.status_code, heard.end) == (200, "room")
            assert check_twiml(answer.content) == []
        assert heard.says[0][1] == "Algo falló de nuestro lado. Ahora va a entrar en la reunión."
        waiting = await post(line, f"/voice/wait{where}")
        assert check_twiml(waiting.content, wait=True) == []

    play(scene)
    log = capsys.readouterr()
    assert "ValueError" in log.out + log.err
    assert "5550100" not in log.out + log.err


class Broken:
    """A list whose every answer is an exception that quotes a caller's number."""

    def __getattr__(self, name: str) -> object:
        raise ValueError("cannot look for +12125550100")


def test_the_last_resort_needs_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    async def scene(line: Exchange) -> None:
        line.keeper.world = replace(line.keeper.world, prompts=Broken(), rota=Broken())
        answer = await post(line, "/voice")
        assert read(answer.content).end == "room"
        assert check_twiml(answer.content) == []

    play(scene)


def test_the_call_has_an_end_after_four_hours() -> None:
    async def scene(line: Exchange) -> None:
        call = await line.ring("1,w7000,*,1,w7000,*,1,w3000")
        assert said(call)[-1].startswith("A call can last four hours at most")
        assert call.end_reason != "error"
        assert call.seconds < 4 * 3600
        assert line.carrier.alerts == []

    play(scene)


def test_a_meeting_without_a_next_one_ends_in_the_list() -> None:
    async def scene(line: Exchange) -> None:
        only = [hour for hour in line.keeper.world.rota.hours if hour.start == 18 * 60]
        lonely = replace(line.keeper.world.rota, hours=tuple(only))
        line.keeper.world = replace(line.keeper.world, rota=lonely)
        call = await line.ring("1,w7200")
        room_over = said(call).index("The meeting is over. Thank you for being here.")
        assert said(call)[room_over + 1].startswith("Began 10 minutes ago, at 7 PM: Saturday Solu")

    play(scene)


def test_the_helpline_is_called_with_the_lines_own_number() -> None:
    async def scene(line: Exchange) -> None:
        call = await line.ring("0,0")
        dials = [heard for heard in call.transcript if heard.kind == "dial"]
        assert len(dials) == 1
        documents = [w.twiml for w in call.webhooks if "<Number " in w.twiml]
        assert [f'callerId="{NUMBER}"' in document for document in documents] == [True]

    play(scene)


def test_no_number_of_a_caller_is_in_any_url() -> None:
    async def scene(line: Exchange) -> None:
        for keys in ("2,2,4,5,6", "1,*,6,*,4", "0,0", "9,4,2", "8,8,#"):
            call = await line.ring(keys, from_="+12125550177")
            posted = [webhook.url for webhook in call.webhooks]
            assert [url for url in posted if "5550177" in url] == []
            assert max(len(url) for url in posted) <= 500

    play(scene)


def test_status_and_room_events_are_counted() -> None:
    async def scene(line: Exchange) -> None:
        before = metrics.ENDED._value.get()
        joined = metrics.ROOM_EVENTS.labels("participant-join")._value.get()
        await line.ring("1")
        assert metrics.ENDED._value.get() == before + 1
        assert metrics.ROOM_EVENTS.labels("participant-join")._value.get() == joined + 1

    play(scene)


def test_a_monitor_hears_what_is_missing() -> None:
    async def scene(line: Exchange) -> None:
        ready = await line.client.get("/readyz")
        line.keeper.world = replace(
            line.keeper.world,
            snapshot=Snapshot.EMPTY,
            rota=replace(line.keeper.world.rota, hours=()),
        )
        bare = await line.client.get("/readyz")
        alive = await line.client.get("/healthz")
        assert (ready.status_code, ready.text) == (
            200,
            "Redis is away: callers hear the last good lists.\n",
        )
        assert bare.status_code == 503
        assert bare.text.startswith("No meeting list has been published: run `ivr refresh`.")
        assert alive.status_code == 200

    play(scene)


def test_metrics_are_for_this_machine_or_the_token() -> None:
    guarded = replace(settings(), metrics_token="a long token for the monitor")

    async def outside(
        host: str, of: Settings | None = None, headers: dict[str, str] | None = None
    ) -> int:
        async with exchange(settings_=of) as line:
            transport = httpx.ASGITransport(line.app, client=(host, 1))
            async with httpx.AsyncClient(transport=transport, base_url=PUBLIC) as client:
                return (await client.get("/metrics", headers=headers)).status_code

    token = {"authorization": "Bearer a long token for the monitor"}
    assert asyncio.run(outside("127.0.0.1")) == 200
    assert asyncio.run(outside("192.0.2.7")) == 403
    assert asyncio.run(outside("127.0.0.1", headers={"x-forwarded-for": "192.0.2.7"})) == 403
    assert asyncio.run(outside("127.0.0.1", of=guarded)) == 403
    assert asyncio.run(outside("192.0.2.7", of=guarded, headers=token)) == 200


def test_two_callers_at_once_are_in_one_room() -> None:
    async def scene(line: Exchange) -> None:
        first = line.carrier.dial(keys="1,w120", from_="+12125550101", to=NUMBER)
        second = line.carrier.dial(keys="9,1,w120", from_="+12125550102", to=NUMBER)
        await line.carrier.run()
        assert line.carrier.rooms == {}
        met = [
            [heard.text for heard in call.transcript if heard.kind == "room"]
            for call in (first, second)
        ]
        assert met == [["meeting-main"], ["meeting-main"]]
        assert line.carrier.alerts == []

    play(scene)


def test_the_time_of_a_telephone_meeting_is_the_callers_own() -> None:
    """From Chicago, a meeting by telephone is an hour earlier by the clock on the wall."""

    async def scene(line: Exchange) -> None:
        near = await line.ring("!2,7", from_="+12125550100")
        far = await line.ring("!2,7", from_="+13125550100")
        unknown = await line.ring("!2,7", from_="anonymous")
        assert [
            next(text for text in said(call) if "By telephone" in text).partition(". By")[0]
            for call in (near, far, unknown)
        ] == [
            "Tonight at 10 PM: Mid-Day Miracle",
            "Tonight at 9 PM: Mid-Day Miracle. That is Central Time",
            "Tonight at 10 PM: Mid-Day Miracle",
        ]

    play(scene)


def test_the_form_is_cut_before_the_flow_sees_it() -> None:
    async def scene(line: Exchange) -> None:
        seen: list[dict[str, str]] = []

        async def spy(scope: dict[str, object], receive: object, send: object) -> None:
            seen.append(dict(scope["ivr.form"]))  # type: ignore[call-overload]
            raise RuntimeError

        mount = line.app.routes[-1]
        mount.app.app = spy  # type: ignore[attr-defined]
        with pytest.raises(RuntimeError):
            await post(line, "/voice", StirPassportToken="a", CallToken="b", ForwardedFrom="c")
        kept = {"CallSid": FORM["CallSid"], "CallStatus": "in-progress", "To": NUMBER}
        assert seen == [kept]

    play(scene)
