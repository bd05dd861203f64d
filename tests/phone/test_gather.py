"""A Gather takes keys and words, times out, and is interrupted, as the carrier's does."""

import asyncio

import pytest

from tests.phone.line import BASE, Line, at, heard

SIXTEEN = "one two three four five six seven eight nine ten eleven twelve a b c d"


def menu(attributes: str = "", prompt: str = "Press one.", after: str = "") -> dict[str, str]:
    gather = f'<Gather action="/key" numDigits="1" {attributes}><Say>{prompt}</Say></Gather>'
    return {"/voice": gather + after, "/key": "<Say>Thank you.</Say>"}


def test_gather_key_after_the_prompt() -> None:
    line = Line({"/voice": menu()["/voice"], "/key": "<Say>Thank you.</Say>"})
    call = line.ring("2")
    assert heard(call) == [
        ("say", "Press one."),
        ("key", "2"),
        ("say", "Thank you."),
        ("hangup", "end"),
    ]
    assert [form["Digits"] for form in line.forms("/key")] == ["2"]
    assert at(call, "key") == [0.75 + 0.5]


def test_gather_key_barges_in() -> None:
    line = Line({**menu(prompt=SIXTEEN)})
    call = line.ring("!2")
    assert heard(call)[:2] == [("say", "one"), ("key", "2")]
    assert (call.transcript[0].cut, call.transcript[0].words) == (True, 1)
    assert at(call, "key") == [0.5]


def test_gather_key_without_barge_in_is_lost() -> None:
    line = Line({**menu('bargeIn="false"', prompt=SIXTEEN, after="<Say>Bye.</Say>")})
    call = line.ring("!2")
    assert heard(call) == [
        ("say", SIXTEEN),
        ("key", "2"),
        ("silence", ""),
        ("say", "Bye."),
        ("hangup", "end"),
    ]
    assert call.transcript[1].lost
    assert not line.forms("/key")


def test_gather_silence_falls_through() -> None:
    line = Line({**menu('timeout="7"', after="<Say>Bye.</Say>")})
    call = line.ring("-")
    assert heard(call)[1:] == [("silence", ""), ("say", "Bye."), ("hangup", "end")]
    assert at(call, "say") == [0.0, 7.75]


def test_gather_silence_with_empty_result() -> None:
    line = Line({**menu('actionOnEmptyResult="true"')})
    line.ring("-")
    assert [form["Digits"] for form in line.forms("/key")] == [""]


def test_gather_silence_with_empty_result_of_speech() -> None:
    line = Line({**menu('actionOnEmptyResult="true" input="speech"')})
    line.ring("-")
    assert [form["SpeechResult"] for form in line.forms("/key")] == [""]


@pytest.mark.parametrize(
    ("attributes", "keys", "digits"),
    [
        ("", "14850#", "14850"),
        ("", "#", None),
        ('finishOnKey=""', "1#*", "1#*"),
        ('finishOnKey="*"', "12*", "12"),
        ('numDigits="2"', "123", "12"),
        ("", "7", "7"),
    ],
)
def test_gather_keys(attributes: str, keys: str, digits: str | None) -> None:
    gather = f'<Gather action="/key" {attributes}><Say>Type.</Say></Gather>'
    line = Line({"/voice": gather, "/key": "<Say>Thank you.</Say>"})
    line.ring(keys)
    assert [form["Digits"] for form in line.forms("/key")] == ([digits] if digits else [])


def test_gather_without_action_asks_its_own_document() -> None:
    line = Line({"/voice": '<Gather numDigits="1"><Say>Again.</Say></Gather>'})
    call = line.ring("1,h")
    assert [webhook.url for webhook in call.webhooks] == [f"{BASE}/voice"] * 2
    assert [form.get("Digits") for form in line.forms("/voice")] == [None, "1"]
    assert call.end_reason == "caller"


def test_gather_method_get_sends_the_parameters_in_the_url() -> None:
    line = Line({**menu('method="GET"')})
    call = line.ring("2")
    assert line.forms("/key")[0]["Digits"] == "2"
    assert call.webhooks[1].method == "GET"
    assert call.end_reason == "end"


def test_gather_speech() -> None:
    line = Line({**menu('input="dtmf speech" speechTimeout="2"')})
    call = line.ring('"Buffalo, New York"')
    form = line.forms("/key")[0]
    assert (form["SpeechResult"], form["Confidence"]) == ("Buffalo, New York", "0.92")
    assert heard(call)[1] == ("speech", "Buffalo, New York")
    assert at(call, "say")[1] == pytest.approx(0.75 + 0.5 + 3 * 0.375 + 2, abs=0.01)


def test_gather_speech_where_only_keys_are_heard_is_lost() -> None:
    line = Line({**menu(after="<Say>Bye.</Say>")})
    call = line.ring("say:Buffalo")
    assert call.transcript[1].lost
    assert heard(call)[-2:] == [("say", "Bye."), ("hangup", "end")]


def test_gather_key_while_the_words_are_weighed_is_lost() -> None:
    line = Line({**menu('input="dtmf speech"')})

    async def ring() -> list[tuple[str, bool]]:
        carrier = line.carrier()
        call = carrier.dial(keys=None)
        call.say("one two three four", after=1.0)
        call.press("2", after=1.5)
        await carrier.run()
        return [(entry.text, entry.lost) for entry in call.transcript if "key" in entry.kind]

    assert asyncio.run(ring()) == [("2", True)]
    assert "Digits" not in line.forms("/key")[0]


def test_gather_key_before_it_starts_is_lost() -> None:
    prompt = "<Say>Hello there.</Say>" + menu()["/voice"]
    line = Line({"/voice": prompt, "/key": "<Hangup/>"})

    async def ring() -> list[tuple[str, str]]:
        carrier = line.carrier()
        call = carrier.dial(keys=None)
        call.press("2", after=0.5)
        await carrier.run()
        return heard(call)

    assert asyncio.run(ring()) == [
        ("say", "Hello there."),
        ("key", "2"),
        ("say", "Press one."),
        ("silence", ""),
        ("hangup", "end"),
    ]
    assert line.forms("/key") == []


def test_gather_plays_and_pauses_are_interrupted() -> None:
    prompt = '<Pause length="5"/><Play>https://elsewhere.test/a.mp3</Play>'
    gather = f'<Gather action="/key" numDigits="1">{prompt}</Gather>'
    line = Line({"/voice": gather, "/key": "<Hangup/>"})
    call = line.ring("!2")
    assert heard(call) == [("silence", ""), ("key", "2"), ("hangup", "hangup")]
    assert call.transcript[0].seconds == 0.5
