"""The queues, and how a job gets into one: JSON only, retried, and soon forgotten."""

from collections.abc import Sequence

import redis
from rq import Queue, Retry
from rq.job import Job
from rq.serializers import JSONSerializer

NAMES = ("room", "erase", "schedule", "audio")
"""A process each: RQ dequeues reliably with one queue a process, and a mute never waits."""

RESULT_LIFETIME = 300
FAILURE_LIFETIME = 24 * 3600
"""Seconds that RQ keeps a finished and a failed job: long enough to look, then gone."""


def queue(name: str, connection: redis.Redis) -> Queue:
    return Queue(name, connection=connection, serializer=JSONSerializer)


def enqueue(
    connection: redis.Redis,
    name: str,
    job: str,
    arguments: Sequence[str] = (),
    *,
    timeout: int,
    patience: int | None = None,
) -> Job:
    """Queue `job` (its dotted name) with plain arguments.

    `timeout` is in seconds of work; `patience` in seconds of waiting, after which it is dropped
    because the next one has come.
    """
    return queue(name, connection).enqueue(
        job,
        args=tuple(arguments),
        job_timeout=timeout,
        ttl=patience,
        result_ttl=RESULT_LIFETIME,
        failure_ttl=FAILURE_LIFETIME,
        retry=Retry(max=2),
        description=f"{job.rpartition('.')[2]}({', '.join(arguments)})",
    )
