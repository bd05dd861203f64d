"""A clock that tests move, hashes that are counted, and callers who type PINs."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from ivr.people.hashing import Cost
from ivr.people.pins import PinAnswer, Pins
from ivr.settings import Settings
from tests.line import SATURDAY_EVENING

SECRET = "a secret of this line, 32 characters and more"
PASSWORD = "grandma likes tea"
MARK = "3fa9c1"
CHEAP = Cost(time=1, memory=8)


@dataclass
class Clock:
    now: datetime = SATURDAY_EVENING

    def __call__(self) -> datetime:
        return self.now

    def passes(self, **time: float) -> None:
        self.now += timedelta(**time)


@dataclass
class Counted:
    """How many slow hashes were made."""

    hashes: int = 0

    def of(self, function: Callable[..., Any]) -> Callable[..., Any]:
        def counting(*arguments: Any) -> Any:
            self.hashes += 1
            return function(*arguments)

        return counting


def other_secret(pin: str) -> str:
    """Nine digits of the same person that are wrong."""
    return pin[:-1] + str((int(pin[-1]) + 1) % 10)


def run(
    settings: Settings, clock: Clock, act: Callable[[Pins], Awaitable[object]], count: int = 1
) -> None:
    """What web processes do: `act` with the PINs of each."""

    async def running() -> None:
        processes = [Pins(settings, clock) for _ in range(count)]
        try:
            await asyncio.gather(*map(act, processes))
        finally:
            for pins in processes:
                await pins.close()

    asyncio.run(running())


def typed(settings: Settings, clock: Clock, *digits: str, mark: str = MARK) -> list[PinAnswer]:
    """One after the other."""
    answers: list[PinAnswer] = []

    async def act(pins: Pins) -> None:
        answers.extend([await pins.check(each, mark) for each in digits])

    run(settings, clock, act)
    return answers
