"""What tests of several parts share: one real Redis for all of them, empty for each."""

from collections.abc import Iterator

import pytest
import redis
import structlog

from ivr.log import set_up
from tests.redis_server import RedisServer, redis_server


@pytest.fixture(scope="session")
def redis_for_session() -> Iterator[RedisServer]:
    with redis_server() as server:
        yield server


@pytest.fixture
def server(redis_for_session: RedisServer) -> RedisServer:
    redis_for_session.empty()
    return redis_for_session


@pytest.fixture
def connection(server: RedisServer) -> Iterator[redis.Redis]:
    with server.connect() as connection:
        yield connection


@pytest.fixture
def json_log(capsys: pytest.CaptureFixture[str]) -> Iterator[pytest.CaptureFixture[str]]:
    """The log as machines collect it, a line of JSON an event; on stderr, as `capsys` has it."""
    set_up(json=True)
    yield capsys
    structlog.reset_defaults()
