"""What tests of forgetting share: a line with an account, the carrier's records, and a clock."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import redis

from ivr.carrier import Carrier
from ivr.erasure.due import KEYS, ToForget
from ivr.erasure.forget import Outcome, forget_due
from ivr.erasure.ledger import Ledger, read_ledger
from ivr.erasure.sweep import sweep
from ivr.settings import Settings
from tests.line import NUMBER, SATURDAY_EVENING, settings
from tests.rest import ACCOUNT, Faults, PretendRest, Records, rest_server


class Clock:
    """Stands still until it is told to go on."""

    def __init__(self) -> None:
        self.time = SATURDAY_EVENING

    def __call__(self) -> datetime:
        return self.time

    def forward(self, **span: float) -> datetime:
        self.time += timedelta(**span)
        return self.time


class Line:
    """A line, its Redis and its carrier, without processes: all happens when it is called."""

    def __init__(
        self, settings_: Settings, connection: redis.Redis, rest: PretendRest, clock: Clock
    ) -> None:
        self.settings, self.connection, self.rest, self.clock = settings_, connection, rest, clock
        self.records, self.faults = rest.records, rest.records.faults
        self.sets = ToForget(connection)
        self.carrier = Carrier(settings_)
        self._calls = 0

    def call(
        self, *, lasts: float = 300, told: bool = True, parent: str = "", to: str = NUMBER
    ) -> str:
        """A call of so many seconds that has just ended; `told` by its callback, or noted only."""
        self._calls += 1
        sid = f"CA{self._calls:032x}"
        begun = self.clock() - timedelta(seconds=lasts)
        caller = f"+1212555{100 + self._calls % 100:04}"
        self.records.begin(sid, from_=caller, to=to, parent=parent, at=begun)
        self.records.end(sid, at=self.clock())
        self.sets.begins(sid, begun)
        if told:
            self.sets.ends(sid, self.clock())
        return sid

    def next_due(self) -> datetime:
        """Lets time pass until something is due."""
        rows: Any = self.connection.zrange(KEYS[0], 0, 0, withscores=True)
        self.clock.time = max(self.clock.time, datetime.fromtimestamp(rows[0][1], UTC))
        return self.clock.time

    def forget(self) -> Outcome:
        return forget_due(self.connection, self.carrier, self.clock)

    def sweep(self) -> int:
        return sweep(self.connection, self.carrier, self.settings, self.clock())

    def ledger(self) -> Ledger:
        return read_ledger(self.connection, self.clock())


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def rest(clock: Clock) -> Iterator[PretendRest]:
    with rest_server(Records(clock, Faults())) as server:
        yield server
        assert server.check() == []  # against the carrier's own description, where it is there


@pytest.fixture
def line(connection: redis.Redis, rest: PretendRest, clock: Clock) -> Iterator[Line]:
    here = replace(settings(), account_sid=ACCOUNT, twilio_api=rest.url)
    one = Line(here, connection, rest, clock)
    yield one
    one.carrier.close()
