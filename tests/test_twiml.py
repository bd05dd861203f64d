"""The documents: what they look like, and that no value can leave its place."""

import xml.etree.ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr import twiml
from ivr.twiml import (
    HANG_UP,
    Quiet,
    Spoken,
    dial_number,
    dial_room,
    gather,
    redirect,
    response,
    speech,
    unkept,
)

WORD = Spoken("One & two", "Polly.Joanna-Neural", "en-US")
PRINTABLE = st.text(
    st.characters(min_codepoint=32, max_codepoint=0xD7FF, exclude_characters="\x7f")
)


def document(*verbs: str) -> ET.Element:
    return ET.fromstring(response(*verbs))


def test_a_word_as_the_carrier_speaks_it() -> None:
    assert WORD.xml() == '<Say voice="Polly.Joanna-Neural" language="en-US">One &amp; two</Say>'


def test_slow_words_and_a_hush() -> None:
    word = Spoken("One", "Polly.Joanna-Neural", "", slow=True)
    assert word.xml(hush=True) == (
        '<Say voice="Polly.Joanna-Neural"><break time="500ms"/>'
        '<prosody rate="75%">One</prosody></Say>'
    )


def test_a_voice_that_knows_no_markup_gets_none() -> None:
    assert Spoken("One", "alice", "en-US", slow=True).xml(hush=True) == (
        '<Say voice="alice" language="en-US">One</Say>'
    )


def test_only_the_first_words_have_quiet_before_them() -> None:
    assert speech([WORD, Quiet(2), WORD]) == f'{WORD.xml(hush=True)}<Pause length="2"/>{WORD.xml()}'
    assert speech([]) == ""


def test_a_question() -> None:
    found = document(gather([WORD], action="https://h/voice/next?l=en&n=0", timeout=7))[0]
    assert found.attrib == {
        "input": "dtmf",
        "numDigits": "1",
        "finishOnKey": "",
        "actionOnEmptyResult": "true",
        "timeout": "7",
        "method": "POST",
        "action": "https://h/voice/next?l=en&n=0",
    }
    assert [child.tag for child in found] == ["Say"]


def test_a_call_onward_shows_the_lines_number() -> None:
    dial = document(
        dial_number(
            "+12025550111",
            caller_id="+12025550199",
            action="https://h/?a&b",
            limit=60,
            status="https://h/s",
        )
    )[0]
    assert dial.attrib == {
        "callerId": "+12025550199",
        "timeout": "30",
        "timeLimit": "60",
        "hangupOnStar": "true",
        "method": "POST",
        "action": "https://h/?a&b",
    }
    (number,) = dial
    assert (number.tag, number.text) == ("Number", "+12025550111")
    assert number.attrib == {
        "statusCallbackMethod": "POST",
        "statusCallbackEvent": "initiated completed",
        "statusCallback": "https://h/s",
    }


def test_a_bridge_gets_its_codes_and_keeps_star() -> None:
    dial = document(
        dial_number(
            "+12025550111",
            caller_id="+12025550199",
            action="https://h/",
            limit=60,
            status="https://h/s",
            digits="wwww123#",
            star=False,
        )
    )[0]
    assert dial.attrib["hangupOnStar"] == "false"
    assert dial[0].attrib["sendDigits"] == "wwww123#"


def test_a_room_is_the_same_for_everyone_but_for_muting_and_waiting() -> None:
    def conference(wait: str, muted: bool) -> dict[str, str]:
        verb = dial_room("meeting-main", action="a", limit=60, wait=wait, events="e", muted=muted)
        found = document(verb)[0][0]
        assert found.text == "meeting-main"
        return found.attrib

    one, other = conference("wait?l=en&t=1", False), conference("wait?l=es&t=2", True)
    assert {name for name in one if one[name] != other[name]} == {"muted", "waitUrl"}
    assert (one["waitUrl"], one["muted"], other["muted"]) == ("wait?l=en&t=1", "false", "true")
    assert (one["beep"], one["startConferenceOnEnter"], one["endConferenceOnExit"]) == (
        "false",
        "true",
        "false",
    )


@pytest.mark.parametrize("verbs", [(), (HANG_UP,)])
def test_a_response_is_utf8_xml(verbs: tuple[str, ...]) -> None:
    assert response(*verbs).startswith(b'<?xml version="1.0" encoding="UTF-8"?><Response>')
    assert [child.tag for child in document(*verbs)] == ["Hangup"] * len(verbs)


@given(PRINTABLE)
def test_no_value_leaves_its_place(value: str) -> None:
    assert document(Spoken(value, "alice").xml())[0].text == (value or None)
    assert document(redirect(value))[0].text == (value or None)
    assert document(gather([], action=value, timeout=1))[0].get("action") == value
    room = dial_room(value, action=value, limit=1, wait=value, events=value)
    dial = document(room)[0]
    assert (dial.get("action"), dial[0].get("waitUrl"), dial[0].text) == (
        value,
        value,
        value or None,
    )


def test_what_a_caller_named_stays_in_no_memory() -> None:
    words: list[twiml.Word] = [Spoken("Meetings near Rivertown.", "alice"), Quiet()]
    before = twiml._kept_say.cache_info().misses
    said = speech(unkept(words))
    assert twiml._kept_say.cache_info().misses == before
    assert speech(words) == said
    assert twiml._kept_say.cache_info().misses == before + 1
