"""Words to voices: each language has its own, and no word of a list becomes markup."""

import xml.etree.ElementTree as ET
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.prompts import Prompts
from ivr.settings import Line
from ivr.speech import VOICES, Speaker, voice_of
from ivr.twiml import Spoken, response, speech

PROMPTS = Prompts()
LINE = Line("", "the line", ("en", "es"), ZoneInfo("UTC"), "US")
ENGLISH, SPANISH = (Speaker(PROMPTS, LINE, language) for language in ("en", "es"))


def spoken(text: str, language: str, *, slow: bool = False) -> Spoken:
    return Spoken(text, *VOICES[language], slow)


def said(speaker: Speaker, title: str, language: str) -> str:
    """The words of a whole document, as a program of the carrier would read them."""
    text = speaker.text("joining", title=speaker.foreign(title, language))
    document = ET.fromstring(response(speech(speaker.voiced(text))))
    return " ".join("".join(say.itertext()) for say in document)


def test_a_sentence_is_spoken_by_the_voice_of_the_call() -> None:
    assert ENGLISH.voiced("Welcome.") == [spoken("Welcome.", "en")]
    assert SPANISH.voiced("Hola.", slow=True) == [spoken("Hola.", "es", slow=True)]


def test_foreign_words_are_spoken_by_their_own_voice() -> None:
    text = SPANISH.text("joining", title=SPANISH.foreign("Clean Start", "en"))
    assert SPANISH.voiced(text) == [spoken("Va a entrar a", "es"), spoken("Clean Start", "en")]


def test_a_sentence_goes_on_behind_foreign_words() -> None:
    name = SPANISH.foreign("Clean Start", "en")
    assert SPANISH.voiced(f"En {name}, hoy. Marque 1.") == [
        spoken("En", "es"),
        spoken("Clean Start", "en"),
        spoken("hoy. Marque 1.", "es"),
    ]


def test_words_in_the_language_of_the_call_are_not_foreign() -> None:
    assert ENGLISH.foreign("Clean Start", "en") == "Clean Start"


@pytest.mark.parametrize("text", ["", "   ", "…", ".", "--", "\x00", SPANISH.foreign("", "en")])
def test_nothing_is_said_where_there_is_no_word(text: str) -> None:
    assert SPANISH.voiced(text) == []


def test_a_language_without_a_voice_is_spoken_by_the_calls() -> None:
    assert SPANISH.voiced(SPANISH.foreign("Kezdet", "hu")) == [spoken("Kezdet", "es")]
    assert SPANISH.voiced(SPANISH.foreign("Kezdet", "pt-BR")) == [spoken("Kezdet", "es")]


@pytest.mark.parametrize(
    ("language", "otherwise", "voice"),
    [
        ("en", "es", ("Polly.Amy-Neural", "")),
        ("es", "en", VOICES["es"]),
        ("hu", "en", ("Polly.Amy-Neural", "")),
        ("hu", "es", VOICES["es"]),
    ],
)
def test_the_voice_of_a_line(language: str, otherwise: str, voice: tuple[str, str]) -> None:
    assert voice_of({"en": "Polly.Amy-Neural"}, language, otherwise) == voice


@pytest.mark.parametrize(
    ("voices", "country", "voice"),
    [
        ({}, "US", ("Polly.Gabrielle-Neural", "fr-CA")),
        ({}, "FR", ("Polly.Lea-Neural", "fr-FR")),
        ({"fr": "Polly.Remi-Neural"}, "FR", ("Polly.Remi-Neural", "")),
    ],
)
def test_the_french_voice_is_the_countrys(
    voices: dict[str, str], country: str, voice: tuple[str, str]
) -> None:
    assert voice_of(voices, "fr", "en", country) == voice
    assert voice_of(voices, "hu", "fr", country) == voice


@pytest.mark.parametrize("speaker", [ENGLISH, SPANISH])
def test_markup_in_a_name_is_said_and_not_obeyed(speaker: Speaker) -> None:
    name = "</Say><Hangup/> \"Tom\" & 'Ana' <break/>]]>"
    assert said(speaker, name, "en").rstrip(".").endswith(f" {name}")


@given(st.text() | st.text("\x02\x03\x04en <&>\ufffe\ud800"))
def test_no_name_breaks_the_document(name: str) -> None:
    for speaker in (ENGLISH, SPANISH):
        assert said(speaker, name, "en").split()[0] in ("Joining", "Va")


@given(st.text("\x02\x03\x04ens a"))
def test_a_name_cannot_speak_with_another_voice(name: str) -> None:
    voices = [
        word.voice
        for word in ENGLISH.voiced(ENGLISH.foreign(name, "en"))
        if isinstance(word, Spoken)
    ]
    assert set(voices) <= {VOICES["en"][0]}


def test_values_that_were_not_marked_break_no_document_either() -> None:
    text = ENGLISH.text("wait-leader", leader="An\x00a\x03 <b>")
    document = ET.fromstring(response(speech(ENGLISH.voiced(text))))
    assert "".join(document.itertext()) == "An a  <b> is to lead it."
