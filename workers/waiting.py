"""What lies in the queues: how long the oldest job has waited, and which have failed of late."""

from collections import Counter
from datetime import datetime, timedelta

import redis
from rq.job import Job
from rq.registry import FailedJobRegistry
from rq.serializers import JSONSerializer

from ivr.clock import utc_now
from workers.queues import queue

LOOKED_AT = 100
"""Ids at the head of a queue: a job that was given up before its turn leaves its id there."""

MOST_FAILED = 1000


def oldest(connection: redis.Redis, name: str, now: datetime | None = None) -> timedelta | None:
    """How long the oldest job of that queue has waited; None where none waits. Raises RedisError.

    `now` is aware.
    """
    ids = queue(name, connection).get_job_ids(0, LOOKED_AT)
    times = [job.enqueued_at for job in _jobs(ids, connection) if job.enqueued_at]
    return (now or utc_now()) - min(times) if times else None


def failed(connection: redis.Redis, name: str) -> Counter[str]:
    """The names of the jobs of that queue that failed in the last day, how often each: so long RQ
    keeps them (`FAILURE_LIFETIME`). Raises RedisError."""
    registry = FailedJobRegistry(queue=queue(name, connection), serializer=JSONSerializer)
    ids = registry.get_job_ids(0, MOST_FAILED, cleanup=False)
    return Counter((job.func_name or "").rpartition(".")[2] for job in _jobs(ids, connection))


def _jobs(ids: list[str], connection: redis.Redis) -> list[Job]:
    """Those that are there.

    RQ's own `fetch_many` is a transaction, which a Redis whose memory is full does not take.
    """
    with connection.pipeline(transaction=False) as pipe:
        for each in ids:
            pipe.hgetall(Job.key_for(each))
        found = pipe.execute()
    return [
        _job(each, fields, connection) for each, fields in zip(ids, found, strict=True) if fields
    ]


def _job(id: str, fields: dict[bytes, bytes], connection: redis.Redis) -> Job:
    job = Job(id, connection=connection, serializer=JSONSerializer)
    job.restore(fields)
    return job
