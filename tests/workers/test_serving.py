"""Who takes jobs, also after a kill that nobody could tell of."""

import signal
import time
from datetime import UTC, datetime

import pytest
import redis
from rq import Worker
from rq.utils import utcformat

from tests.workers.conftest import start
from workers.process import MONITORING, WORKER_LIFETIME, QuietWorker
from workers.queues import NAMES, queue
from workers.serving import SILENT, served

WORKING = "from workers.process import work; work('audio')"


def beats(connection: redis.Redis, seconds_ago: float) -> None:
    """A worker of the queue `room` showed then for the last time that it lives."""
    at = datetime.fromtimestamp(time.time() - seconds_ago, UTC)
    name = f"{Worker.redis_worker_namespace_prefix}one"
    connection.hset(name, mapping={"queues": "room", "last_heartbeat": utcformat(at)})


@pytest.mark.parametrize(
    ("seconds_ago", "names"), [(0, {"room"}), (25, {"room"}), (32, set()), (-3600, {"room"})]
)
def test_a_worker_without_a_heartbeat_is_dead(
    connection: redis.Redis, seconds_ago: float, names: set[str]
) -> None:
    beats(connection, seconds_ago)
    assert served(connection) == names


def test_whoever_has_ended_or_was_never_heard_of_serves_nothing(connection: redis.Redis) -> None:
    connection.hset("rq:worker:gone", mapping={"queues": "room"})
    connection.set("rq:worker:strange", "room")
    beats(connection, 0)
    connection.hset("rq:worker:one", "death", "2026-11-21T23:40:00.000000Z")
    assert served(connection) == set()


def test_the_longest_pause_of_a_living_worker_is_half_of_that(connection: redis.Redis) -> None:
    worker = QuietWorker(
        [queue(name, connection) for name in NAMES],
        connection=connection,
        worker_ttl=WORKER_LIFETIME,
        job_monitoring_interval=MONITORING,
    )
    pauses = (worker.dequeue_timeout, MONITORING, worker.max_connection_wait_time)
    assert max(pauses) * 2 == SILENT.total_seconds()


def test_a_real_worker_lives_until_it_is_killed(
    environ: dict[str, str], connection: redis.Redis
) -> None:
    process = start(environ, WORKING)
    try:
        deadline = time.monotonic() + 30
        while served(connection) != {"audio"} and time.monotonic() < deadline:
            time.sleep(0.1)
        assert served(connection) == {"audio"}
    finally:
        process.send_signal(signal.SIGKILL)
        process.communicate()
    (name,) = connection.scan_iter(f"{Worker.redis_worker_namespace_prefix}*")
    assert connection.hget(name, "death") is None
    then = datetime.fromtimestamp(time.time(), UTC) - SILENT
    connection.hset(name, "last_heartbeat", utcformat(then))
    assert served(connection) == set()
