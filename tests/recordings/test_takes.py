"""What an operator said becomes one draft, whatever is told twice, refused or slow."""

from datetime import timedelta
from itertools import pairwise

import pytest
import redis

from ivr import store
from ivr.carrier import Trouble
from ivr.recordings.making import GONE, NotThereYet
from ivr.recordings.takes import AGAIN, Takes
from ivr.recordings.unusable import LARGEST, Unusable
from tests.recordings.made import voice
from tests.recordings.sounds import needs_espeak
from tests.recordings.spoken import spoken
from tests.recordings.studio import Studio, said
from tests.redis_server import redis_server
from workers.queues import queue

pytestmark = needs_espeak


def test_what_was_said_becomes_a_draft_and_the_raw_recording_goes(studio: Studio) -> None:
    sid = studio.recorded(studio.call())
    began = studio.begin(sid)
    assert (began.state, studio.queued, studio.waiting()) == ("waiting", [sid], [sid])
    take = studio.make(sid)
    (draft,) = studio.library.state().shelf("en", "welcome").versions
    assert take == studio.takes.get(sid)
    assert take is not None
    assert (take.state, take.version, take.hash) == ("ready", draft.number, draft.hash)
    assert (draft.take, draft.who, draft.came) == (sid, "Ana", "telephone")
    assert draft.text == "Welcome to the N A meeting line."
    assert (len(take.peaks), take.seconds) == (200, draft.seconds)
    assert studio.records.left_recordings() == set()
    assert studio.waiting() == []
    assert 86_000 < studio.connection.ttl(store.TAKE.of(sid)) <= 86_400


def test_a_draft_has_the_words_of_the_number_where_it_was_said(studio: Studio) -> None:
    sid = studio.recorded(studio.call())
    words = "Welcome to the Friday group."
    studio.takes.begin(
        sid, language="en", prompt="welcome", who="Ana", came="telephone", words=words
    )
    sent = studio.takes.upload(
        studio.library.storage,
        voice(),
        language="en",
        prompt="welcome",
        who="Ben",
        came="file",
        words=words,
    )
    studio.make(sid)
    studio.make(sent.id)
    drafts = studio.library.state().shelf("en", "welcome").versions
    assert [draft.text for draft in drafts] == [words, words]


def test_told_and_worked_off_twice_it_is_one_draft(studio: Studio) -> None:
    sid = studio.recorded(studio.call())
    first = studio.begin(sid)
    studio.clock.forward(seconds=1)
    assert studio.begin(sid) == first
    assert studio.queued == [sid]
    done = [studio.make(sid) for _ in range(2)]
    assert done[0] == done[1] == studio.begin(sid)
    assert (studio.drafts(), studio.queued, studio.waiting()) == ([sid], [sid], [])


def test_a_recording_that_was_not_ready_is_queued_when_it_is_told_of_again(studio: Studio) -> None:
    call = studio.call()
    sid = studio.records.record(call, audio=said(), ready=studio.clock() + timedelta(seconds=20))
    studio.begin(sid)
    with pytest.raises(NotThereYet):
        studio.make(sid)
    assert studio.waiting() == [sid]
    studio.clock.forward(seconds=21)
    studio.begin(sid)
    assert studio.queued == [sid, sid]
    take = studio.make(sid)
    assert take is not None
    assert take.state == "ready"


@pytest.mark.parametrize(
    ("audio", "reason"),
    [(spoken(()), "silent"), (b"", "unreadable"), (b"hello" * 100, "unreadable")],
)
def test_a_recording_that_is_refused_goes_too_and_says_why(
    studio: Studio, audio: bytes, reason: str
) -> None:
    sid = studio.recorded(studio.call(), audio=audio)
    studio.begin(sid)
    take = studio.make(sid)
    assert take is not None
    assert (take.state, take.reason, take.version) == ("refused", reason, 0)
    assert take.sentence.endswith(".")
    assert (studio.drafts(), studio.records.left_recordings(), studio.waiting()) == ([], set(), [])


def test_an_announcement_is_twenty_seconds_at_most(studio: Studio) -> None:
    call = studio.call()
    short = studio.recorded(call, prompt="")
    long = studio.recorded(call, prompt="", audio=spoken(("The meeting is cancelled. " * 20,)))
    for sid in (short, long):
        studio.begin(sid, prompt="")
    takes = [studio.make(sid) for sid in (short, long)]
    assert [take.state for take in takes if take] == ["ready", "refused"]
    assert takes[1] is not None
    assert (takes[1].reason, takes[1].sentence) == (
        "long",
        "The recording is longer than 20 seconds: say it in less, or cut it.",
    )
    (draft,) = studio.library.state().announcements
    assert takes[0] is not None
    assert (draft.id, draft.hash, draft.take) == (takes[0].announcement, takes[0].hash, short)


