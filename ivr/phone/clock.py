"""The time that calls live in: simulated, so that an hour on hold takes no time at all.

One event happens at a time, in the order of its moment. Before the next one, every program that
the last one woke runs until it waits again; so two runs of the same calls are the same.
"""

import asyncio
import heapq
import itertools
import threading
import time
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

T = TypeVar("T")


@dataclass(order=True)
class Timer:
    """Something that is to happen; `cancel()` and it will not."""

    moment: datetime
    turn: int
    act: Callable[[], None] = field(compare=False)
    cancelled: bool = field(default=False, compare=False)

    def cancel(self) -> None:
        self.cancelled = True


class SimulatedClock:
    """Jumps from event to event. `now()` can be given to the line under test as its own clock.

    All programs of one clock live in one event loop; `at` and `after` may be called from any
    thread.
    """

    def __init__(self, start: datetime | None = None) -> None:
        self._now = start or datetime.now(UTC)
        self._due: list[Timer] = []
        self._lock = threading.Lock()
        self._turns = itertools.count()
        self._running = 0
        self._idle = asyncio.Event()
        self._tasks: set[asyncio.Task[None]] = set()
        self._failure: BaseException | None = None

    def now(self) -> datetime:
        return self._now

    def at(self, moment: datetime, act: Callable[[], None]) -> Timer:
        timer = Timer(max(moment, self.now()), next(self._turns), act)
        with self._lock:
            heapq.heappush(self._due, timer)
        return timer

    def after(self, seconds: float, act: Callable[[], None]) -> Timer:
        return self.at(self.now() + timedelta(seconds=seconds), act)

    def spawn(self, program: Coroutine[Any, Any, None]) -> None:
        """Starts a program; what it raises is raised by `run()`."""
        self._running += 1
        task = asyncio.ensure_future(self._guard(program))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def park(self, future: "asyncio.Future[T]") -> T:
        """Waits, within a program, for a future that only `wake()` may resolve."""
        self._rest()
        return await future

    def wake(self, future: "asyncio.Future[T]", value: T) -> None:
        if not future.done():
            self._running += 1
            future.set_result(value)

    async def sleep(self, seconds: float) -> None:
        """Within a program: so much later."""
        waiting: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.after(seconds, lambda: self.wake(waiting, None))
        await self.park(waiting)

    async def passed(self, seconds: float) -> None:
        """Within a program: so much has passed outside, where something was waited for."""
        if seconds:
            await self.sleep(seconds)

    async def run(self, done: Callable[[], bool], until: datetime | None = None) -> None:
        """Lets things happen until `done()`, until that moment, or until nothing is left."""
        while True:
            await self._settle()
            if done():
                return
            self._drop_cancelled()
            if not self._due:
                return
            if until is not None and self._due[0].moment > until:
                await self._reach(until)
                if self.now() >= until:
                    return
                continue
            if await self._reach(self._due[0].moment):
                self._pop().act()

    async def _reach(self, moment: datetime) -> bool:
        """Whether that moment has come; the simulated one comes when it is asked for."""
        self._now = max(self._now, moment)
        return True

    async def _settle(self) -> None:
        while self._running:
            self._idle.clear()
            await self._idle.wait()
        if self._failure is not None:
            failure, self._failure = self._failure, None
            raise failure

    def _drop_cancelled(self) -> None:
        while self._due and self._due[0].cancelled:
            self._pop()

    def _pop(self) -> Timer:
        with self._lock:
            return heapq.heappop(self._due)

    async def _guard(self, program: Coroutine[Any, Any, None]) -> None:
        try:
            await program
        except Exception as error:
            self._failure = error
        self._rest()

    def _rest(self) -> None:
        self._running -= 1
        if not self._running:
            self._idle.set()


class RealClock(SimulatedClock):
    """The same events at the pace of the wall clock, for a person with a telephone."""

    def __init__(self) -> None:
        super().__init__()
        self._began = time.monotonic()
        self._poked = asyncio.Event()

    def now(self) -> datetime:
        return self._now + timedelta(seconds=time.monotonic() - self._began)

    def at(self, moment: datetime, act: Callable[[], None]) -> Timer:
        self._poked.set()
        return super().at(moment, act)

    def wake(self, future: "asyncio.Future[T]", value: T) -> None:
        self._poked.set()
        super().wake(future, value)

    async def passed(self, seconds: float) -> None:
        """It has, here."""

    async def _reach(self, moment: datetime) -> bool:
        self._poked.clear()
        delay = (moment - self.now()).total_seconds()
        if delay <= 0:
            return True
        try:
            await asyncio.wait_for(self._poked.wait(), delay)
        except TimeoutError:
            return True
        return False
