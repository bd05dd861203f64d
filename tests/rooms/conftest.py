"""A room whose parts are soon full."""

import pytest
import redis

from ivr.rooms import asking
from tests.redis_server import RedisServer
from tests.rooms.stage import Stage, stage

WAIT = asking.WAIT
"""Seconds that a caller waits for Redis."""


@pytest.fixture
def room(connection: redis.Redis, server: RedisServer) -> Stage:
    return stage(connection, server.url, most=4, speakers=2)


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """No caller waits here, and a machine that runs other tests beside these is slow."""
    monkeypatch.setattr(asking, "WAIT", 5.0)