def test_a_file_that_was_sent_becomes_a_draft(studio: Studio) -> None:
    storage = studio.library.storage
    take = studio.takes.upload(
        storage, voice(), language="en", prompt="welcome", who="Ben", came="browser"
    )
    assert (len(take.id), take.uploaded, studio.queued) == (32, True, [take.id])
    made = studio.make(take.id, carrier=False)
    assert made is not None
    assert (made.state, made.version, studio.drafts()) == ("ready", 1, [take.id])
    assert (storage.upload(take.id), studio.waiting()) == (None, [])


def test_a_file_that_is_refused_goes_too(studio: Studio) -> None:
    storage = studio.library.storage
    take = studio.takes.upload(
        storage, b"no sound", language="en", prompt="welcome", who="Ben", came="browser"
    )
    made = studio.make(take.id)
    assert made is not None
    assert (made.state, made.reason, storage.upload(take.id)) == ("refused", "unreadable", None)


def test_a_file_that_is_too_large_is_not_kept_at_all(studio: Studio) -> None:
    with pytest.raises(Unusable, match="larger than 20 MB") as caught:
        studio.takes.upload(
            studio.library.storage,
            bytes(LARGEST + 1),
            language="en",
            prompt="welcome",
            who="Ben",
            came="browser",
        )
    assert (caught.value.reason, studio.waiting()) == ("large", [])


def test_where_redis_is_away_an_upload_leaves_nothing(studio: Studio) -> None:
    with redis_server() as server, server.connect() as connection:
        takes = Takes(connection, studio.clock, studio.queued.append)
        server.stop()
        with pytest.raises(redis.exceptions.RedisError):
            takes.upload(
                studio.library.storage,
                b"x",
                language="en",
                prompt="welcome",
                who="Ben",
                came="browser",
            )
    assert studio.queued == []


def test_while_nothing_may_be_deleted_the_raw_recording_stays(studio: Studio) -> None:
    sid = studio.recorded(studio.call())
    studio.begin(sid)
    take = studio.make(sid, held=True)
    assert take is not None
    assert (take.state, studio.records.left_recordings()) == ("ready", {sid})
    assert studio.waiting() == []


@pytest.mark.parametrize("status", [429, 500])
def test_a_carrier_in_trouble_is_asked_again(studio: Studio, status: int) -> None:
    sid = studio.recorded(studio.call())
    studio.begin(sid)
    studio.records.faults.status = status
    with pytest.raises(Trouble):
        studio.make(sid)
    assert (studio.drafts(), studio.waiting()) == ([], [sid])
    studio.records.faults.status = None
    studio.clock.forward(seconds=AGAIN.total_seconds())
    assert studio.find() == (1, 0)
    studio.make(studio.queued[-1])
    assert (studio.drafts(), studio.waiting()) == ([sid], [])


def test_trouble_after_the_draft_makes_no_second_one(studio: Studio) -> None:
    sid = studio.recorded(studio.call())
    studio.begin(sid)
    studio.records.faults.rates = {"500": 0.5}
    for seed in range(40):
        studio.records.faults.seed = seed
        try:
            studio.make(sid)
        except Trouble:
            continue
        break
    assert (studio.drafts(), studio.waiting()) == ([sid], [])
    assert studio.records.left_recordings() == set()


def test_a_recording_that_the_carrier_lost_is_waited_for_and_then_given_up(studio: Studio) -> None:
    sid = studio.recorded(studio.call())
    studio.begin(sid)
    studio.carrier.delete_recording(sid)
    with pytest.raises(NotThereYet):
        studio.make(sid)
    studio.clock.forward(seconds=GONE.total_seconds() + 1)
    take = studio.make(sid)
    assert take is not None
    assert (take.state, take.reason, studio.waiting()) == ("refused", "lost", [])


def test_without_an_account_nothing_can_be_fetched(studio: Studio) -> None:
    sid = studio.recorded(studio.call())
    studio.begin(sid)
    take = studio.make(sid, carrier=False)
    assert take is not None
    assert (take.state, take.reason) == ("refused", "lost")


def test_a_take_that_nobody_knows_is_no_work(studio: Studio) -> None:
    assert studio.make("RE" + "0" * 32) is None


def test_those_that_wait_are_queued_again_ever_more_seldom(studio: Studio) -> None:
    sid = studio.recorded(studio.call())
    studio.begin(sid)
    again = []
    for minute in range(180):
        if studio.takes.queue_again():
            again.append(minute)
        studio.clock.forward(minutes=1)
    assert again[0] == 2
    assert again == sorted(again)
    assert 8 <= len(again) <= 12
    gaps = [after - before for before, after in pairwise(again)]
    assert gaps == sorted(gaps)


def test_the_job_is_queued_with_the_id_and_no_more(studio: Studio) -> None:
    sid = studio.recorded(studio.call())
    Takes(studio.connection, studio.clock).begin(
        sid, language="en", prompt="welcome", who="Ana", came="telephone"
    )
    (job,) = queue("audio", studio.connection).jobs
    assert (job.func_name, job.args) == ("workers.jobs.make_take", [sid])
