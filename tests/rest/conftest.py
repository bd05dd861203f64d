"""A pretend server whose clock the test moves, and a client that knows its password."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from tests.rest import ACCOUNT, PretendRest, Records, rest_server
from tests.rest.shape import HERE


@dataclass
class Clock:
    now: datetime = datetime(2026, 11, 21, 23, 40, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def pass_by(self, **time: float) -> None:
        self.now += timedelta(**time)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def records(clock: Clock) -> Records:
    return Records(clock)


@pytest.fixture
def rest(records: Records) -> Iterator[PretendRest]:
    with rest_server(records) as server:
        yield server


@pytest.fixture
def http(rest: PretendRest) -> Iterator[httpx.Client]:
    """Its addresses are those under the account."""
    auth = (ACCOUNT, rest.token)
    with httpx.Client(base_url=rest.url + HERE, auth=auth, timeout=5) as client:
        yield client
