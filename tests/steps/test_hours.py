"""A leader's hours, said from what was found for the leader."""

from dataclasses import replace
from datetime import timedelta

import msgspec
import pytest

from ivr import answering
from ivr.answering import goes_to
from ivr.found import AWAY, GONE, UNSURE, Found
from ivr.hour import Hour
from ivr.recordings.catalogue import catalogue
from ivr.rooms.leaders import sign
from ivr.rota import OnNow
from ivr.rotaplace import place, placed
from ivr.turn import Turn
from tests.line import SATURDAY_EVENING
from tests.steps.test_desk import SAID, Answer, answered, at

TONIGHT = SATURDAY_EVENING + timedelta(minutes=80)  # eight in the evening in New York
STEPS = Hour("daily", 1200, "Eight O'Clock Steps", leader="sam", leader_name="Sam")

LATER = Hour("daily", 1200, "Eight In The Other Room", room="women", leader="sam")


def on(days: int = 0, hour: Hour = STEPS) -> OnNow:
    start = TONIGHT + timedelta(days=days)
    return OnNow(hour, start, start + hour.length)


FREE = on(1, Hour("daily", 1200, "Free Hour"))
OWN = Found(hours=(on(0), on(3)))


def cursor(one: OnNow) -> str:
    return place(one.start, one.hour.room_name)


def asked(node: str, found: Found | None, one: OnNow | None = None, key: str = "") -> Answer:
    return answered(node, found, cursor=cursor(one) if one else "", key=key, who="215")


def test_the_hours_are_read_one_at_a_time() -> None:
    first = asked("leading", OWN, key="2")
    assert first.words == (
        "You lead in 80 minutes, at 8 PM: Eight O'Clock Steps. To give this hour back, press 1. "
        "For the next one, 2. For hours that nobody leads, 3. To go back, star."
    )
    assert first.action.startswith("hours?")
    assert f"&c={cursor(on(0))}&" in first.action
    second = asked("hours", OWN, on(0), key="2")
    assert second.words.startswith("You lead on Tuesday at 8 PM: Eight O'Clock Steps.")
    again = asked("hours", OWN, on(3), key="4")
    assert again.words == second.words


def test_many_hours_are_counted_first_and_a_key_goes_on_to_the_next_day() -> None:
    many = Found(hours=tuple(on(day, hour) for day in (0, 1, 3) for hour in (STEPS, LATER)))
    for node, count in (("hours", "You lead 6 hours"), ("uncovered", "Nobody leads 6 hours")):
        first = asked(node, many)
        assert first.words.startswith(f"{count} in the coming seven days. ")
        assert first.words.endswith("star. For the next day, 5.")
        tomorrow = asked(node, many, on(0), key="5")
        assert "tomorrow at 8 PM: Eight" in tomorrow.words
        assert "6 hours" not in tomorrow.words
        last = asked(node, many, on(3, LATER), key="5")
        assert last.words.startswith("That was the last one.")
    assert "next day" not in asked("hours", many, on(0, LATER)).words


def test_behind_the_last_a_key_begins_anew_and_silence_goes_on_to_the_meeting() -> None:
    last = asked("hours", OWN, on(3), key="2")
    assert last.words == "That was the last one. To begin again, press 2. To go back, star."
    silent = at("hours", OWN, cursor=cursor(on(3)), who="215")
    silent = replace(silent, call=replace(silent.call, attempt=1))
    assert goes_to(silent) == "hours+forward"
    said = Answer(spoken(silent)).words
    assert said.startswith("That was the last one. Press 1, or stay on the line,")


def spoken(turn: Turn) -> bytes:
    return answering.answer(turn).document()


def test_giving_back_is_asked_once_more() -> None:
    question = asked("hours", OWN, on(0), key="1")
    assert question.words == (
        "You are about to give back in 80 minutes, at 8 PM: Eight O'Clock Steps. Nobody leads it "
        "then, until somebody takes it. To give it back, press 1. To keep it, star."
    )
    assert question.action.startswith("give-back?")
    gone = Found("gave back", hours=(on(3),), hour=on(0))
    done = asked("give-back", gone, on(0), key="1")
    assert done.words.startswith(
        "It is given back, this one time only. Leaders who call hear it in their list. If you can, "
        "tell the chair. You lead on Tuesday at 8 PM"
    )
    kept = at("give-back", OWN, cursor=cursor(on(0)), who="215")
    kept = replace(kept, call=replace(kept.call, attempt=2))
    assert goes_to(kept) == "hours"
    assert Answer(spoken(kept)).words.startswith("You keep it. You lead in 80 minutes")
    star = asked("give-back", OWN, on(0), key="*")
    assert star.words.startswith("You lead in 80 minutes")


