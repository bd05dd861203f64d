"""A shared calendar as the rota: what is held when, through both changes of the clock."""

# ruff: noqa: E501 - a table is read by its rows

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr import rotacalendar
from ivr.rota import Rota
from ivr.rotafile import read_rota
from ivr.rotasheet import BrokenRota
from ivr.rotaweek import week
from ivr.schedule.meeting import Problem
from tests.calendars import LEADERS, NOW, ZONE, calendar, event, held, read

FEEDS = Path(__file__).parent.parent.parent / "shared" / "feeds"
DAILY = "RRULE:FREQ=DAILY"
NIGHT = datetime(2026, 11, 1, 4, tzinfo=UTC)  # midnight in New York, before the clock goes back


def broken(body: bytes, named: bool = False) -> str:
    with pytest.raises(BrokenRota) as caught:
        read_rota(body, LEADERS, ZONE, NOW, calendar=named)
    return str(caught.value)


def test_an_event_is_a_meeting_of_its_day() -> None:
    rota, problems = read(event("Noon", "20261102T120000", "20261102T130000"))
    assert held(rota, days=8) == ["11-02 12:00 60 Noon"]
    assert (problems, rota.since, rota.until) == ([], "2026-10-30", "2026-12-06")


def test_a_repetition_with_an_exception_a_moved_one_and_a_cancelled_one() -> None:
    rota, _ = read(
        event("Evening", "20261030T200000", "20261030T210000", DAILY,
              "EXDATE;TZID=America/New_York:20261102T200000", uid="e"),
        event("Later", "20261103T213000", "20261103T223000",
              "RECURRENCE-ID;TZID=America/New_York:20261103T200000", uid="e"),
        event("Evening", "20261104T200000", "20261104T210000", "STATUS:CANCELLED",
              "RECURRENCE-ID;TZID=America/New_York:20261104T200000", uid="e"),
        event("Off", "20261103T090000", "20261103T100000", "STATUS:CANCELLED"),
    )  # fmt: skip
    assert held(rota, days=6) == [
        "10-31 20:00 60 Evening",
        "11-01 20:00 60 Evening",
        "11-03 21:30 60 Later",
        "11-05 20:00 60 Evening",
    ]


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("DTSTART:20261102T170000Z", "DTEND:20261102T180000Z"),
        ("DTSTART:20261102T120000", "DTEND:20261102T130000"),
        ("DTSTART:20261102T120000", "DURATION:PT1H"),
        ("DTSTART:20261102T120000", "X-NOTHING:x"),
        ("DTSTART;TZID=Europe/London:20261102T170000", "DURATION:PT1H"),
        ("DTSTART;TZID=Eastern Standard Time:20261102T120000", "DURATION:PT1H"),
    ],
)
def test_one_time_in_every_way_to_write_it(start: str, end: str) -> None:
    rota, problems = read(event("Noon", "", "", start, end))
    assert (held(rota, days=8), problems) == (["11-02 12:00 60 Noon"], [])


@pytest.mark.parametrize("start", ["20261102T090000", "20261102T170000Z"])
def test_the_calendars_own_zone_holds_for_times_that_name_none(start: str) -> None:
    body = calendar(event("Noon", "", "", f"DTSTART:{start}"), "X-WR-TIMEZONE:America/Los_Angeles")
    rota, problems = read_rota(body, LEADERS, ZONE, NOW)
    assert (held(rota, days=8), problems) == (["11-02 12:00 60 Noon"], [])


def test_a_time_zone_that_nobody_knows_is_named() -> None:
    body = calendar(
        event("Noon", "", "", "DTSTART;TZID=Mars/Olympus:20261102T120000"), "X-WR-TIMEZONE:Mars"
    )
    rota, problems = read_rota(body, LEADERS, ZONE, NOW)
    assert held(rota, days=8) == ["11-02 12:00 60 Noon"]
    assert problems == [
        Problem("rota calendar", "time zone", "Mars is none that is known"),
        Problem('rota event "Noon" 2026-11-02 12:00', "time zone", "taken as in America/New_York: Mars/Olympus is no zone that is known"),
    ]  # fmt: skip


def test_marks_that_nobody_sees_are_left_out() -> None:
    rota, problems = read(
        event("\x1b[31mHo\u202epe\x00 \ufeff– ana\u200b", "20261102T120000", "20261102T130000"),
        event("\x1bOff", "", "", "DTSTART;TZID=Mars\u202e:20261103T120000"),
    )
    assert [(each.title, each.leader) for each in rota.hours] == [("[31mHope", "ana"), ("Off", "")]
    assert problems == [
        Problem(
            'rota event "Off" 2026-11-03 12:00',
            "time zone",
            "taken as in America/New_York: Mars is no zone that is known",
        ),
    ]


