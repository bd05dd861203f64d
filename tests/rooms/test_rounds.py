"""A round through all rooms: what one needs, the others do not wait for."""

import json
from collections.abc import Iterator
from datetime import datetime

import pytest
import redis
from rq.timeouts import JobTimeoutException

from ivr import store
from ivr.audit.finding import Findings
from ivr.audit.own import known_of
from ivr.audit.redis_keys import look
from ivr.rooms.leaders import sign
from ivr.rooms.rounds import go_round, tend_part
from tests.redis_server import RedisServer
from tests.rooms.carried import Carried, carried
from tests.rooms.stage import MAIN, ca

SECOND = f"{MAIN}.2"
MET = "all: Somebody has come in. You can hear each other now. This is a meeting."


@pytest.fixture
def room(connection: redis.Redis, server: RedisServer) -> Iterator[Carried]:
    """Two parts of a room, in each the hour's leader and one other."""
    with carried(connection, server.url) as made:
        store.publish(connection, "rota", made.rota.pack())
        for first, part in ((1, MAIN), (3, SECOND)):
            made.comes(first, part, leads=sign("ana"))
            made.comes(first + 1, part)
        yield made


def goes_round(room: Carried, *, account: bool = True) -> int:
    conferences = room.conferences if account else None
    return go_round(room.connection, conferences, room.stage.settings, lambda: room.stage.now)


def events(log: pytest.CaptureFixture[str]) -> list[tuple[str, str]]:
    lines = map(json.loads, log.readouterr().err.splitlines())
    return [(event["level"], event["event"]) for event in lines]


def test_every_part_is_looked_after(room: Carried) -> None:
    assert [goes_round(room) for _ in range(2)] == [2, 2]
    assert (room.asked(MAIN), room.asked(SECOND)) == ([MET], [MET])


def test_without_an_account_who_has_left_is_forgotten(room: Carried) -> None:
    for n in (1, 2):
        room.stage.over(n)
    room.stage.later(minutes=11)
    assert [goes_round(room, account=False) for _ in range(2)] == [2, 1]
    assert (room.stage.room().people, room.rest.requests) == ({}, [])


def test_without_a_rota_nothing_is_said_of_hours(room: Carried) -> None:
    room.connection.delete("ivr:published:rota:version")
    room.stage.later(minutes=17)
    goes_round(room)
    assert room.asked(MAIN) == []


def test_one_part_that_fails_does_not_stop_the_others(
    room: Carried, json_log: pytest.CaptureFixture[str]
) -> None:
    room.connection.delete(store.ROOM_FACTS.of(MAIN))
    room.connection.set(store.ROOM_FACTS.of(MAIN), "of another kind")
    with pytest.raises(redis.exceptions.ResponseError):  # Redis itself: the job is tried again
        goes_round(room)
    room.connection.delete(store.ROOM_FACTS.of(MAIN))
    room.connection.hset(store.ROOM_FACTS.of(MAIN), "held_back_until", str(10**30))
    goes_round(room)
    assert room.asked(SECOND) == [MET]
    assert ("error", "a room could not be looked after") in events(json_log)


def test_trouble_is_told_once_and_its_end_too(
    room: Carried, json_log: pytest.CaptureFixture[str]
) -> None:
    room.records.faults.status = 503
    for _ in range(3):
        goes_round(room)
        room.stage.later(seconds=10)
    room.records.faults.status = None
    for _ in range(2):
        goes_round(room)
    assert events(json_log) == [
        ("warning", "the carrier does not answer, rooms wait"),
        ("info", "the carrier answers again, rooms go on"),
    ]
    assert room.asked(MAIN) == [MET]


def test_a_carrier_that_is_busy_is_no_trouble(
    room: Carried, json_log: pytest.CaptureFixture[str]
) -> None:
    room.records.faults.status = 429
    goes_round(room)
    room.records.faults.status = None
    goes_round(room)
    assert events(json_log) == []
    assert (room.asked(MAIN), room.asked(SECOND)) == ([MET], [MET])


def test_what_the_carrier_did_not_do_no_callback_asks_for_again_at_once(room: Carried) -> None:
    def tends() -> str:
        here = room.stage
        return tend_part(here.connection, room.conferences, here.settings, lambda: here.now, MAIN)

    room.records.faults.status = 503
    assert tends() == "trouble"
    assert 0 < room.connection.pttl(store.ROOM_TENDED.of(MAIN)) <= 1000
    room.records.faults.status = None
    assert tends() == "tended"
    assert not room.connection.exists(store.ROOM_TENDED.of(MAIN))


def test_a_round_that_takes_too_long_ends(room: Carried) -> None:
    def clock() -> datetime:
        raise JobTimeoutException

    with pytest.raises(JobTimeoutException):
        go_round(room.connection, room.conferences, room.stage.settings, clock)


def test_a_carrier_that_does_not_answer_is_not_waited_for_in_each_room(room: Carried) -> None:
    room.records.faults.status = 503
    assert goes_round(room) == 2
    assert len(room.rest.requests) == 1


def test_a_conference_that_is_another_one_is_found_in_the_same_round(room: Carried) -> None:
    goes_round(room)
    conf = room.records.conference(MAIN)
    room.stage.later(seconds=31)
    room.connection.hset(store.ROOM_FACTS.of(MAIN), "conf", f"CF{9:032x}")
    room.connection.hdel(store.ROOM_FACTS.of(MAIN), "met")
    room.connection.delete(*room.connection.scan_iter(store.ROOM_SAID.of(MAIN, "met.*")))
    goes_round(room)
    assert room.stage.room().facts.conf == conf
    assert set(room.stage.room().inside) == {ca(1), ca(2)}


def test_nothing_that_is_kept_looks_like_a_number(room: Carried) -> None:
    """Marks, times and addresses of a whole hour with a change, a hand, and somebody left alone."""
    part = "meeting-es"
    room.comes(7, part)
    room.comes(8, part)
    room.leaves(8, part)
    room.stage.key("room+hand", 2)
    room.stage.sequence += 3
    for _ in range(8):
        goes_round(room)
        room.stage.later(minutes=5)
    findings = Findings()
    known = known_of(room.stage.settings, room.stage.now)
    assert look(room.connection, known, findings) > 10
    assert findings.all == []
