"""The carrier's callbacks: late, doubled, lost, and of an earlier conference."""

from random import Random

import pytest

from ivr.rooms import steps
from ivr.rooms.state import parts
from tests.rooms.stage import CONF, LATER_CONF, MAIN, Stage, ca


def everyone(room: Stage) -> dict[str, tuple[str, bool]]:
    people = room.room().people
    return {call: (each.state, each.here and each.muted) for call, each in people.items()}


def history(room: Stage, dice: Random) -> list[dict[str, str]]:
    """An hour of a conference, event by event, as the carrier numbers them."""
    forms, inside = [], set[int]()
    for sequence in range(1, 61):
        room.later(seconds=dice.randint(0, 3))
        n = dice.randint(1, 6)
        if n not in inside:
            kind, fields = "participant-join", {"Muted": dice.choice(("true", "false"))}
            inside.add(n)
        elif dice.random() < 0.4:
            kind = "participant-leave"
            fields = {"ParticipantCallStatus": dice.choice(("completed", "in-progress"))}
            inside.discard(n)
        else:
            kind = dice.choice(("participant-mute", "participant-unmute"))
            fields = {"Muted": str(kind == "participant-mute").lower()}
        forms.append(room.form(kind, n, MAIN, CONF, sequence, **fields))
    return forms


@pytest.mark.parametrize("seed", range(12))
def test_shuffled_and_doubled_callbacks_end_in_the_same_state(room: Stage, seed: int) -> None:
    dice = Random(seed)
    forms = history(room, dice)
    for form in forms:
        room.deliver(form)
    expected = everyone(room)
    room.connection.flushall()
    mixed = [*forms, *dice.sample(forms, 20)]
    dice.shuffle(mixed)
    for form in mixed:
        room.deliver(form)
    assert everyone(room) == expected
    assert room.room().missing == 0


def test_lost_callbacks_are_counted_and_the_carriers_list_makes_them_good(room: Stage) -> None:
    for n in (1, 2, 3):
        room.event("participant-join", n, Muted="false")
    room.sequence += 2  # 1 left and 4 came, and nobody told of it
    room.event("participant-mute", 2, Muted="true")
    assert room.room().missing == 2
    room.later(minutes=1)
    there = {ca(2): (True, False), ca(3): (False, False), ca(4): (False, False)}
    assert steps.rebuild(room.connection, MAIN, CONF, there, room.now) == 3
    assert {call for call, each in room.room().inside.items()} == set(there)
    assert room.room().facts.gap == 2


def test_what_is_told_of_since_counts_more_than_the_carriers_list(room: Stage) -> None:
    room.event("participant-join", 1, Muted="false")
    steps.rebuild(room.connection, MAIN, CONF, {}, room.now)
    assert list(room.room().inside) == [ca(1)]


def test_a_late_callback_of_a_conference_that_ended_brings_nobody_back(room: Stage) -> None:
    late = room.form("participant-join", 1, MAIN, CONF, 1, Muted="false")
    room.later(seconds=5)
    room.event("conference-end", conf=CONF, sequence=9)
    room.event("participant-join", 2, conf=LATER_CONF, sequence=1, Muted="false")
    room.deliver(late)
    assert list(room.room().inside) == [ca(2)]
    assert room.room().facts.conf == LATER_CONF


def test_leaving_an_earlier_conference_is_not_leaving_the_one_of_now(room: Stage) -> None:
    left = room.form("participant-leave", 1, MAIN, CONF, 7, ParticipantCallStatus="in-progress")
    room.event("participant-join", 1, conf=LATER_CONF, sequence=1, Muted="false")
    room.deliver(left)
    assert list(room.room().inside) == [ca(1)]


def test_a_call_that_ended_stays_out_whatever_comes_late(room: Stage) -> None:
    room.admit(1)
    late = room.form("participant-join", 1, MAIN, CONF, 1, Muted="false")
    room.over(1)
    room.deliver(late)
    assert room.room().here == {}


def test_two_who_met_and_one_who_is_left_alone_are_something_to_do(room: Stage) -> None:
    room.comes(1)
    assert room.event("participant-join", 2, Muted="false")[:2] == [2, 0]
    assert room.event("conference-start") == [2, 0, 1, 0]
    alone = room.event("participant-leave", 2, ParticipantCallStatus="completed")
    assert alone == [1, 0, 1, 0]


def test_a_room_that_is_empty_for_long_is_forgotten(room: Stage) -> None:
    room.comes(1)
    assert parts(room.connection) == [MAIN]
    room.over(1)
    room.later(minutes=11)
    steps.tidy(room.connection, room.room(), room.now)
    assert parts(room.connection) == []
    assert room.room().people == {}
