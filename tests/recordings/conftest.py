"""What tests of recordings share: a line with a Redis and a folder of its own, and its library."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import redis

from ivr.recordings.library import Library
from ivr.settings import Settings
from tests.line import settings
from tests.recordings.made import library_of
from tests.recordings.studio import Clock, Studio
from tests.redis_server import RedisServer
from tests.rest import PretendRest, Records, rest_server


@pytest.fixture
def here(server: RedisServer, tmp_path: Path) -> Settings:
    return replace(settings(), redis_url=server.url, data_dir=tmp_path)


@pytest.fixture
def ours(here: Settings, connection: redis.Redis) -> Library:
    return library_of(here, connection)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def rest(clock: Clock) -> Iterator[PretendRest]:
    with rest_server(Records(clock)) as server:
        yield server
        assert server.check() == []


@pytest.fixture
def studio(
    here: Settings, connection: redis.Redis, rest: PretendRest, clock: Clock
) -> Iterator[Studio]:
    one = Studio(here, connection, rest, clock)
    yield one
    one.carrier.close()
