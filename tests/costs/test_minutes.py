"""Minutes by day and number: rounded up for each leg, and each callback counted once."""

import itertools
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
import redis

from ivr import store
from ivr.costs import minutes
from ivr.costs.minutes import OTHER, Counts, ended, in_room, read, recorded, toll_free
from ivr.outbox import Step
from ivr.settings import Settings
from tests.line import LIST_NUMBER, NUMBER, SATURDAY_EVENING, settings

CALL, LEG = f"CA{1:032x}", f"CA{2:032x}"
TODAY = date(2026, 11, 21)
FREE = "+18005550199"


def seconds(count: float) -> datetime:
    """So long after the evening began."""
    return SATURDAY_EVENING + timedelta(seconds=count)


def over(at: float, *, call: str = CALL, to: str = NUMBER, **more: str) -> dict[str, str]:
    return {
        "CallSid": call, "CallStatus": "completed", "CallDuration": str(round(at)), "To": to,
        "Direction": "inbound", **more,
    }  # fmt: skip


def room(event: str, at: float, call: str = CALL) -> dict[str, str]:
    return {
        "CallSid": call, "StatusCallbackEvent": f"participant-{event}",
        "FriendlyName": "meeting-main", "Timestamp": f"{seconds(at):%a, %d %b %Y %H:%M:%S} +0000",
    }  # fmt: skip


class Told:
    """What the carrier tells, taken by Redis."""

    def __init__(self, connection: redis.Redis, on: Settings | None = None) -> None:
        self.connection = connection
        self.settings = on or settings()

    def room(self, event: str, at: float) -> None:
        self._take(in_room(room(event, at), seconds(at)))

    def over(self, at: float, line: int = 0, **more: str) -> None:
        self._take(ended(over(at, **more), self.settings, line, seconds(at)))

    def recorded(self, id: str, length: str, line: int = 1) -> None:
        self._take(recorded(id, length, self.settings, line, seconds(0)))

    def _take(self, step: Step | None) -> None:
        assert step is not None
        script, keys, arguments = step
        self.connection.eval(script, len(keys), *keys, *arguments)

    def counts(self, day: date = TODAY) -> Counts:
        return read(self.connection, self.settings, day, day)[day]


@pytest.fixture
def told(connection: redis.Redis) -> Told:
    return Told(connection)


@pytest.mark.parametrize(
    ("length", "count"),
    [("0", 0), ("1", 1), ("60", 1), ("61", 2), ("14400", 240), ("", 0), ("-5", 0), ("1e3", 0),
     ("²", 0), ("99999", 0), ("1" * 2000, 0)],
    ids=["none", "a second", "a minute", "more", "four hours", "missing", "negative", "power",
         "superscript", "more than a day", "huge"],
)  # fmt: skip
def test_a_call_is_rounded_up_to_the_minute(told: Told, length: str, count: int) -> None:
    told.over(10, CallDuration=length)
    assert told.counts() == {(NUMBER, "inbound"): count}


def test_a_callback_that_comes_twice_counts_once(told: Told) -> None:
    for _ in range(3):
        told.over(90)
    assert told.counts() == {(NUMBER, "inbound"): 2}


def test_what_was_no_call_costs_nothing(told: Told) -> None:
    for status in ("busy", "failed", "no-answer", "canceled", "ringing", ""):
        assert ended(over(90, CallStatus=status), told.settings, 0, SATURDAY_EVENING) is None
    assert ended({"CallStatus": "completed"}, told.settings, 0, SATURDAY_EVENING) is None


def test_each_stay_in_a_room_is_rounded_up_and_counts_with_its_call(told: Told) -> None:
    for event, at in (("join", 10), ("leave", 75), ("join", 80), ("leave", 90)):
        told.room(event, at)
    assert told.counts() == {}
    told.over(100)
    assert told.counts() == {(NUMBER, "inbound"): 2, (NUMBER, "participant"): 3}


