"""Rooms of dozens of parts, as at a full hour of ten thousand: what then may cost no more."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
import redis

from ivr import store
from ivr.rooms import rounds, scripts
from ivr.rooms.elsewhere import Seen, others
from ivr.rooms.names import MOST_PARTS, NAME, number_of, part, room_of
from ivr.rooms.queueing import Queueing
from ivr.rooms.steps import milliseconds
from tests.line import settings
from tests.redis_server import RedisServer
from tests.rest import ACCOUNT
from tests.rooms.stage import MAIN, Stage, ca, stage
from workers.queues import queue


@pytest.mark.parametrize("number", [2, 9, 10, 99])
def test_a_parts_name_is_known_again(number: int) -> None:
    name = part(MAIN, number)
    assert (NAME.fullmatch(name) is not None, number_of(name), room_of(name)) == (
        True,
        number,
        MAIN,
    )


@pytest.mark.parametrize("name", [f"{MAIN}.0", f"{MAIN}.1", f"{MAIN}.02", f"{MAIN}.100"])
def test_no_other_number_is_a_part(name: str) -> None:
    assert NAME.fullmatch(name) is None


def test_newcomers_go_on_beyond_the_ninth_part(
    connection: redis.Redis, server: RedisServer
) -> None:
    room = stage(connection, server.url, most=2)
    came = [room.comes(n + 1).part for n in range(25)]
    assert came == [part(MAIN, n // 2 + 1) for n in range(25)]
    assert room.admit(30, part(MAIN, 11)).part == part(MAIN, 13)


def test_the_last_part_takes_whoever_else_comes(
    connection: redis.Redis, server: RedisServer
) -> None:
    room = stage(connection, server.url, most=2)
    last = part(MAIN, MOST_PARTS)
    assert [room.comes(n, last).part for n in range(1, 5)] == [last] * 4


def test_what_a_callback_costs_redis_does_not_grow_with_the_room(
    connection: redis.Redis, server: RedisServer
) -> None:
    costs = []
    for people in (3, 60):
        connection.flushall()
        room = stage(connection, server.url)
        for n in range(1, people + 1):
            room.comes(n)
        for n in range(3, people):
            room.over(n)  # they are known for a while yet
        connection.config_resetstat()
        room.event("participant-mute", 1, Muted="true")
        room.over(people)
        stats: Any = connection.info("commandstats")
        costs.append({name: each["calls"] for name, each in stats.items()})
    assert costs[0] == costs[1]
    assert not {"cmdstat_hvals", "cmdstat_hgetall", "cmdstat_hkeys"} & costs[1].keys()


def test_whoever_is_left_alone_of_many_is_noticed(
    connection: redis.Redis, server: RedisServer
) -> None:
    room = stage(connection, server.url)
    room.event("conference-start")
    for n in range(1, 23):
        room.comes(n)
    assert room.event("participant-mute", 1) == [22, 0, 1, 0]  # nobody was told of the others
    connection.hset(store.ROOM_FACTS.of(MAIN), "met", "1")
    for n in range(22, 2, -1):
        room.event("participant-leave", n, ParticipantCallStatus="completed")
    assert room.event("participant-mute", 1) == [2, 0, 1, 1]
    assert room.event("participant-leave", 2, ParticipantCallStatus="completed") == [1, 0, 1, 1]
    assert room.event("participant-hold", 1) == [1, 1, 1, 1]


def test_whoever_is_on_the_way_or_out_by_star_is_not_in(
    connection: redis.Redis, server: RedisServer
) -> None:
    room = stage(connection, server.url)
    for n in (1, 2, 3):
        room.comes(n)
    room.admit(4)
    out = room.event("participant-leave", 2, ParticipantCallStatus="in-progress")
    assert out == [2, 0, 0, 0]
    room.later(hours=4)  # the longest call
    assert room.event("participant-mute", 1)[0] == 2


def test_the_end_of_a_call_tells_how_its_room_is_now(
    connection: redis.Redis, server: RedisServer
) -> None:
    room = stage(connection, server.url)
    assert _ends(room, 1) == []
    room.event("conference-start")
    for n in (1, 2, 3):
        room.comes(n)
    assert _ends(room, 1) == [MAIN.encode(), 2, 0, 1, 0]
    assert _ends(room, 2) == [MAIN.encode(), 1, 0, 1, 0]
    assert _ends(room, 3) == [MAIN.encode(), 0, 0, 1, 0]


def _ends(room: Stage, n: int) -> object:
    return room.connection.eval(scripts.LEFT, 0, ca(n), milliseconds(room.now))


def test_one_round_reads_each_part_once_for_all_others(
    connection: redis.Redis, server: RedisServer
) -> None:
    room = stage(connection, server.url, most=2)
    for n in range(1, 7):
        room.comes(n)
    seen: Seen = {}
    assert [each.part for each in others(connection, MAIN, seen)] == [f"{MAIN}.2", f"{MAIN}.3"]
    kept = seen[f"{MAIN}.2"]
    assert [each.part for each in others(connection, f"{MAIN}.3", seen)] == [MAIN, f"{MAIN}.2"]
    assert seen[f"{MAIN}.2"] is kept


@pytest.fixture
def queueing(connection: redis.Redis, server: RedisServer) -> Iterator[Queueing]:
    known = replace(stage(connection, server.url).settings, account_sid=ACCOUNT)
    made = Queueing(known)
    yield made
    made.close()


def test_a_part_waits_for_one_job_however_much_happens_there(
    connection: redis.Redis, server: RedisServer, queueing: Queueing
) -> None:
    for _ in range(5):
        queueing.tend(MAIN)
    queueing.tend(f"{MAIN}.2")
    queueing.settled()
    waiting = queue("room", connection)
    assert [job.args for job in waiting.jobs] == [[MAIN], [f"{MAIN}.2"]]
    rounds.tend_part(connection, None, settings(), lambda: datetime.now(UTC), MAIN)
    queueing.tend(MAIN)  # what happens once it has begun may be news
    queueing.settled()
    assert [job.args for job in waiting.jobs] == [[MAIN], [f"{MAIN}.2"], [MAIN]]


def test_what_is_not_taken_up_in_half_a_minute_may_be_queued_again(
    connection: redis.Redis, queueing: Queueing
) -> None:
    queueing.tend(MAIN)
    queueing.settled()
    assert 0 < connection.ttl(store.ROOM_TENDED.of(MAIN)) <= 30
