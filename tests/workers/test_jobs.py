"""The jobs, called without a queue."""

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
import redis

from ivr import store
from ivr.clock import utc_now
from ivr.settings import SettingsError
from tests.line import TOKEN
from tests.rest import ACCOUNT, PretendRest, Records, rest_server
from workers import jobs
from workers.process import MENDS


@pytest.fixture(autouse=True)
def in_this_process(environ: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in environ.items():
        monkeypatch.setenv(name, value)


def events(log: pytest.CaptureFixture[str]) -> list[tuple[str, str]]:
    """Level and outcome of each event."""
    lines = map(json.loads, log.readouterr().err.splitlines())
    return [(event["level"], event["outcome"]) for event in lines]


def test_a_list_is_published_and_then_unchanged(
    json_log: pytest.CaptureFixture[str], connection: redis.Redis
) -> None:
    assert [jobs.refresh_schedule("sample") for _ in range(2)] == ["published", "unchanged"]
    assert events(json_log) == [("info", "published"), ("info", "unchanged")]
    assert connection.exists("ivr:published:schedule:version") == 1


def test_the_rota_is_published_and_told_of_only_when_there_is_news(
    json_log: pytest.CaptureFixture[str], folder: Path
) -> None:
    assert [jobs.refresh_rota() for _ in range(4)] == ["published"] + ["unchanged"] * 3
    (folder / "rota.csv").unlink()
    assert [jobs.refresh_rota() for _ in range(3)] == ["kept"] * 3
    assert events(json_log) == [("info", "published"), ("info", "unchanged"), ("info", "kept")]


def test_a_list_that_is_gone_is_kept(json_log: pytest.CaptureFixture[str], folder: Path) -> None:
    jobs.refresh_schedule("sample")
    (folder / "meetings.json").unlink()
    assert jobs.refresh_schedule("sample") == "kept"
    assert events(json_log) == [("info", "published"), ("info", "kept")]


def test_a_list_that_no_block_names() -> None:
    with pytest.raises(SettingsError) as caught:
        jobs.refresh_schedule("nobodys")
    assert str(caught.value) == (
        f'{os.environ["IVR_CONFIG"]}: no [[source]] has the name "nobodys": add one.'
    )


def test_a_job_without_redis_says_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("REDIS_URL")
    with pytest.raises(SettingsError):
        jobs.refresh_rota()


def test_every_job_has_a_mend_for_its_failure() -> None:
    defined = {
        name
        for name, value in vars(jobs).items()
        if callable(value) and getattr(value, "__module__", "") == jobs.__name__
    }
    assert {name for name in defined if not name.startswith("_")} == set(MENDS)


def test_a_file_that_was_sent_and_lost_is_dropped(environ: dict[str, str]) -> None:
    lost = Path(environ["IVR_DATA_DIR"]) / "recordings" / "uploads" / ("a" * 32)
    lost.parent.mkdir(parents=True)
    lost.write_bytes(b"raw")
    assert jobs.drop_uploads() == "0 dropped"
    os.utime(lost, (1, 1))
    assert jobs.drop_uploads() == "1 dropped"
    assert not lost.exists()


def test_rooms_are_looked_after_without_an_account(connection: redis.Redis) -> None:
    connection.zadd(store.ROOMS.of(), {"meeting-main": 1, "meeting-es": 2})
    assert jobs.tend_rooms() == "2 rooms"
    assert jobs.tend_rooms() == "0 rooms"
    assert jobs.tend_room("meeting-main") == "tended"
    assert jobs.room_command("meeting-main", "mode", "") == "no account"


@pytest.fixture
def carrier(monkeypatch: pytest.MonkeyPatch) -> Iterator[PretendRest]:
    with rest_server(Records(utc_now)) as rest:
        monkeypatch.setenv("IVR_TWILIO_API", rest.url)
        monkeypatch.setenv("TWILIO_ACCOUNT_SID", ACCOUNT)
        monkeypatch.setenv("TWILIO_AUTH_TOKEN", TOKEN)
        yield rest
        assert rest.check() == []


def test_a_command_for_a_room_in_which_nobody_is(carrier: PretendRest) -> None:
    assert jobs.room_command("meeting-main", "mode", "") == "nobody"
    assert {asked.path.rpartition("/")[2] for asked in carrier.requests} == {"Conferences.json"}


def test_a_carrier_that_does_not_answer_is_no_failure(
    carrier: PretendRest, connection: redis.Redis, json_log: pytest.CaptureFixture[str]
) -> None:
    carrier.records.faults.status = 503
    entry = b'{"state":"in","since":1,"came":1,"query":""}'
    connection.hset(store.ROOM_PEOPLE.of("meeting-main"), f"CA{1:032x}", entry)
    connection.zadd(store.ROOMS.of(), {"meeting-main": 1})
    assert jobs.room_command("meeting-main", "mode", "") == "trouble"
    assert jobs.tend_rooms() == "1 rooms"
    lines = list(map(json.loads, json_log.readouterr().err.splitlines()))
    assert [(line["event"], line["why"]) for line in lines] == [
        ("the carrier does not answer, rooms wait", "status 503")
    ]
