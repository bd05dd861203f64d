"""Counting in Redis: which marks are over a limit, and for how long."""

from datetime import datetime, timedelta
from itertools import count
from typing import Any

import pytest
import redis

from ivr import nuisance, store
from ivr.erasure.due import ToForget
from ivr.nuisance import HOUR, KEPT, OVER_AT_ONCE, OVER_IN_AN_HOUR, RUNS
from ivr.settings import Limits
from tests.line import SATURDAY_EVENING as NOW

MARK, OTHER = "3fa9c1", "00c0de"
MINUTE, SECOND = timedelta(minutes=1), timedelta(seconds=1)
IDS = count()


def call_id() -> str:
    return f"CA{next(IDS):032x}"


class Counting:
    """Calls that begin and end, as the web processes tell Redis of them."""

    def __init__(self, connection: redis.Redis, limits: Limits) -> None:
        self.connection, self.limits = connection, limits
        self.calls = ToForget(connection)

    def begins(self, now: datetime = NOW, *, mark: str = MARK, noted: bool = True) -> str:
        call = call_id()
        if noted:
            self.calls.begins(call, now)
        self.again(call, now, mark=mark)
        return call

    def again(self, call: str, now: datetime = NOW, *, mark: str = MARK) -> None:
        script, keys, arguments = nuisance.begins(call, mark, self.limits, now)
        self.connection.eval(script, len(keys), *keys, *arguments)

    @property
    def over(self) -> dict[str, float]:
        """The marks over a limit, and the seconds from NOW until which they are."""
        rows: Any = self.connection.zrange(store.LIMITED.of(), 0, -1, withscores=True)
        return {store.text(mark): until - NOW.timestamp() for mark, until in rows}


@pytest.fixture
def hourly(connection: redis.Redis) -> Counting:
    return Counting(connection, Limits(calls_at_once=0, calls_in_an_hour=3))


@pytest.fixture
def at_once(connection: redis.Redis) -> Counting:
    return Counting(connection, Limits(calls_at_once=2, calls_in_an_hour=0))


def test_more_calls_in_an_hour_than_the_limit(hourly: Counting) -> None:
    for minute in range(3):
        hourly.begins(NOW + minute * MINUTE)
        assert hourly.over == {}
    hourly.begins(NOW + 3 * MINUTE, mark=OTHER)
    hourly.begins(NOW + 5 * MINUTE)
    assert hourly.over == {MARK: (5 * MINUTE + OVER_IN_AN_HOUR).total_seconds()} == {MARK: 900}


def test_calls_of_an_hour_ago_do_not_count(hourly: Counting) -> None:
    for minute in (0, 1, 2):
        hourly.begins(NOW + minute * MINUTE)
    hourly.begins(NOW + HOUR + SECOND)
    assert hourly.over == {}
    hourly.begins(NOW + HOUR + MINUTE)  # the one of the second minute counts to the second
    assert hourly.over == {MARK: (HOUR + 2 * MINUTE).total_seconds()}


def test_each_further_call_over_the_limit_renews_it(hourly: Counting) -> None:
    for minute in range(6):
        hourly.begins(NOW + minute * MINUTE)
    assert hourly.over == {MARK: (5 * MINUTE + OVER_IN_AN_HOUR).total_seconds()}


def test_the_hour_has_room_again_before_the_ten_minutes_are_over(hourly: Counting) -> None:
    """The next call after that moment is within the limit."""
    for minute in (0, 1, 50):
        hourly.begins(NOW + minute * MINUTE)
    hourly.begins(NOW + 58 * MINUTE)
    assert hourly.over == {MARK: (HOUR + MINUTE).total_seconds()}
    before = hourly.over
    hourly.begins(NOW + HOUR + MINUTE + SECOND)
    assert hourly.over == before


def test_calls_at_once(at_once: Counting) -> None:
    calls = [at_once.begins(NOW + minute * MINUTE) for minute in range(2)]
    at_once.calls.ends(calls[0], NOW + 2 * MINUTE)
    at_once.begins(NOW + 3 * MINUTE)
    assert at_once.over == {}
    at_once.begins(NOW + 4 * MINUTE)
    assert at_once.over == {MARK: (4 * MINUTE + OVER_AT_ONCE).total_seconds()} == {MARK: 300}
    at_once.begins(NOW + 4 * MINUTE + 30 * SECOND)
    assert at_once.over == {MARK: 330}


