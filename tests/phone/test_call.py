"""A call from its first webhook to its end: what is posted, refused, redirected and billed."""

import asyncio
from datetime import timedelta

import httpx
import pytest
from starlette.responses import Response

from ivr.phone import Call, Caller, Carrier, SimulatedClock
from tests.phone.line import BASE, START, TOKEN, Form, Line, at, codes, heard, twiml

ERROR = "We are sorry. An application error has occurred. Goodbye."


def test_call_posts_what_the_carrier_posts() -> None:
    line = Line({"/voice": "<Redirect>/next?node=a</Redirect>", "/next": "<Hangup/>"})
    call = line.ring(fields={"ForwardedFrom": "+12025550122"})
    first, second = (form for _, form in line.asked)
    assert first == {**call.webhooks[0].form}
    assert (first["From"], first["To"]) == ("+12025550100", "+12025550199")
    assert (first["CallStatus"], second["CallStatus"]) == ("ringing", "ringing")
    assert (first["CallSid"], first["Direction"]) == (call.sid, "inbound")
    assert first["ForwardedFrom"] == "+12025550122"
    assert call.webhooks[1].url == f"{BASE}/next?node=a"
    assert call.webhooks[0].twiml == twiml("<Redirect>/next?node=a</Redirect>")


def test_call_ends_where_the_document_ends() -> None:
    call = Line({"/voice": "<Say>Hello there.</Say>"}).ring()
    assert (call.end_reason, call.seconds, call.text) == ("end", 0.75, "Hello there.")
    assert call.words() == 2


def test_call_words_before_the_room() -> None:
    dial = "<Dial><Conference>hours</Conference></Dial>"
    call = Line({"/voice": f"<Say>One two three.</Say>{dial}<Say>Four.</Say>"}).ring("h")
    assert call.words(before="room") == 3


def test_call_hung_up_in_the_middle_of_a_word() -> None:
    line = Line({"/voice": "<Say>One two three four.</Say>"})

    async def ring() -> list[tuple[str, str]]:
        carrier = line.carrier()
        call = carrier.dial(keys=None)
        call.hang_up(after=0.8)
        call.press("5", after=0.5)
        await carrier.run()
        assert call.status == "completed"
        return heard(call)

    assert asyncio.run(ring()) == [("say", "One two"), ("key", "5"), ("hangup", "caller")]


def test_call_status_at_the_end() -> None:
    line = Line({"/voice": "<Pause length='3'/>", "/status": "<Response/>"})
    call = line.ring(status_url=f"{BASE}/status")
    form = line.forms("/status")[0]
    assert (form["CallStatus"], form["CallDuration"]) == ("completed", "3")
    assert form["CallSid"] == call.sid


def test_call_status_refused_is_a_warning() -> None:
    line = Line({"/voice": "<Hangup/>"})
    _, carrier = line.ring_all([""], status_url=f"{BASE}/status")
    assert codes(carrier) == [15003]
    assert [callback.status for callback in carrier.callbacks] == [404]


@pytest.mark.parametrize(
    ("reject", "reason", "status"),
    [("<Reject/>", "rejected", "no-answer"), ("<Reject reason='busy'/>", "busy", "busy")],
)
def test_call_rejected_is_not_billed(reject: str, reason: str, status: str) -> None:
    call = Line({"/voice": reject}).ring()
    assert (call.end_reason, call.status, call.seconds) == (reason, status, 0.0)
    assert call.answered_at is None


def test_call_hung_up_by_the_first_verb_is_billed() -> None:
    call = Line({"/voice": "<Hangup/><Say>Never.</Say>"}).ring()
    assert (call.end_reason, call.answered_at) == ("hangup", START)
    assert heard(call) == [("hangup", "hangup")]


