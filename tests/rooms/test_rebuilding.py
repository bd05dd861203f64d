"""What Redis knows of a room is made anew from what the carrier shows, when there is doubt."""

from collections.abc import Iterator

import pytest
import redis

from ivr.fence import Trouble
from ivr.rooms import steps
from ivr.rooms.rebuilding import rebuild
from ivr.rooms.tending import tend
from tests.redis_server import RedisServer
from tests.rooms.carried import Carried, carried
from tests.rooms.stage import MAIN, ca


@pytest.fixture
def room(connection: redis.Redis, server: RedisServer) -> Iterator[Carried]:
    """Two are in, and it was looked a moment ago."""
    with carried(connection, server.url) as made:
        made.comes(1)
        made.comes(2)
        assert look(made)
        yield made


def look(room: Carried, *, doubt: bool = False, **later: float) -> bool:
    """So much later."""
    room.stage.later(**later)
    return rebuild(room.connection, room.conferences, MAIN, room.stage.now, doubt=doubt)


def inside(room: Carried) -> set[int]:
    return {int(call[2:], 16) for call in room.stage.room().inside}


def test_nothing_is_asked_while_all_is_well(room: Carried) -> None:
    before = len(room.rest.requests)
    assert [look(room, minutes=1) for _ in range(4)] == [False] * 4
    assert len(room.rest.requests) == before


def test_it_is_looked_every_five_minutes(room: Carried) -> None:
    assert [look(room, minutes=each) for each in (4, 2, 3, 3)] == [False, True, False, True]


def test_lost_callbacks_are_made_good(room: Carried) -> None:
    room.stage.later(seconds=10)
    room.comes(3, told=False)
    room.leaves(2, told=False)
    room.stage.sequence += 2
    room.comes(4)
    assert [look(room), look(room, seconds=15)] == [False, False]
    assert inside(room) == {1, 2, 4}
    assert look(room, seconds=6)
    assert inside(room) == {1, 3, 4}
    assert [look(room, seconds=30) for _ in range(3)] == [False] * 3


def test_callbacks_that_come_after_all_are_no_doubt(room: Carried) -> None:
    room.stage.sequence += 1
    room.comes(3)
    assert not look(room)
    conf = room.records.conference(MAIN)
    late = room.stage.sequence - 1
    room.stage.event("participant-mute", 1, conf=conf, sequence=late, Muted="true")
    assert not look(room, seconds=30)


def test_whoever_was_to_come_for_a_minute_may_be_in(room: Carried) -> None:
    room.comes(3, told=False)
    assert not look(room, seconds=59)
    assert look(room, seconds=2)
    assert inside(room) == {1, 2, 3}


def test_a_conference_that_is_not_known_is_looked_for(room: Carried) -> None:
    steps.set_facts(room.connection, MAIN, conf="", started=False)
    assert look(room, seconds=30)
    facts = room.stage.room().facts
    assert (facts.conf, facts.started) == (room.records.conference(MAIN), True)


def test_a_conference_that_has_ended_has_nobody_in_it(room: Carried) -> None:
    for n in (1, 2):
        room.leaves(n, told=False)
    assert look(room, minutes=6)
    assert (inside(room), room.stage.room().facts.conf) == (set(), "")


def test_one_who_waits_for_the_first_to_come_is_there(room: Carried) -> None:
    for n in (1, 2):
        room.leaves(n)
    room.comes(3)
    assert look(room, minutes=6)
    assert inside(room) == {3}
    assert not room.stage.room().facts.started


def test_who_is_muted_and_held_is_as_the_carrier_has_it(room: Carried) -> None:
    conf = room.records.conference(MAIN)
    room.conferences.mute(conf, ca(1), True)
    room.conferences.hold(conf, ca(2), "https://line.example.org/voice/wait")
    assert look(room, minutes=6)
    people = room.stage.room().people
    assert (people[ca(1)].muted, people[ca(2)].held) == (True, True)


def test_after_redis_was_emptied_whoever_is_held_is_known_to_be(room: Carried) -> None:
    room.leaves(2)
    room.do(tend)
    room.connection.flushall()
    room.comes(3)
    assert look(room, seconds=1, doubt=True)
    assert room.stage.room().people[ca(1)].held
    room.asked()
    room.do(tend)
    assert room.asked() == ["1 unheld"]


def test_after_redis_was_emptied_whoever_is_alone_in_a_meeting_that_began_is_held(
    room: Carried,
) -> None:
    room.leaves(2)
    room.connection.flushall()
    room.stage.event("participant-mute", 1, conf=room.records.conference(MAIN), Muted="false")
    assert look(room, doubt=True)
    assert room.stage.room().facts.started
    room.do(tend)
    assert room.asked() == [f"1 held: wait 0 {MAIN} en"]


def test_it_is_never_looked_twice_in_half_a_minute(room: Carried) -> None:
    assert [look(room, doubt=True, seconds=each) for each in (10, 19, 1, 29)] == [
        *(False, False, True, False),
    ]


def test_a_carrier_that_does_not_answer_changes_nothing(room: Carried) -> None:
    room.records.faults.status = 503
    with pytest.raises(Trouble):
        look(room, minutes=6)
    assert inside(room) == {1, 2}


def test_an_empty_room_is_left_in_peace(room: Carried) -> None:
    for n in (1, 2):
        room.leaves(n)
    assert not look(room, minutes=30)
