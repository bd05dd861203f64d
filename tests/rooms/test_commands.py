"""What a leader's key comes to at the carrier."""

from collections.abc import Iterator

import pytest
import redis

from ivr.fence import Trouble
from ivr.rooms import steps
from ivr.rooms.commands import carry_out
from ivr.rooms.leaders import sign
from tests.redis_server import RedisServer
from tests.rooms.carried import Carried, carried
from tests.rooms.stage import MAIN, ca

OPEN = "all: Everyone may speak."
MUTED = (
    "all: Everyone is muted now, so that one can be heard. To speak, press star, then 6."
)  # fmt: skip
HANDS = "all: From now on, one speaks at a time. To ask for your turn, press star, then 2."
HAND = "all: The next person who raised a hand can speak."
LEADER, ANA = 1, sign("ana")


@pytest.fixture
def room(connection: redis.Redis, server: RedisServer) -> Iterator[Carried]:
    """Ana leads, and three others are there."""
    with carried(connection, server.url, at_once=10) as made:
        made.comes(LEADER, leads=ANA)
        for n in (2, 3, 4):
            made.comes(n)
        yield made


def command(room: Carried, name: str, n: int = LEADER) -> str:
    return carry_out(
        room.connection,
        room.conferences,
        room.stage.settings,
        room.rota,
        MAIN,
        name,
        ca(n) if n else "",
        room.stage.now,
    )


def key(room: Carried, verb: str, n: int = LEADER) -> str:
    """What a leader's key does, and then what it left to a job."""
    done = room.stage.key(f"lead+{verb}", n, leads=ANA).done
    for _, name, call in room.stage.queued:
        command(room, name, int(call[2:], 16))
    room.stage.queued.clear()
    return done


def mode(room: Carried, name: str) -> None:
    on = room.rota.held(room.stage.now, MAIN)
    assert on is not None
    hour = steps.milliseconds(on.start)
    steps.set_facts(room.connection, MAIN, mode=name, mode_hour=hour)


def test_key_seven_mutes_all_but_the_leader_and_lets_them_speak_again(room: Carried) -> None:
    assert [key(room, "mode") for _ in range(3)] == ["muted", "hands", "open"]
    asked = room.asked()
    assert sorted(asked[:3]) == ["2 muted", "3 muted", "4 muted"]
    assert asked[3:5] == [MUTED, HANDS]
    assert sorted(asked[5:8]) == ["2 unmuted", "3 unmuted", "4 unmuted"]
    assert asked[8:] == [OPEN]
    assert not any(each.muted for each in room.stage.room().people.values())


def test_a_mode_that_is_carried_out_twice_is_said_once(room: Carried) -> None:
    mode(room, "muted")
    assert [command(room, "mode") for _ in range(2)] == ["done", "done"]
    assert room.asked()[-1] == MUTED
    mode(room, "open")
    command(room, "mode")
    mode(room, "muted")
    command(room, "mode")
    assert [each for each in room.asked() if "all" in each] == [OPEN, MUTED]


def test_of_whom_redis_has_lost_all_nobody_is_unmuted(room: Carried) -> None:
    """They may have muted themselves."""
    for n in (2, 3):
        room.conferences.mute(room.records.conference(MAIN), ca(n), True)
    room.connection.flushall()
    room.stage.admit(LEADER, leads=ANA)
    room.stage.admit(2, muted=True)
    for n in (1, 2, 3, 4):
        room.stage.event("participant-unhold", n, conf=room.records.conference(MAIN))
    room.asked()
    command(room, "mode")
    assert room.asked() == [OPEN]


def test_who_is_muted_of_their_own_or_for_a_reason_stays_so(room: Carried) -> None:
    room.comes(5, muted=True)
    room.comes(6, listens=True)
    mode(room, "muted")
    command(room, "mode")
    steps.set_facts(room.connection, MAIN, hushed=ca(3))
    room.asked()
    mode(room, "open")
    command(room, "mode")
    assert sorted(room.asked()) == ["2 unmuted", "4 unmuted", OPEN]


def test_two_hundred_are_muted_and_a_429_is_waited_for(room: Carried) -> None:
    for n in range(5, 201):
        room.comes(n)
    room.asked()
    room.records.faults.at_once = 6  # fewer than we ask at a time
    mode(room, "muted")
    assert command(room, "mode") == "done"
    unmuted = [each.call_sid for each in room.records.participants(MAIN) if not each.muted]
    assert unmuted == [ca(LEADER)]
    assert [c for c, each in room.stage.room().people.items() if not each.muted] == [ca(LEADER)]
    assert max(each.at_once for each in room.rest.requests) <= 10
    assert room.asked()[-1] == MUTED


def test_whoever_redis_knows_nothing_of_is_muted_too(room: Carried) -> None:
    room.records.join(MAIN, ca(9))
    mode(room, "muted")
    command(room, "mode")
    assert "9 muted" in room.asked()


