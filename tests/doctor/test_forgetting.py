"""What the doctor says of calls that wait to be forgotten, and of those that are not."""

from datetime import timedelta

import pytest
import redis

from ivr.clock import utc_now
from ivr.doctor.finding import Said
from ivr.doctor.forgetting import of_ledger
from ivr.erasure import hold
from ivr.erasure.due import ToForget
from ivr.erasure.ledger import read_ledger
from ivr.erasure.pause import Pause
from ivr.store import FORGET_SWEPT
from tests.doctor.made import CALL

OTHER = "CA" + "2" * 32


@pytest.fixture(autouse=True)
def gone_through(connection: redis.Redis) -> None:
    """The carrier's list of calls, just now."""
    swept(connection, timedelta())


def swept(connection: redis.Redis, ago: timedelta, kind: str = "") -> None:
    at = (utc_now() - ago).timestamp()
    for each in [kind] if kind else ["recent", "month"]:
        connection.hset(FORGET_SWEPT.of(), each, at)


def unwell(connection: redis.Redis) -> list[Said]:
    found = of_ledger(read_ledger(connection, utc_now()), hold.since(connection))
    return [each for each in found if each[0] != "ok"]


def test_nothing_waits(connection: redis.Redis) -> None:
    assert list(of_ledger(read_ledger(connection, utc_now()))) == [
        (
            "ok",
            "Calls: 0 were erased at the carrier or unknown to it, 0 wait for that, 0 go on.",
        )
    ]


def test_calls_that_have_waited_for_more_than_a_day(connection: redis.Redis) -> None:
    calls = ToForget(connection)
    calls.ends(CALL, utc_now() - timedelta(hours=23))
    assert unwell(connection) == []
    calls.ends(OTHER, utc_now() - timedelta(days=3))
    for _ in range(4):
        calls.postpone(CALL, utc_now(), "refused:20009")
    assert unwell(connection) == [
        (
            "wrong",
            "2 calls wait to be erased at the carrier, the oldest for 3 d (refusals so far: 4 "
            "with code 20009): see that `ivr worker` runs, and run `ivr privacy audit`.",
        )
    ]


def test_calls_of_an_account_with_history_that_were_noted_just_now(
    connection: redis.Redis,
) -> None:
    now = utc_now()
    ToForget(connection).find(CALL, now - timedelta(days=20), now)
    assert unwell(connection) == []


def test_a_call_that_is_shown_long_after_its_deletion(connection: redis.Redis) -> None:
    calls, now = ToForget(connection), utc_now()
    for sid, ago in ((CALL, timedelta(days=13)), (OTHER, timedelta(days=16))):
        assert unwell(connection) == []
        calls.ends(sid, now - ago)
        calls.deleted(sid, now - ago)
    assert unwell(connection) == [
        (
            "wrong",
            "A call was deleted at the carrier 16 d ago, and the carrier has not yet shown that it "
            "is gone: run `ivr privacy audit`, which names it, and ask the carrier's support.",
        )
    ]


def test_a_hold_is_told_instead_of_what_waits(connection: redis.Redis) -> None:
    now = utc_now()
    ToForget(connection).ends(CALL, now - timedelta(days=3))
    hold.begin(connection, now - timedelta(days=4))
    assert unwell(connection) == [
        (
            "note",
            f"There is a hold since {now - timedelta(days=4):%Y-%m-%d %H:%M} UTC: nothing is "
            "deleted at the carrier, and 1 call waits there, numbers and all. When the hold is "
            "over, type `ivr privacy hold --end`.",
        )
    ]


def test_a_carrier_that_is_left_in_peace(connection: redis.Redis) -> None:
    Pause(connection).begin(utc_now(), "status 429", at_least=60)
    assert unwell(connection) == [("note", "The carrier is left in peace for a while: status 429.")]


def test_sweeps_that_are_long_ago(connection: redis.Redis) -> None:
    swept(connection, timedelta(hours=5), "recent")
    swept(connection, timedelta(days=4), "month")
    assert unwell(connection) == [
        (
            "note",
            "The carrier's list of calls was last gone through 5 h ago: see that `ivr cron` runs.",
        ),
        (
            "note",
            "The carrier's list of a month's calls was last gone through 4 d ago: see that `ivr "
            "cron` runs.",
        ),
    ]


def test_sweeps_that_never_were(connection: redis.Redis) -> None:
    connection.delete(FORGET_SWEPT.of())
    assert unwell(connection) == [
        ("note", f"The carrier's list of {calls} was never gone through: see that `ivr cron` runs.")
        for calls in ("calls", "a month's calls")
    ]
