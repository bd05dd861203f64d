"""How a job lies in Redis: JSON, retried, soon forgotten."""

import json
import zlib

import redis

from ivr.store import text
from workers.queues import FAILURE_LIFETIME, NAMES, RESULT_LIFETIME, enqueue, queue


def stored(connection: redis.Redis) -> dict[str, bytes]:
    """All bytes that are in Redis, each under its key (and field)."""
    found = {}
    for key in map(text, connection.keys("*")):
        kind = text(connection.type(key))
        if kind == "hash":
            fields = connection.hgetall(key)
            found.update({f"{key} {text(f)}": v for f, v in fields.items() if isinstance(v, bytes)})
        elif kind == "list":
            found[key] = b" ".join(v for v in connection.lrange(key, 0, -1) if isinstance(v, bytes))
        elif kind == "string":
            value = connection.get(key)
            found[key] = value if isinstance(value, bytes) else b""
    return found


def test_there_is_a_queue_for_each_kind_of_work() -> None:
    assert NAMES == ("room", "erase", "schedule", "audio")


def test_a_job_lies_in_redis_as_json(connection: redis.Redis) -> None:
    job = enqueue(connection, "schedule", "workers.jobs.refresh_schedule", ("upstate",), timeout=9)
    data = stored(connection)[f"rq:job:{job.id} data"]
    assert json.loads(zlib.decompress(data)) == [
        "workers.jobs.refresh_schedule",
        None,
        ["upstate"],
        {},
    ]


def test_nothing_of_a_job_is_a_pickle(connection: redis.Redis) -> None:
    enqueue(connection, "schedule", "workers.jobs.refresh_rota", timeout=9)
    values = stored(connection).values()
    plain = [zlib.decompress(value) if value[:1] == b"\x78" else value for value in values]
    assert [value for value in plain if value[:1] == b"\x80" or b"csystem" in value] == []


def test_a_job_is_retried_and_forgotten(connection: redis.Redis) -> None:
    enqueue(connection, "schedule", "workers.jobs.refresh_rota", timeout=60, patience=50)
    (job,) = queue("schedule", connection).jobs
    assert (job.timeout, job.ttl, job.retries_left) == (60, 50, 2)
    assert (job.result_ttl, job.failure_ttl) == (RESULT_LIFETIME, FAILURE_LIFETIME) == (300, 86400)
    assert 45 <= connection.ttl(job.key) <= 50


def test_a_job_tells_of_itself_only_its_name_and_arguments(connection: redis.Redis) -> None:
    job = enqueue(connection, "erase", "workers.jobs.forget", ("CA1", "CA2"), timeout=9)
    assert job.description == "forget(CA1, CA2)"
    assert (job.func_name, list(job.args)) == ("workers.jobs.forget", ["CA1", "CA2"])
