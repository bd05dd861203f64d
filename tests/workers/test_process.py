"""A real worker process: what it does, and what it tells when a job fails."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import redis
from rq.registry import FailedJobRegistry
from rq.results import Result
from rq.serializers import JSONSerializer

from ivr.store import text
from tests.workers.conftest import BURST, start, work_off
from workers.process import explain
from workers.queues import enqueue

NUMBER = "+12125550142"
"""What must be seen nowhere, as if a job had been given it."""


def test_a_worker_refreshes_the_rota(environ: dict[str, str], connection: redis.Redis) -> None:
    enqueue(connection, "schedule", "workers.jobs.refresh_rota", timeout=30)
    log = [json.loads(line) for line in work_off(environ).splitlines()]
    assert [(event["level"], event["outcome"]) for event in log] == [("info", "published")]
    assert text(connection.get("ivr:published:rota:version")) != ""


def test_a_failing_job_tells_its_mend_and_no_value(
    environ: dict[str, str], connection: redis.Redis
) -> None:
    job = enqueue(connection, "schedule", "workers.jobs.refresh_schedule", (NUMBER,), timeout=30)
    log = work_off(environ)
    events = [json.loads(line) for line in log.splitlines()]
    assert [(e["level"], e["job"], e["error"], e["mend"]) for e in events] == [
        (
            "error",
            "refresh_schedule",
            "SettingsError",
            "run `ivr refresh` to see what is wrong with the list",
        )
    ] * 3  # and two retries
    assert NUMBER not in log
    assert "Traceback" not in log
    failed = FailedJobRegistry("schedule", connection, serializer=JSONSerializer)
    assert failed.get_job_ids() == [job.id]
    (result,) = Result.all(job, serializer=JSONSerializer)
    assert result.exc_string == "See the log of the worker."
    assert 86_000 <= connection.ttl(job.key) <= 86_400


def test_what_is_told_of_a_failure(
    json_log: pytest.CaptureFixture[str], connection: redis.Redis
) -> None:
    job = enqueue(connection, "room", "workers.jobs.refresh_rota", (NUMBER,), timeout=30)
    assert explain(job, ValueError, ValueError(NUMBER), None) is True
    event = json.loads(json_log.readouterr().err)
    del event["timestamp"]
    assert event == {
        "event": "a job failed and is tried again",
        "level": "error",
        "job": "refresh_rota",
        "mend": "run `ivr doctor` to see what is wrong with the rota",
        "error": "ValueError",
        "at": "",
    }


def test_a_job_of_another_release_is_told_of_as_that(
    json_log: pytest.CaptureFixture[str], connection: redis.Redis
) -> None:
    job = enqueue(connection, "room", "workers.jobs.of_tomorrow", timeout=30)
    explain(job, ValueError, ValueError("no such job"), None)
    event = json.loads(json_log.readouterr().err)
    assert (event["job"], "another one queued it" in event["mend"]) == ("of_tomorrow", True)


def test_a_broken_rota_fails_no_job(
    environ: dict[str, str], folder: Path, connection: redis.Redis
) -> None:
    (folder / "rota.csv").write_bytes(b"")
    enqueue(connection, "schedule", "workers.jobs.refresh_rota", timeout=30)
    log = [json.loads(line) for line in work_off(environ).splitlines()]
    assert [event["outcome"] for event in log] == ["kept"]


def test_a_job_that_takes_too_long_is_ended_and_retried(
    environ: dict[str, str], connection: redis.Redis
) -> None:
    program = "import threading; threading.Event().wait(30)"
    enqueue(connection, "schedule", "builtins.exec", (program,), timeout=1)
    began = time.monotonic()
    process = start(environ, "from ivr import log; from workers.process import work; "
                    "log.set_up(json=True); work('schedule', burst=True)")  # fmt: skip
    _, log = process.communicate(timeout=30)
    events = [json.loads(line) for line in log.decode().splitlines()]
    assert [(e["job"], e["error"]) for e in events] == [("exec", "JobTimeoutException")] * 3
    assert time.monotonic() - began < 15


def states(connection: redis.Redis, queue: str) -> list[str]:
    workers = [text(key) for key in connection.smembers(f"rq:workers:{queue}")]
    return [text(connection.hget(key, "state")) for key in workers]


def test_a_worker_ends_when_it_is_told_to(environ: dict[str, str], connection: redis.Redis) -> None:
    process = start(environ, "from workers.process import work; work('erase')")
    try:
        deadline = time.monotonic() + 20
        while states(connection, "erase") != ["idle"]:
            assert time.monotonic() < deadline
            time.sleep(0.02)
        priority = os.getpriority(os.PRIO_PROCESS, process.pid)
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) == 0
    finally:
        process.kill()
        process.communicate()
    assert priority == min(os.nice(0) + 10, 19)  # forgetting gives way to callers
    assert connection.exists("rq:workers:erase") == 0


def test_a_queue_that_is_none_is_refused() -> None:
    answer = subprocess.run(
        [sys.executable, "-m", "workers.process", "calls"], capture_output=True, check=False
    )
    assert (answer.returncode, answer.stderr.decode()) == (
        1,
        "Usage: python -m workers.process room|erase|schedule|audio [ID OF THE SUPERVISOR]\n",
    )


def test_a_worker_without_redis_waits_in_one_line(environ: dict[str, str]) -> None:
    away = environ | {"REDIS_URL": "redis://127.0.0.1:1"}
    process = start(away, BURST)
    try:
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(3)
    finally:
        process.kill()
        _, told = process.communicate()
    assert (told.count(b"Redis is away"), told.count(b"Traceback")) == (1, 0)