def test_late_doubled_and_lost_callbacks_of_a_room_count_once(connection: redis.Redis) -> None:
    """In any order: a stay from second 10 to second 75, and the end of the call at 75."""
    told = Told(connection)
    steps = [("join", 10.0), ("join", 10.0), ("leave", 75.0), ("leave", 75.0), ("over", 75.0)]
    for order in set(itertools.permutations(steps)):
        connection.flushdb()
        for what, at in order:
            told.over(at) if what == "over" else told.room(what, at)
        counts = dict(told.counts())
        assert counts.pop((NUMBER, "inbound")) == 2
        # A leave that comes before its join says nothing: the call's end is the end of the stay.
        # Where that comes first, too, nobody knows of any.
        assert counts in ({}, {(NUMBER, "participant"): 2})
        if order.index(("join", 10.0)) < order.index(("over", 75.0)):
            assert counts == {(NUMBER, "participant"): 2}


def test_a_call_that_ends_in_a_room_leaves_it_with_its_end(told: Told) -> None:
    told.room("join", 10)
    told.over(130)
    told.room("leave", 131)
    told.room("join", 140)
    assert told.counts() == {(NUMBER, "inbound"): 3, (NUMBER, "participant"): 2}


def test_other_callbacks_of_rooms_are_no_minutes() -> None:
    for change in (
        {"StatusCallbackEvent": "participant-mute"},
        {"StatusCallbackEvent": "conference-end"},
        {"CallSid": ""},
        {"FriendlyName": "somebody's"},
    ):
        assert in_room(room("join", 1) | change, SATURDAY_EVENING) is None


def test_a_call_that_the_line_makes_is_the_lines_whose_caller_it_is_for(told: Told) -> None:
    told.over(90, line=1, call=LEG, to="+12025550142", Direction="outbound-dial")
    assert told.counts() == {(NUMBER, "outbound"): 2}
    unknown = over(9, Direction="outbound-api")
    assert ended(unknown, told.settings, 99, SATURDAY_EVENING) is None


def test_numbers_without_a_block_are_together_and_their_numbers_nowhere(told: Told) -> None:
    told.over(30, to="+12025550142")
    told.over(30, call=LEG, to="sip:someone@example.org")
    assert told.counts() == {(OTHER, "inbound"): 2}
    assert "555" not in _everything(told.connection)


def test_the_lines_own_number_is_kept_as_a_sign(told: Told) -> None:
    told.over(30)
    told.over(30, call=LEG, to=LIST_NUMBER)
    assert told.counts() == {(NUMBER, "inbound"): 1, (LIST_NUMBER, "inbound"): 1}
    assert "555" not in _everything(told.connection)
    lines = told.settings.lines[:2]
    fewer = Told(told.connection, replace(told.settings, lines=lines))
    assert fewer.counts() == {(NUMBER, "inbound"): 1, (OTHER, "inbound"): 1}


def test_toll_free_numbers_are_known_by_the_number() -> None:
    assert [toll_free(number) for number in (FREE, NUMBER, "", "sip:x", "anonymous")] == [
        *(True, False, False, False, False)
    ]


def test_a_call_to_a_toll_free_number_is_of_that_kind(told: Told) -> None:
    told.over(61, to=FREE)
    assert told.counts() == {(OTHER, "toll_free"): 2}


def test_what_an_operator_records_counts_once(told: Told) -> None:
    for _ in range(2):
        told.recorded(f"RE{1:032x}", "61")
    assert told.counts() == {(NUMBER, "recording"): 2}


def test_a_day_is_one_of_the_lines_time_zone(told: Told) -> None:
    midnight = 5 * 3600 + 20 * 60  # in New York
    told.over(midnight - 1, CallDuration="60")
    told.over(midnight, call=LEG, CallDuration="60")
    assert told.counts() == told.counts(TODAY + timedelta(days=1)) == {(NUMBER, "inbound"): 1}


def test_nothing_of_a_call_stays(told: Told) -> None:
    told.room("join", 10)
    told.over(30)
    counted, day = store.COUNTED.of(CALL), store.MINUTES.of(str(TODAY))
    assert 0 < told.connection.ttl(counted) <= minutes.ENDED_STAYS
    assert 0 < told.connection.ttl(day) <= (store.MINUTES.lifetime or 0)
    assert told.connection.hgetall(counted) == {b"ended": b"1"}
    assert CALL not in str(told.connection.hgetall(day))


def _everything(connection: redis.Redis) -> str:
    keys = connection.keys(store.MINUTES.of("*"))
    return str((connection.keys("*"), [connection.hgetall(key) for key in keys]))
