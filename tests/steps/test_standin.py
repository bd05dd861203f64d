"""What a leader who is rung hears, and where the keys lead."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from ivr import answering
from ivr.call import Call
from ivr.numbers import possible
from ivr.rooms.leaders import sign
from ivr.rooms.view import Rooms, View
from ivr.turn import Turn, World
from tests.line import turn, world
from tests.walk import Heard, Walker, read

SEVEN = datetime(2026, 11, 22, 0, 0, 30, tzinfo=UTC)
MAIN = "meeting-main"
ASKED = "This call is for a volunteer."
AGAIN = "Somebody is waiting at a telephone meeting"


def rung(
    *keys: str,
    language: str = "en",
    on: World | None = None,
    part: str = MAIN,
    now: datetime = SEVEN,
) -> list[Heard]:
    """What follows picking up: the question, then each of the keys; "" is silence."""
    on = on or world()
    first = turn(now=now, on=on)
    minute = int(now.timestamp() // 60)
    call = Call("standin", language, 1, minute, cursor=part, leads=sign("ben"))
    heard = [read_of(first, call)]
    walker = Walker(on, now)
    for key in keys:
        heard.append(walker.press(heard[-1], key))
    return heard


def read_of(first: Turn, call: Call) -> Heard:
    return read(answering.answer(replace(first, call=call)).document())


def words(heard: Heard) -> str:
    return " ".join(text for _, text in heard.says)


def test_1_leads_into_the_meeting_with_the_leaders_keys() -> None:
    asked, came = rung("1")
    assert (asked.end, ASKED in words(asked)) == ("asked", True)
    assert came.end == "room"
    assert words(came).startswith("Thank you. You are going in now, and you lead.")
    assert "/voice/lead?" in came.action
    assert "/voice/back-leading?" in came.skip
    assert f"g={sign('ben')}" in came.action
    assert f"c={MAIN}" in came.action


@pytest.mark.parametrize("keys", [["2"], ["", ""], ["7", ""], ["", "2"]])
def test_2_and_silence_end_the_call_kindly(keys: list[str]) -> None:
    *_, before, last = rung(*keys)
    assert (before.end, last.end) == ("asked", "goodbye")
    assert words(last) == "That is all right. Thank you, and goodbye."


def test_the_question_comes_twice() -> None:
    asked, again, _ = rung("", "")
    assert (ASKED in words(asked), AGAIN in words(again)) == (True, True)


@pytest.mark.parametrize("language", ["en", "es"])
def test_whoever_picks_up_hears_of_no_fellowship_and_no_name(language: str) -> None:
    """It may be a voicemail, or the family."""
    said = " ".join(words(each) for each in rung("", "", language=language))
    for secret in ("N A", "NA", "Narcotics", "Narcóticos", "New Faces", "Ben", "recover", "drog"):
        assert secret not in said
    assert list(possible(said)) == []


def test_where_somebody_leads_by_now_nobody_is_asked() -> None:
    led = replace(world(), rooms=Rooms({MAIN: View(people=3, led=True)}))
    (heard,) = rung(on=led)
    assert (heard.end, words(heard)) == (
        "goodbye", "You are not needed any more. Thank you for picking up, and goodbye.",
    )  # fmt: skip


@pytest.mark.parametrize(("part", "leads"), [("", "ben"), (MAIN, ""), ("meeting-none", "ben")])
def test_a_call_that_was_never_rung_ends(part: str, leads: str) -> None:
    call = Call("standin", "en", 1, int(SEVEN.timestamp() // 60), cursor=part, leads=sign(leads))
    assert read_of(turn(now=SEVEN), call).end == "goodbye"


def test_the_room_hears_how_to_hold_a_meeting() -> None:
    minute = int(SEVEN.timestamp() // 60)
    call = Call("tell", "es", 1, minute, cursor=f"unled~{MAIN}~{minute}")
    document = answering.answer(replace(turn(now=SEVEN), call=call)).document().decode()
    assert "Nadie pudo venir a dirigir." in document
