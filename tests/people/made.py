"""A clock that tests move, and hashes that are counted."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from ivr.people.hashing import Cost
from tests.line import SATURDAY_EVENING

SECRET = "a secret of this line, 32 characters and more"
PASSWORD = "grandma likes tea"
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
