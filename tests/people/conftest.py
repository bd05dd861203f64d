"""What tests of people share: a line with a secret, a Redis and a folder, and cheap hashes."""

from dataclasses import replace
from pathlib import Path

import pytest
import redis

from ivr.people import hashing, pins
from ivr.people.book import Book
from ivr.people.pins import WAIT
from ivr.recordings.storage import storage_of
from ivr.settings import Settings
from tests.line import settings
from tests.people.made import CHEAP, SECRET, Clock, Counted
from tests.redis_server import RedisServer


@pytest.fixture(autouse=True)
def counted(monkeypatch: pytest.MonkeyPatch) -> Counted:
    """Hashes are cheap, and counted."""
    counted = Counted()
    monkeypatch.setattr(hashing, "COST", CHEAP)
    for name in ("hash_secret", "verify_secret"):
        monkeypatch.setattr(hashing, name, counted.of(getattr(hashing, name)))
    return counted


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A busy machine makes no PIN "later"."""
    monkeypatch.setattr(pins, "WAIT", 5.0)


@pytest.fixture
def impatient(patient: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """As it is on the line."""
    monkeypatch.setattr(pins, "WAIT", WAIT)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def here(server: RedisServer, tmp_path: Path) -> Settings:
    return replace(settings(), redis_url=server.url, data_dir=tmp_path, secret=SECRET)


@pytest.fixture
def book(here: Settings, connection: redis.Redis, clock: Clock) -> Book:
    return Book(connection, storage_of(here), here, clock)