def test_a_zone_that_the_calendar_brings_along() -> None:
    zone = (
        "BEGIN:VTIMEZONE\nTZID:Ours\nBEGIN:STANDARD\nDTSTART:19700101T000000\n"
        "TZOFFSETFROM:-0800\nTZOFFSETTO:-0800\nTZNAME:OUR\nEND:STANDARD\nEND:VTIMEZONE"
    )
    rota, problems = read(zone, event("Noon", "", "", "DTSTART;TZID=Ours:20261102T090000"))
    assert (held(rota, days=8), problems) == (["11-02 12:00 60 Noon"], [])


# The changes of the clock


def test_an_hour_stays_at_its_wall_time_when_the_clock_goes_back() -> None:
    rota, _ = read(event("Evening", "20260601T200000", "20260601T210000", DAILY))
    assert held(rota, days=3) == [f"{day} 20:00 60 Evening" for day in ("10-31", "11-01", "11-02")]
    starts = [slot.start.hour for slot in week(rota, NOW, ZONE).slots if slot.hour]
    assert starts[:3] == [0, 1, 1]  # UTC


@pytest.mark.parametrize("rule", [DAILY, "RRULE:FREQ=WEEKLY;BYDAY=SU"])
def test_the_hour_that_comes_twice_is_held_twice(rule: str) -> None:
    rota, _ = read(event("One", "20261025T010000", "20261025T020000", rule))
    assert [
        on.hour.title
        for hour in range(4)
        for on in rota.on_now(NIGHT + timedelta(hours=hour, minutes=30))
    ] == ["One", "One"]


def test_an_hourly_rota_has_no_hole_in_that_night() -> None:
    rota, problems = read(
        event("Every hour", "20261025T000000", "20261025T010000", "RRULE:FREQ=HOURLY")
    )
    assert problems == []
    for minute in range(-60, 26 * 60, 10):
        assert len(rota.on_now(NIGHT + timedelta(minutes=minute))) == 1


def test_two_meetings_of_that_hour_have_one_each() -> None:
    rota, problems = read(
        event("First", "", "", "DTSTART:20261101T050000Z", "DURATION:PT1H"),
        event("Second", "", "", "DTSTART:20261101T060000Z", "DURATION:PT1H"),
    )
    assert problems == []
    assert [[on.hour.title for on in rota.on_now(NIGHT + timedelta(hours=hour, minutes=30))] for hour in range(4)] == [
        [], ["First"], ["Second"], [],
    ]  # fmt: skip
    assert Rota.load(rota.pack()) == rota


def test_the_hour_that_spring_skips_is_not_held() -> None:
    now = datetime(2027, 3, 13, 17, tzinfo=UTC)
    body = calendar(
        event("Two", "20270301T020000", "20270301T030000", DAILY),
        event("Three", "20270301T030000", "20270301T040000", DAILY),
    )
    rota, problems = read_rota(body, LEADERS, ZONE, now)
    assert problems == []
    spring = datetime(2027, 3, 14, 7, tzinfo=UTC)  # 2:00 becomes 3:00
    assert [[on.hour.title for on in rota.on_now(spring + timedelta(hours=hour, minutes=30))] for hour in range(-1, 2)] == [
        [], ["Three"], [],
    ]  # fmt: skip


# Lengths


def test_a_meeting_of_ninety_minutes_lasts_so_long() -> None:
    rota, _ = read(event("Long", "20261102T193000", "20261102T210000"))
    start = datetime(2026, 11, 3, 0, 30, tzinfo=UTC)
    moments = [start + timedelta(minutes=m) for m in (-1, 0, 89, 90)]
    assert [[on.hour.title for on in rota.on_now(moment)] for moment in moments] == [
        [],
        ["Long"],
        ["Long"],
        [],
    ]
    (on,) = rota.on_now(start)
    assert (on.start, on.end) == (start, start + timedelta(minutes=90))
    following = rota.after(start - timedelta(hours=1))
    assert following == on
    assert rota.open_until(start, "meeting-main") == on.end


