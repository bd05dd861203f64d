"""The questions of a call, compared with a slow answer that anybody can check."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ivr.schedule.meeting import Meeting, Occurrence, start_on
from ivr.schedule.snapshot import AHEAD, LATE, Filter, Snapshot, SnapshotError, pack
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


def slowly(meetings: list[Meeting], now: datetime, filter: Filter) -> list[Occurrence]:
    """Every occurrence the list should have, by looking at each meeting on each day."""
    found = []
    for meeting in meetings:
        if filter.sources and meeting.source not in filter.sources:
            continue
        if filter.open_only and meeting.access != "open":
            continue
        if filter.phone_only and meeting.venue != "phone" and not meeting.spoken_phone:
            continue
        zone = ZoneInfo(meeting.time_zone)
        today = now.astimezone(zone).replace(tzinfo=None)
        for day in (today + timedelta(days=n) for n in range(-3, 11)):
            if day.weekday() == meeting.weekday:
                start = start_on(day, meeting.start, zone)
                if now - LATE < start.astimezone(UTC) < now + AHEAD:
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
filters = st.builds(
    Filter,
    sources=st.sampled_from([(), ("a",), ("a", "b"), ("gone",)]),
    open_only=st.booleans(),
    phone_only=st.booleans(),
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
)
lists = st.lists(rows, max_size=25, unique_by=lambda meeting: meeting.id)


@settings(max_examples=300, deadline=None)
@given(lists, nows, filters)
def test_next_meetings_agree_with_slow_answer(
    meetings: list[Meeting], now: datetime, filter: Filter
) -> None:
    assert loaded(*meetings).next_meetings(now, filter, limit=100) == slowly(meetings, now, filter)


@settings(max_examples=150, deadline=None)
@given(lists, nows, filters, st.data())
def test_cursor_reaches_every_meeting_once_in_both_directions(
    meetings: list[Meeting], now: datetime, filter: Filter, data: st.DataObject
) -> None:
    snapshot = loaded(*meetings)
    expected = slowly(meetings, now, filter)
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
    later = [one for one in expected if one.start >= instant]
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
