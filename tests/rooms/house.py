"""A whole line for an hour of simulated time: its app, a real Redis, the carrier's rooms and REST.

The jobs of the real queue are carried out here as soon as the clock has come to them, and the round
of the rooms every ten seconds, twice: two schedulers may run.
"""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

import redis

from ivr import store
from ivr.conferences import Conferences
from ivr.people.book import Book
from ivr.people.leading import give_pin
from ivr.phone import Call
from ivr.phone.dial import FarEnd
from ivr.recordings.storage import storage_of
from ivr.rooms import rounds
from ivr.rotarefresh import refresh_rota
from ivr.settings import RoomSettings, Settings
from tests.line import settings
from tests.rest import ACCOUNT
from tests.ringing import Exchange, exchange
from tests.switchboard import Mischief, Switchboard, switchboard
from workers.queues import queue

SECRET = "a secret of this line, and of this line alone"
JOBS: dict[str, Callable[..., str]] = {
    "tend_room": rounds.tend_part,
    "room_command": rounds.command,
}
"""As workers/jobs.py calls them, by their names there."""

STEP, LOOK, ROUND, TWICE = 1.0, 4.0, 10.0, 60.0
"""Seconds of simulated time: between two looks at the queue, at what is published where something
happened, and between two rounds of the rooms; now and then two schedulers queue the same round."""


@dataclass
class House:
    """`line` is the app and its carrier, `board` their REST; `pins` are of the demo's leaders."""

    line: Exchange
    board: Switchboard
    connection: redis.Redis
    rest: Conferences
    settings: Settings
    pins: dict[str, str]
    web: store.AsyncRedis
    stopped: bool = False  # Redis does not answer, or all workers are away
    told: int = 0  # callbacks of rooms, when it was looked last
    looked: float = 0.0

    def dial(self, keys: str, *, after: float = 0.0, number: int = 100) -> Call:
        """Somebody calls from the fictional number that ends in `number`."""
        return self.line.carrier.dial(keys=keys, after=after, from_=f"+1202555{number:04}")

    async def pass_by(self, **time: float) -> None:
        """So much time, with all that web processes and workers do meanwhile."""
        until = self.line.clock.now() + timedelta(**time)
        while self.line.clock.now() < until:
            await self.line.wait(seconds=STEP)
            await self._look()

    async def _look(self) -> None:
        passed, told = self.line.clock.now().timestamp(), len(self.line.carrier.callbacks)
        round_is_due = passed % ROUND < STEP
        if self.stopped or not (round_is_due or told > self.told):
            return
        voice = self.line.app.state.voice
        await voice.events.hand_over(self.web)
        await self.line.app.state.noter.hand_over(self.web)
        if passed - self.looked >= (LOOK if told > self.told else 2 * ROUND):
            await self.line.keeper.look(self.web)
            self.looked = passed
        self.told = told
        voice.queueing.settled()
        self._work()
        if round_is_due:
            for _ in range(2 if passed % TWICE < STEP else 1):
                rounds.go_round(self.connection, self.rest, self.settings, self.line.clock.now)

    def _work(self) -> None:
        """What a worker of the queue of rooms does."""
        waiting = queue("room", self.connection)
        for job in waiting.jobs:
            waiting.remove(job)
            do = JOBS[str(job.func_name).rpartition(".")[2]]
            do(self.connection, self.rest, self.settings, self.line.clock.now, *job.args)


@asynccontextmanager
async def house(
    now: datetime,
    connection: redis.Redis,
    url: str,
    folder: Path,
    *,
    mischief: Random | None = None,
    far_ends: dict[str, FarEnd] | None = None,
    room: RoomSettings | None = None,
    hours: bytes | None = None,
) -> AsyncIterator[House]:
    """The demo's line at `now`, with its rota or with `hours`."""
    demo = settings(str(folder / "data"))
    assert demo.rota is not None
    if hours:
        (folder / "rota.csv").write_bytes(hours)
    here = replace(
        demo,
        account_sid=ACCOUNT,
        redis_url=url,
        secret=SECRET,
        room=room or RoomSettings(),
        rota=replace(demo.rota, hours=str(folder / "rota.csv")) if hours else demo.rota,
    )
    async with exchange(now, here) as line:
        with switchboard(line.clock) as board:
            board.connect(line.carrier)
            line.settings = line.keeper.settings = replace(here, twilio_api=board.rest.url)
            if mischief:
                line.carrier.delays = Mischief(mischief)
            line.carrier.far_ends = far_ends or {}
            assert refresh_rota(line.settings, connection, now).outcome == "published"
            book = Book(connection, storage_of(here), here, line.clock.now)
            pins = {
                row: give_pin(book, row, row.title())[1] for row in ("ana", "ben", "cora", "dev")
            }
            await line.look()
            with Conferences(line.settings) as rest:
                async with store.connect_async(url, timeout=5.0) as web:
                    yield House(line, board, connection, rest, line.settings, pins, web)
