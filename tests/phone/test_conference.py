"""Rooms: waiting, starting at the second, being alone, leaving, and what they report."""

import asyncio
from datetime import timedelta

import pytest
from starlette.responses import Response

from ivr.phone import Carrier
from tests.phone.line import BASE, START, Form, Line, at, codes, heard

EVENTS = "start end join leave mute"
HOLD = "<Say>You are the first one here.</Say><Pause length='2'/><Redirect/>"


def room(attributes: str = "", dial: str = "", name: str = "hours") -> str:
    conference = (
        f'<Conference waitUrl="/wait" statusCallback="/events" '
        f'statusCallbackEvent="{EVENTS}" {attributes}>{name}</Conference>'
    )
    return f'<Dial action="/after" hangupOnStar="true" {dial}>{conference}</Dial><Say>Never.</Say>'


def rooms(attributes: str = "", dial: str = "") -> Line:
    return Line(
        {
            "/voice": room(attributes, dial),
            "/wait": HOLD,
            "/events": "<Response/>",
            "/after": "<Say>You left.</Say>",
        }
    )


def events(line: Line) -> list[str]:
    return [form["StatusCallbackEvent"] for form in line.forms("/events")]


def test_room_alone_hears_the_wait_document_again_and_again() -> None:
    line = rooms()
    call = line.ring("w10,h")
    assert heard(call)[:5] == [
        ("room", "hours"),
        ("say", "You are the first one here."),
        ("silence", ""),
        ("say", "You are the first one here."),
        ("silence", ""),
    ]
    assert events(line) == ["participant-join", "participant-leave", "conference-end"]
    assert {entry.room for entry in call.transcript[:-1]} == {"hours"}
    assert call.end_reason == "caller"


def test_room_silent_caller_hangs_up_after_one_wait_document() -> None:
    call = rooms().ring("")
    assert [entry.kind for entry in call.transcript] == ["room", "say", "silence", "left", "hangup"]


def test_room_starts_at_the_second_and_the_wait_document_stops() -> None:
    line = rooms()
    (first, second), carrier = line.ring_all(["w30,h", "w10,h"])
    assert heard(first)[:2] == [("room", "hours"), ("say", "You are")]
    assert [entry.kind for entry in first.transcript] == [
        "room",
        "say",
        *["beep"] * 2,
        "left",
        "hangup",
    ]
    assert [entry.kind for entry in second.transcript] == ["room", "left", "hangup"]
    assert events(line) == [
        "participant-join",
        "participant-join",
        "conference-start",
        "participant-leave",
        "participant-leave",
        "conference-end",
    ]
    assert [form["SequenceNumber"] for form in line.forms("/events")] == list("123456")
    assert carrier.rooms == {}


def test_room_left_alone_hears_nothing() -> None:
    (first, _), _ = rooms('beep="false"').ring_all(["w60,h", "w10,h"])
    assert [entry.kind for entry in first.transcript] == ["room", "say", "left", "hangup"]
    assert first.seconds == pytest.approx(60.5)


def test_room_without_anyone_who_starts_it_waits() -> None:
    line = rooms('startConferenceOnEnter="false"')
    calls, _ = line.ring_all(["w8,h", "w8,h"])
    assert "conference-start" not in events(line)
    assert [len(at(call, "say")) for call in calls] == [3, 3]


def test_room_star_goes_to_the_action_as_answered() -> None:
    line = rooms()
    call = line.ring("*")
    form = line.forms("/after")[0]
    assert form["DialCallStatus"] == "answered"
    assert not {"DialCallSid", "DialCallDuration"} & set(form)
    assert heard(call)[-2:] == [("say", "You left."), ("hangup", "end")]


def test_room_other_keys_do_nothing() -> None:
    line = rooms()
    call = line.ring("5,*")
    assert [(entry.text, entry.lost) for entry in call.transcript if entry.kind == "key"] == [
        ("5", True),
        ("*", False),
    ]
    assert [webhook.url for webhook in call.webhooks if "wait" not in webhook.url] == [
        f"{BASE}/voice",
        f"{BASE}/after",
    ]


def test_room_time_limit_ends_the_stay() -> None:
    line = rooms(dial='timeLimit="90"')
    calls, carrier = line.ring_all([None])
    assert calls[0].end_reason == "end"
    assert at(calls[0], "left") == [90.0]
    assert carrier.alerts == []


def test_room_callbacks_carry_no_number() -> None:
    line = rooms('muted="true" participantLabel="abc"')
    call = line.ring("*")
    joined, left, ended = line.forms("/events")
    assert not {"From", "To", "Caller", "Called"} & (set(joined) | set(left) | set(ended))
    assert (joined["Muted"], joined["ParticipantLabel"]) == ("true", "abc")
    assert (joined["FriendlyName"], joined["CallSid"]) == ("hours", call.sid)
    assert left["ParticipantCallStatus"] == "in-progress"
    assert ended["ReasonConferenceEnded"] == "last-participant-left"
    assert ended["CallSidEndingConference"] == call.sid


def test_room_callback_is_fixed_by_the_first() -> None:
    line = rooms()
    answers = iter([room(), room().replace("/events", "/other")])
    line.documents["/voice"] = lambda form: next(answers)
    line.ring_all(["w30,h", "w10,h"])
    assert line.forms("/other") == []
    assert len(events(line)) == 6


