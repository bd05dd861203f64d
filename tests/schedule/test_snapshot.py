"""The questions of a call, compared with a slow answer that anybody can check."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from math import atan2, cos, hypot, radians, sin
from operator import mul
from zoneinfo import ZoneInfo

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ivr.schedule.dial import Dial
from ivr.schedule.meeting import Meeting, Occurrence, Venue, meeting_id, start_on
from ivr.schedule.snapshot import (
    AHEAD,
    LATE,
    NEAR_AHEAD,
    Around,
    Filter,
    Snapshot,
    SnapshotError,
    Town,
    distance_km,
    pack,
)
from tests.schedule.made import made

ZONES = (
    "America/New_York",
    "America/Phoenix",
    "America/St_Johns",
    "America/Santiago",
    "Europe/Dublin",
    "Africa/Casablanca",
    "Asia/Kathmandu",
    "Australia/Lord_Howe",
    "Pacific/Apia",
    "Pacific/Chatham",
    "Pacific/Kiritimati",
    "Etc/GMT+12",
)
MADE_AT = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
NOW = datetime(2026, 2, 4, 17, 0, tzinfo=UTC)  # a Wednesday, noon in New York


def loaded(*meetings: Meeting) -> Snapshot:
    return Snapshot.load(pack(meetings, MADE_AT))


def inside(meeting: Meeting, around: Around) -> bool:
    """Whether a meeting with a door is in the circle: the angle between two arrows."""
    if meeting.venue not in ("place", "hybrid") or meeting.latitude is None:
        return False
    assert meeting.longitude is not None
    one, other = (
        (cos(north) * cos(east), cos(north) * sin(east), sin(north))
        for north, east in (
            (radians(around.latitude), radians(around.longitude)),
            (radians(meeting.latitude), radians(meeting.longitude)),
        )
    )
    cross = hypot(
        one[1] * other[2] - one[2] * other[1],
        one[2] * other[0] - one[0] * other[2],
        one[0] * other[1] - one[1] * other[0],
    )
    return 6371.0088 * atan2(cross, sum(map(mul, one, other))) <= around.radius_km


def slowly(
    meetings: list[Meeting], now: datetime, filter: Filter, ahead: timedelta = AHEAD
) -> list[Occurrence]:
    """Every occurrence the list should have, by looking at each meeting on each day."""
    found = []
    for meeting in meetings:
        if filter.sources and not {meeting.source, *meeting.also} & set(filter.sources):
            continue
        if filter.around and not inside(meeting, filter.around):
            continue
        if filter.open_only and meeting.access != "open":
            continue
        if filter.phone_only and meeting.venue != "phone" and not meeting.spoken_phone:
            continue
        if filter.remote_only and meeting.venue == "place" and not meeting.spoken_phone:
            continue
        zone = ZoneInfo(meeting.time_zone)
        for minute in sorted(meeting.dates):
            instant = datetime.fromtimestamp(minute * 60, UTC)
            if now - LATE < instant < now + ahead:
                found.append(Occurrence(meeting, instant.astimezone(zone)))
        if meeting.dates:
            continue
        today = now.astimezone(zone).replace(tzinfo=None)
        for day in (today + timedelta(days=n) for n in range(-3, 11)):
            if day.weekday() == meeting.weekday:
                start = start_on(day, meeting.start, zone)
                if now - LATE < start.astimezone(UTC) < now + ahead:
                    found.append(Occurrence(meeting, start))
    return sorted(found, key=lambda occurrence: (occurrence.minute, occurrence.meeting.id))


nows = st.one_of(
    st.integers(1262304000, 2114380800).map(lambda second: datetime.fromtimestamp(second, UTC)),
    st.sampled_from(
        [
            datetime(2026, 3, 8, 7, 0, tzinfo=UTC),  # New York springs forward
            datetime(2026, 11, 1, 6, 0, tzinfo=UTC),  # and falls back
            datetime(2026, 4, 4, 15, 0, tzinfo=UTC),  # Lord Howe, by half an hour
            datetime(2011, 12, 30, 10, 0, tzinfo=UTC),  # Apia leaves out a whole day
            datetime(2026, 9, 6, 4, 0, tzinfo=UTC),  # Santiago has no midnight
        ]
    ).flatmap(
        lambda turn: st.integers(-5 * 1440 * 60, 5 * 1440 * 60).map(
            lambda seconds: turn + timedelta(seconds=seconds)
        )
    ),
)
points = st.builds(
    lambda north, east: (north / 100, east / 100),
    st.integers(-9000, 9000) | st.sampled_from([9000, 8990, -9000, 0, 4265]),
    st.integers(-18000, 18000) | st.sampled_from([-18000, 18000, 17990, 0, -7375]),
)
circles = st.builds(
    lambda point, radius: Around(point[0], point[1], radius),
    points,
    st.floats(0.001, 30_000) | st.floats(0.001, 100),
)
filters = st.builds(
    Filter,
    sources=st.sampled_from([(), ("a",), ("a", "b"), ("c",), ("gone",)]),
    open_only=st.booleans(),
    phone_only=st.booleans(),
    around=st.none() | circles,
)
rows = st.builds(
    made,
    st.integers(0, 30).map(str),
    st.integers(0, 6),
    st.one_of(st.integers(0, 1439), st.sampled_from([0, 90, 120, 150, 1439])),
    st.sampled_from(ZONES),
    source=st.sampled_from(["a", "b"]),
    access=st.sampled_from(["open", "closed", ""]),
    venue=st.sampled_from(["place", "phone", "online", "hybrid"]),
    phone=st.sampled_from(["", "5 5 5, 0 1 0 0"]),
    point=st.none() | points,
    dates=st.just(()) | st.lists(st.integers(-4 * 1440, 12 * 1440), unique=True).map(tuple),
    also=st.sampled_from([(), ("c",), ("c", "d")]),
)
lists = st.lists(rows, max_size=25, unique_by=lambda meeting: meeting.id)


def dated(meetings: list[Meeting], now: datetime) -> list[Meeting]:
    """The same, their dates counted from `now`."""
    minute = int(now.timestamp() // 60)
    return [
        msgspec.structs.replace(meeting, dates=tuple(sorted(minute + d for d in meeting.dates)))
        for meeting in meetings
    ]


@settings(max_examples=120, deadline=None)
@given(lists, nows, filters)
def test_next_meetings_agree_with_slow_answer(
    meetings: list[Meeting], now: datetime, filter: Filter
) -> None:
    meetings, ahead = dated(meetings, now), NEAR_AHEAD if filter.around else AHEAD
    expected = slowly(meetings, now, filter, ahead)
    assert loaded(*meetings).next_meetings(now, filter, limit=100) == expected


@settings(max_examples=80, deadline=None)
@given(lists, nows, filters, st.data())
def test_cursor_reaches_every_meeting_once_in_both_directions(
    meetings: list[Meeting], now: datetime, filter: Filter, data: st.DataObject
) -> None:
    meetings = dated(meetings, now)
    snapshot = loaded(*meetings)
    everything = slowly(meetings, now, filter)
    expected = slowly(meetings, now, filter, NEAR_AHEAD if filter.around else AHEAD)
    forwards: list[Occurrence] = []
    cursor = None
    while found := snapshot.next_meetings(now, filter, after=cursor):
        forwards += found
        cursor = (found[0].minute, found[0].meeting.id)
    assert forwards == expected
    backwards: list[Occurrence] = []
    while cursor:
        before = snapshot.previous_meeting(now, filter, cursor)
        backwards += [before] if before else []
        cursor = (before.minute, before.meeting.id) if before else None
    assert backwards == expected[:-1][::-1]
    instant = data.draw(nows)
    later = [one for one in everything if one.start >= instant]
    assert snapshot.first_on_or_after(now, filter, instant) == (later[0] if later else None)


def test_cursor_of_vanished_meeting_goes_on_behind_its_place() -> None:
    meetings = sorted((made(str(n), 2, 780) for n in range(5)), key=lambda meeting: meeting.id)
    gone = meetings.pop(2)
    snapshot = loaded(*meetings)
    cursor = (int(NOW.timestamp()) // 60 + 60, gone.id)
    after = snapshot.next_meetings(NOW, Filter(), after=cursor)
    before = snapshot.previous_meeting(NOW, Filter(), cursor)
    assert [one.meeting for one in after] == [meetings[2]]
    assert before is not None
    assert before.meeting == meetings[1]


@settings(max_examples=80, deadline=None)
@given(
    lists,
    nows,
    filters,
    points,
    st.lists(st.floats(0.001, 20_015), min_size=1, max_size=5),
    st.integers(1, 5),
)
def test_near_is_the_smallest_circle_with_enough_or_with_all_there_are(
    meetings: list[Meeting],
    now: datetime,
    filter: Filter,
    point: tuple[float, float],
    steps: list[float],
    enough: int,
) -> None:
    meetings, filter = dated(meetings, now), filter._replace(around=None)
    circles = [Around(*point, step) for step in sorted(steps)]
    counts = [
        len(slowly(meetings, now, filter._replace(around=circle), NEAR_AHEAD)) for circle in circles
    ]
    wanted = min(enough, counts[-1])
    fitting = (circle for circle, count in zip(circles, counts, strict=True) if count >= wanted)
    expected = next(fitting) if wanted else None
    assert loaded(*meetings).near(now, filter, *point, steps, enough) == expected


def test_another_day_around_a_place_goes_on_for_a_week() -> None:
    here = Around(42.65, -73.75, 10)
    meetings = [made(str(day), day, 780, point=(42.65, -73.75)) for day in range(7)]
    snapshot, filter = loaded(*meetings), Filter(around=here)
    assert len(snapshot.next_meetings(NOW, filter, limit=9)) == 2
    found = snapshot.first_on_or_after(NOW, filter, NOW + timedelta(days=3))
    assert found is not None
    after = snapshot.next_meetings(NOW, filter, after=(found.minute, found.meeting.id), limit=9)
    assert [one.start.date().isoformat() for one in after] == [
        "2026-02-08",
        "2026-02-09",
        "2026-02-10",
    ]
    assert snapshot.previous_meeting(NOW, filter, (found.minute, found.meeting.id)) is not None


@pytest.mark.parametrize(
    ("point", "around", "kilometres"),
    [
        ((42.6526, -73.7562), (40.7128, -74.0060), 216.7),  # Albany from New York
        ((-16.5, -179.9), (-16.5, 179.9), 21.32),  # over the date line
        ((89.9, 0), (89.9, 180), 22.24),  # over the pole
        ((90, 12), (90, -77), 0.0),
        ((0, 0), (0, 180), 20015.1),  # from the other side of the world
    ],
)
def test_distance_is_along_the_sphere(
    point: tuple[float, float], around: tuple[float, float], kilometres: float
) -> None:
    meeting = made("1", 2, 780, point=point)
    distance = distance_km(meeting, Around(*around, 1))
    assert distance == pytest.approx(kilometres, abs=0.06)
    snapshot = loaded(meeting)
    for radius, heard in ((kilometres + 0.1, True), (kilometres - 0.1, False)):
        found = snapshot.next_meetings(NOW, Filter(around=Around(*around, radius)))
        assert bool(found) == heard


@pytest.mark.parametrize("venue", ["online", "phone"])
def test_meeting_without_a_door_is_near_nobody(venue: Venue) -> None:
    meeting = made("1", 2, 780, venue=venue, point=(42.65, -73.75))
    around = Around(42.65, -73.75, 100)
    assert distance_km(meeting, around) is None
    assert loaded(meeting).next_meetings(NOW, Filter(around=around)) == []
    assert loaded(meeting).find(meeting.id) == meeting


@pytest.mark.parametrize(
    "around", [(91, 0, 9), (0, 181, 9), (0, 0, -1), (float("nan"), 0, 9), (0, 0, float("nan"))]
)
def test_circle_that_makes_no_sense_holds_nothing(around: tuple[float, float, float]) -> None:
    snapshot = loaded(made("1", 2, 780, point=(0, 0)))
    assert snapshot.next_meetings(NOW, Filter(around=Around(*around))) == []


def test_a_point_that_is_none_on_earth_is_none() -> None:
    meeting = made("1", 2, 780, point=(float("nan"), 400))
    (found,) = loaded(meeting).meetings
    assert (found.latitude, found.longitude) == (None, None)


def test_meeting_of_several_lists_is_in_each_of_them_once() -> None:
    meeting = made("1", 2, 780, source="b", also=("c", "a"), state="Vermont")
    snapshot = loaded(meeting)
    assert snapshot.sources == ("a", "b", "c")
    assert snapshot.states(("a",)) == {"Vermont"}
    for chosen in ((), ("a",), ("b",), ("c", "a"), ("a", "b", "c", "d")):
        found = snapshot.next_meetings(NOW, Filter(chosen), limit=9)
        assert [one.meeting for one in found] == [meeting]
    assert snapshot.next_meetings(NOW, Filter(("d",)), limit=9) == []


def test_meeting_with_dates_comes_on_them_and_in_no_other_week() -> None:
    minute = int(NOW.timestamp() // 60)
    dates = (minute - 15, minute - 14, minute + 60, minute + 3 * 1440, minute + 8 * 1440)
    snapshot = loaded(made("1", 2, 720, dates=dates))
    found = snapshot.next_meetings(NOW, Filter(), limit=9)
    assert [one.minute for one in found] == list(dates[1:4])
    assert snapshot.next_meetings(NOW + timedelta(days=9), Filter()) == []


def test_towns_are_those_with_most_meetings_first() -> None:
    meetings = [
        made("1", 0, 0, point=(42.0, -73.0), town="Albany", state="New York"),
        made("2", 0, 0, point=(43.0, -74.0), town="Albany", state="New York", source="b"),
        made("3", 0, 0, town="ALBANY", state="New York", also=("c",)),
        made("4", 0, 0, venue="online", town="Albany", state="New York"),
        made("5", 0, 0, town="Albany", state="Georgia"),
        made("6", 0, 0),
    ]
    snapshot = loaded(*(msgspec.structs.replace(meeting, country="US") for meeting in meetings))
    assert snapshot.towns == [
        Town("Albany", "New York", "US", 42.5, -73.5, 3, ("b", "c", "upstate")),
        Town("Albany", "Georgia", "US", None, None, 1, ("upstate",)),
    ]


def test_what_only_finding_doubles_needs_is_left_behind() -> None:
    meeting = msgspec.structs.replace(
        made("1", 0, 0), place="Grace Church", street="12 Main St", postcode="12207"
    )
    assert list(loaded(meeting).meetings) == [made("1", 0, 0)]


def test_document_of_an_older_release_raises_named_exception() -> None:
    older = pack([], MADE_AT).replace(b"meetings 2", b"meetings 1", 1)
    with pytest.raises(SnapshotError, match="another release or machine: run `ivr refresh` here"):
        Snapshot.load(older)


@pytest.mark.parametrize("cursor", [(0, ""), (10**30, "zzzzzzzzzzz"), (-(10**30), "é\ud800")])
def test_cursor_that_makes_no_sense_harms_nothing(cursor: tuple[int, str]) -> None:
    snapshot = loaded(made("1", 2, 780))
    assert len(snapshot.next_meetings(NOW, Filter(), after=cursor)) == (cursor[0] < 10**30)
    assert (snapshot.previous_meeting(NOW, Filter(), cursor) is None) == (cursor[0] < 10**30)


@pytest.mark.parametrize(
    ("seconds", "heard"),
    [(0, True), (14 * 60 + 59, True), (15 * 60, False)],
)
def test_meeting_that_began_is_heard_for_fifteen_minutes(seconds: int, heard: bool) -> None:
    snapshot = loaded(made("1", 2, 720))
    found = snapshot.next_meetings(NOW + timedelta(seconds=seconds), Filter())
    assert [one.start for one in found] == [NOW if heard else NOW + timedelta(days=7)]


def test_start_skipped_in_spring_is_an_hour_later() -> None:
    (found,) = loaded(made("1", 6, 150)).next_meetings(
        datetime(2026, 3, 7, 12, 0, tzinfo=UTC), Filter()
    )
    assert found.start.isoformat() == "2026-03-08T03:30:00-04:00"


def test_start_that_comes_twice_in_autumn_is_heard_once() -> None:
    found = loaded(made("1", 6, 90)).next_meetings(
        datetime(2026, 10, 31, 12, 0, tzinfo=UTC), Filter(), limit=5
    )
    assert [one.start.isoformat() for one in found] == ["2026-11-01T01:30:00-04:00"]


def test_find_gives_meeting_or_none() -> None:
    meetings = [made(str(n), n % 7, n) for n in range(20)]
    snapshot = loaded(*meetings)
    assert [snapshot.find(meeting.id) for meeting in meetings] == meetings
    assert [snapshot.find(id) for id in ("", "0", "zzzzzzzz", "zzzzzzzzz")] == [None] * 4


def test_snapshot_tells_what_it_holds() -> None:
    meetings = [
        made("1", 0, 0, source="a", state="New York"),
        made("2", 0, 0, source="a"),
        made("3", 0, 0, source="b", state="Vermont"),
    ]
    snapshot = loaded(*meetings)
    assert list(snapshot.meetings) == sorted(meetings, key=lambda meeting: meeting.id)
    assert len(snapshot) == 3
    assert snapshot.made_at == MADE_AT
    assert snapshot.sources == ("a", "b")
    assert snapshot.states() == {"New York", "Vermont"}
    assert snapshot.states(("b",)) == {"Vermont"}


def test_version_names_the_content() -> None:
    meetings = [made("1", 0, 0), made("2", 1, 0)]
    assert loaded(*meetings).version == loaded(*reversed(meetings)).version
    assert loaded(*meetings).version != loaded(*meetings[:1]).version


def test_empty_snapshot_answers_everything() -> None:
    assert list(Snapshot.EMPTY.meetings) == []
    assert Snapshot.EMPTY.next_meetings(NOW, Filter()) == []
    assert Snapshot.EMPTY.previous_meeting(NOW, Filter(), (0, "a")) is None
    assert Snapshot.EMPTY.first_on_or_after(NOW, Filter(), NOW) is None
    assert Snapshot.EMPTY.find("a") is None
    assert Snapshot.EMPTY.states() == frozenset()


def test_warm_changes_no_answer() -> None:
    meetings = [made(str(n), n % 7, n * 40, zone) for n, zone in enumerate(ZONES * 3)]
    snapshot = loaded(*meetings)
    cold = snapshot.next_meetings(NOW, Filter(), limit=100)
    for days in range(0, 40, 9):
        snapshot.warm(NOW + timedelta(days=days), [Filter(), Filter(open_only=True)])
    assert snapshot.next_meetings(NOW, Filter(), limit=100) == cold


def test_threads_ask_at_once_and_little_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ivr.schedule.timeline.KEPT", 3)
    meetings = [made(str(n), n % 7, n * 40, zone) for n, zone in enumerate(ZONES * 3)]
    snapshot = loaded(*meetings)

    def ask(days: int) -> list[Occurrence]:
        return snapshot.next_meetings(NOW + timedelta(days=days), Filter(), limit=100)

    days = [n % 9 for n in range(90)]
    with ThreadPoolExecutor(4) as threads:
        found = list(threads.map(ask, days))
    assert found == [slowly(meetings, NOW + timedelta(days=n), Filter()) for n in days]


@settings(deadline=None)
@given(st.integers(0, 10**6), st.binary(max_size=3))
def test_damaged_document_raises_named_exception(place: int, damage: bytes) -> None:
    document = pack([made("1", 0, 0), made("2", 1, 5)], MADE_AT)
    place %= len(document)
    hurt = document[:place] + damage + document[place + len(damage) + 1 :]
    if hurt != document:
        with pytest.raises(SnapshotError, match="ivr refresh"):
            Snapshot.load(hurt)


def test_document_with_unknown_zone_raises_named_exception() -> None:
    with pytest.raises(SnapshotError, match="update tzdata"):
        loaded(made("1", 0, 0, "Mars/Olympus"))


def test_every_field_of_a_meeting_survives_but_what_only_doubles_need() -> None:
    meeting = Meeting(
        id=meeting_id("upstate", "1"),
        source="upstate",
        weekday=2,
        start=780,
        duration=75,
        time_zone="America/New_York",
        name="Hope on Main",
        venue="hybrid",
        access="closed",
        formats=("newcomer", "discussion"),
        language="es",
        latitude=42.65123,
        longitude=-73.75321,
        state="New York",
        spoken_name="Hope on Main,",
        spoken_place="Grace Church, 12 Main Street, Albany",
        spoken_street="Main",
        spoken_limits="first Monday only",
        spoken_details="side door",
        spoken_phone={"en": "5 1 8, 5 5 5, 0 1 9 9", "es": "5 1 8, 5 5 5, 0 1 9 9."},
        dial=Dial("+15185550199", "ww1234#", "US", "fixed_line", sure=True),
        also=("west", "north"),
        dates=(29_000_000, 29_010_080),
        town="Albany",
        country="US",
        place="Grace Church",
        street="12 Main St",
        postcode="12207",
    )
    default = made("1", 0, 0)
    assert {
        field
        for field in Meeting.__struct_fields__
        if getattr(meeting, field) == getattr(default, field)
    } <= {"id", "source", "time_zone"}
    (found,) = loaded(meeting).meetings
    assert found == msgspec.structs.replace(meeting, place="", street="", postcode="")
