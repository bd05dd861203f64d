"""What is heard alone in a room, from the rota and from what is known of the room."""

from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from ivr import answering
from ivr.rooms.view import Rooms, View
from ivr.rota import Hour, Rota
from ivr.steps.waiting import READINGS
from ivr.turn import Hold, World
from tests.line import world
from tests.steps.heard import answered, at

ZONE = ZoneInfo("America/New_York")
HOURS = (
    Hour("daily", 18 * 60, "Supper", leader="ana", leader_name="Ana"),
    Hour("daily", 19 * 60, "New Faces", leader="ben", leader_name="Ben"),
)
RINGING = "Somebody is being called just now, to come and lead. They may not be able to."
RUNG = "Nobody could come to lead just now. You can stay. Two people are enough for a meeting."
NOBODY = "Nobody else is here yet. Stay as long as you like."
PART = "meeting-main.2"


def line(view: View | None = None, hours: tuple[Hour, ...] = HOURS) -> World:
    rooms = Rooms({PART: view} if view else {})
    return replace(world(), rota=Rota(hours, ZONE), rooms=rooms)


def heard(view: View | None = None, attempt: int = 0, **more: Any) -> list[str]:
    return answered(at("wait", on=line(view), attempt=attempt, cursor=PART, **more)).words


def test_whoever_is_alone_hears_who_may_come_and_what_to_do_in_danger() -> None:
    assert heard() == [
        "You are in the meeting. Nobody else is here just now. "
        "When someone comes in, you will hear each other.",
        "This hour is Supper.",
        "Ana is to lead it.",
        "After it, at 7 PM: New Faces.",
        "Ben is to lead that one.",
        "Press star for choices.",
        "We are members, not professionals. We cannot see who or where you are, so we cannot send "
        "help. If a life is in danger, hang up and call 9 1 1, or 9 8 8.",
    ]


def test_it_says_whether_somebody_is_being_rung() -> None:
    assert RINGING in heard(View(people=1, ringing=True))
    assert RINGING in heard(View(people=1, ringing=True), 5)
    assert RUNG in heard(View(people=1, rung=True))
    assert RUNG not in heard(View(people=1, rung=True), 5)
    assert RINGING not in heard(View(people=2, ringing=True, led=True))


def test_a_leader_who_waits_is_not_told_of_leaders() -> None:
    words = heard(View(people=1, ringing=True), leads="0" * 8)
    assert (RINGING in words, "Ana is to lead it." in words) == (False, False)


def test_each_round_has_another_reading_and_then_all_again() -> None:
    rounds = [tuple(heard(attempt=n)) for n in range(1, len(READINGS) + 1)]
    assert {each[0] for each in rounds} == {NOBODY}
    assert len({each[-1] for each in rounds}) == len(READINGS)


@pytest.mark.parametrize(("attempt", "following"), [(0, 1), (1, 2), (len(READINGS), 1)])
def test_the_round_rides_in_the_url(attempt: int, following: int) -> None:
    result = answering.answer(at("wait", on=line(), attempt=attempt, cursor=PART)).result
    assert isinstance(result, Hold)
    assert (result.again.attempt, result.again.cursor) == (following, PART)


def test_whoever_is_muted_is_told_how_to_speak() -> None:
    words = heard(muted=True)
    assert "you will hear them" in words[0]
    assert "Muted. Star, then 6, to speak." in words
    assert heard(muted=True, listens=True, attempt=1)[1] == "Press star for choices."
    assert heard(View(mode="muted"), muted=True, attempt=1)[1] == "Muted. Star, then 6, to speak."
    assert "press star, then 2" in heard(View(mode="hands"), muted=True, attempt=1)[1]


def test_this_hour_and_the_next_are_named_again_after_some_rounds() -> None:
    rounds = [heard(attempt=n) for n in range(1, len(READINGS) + 1)]
    assert [n for n, words in enumerate(rounds, 1) if "This hour is Supper." in words] == [5]
    assert "After it, at 7 PM: New Faces." in rounds[4]


def test_what_begins_after_half_a_day_does_not_follow() -> None:
    """Six in the evening, once a week: at half past six "at 6 PM" would be taken for today's."""
    weekly = line(hours=(Hour("saturday", 18 * 60, "Supper"),))
    for node, key in (("wait", ""), ("room", "4")):
        words = answered(at(node, on=weekly, key=key, cursor=PART)).words
        assert [said for said in words if said.startswith("After it")] == []
