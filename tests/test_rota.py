"""The hours: which is on, what comes after, who leads; around both changes of the clock."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.rota import HOUR, MAIN_ROOM, OVERRUN, Hour, OnNow, Rota, UnreadableRota, led

NEW_YORK = ZoneInfo("America/New_York")
HOURLY = Rota(tuple(Hour("daily", h * 60, f"{h}") for h in range(24)), NEW_YORK)
HALF_HOURLY = Rota(tuple(Hour("daily", h * 60 + 30, f"{h}:30") for h in range(24)), NEW_YORK)
SPRING = datetime(2026, 3, 8, 7, 0, tzinfo=UTC)  # 2:00 becomes 3:00
AUTUMN = datetime(2026, 11, 1, 6, 0, tzinfo=UTC)  # 2:00 becomes 1:00


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def local(text: str) -> datetime:
    """A wall clock of New York in 2026, as UTC."""
    return datetime.fromisoformat(f"2026-{text}").replace(tzinfo=NEW_YORK).astimezone(UTC)


def rota(*hours: Hour) -> Rota:
    return Rota(hours, NEW_YORK)


def titles(found: list[OnNow]) -> list[str]:
    return [on.hour.title for on in found]


def title(found: OnNow | None) -> str:
    return found.hour.title if found else ""


def test_an_hour_from_its_first_minute_to_its_last() -> None:
    evening = rota(Hour("daily", 20 * 60, "evening"))
    times = ["11-21 19:59", "11-21 20:00", "11-21 20:59", "11-21 21:00"]
    assert [titles(evening.on_now(local(time))) for time in times] == [
        [], ["evening"], ["evening"], [],
    ]  # fmt: skip


def test_a_month_of_days_and_the_first_again() -> None:
    evening = rota(Hour("saturday", 1200, "evening"))
    first = local("11-07 20:30")
    found = [titles(evening.on_now(first + timedelta(days=n))) for n in (*range(28), 0)]
    assert found == [["evening"] if n % 7 == 0 else [] for n in (*range(28), 0)]


def test_an_hour_knows_its_times() -> None:
    evening = Hour("daily", 20 * 60, "evening")
    now = local("11-21 20:20") + timedelta(seconds=7)
    assert rota(evening).on_now(now) == [OnNow(evening, local("11-21 20:00"), local("11-21 21:00"))]


def test_a_date_goes_before_a_weekday_and_a_weekday_before_daily() -> None:
    rows = rota(
        Hour("daily", 1200, "daily"),
        Hour("saturday", 1200, "saturday"),
        Hour("2026-11-21", 1200, "the day"),
        Hour("2026-11-22", 1200, "another day"),
    )
    days = {"11-20": "daily", "11-21": "the day", "11-22": "another day", "11-28": "saturday"}
    assert {day: title(rows.for_caller(local(f"{day} 20:30"), "en")) for day in days} == days


def test_the_order_of_rows_decides_nothing() -> None:
    rows = (
        Hour("daily", 1200, "daily"),
        Hour("2026-11-21", 1230, "the day"),
        Hour("saturday", 1260, "saturday"),
        Hour("daily", 1200, "women", room="women"),
    )
    now = local("11-21 20:45")
    assert rota(*rows).on_now(now) == rota(*reversed(rows)).on_now(now)


def test_a_special_hour_displaces_those_that_it_overlaps_in_its_room() -> None:
    rows = rota(
        Hour("daily", 1200, "at eight"),
        Hour("daily", 1260, "at nine"),
        Hour("daily", 1320, "at ten"),
        Hour("2026-11-21", 1230, "special"),
        Hour("daily", 1230, "women", room="women"),
    )
    assert titles(rows.on_now(local("11-21 20:10"))) == []
    assert titles(rows.on_now(local("11-21 20:30"))) == ["special", "women"]
    assert titles(rows.on_now(local("11-21 21:29"))) == ["special", "women"]
    assert titles(rows.on_now(local("11-21 21:45"))) == []
    assert titles(rows.on_now(local("11-21 22:00"))) == ["at ten"]


DAYS = {"daily": 2, "saturday": 1, "2026-11-21": 0}


@pytest.mark.parametrize("room", ["", "women"])
@pytest.mark.parametrize("second", DAYS)
@pytest.mark.parametrize("first", DAYS)
@pytest.mark.parametrize("apart", [-59, 0, 30])
def test_of_two_that_meet_in_a_room_the_more_specific_is_held(
    first: str, second: str, apart: int, room: str
) -> None:
    """In other rooms both are; of two equal rows, which no file keeps, the earlier is."""
    one = Hour(first, 1200, "one", room=room)
    two = Hour(second, 1200 + apart, "two", room=room)
    if DAYS[first] == DAYS[second]:
        expected = "two" if apart < 0 else "one"
    else:
        expected = "one" if DAYS[first] < DAYS[second] else "two"
    moments = [local("11-21 20:00") + timedelta(minutes=m) for m in range(-60, 100, 10)]
    rows = rota(one, two)
    assert {title for now in moments for title in titles(rows.on_now(now))} == {expected}
    elsewhere = rota(one, msgspec.structs.replace(two, room="elsewhere"))
    found = {title for now in moments for title in titles(elsewhere.on_now(now))}
    assert found == {"one", "two"}


@pytest.mark.parametrize(
    ("late", "early", "expected"),
    [
        (Hour("2026-11-21", 1410, "late"), Hour("daily", 0, "early"), "late"),
        (Hour("saturday", 1410, "late"), Hour("daily", 0, "early"), "late"),
        (Hour("daily", 1410, "late"), Hour("2026-11-22", 0, "early"), "early"),
        (Hour("daily", 1410, "late"), Hour("sunday", 0, "early"), "early"),
        (Hour("2026-11-21", 1380, "late", minutes=120), Hour("sunday", 30, "early"), "late"),
    ],
)
def test_across_midnight_the_more_specific_is_held(late: Hour, early: Hour, expected: str) -> None:
    rows = rota(late, early)
    moments = [local("11-22 00:00") + timedelta(minutes=m) for m in range(-25, 30, 5)]
    assert {title for now in moments for title in titles(rows.on_now(now))} == {expected}


def test_an_hour_across_midnight_belongs_to_the_day_it_began() -> None:
    rows = rota(Hour("saturday", 23 * 60 + 30, "late"))
    assert titles(rows.on_now(local("11-22 00:29"))) == ["late"]
    assert titles(rows.on_now(local("11-22 00:30"))) == []
    assert titles(rows.on_now(local("11-21 00:10"))) == []


def test_the_later_of_two_hours_across_midnight_is_on() -> None:
    rows = rota(Hour("saturday", 23 * 60 + 30, "late"), Hour("sunday", 0, "midnight"))
    assert titles(rows.on_now(local("11-21 23:50"))) == ["late"]
    assert titles(rows.on_now(local("11-22 00:10"))) == ["midnight"]


def test_rooms_of_one_hour() -> None:
    rows = rota(
        Hour("daily", 1200, "all"),
        Hour("daily", 1200, "español", language="es"),
        Hour("daily", 1200, "beginners", room="beginners"),
    )
    now = local("11-21 20:30")
    assert {on.hour.room_name: on.hour.title for on in rows.on_now(now)} == {
        "meeting-main": "all",
        "meeting-es": "español",
        "meeting-beginners": "beginners",
    }
    assert [title(rows.for_caller(now, language)) for language in ("en", "es", "fr")] == [
        "all", "español", "all",
    ]  # fmt: skip


def test_a_caller_comes_to_what_there_is() -> None:
    spanish = rota(Hour("daily", 1200, "español", language="es"))
    women = rota(Hour("daily", 1200, "women", room="women"))
    now = local("11-21 20:30")
    assert [title(one.for_caller(now, "en")) for one in (spanish, women, rota())] == [
        "español", "women", "",
    ]  # fmt: skip


def test_the_rooms_name() -> None:
    assert MAIN_ROOM == "meeting-main"
    assert Hour("daily", 0, "", language="es", room="women").room_name == "meeting-women"


@pytest.mark.parametrize(
    ("day", "leader"), [("2026-05-30", ""), ("2026-05-31", "Ana"), ("2026-06-01", "Ana")]
)
def test_a_leader_leads_from_their_day_on(day: str, leader: str) -> None:
    hour = Hour("daily", 0, "x", leader="ana", leader_name="Ana", leads_from="2026-05-31")
    assert led(hour, date.fromisoformat(day)).leader_name == leader
    on = rota(hour).for_caller(datetime.fromisoformat(f"{day} 00:30").replace(tzinfo=NEW_YORK), "")
    assert on is not None
    assert on.hour.leader_name == leader


def test_an_hour_across_midnight_is_led_by_its_own_day() -> None:
    hour = Hour(
        "daily", 23 * 60 + 30, "x", leader="ana", leader_name="Ana", leads_from="2026-06-01"
    )
    on = rota(hour).on_now(local("06-01 00:10"))
    assert [one.hour.leader for one in on] == [""]


# The changes of the clock


@pytest.mark.parametrize("rows", [HOURLY, HALF_HOURLY], ids=["hourly", "half-hourly"])
@pytest.mark.parametrize("change", [SPRING, AUTUMN], ids=["spring", "autumn"])
def test_a_full_rota_has_no_hole(rows: Rota, change: datetime) -> None:
    for minute in range(-26 * 60, 26 * 60):
        now = change + timedelta(minutes=minute)
        (on,) = rows.on_now(now)
        assert on.start <= now < on.end
        assert on.end - on.start == HOUR


@pytest.mark.parametrize("change", [SPRING, AUTUMN], ids=["spring", "autumn"])
def test_what_comes_next_is_what_is_on_then(change: datetime) -> None:
    for minute in range(-5 * 60, 5 * 60, 7):
        now = change + timedelta(minutes=minute)
        (on,) = HOURLY.on_now(now)
        following = HOURLY.after(now)
        assert following is not None
        assert following.start == on.end
        assert HOURLY.on_now(on.end) == [following]


def test_the_hour_that_spring_skips_is_not_held_nor_announced() -> None:
    night = rota(Hour("daily", 120, "two"), Hour("daily", 240, "four"))
    assert [titles(night.on_now(SPRING + timedelta(minutes=m))) for m in (-1, 0, 30, 60)] == [
        [], [], [], ["four"],
    ]  # fmt: skip
    assert night.after(SPRING - HOUR) == OnNow(night.hours[1], SPRING + HOUR, SPRING + 2 * HOUR)
    assert HOURLY.after(SPRING - timedelta(minutes=30)) == OnNow(
        HOURLY.hours[3], SPRING, SPRING + HOUR
    )


def test_the_hour_that_comes_twice_in_autumn_is_held_twice() -> None:
    night = rota(Hour("daily", 60, "one"))
    assert [titles(night.on_now(AUTUMN + timedelta(minutes=m))) for m in (-61, -60, 0, 59, 60)] == [
        [], ["one"], ["one"], ["one"], [],
    ]  # fmt: skip
    assert night.after(AUTUMN - timedelta(minutes=30)) == OnNow(
        night.hours[0], AUTUMN, AUTUMN + HOUR
    )
    assert night.open_until(AUTUMN - timedelta(minutes=30), MAIN_ROOM) == AUTUMN + HOUR


@pytest.mark.parametrize("change", [SPRING, AUTUMN], ids=["spring", "autumn"])
def test_at_half_past_an_hour_is_an_hour_when_the_clock_changes(change: datetime) -> None:
    rows = rota(*(Hour("daily", start, str(start)) for start in (30, 90, 150, 210)))
    held = {on for m in range(-300, 300) for on in rows.on_now(change + timedelta(minutes=m))}
    coming = [on for on in rows.coming(change - timedelta(hours=5, minutes=1)) if on in held]
    assert sorted(held, key=lambda on: on.start) == coming
    assert [on.hour.start for on in coming] == (
        [30, 90, 210] if change == SPRING else [30, 90, 90, 150, 210]
    )


# What comes after


def test_the_next_hour_and_the_next_of_a_room() -> None:
    rows = rota(Hour("daily", 1200, "all"), Hour("sunday", 600, "women", room="women"))
    now = local("11-21 20:00")
    assert rows.after(now) == OnNow(rows.hours[1], local("11-22 10:00"), local("11-22 11:00"))
    assert rows.after(now, MAIN_ROOM) == OnNow(
        rows.hours[0], local("11-22 20:00"), local("11-22 21:00")
    )
    assert rows.after(now, "meeting-nobody") is None


def test_a_weekly_hour_that_just_began_comes_again_in_a_week() -> None:
    weekly = rota(Hour("saturday", 1200, "weekly"))
    now = local("11-21 20:00")
    assert weekly.after(now) == OnNow(weekly.hours[0], local("11-28 20:00"), local("11-28 21:00"))
    assert weekly.after(now - timedelta(seconds=1)) == OnNow(
        weekly.hours[0], now, local("11-21 21:00")
    )


def test_a_date_that_is_over_comes_no_more() -> None:
    assert rota(Hour("2026-11-20", 1200, "once")).after(local("11-21 08:00")) is None


@pytest.mark.parametrize(
    ("now", "until"),
    [
        ("11-21 20:30", "11-21 22:00"),
        ("11-21 21:30", "11-21 22:00"),
        ("11-21 23:10", "11-22 00:00"),
        ("11-21 22:30", "11-21 22:30"),
    ],
)
def test_a_room_is_open_while_its_hours_follow_each_other(now: str, until: str) -> None:
    rows = rota(*(Hour("daily", h * 60, str(h)) for h in (20, 21, 23)))
    assert rows.open_until(local(now), MAIN_ROOM) == local(until)


def test_hours_of_another_room_keep_none_open() -> None:
    rows = rota(Hour("daily", 1200, "all"), Hour("daily", 1260, "women", room="women"))
    assert rows.open_until(local("11-21 20:30"), MAIN_ROOM) == local("11-21 21:00")


def test_a_room_without_end_is_open_for_longer_than_a_call() -> None:
    now = local("11-21 20:30")
    assert HOURLY.open_until(now, MAIN_ROOM) - now >= timedelta(hours=5)


def test_a_meeting_lingers_until_its_overrun_is_over() -> None:
    evening = rota(Hour("daily", 1200, "evening"))
    end = local("11-21 21:00")
    second = timedelta(seconds=1)
    moments = [-HOUR - second, -second, timedelta(0), OVERRUN - second, OVERRUN]
    assert [title(evening.held(end + moment, MAIN_ROOM)) for moment in moments] == [
        "", "evening", "evening", "evening", "",
    ]  # fmt: skip


def test_a_meeting_with_another_after_it_does_not_linger_when_it_is_asked_in_time() -> None:
    now = local("11-21 21:05")
    assert title(HOURLY.held(now, MAIN_ROOM)) == "21"


# The published document

HOURS = st.builds(
    Hour,
    day=st.sampled_from(["daily", "monday", "2026-11-21"]),
    start=st.integers(0, 1439),
    title=st.text(),
    format=st.sampled_from(["step", "other"]),
    access=st.sampled_from(["open", "closed"]),
    language=st.sampled_from(["", "es"]),
    room=st.sampled_from(["", "women"]),
    leader=st.text(max_size=5),
    leader_name=st.text(max_size=5),
    leads_from=st.sampled_from(["", "2026-05-31"]),
    minutes=st.sampled_from([60, 15, 90, 720]),
    coming=st.integers(0, 2),
)


@given(st.lists(HOURS, max_size=5))
def test_a_rota_comes_back_from_its_document(hours: list[Hour]) -> None:
    assert Rota.load(rota(*hours).pack()) == rota(*hours)


@given(st.lists(HOURS, max_size=8), st.integers(0, 400 * 24 * 60))
def test_any_rota_tells_at_any_time(hours: list[Hour], minute: int) -> None:
    rows, now = rota(*hours), datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minute)
    on = rows.on_now(now)
    assert len({one.hour.room_name for one in on}) == len(on)
    assert [one for one in on if not one.start <= now < one.end] == []
    following = rows.after(now)
    assert following is None or following.start > now


@given(st.binary(max_size=50) | st.text(max_size=50).map(str.encode))
def test_what_is_no_document_is_unreadable(document: bytes) -> None:
    with pytest.raises(UnreadableRota):
        Rota.load(document)


@pytest.mark.parametrize(
    "document",
    [
        b'{"version":2,"time_zone":"UTC","hours":[]}',
        b'{"version":1,"time_zone":"Mars/Olympus","hours":[]}',
        b'{"version":1,"time_zone":"/etc/passwd","hours":[]}',
        b'{"version":1,"time_zone":"America","hours":[]}',
        b'{"version":1,"time_zone":"\xff","hours":[]}',
        b'{"version":1,"time_zone":"UTC","hours":[{"day":"daily","start":1440,"title":"x"}]}',
        b'{"version":1,"time_zone":"UTC","hours":[{"day":"daily","start":-1,"title":"x"}]}',
        b'{"version":1,"time_zone":"UTC","hours":[{"day":"daily","start":0}]}',
        b'{"version":1,"time_zone":"UTC"}',
        b'{"version":1,"time_zone":"UTC","hours":[],"until":"soon"}',
        b'{"version":1,"time_zone":"UTC","hours":[{"day":"daily","start":0,"title":"x","minutes":0}]}',
    ],
)
def test_a_damaged_document_is_unreadable(document: bytes) -> None:
    with pytest.raises(UnreadableRota):
        Rota.load(document)
