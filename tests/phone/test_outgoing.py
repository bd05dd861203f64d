"""Calls that the line asks for: who answers, and what is told of it."""

import asyncio

import pytest

from ivr.phone import Call, Carrier, FarEnd
from ivr.phone.outgoing import Order
from tests.phone.line import BASE, Line, codes, heard

OURS, THEIRS = "+12025550199", "+12025550142"
EVENTS = frozenset({"initiated", "ringing", "answered", "completed"})


def ring(far_end: FarEnd, timeout: float = 20.0, then: str = "") -> tuple[Call, Line, Carrier]:
    there = Line(
        {
            "/come": '<Gather action="/in" numDigits="1"><Say>Press one to lead.</Say></Gather>',
            "/in": "<Say>Thank you.</Say>",
            "/status": "<Response/>",
        }
    )

    async def run() -> tuple[Call, Carrier]:
        carrier = there.carrier(far_ends={THEIRS: far_end})
        order = Order(f"{BASE}/come?h=1", "POST", f"{BASE}/status", "POST", EVENTS, timeout)
        call = carrier.call_out(order, to=THEIRS, from_=OURS)
        if then:
            carrier.clock.after(float(then), lambda: carrier.hang_up(call))
        await carrier.run()
        return call, carrier

    call, carrier = asyncio.run(run())
    assert codes(carrier) == []
    return call, there, carrier


def statuses(there: Line) -> list[str]:
    return [form["CallStatus"] for form in there.forms("/status")]


def test_somebody_answers_and_presses_one() -> None:
    call, there, _ = ring(FarEnd(rings=8.0, keys="1"))
    assert heard(call) == [
        ("say", "Press one to lead."),
        ("key", "1"),
        ("say", "Thank you."),
        ("hangup", "end"),
    ]
    assert statuses(there) == ["initiated", "ringing", "in-progress", "completed"]
    (form,) = there.forms("/come")
    assert [form[f] for f in ("Direction", "From", "To", "CallStatus")] == [
        "outbound-api",
        OURS,
        THEIRS,
        "in-progress",
    ]
    assert call.answered_at is not None
    assert (call.answered_at - call.rang_at).total_seconds() == 8.0


def test_voicemail_presses_nothing_and_hangs_up() -> None:
    call, there, _ = ring(FarEnd(seconds=4.0))
    assert (call.end_reason, call.seconds) == ("caller", 4.0)
    assert there.forms("/in") == []


@pytest.mark.parametrize(
    ("far_end", "then", "status", "seconds"),
    [
        (FarEnd("no-answer"), "", "no-answer", 20.0),
        (FarEnd(rings=25.0), "", "no-answer", 20.0),
        (FarEnd("busy", rings=2.0), "", "busy", 2.0),
        (FarEnd("failed"), "", "failed", 0.0),
        (FarEnd(rings=15.0), "5", "canceled", 5.0),
    ],
)
def test_nobody_answers(far_end: FarEnd, then: str, status: str, seconds: float) -> None:
    call, there, _ = ring(far_end, then=then)
    assert (call.status, there.forms("/come")) == (status, [])
    assert statuses(there)[-1] == status
    assert call.ended_at is not None
    assert (call.ended_at - call.rang_at).total_seconds() == seconds


def test_calls_out_begin_one_a_second() -> None:
    there = Line({"/come": "<Hangup/>"})

    async def run() -> list[Call]:
        carrier = there.carrier()
        order = Order(f"{BASE}/come")
        calls = [carrier.call_out(order, to=THEIRS, from_=OURS) for _ in range(3)]
        await carrier.run()
        return calls

    first, *rest = asyncio.run(run())
    assert [(call.rang_at - first.rang_at).total_seconds() for call in rest] == [1.0, 2.0]