def test_redirect_to_its_own_document() -> None:
    answers = iter(["<Pause/><Redirect/>", "<Hangup/>"])
    line = Line({"/voice": lambda form: next(answers)})
    call = line.ring()
    assert [webhook.url for webhook in call.webhooks] == [f"{BASE}/voice"] * 2


def test_redirects_more_than_ten_in_a_row() -> None:
    line = Line({"/voice": "<Say>Again.</Say><Redirect/>"})
    calls, carrier = line.ring_all([""], fallback_url=f"{BASE}/fallback")
    assert len(calls[0].webhooks) == 11
    assert codes(carrier) == [11215]
    assert heard(calls[0])[-2:] == [("error", ERROR), ("hangup", "error")]


def test_redirects_with_a_gather_between_are_not_counted() -> None:
    turns = iter(range(12))

    def answer(form: Form) -> str:
        last = next(turns) == 11
        return "<Hangup/>" if last else "<Gather timeout='1'/><Redirect/>"

    line = Line({"/voice": answer})
    calls, carrier = line.ring_all([None])
    assert (calls[0].end_reason, codes(carrier)) == ("hangup", [])


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (Response("", 404), 11217),
        (Response("", 500), 11217),
        (Response("", 204), 11200),
        (Response("", 307, {"Location": "/voice/"}), 11200),
        (Response("", 200, media_type="text/xml"), 11770),
        (Response(twiml(""), media_type="text/html"), 12300),
        (Response(b"<Response/>"), 12300),
        (Response(" " * 70000, media_type="text/xml"), 11750),
        (Response("<Response>", media_type="application/xml"), 12100),
        (Response(twiml("<Shout/>"), media_type="application/xml"), 12200),
    ],
)
def test_answer_refused(answer: Response, code: int) -> None:
    calls, carrier = Line({"/voice": answer}).ring_all([""])
    assert codes(carrier) == [code]
    assert carrier.alerts[0].call_sid == calls[0].sid
    assert heard(calls[0]) == [("error", ERROR), ("hangup", "error")]


def test_answer_too_late() -> None:
    async def late() -> Response:
        await asyncio.sleep(5)
        return Response(twiml("<Hangup/>"), media_type="text/xml")

    calls, carrier = Line({"/voice": lambda form: late()}).ring_all([""], answer_within=0.05)
    assert [(alert.code, alert.sentence) for alert in carrier.alerts] == [
        (11205, "No answer came within 0.05 seconds.")
    ]
    assert [webhook.status for webhook in calls[0].webhooks] == [None]


def test_answer_refused_goes_to_the_fallback() -> None:
    line = Line({"/voice": Response("", 500), "/fallback": "<Say>Please wait.</Say>"})
    calls, _ = line.ring_all([""], fallback_url=f"{BASE}/fallback")
    form = line.forms("/fallback")[0]
    assert (form["ErrorCode"], form["ErrorUrl"]) == ("11217", f"{BASE}/voice")
    assert heard(calls[0]) == [
        ("fallback", "11217: the carrier goes to the fallback."),
        ("say", "Please wait."),
        ("hangup", "end"),
    ]


def test_fallback_refused_too() -> None:
    line = Line({"/voice": Response("", 500)})
    calls, carrier = line.ring_all([""], fallback_url=f"{BASE}/fallback")
    assert codes(carrier) == [11217, 11217]
    assert calls[0].end_reason == "error"


def test_signature_over_the_public_url() -> None:
    public = "https://line.example.org:8443"
    documents = {"/voice": "<Redirect>https://line.example.org:8443/b?c=d</Redirect>"}
    line = Line({**documents, "/b": "<Hangup/>"}, public=public)
    call = line.ring(public_url=public)
    assert [webhook.url for webhook in call.webhooks] == [f"{public}/voice", f"{public}/b?c=d"]
    assert call.end_reason == "hangup"


def test_signature_with_another_token_is_refused() -> None:
    calls, _ = Line({"/voice": "<Hangup/>"}).ring_all([""], auth_token="another")
    assert calls[0].webhooks[0].status == 403


