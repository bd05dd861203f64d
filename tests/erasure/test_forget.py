"""What is due is forgotten, whatever the carrier answers; and it is looked for afterwards."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import pairwise

import httpx
import msgspec
import pytest
import redis

from ivr.carrier import Carrier, Trouble
from ivr.erasure import forget
from ivr.erasure.due import KEYS
from ivr.erasure.forget import Outcome, forget_due
from ivr.erasure.ledger import Ledger
from ivr.erasure.pause import Pause
from tests.erasure.conftest import Line
from tests.line import SATURDAY_EVENING

NOTHING = Outcome()


def done(**counts: int | str) -> Outcome:
    return msgspec.structs.replace(NOTHING, **counts)


def test_a_call_is_forgotten_a_minute_after_its_end_and_looked_for_twice(line: Line) -> None:
    line.faults.events_late = timedelta()
    sid = line.call()
    assert line.forget() == NOTHING  # the carrier would refuse
    line.clock.forward(seconds=60)
    assert (line.forget(), line.records.left()) == (done(erased=1), set())
    line.clock.forward(minutes=29)
    assert line.forget() == NOTHING
    line.clock.forward(minutes=2)
    before = len(line.rest.requests)
    assert line.forget() == NOTHING
    asked = [asked.path.rpartition("/")[2] for asked in line.rest.requests[before:]]
    assert asked == [f"{sid}.json", "Events.json", "Recordings.json", "Calls.json"]
    line.clock.forward(days=1)
    assert line.forget() == done(proven=1)
    assert line.connection.exists(*KEYS[:4]) == 0


def test_events_that_appear_late_are_deleted_too(line: Line) -> None:
    """A quarter of an hour after the call they hold its number, and the call's record is gone."""
    line.faults.events_late = timedelta(minutes=15)
    sid = line.call()
    line.clock.forward(seconds=61)
    line.forget()
    line.clock.forward(minutes=15)
    assert line.records.left() == {sid}
    line.clock.forward(minutes=16)
    assert (line.forget(), line.records.left()) == (done(still_shown=1), set())
    line.clock.forward(days=1)
    assert line.forget() == done(proven=1)


def test_a_record_still_shown_is_deleted_again_and_is_no_failure(line: Line) -> None:
    line.faults.still_shown = timedelta(days=3)
    line.faults.events_late = timedelta()
    line.call()
    line.clock.forward(seconds=61)
    assert line.forget() == done(erased=1, still_shown=1)
    for hours in (0.6, 24, 24, 24):  # a deletion again does not begin the three days again
        line.clock.forward(hours=hours)
        line.forget()
    ledger = line.ledger()
    assert (ledger.waiting, ledger.deleted, ledger.refused) == (0, 0, {})
    assert (ledger.erased, ledger.proven, ledger.still_shown) == (1, 1, 4)


def test_recordings_and_their_transcriptions_go_before_the_call(line: Line) -> None:
    sid = line.call()
    for transcribed in (True, False):
        line.records.record(sid, transcribed=transcribed)
    line.clock.forward(seconds=61)
    line.forget()
    deleted = [a.path.split("/")[-2] for a in line.rest.requests if a.method == "DELETE"]
    assert sorted(deleted[:3]) == ["Recordings", "Recordings", "Transcriptions"]
    assert deleted[-1] == "Calls"
    assert deleted.index("Transcriptions") < len(deleted) - 2
    assert (line.records.left_recordings(), line.records.left_transcriptions()) == (set(), set())


def test_a_recording_that_comes_late_is_found_when_looking_again(line: Line) -> None:
    line.faults.events_late = timedelta()
    sid = line.call()
    line.clock.forward(seconds=61)
    line.forget()
    line.records.record(sid)
    line.clock.forward(minutes=31)
    assert (line.forget(), line.records.left_recordings()) == (done(still_shown=1), set())


def test_a_leg_that_nobody_told_of_goes_with_its_call(line: Line) -> None:
    line.faults.events_late = timedelta()
    sid = line.call()
    leg = "CA" + "e" * 32
    line.records.begin(leg, from_="+12025550199", to="+12025550111", parent=sid)
    line.records.end(leg)
    line.clock.forward(seconds=61)
    line.forget()
    assert line.forget() == NOTHING
    assert (line.records.left(), line.ledger().erased) == (set(), 2)


def test_too_early_comes_back_after_growing_pauses_for_days(line: Line) -> None:
    line.faults.too_early = timedelta(days=13)
    line.call()
    tried = []
    start = line.clock()
    while line.clock() < start + timedelta(days=12):
        tried.append((line.next_due() - start).total_seconds() / 60)
        assert line.forget() == done(refused=1)
    pauses = [round(b - a) for a, b in pairwise(tried)]
    assert pauses[:10] == [1, 2, 4, 8, 16, 32, 64, 128, 256, 360]
    assert set(pauses[9:]) == {360}
    ledger = line.ledger()
    assert (ledger.waiting, list(ledger.refused), ledger.refused["20009"]) == (
        1,
        ["20009"],
        len(tried),
    )
    line.clock.forward(days=1)
    line.next_due()
    assert (line.forget().erased, line.records.left()) == (1, set())


