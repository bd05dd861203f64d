"""A sentence is a recording where one says it, and the synthetic voice otherwise."""

import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import timedelta

import pytest

from ivr import answering
from ivr.linefile import languages_shipped
from ivr.phone.rules import check_twiml
from ivr.recordings.catalogue import catalogue, shapes
from ivr.recordings.published import Recordings
from ivr.recordings.quiet import QUIET_HASH
from ivr.speech import VOICES, Speaker
from ivr.turn import World
from ivr.twiml import Played, Spoken, Word, speech
from tests.line import PUBLIC, SATURDAY_EVENING, in_all_languages, settings, turn, world
from tests.recordings.made import recordings
from tests.walk import KEYS, SILENCE, Walker

WELCOME = "Welcome to the N A meeting line."


def speaker(texts: dict[str, str], language: str = "en") -> Speaker:
    recorded = recordings(texts, language)
    return Speaker(world().prompts, settings().lines[1], language, recorded, PUBLIC)


def played(name: str = "0") -> Played:
    return Played(name * 64, PUBLIC)


def spoken(text: str, language: str = "en") -> Spoken:
    return Spoken(text, *VOICES[language])


@pytest.mark.parametrize("text", [WELCOME, "welcome to the n a meeting line", "Welcome, to the N. A. meeting line!"])  # fmt: skip  # noqa: E501
def test_a_recording_of_the_same_words_is_played(text: str) -> None:
    assert speaker({"welcome": text}).say("welcome") == [played()]


@pytest.mark.parametrize("text", ["Welcome to the N A line.", ""])
def test_the_voice_speaks_when_a_recording_says_something_else(text: str) -> None:
    assert speaker({"welcome": text}).say("welcome") == [spoken(WELCOME)]


def test_the_voice_speaks_in_a_language_that_has_no_recording() -> None:
    one = Speaker(
        world().prompts, settings().lines[1], "es", recordings({"goodbye": "Goodbye."}), PUBLIC
    )
    assert isinstance(one.say("goodbye")[0], Spoken)


def test_a_value_is_spoken_behind_a_recorded_opening() -> None:
    one = speaker({"joining": "Joining"})
    assert one.say("joining", title="Clean Start") == [played(), spoken("Clean Start")]
    foreign = speaker({"joining": "Va a entrar a"}, "es")
    title = foreign.foreign("Clean Start", "en")
    assert foreign.say("joining", title=title) == [played(), spoken("Clean Start")]


def test_a_sentence_that_changes_in_its_middle_is_always_spoken() -> None:
    said = speaker({"wait-leader": "… is to lead it."}).say("wait-leader", leader="Ana")
    assert said == [spoken("Ana is to lead it.")]


def test_each_number_hears_the_recording_only_if_it_says_its_own_words() -> None:
    general = settings().lines[1]
    other = replace(general, number="+12025550123", name="the other line")
    recorded = recordings({"welcome": WELCOME})
    for line, words in ((general, [played()]), (other, [spoken("Welcome to the other line.")])):
        assert Speaker(world().prompts, line, "en", recorded, PUBLIC).say("welcome") == words


def test_half_a_second_of_quiet_is_before_a_recording_that_comes_first() -> None:
    words: list[Word] = [played(), played("1")]
    base = f"<Play>{PUBLIC}/audio"
    assert speech(words) == "".join(
        f"{base}/{name}.wav</Play>" for name in (QUIET_HASH, "0" * 64, "1" * 64)
    )
    assert speech([spoken("Hi."), played()]).count("<Play>") == 1


def test_what_is_said_is_noted_by_language_and_sentence() -> None:
    one = speaker({"welcome": WELCOME})
    one.say("welcome")
    one.say("goodbye")
    assert one.said == {("en", "welcome"), ("en", "goodbye")}


def test_a_recording_within_a_meeting_of_the_list_stands_in_its_place() -> None:
    recorded = replace(world(), recordings=recordings({"list-open": "Open to everyone."}))
    heard = _words(answering.answer(turn("next", on=recorded)).document())
    place = heard.index(f"{PUBLIC}/audio/{'0' * 64}.wav")
    assert 0 < place < len(heard) - 1
    plain = _words(answering.answer(turn("next")).document())
    assert " ".join(heard).replace(heard[place], "Open to everyone.") == " ".join(plain)


def test_the_offer_of_another_language_is_that_languages_recording() -> None:
    spanish = recordings({"offer": "Para español, oprima nueve."}, "es")
    heard = _words(answering.greet(turn(on=replace(world(), recordings=spanish))).document())
    assert heard[1] == f"{PUBLIC}/audio/{'0' * 64}.wav"


def _words(document: bytes) -> list[str]:
    found = [verb for verb in ET.fromstring(document).iter() if verb.tag in ("Say", "Play")]
    return ["".join(verb.itertext()) for verb in found]


def everything() -> Recordings:
    """A recording of all that can be recorded."""
    found, whole = {}, in_all_languages(world()).settings
    for language in languages_shipped():
        said = {
            entry.id: shapes(world().prompts, whole, language, entry.id)[0]
            for entry in catalogue().entries
        }
        texts = {prompt: s.text for prompt, s in said.items() if s.kind != "spoken"}
        found[language] = recordings(texts, language)
    return Recordings({k: v._languages[k] for k, v in found.items()})


@pytest.fixture(scope="module")
def recorded() -> World:
    return in_all_languages(replace(world(), recordings=everything()))


@pytest.mark.parametrize("language", languages_shipped())
def test_every_document_of_recordings_is_one_the_carrier_runs(
    recorded: World, language: str
) -> None:
    """By two keys and then silence, by day and by night, within rooms and waiting in them."""
    for now in (SATURDAY_EVENING, SATURDAY_EVENING + timedelta(hours=8, minutes=30)):
        walker = Walker(recorded, now)
        for first in (*KEYS, SILENCE):
            for second in (*KEYS, SILENCE):
                heard = walker.press(walker.press(walker.greeted(language), first), second)
                end = walker.to_the_end(heard)
                if end.end == "room":
                    walker.waiting(walker.waiting(end))
        wrong = [
            problem
            for heard in walker.documents.values()
            for problem in check_twiml(heard.document, wait=heard.end == "held")
        ]
        assert wrong == []
        synthetic = {text for heard in walker.documents.values() for _, text in heard.says}
        fixed = {
            s.text
            for entry in catalogue().entries
            if (s := world().prompts.shape(recorded.settings.lines[1], language, entry.id)).kind
            == "whole"
        }
        assert synthetic & fixed == set()
