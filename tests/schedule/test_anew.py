"""A worker begins by making its own what another release published in a layout of its own."""

from dataclasses import replace

import pytest
import redis

from ivr.places import publish as placing
from ivr.places.build import Builder
from ivr.places.places import PLACES, Places
from ivr.schedule.anew import in_another_layout, publish_anew
from ivr.schedule.publish import SCHEDULE, publish_schedule
from ivr.schedule.snapshot import Snapshot
from ivr.store import PUBLISHED_DOCUMENT, PUBLISHED_VERSION, publish, text
from tests.line import settings
from tests.places.test_publish import keep

HERE = replace(settings(), lines=tuple(replace(each, country="AD") for each in settings().lines))


@pytest.fixture(autouse=True)
def few_places(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(placing, "Builder", lambda countries: Builder(set(countries) - {"US"}))


def served(connection: redis.Redis, name: str) -> bytes:
    version = text(connection.get(PUBLISHED_VERSION.of(name)))
    found = connection.get(PUBLISHED_DOCUMENT.of(name, version))
    assert isinstance(found, bytes)
    return found


def test_what_is_of_another_layout_is_made_anew(connection: redis.Redis) -> None:
    keep(connection, ("Rivertown", 42.9, -74.1))
    placing.publish_places(HERE, connection)
    publish_schedule(HERE, connection)  # as this release made them, before the other one came
    publish(connection, SCHEDULE, b"meetings 9 little\n...")
    publish(connection, PLACES, b"places 9 little\n...")
    others = in_another_layout(connection)
    assert others == [PLACES, SCHEDULE]
    publish_anew(HERE, connection, others)
    assert in_another_layout(connection) == []
    assert len(Snapshot.load(served(connection, SCHEDULE))) == 1
    assert Places.load(served(connection, PLACES)).by_name("RIVERTOWN", "NY", "US") is not None


def test_what_can_be_read_and_what_is_not_there_stay(connection: redis.Redis) -> None:
    assert in_another_layout(connection) == []
    keep(connection, ("Rivertown", 42.9, -74.1))
    publish_schedule(HERE, connection)
    assert in_another_layout(connection) == []
