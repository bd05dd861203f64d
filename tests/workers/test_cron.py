"""When jobs are queued: with a clock of the test's, and a Redis that goes and comes back."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
import redis
from rq.registry import FailedJobRegistry, FinishedJobRegistry
from rq.serializers import JSONSerializer

from ivr.settings import Settings
from ivr.store import BEAT, text
from tests.redis_server import RedisServer, redis_server
from tests.schedule.conftest import settings_for
from tests.workers.conftest import work_off
from workers.cron import BURYING, DROPPING, FINDING, JITTER, ROOMS, Cron, Periodic, table
from workers.queues import queue

ROTA = Periodic("schedule", "workers.jobs.refresh_rota", 60.0, 60)
PLACES = Periodic("schedule", "workers.jobs.refresh_places", 300.0, 300)
ALL = ["bury_keys()", "refresh_places()", "refresh_rota()", "refresh_schedule(sample)"]
LIST = Periodic("schedule", "workers.jobs.refresh_schedule", 600.0, 600, ("sample",))


class Clock:
    """Seconds that pass when a test says so."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def cron(settings: Settings, clock: Clock) -> Iterator[Cron]:
    cron = Cron(settings, clock)
    yield cron
    cron.connection.close()


def queued(connection: redis.Redis) -> list[str]:
    return sorted(str(job.description) for job in queue("schedule", connection).jobs)


def test_the_table_has_each_list_and_the_rota(settings: Settings) -> None:
    assert table(settings) == (LIST, ROTA, PLACES, ROOMS, BURYING, FINDING, DROPPING)
    assert table(settings_for()) == (ROTA, PLACES, ROOMS, BURYING, FINDING, DROPPING)


def test_all_is_due_when_the_cron_starts(cron: Cron, connection: redis.Redis) -> None:
    wait = cron.tick()
    assert queued(connection) == ALL
    assert 0 < wait <= 30


def test_a_job_that_waits_longer_than_its_interval_is_dropped(
    cron: Cron, connection: redis.Redis
) -> None:
    cron.tick()
    kept = {job.description: (job.ttl, job.timeout) for job in queue("schedule", connection).jobs}
    assert kept == {
        "bury_keys()": (3600, 180),
        "refresh_places()": (300, 300),
        "refresh_rota()": (60, 60),
        "refresh_schedule(sample)": (600, 600),
    }


def test_jobs_come_again_at_their_times(cron: Cron, clock: Clock, connection: redis.Redis) -> None:
    """Two hours, looked at every four seconds: six times an hour the list, sixty times the rota."""
    counted = {LIST: 0, ROTA: 0, PLACES: 0, ROOMS: 0, BURYING: 0, FINDING: 0, DROPPING: 0}
    for _ in range(1800):
        before = dict(cron.due)
        cron.tick()
        for periodic, due in cron.due.items():
            if due != before[periodic]:
                counted[periodic] += 1
                shift = (due - clock.seconds) / periodic.every
                assert 1 - JITTER <= shift <= 1 + JITTER
        clock.seconds += 4
    assert 10 <= counted[LIST] <= 14
    assert 95 <= counted[ROTA] <= 134


def test_nothing_is_queued_before_its_time(
    cron: Cron, clock: Clock, connection: redis.Redis
) -> None:
    cron.tick()
    connection.delete("rq:queue:schedule")
    clock.seconds += 60 * (1 - JITTER) - 1
    cron.tick()
    assert queued(connection) == []
    clock.seconds += 120 * JITTER + 2
    cron.tick()
    assert queued(connection) == ["refresh_rota()"]


def test_the_wait_is_until_the_next_job(cron: Cron, clock: Clock) -> None:
    cron.tick()
    clock.seconds = min(cron.due.values()) - 7
    assert cron.tick() == pytest.approx(7)


def test_the_cron_shows_that_it_lives(cron: Cron, connection: redis.Redis) -> None:
    cron.tick()
    assert 85 <= connection.ttl(BEAT.of("cron")) <= 90
    assert text(connection.get(BEAT.of("cron"))) == "1"


def test_the_cron_outlives_redis(
    settings: Settings, clock: Clock, json_log: pytest.CaptureFixture[str]
) -> None:
    with redis_server() as own:
        cron = Cron(replace(settings, redis_url=own.url), clock)
        cron.tick()
        own.stop()
        clock.seconds += 3600
        assert [cron.tick() for _ in range(3)] == [2.0] * 3
        own.restart()
        assert cron.tick() <= 30
        with own.connect() as connection:
            assert queued(connection) == ALL
        cron.tick()
        with own.connect() as connection:
            assert queued(connection) == ALL
        cron.connection.close()
    log = json_log.readouterr().err.splitlines()
    assert [line.count("Redis is") for line in log] == [1, 1]


@pytest.mark.usefixtures("json_log")
def test_a_cron_that_starts_before_redis(settings: Settings, clock: Clock) -> None:
    with redis_server() as own:
        own.stop()
        cron = Cron(replace(settings, redis_url=own.url), clock)
        assert cron.tick() == 2.0
        own.restart()
        cron.tick()
        with own.connect() as connection:
            assert queued(connection) == ALL
        cron.connection.close()


def test_a_cron_runs_until_it_is_stopped(cron: Cron) -> None:
    waits: list[float] = []

    def stopped(seconds: float) -> bool:
        waits.append(seconds)
        return len(waits) == 3

    cron.run(stopped)
    assert len(waits) == 3
    assert min(waits) >= 0.1


def test_two_crons_do_no_harm(
    settings: Settings, environ: dict[str, str], clock: Clock, server: RedisServer,
    connection: redis.Redis,
) -> None:  # fmt: skip
    crons = [Cron(settings, clock) for _ in range(2)]
    for cron in crons:
        cron.tick()
        cron.connection.close()
    log = work_off(environ)
    finished = FinishedJobRegistry("schedule", connection, serializer=JSONSerializer)
    failed = FailedJobRegistry("schedule", connection, serializer=JSONSerializer)
    assert (finished.count, failed.count, queued(connection)) == (8, 0, [])
    assert log.count('"outcome": "published"') == 2
    published = [
        f"ivr:published:{name}:{text(connection.get(f'ivr:published:{name}:version'))}"
        for name in ("places", "rota", "schedule")
    ]
    kept = sorted(
        text(key)
        for key in connection.keys("ivr:published:*")
        if not text(key).endswith(":version")
    )
    assert kept == published
