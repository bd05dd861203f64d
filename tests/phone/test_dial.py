"""A Dial to another telephone: answered or not, and what its display shows."""

import asyncio

import pytest

from tests.phone.line import Line, at, far_end, heard

HELPLINE = "+12025550111"


def helpline(attributes: str = "", number: str = "", far: str = "answered") -> Line:
    return Line(
        {
            "/voice": f"<Dial action='/after' {attributes}>"
            f"<Number statusCallback='/leg' {number}>{HELPLINE}</Number></Dial>",
            "/after": "<Say>They are gone.</Say>",
            "/leg": "<Response/>",
        }
    )


@pytest.mark.parametrize(
    ("outcome", "status", "seconds"),
    [("answered", "completed", 36), ("busy", "busy", 6), ("no-answer", "no-answer", 20)],
)
def test_dial_outcome(outcome: str, status: str, seconds: int) -> None:
    line = helpline("timeout='20'")
    calls, carrier = line.ring_all([None], far_ends={HELPLINE: far_end(outcome)})
    form = line.forms("/after")[0]
    assert (form["DialCallStatus"], form["DialCallSid"]) == (status, carrier.dialled[0].sid)
    assert form.get("DialCallDuration") == ("30" if outcome == "answered" else None)
    assert at(calls[0], "say") == [seconds]
    assert carrier.dialled[0].status == status


def test_dial_failed_at_once() -> None:
    line = helpline()
    calls, _ = line.ring_all([None], far_ends={HELPLINE: far_end("failed")})
    assert line.forms("/after")[0]["DialCallStatus"] == "failed"
    assert at(calls[0], "say") == [0.0]


def test_dial_rings_longer_than_the_timeout() -> None:
    line = helpline("timeout='20'")
    line.ring(far_ends={HELPLINE: far_end("answered", rings=21)})
    assert line.forms("/after")[0]["DialCallStatus"] == "no-answer"


def test_dial_shows_the_caller_where_nothing_is_said() -> None:
    _, carrier = helpline().ring_all([None])
    assert [leg.caller_id for leg in carrier.dialled] == ["+12025550100"]


def test_dial_shows_the_caller_id() -> None:
    _, carrier = helpline("callerId='+12025550199'").ring_all([None])
    assert [(leg.number, leg.caller_id) for leg in carrier.dialled] == [(HELPLINE, "+12025550199")]


def test_dial_time_limit() -> None:
    _, carrier = helpline("timeLimit='10'").ring_all([None])
    assert [leg.seconds for leg in carrier.dialled] == [10.0]


def test_dial_left_with_star() -> None:
    line = helpline("hangupOnStar='true'")

    async def ring() -> list[tuple[str, str]]:
        carrier = line.carrier(far_ends={HELPLINE: far_end("answered", 1000)})
        call = carrier.dial(keys=None)
        call.press("5*", after=10.0)
        await carrier.run()
        return heard(call)

    assert asyncio.run(ring())[1:3] == [("key", "5"), ("key", "*")]
    assert line.forms("/after")[0]["DialCallDuration"] == "4"


def test_dial_hung_up_by_the_caller_is_still_noted() -> None:
    line = helpline()
    calls, carrier = line.ring_all(["w10,h"])
    assert [(leg.status, leg.seconds) for leg in carrier.dialled] == [("completed", 10.5)]
    assert calls[0].end_reason == "caller"
    assert line.forms("/after") == []


def test_dial_left_with_star_by_script() -> None:
    line = helpline("hangupOnStar='true'")
    line.ring("*")
    assert line.forms("/after")[0]["DialCallDuration"] == "20"


def test_dial_tells_of_the_leg() -> None:
    line = helpline(number="statusCallbackEvent='initiated ringing answered completed'")
    call = line.ring(None)
    assert [form["CallStatus"] for form in line.forms("/leg")] == [
        "initiated",
        "ringing",
        "in-progress",
        "completed",
    ]
    assert {form["ParentCallSid"] for form in line.forms("/leg")} == {call.sid}


def test_dial_of_several_goes_to_the_first_who_answers() -> None:
    other = "+12025550112"
    numbers = f"<Number>{HELPLINE}</Number><Number>{other}</Number>"
    line = Line({"/voice": f"<Dial>{numbers}</Dial><Say>Bye.</Say>"})
    calls, carrier = line.ring_all([None], far_ends={HELPLINE: far_end("busy", rings=1)})
    assert [leg.number for leg in carrier.dialled] == [other]
    assert heard(calls[0]) == [("dial", other), ("say", "Bye."), ("hangup", "end")]


def test_dial_of_a_bare_number() -> None:
    _, carrier = Line({"/voice": f"<Dial>{HELPLINE}</Dial>"}).ring_all([None])
    assert [leg.number for leg in carrier.dialled] == [HELPLINE]