def test_short_calls_whose_ends_nobody_told_are_not_at_once(connection: redis.Redis) -> None:
    """Callbacks get lost: one who redials every three minutes has one call at a time."""
    counting = Counting(connection, Limits())
    for number in range(60):
        counting.begins(NOW + 3 * number * MINUTE)
    assert counting.over == {}


def test_a_call_counts_as_going_on_for_half_an_hour_unless_its_end_is_told(
    at_once: Counting,
) -> None:
    at_once.begins(NOW)
    at_once.begins(NOW + MINUTE)
    at_once.begins(NOW + RUNS)
    assert at_once.over == {}
    at_once.begins(NOW + RUNS + MINUTE - SECOND)
    assert at_once.over == {MARK: (RUNS + MINUTE - SECOND + OVER_AT_ONCE).total_seconds()}


def test_over_both_limits_the_longer_time_holds(connection: redis.Redis) -> None:
    counting = Counting(connection, Limits(calls_at_once=2, calls_in_an_hour=3))
    for _ in range(3):
        counting.begins()
    assert counting.over == {MARK: OVER_AT_ONCE.total_seconds()}
    counting.begins()
    assert counting.over == {MARK: OVER_IN_AN_HOUR.total_seconds()}
    counting.begins(NOW + 9 * MINUTE + 30 * SECOND)
    assert counting.over == {MARK: (19 * MINUTE + 30 * SECOND).total_seconds()}


def test_many_short_calls_one_after_the_other_are_never_at_once(at_once: Counting) -> None:
    for minute in range(20):
        call = at_once.begins(NOW + minute * MINUTE)
        at_once.calls.ends(call, NOW + minute * MINUTE + SECOND)
        at_once.calls.deleted(call, NOW + minute * MINUTE + 30 * SECOND)
    assert at_once.over == {}


def test_a_call_that_nobody_noted_is_not_known_to_run(at_once: Counting) -> None:
    """Without an account at the carrier only the hour is counted."""
    for _ in range(10):
        at_once.begins(noted=False)
    assert at_once.over == {}


def test_a_call_told_of_again_counts_once(hourly: Counting) -> None:
    calls = [hourly.begins(NOW) for _ in range(3)]
    for call in calls * 3:
        hourly.again(call, NOW)
    assert hourly.over == {}
    late = hourly.begins(NOW + MINUTE)
    hourly.again(late, NOW + MINUTE)
    assert hourly.over == {MARK: (MINUTE + OVER_IN_AN_HOUR).total_seconds()}


def test_a_call_told_of_late_shortens_nothing(hourly: Counting) -> None:
    late = call_id()
    for minute in range(5):
        hourly.begins(NOW + minute * MINUTE)
    until = hourly.over
    hourly.again(late, NOW + 3 * MINUTE)
    assert hourly.over == until


def test_what_is_counted_goes_after_four_hours_and_what_is_over_after_ten_minutes(
    hourly: Counting, connection: redis.Redis
) -> None:
    for _ in range(4):
        hourly.begins()
    lives = {name: connection.ttl(name) for name in (b"ivr:nuisance:3fa9c1", b"ivr:limited")}
    assert lives == {b"ivr:nuisance:3fa9c1": 4 * 3600, b"ivr:limited": 600}
    assert connection.keys("ivr:nuisance:*") == [b"ivr:nuisance:3fa9c1"]


def test_calls_older_than_four_hours_go_and_so_do_the_oldest_of_too_many(
    at_once: Counting, connection: redis.Redis
) -> None:
    at_once.begins(NOW)
    at_once.begins(NOW + 4 * HOUR)
    assert connection.zcard(store.NUISANCE.of(MARK)) == 1
    rows = {f"x{n}": (NOW + 4 * HOUR).timestamp() + n / 1000 for n in range(KEPT + 500)}
    connection.zadd(store.NUISANCE.of(MARK), rows)
    at_once.begins(NOW + 5 * HOUR)
    assert connection.zcard(store.NUISANCE.of(MARK)) == KEPT


@pytest.mark.parametrize("limits", [Limits(0, 0), Limits(1000, 1000)])
def test_no_limit_and_one_that_is_not_reached(connection: redis.Redis, limits: Limits) -> None:
    counting = Counting(connection, limits)
    for _ in range(100):
        counting.begins()
    assert counting.over == {}
