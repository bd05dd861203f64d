"""The whole of a call that is over a nuisance limit: everything but speaking."""

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest

from ivr import answering
from ivr.linefile import languages_shipped
from ivr.prompts import Prompts
from ivr.turn import LISTENING
from tests.line import PUBLIC, SATURDAY_EVENING, in_all_languages, turn, world
from tests.walk import KEYS, SILENCE, Heard, Walker

WHY = {
    "en": "Many calls have come from this number in a short time, "
    "so on this call you can listen, but not speak.",
    "es": "En poco tiempo llegaron muchas llamadas de este número, "
    "así que en esta llamada usted puede escuchar, pero no hablar.",
    "fr": "Beaucoup d'appels sont venus de ce numéro en peu de temps. "
    "Pendant cet appel, vous pouvez écouter, mais pas parler.",
}


@pytest.fixture(scope="module")
def walker() -> Walker:
    """All that such a caller comes to by two keys, and by any in the room's menu."""
    walker = Walker(in_all_languages(world()), SATURDAY_EVENING, listens=True)
    for language in languages_shipped():
        greeted = walker.greeted(language)
        for first in [*KEYS, SILENCE]:
            for second in [*KEYS, SILENCE]:
                heard = walker.to_the_end(walker.press(walker.press(greeted, first), second))
                menu = walker.press(heard, "*")
                for key in [*KEYS, SILENCE]:
                    walker.waiting(walker.to_the_end(walker.press(menu, key)))
    return walker


def urls(heard: Heard) -> Iterator[str]:
    for element in ET.fromstring(heard.document).iter():
        for name in ("action", "waitUrl"):
            if url := element.get(name):
                yield url


def test_the_flag_is_in_every_url_of_the_call(walker: Walker) -> None:
    found = {url for heard in walker.documents.values() for url in urls(heard)}
    assert {parse_qs(urlsplit(url).query).get("q", [""])[0] for url in found} == {"1"}
    assert {url.startswith(f"{PUBLIC}/voice/") for url in found} == {True}


def test_every_join_is_muted(walker: Walker) -> None:
    rooms = [
        room
        for heard in walker.documents.values()
        for room in ET.fromstring(heard.document).iter("Conference")
    ]
    assert {room.get("muted") for room in rooms} == {"true"}


@pytest.mark.parametrize("language", languages_shipped())
def test_the_reason_comes_behind_the_welcome(walker: Walker, language: str) -> None:
    says = walker.greeted(language).says
    assert [words for _, words in says].index(WHY[language]) == 1


def test_nobody_is_told_of_a_key_to_speak_or_that_everyone_hears_them(walker: Walker) -> None:
    said = {words for heard in walker.documents.values() for _, words in heard.says}
    wrong = (
        "mute",
        "silenciarse",
        "le silencia",
        "ouvrir votre micro",
        "coupe votre micro",
        "vous vous entendrez",
        "hear each other",
        "podrán oírse",
        "can hear you",
        "le oyen",
    )
    assert [words for words in said if any(part in words for part in wrong)] == []


def test_key_six_in_the_room_says_that_this_call_listens(walker: Walker) -> None:
    menu = walker.press(walker.to_the_end(walker.greeted("en")), "*")
    pressed = walker.press(menu, "6")
    assert (pressed.end, [words for _, words in pressed.says]) == (
        "room",
        ["On this call you can only listen. To speak, please call again in ten minutes."],
    )


@pytest.mark.parametrize("start", ["room", "next", "about"])
def test_the_reason_is_told_wherever_calls_begin(start: str) -> None:
    here = world()
    lines = tuple(replace(line, start=start) for line in here.settings.lines)
    elsewhere = replace(here, settings=replace(here.settings, lines=lines))
    walker = Walker(elsewhere, SATURDAY_EVENING, listens=True)
    words = [words for _, words in walker.greeted("en").says]
    assert words[:2] == ["The N A meeting line.", WHY["en"]]


def test_a_call_below_the_limits_is_told_nothing() -> None:
    words = [words for _, words in Walker(world(), SATURDAY_EVENING).greeted("en").says]
    assert WHY["en"] not in words


@pytest.mark.parametrize("language", languages_shipped())
def test_each_sentence_for_listeners_has_one_for_all_others(language: str) -> None:
    ids = Prompts().ids(language)
    others = {name.removesuffix("-listening") for name in ids if name.endswith("-listening")}
    assert others - {"room"} == LISTENING
    assert ids >= LISTENING


def test_a_failed_answer_leaves_the_caller_muted_too() -> None:
    document = answering.refuge(turn(listens=True)).document()
    (room,) = ET.fromstring(document).iter("Conference")
    assert room.get("muted") == "true"
