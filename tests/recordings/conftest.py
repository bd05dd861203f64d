"""What tests of recordings share: a line with a Redis and a folder of its own, and its library."""

from dataclasses import replace
from pathlib import Path

import pytest
import redis

from ivr.recordings.library import Library
from ivr.settings import Settings
from tests.line import settings
from tests.recordings.made import library_of
from tests.redis_server import RedisServer


@pytest.fixture
def here(server: RedisServer, tmp_path: Path) -> Settings:
    return replace(settings(), redis_url=server.url, data_dir=tmp_path)


@pytest.fixture
def ours(here: Settings, connection: redis.Redis) -> Library:
    return library_of(here, connection)
