"""Nothing that was said is lost: not with a callback, nor with a job, nor with Redis, nor to

forgetting, which leaves a call alone until its recordings are taken.
"""

import json
import os
from datetime import timedelta

import pytest

from ivr import store
from ivr.erasure.due import KEYS
from ivr.recordings.finding import drop_uploads
from ivr.recordings.offers import KEPT, Offers, offered
from ivr.recordings.take import Offer
from tests.line import SATURDAY_EVENING as NOW
from tests.recordings.sounds import needs_espeak
from tests.recordings.studio import Studio

pytestmark = needs_espeak


def offer(prompt: str, seconds: float) -> Offer:
    return Offer(language="en", prompt=prompt, who="Ana", at=NOW + timedelta(seconds=seconds))


def test_a_recording_is_what_was_asked_for_last_before_it() -> None:
    offers = [offer("one", 0), offer("two", 60), offer("three", 120)]
    found = [offered(offers, NOW + timedelta(seconds=s)) for s in (-9, 0, 57, 58, 61, 119, 500)]
    assert [each.prompt for each in found if each] == [
        *("one", "one", "one", "two", "two", "three", "three"),
    ]
    assert offered([], NOW) is None


def test_a_recording_of_which_nobody_told_is_found(studio: Studio) -> None:
    call = studio.call()
    first, second = studio.recorded(call), studio.recorded(call, "goodbye")
    assert studio.find() == (0, 2)
    assert studio.find() == (0, 0)
    assert set(studio.queued) == {first, second}
    for sid in studio.queued:
        studio.make(sid)
    assert (studio.drafts(), studio.drafts("goodbye")) == ([first], [second])
    take = studio.takes.get(second)
    assert take is not None
    assert (take.who, take.came, take.language) == ("Ana", "telephone", "en")


def test_what_is_found_has_the_words_that_were_asked_for(studio: Studio) -> None:
    call = studio.call()
    studio.takes.offer(call, "en", "welcome", "Ana", words="Welcome to the Friday group.")
    sid = studio.records.record(call, at=studio.clock.forward(seconds=6))
    studio.clock.forward(seconds=5)
    assert studio.find() == (0, 1)
    take = studio.takes.get(sid)
    assert take is not None
    assert take.words == "Welcome to the Friday group."


def test_one_that_is_still_being_made_is_left_to_its_callback(studio: Studio) -> None:
    call = studio.call()
    studio.takes.offer(call, "en", "welcome", "Ana")
    studio.records.record(call, ready=studio.clock() + timedelta(seconds=30))
    assert (studio.find(), studio.queued) == ((0, 0), [])
    studio.clock.forward(seconds=31)
    assert studio.find() == (0, 1)


def test_a_call_that_the_carrier_does_not_talk_about_stops_no_other(
    studio: Studio, json_log: pytest.CaptureFixture[str]
) -> None:
    calls = [studio.call() for _ in range(4)]
    wanted = [studio.recorded(call) for call in calls][1::2]
    studio.records.faults.refused_of = set(calls[::2])
    assert (studio.find(), studio.queued) == ((0, 2), wanted)
    (line,) = map(json.loads, json_log.readouterr().err.splitlines())
    assert (line["event"], line["calls"], line["code"]) == (
        "the carrier refuses to list the recordings of calls, the next run asks again",
        2,
        20001,
    )
    studio.records.faults.refused_of = set()
    assert studio.find() == (0, 2)


def test_a_job_that_was_lost_is_queued_again(studio: Studio) -> None:
    sid = studio.recorded(studio.call())
    studio.begin(sid)
    assert studio.find() == (0, 0)
    studio.clock.forward(minutes=2)
    assert studio.find() == (1, 0)
    assert studio.queued == [sid, sid]


def test_what_another_release_keeps_waits_for_it_and_stops_no_other(
    studio: Studio, json_log: pytest.CaptureFixture[str]
) -> None:
    """A take and an offer that cannot be read here, and one of each that can."""
    call, other = studio.call(), studio.call()
    theirs, ours = studio.recorded(call), studio.recorded(call)
    for sid in (theirs, ours):
        studio.begin(sid)
    take, offer = b'{"form":2,"state":"dreamt"}', b'{"form":2}'
    studio.connection.set(store.TAKE.of(theirs), take)
    studio.recorded(other)
    studio.connection.zadd(store.TAKE_OFFERS.of(other), {offer: 1})
    studio.clock.forward(minutes=6)
    assert studio.make(theirs) is None
    assert studio.begin(theirs).state == "waiting"  # the callback, told again
    studio.queued.clear()
    assert (studio.find(), studio.queued) == ((1, 0), [ours])
    studio.over(call)
    studio.over(other)
    assert studio.find() == (0, 0)
    assert studio.connection.get(store.TAKE.of(theirs)) == take
    assert studio.connection.zscore(store.TAKES_WAITING.of(), theirs) is not None
    assert studio.connection.zscore(store.TAKE_OFFERS.of(other), offer) == 1
    said = [json.loads(line)["event"] for line in json_log.readouterr().err.splitlines()]
    assert set(said) == {"recordings of another release wait for it"}


