"""What is said into a room: words and pauses at an address that names nobody."""

import re
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from msgspec import structs

from ivr.answering import answer
from ivr.linefile import languages_shipped
from ivr.overrides import WAIT
from ivr.phone.rules import check_twiml
from ivr.recordings.catalogue import catalogue
from ivr.steps.telling import SAYS, tell, url
from ivr.turn import Tell, Turn
from ivr.twiml import Quiet
from tests.line import SATURDAY_EVENING, in_all_languages, settings, turn, world
from tests.steps.heard import Said

REMEMBERING = Said()
PART = "meeting-main"
EXTRAS = ("", "h", "l", "e", "o", "m", "s", "ho")
QUIET = Tell([Quiet()])


def told(
    what: str, language: str = "en", extra: str = "", *, now: datetime = SATURDAY_EVENING
) -> Turn:
    minute = int(now.timestamp() // 60)
    cursor = f"{what}~{PART}~{minute}" + (f"~{extra}" if extra else "")
    on = in_all_languages(replace(world(), prompts=REMEMBERING))
    return turn("tell", now=now, on=on, language=language, cursor=cursor)


@pytest.mark.parametrize("language", languages_shipped())
def test_each_is_one_that_the_carrier_plays_into_a_room(language: str) -> None:
    wrong = [
        problem
        for what in SAYS
        for extra in EXTRAS
        for problem in check_twiml(answer(told(what, language, extra)).document(), wait=True)
    ]
    assert wrong == []


def test_each_sentence_is_heard() -> None:
    for what in SAYS:
        for extra in EXTRAS:
            tell(told(what, extra=extra))
    for what in ("ending", "opening"):
        said = told(what)
        nobodys = (structs.replace(e, leader="", leader_name="") for e in said.world.rota.hours)
        rota = replace(said.world.rota, hours=tuple(nobodys))
        tell(replace(said, world=replace(said.world, rota=rota)))
    own = {entry.id for entry in catalogue().entries if 560 <= entry.number < 600}
    assert own - REMEMBERING.said == set()


@pytest.mark.parametrize(
    "cursor",
    [
        "",
        "met",
        "met~~1",
        "dance~meeting-main~29755180",
        "met~meeting-main~never",
        "met~meeting-main~29755180~HO",
        "met~meeting-main~999999999",
    ],
)
def test_a_damaged_address_says_nothing(cursor: str) -> None:
    assert tell(turn("tell", cursor=cursor)) == QUIET


def test_an_old_address_says_nothing() -> None:
    said = told("met")
    assert tell(said) != QUIET
    assert tell(replace(said, now=said.now + timedelta(minutes=6))) == QUIET
    assert tell(replace(said, now=said.now - timedelta(minutes=6))) == QUIET


def test_an_address_is_of_the_line_that_speaks_the_language() -> None:
    found = url(settings(), "es", "opening", f"{PART}.2", SATURDAY_EVENING, "ho")
    minute = int(SATURDAY_EVENING.timestamp() // 60)
    assert found == (
        "https://line.example.org/voice/tell?l=es&n=0"
        f"&t={minute}&a=0&c=opening~{PART}.2~{minute}~ho{WAIT}"
    )
    assert re.fullmatch(r"[A-Za-z0-9._~-]*", cursor_of(found))
    assert "l=en" in url(settings(), "fr", "met", PART, SATURDAY_EVENING)


def test_the_longest_address_is_one_that_comes_back() -> None:
    part = f"meeting-{'x' * 40}.9"
    there = url(settings(), "en", "next-here", part, SATURDAY_EVENING, "hlo")
    assert len(cursor_of(there)) <= 80


def cursor_of(address: str) -> str:
    return address.partition("c=")[2].removesuffix(WAIT)


def test_a_meeting_in_another_language_is_said_by_its_own_voice() -> None:
    said = told("opening", "es")
    words = tell(said).words
    assert [getattr(word, "voice", "") for word in words][:2] == [
        "Polly.Lupe-Neural",
        "Polly.Joanna-Neural",
    ]
