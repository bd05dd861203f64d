"""Meetings without a point are near a caller all the same, where their address says enough."""

from dataclasses import replace

import msgspec
import pytest
import redis

from ivr.places.build import Builder, Row
from ivr.places.places import PLACES
from ivr.places.placing import Placer
from ivr.schedule.meeting import Meeting
from ivr.schedule.publish import SCHEDULE, publish_schedule
from ivr.schedule.report import SourceReport, table
from ivr.schedule.snapshot import Snapshot
from ivr.schedule.state import SourceState, source_state, update_state
from ivr.store import (
    PUBLISHED_DOCUMENT,
    PUBLISHED_VERSION,
    SOURCE_MEETINGS,
    publish,
    text,
)
from tests.line import settings
from tests.places.america import places


def meeting(town: str = "", state: str = "", country: str = "US", **more: object) -> Meeting:
    base = Meeting(
        id="a", source="sample", weekday=0, start=0, duration=60, name="Hope",
        time_zone="America/New_York", venue="place", town=town, state=state, country=country,
    )  # fmt: skip
    return msgspec.structs.replace(base, **more)


def found(one: Meeting) -> tuple[float | None, float | None]:
    (placed,) = Placer(places()).placed([one])
    return placed.latitude, placed.longitude


@pytest.mark.parametrize(
    ("one", "point"),
    [
        (meeting("Buffalo", "New York"), (42.89, -78.88)),
        (meeting("BUFFALO, NY", "NY"), (42.89, -78.88)),
        (meeting("Edmonton", "Alberta", "CA"), (53.55, -113.47)),
        (meeting("Edmonton", "", "CA"), (53.55, -113.47)),  # no other is as large
        (meeting("Port Linden", "New York"), (43.02, -74.31)),  # of a list
        (meeting("Nowhere", "New York", postcode="14850-1234"), (42.44, -76.5)),
        (meeting("", "", postcode="14850"), (42.44, -76.5)),
        (meeting("Toronto", "Ontario", "CA", postcode="M5V 3A8"), (43.64, -79.39)),
    ],
)
def test_the_postcode_or_the_town_places_a_meeting(
    one: Meeting, point: tuple[float, float]
) -> None:
    assert found(one) == pytest.approx(point, abs=0.021)
    assert found(one) == tuple(round(degrees or 0, 2) for degrees in found(one))


@pytest.mark.parametrize(
    "one",
    [
        meeting("Springfield"),  # a dozen states have one
        meeting("Kingston", "", "CA"),  # of the smaller ones none is known
        meeting("Buffalo", "Ontario", "CA"),
        meeting("Buffalo", "New York", ""),  # of which country?
        meeting("", "New York"),
        meeting("Utica", "New York", venue="online"),
        meeting("Utica", "New York", venue="phone"),
        # Its keys are those of Toronto's M5V 3A8.
        meeting("", "Ontario", "CA", postcode="N5V 3A8"),
    ],
)
def test_where_that_is_not_sure_there_is_no_point(one: Meeting) -> None:
    assert found(one) == (None, None)


def test_the_point_of_a_list_stays() -> None:
    assert found(meeting("Utica", "New York", latitude=42.12345, longitude=-75.2)) == (
        42.12345,
        -75.2,
    )


def test_new_places_publish_the_schedule_anew_and_are_counted(connection: redis.Redis) -> None:
    here = replace(settings(), rota=None)
    meetings = [meeting("Rivertown", "New York"), meeting("Elsewhere", "New York", id="b")]
    connection.set(SOURCE_MEETINGS.of("sample"), msgspec.msgpack.encode(meetings))
    update_state(connection, "sample", SourceState(digest="1"), "digest")
    assert publish_schedule(here, connection) == ([], True)
    row = Row("other", "Rivertown", "New York", "US", "", 42.90123, -74.1)
    publish(connection, PLACES, Builder(()).build([row]))
    assert publish_schedule(here, connection) == ([], True)
    assert publish_schedule(here, connection) == ([], False)
    one, other = served(connection).meetings
    assert (one.latitude, one.longitude, other.latitude) == (42.9, -74.1, None)
    placed = source_state(connection, "sample").placed
    assert placed == {"town": 1}
    report = SourceReport(
        source="sample", kind="bmlt", url="", outcome="published", sentence="Good.", placed=placed
    )
    assert "  no point, found by the town: 1" in table([report])


def served(connection: redis.Redis) -> Snapshot:
    version = text(connection.get(PUBLISHED_VERSION.of(SCHEDULE)))
    document = connection.get(PUBLISHED_DOCUMENT.of(SCHEDULE, version))
    assert isinstance(document, bytes)
    return Snapshot.load(document)
