"""The workers and the cron: whether they live, and whether they keep up."""

from collections.abc import Iterator

import redis

from ivr import store
from ivr.doctor.finding import Finding, Grade
from ivr.watching.degraded import LONG, LONGER
from ivr.wording import long, some

LATE: dict[str, tuple[Grade, str]] = {
    "room": ("wrong", "what a leader's keys do comes so late"),
    "erase": ("note", "calls are forgotten so late"),
    "schedule": ("note", "lists and rota are read so late"),
    "audio": ("note", "recordings become ready so late"),
}
"""What is late when jobs wait, by queue."""


def of_jobs(connection: redis.Redis) -> Iterator[Finding]:
    """Raises RedisError."""
    from workers.queues import NAMES
    from workers.serving import served

    living = served(connection)
    if missing := [name for name in NAMES if name not in living]:
        yield Finding("wrong", f"No worker serves {', '.join(missing)}: start `ivr worker`.")
    else:
        yield Finding("ok", "Every queue has a worker.")
    if connection.exists(store.BEAT.of("cron")):
        yield Finding("ok", "The cron lives.")
    else:
        yield Finding("wrong", "No cron lives: start `ivr cron`, or nothing is refreshed.")
    for name in NAMES:
        if name in living:
            yield from _waiting(connection, name)
        yield from _failed(connection, name)


def _waiting(connection: redis.Redis, name: str) -> Iterator[Finding]:
    from workers.waiting import oldest

    grade, late = LATE[name]
    age = oldest(connection, name)
    if age is not None and age.total_seconds() > LONG.get(name, LONGER):
        yield Finding(
            grade,
            f"A job of the queue {name} has waited for {long(age.total_seconds())}: {late}. See in "
            "the worker's log what keeps it, or start another `ivr worker`.",
        )


def _failed(connection: redis.Redis, name: str) -> Iterator[Finding]:
    from workers.process import MENDS
    from workers.waiting import failed

    for job, times in sorted(failed(connection, name).items()):
        mend = MENDS.get(job, "")
        if not mend or "ivr doctor" in mend:  # whoever reads this does
            mend = "see the worker's log, and mend what else is told here"
        yield Finding(
            "note",
            f"The job {job or 'without a name'} failed {some(times, 'time')} of late: {mend}.",
        )
