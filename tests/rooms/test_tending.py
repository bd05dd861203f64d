"""Nobody is left alone in silence, and whoever meets is told so: once, by whoever looks first."""

from collections.abc import Iterator

import pytest
import redis

from ivr.fence import Trouble
from ivr.rooms import steps
from ivr.rooms.leaders import sign
from ivr.rooms.tending import tend
from tests.redis_server import RedisServer
from tests.rooms.carried import Carried, carried
from tests.rooms.stage import MAIN, ca

MET = "all: Somebody has come in. You can hear each other now. This is a meeting."
HELD = f"1 held: wait 0 {MAIN} en"


@pytest.fixture
def room(connection: redis.Redis, server: RedisServer) -> Iterator[Carried]:
    with carried(connection, server.url) as made:
        yield made


def left_alone(room: Carried) -> None:
    room.comes(1)
    room.comes(2)
    room.do(tend)
    room.leaves(2)
    room.asked()


def test_two_who_meet_are_told_so_once(room: Carried) -> None:
    room.comes(1)
    room.do(tend)
    assert room.asked() == []
    room.comes(2)
    room.at_once(tend)
    room.comes(3)
    room.do(tend)
    assert room.asked() == [MET]


def test_whoever_is_left_alone_is_held_once(room: Carried) -> None:
    left_alone(room)
    room.at_once(tend)
    room.do(tend)
    assert room.asked() == [HELD]
    assert room.stage.room().people[ca(1)].held


def test_whoever_is_held_waits_in_their_own_language(room: Carried) -> None:
    room.comes(1, language="es")
    room.comes(2)
    room.leaves(2)
    room.do(tend)
    assert room.asked() == [f"1 held: wait 0 {MAIN} es"]


def test_the_next_who_comes_is_heard_and_both_are_told(room: Carried) -> None:
    left_alone(room)
    room.do(tend)
    room.stage.later(seconds=1)
    room.comes(3)
    room.asked()
    room.at_once(tend)
    assert sorted(set(room.asked())) == ["1 unheld", MET]
    assert not room.stage.room().people[ca(1)].held
    room.do(tend)
    assert room.asked() == []


def test_whoever_is_left_alone_again_is_held_again(room: Carried) -> None:
    left_alone(room)
    for n in (3, 4):
        room.do(tend)
        room.stage.later(seconds=1)
        room.comes(n)
        room.do(tend)
        room.leaves(n)
    room.do(tend)
    assert room.asked() == [HELD, "1 unheld", MET] * 2 + [HELD]


def test_the_first_one_hears_the_carriers_waiting_text(room: Carried) -> None:
    room.comes(1)
    room.do(tend)
    assert room.asked() == []


def test_nobody_is_held_while_the_other_one_is_out_by_star(room: Carried) -> None:
    room.comes(1)
    room.comes(2)
    room.do(tend)
    room.leaves(2, star=True)
    room.do(tend)
    assert room.asked() == [MET]
    room.stage.later(seconds=91)
    room.do(tend)
    assert room.asked() == [HELD]


def test_those_who_have_long_heard_each_other_are_not_told(room: Carried) -> None:
    room.comes(1)
    room.comes(2)
    room.stage.later(minutes=3)
    room.do(tend)
    assert room.asked() == []
    assert room.stage.room().facts.met


@pytest.mark.parametrize(
    ("mode", "leads", "way"),
    [
        ("muted", "", "To speak, press star, then 6."),
        ("hands", "", "To speak, press star, then 6."),
        ("hands", "ana", "To ask for your turn, press star, then 2."),
    ],
)
def test_those_who_came_in_muted_are_told_how_to_speak(
    room: Carried, mode: str, leads: str, way: str
) -> None:
    on = room.rota.held(room.stage.now, MAIN)
    assert on is not None
    hour = steps.milliseconds(on.start)
    steps.set_facts(room.connection, MAIN, mode=mode, mode_hour=hour)
    room.comes(1, leads=sign(leads))
    room.comes(2)
    room.do(tend)
    assert room.asked() == [f"all: Somebody has come in. This is a meeting. {way}"]


def test_who_comes_back_into_a_running_meeting_is_nobody_new(room: Carried) -> None:
    """Both pressed star at once, and the carrier ended the conference."""
    room.comes(1)
    room.comes(2)
    room.do(tend)
    for n in (1, 2):
        room.leaves(n, star=True)
    for n in (1, 2):
        room.comes(n)
    room.asked()
    assert not room.stage.room().facts.met
    room.do(tend)
    assert room.asked() == []
    assert room.stage.room().facts.met


def test_after_redis_was_emptied_nobody_is_announced_to_those_who_have_long_met(
    room: Carried,
) -> None:
    for n in (1, 2, 3):
        room.comes(n)
    room.connection.flushall()
    room.comes(4)
    for n in (1, 2, 3):
        room.stage.event("participant-mute", n, conf=room.records.conference(MAIN), Muted="true")
    room.do(tend)
    assert room.asked() == []


def test_a_room_that_everybody_has_left_is_locked_no_more(room: Carried) -> None:
    room.comes(1)
    steps.set_facts(room.connection, MAIN, locked_until=2**50)
    room.do(tend)
    assert room.stage.room().facts.locked_until == 2**50
    room.leaves(1)
    room.do(tend)
    assert room.stage.room().facts.locked_until == 0


def test_without_an_account_the_carrier_is_asked_for_nothing(room: Carried) -> None:
    room.comes(1)
    room.comes(2)
    room.stage.later(minutes=11)
    room.stage.over(2)
    room.stage.later(minutes=11)
    tend(room.connection, None, room.stage.settings, MAIN, room.stage.now, room.rota)
    assert room.rest.requests == []
    assert set(room.stage.room().people) == {ca(1)}


def test_what_the_carrier_did_not_take_is_asked_again(room: Carried) -> None:
    left_alone(room)
    room.records.faults.status = 429
    for _ in range(2):
        with pytest.raises(Trouble):
            room.do(tend)
    room.records.faults.status = None
    room.do(tend)
    assert room.asked() == [HELD]


def test_a_word_that_may_have_been_heard_is_not_said_again(room: Carried) -> None:
    room.comes(1)
    room.comes(2)
    room.records.faults.rates = {"cut-after": 1.0}
    with pytest.raises(Trouble):
        room.do(tend)
    room.records.faults.rates = {}
    room.do(tend)
    assert room.asked() == [MET]
