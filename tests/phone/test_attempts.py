"""What the carrier makes of connection overrides: how often it asks, and what a caller hears."""

import asyncio
from datetime import timedelta

import pytest
from starlette.requests import Request
from starlette.responses import Response

from ivr import overrides
from ivr.phone.attempts import Overrides, overrides_of
from ivr.phone.dial import FarEnd
from ivr.phone.outgoing import Order
from ivr.phone.refused import Refused
from tests.phone.line import BASE, Document, Form, Line, at, codes, heard, twiml

HUNG = 30.0


def slowly(*seconds: float) -> Document:
    """Answers after so many seconds, then after so many."""
    delays = iter(seconds)

    async def late() -> Response:
        await asyncio.sleep(next(delays))
        return Response(twiml("<Say>Hello.</Say>"), media_type="text/xml")

    return lambda form: late()


def leading_to(fragment: str, document: Document, **more: Document) -> Line:
    there = f"<Redirect>{BASE}/slow#{fragment.replace('&', '&amp;')}</Redirect>"
    return Line({"/voice": there, "/slow": document, **more})


def test_without_any_there_are_the_defaults() -> None:
    found = overrides_of(f"{BASE}/voice?a=b")
    assert found == Overrides(5.0, 15.0, 15.0, 1, frozenset({"ct"}))
    assert [found.covers(each) for each in ("ct", "rt", "5xx", "cut", "")] == [
        *(True, False, False, False, False)
    ]


@pytest.mark.parametrize("name", ["NUMBER", "MENU", "WAIT", "DESK", "STATUS"])
def test_those_of_the_line_are_known_to_the_carrier(name: str) -> None:
    found = overrides_of(f"{BASE}/voice?a=b{getattr(overrides, name)}")
    assert found.retries >= 1
    assert found.connect + found.read <= found.total
    assert all(found.covers(each) for each in ("ct", "rt", "5xx", "cut"))


def test_a_line_that_hangs_costs_a_caller_about_four_seconds() -> None:
    found = overrides_of(overrides.NUMBER)
    assert found.read * (1 + found.retries) <= found.total <= 5
    assert overrides_of(overrides.DESK).read > 8


@pytest.mark.parametrize(
    ("fragment", "code"),
    [
        ("ct=99", 11100),
        ("rt=15001", 11100),
        ("rc=6", 11100),
        ("tt=", 11100),
        ("timeout=5", 11100),
        ("rp=3xx", 11243),
        ("rp=rt,", 11243),
    ],
)
def test_one_that_the_carrier_does_not_know_fails_the_webhook(fragment: str, code: int) -> None:
    with pytest.raises(Refused) as refused:
        overrides_of(f"{BASE}/voice#{fragment}")
    assert refused.value.code == code


def test_a_fragment_is_neither_sent_nor_signed() -> None:
    line = leading_to("rt=2000&rc=1&rp=all", "<Hangup/>")  # `Line` checks the signature
    call = line.ring()
    assert [webhook.url for webhook in call.webhooks] == [f"{BASE}/voice", f"{BASE}/slow"]
    assert call.end_reason == "hangup"


def test_a_hung_answer_is_asked_for_again_with_the_same_token() -> None:
    tokens: list[str] = []

    class Noting(Line):
        async def _answer(self, request: Request) -> Response:
            tokens.append(request.headers["I-Twilio-Idempotency-Token"])
            return await super()._answer(request)

    there = f"<Redirect>{BASE}/slow#ct=100&amp;rt=100&amp;rc=1&amp;rp=all</Redirect>"
    line = Noting({"/voice": there, "/slow": slowly(HUNG, 0)})
    calls, carrier = line.ring_all([""])
    assert heard(calls[0])[:2] == [
        ("unanswered", "The line did not answer for 0.1 seconds."),
        ("say", "Hello."),
    ]
    hung, hello = calls[0].transcript[:2]
    assert hello.at - hung.at == timedelta(seconds=0.1)
    assert (codes(carrier), tokens[1] == tokens[2], tokens[0] == tokens[1]) == ([], True, False)


@pytest.mark.parametrize(
    ("policy", "times"), [("ct", 1), ("rt", 1), ("4xx", 1), ("5xx", 3), ("all", 3), ("rt,5xx", 3)]
)
def test_an_error_of_a_proxy_is_asked_again_where_the_policy_says_so(
    policy: str, times: int
) -> None:
    line = leading_to(f"rc=2&rp={policy}", Response("", 502))
    _, carrier = line.ring_all([""])
    assert (len(line.forms("/slow")), codes(carrier)) == (times, [11217])


def test_all_attempts_together_have_a_limit() -> None:
    line = leading_to("ct=100&rt=400&tt=900&rc=5&rp=all", slowly(HUNG, HUNG))
    calls, carrier = line.ring_all([""])
    assert (len(line.forms("/slow")), codes(carrier)) == (2, [11205])
    assert calls[0].end_reason == "error"


def test_what_fails_in_a_call_goes_on_at_the_fallback_of_its_number() -> None:
    line = leading_to(
        "ct=100&rt=100&rc=1&rp=all",
        slowly(HUNG, HUNG),
        **{"/fallback": "<Say>Please wait.</Say>"},
    )
    calls, _ = line.ring_all([""], fallback_url=f"{BASE}/fallback")
    assert heard(calls[0]) == [
        ("unanswered", "The line did not answer for 0.2 seconds."),
        ("fallback", "11205: the carrier goes to the fallback."),
        ("say", "Please wait."),
        ("hangup", "end"),
    ]
    assert at(calls[0], "say") == [0.0]  # it is answered then
    assert line.forms("/fallback")[0]["ErrorCode"] == "11205"


def test_a_fallback_is_not_for_a_call_that_the_line_made() -> None:
    async def ring() -> tuple[str, list[Form]]:
        line = Line({"/voice": Response("", 500), "/fallback": "<Say>Please wait.</Say>"})
        carrier = line.carrier(fallback_url=f"{BASE}/fallback")
        carrier.far_ends["+12025550123"] = FarEnd(keys="")
        call = carrier.call_out(Order(f"{BASE}/voice"), to="+12025550123", from_="+12025550199")
        await carrier.run()
        return call.end_reason, line.forms("/fallback")

    assert asyncio.run(ring()) == ("error", [])
