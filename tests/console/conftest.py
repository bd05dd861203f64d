"""A console that is open, for each test with an empty Redis and an empty folder."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from ivr.people import hashing
from ivr.people.hashing import Cost
from ivr.settings import Settings
from tests.console.opened import Opened, opened
from tests.line import settings
from tests.redis_server import RedisServer


@pytest.fixture
def here(server: RedisServer, tmp_path: Path) -> Settings:
    """The demo's line with that Redis and a folder of its own."""
    return replace(settings(), redis_url=server.url, data_dir=tmp_path)


@pytest.fixture
def console(here: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Opened]:
    monkeypatch.setattr(hashing, "COST", Cost(time=1, memory=8))
    with opened(here) as running:
        yield running
