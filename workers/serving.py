"""Which queues have a worker that lives: one that was killed leaves its name in Redis behind."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import redis
from rq import Worker
from rq.utils import utcparse

from ivr import store

SILENT = timedelta(seconds=30)
"""Without a heartbeat for so long a worker is dead. One that waits for a job shows one every 15
seconds (RQ's dequeue_timeout for our WORKER_LIFETIME), one that works every MONITORING seconds,
and one that lost Redis looks for it as often as the first. By the workers' clocks and Redis's."""


def served(connection: redis.Redis) -> frozenset[str]:
    """The names of the queues from which somebody takes. Raises RedisError."""
    return frozenset(living(connection))


def living(connection: redis.Redis) -> Counter[str]:
    """How many workers take from each queue that has any. Raises RedisError."""
    seconds, fraction = connection.time()
    now = datetime.fromtimestamp(seconds, UTC) + timedelta(microseconds=fraction)
    return Counter(
        name
        for beat, queues in _workers(connection)
        if now - beat < SILENT
        for name in queues.split(",")
    )


def _workers(connection: redis.Redis) -> Iterator[tuple[datetime, str]]:
    """When each last showed that it lives, and its queues.

    Not by RQ's own register, which a Redis that comes back empty has lost while they live on.
    """
    for key in list(connection.scan_iter(f"{Worker.redis_worker_namespace_prefix}*", count=1000)):
        if connection.type(key) not in (b"hash", "hash"):
            continue
        found: Any = connection.hmget(key, "last_heartbeat", "queues", "death")
        beat, queues, death = map(store.text, found)
        if beat and not death:
            yield utcparse(beat), queues
