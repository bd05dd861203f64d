"""How long speech lasts and what of it was heard."""

from xml.etree import ElementTree

import pytest

from ivr.phone.speech import Speech, speech_of


def speech(body: str, attributes: str = "") -> Speech:
    return speech_of(ElementTree.fromstring(f"<Say {attributes}>{body}</Say>"))


@pytest.mark.parametrize(
    ("body", "words", "seconds"),
    [
        ("One two three four.", 4, 1.5),
        ("One <emphasis>two</emphasis> three.", 3, 1.125),
        ("<prosody rate='slow'>One two</prosody>", 2, 1.0),
        ("<prosody rate='50%'>One two</prosody>", 2, 1.5),
        ("<say-as interpret-as='telephone'>555 0100</say-as>", 7, 2.625),
        ("<say-as interpret-as='ordinal'>1</say-as>", 1, 0.375),
        ("<sub alias='Narcotics Anonymous'>N A</sub>", 2, 0.75),
        ("<break time='500ms'/>", 0, 0.5),
        ("<break time='20s'/>", 0, 10.0),
        ("<break time='.5s'/>", 0, 0.5),
        ("<break strength='strong'/>", 0, 0.75),
        ("<break/>", 0, 0.5),
    ],
)
def test_speech_lasts(body: str, words: int, seconds: float) -> None:
    assert (speech(body).words, speech(body).seconds) == (words, seconds)


def test_speech_in_two_languages() -> None:
    said = speech("For English, press two. <lang xml:lang='es-MX'>Para español.</lang> Again.")
    assert said.text == "For English, press two. Para español. Again."
    assert said.parts == (
        ("en-US", "For English, press two."),
        ("es-MX", "Para español."),
        ("en-US", "Again."),
    )


@pytest.mark.parametrize(
    ("attributes", "language"),
    [
        ("", "en-US"),
        ("language='es-MX'", "es-MX"),
        ("voice='Polly.Lupe-Neural'", "en-US"),
        ("voice='Google.es-US-Neural2-A'", "es-US"),
    ],
)
def test_speech_language(attributes: str, language: str) -> None:
    assert speech("Hola.", attributes).pieces[0].language == language


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0.0, ""),
        (0.3, ""),
        (0.4, "One"),
        (1.0, "One two"),
        (1.7, "One two three"),
        (9, "One two three four"),
    ],
)
def test_speech_until(seconds: float, text: str) -> None:
    assert speech("One two<break time='500ms'/>three four").until(seconds).text == text