def test_room_full_falls_to_the_action() -> None:
    line = rooms('maxParticipants="1"')
    (first, second), carrier = line.ring_all(["w30,h", ""])
    assert codes(carrier) == [16020]
    assert [form["DialCallStatus"] for form in line.forms("/after")] == ["failed"]
    assert heard(second)[0] == ("say", "You left.")
    assert first.end_reason == "caller"


def test_room_label_taken() -> None:
    _, carrier = rooms('participantLabel="same"').ring_all(["w30,h", ""])
    assert codes(carrier) == [16025]


def test_room_wait_document_missing_establishes_nothing() -> None:
    line = rooms()
    del line.documents["/wait"]
    calls, carrier = line.ring_all([""])
    assert codes(carrier) == [11217]
    assert events(line) == []
    assert heard(calls[0]) == [("say", "You left."), ("hangup", "end")]


def test_room_wait_document_with_a_gather_is_refused() -> None:
    line = rooms()
    line.documents["/wait"] = "<Gather><Say>Hello.</Say></Gather>"
    _, carrier = line.ring_all([""])
    assert codes(carrier) == [13238]


def test_room_wait_document_that_fails_later_leaves_silence() -> None:
    line = rooms()
    answers = iter([HOLD])
    line.documents["/wait"] = lambda form: next(answers, Response("", 500))
    calls, carrier = line.ring_all(["w20,h"])
    assert codes(carrier) == [11217]
    assert at(calls[0], "say") == [0.0]
    assert calls[0].seconds == 20.5


def test_room_wait_document_that_never_waits() -> None:
    line = rooms()
    line.documents["/wait"] = "<Redirect/>"
    _, carrier = line.ring_all(["w20,h"])
    assert codes(carrier) == [11215]


def test_room_wait_document_loops_longer_than_ten_times() -> None:
    calls, carrier = rooms().ring_all(["w100,h"])
    assert len(at(calls[0], "say")) == 24
    assert codes(carrier) == []


def test_room_waits_to_a_recording() -> None:
    line = rooms()
    line.documents["/wait"] = Response(b"", media_type="audio/mpeg")
    _, carrier = line.ring_all(["w20,h"])
    assert codes(carrier) == [11770]
    line.documents["/wait"] = Response(b"music", media_type="audio/mpeg")
    calls, _ = line.ring_all(["w20,h"])
    assert heard(calls[0])[:2] == [("room", "hours"), ("play", f"{BASE}/wait")]
    assert calls[0].transcript[1].seconds == 5.0


def test_room_left_by_star_in_the_wait_document() -> None:
    call = rooms().ring("w1,*")
    assert heard(call)[1:4] == [
        ("say", "You are the first"),
        ("key", "*"),
        ("left", "hours"),
    ]


def test_room_without_action_goes_to_the_next_verb() -> None:
    line = Line({"/voice": "<Dial><Conference>hours</Conference></Dial><Say>Bye.</Say>"})
    call = line.ring("w70,h")
    assert heard(call) == [
        ("room", "hours"),
        ("play", "the carrier's hold music"),
        ("left", "hours"),
        ("hangup", "caller"),
    ]


def test_room_ends_with_the_one_who_holds_it() -> None:
    line = rooms()
    answers = iter([room(), room('endConferenceOnExit="true"')])
    line.documents["/voice"] = lambda form: next(answers)
    (first, second), _ = line.ring_all([None, "w10,h"])
    assert heard(first)[-2:] == [("say", "You left."), ("hangup", "end")]
    ended = line.forms("/events")[-1]
    assert ended["ReasonConferenceEnded"] == "participant-with-end-conference-on-exit-left"
    assert ended["CallSidEndingConference"] == second.sid


def test_room_controls_from_outside() -> None:
    line = rooms()
    line.documents["/moved"] = "<Say>Moved.</Say>"

    async def meet() -> tuple[Carrier, list[list[tuple[str, str]]], Form]:
        carrier = line.carrier()
        calls = [carrier.dial(keys=None) for _ in range(4)]
        await carrier.run(timedelta(seconds=10))
        hours = carrier.rooms["hours"]
        await hours.mute(calls[0], True)
        muted = line.forms("/events")[-1]
        await hours.mute(calls[0], False)
        hours.remove(calls[0])
        carrier.redirect(calls[1], f"{BASE}/moved")
        carrier.hang_up(calls[2])
        await carrier.run(START + timedelta(seconds=20))
        hours.end()
        await carrier.run()
        return carrier, [heard(call)[-2:] for call in calls], muted

    carrier, ends, muted = asyncio.run(meet())
    assert ends == [
        [("say", "You left."), ("hangup", "end")],
        [("say", "Moved."), ("hangup", "end")],
        [("left", "hours"), ("hangup", "api")],
        [("say", "You left."), ("hangup", "end")],
    ]
    assert muted["Muted"] == "true"
    assert events(line)[-1] == "conference-end"
    assert line.forms("/events")[-1]["ReasonConferenceEnded"] == "conference-ended-via-api"
    assert carrier.clock.now() == START + timedelta(seconds=20.75)


def test_room_cut_after_four_hours() -> None:
    calls, _ = rooms(dial='timeLimit="86400"').ring_all([None, None])
    assert [call.end_reason for call in calls] == ["limit", "limit"]
    assert [call.seconds for call in calls] == [14400.0, 14400.0]
