"""What the doctor says of the workers, of what waits for them, and of what failed."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
import redis
from rq import Worker
from rq.job import Job
from rq.registry import FailedJobRegistry
from rq.serializers import JSONSerializer

from ivr.clock import utc_now
from ivr.doctor import Finding
from ivr.doctor.jobs import of_jobs
from ivr.store import BEAT
from workers.queues import NAMES, enqueue, queue


@contextmanager
def running(connection: redis.Redis, *but: str) -> Iterator[None]:
    """The cron lives, and a worker for each queue `but` some."""
    connection.set(BEAT.of("cron"), "1", ex=90)
    workers = [
        Worker([queue(name, connection)], connection=connection, serializer=JSONSerializer)
        for name in NAMES
        if name not in but
    ]
    for worker in workers:
        worker.register_birth()  # type: ignore[no-untyped-call]
    try:
        yield
    finally:
        for worker in workers:
            worker.register_death()  # type: ignore[no-untyped-call]


def waits(connection: redis.Redis, name: str, job: str, since: timedelta) -> Job:
    """A job that has lain in a queue for so long."""
    queued = enqueue(connection, name, f"workers.jobs.{job}", ("sample",), timeout=60)
    queued.enqueued_at = utc_now() - since
    queued.save()
    return queued


WELL = [Finding("ok", "Every queue has a worker."), Finding("ok", "The cron lives.")]


def test_workers_and_a_cron_that_live(connection: redis.Redis) -> None:
    with running(connection):
        assert list(of_jobs(connection)) == WELL


def test_nothing_runs(connection: redis.Redis) -> None:
    waits(connection, "room", "tend_room", timedelta(hours=1))  # nobody is there to take it
    assert list(of_jobs(connection)) == [
        Finding(
            "wrong", "No worker serves room, erase, schedule, audio: start `ivr worker`."
        ),
        Finding("wrong", "No cron lives: start `ivr cron`, or nothing is refreshed."),
    ]  # fmt: skip


def test_a_queue_without_a_worker_is_named(connection: redis.Redis) -> None:
    with running(connection, "audio"):
        assert next(of_jobs(connection)) == Finding(
            "wrong", "No worker serves audio: start `ivr worker`."
        )


def test_workers_that_a_redis_has_forgotten_still_live(connection: redis.Redis) -> None:
    """RQ registers a worker once; a Redis that comes back empty knows only its heartbeats."""
    with running(connection):
        connection.delete("rq:workers")
        assert list(of_jobs(connection)) == WELL


@pytest.mark.parametrize(
    ("name", "minutes", "grade", "late"),
    [
        ("room", 2, "wrong", "2 min: what a leader's keys do comes so late"),
        ("erase", 20, "note", "20 min: calls are forgotten so late"),
        ("schedule", 180, "note", "3 h: lists and rota are read so late"),
        ("audio", 40, "note", "40 min: recordings become ready so late"),
    ],
)
def test_a_job_that_has_waited_too_long(
    connection: redis.Redis, name: str, minutes: int, grade: str, late: str
) -> None:
    given_up = waits(connection, name, "tend_room", timedelta(days=1))
    connection.delete(given_up.key)  # as RQ does when its patience is over; the id stays
    waits(connection, name, "tend_room", timedelta(seconds=20))
    with running(connection):
        assert list(of_jobs(connection)) == WELL
        waits(connection, name, "tend_room", timedelta(minutes=minutes))
        assert [(each.grade, each.sentence) for each in list(of_jobs(connection))[2:]] == [
            (
                grade,
                f"A job of the queue {name} has waited for {late}. See in the worker's log what "
                "keeps it, or start another `ivr worker`.",
            )
        ]


def test_jobs_that_failed_are_named_with_their_mend(connection: redis.Redis) -> None:
    for name, job in (
        ("schedule", "refresh_schedule"),
        ("schedule", "refresh_schedule"),
        ("schedule", "sweep_calls"),
        ("erase", "forget_calls"),
    ):
        failed = waits(connection, name, job, timedelta())
        queue(name, connection).remove(failed)
        registry = FailedJobRegistry(queue=queue(name, connection), serializer=JSONSerializer)
        registry.add(failed, ttl=86400, exc_string="See the log.")
    with running(connection):
        assert list(of_jobs(connection))[2:] == [
            Finding(
                "note",
                "The job forget_calls failed 1 time of late: see the worker's log, and mend what "
                "else is told here.",
            ),
            Finding(
                "note",
                "The job refresh_schedule failed 2 times of late: run `ivr refresh` to see what is "
                "wrong with the list.",
            ),
            Finding(
                "note",
                "The job sweep_calls failed 1 time of late: run `ivr privacy audit` to see what "
                "the carrier still has.",
            ),
        ]
