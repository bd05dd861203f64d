"""Key 0, twice: a person."""

import asyncio
from dataclasses import replace

import pytest

from ivr.phone import FarEnd
from ivr.settings import Settings
from tests.line import NUMBER, settings
from tests.ringing import exchange, said

HELPLINE = "+12025550111"


def call(
    keys: str, *, far: FarEnd | None = None, to: str = NUMBER, of: Settings | None = None
) -> tuple[list[str], list[str]]:
    """What the line says, and whose number the helpline was shown."""

    async def ring() -> tuple[list[str], list[str]]:
        async with exchange(settings_=of) as line:
            if far is not None:
                line.carrier.far_ends[HELPLINE] = far
            done = await line.ring(keys, to=to)
            assert line.carrier.alerts == []
            return said(done), [dialled.caller_id for dialled in line.carrier.dialled]

    return asyncio.run(ring())


@pytest.mark.parametrize("outcome", ["busy", "no-answer", "failed"])
def test_an_unanswered_helpline_is_said_and_the_call_goes_on(outcome: str) -> None:
    heard, shown = call("0,0,-,w90,h", far=FarEnd(outcome))
    away = heard.index(
        "Nobody could answer just now. Please try again later. "
        "The meeting and the list are here all the time."
    )
    assert heard[away + 1] == "Welcome to the N A meeting line."
    assert shown == [NUMBER]


def test_after_a_talk_the_line_greets_again() -> None:
    heard, shown = call("0,0,-,w90,h", far=FarEnd("answered", 30))
    assert (
        heard[
            heard.index(
                "I am calling a person now. It may ring for half a minute. Star comes back here."
            )
            + 1
        ]
        == "Welcome to the N A meeting line."
    )
    assert shown == [NUMBER]


@pytest.mark.parametrize(
    ("far", "words"),
    [(FarEnd("answered", 30), []), (FarEnd("busy"), ["Nobody could answer just now."])],
)
def test_from_inside_the_meeting_one_comes_back_into_it(far: FarEnd, words: list[str]) -> None:
    heard, shown = call("1,-,*,0,0,-,w90,h", far=far)
    rung = heard.index(
        "I am calling a person now. It may ring for half a minute. "
        "Star, or the end of that call, brings you back to the meeting."
    )
    after = [each.partition(". ")[0] + "." for each in heard[rung + 1 :]]
    assert after[: len(words) + 1] == [*words, "You are in the meeting."]
    assert shown == [NUMBER]


def test_without_a_helpline_a_person_asked_for_in_the_meeting_is_the_meeting() -> None:
    lines = tuple(replace(line, helpline="") for line in settings().lines)
    heard, shown = call("1,-,*,0,0,w30,h", of=replace(settings(), lines=lines))
    assert heard.count("Joining Supper and Serenity.") == 1
    assert sum(each.startswith("You are in the meeting.") for each in heard) == 2
    assert shown == []


def test_silence_in_help_asks_once_and_then_calls_the_person() -> None:
    assert call("0,-,-,-,h")[1] == [NUMBER]


def test_without_the_lines_own_number_the_helpline_is_told_and_not_called() -> None:
    """Else the carrier would show the caller's number to whoever answers."""
    heard, shown = call("0,0,h", to="sip:line@example.org")
    assert (
        "Please hang up and call this number: 2 0 2, 5 5 5, 0 1 1 1. Again: 2 0 2, 5 5 5, 0 1 1 1."
        in heard
    )
    assert shown == []


def test_without_a_helpline_people_are_in_the_meeting() -> None:
    lines = tuple(replace(line, helpline="") for line in settings().lines)
    heard, shown = call("0,0,h", of=replace(settings(), lines=lines))
    assert "To talk with people, stay on the line, or press 1, and you are in the meeting." in heard
    assert "Joining Supper and Serenity." in heard
    assert shown == []