def test_whoever_is_out_by_star_comes_back_as_it_is_by_then(room: Carried) -> None:
    room.leaves(2, star=True)
    mode(room, "muted")
    command(room, "mode")
    assert room.stage.admit(2).muted
    mode(room, "open")
    command(room, "mode")
    assert not room.stage.admit(2).muted


def test_the_next_hand_may_speak_and_the_one_before_no_more(room: Carried) -> None:
    room.comes(5, language="es")
    mode(room, "hands")
    command(room, "mode")
    for n in (3, 5):
        room.stage.key("room+hand", n)
        room.comes(n, language="es" if n == 5 else "en")
    room.asked()
    assert [key(room, "call") for _ in range(3)] == ["called", "called", "none"]
    assert room.asked() == [
        *("3 unmuted", "3: It is your turn. You can speak now.", HAND),
        *("3 muted", "5 unmuted", "5: Es su turno. Ya puede hablar.", HAND),
    ]


def test_whoever_is_called_while_out_by_star_is_told_as_they_come_back(room: Carried) -> None:
    room.stage.key("room+hand", 3)
    room.comes(3)
    room.leaves(3, told=False)
    assert key(room, "call") == "called"
    assert room.asked() == [HAND]
    back = room.stage.admit(3)
    assert (back.muted, back.called) == (False, True)


def test_a_job_that_comes_twice_says_it_once(room: Carried) -> None:
    room.stage.key("room+hand", 3)
    room.comes(3)
    key(room, "call")
    command(room, "call", 3)
    words = [each for each in room.asked() if ":" in each]
    assert words == ["3: It is your turn. You can speak now.", HAND]


def test_whoever_has_unmuted_since_is_not_muted_by_a_job_that_comes_twice(room: Carried) -> None:
    room.stage.event("participant-speech-start", 3, conf=room.records.conference(MAIN))
    key(room, "hush")
    room.asked()
    assert room.stage.key("room+mute", 3).done == "unmuted"
    room.comes(3)
    command(room, "hush", 3)
    assert room.asked() == []


def test_a_call_that_comes_after_another_one_does_nothing(room: Carried) -> None:
    mode(room, "hands")
    steps.set_facts(room.connection, MAIN, called=ca(3))
    assert command(room, "call", 2) == "done"
    assert room.asked() == []


def test_the_voice_that_spoke_last_is_muted_and_then_removed(room: Carried) -> None:
    conf = room.records.conference(MAIN)
    room.stage.event("participant-speech-start", 3, conf=conf)
    assert key(room, "hush") == "hushed"
    assert room.asked() == [
        "3 muted",
        "3: The leader has muted your line. To ask for a turn, press star, then 2.",
    ]
    assert key(room, "hush") == "removed"
    ((call, form),) = room.records.moves
    there = room.turn(form["Url"]).call
    assert (call, form["Method"]) == (ca(3), "POST")
    assert (there.node, there.attempt, there.cursor) == ("removed", 0, MAIN)
    assert room.stage.room().people[ca(3)].state == "gone"


def test_whoever_has_left_before_the_command_is_fine(room: Carried) -> None:
    room.records.end(ca(3))
    assert [command(room, name, 3) for name in ("hush", "remove", "over")] == ["nobody"] * 3
    assert room.asked() == []


def test_whoever_got_the_keys_hears_so(room: Carried) -> None:
    assert command(room, "over", 2) == "done"
    assert room.asked() == ["2: You lead this meeting now. Star is for your keys."]


def test_a_command_that_nobody_knows_asks_the_carrier_for_nothing(room: Carried) -> None:
    assert command(room, "dance") == "unknown"
    assert room.rest.requests == []


def test_a_conference_that_is_not_known_is_looked_for(room: Carried) -> None:
    steps.set_facts(room.connection, MAIN, conf="")
    assert command(room, "hush", 2) == "done"
    assert room.asked()[0] == "2 muted"


def test_a_conference_that_was_another_one_is_looked_for_again(room: Carried) -> None:
    steps.set_facts(room.connection, MAIN, conf=f"CF{9:032x}")
    mode(room, "muted")
    assert command(room, "mode") == "done"
    assert room.asked()[-1] == MUTED
    assert room.stage.room().facts.conf == room.records.conference(MAIN)


def test_nobody_is_there_any_more(room: Carried) -> None:
    for n in (1, 2, 3, 4):
        room.leaves(n, told=False)
    assert [command(room, name) for name in ("mode", "mode")] == ["nobody", "nobody"]


def test_a_carrier_that_does_not_answer_is_told_of(room: Carried) -> None:
    mode(room, "muted")
    room.records.faults.status = 500
    with pytest.raises(Trouble):
        command(room, "mode")