def test_a_call_that_goes_on_longer_than_thought_is_left_alone(line: Line) -> None:
    line.records.begin("CA" + "a" * 32, from_="+12125550100", to="+12025550199")
    line.sets.begins("CA" + "a" * 32, line.clock())
    line.clock.forward(hours=4, minutes=4)
    assert line.forget() == NOTHING
    line.clock.forward(minutes=2)
    assert (line.forget(), line.ledger().refused) == (NOTHING, {})
    line.records.end("CA" + "a" * 32)
    line.sets.ends("CA" + "a" * 32, line.clock())
    line.clock.forward(minutes=2)
    assert line.forget().erased == 1


@pytest.mark.parametrize("status", [429, 500, 503, 401])
def test_trouble_makes_everybody_wait_and_nothing_is_lost(line: Line, status: int) -> None:
    calls = {line.call() for _ in range(50)}
    line.clock.forward(seconds=61)
    line.faults.status = status
    waited = []
    for _ in range(12):
        before = len(line.rest.requests)
        assert line.forget().erased == 0
        asked = len(line.rest.requests) - before
        until = line.ledger().pause
        assert until != ""
        waited.append(asked)
        assert line.forget() == NOTHING  # in peace
        line.clock.forward(seconds=301)
    assert waited[0] <= 2 * forget.AT_ONCE  # two requests a call may be under way
    assert waited[-1] == 1  # and then one request asks whether it is better
    line.faults.status = None
    line.faults.events_late = timedelta()
    while line.forget() != NOTHING:
        line.clock.forward(seconds=61)
    ledger = line.ledger()
    assert (line.records.left(), ledger.erased, ledger.pause) == (set(), len(calls), "")