def test_free_hours_are_read_and_taken() -> None:
    free = Found(hours=(FREE,))
    first = asked("hours", free, on(0), key="3")
    assert first.words == (
        "Nobody leads tomorrow at 8 PM: Free Hour. To take this hour, press 1. For the next one, "
        "2. To go back to your hours, star."
    )
    took = asked("uncovered", Found("took", hour=FREE), FREE, key="1")
    assert took.words == (
        "Thank you. You lead tomorrow at 8 PM: Free Hour. Every meeting of the coming seven days "
        "has a leader. To go back to your hours, press star."
    )
    last = asked("uncovered", free, FREE, key="2")
    assert last.words.startswith("That was the last one.")


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (Found("taken", name="Ben"), "Ben took that hour just before you."),
        (Found("taken"), "That hour has changed meanwhile."),
        (Found("too new"), "On that day you may not lead yet"),
        (Found("elsewhere"), "You lead another meeting at that time"),
        (Found("gone hour"), "That hour has changed meanwhile."),
        (Found("unknown"), "You are not on the list of leaders any more."),
    ],
)
def test_why_an_hour_is_not_taken_is_said(found: Found, said: str) -> None:
    assert asked("uncovered", replace(found, hours=(FREE,)), FREE, key="1").words.startswith(said)


def test_nobody_is_left_where_there_is_nothing_to_read() -> None:
    for node in ("hours", "uncovered"):
        asked(node, Found())
        silent = at(node, Found(), who="215")
        silent = replace(silent, call=replace(silent.call, attempt=1, leads=sign("joe")))
        assert "lead the meeting now" in Answer(spoken(silent)).words


def test_an_hour_that_is_gone_is_not_given_back() -> None:
    gone = asked("hours", Found(hours=(on(3),)), on(0), key="1")
    assert gone.words.startswith("That hour has changed meanwhile. You lead on Tuesday")


@pytest.mark.parametrize("node", ["hours", "give-back", "uncovered"])
def test_where_nothing_can_be_reached_the_leader_goes_on_to_the_meeting(node: str) -> None:
    away = asked(node, AWAY)
    assert away.words.startswith("Your hours cannot be read just now. Nothing was changed.")
    assert away.action.startswith("leading?")
    assert asked(node, UNSURE).words.startswith("It is not certain whether that was done.")
    assert asked(node, GONE).action.startswith("greeting?")


def test_the_zone_is_said_where_the_callers_clock_is_another() -> None:
    far = at("hours", OWN, who="215")
    far = replace(far, call=replace(far.call, zone="America/Denver"))
    assert "at 8 PM: Eight O'Clock Steps. That is Eastern Time." in Answer(spoken(far)).words


def test_a_title_in_another_language_has_its_own_voice() -> None:
    hour = msgspec.structs.replace(STEPS, language="es", title="Paso a Paso")
    document = asked("hours", Found(hours=(on(0, hour),))).document
    assert b"Polly.Lupe" in document


def test_language_room_and_closed_are_said_where_they_are_not_the_usual_ones() -> None:
    hour = msgspec.structs.replace(STEPS, language="es", room="young-women", access="closed")
    words = asked("hours", Found(hours=(on(0, hour),))).words
    assert "It is held in Spanish. In the room young women. A closed meeting. To give" in words
    spanish = at("hours", Found(hours=(on(0), on(3, hour))), who="215")
    spanish = replace(spanish, call=replace(spanish.call, language="es"))
    assert "Se habla en inglés. Para dejar este turno libre" in Answer(spoken(spanish)).words


@pytest.mark.parametrize("damaged", ["", "101.2.3", "29~", "29745600~meeting main", "~x"])
def test_a_cursor_of_another_kind_names_no_hour(damaged: str) -> None:
    assert placed(damaged) is None


def test_every_sentence_of_this_branch_was_said() -> None:
    """Stands last: what the tests above have heard."""
    ours = {e.id for e in catalogue().entries if e.number >= 970}
    assert ours - SAID.said == set()
