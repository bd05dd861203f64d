"""The places are made anew when a list's places change, and only then."""

from dataclasses import replace
from pathlib import Path

import msgspec
import pytest
import redis

from ivr.places import publish
from ivr.places.build import Builder, Row
from ivr.places.places import PLACES, Places
from ivr.places.publish import publish_places
from ivr.schedule.meeting import Meeting
from ivr.schedule.state import SourceState, update_state
from ivr.settings import Settings
from ivr.store import PLACES_MADE, PUBLISHED_DOCUMENT, PUBLISHED_VERSION, SOURCE_MEETINGS, text
from tests.line import settings

HERE = replace(settings(), lines=tuple(replace(each, country="AD") for each in settings().lines))
"""A line in Andorra, which has few towns; its list is in America."""


class Made:
    """Counts how often the document was built."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.times = 0
        monkeypatch.setattr(publish, "Builder", self._builder)

    def _builder(self, countries: list[str]) -> Builder:
        self.times += 1
        return Builder(set(countries) - {"US"})


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> Made:
    return Made(monkeypatch)


def keep(connection: redis.Redis, *rows: tuple[str, float, float], digest: str = "1") -> None:
    """The list `sample` with meetings in these towns."""
    meetings = [
        Meeting(
            id=f"a{number}", source="sample", weekday=0, start=0, duration=60, name="Hope",
            time_zone="America/New_York", venue="place", town=town, state="New York",
            latitude=latitude, longitude=longitude,
        )
        for number, (town, latitude, longitude) in enumerate(rows)
    ]  # fmt: skip
    connection.set(SOURCE_MEETINGS.of("sample"), msgspec.msgpack.encode(meetings))
    update_state(connection, "sample", SourceState(digest=digest), "digest")


def served(connection: redis.Redis) -> Places:
    version = text(connection.get(PUBLISHED_VERSION.of(PLACES)))
    document = connection.get(PUBLISHED_DOCUMENT.of(PLACES, version))
    assert isinstance(document, bytes)
    return Places.load(document)


def test_places_are_published_once(connection: redis.Redis, made: Made) -> None:
    keep(connection, ("Rivertown", 42.9, -74.1))
    assert [publish_places(HERE, connection) for _ in range(3)] == [True, False, False]
    assert made.times == 1
    assert served(connection).by_name("RIVERTOWN", "NY", "US") is not None
    assert served(connection).by_name("ANDORRA LA VELLA", "07", "AD") is not None
    assert connection.ttl(PLACES_MADE.of()) == -1


def test_a_list_that_changed_without_its_places_makes_nothing(
    connection: redis.Redis, made: Made
) -> None:
    keep(connection, ("Rivertown", 42.9, -74.1))
    publish_places(HERE, connection)
    keep(connection, ("Rivertown", 42.9, -74.1), ("Rivertown", 42.9, -74.1), digest="2")
    assert not publish_places(HERE, connection)
    assert made.times == 1


@pytest.mark.parametrize("other", [("Harlow", 42.9, -74.1), ("Rivertown", 42.7, -74.1)])
def test_another_place_makes_them_anew(
    connection: redis.Redis, made: Made, other: tuple[str, float, float]
) -> None:
    keep(connection, ("Rivertown", 42.9, -74.1))
    publish_places(HERE, connection)
    keep(connection, other, digest="2")
    assert publish_places(HERE, connection)
    assert made.times == 2


def test_another_country_and_an_empty_redis_make_them_anew(
    connection: redis.Redis, made: Made
) -> None:
    keep(connection, ("Rivertown", 42.9, -74.1))
    publish_places(HERE, connection)
    lines = tuple(replace(each, country="MC") for each in HERE.lines)
    assert publish_places(replace(HERE, lines=lines), connection)
    connection.delete(PUBLISHED_VERSION.of(PLACES))
    assert publish_places(HERE, connection)
    assert made.times == 3


def test_a_list_that_nobody_can_read_has_no_places(connection: redis.Redis, made: Made) -> None:
    connection.set(SOURCE_MEETINGS.of("sample"), b"\xc1")
    assert publish_places(HERE, connection)
    assert served(connection).hints(()) == ""


def test_a_file_of_the_last_good_places_is_loaded(tmp_path: Path) -> None:
    from ivr.clock import utc_now
    from ivr.keeper import Keeper

    row = Row("sample", "Rivertown", "New York", "US", "", 42.9, -74.1)
    (tmp_path / "published").mkdir()
    (tmp_path / "published" / PLACES).write_bytes(Builder(()).build([row]))
    keeper = Keeper(_in(tmp_path), utc_now)
    keeper.load_disk()
    assert len(keeper.world.places) == 1
    (tmp_path / "published" / PLACES).write_bytes(b"no places")
    keeper.load_disk()
    assert len(keeper.world.places) == 1  # the last good ones stay


def _in(folder: Path) -> Settings:
    return replace(settings(), data_dir=folder)
