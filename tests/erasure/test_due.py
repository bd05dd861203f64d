"""The sets stay true whatever is told, in whatever order and however often."""

from datetime import UTC, datetime, timedelta
from typing import Any

import redis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ivr.erasure.due import KEYS, SURELY_OVER, ToForget
from ivr.erasure.ledger import Ledger, read_ledger

NOW = datetime(2026, 11, 21, 23, 40, tzinfo=UTC)
CALL = "CA" + "0" * 32
DUE, WAITING, DELETED, TRIES, _, _, NOTED = KEYS


def scores(connection: redis.Redis, key: str) -> dict[str, float]:
    rows: Any = connection.zrange(key, 0, -1, withscores=True)
    return {name.decode(): score for name, score in rows}


def test_a_call_is_due_when_it_is_surely_over(connection: redis.Redis) -> None:
    sets = ToForget(connection)
    assert (sets.begins(CALL, NOW), sets.begins(CALL, NOW + timedelta(hours=1))) == (True, False)
    over = (NOW + SURELY_OVER).timestamp()
    assert scores(connection, DUE) == scores(connection, WAITING) == {CALL: over}
    ledger = read_ledger(connection, NOW)
    assert (ledger.noted, ledger.going_on, ledger.waiting) == (1, 1, 0)


def test_its_end_moves_it_to_a_minute_later(connection: redis.Redis) -> None:
    sets = ToForget(connection)
    sets.begins(CALL, NOW)
    end = NOW + timedelta(minutes=7)
    sets.ends(CALL, end)
    sets.ends(CALL, end + timedelta(seconds=5))  # told twice
    assert scores(connection, DUE) == {CALL: end.timestamp() + 60}
    assert scores(connection, WAITING) == {CALL: end.timestamp()}
    ledger = read_ledger(connection, end + timedelta(seconds=40))
    assert (ledger.noted, ledger.going_on, ledger.waiting, ledger.oldest) == (1, 0, 1, 40)


def test_an_end_before_the_beginning_stays_the_end(connection: redis.Redis) -> None:
    sets = ToForget(connection)
    sets.ends(CALL, NOW)
    sets.begins(CALL, NOW + timedelta(seconds=1))
    assert scores(connection, DUE) == {CALL: NOW.timestamp() + 60}
    assert read_ledger(connection, NOW).noted == 1


def test_an_end_after_the_deletion_changes_nothing(connection: redis.Redis) -> None:
    sets = ToForget(connection)
    sets.ends(CALL, NOW)
    sets.deleted(CALL, NOW + timedelta(seconds=61))
    sets.look_again(CALL, NOW + timedelta(minutes=31))
    sets.ends(CALL, NOW + timedelta(minutes=2))
    sets.begins(CALL, NOW + timedelta(minutes=2))
    assert sets.find(CALL, NOW, NOW + timedelta(minutes=11)) is False
    assert scores(connection, DUE) == {CALL: (NOW + timedelta(minutes=31)).timestamp()}
    assert (scores(connection, WAITING), read_ledger(connection, NOW).noted) == ({}, 1)


def test_the_histogram_counts_from_the_end_to_the_deletion(connection: redis.Redis) -> None:
    sets = ToForget(connection)
    for place, seconds in enumerate((60, 61, 61, 400, 20 * 86400)):
        sets.ends(f"CA{place:032x}", NOW)
        sets.deleted(f"CA{place:032x}", NOW + timedelta(seconds=seconds))
    ledger = read_ledger(connection, NOW)
    assert ledger.seconds == {"60": 1, "62": 2, "900": 1, "+Inf": 1}
    assert ledger.seconds_sum == 60 + 61 + 61 + 400 + 20 * 86400
    assert [ledger.took(share) for share in (0.2, 0.5, 0.8, 1.0)] == ["60", "62", "900", "+Inf"]
    assert Ledger().took(0.5) == ""


STEPS = ("begins", "ends", "find", "take", "deleted", "postpone", "give_back", "look", "proven")


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(
        st.tuples(st.sampled_from(STEPS), st.integers(0, 3), st.integers(0, 20000)), max_size=40
    )
)
def test_in_any_order_a_call_is_due_and_either_waits_or_is_deleted(
    connection: redis.Redis, steps: list[tuple[str, int, int]]
) -> None:
    """And one that was told of is never lost but by the proof."""
    connection.flushall()
    sets, now, known = ToForget(connection), NOW, set[str]()
    for name, place, seconds in steps:
        sid, now = f"CA{place:032x}", now + timedelta(seconds=seconds)
        match name:
            case "begins" | "ends":
                getattr(sets, name)(sid, now)
                known.add(sid)
            case "find":
                sets.find(sid, now - timedelta(minutes=11), now)
                known.add(sid)
            case "take":
                sets.take(now, timedelta(minutes=5), 2)
            case "deleted":
                sets.deleted(sid, now)
            case "postpone":
                sets.postpone(sid, now + timedelta(minutes=1), "refused:20009")
            case "give_back":
                sets.give_back(sid, now)
            case "look":
                sets.look_again(sid, now + timedelta(minutes=30))
            case _:
                sets.proven(sid)
                known.discard(sid)
        due, waiting, deleted = (set(scores(connection, key)) for key in (DUE, WAITING, DELETED))
        assert (due, waiting & deleted) == (waiting | deleted, set())
        assert due == known == set(scores(connection, NOTED))
    ledger = read_ledger(connection, now)
    assert ledger.noted - ledger.proven == len(known)