def test_a_meeting_across_midnight_and_the_change_of_the_clock() -> None:
    rota, _ = read(event("Vigil", "20261031T220000", "20261101T040000"))
    begins = datetime(2026, 11, 1, 2, tzinfo=UTC)
    found = [
        on for half in range(-2, 14) for on in rota.on_now(begins + timedelta(minutes=30 * half))
    ]
    assert {(on.start, on.end) for on in found} == {(begins, begins + timedelta(hours=6))}
    assert len(found) == 12


@pytest.mark.parametrize(
    ("lines", "done"),
    [
        (["DTSTART:20261102T120000", "DTEND:20261102T121000"], "let it last from 15 minutes to 12 hours"),
        (["DTSTART:20261102T120000", "DTEND:20261104T120000"], "let it last from 15 minutes to 12 hours"),
        (["DTSTART;VALUE=DATE:20261102"], "give it a time, it is there for whole days"),
        (["DTSTART:20261102T120000", "RRULE:FREQ=SECONDLY"], "let it repeat once an hour at most"),
        (["DTSTART:20261102T120000", "RRULE:FREQ=MINUTELY;INTERVAL=60"], "let it repeat once an hour at most"),
        (["DTSTART:20261102T120000", "RRULE:FREQ=DAILY;INTERVAL=0"], "let it repeat once an hour at most"),
        (["DTSTART:20261102T120000", "RRULE:FREQ=HOURLY;BYMINUTE=0,30"], "let it repeat once an hour at most"),
        (["DTSTART:20261102T120000", "RRULE:FREQ=DAILY;BYHOUR=1,2,3;BYMINUTE=0,10,20,30,40,50;BYSECOND=0,1"], "let it repeat once an hour at most"),
        (["DTSTART:20261102T120000", "RRULE:FREQ=HOURLY", "EXDATE:20261103T120000"], "make it an event for each hour, for it repeats within a day with exceptions"),
        (["DTSTART:20261102T120000", "RRULE:FREQ=SOMETIMES"], "mend its repetition, which cannot be understood"),
    ],
)  # fmt: skip
def test_an_event_that_is_left_out(lines: list[str], done: str) -> None:
    rota, problems = read(event("Good", "20261102T180000", ""), event("Bad", "", "", *lines))
    day = "2026-11-02" if "VALUE=DATE" in lines[0] else "2026-11-02 12:00"
    assert held(rota, days=8) == ["11-02 18:00 60 Good"]
    assert problems == [Problem(f'rota event "Bad" {day}', "time", f"left out: {done}")]


@pytest.mark.parametrize("lines", [[], ["DTSTART:20261102T250000"], ["DTSTART:soon"]])
def test_an_event_without_a_time_is_left_out(lines: list[str]) -> None:
    rota, problems = read(event("Good", "20261102T180000", ""), event("Bad", "", "", *lines))
    assert held(rota, days=8) == ["11-02 18:00 60 Good"]
    assert [(each.row[:16], each.done) for each in problems] == [
        ('rota event "Bad"', "left out: say when it begins")
    ]


# Two at one time


def test_what_is_for_one_day_goes_before_a_weekday_and_that_before_every_day() -> None:
    rota, problems = read(
        event("Every day", "20261025T200000", "20261025T210000", DAILY),
        event("Sundays", "20261025T200000", "20261025T210000", "RRULE:FREQ=WEEKLY"),
        event("Special", "20261108T203000", "20261108T213000"),
        event("Women", "20261108T200000", "", "DESCRIPTION:room: women"),
    )
    assert problems == []
    assert held(rota, days=8)[:2] == ["10-31 20:00 60 Every day", "11-01 20:00 60 Sundays"]
    assert held(rota, days=9)[-2:] == ["11-08 20:00 60 Women", "11-08 20:30 60 Special"]


def test_two_of_one_kind_in_one_room_are_named_once() -> None:
    rota, problems = read(
        event("One", "20261025T200000", "20261025T210000", DAILY),
        event("Two", "20261025T203000", "20261025T213000", DAILY),
        event("Dos", "20261025T203000", "20261025T213000", DAILY, "DESCRIPTION:language: es"),
    )
    assert {hour.title for hour in rota.hours} == {"One", "Dos"}
    assert problems == [
        Problem('rota event "Two" 2026-10-30 20:30', "time", 'left out: "One" is in that room at that time')
    ]  # fmt: skip


# Files that are none


@pytest.mark.parametrize("missing", [2, 5, 20, 60, 100])
def test_a_calendar_that_breaks_off_is_broken(missing: int) -> None:
    body = calendar(event("Noon", "20261102T120000", "")).rstrip()
    assert broken(body[:-missing]) == (
        "The rota's calendar breaks off: its last line must be END:VCALENDAR."
    )