def test_pauses_grow_though_an_earlier_batch_of_the_run_was_answered(
    line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(forget, "BATCH", 2)
    line.faults.events_late = timedelta()
    for _ in range(6):
        line.call()
    line.clock.forward(seconds=61)
    pause, answered = Pause(line.connection), line.carrier.delete_call
    for _ in range(3):
        pause.begin(line.clock(), "status 429")
    line.clock.forward(seconds=61)

    def after_the_first(sid: str) -> None:
        if line.ledger().erased >= 1:
            raise Trouble("status 429")
        answered(sid)

    monkeypatch.setattr(line.carrier, "delete_call", after_the_first)
    line.forget()
    assert (line.ledger().erased, pause.troubles()) == (1, 2)


def test_the_carrier_says_how_long_to_wait(line: Line) -> None:
    line.call()
    line.faults.status, line.faults.retry_after = 429, 90
    line.clock.forward(seconds=61)
    line.forget()
    line.clock.forward(seconds=89)
    assert line.ledger().pause == "status 429"
    line.clock.forward(seconds=2)
    assert line.ledger().pause == ""


def test_a_call_that_alone_brings_trouble_keeps_no_other_waiting(
    line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    line.faults.events_late = timedelta()
    poison, *others = [line.call() for _ in range(30)]
    line.clock.forward(seconds=61)
    delete = line.carrier.delete_call

    def failing(sid: str) -> None:
        if sid == poison:
            raise Trouble("status 500")
        delete(sid)

    monkeypatch.setattr(line.carrier, "delete_call", failing)
    for _ in range(20):
        line.forget()
        line.clock.forward(seconds=5)
    assert line.records.left() == {poison}
    assert line.ledger().erased == len(others)


@pytest.mark.parametrize("fault", ["cut", "cut-after", "silent", "500", "429", "slow"])
def test_whatever_happens_on_the_way_in_the_end_the_carrier_knows_nothing(
    line: Line, fault: str
) -> None:
    line.carrier.close()
    line.carrier = Carrier(line.settings, patience=0.15)
    line.faults.rates = {fault: 0.05 if fault == "silent" else 0.25}
    line.faults.slow_seconds = 0.02
    for _ in range(30):
        line.records.record(line.call())
    for _ in range(400):
        line.clock.forward(minutes=7)
        line.forget()
        if not line.connection.exists(*KEYS[:4]):
            break
    ledger = line.ledger()
    assert (line.records.left(), line.records.left_recordings()) == (set(), set())
    assert (ledger.erased, ledger.proven, ledger.waiting) == (30, 30, 0)


def test_two_workers_at_once_forget_each_call_once(line: Line) -> None:
    line.faults.events_late = timedelta()
    for _ in range(100):
        line.call()
    line.clock.forward(seconds=61)
    with ThreadPoolExecutor(2) as workers:
        outcomes = list(
            workers.map(lambda _: forget_due(line.connection, line.carrier, line.clock), range(2))
        )
    assert sum(outcome.erased for outcome in outcomes) == line.ledger().erased == 100
    deletions = [a.path for a in line.rest.requests if a.method == "DELETE"]
    assert len(deletions) == len(set(deletions)) == 100


def test_a_killed_process_leaves_what_it_had_taken(line: Line) -> None:
    line.faults.events_late = timedelta()
    for _ in range(3):
        line.call()
    line.clock.forward(seconds=61)
    taken = line.sets.take(line.clock(), forget.LEASE, 10)  # and then it is killed
    assert (len(taken), line.forget()) == (3, NOTHING)
    line.clock.forward(minutes=5)
    assert line.forget().erased == 3


def test_more_than_a_batch_is_worked_off_in_one_run(
    line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(forget, "BATCH", 7)
    line.faults.events_late = timedelta()
    for _ in range(30):
        line.call()
    line.clock.forward(seconds=61)
    assert line.forget() == done(erased=30)


def test_a_run_ends_when_its_time_is_over_and_gives_back_the_rest(line: Line) -> None:
    for _ in range(60):
        line.call()
    line.clock.forward(seconds=61)
    line.faults.latency = 0.05
    outcome = forget_due(line.connection, line.carrier, line.clock, seconds=0.4)
    assert 0 < outcome.erased < 60
    due = line.connection.zcount(KEYS[0], "-inf", line.clock().timestamp())
    assert due == 60 - outcome.erased


def test_an_empty_line_has_an_empty_ledger(connection: redis.Redis, line: Line) -> None:
    assert (line.forget(), line.ledger()) == (NOTHING, Ledger())


def test_a_call_of_ten_hours_is_no_refusal_and_its_time_is_true(line: Line) -> None:
    sid = "CA" + "a" * 32
    line.records.begin(sid, from_="+12125550100", to="+12025550199")
    line.sets.begins(sid, line.clock())
    line.clock.forward(hours=4, minutes=6)
    while line.clock() < SATURDAY_EVENING + timedelta(hours=9.9):
        assert line.forget() == NOTHING
        ledger = line.ledger()
        assert (ledger.going_on, ledger.waiting, ledger.refused) == (1, 0, {})
        line.clock.forward(minutes=10)
    line.records.end(sid)
    line.sets.ends(sid, line.clock())
    line.clock.forward(seconds=61)
    assert (line.forget().erased, line.ledger().seconds) == (1, {"62": 1})


def test_one_call_that_goes_wrong_in_a_new_way_stops_no_other(
    line: Line, monkeypatch: pytest.MonkeyPatch, json_log: pytest.CaptureFixture[str]
) -> None:
    line.faults.events_late = timedelta()
    strange, *_ = [line.call() for _ in range(5)]
    line.clock.forward(seconds=61)
    delete = line.carrier.delete_call

    def failing(sid: str) -> None:
        if sid == strange:
            raise ValueError("+12125550101")
        delete(sid)

    monkeypatch.setattr(line.carrier, "delete_call", failing)
    assert line.forget() == done(erased=4, refused=1)
    assert (line.records.left(), line.ledger().refused) == ({strange}, {"error": 1})
    assert "2125550101" not in json_log.readouterr().err


def test_a_404_of_somebody_else_proves_nothing(line: Line) -> None:
    line.call()
    line.clock.forward(seconds=61)
    page = httpx.MockTransport(lambda _: httpx.Response(404, html="<p>Not found</p>"))
    line.carrier.close()
    line.carrier.fence._http = httpx.Client(transport=page)
    assert line.forget() == done(trouble="a 404 that is not the carrier's")
    assert line.ledger().waiting == 1


def test_what_is_shown_for_ever_is_counted_and_its_age_is_known(line: Line) -> None:
    line.faults.still_shown = timedelta(days=60)
    line.call()
    line.clock.forward(seconds=61)
    line.forget()
    for _ in range(70):
        line.next_due()
        line.forget()
    ledger = line.ledger()
    assert (ledger.deleted, ledger.waiting, ledger.proven) == (1, 0, 0)
    assert ledger.oldest_deleted > 14 * 86400
    assert ledger.shown_for_days > 40


def test_since_when_an_old_call_is_known(line: Line) -> None:
    sid = "CA" + "a" * 32
    over = line.clock() - timedelta(days=20)
    line.sets.find(sid, over, line.clock())
    line.clock.forward(seconds=30)
    ledger = line.ledger()
    assert (ledger.oldest, ledger.oldest_known) == (20 * 86400 + 30, 30)
