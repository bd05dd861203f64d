"""When: one table, walked for as long as the process lives.

It survives Redis and takes no lock. Two may run, so each job is harmless when it runs twice.
"""

import random
import time
from collections.abc import Callable
from dataclasses import dataclass

import redis
import structlog
from rq.job import Job

from ivr import store
from ivr.log import failure
from ivr.settings import Settings
from workers.queues import enqueue

log = structlog.get_logger()

JITTER = 0.1
"""Part of the interval by which each time is shifted, so that lists are not all asked at once."""


@dataclass(frozen=True, slots=True)
class Periodic:
    """A job that comes again every `every` seconds and may work for `timeout` seconds."""

    queue: str
    job: str
    every: float
    timeout: int
    arguments: tuple[str, ...] = ()


def table(settings: Settings) -> tuple[Periodic, ...]:
    """All periodic jobs of this installation."""
    lists = tuple(
        Periodic(
            "schedule",
            "workers.jobs.refresh_schedule",
            source.refresh_minutes * 60.0,
            600,
            (source.name,),
        )
        for source in settings.sources
    )
    return (
        *lists,
        ROTA,
        PLACES,
        ROOMS,
        BURYING,
        FINDING,
        DROPPING,
        *(FORGETTING if settings.erases else ()),
        *((BUDGETS,) if settings.costs.day_budget or settings.costs.month_budget else ()),
    )


PLACES = Periodic("schedule", "workers.jobs.refresh_places", 300.0, 300)
"""Behind the lists, whose towns it needs; mostly there is nothing to be done."""

ROTA = Periodic("schedule", "workers.jobs.refresh_rota", 60.0, 60)
"""Also where line.toml names none: a chair may keep all of it in the console."""

ROOMS = Periodic("room", "workers.jobs.tend_rooms", 10.0, 60)
"""Also where no carrier is asked: who left, and who never came, is forgotten."""

BURYING = Periodic("schedule", "workers.jobs.bury_keys", 3600.0, 180)
"""Every hour, though a key ends once a day: what was in its way may be gone in the next."""


FINDING = Periodic("audio", "workers.jobs.find_takes", 60.0, 120)
"""What operators said, where its callback or its job was lost. Also where no carrier is asked:
files that were sent wait, too."""


DROPPING = Periodic("audio", "workers.jobs.drop_uploads", 86400.0, 120)
"""Files that were sent, and lost on their way to being a take."""


BUDGETS = Periodic("schedule", "workers.jobs.watch_budgets", 600.0, 60)
"""Only where there is one."""


FORGETTING = (
    Periodic("erase", "workers.jobs.forget_calls", 10.0, 120),
    Periodic("schedule", "workers.jobs.sweep_calls", 3600.0, 600, ("recent",)),
    Periodic("schedule", "workers.jobs.sweep_calls", 86400.0, 600, ("month",)),
)
"""Every period begins with the process: the month's sweep runs at every start, too.

It may take minutes, so it waits among the lists, and forgetting never waits behind it.
"""


class Cron:
    """Walks the table. `now` gives seconds of a clock that never goes back."""

    def __init__(self, settings: Settings, now: Callable[[], float] = time.monotonic) -> None:
        self.connection = store.connect(settings.redis_url)
        self.now = now
        self.due = dict.fromkeys(table(settings), now())
        self.away = False

    def tick(self) -> float:
        """Queue all that is due. Returns the seconds until something else is."""
        try:
            self.connection.set(store.BEAT.of("cron"), "1", ex=store.BEAT.lifetime)
            if self.away:
                log.info("Redis is back, all jobs are queued")
                self.due = dict.fromkeys(self.due, self.now())  # it may have come back empty
                self.away = False
            for periodic, due in self.due.items():
                if due <= self.now():
                    self._queue(periodic)
                    shift = random.uniform(1 - JITTER, 1 + JITTER)  # noqa: S311 - no secret
                    self.due[periodic] = self.now() + periodic.every * shift
        except (redis.exceptions.RedisError, OSError) as error:
            if not self.away:
                log.warning("Redis is away, the cron waits for it", **failure(error))
            self.away = True
            return 2.0
        return min([30.0, *(due - self.now() for due in self.due.values())])

    def _queue(self, periodic: Periodic) -> Job:
        return enqueue(
            self.connection,
            periodic.queue,
            periodic.job,
            periodic.arguments,
            timeout=periodic.timeout,
            patience=int(periodic.every),
        )

    def run(self, stopped: Callable[[float], bool]) -> None:
        """Until `stopped(seconds)`, which waits so long, says so."""
        while not stopped(max(self.tick(), 0.1)):
            pass
