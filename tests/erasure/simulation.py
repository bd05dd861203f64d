"""A whole line in simulated time: the app, a Redis with its file, the cron, the workers, a carrier.

The app is in this process and the carrier rings it; Redis and the workers are processes of their
own. Time goes on in rounds: the cron queues what is due, calls go on while the workers work, and a
round is over when they are.
"""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import redis
from rq.job import Job
from starlette.applications import Starlette

from ivr import store
from ivr.erasure.due import KEYS
from ivr.erasure.ledger import Ledger, read_ledger
from ivr.phone import Carrier
from tests.erasure.clock import FileClock
from tests.erasure.killed import KilledWorkers
from tests.erasure.post import Post
from tests.erasure.searching import Searching, Told
from tests.redis_server import RedisServer
from tests.rest import PretendRest
from workers.cron import Cron, Periodic

PATIENCE = 60.0
"""Seconds, real ones, for anything that a round waits for."""

SETTLED = {None, b"finished", b"failed", b"stopped", b"canceled"}


class KeepingCron(Cron):
    """Knows the jobs that it queued."""

    jobs: list[Job]

    def _queue(self, periodic: Periodic) -> Job:
        job = super()._queue(periodic)
        self.jobs.append(job)
        return job


@dataclass
class Simulation:
    """All that there is of the line; the workers are started with the first round."""

    clock: FileClock
    server: RedisServer
    connection: redis.Redis
    rest: PretendRest
    app: Starlette
    carrier: Carrier
    post: Post
    cron: KeepingCron
    workers: KilledWorkers
    search: Searching
    disturb: Callable[[], bool] = lambda: False
    """Called again and again while the workers work; True when it killed something."""
    works: bool = True
    """Whether there are workers: one that ended is started again, as `ivr worker` does."""
    rounds: int = 0

    def ledger(self) -> Ledger:
        return read_ledger(self.connection, self.clock.now())

    def remembers(self) -> bool:
        """Whether the line still has the id of any call."""
        return bool(self.connection.exists(*KEYS[:4]))

    def until_due(self, least: timedelta, most: timedelta) -> timedelta:
        """From now until a call is to be forgotten or looked for."""
        rows: Any = self.connection.zrange(KEYS[0], 0, 0, withscores=True)
        if not rows:
            return most
        return max(min(datetime.fromtimestamp(rows[0][1], UTC) - self.clock.now(), most), least)

    async def ready(self) -> None:
        """Until the app has its list and its hours."""
        await self.wait_for("the list", lambda: not self.app.state.keeper.missing())

    async def round(self, span: timedelta) -> None:
        """So much time goes by, and all that is queued is worked off; then all is looked through.

        Without workers what is queued stays so.
        """
        self.cron.jobs = []
        self.cron.tick()
        await asyncio.gather(
            self.clock.pass_until(self.clock.now() + span),
            self.wait_for("the workers", self._worked_off),
        )
        await self.wait_for("handing over", lambda: not self.app.state.noter.left)
        self.looked_through()
        self.search.ask()
        self.rounds += 1

    def looked_through(self) -> Told | None:
        """What was found after the round before, or since."""
        if self.rounds == 0:
            return None
        told = self.search.answer()
        assert told.found == []
        return told

    async def wait_for(
        self, what: str, done: Callable[[], bool], seconds: float = PATIENCE
    ) -> None:
        """Real seconds; AssertionError after them."""
        deadline = time.monotonic() + seconds
        while not done():
            assert time.monotonic() < deadline, f"waited too long for {what}: {self.stuck()}"
            await asyncio.sleep(0.008)

    def stuck(self) -> str:
        """What to know when it goes on no more."""
        jobs = {job.id: self.connection.hgetall(job.key) for job in self.cron.jobs}
        queued = self._queued()
        names = self.connection.scan_iter("rq:worker:*", _type="hash")
        workers = {name: self.connection.hgetall(name) for name in names}
        return f"{self.ledger()} {jobs=} {queued=} {workers=} {self.workers.pids=}"

    def _queued(self) -> set[str]:
        """Ids of the jobs that no worker has taken."""
        lists: Any = [self.connection.lrange(f"rq:queue:{q}", 0, -1) for q in self.workers.pids]
        return {store.text(job) for jobs in lists for job in jobs}

    def _worked_off(self) -> bool:
        """Whether each job of this round was worked off, or lost with what was killed."""
        if not self.works:
            return True
        if self.disturb():
            waiting = self._queued()
            self.cron.jobs = [job for job in self.cron.jobs if job.id in waiting]
        self.workers.start()
        with self.connection.pipeline(transaction=False) as pipe:
            for job in self.cron.jobs:
                pipe.hget(job.key, "status")
            states = zip(self.cron.jobs, pipe.execute(), strict=True)
        self.cron.jobs = [job for job, state in states if state not in SETTLED]
        return not self.cron.jobs