def test_signature_leaves_out_user_port_and_fragment() -> None:
    wire = Line({}).carrier().wire
    short = wire.signature("https://line.example.org/voice?a=b", {"c": "d"})
    assert wire.signature("https://u:p@line.example.org:8443/voice?a=b#rc=2", {"c": "d"}) == short


@pytest.mark.parametrize("url", ["ftp://line.test/voice", "http://[/voice", "http://a:b/c"])
def test_url_of_no_kind(url: str) -> None:
    line = Line({"/voice": f"<Redirect>{url}</Redirect>"})
    _, carrier = line.ring_all([""])
    assert codes(carrier) == [11100]


def test_line_that_is_down() -> None:
    async def ring() -> list[int]:
        async with httpx.AsyncClient() as client:
            carrier = Carrier(
                client, "http://127.0.0.1:9/voice", auth_token=TOKEN, clock=SimulatedClock(START)
            )
            carrier.dial()
            await carrier.run()
            return codes(carrier)

    assert asyncio.run(ring()) == [11205]


def test_error_of_the_test_itself_is_raised() -> None:
    def broken(form: Form) -> str:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        Line({"/voice": broken}).ring()


def test_play_lasts_as_long_as_its_recording() -> None:
    fmt = b"fmt " + (18).to_bytes(4, "little") + bytes(8) + (8000).to_bytes(4, "little") + bytes(6)
    data = b"data" + (20000).to_bytes(4, "little") + bytes(20000)
    wav = b"RIFF" + bytes(4) + b"WAVE" + fmt + data
    documents = {"/voice": "<Play loop='2'>/a.wav</Play><Play digits='1w'/><Say>Done.</Say>"}
    line = Line({**documents, "/a.wav": Response(wav, media_type="audio/wav")})
    call = line.ring()
    assert at(call, "play") == [0.0, 2.5, 5.0]
    assert at(call, "say") == [6.0]


@pytest.mark.parametrize("body", [b"no wav", b"RIFF1234WAVEdata\x00\x00\x00\x00"])
def test_play_of_unknown_length(body: bytes) -> None:
    answer = Response(body, media_type="audio/mpeg")
    call = Line({"/voice": "<Play>/a</Play><Say>Done.</Say>", "/a": answer}).ring()
    assert at(call, "say") == [5.0]


@pytest.mark.parametrize(
    ("answer", "code"),
    [(Response("", 404), 11200), (Response("x", media_type="text/html"), 13420)],
)
def test_play_refused(answer: Response, code: int) -> None:
    _, carrier = Line({"/voice": "<Play>/a</Play>", "/a": answer}).ring_all([""])
    assert codes(carrier) == [code]


class Parrot(Caller):
    """Presses 1 as soon as the line listens, whenever it does."""

    def __init__(self, call: Call, clock: SimulatedClock) -> None:
        self.call = call

    def listening(self) -> None:
        self.call.press("1")


def test_call_with_a_caller_of_ones_own() -> None:
    line = Line({"/voice": "<Gather numDigits='1' action='/key'/>", "/key": "<Hangup/>"})

    async def ring() -> list[tuple[str, str]]:
        carrier = line.carrier()
        call = carrier.dial(caller=Parrot)
        await carrier.run()
        return heard(call)

    assert asyncio.run(ring()) == [("key", "1"), ("hangup", "hangup")]


def test_run_for_a_while() -> None:
    async def ring() -> tuple[bool, bool]:
        carrier = Line({"/voice": "<Pause length='60'/>"}).carrier()
        call = carrier.dial(keys=None)
        await carrier.run(timedelta(seconds=30))
        before = call.ended
        assert (carrier.clock.now(), call.seconds) == (START + timedelta(seconds=30), 30.0)
        await carrier.run()
        return before, call.ended

    assert asyncio.run(ring()) == (False, True)