@pytest.mark.parametrize(
    "body",
    [
        calendar("junk"),
        b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nEND:VCALENDAR\n",
        calendar(event("Noon", "20261102T120000", ""))[:-15] + calendar(),
    ],
)
def test_a_calendar_that_cannot_be_understood_is_broken(body: bytes) -> None:
    assert broken(body) == ("The rota's calendar cannot be understood: share or save it again.")


def test_two_calendars_in_one_file_are_one_rota() -> None:
    one, two = (calendar(event(title, f"20261102T{title}0000", "")) for title in ("12", "13"))
    rota, problems = read_rota(one + two, LEADERS, ZONE, NOW)
    assert (held(rota, days=8), problems) == (["11-02 12:00 60 12", "11-02 13:00 60 13"], [])


@pytest.mark.parametrize(
    ("body", "what"),
    [
        (b"", "empty: share the calendar again"),
        (b"\n<!DOCTYPE html>", "a web page and no calendar: give the calendar's own address, which opens without signing in"),
        (b"day,time,title\ndaily,08:00,X\n", "no calendar: it does not begin with BEGIN:VCALENDAR"),
    ],
)  # fmt: skip
def test_what_is_called_a_calendar_and_is_none(body: bytes, what: str) -> None:
    assert broken(body, named=True) == f"The rota file is {what}."


@pytest.mark.parametrize(
    "body", [calendar(), calendar(event("Old", "20250102T120000", "")), calendar(event("Off", "20261102T120000", "", "STATUS:CANCELLED"))]
)  # fmt: skip
def test_a_calendar_without_a_coming_meeting_is_broken(body: bytes) -> None:
    assert broken(body) == "The rota has no hour in the five weeks from 2026-10-30 on."


def test_a_calendar_with_too_many_bad_events_is_broken() -> None:
    events = [event(f"Bad {n}", "", "", "DTSTART;VALUE=DATE:20261102") for n in range(5)]
    events += [event(f"Good {n}", f"20261102T{n:02}0000", "") for n in range(10)]
    assert broken(calendar(*events)) == (
        "Of the rota's 15 rows 5 cannot be used: mend them. The first is "
        'rota event "Bad 0" 2026-11-02: time: left out: give it a time, it is there for whole days.'
    )


def test_more_meetings_than_anybody_holds_are_refused() -> None:
    rooms = [
        event("X", "20261001T000000", "", "RRULE:FREQ=HOURLY", f"DESCRIPTION:room: r{n}")
        for n in range(6)
    ]
    assert broken(calendar(*rooms)) == (
        "The rota's calendar has more than 5000 meetings in five weeks: take out what repeats too often."
    )


def test_a_repetition_that_never_comes_holds_nobody_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rotacalendar, "PATIENCE", 0.2)
    never = event("Never", "20261001T000000", "", "RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30")
    assert broken(calendar(never)) == (
        "The rota's calendar was not worked out after 0.2 seconds: "
        "an event in it repeats in a way that never comes, take it out."
    )


def test_a_calendar_of_gigabytes_is_not_read() -> None:
    assert broken(b"BEGIN:VCALENDAR" + b"\n" * 5_000_000) == (
        "The rota's calendar has more than 5 MB: shorten it."
    )


@given(
    st.lists(st.sampled_from(calendar(event("Noon", "20261102T120000", "", DAILY)).split(b"\r\n")))
)
def test_any_lines_are_a_rota_or_broken(lines: list[bytes]) -> None:
    try:
        rota, problems = read_rota(b"BEGIN:VCALENDAR\r\n" + b"\r\n".join(lines), LEADERS, ZONE, NOW)
    except BrokenRota:
        return
    assert len(rota.hours) > 0
    assert [problem for problem in problems if not problem.row] == []


@pytest.mark.skipif(not FEEDS.exists(), reason="the shared calendars are not on this machine")
@pytest.mark.parametrize("name", sorted(path.name for path in FEEDS.glob("*.ics")))
def test_real_calendars_are_read_or_refused_in_a_sentence(name: str) -> None:
    body = (FEEDS / name).read_bytes()
    try:
        rota, problems = read_rota(body, LEADERS, ZONE, NOW)
    except BrokenRota:
        return
    assert len(rota.hours) > 0
    assert [problem for problem in problems if not problem.row.startswith("rota event ")] == []
