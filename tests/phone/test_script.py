"""A key script: what its tokens mean, and that every scripted call ends by itself."""

import pytest

from ivr.phone.script import ScriptError, Token, parse_script
from tests.phone.line import Line, at, heard

MENU = '<Gather action="/voice" numDigits="1" timeout="5"><Say>Press a key.</Say></Gather>'
ROOM = '<Dial action="/after" hangupOnStar="true"><Conference waitUrl="">hours</Conference></Dial>'


def test_script_tokens() -> None:
    assert parse_script('2, 14850,!*,-,w30,w1.5,"Buffalo, New York",say:yes,h,!h,,') == [
        Token("keys", "2"),
        Token("keys", "14850"),
        Token("keys", "*", at_once=True),
        Token("silence"),
        Token("wait", seconds=30),
        Token("wait", seconds=1.5),
        Token("speech", "Buffalo, New York"),
        Token("speech", "yes"),
        Token("hangup"),
        Token("hangup", at_once=True),
    ]


@pytest.mark.parametrize("script", ["x", "2 3", "w", "2,!", '"', "say:"])
def test_script_with_a_token_that_means_nothing(script: str) -> None:
    with pytest.raises(ScriptError):
        parse_script(script)


def test_script_used_up_allows_one_more_gather() -> None:
    call = Line({"/voice": MENU + "<Redirect/>"}).ring("2")
    assert [entry.kind for entry in call.transcript] == ["say", "key", "say", "silence", "hangup"]
    assert call.end_reason == "caller"


def test_script_typed_key_after_key() -> None:
    gather = '<Gather action="/after" numDigits="3"><Say>Type.</Say></Gather>'
    call = Line({"/voice": gather, "/after": "<Hangup/>"}).ring("123")
    assert at(call, "key") == [0.88, 1.27, 1.68] or at(call, "key") == [0.88, 1.28, 1.67]


def test_script_silence_lets_one_gather_pass() -> None:
    call = Line({"/voice": MENU + "<Redirect/>"}).ring("-,5,h")
    assert [entry.kind for entry in call.transcript] == [
        "say",
        "silence",
        "say",
        "key",
        "say",
        "hangup",
    ]


def test_script_waits_from_the_room_on() -> None:
    line = Line({"/voice": f"<Say>Hello there.</Say>{ROOM}", "/after": "<Hangup/>"})
    call = line.ring("w30,*")
    assert at(call, "key") == [0.75 + 30 + 0.5]


def test_script_keys_in_the_room_after_a_while() -> None:
    line = Line({"/voice": ROOM, "/after": "<Hangup/>"})
    assert at(line.ring("1,-,*"), "key") == [20.5, 41.4]


def test_script_wait_longer_than_the_gather_presses_at_the_next() -> None:
    line = Line({"/voice": f"{MENU}{ROOM}", "/after": "<Hangup/>"})
    assert at(line.ring("w20,*"), "key") == [20.5]


def test_script_hangs_up_after_a_minute_in_a_room_without_sound() -> None:
    line = Line({"/voice": ROOM, "/after": "<Hangup/>"})
    assert line.ring("").seconds == 60.0


def test_script_endless_wait_document_ends_too() -> None:
    documents = {"/voice": ROOM.replace('""', '"/wait"'), "/wait": "<Say>A.</Say>" * 4000}
    call = Line(documents).ring("")
    assert call.seconds == 600.0


def test_script_endless_line_tries_ones_patience() -> None:
    call = Line({"/voice": MENU + "<Redirect/>"}).ring("")
    assert (call.seconds, call.end_reason) == (1800.0, "caller")


def test_script_speaks() -> None:
    gather = '<Gather action="/after" input="speech"><Say>Where?</Say></Gather>'
    call = Line({"/voice": gather, "/after": "<Hangup/>"}).ring('"Buffalo"')
    assert heard(call)[1] == ("speech", "Buffalo")


def test_script_hangs_up_into_the_speech() -> None:
    call = Line({"/voice": MENU}).ring("!h")
    assert heard(call) == [("say", "Press"), ("hangup", "caller")]
