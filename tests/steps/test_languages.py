"""A line of three languages: which are offered, and where key 9 leads."""

from dataclasses import replace

from ivr.speech import VOICES
from ivr.steps.front import offer
from ivr.twiml import Spoken
from tests.line import SATURDAY_EVENING, in_all_languages, turn, world
from tests.walk import Walker

ALL = in_all_languages(world())


def offers(language: str) -> list[tuple[str, str]]:
    """(language of the voice, words) of the offers in a call."""
    of = {voice: each for each, (voice, _) in VOICES.items()}
    said = offer(turn(on=ALL, language=language))
    return [(of[word.voice], word.text) for word in said if isinstance(word, Spoken)]


def test_each_other_language_is_offered_in_itself_the_next_one_first() -> None:
    assert offers("en") == [
        ("es", "Para español, oprima nueve."),
        ("fr", "Pour le français, appuyez deux fois sur le neuf."),
    ]
    assert offers("es") == [
        ("fr", "Pour le français, appuyez sur le neuf."),
        ("en", "For English, press nine two times."),
    ]
    assert offers("fr") == [
        ("en", "For English, press nine."),
        ("es", "Para español, oprima nueve dos veces."),
    ]


def test_key_nine_goes_round_all_languages() -> None:
    walker = Walker(ALL, SATURDAY_EVENING)
    heard, welcomes = walker.greeted("en"), []
    for _ in range(4):
        welcomes.append(heard.says[0][1])
        heard = walker.press(heard, "9")
    assert welcomes == [
        "Welcome to the N A meeting line.",
        "Le damos la bienvenida a la línea de reuniones de N A.",
        "Bienvenue sur la ligne de réunions de N A.",
        "Welcome to the N A meeting line.",
    ]


def test_a_line_of_one_language_offers_none() -> None:
    lines = tuple(replace(line, languages=("en",)) for line in ALL.settings.lines)
    alone = replace(ALL, settings=replace(ALL.settings, lines=lines))
    assert offer(turn(on=alone)) == []