def test_the_carrier_is_asked_only_about_calls_in_which_somebody_records(studio: Studio) -> None:
    studio.call()
    before = len(studio.rest.requests)
    assert studio.find() == (0, 0)
    assert len(studio.rest.requests) == before


def test_offers_stay_until_the_call_is_over_and_all_is_taken(studio: Studio) -> None:
    call = studio.call()
    sid = studio.recorded(call)
    studio.begin(sid, call)

    def kept() -> bool:
        studio.find()
        return call in studio.takes.offers.calls()

    found = [kept()]
    studio.clock.forward(minutes=6)
    found.append(kept())  # it goes on, and its take waits
    studio.over(call)
    found.append(kept())  # its take waits
    studio.make(sid)
    found.append(kept())
    assert found == [True, True, True, False]
    assert studio.connection.exists(store.TAKE_OFFERS.of(call)) == 0


def test_an_offer_that_led_to_nothing_goes_some_minutes_after_the_call(studio: Studio) -> None:
    call = studio.call()
    studio.takes.offer(call, "en", "welcome", "Ana")
    studio.over(call)
    studio.find()
    assert list(studio.takes.offers.calls()) == [call]
    studio.clock.forward(minutes=5, seconds=1)
    studio.find()
    assert studio.takes.offers.calls() == {}


def test_a_call_is_forgotten_when_its_recordings_are_taken_and_not_before(studio: Studio) -> None:
    """The callback is lost, and the end of the call told."""
    call, other = studio.call(), studio.call()
    sid = studio.recorded(call)
    studio.over(call)
    studio.over(other)
    studio.clock.forward(seconds=61)
    assert studio.forget().erased == 1
    assert studio.records.left_recordings() == {sid}
    studio.clock.forward(minutes=6)
    studio.find()
    assert studio.forget().erased == 0  # begun, and no draft yet
    studio.make(sid)
    assert (studio.drafts(), studio.records.left_recordings()) == ([sid], set())
    studio.find()
    studio.clock.forward(seconds=31)
    assert studio.forget().erased == 1
    assert studio.carrier.shows_call(call) is False


def test_a_callback_alone_holds_the_call(studio: Studio) -> None:
    """Redis did not take the offer, and was back for the callback."""
    call = studio.call()
    sid = studio.records.record(call)
    studio.begin(sid, call)
    studio.over(call)
    studio.clock.forward(seconds=61)
    assert studio.forget().erased == 0
    assert studio.records.left_recordings() == {sid}


def test_after_a_week_a_call_is_forgotten_all_the_same(
    studio: Studio, json_log: pytest.CaptureFixture[str]
) -> None:
    call = studio.call()
    sid = studio.recorded(call)
    studio.over(call)
    studio.clock.forward(seconds=KEPT.total_seconds() - 60)
    assert (studio.forget().erased, studio.records.left_recordings()) == (0, {sid})
    studio.clock.forward(seconds=120)
    assert (studio.forget().erased, studio.records.left_recordings()) == (1, set())
    assert [json.loads(line)["event"] for line in json_log.readouterr().err.splitlines()] == [
        "a call is forgotten, though its recordings could not be taken for days"
    ]
    assert studio.takes.offers.calls() == {}


def test_calls_without_recordings_cost_a_run_one_question_more(studio: Studio) -> None:
    """Whatever the number of calls: what Redis does for ten and for a hundred of them."""

    def asked(calls: int) -> int:
        for _ in range(calls):
            studio.over(studio.call())
        studio.clock.forward(seconds=61)
        studio.connection.config_resetstat()
        assert studio.forget().erased == calls
        return int(studio.connection.info("commandstats")["cmdstat_zrange"]["calls"])

    assert asked(10) <= 2
    assert asked(100) <= 2


def test_a_file_of_which_no_take_waits_goes_after_a_day(studio: Studio) -> None:
    """Its sender was killed between the store and Redis."""
    storage, folder = studio.library.storage, studio.settings.data_dir / "recordings" / "uploads"
    assert drop_uploads(studio.takes, storage) == 0
    take = studio.takes.upload(
        storage, b"x", language="en", prompt="welcome", who="Ben", came="file"
    )
    lost, young = "a" * 32, "b" * 32
    for id in (lost, young):
        storage.put_upload(id, b"x")
    hours = {take.id: 48, lost: 25, young: 23}
    for id, age in hours.items():
        at = (NOW - timedelta(hours=age)).timestamp()
        os.utime(folder / id, (at, at))
    assert drop_uploads(studio.takes, storage) == 1
    assert {path.name for path in folder.iterdir()} == {take.id, young}


def test_nobody_ever_looks_at_what_is_older(studio: Studio) -> None:
    """Of a call that forgetting never had, the offers go by themselves."""
    call = "CA" + "f" * 32
    Offers(studio.connection).add(call, offer("welcome", 0))
    studio.clock.forward(days=9)
    studio.find()
    assert studio.takes.offers.calls() == {}
    assert studio.connection.zscore(KEYS[0], call) is None
