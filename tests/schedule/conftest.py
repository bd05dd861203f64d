"""What the tests of the schedule share: a Redis, a server of lists, settings that name it."""

from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import redis

from ivr.settings import Line, Settings, Source
from tests.redis_server import RedisServer, redis_server
from tests.schedule.list_server import ListServer, list_server


@pytest.fixture(scope="session")
def redis_for_session() -> Iterator[RedisServer]:
    with redis_server() as server:
        yield server


@pytest.fixture
def connection(redis_for_session: RedisServer) -> Iterator[redis.Redis]:
    redis_for_session.empty()
    with redis_for_session.connect() as connection:
        yield connection


@pytest.fixture
def lists() -> Iterator[ListServer]:
    with list_server() as server:
        yield server


def source(url: str, name: str = "upstate") -> Source:
    return Source(name, "bmlt", url, ZoneInfo("America/New_York"), "en", "US")


def settings_for(*sources: Source) -> Settings:
    line = Line(
        number="",
        name="the N A meeting line",
        languages=("en",),
        time_zone=ZoneInfo("America/New_York"),
        country="US",
    )
    return Settings(
        lines=(line,), sources=sources, rota=None, config=Path("line.toml"), data_dir=Path("data")
    )
