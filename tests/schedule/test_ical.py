"""What becomes of a calendar, whatever wrote it."""

import time
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ivr.schedule.meeting import Meeting, Problem
from ivr.schedule.sources.ical import read, request
from ivr.schedule.sources.reading import Reading, Unreadable
from tests.schedule.conftest import source
from tests.schedule.damage import damaged

TODAY = date(2026, 2, 4)  # a Wednesday; the clocks go forward on 8 March
SOURCE = source("https://lists.example.org/meetings.ics")
FEEDS = Path(__file__).parents[3] / "shared" / "feeds"
NEW_YORK = "DTSTART;TZID=America/New_York"


def calendar(*events: str, head: str = "") -> bytes:
    """Of events, given as lines; each has a title."""
    whole = "".join(f"BEGIN:VEVENT\nSUMMARY:Hope\n{event}\nEND:VEVENT\n" for event in events)
    return f"BEGIN:VCALENDAR\n{head}{whole}END:VCALENDAR\n".replace("\n", "\r\n").encode()


def reading(*events: str, head: str = "", today: date = TODAY) -> Reading:
    return read(calendar(*events, head=head), SOURCE, today)


def one(*lines: str, head: str = "", today: date = TODAY) -> Meeting:
    (meeting,) = reading("\n".join(lines), head=head, today=today).meetings
    return meeting


def starts(*events: str, head: str = "", today: date = TODAY) -> list[str]:
    """All dates, by the wall clock of each meeting's own zone."""
    found = [
        datetime.fromtimestamp(minute * 60, ZoneInfo(meeting.time_zone))
        for meeting in reading(*events, head=head, today=today).meetings
        for minute in meeting.dates
    ]
    return [f"{when:%m-%d %H:%M}" for when in sorted(found)]


def weekly(*lines: str, head: str = "") -> list[tuple[int, int, int, str]]:
    """Day, start, length and zone of the weekly meetings that an event is."""
    found = reading("\n".join(lines), head=head).meetings
    assert not any(meeting.dates for meeting in found)
    return [(each.weekday, each.start, each.duration, each.time_zone) for each in found]


def left_out(*lines: str) -> dict[str, int]:
    found = reading("\n".join(lines))
    assert found.meetings == ()
    return found.left_out


def told(*lines: str, head: str = "") -> list[tuple[str, str]]:
    """Fields and what was done, of an event with an address."""
    found = reading("\n".join((*lines, "LOCATION:1 High St\\, Albany")), head=head)
    return [(problem.field, problem.done) for problem in found.problems]


def test_weekly_event_is_a_weekly_meeting() -> None:
    meeting = one(
        "UID:1@example.org",
        f"{NEW_YORK}:20250107T193000",
        "DTEND;TZID=America/New_York:20250107T210000",
        "RRULE:FREQ=WEEKLY;BYDAY=TU",
        "LOCATION:Grace Church\\, 12 Main St\\, Albany\\, NY 12207",
        "GEO:42.65;-73.75",
        "DESCRIPTION:Formats: O\\,D\\nSide door",
    )
    assert meeting == Meeting(
        id=meeting.id,
        source="upstate",
        weekday=1,
        start=1170,
        duration=90,
        time_zone="America/New_York",
        name="Hope",
        venue="place",
        access="open",
        formats=("discussion",),
        latitude=42.65,
        longitude=-73.75,
        state="New York",
        spoken_name="Hope",
        spoken_place="Grace Church, 12 Main Street, Albany",
        spoken_street="Main",
        spoken_details="Side door",
        town="Albany",
        country="US",
        place="Grace Church",
        street="12 Main St",
        postcode="12207",
    )


@pytest.mark.parametrize(
    ("rule", "days"),
    [
        ("FREQ=WEEKLY", [1]),
        ("FREQ=WEEKLY;BYDAY=TU", [1]),
        ("FREQ=WEEKLY;WKST=SU;INTERVAL=1;BYDAY=MO,WE,FR", [0, 2, 4]),
        ("FREQ=WEEKLY;UNTIL=20270101T000000Z", [1]),
        ("FREQ=WEEKLY;UNTIL=20270101", [1]),
        ("FREQ=WEEKLY;COUNT=500", [1]),
        ("FREQ=DAILY", [0, 1, 2, 3, 4, 5, 6]),
        ("FREQ=DAILY;BYDAY=SA,SU", [5, 6]),
    ],
)
def test_rules_that_are_weekly_give_a_meeting_a_day(rule: str, days: list[int]) -> None:
    found = weekly(f"{NEW_YORK}:20250107T193000", f"RRULE:{rule}")
    assert found == [(day, 1170, 0, "America/New_York") for day in days]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("RRULE:FREQ=WEEKLY;INTERVAL=2", "02-03 02-17 03-03"),
        ("RRULE:FREQ=MONTHLY;BYDAY=1TU", "02-03 03-03"),
        ("RRULE:FREQ=MONTHLY;BYDAY=-1TU", "02-24"),
        ("RRULE:FREQ=MONTHLY;BYMONTHDAY=15", "02-15"),
        ("RRULE:FREQ=WEEKLY;UNTIL=20260218T003000Z", "02-03 02-10 02-17"),
        ("RRULE:FREQ=WEEKLY;COUNT=58", "02-03 02-10"),
        (
            "RRULE:FREQ=WEEKLY\nEXDATE;TZID=America/New_York:20260210T193000,20260217T193000",
            "02-03 02-24 03-03 03-10",
        ),
        ("RRULE:FREQ=WEEKLY\nEXDATE:20260211T003000Z", "02-03 02-17 02-24 03-03 03-10"),
        ("RRULE:FREQ=YEARLY\nRDATE;TZID=America/New_York:20260206T193000", "02-06"),
    ],
)
def test_all_else_has_its_dates(lines: str, expected: str) -> None:
    event = f"UID:1\n{NEW_YORK}:20250107T193000\n{lines}"
    assert starts(event) == [f"{day} 19:30" for day in expected.split()]


def test_event_of_one_day_has_that_date() -> None:
    assert starts(f"{NEW_YORK}:20260310T193000", f"{NEW_YORK}:20260311T193000") == [
        "03-10 19:30",
        "03-11 19:30",
    ]
    assert starts(f"{NEW_YORK}:20260312T000000", f"{NEW_YORK}:20260202T235900") == []


def test_moved_cancelled_and_changed_dates() -> None:
    event = f"UID:1\n{NEW_YORK}:20250107T193000\nRRULE:FREQ=WEEKLY"
    moved = (
        f"UID:1\n{NEW_YORK}:20260211T180000\nRECURRENCE-ID;TZID=America/New_York:20260210T193000"
    )
    gone = (
        f"UID:1\n{NEW_YORK}:20260217T193000\nSTATUS:CANCELLED\n"
        "RECURRENCE-ID;TZID=America/New_York:20260217T193000"
    )
    assert starts(gone, event, moved) == [
        "02-03 19:30",
        "02-11 18:00",
        "02-24 19:30",
        "03-03 19:30",
        "03-10 19:30",
    ]


def test_meeting_stays_itself_when_one_week_is_left_out() -> None:
    event = f"UID:1\n{NEW_YORK}:20250107T193000\nRRULE:FREQ=WEEKLY;BYDAY=TU,TH"
    before = {meeting.id for meeting in reading(event).meetings}
    exdate = "\nEXDATE;TZID=America/New_York:20260210T193000"
    after = reading(event + exdate).meetings
    assert (before, [bool(each.dates) for each in after]) == (
        {each.id for each in after},
        [True] * 2,
    )


def test_an_exception_that_is_over_does_not_count() -> None:
    event = f"UID:1\n{NEW_YORK}:20250107T193000\nRRULE:FREQ=WEEKLY\nEXDATE:20251224T003000Z"
    moved = (
        f"UID:1\n{NEW_YORK}:20251201T180000\nRECURRENCE-ID;TZID=America/New_York:20251202T193000"
    )
    assert [each.dates for each in reading(event, moved).meetings] == [()]


DESCRIBED = """BEGIN:VTIMEZONE
TZID:{name}
BEGIN:STANDARD
DTSTART:20071104T020000
RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU
TZOFFSETFROM:{summer}
TZOFFSETTO:{winter}
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:20070311T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU
TZOFFSETFROM:{winter}
TZOFFSETTO:{summer}
END:DAYLIGHT
END:VTIMEZONE
"""
EASTERN = DESCRIBED.format(name="My Zone", summer="-0400", winter="-0500")
CENTRAL = DESCRIBED.format(name="My Zone", summer="-0500", winter="-0600")
NOWHERE = DESCRIBED.format(name="My Zone", summer="+0513", winter="+0413")


@pytest.mark.parametrize(
    ("start", "head", "zone"),
    [
        (";TZID=America/Chicago:20250107T193000", "", "America/Chicago"),
        (';TZID="America/Chicago":20250107T193000', "", "America/Chicago"),
        (";TZID=/example.org/20260101/America/Chicago:20250107T193000", "", "America/Chicago"),
        (";TZID=Central Standard Time:20250107T193000", "", "America/Chicago"),
        (":20250107T193000", "", "America/New_York"),
        (":20250107T193000", "X-WR-TIMEZONE:America/Chicago\n", "America/Chicago"),
        (":20250107T193000", "X-WR-TIMEZONE:Mars\n", "America/New_York"),
        (";TZID=My Zone:20250107T193000", EASTERN, "America/New_York"),
        (";TZID=My Zone:20250107T193000", CENTRAL, "America/Chicago"),
        (";TZID=Mars:20250107T193000", "", "America/New_York"),
    ],
)
def test_zone_of_a_weekly_event(start: str, head: str, zone: str) -> None:
    assert weekly(f"DTSTART{start}", "RRULE:FREQ=WEEKLY", head=head) == [(1, 1170, 0, zone)]


@pytest.mark.parametrize(
    ("start", "head", "expected"),
    [
        (":20260205T003000Z", "", ["02-04 19:30"]),
        (":20260205T003000Z", "X-WR-TIMEZONE:America/Chicago\n", ["02-04 18:30"]),
        (";TZID=UTC:20260205T003000", "", ["02-04 19:30"]),
        (";TZID=My Zone:20260205T044300", NOWHERE, ["02-04 19:30"]),
    ],
)
def test_zone_of_a_single_event(start: str, head: str, expected: list[str]) -> None:
    assert starts(f"DTSTART{start}", head=head) == expected


def test_weekly_event_in_utc_moves_with_the_clock_change() -> None:
    event = "DTSTART:20250108T003000Z\nRRULE:FREQ=WEEKLY"
    found = ["02-03 19:30", "02-10 19:30", "02-17 19:30", "02-24 19:30", "03-03 19:30"]
    assert starts(event) == [*found, "03-10 20:30"]


def test_two_calendars_describe_two_zones_of_one_name() -> None:
    event = "BEGIN:VEVENT\nDTSTART;TZID=My Zone:20260205T193000\nUID:{}\nEND:VEVENT\n"
    whole = "".join(
        f"BEGIN:VCALENDAR\n{zone}{event.format(number)}END:VCALENDAR\n"
        for number, zone in enumerate((EASTERN, CENTRAL, NOWHERE))
    )
    found = read(whole.encode(), SOURCE, TODAY).meetings
    dates = [datetime.fromtimestamp(each.dates[0] * 60, UTC).strftime("%H:%M") for each in found]
    assert dates == ["00:30", "01:30", "15:17"]


@pytest.mark.parametrize(
    ("lines", "minutes"),
    [
        ("", 0),
        ("DURATION:PT1H30M", 90),
        ("DTEND;TZID=America/New_York:20250107T210000", 90),
        ("DTEND;TZID=America/New_York:20250108T003000", 300),
        ("DTEND;TZID=America/New_York:20250107T193000", 0),
        ("DTEND;TZID=America/New_York:20250107T235959", 0),  # a plugin's word for no end
        ("DTEND:20250108T013000Z", 60),
    ],
)
def test_length(lines: str, minutes: int) -> None:
    start = f"{NEW_YORK}:20250107T193000"
    rules = ("RRULE:FREQ=WEEKLY", "RRULE:FREQ=WEEKLY;INTERVAL=2")
    found = [one(*filter(None, (start, rule, lines))).duration for rule in rules]
    assert found == [minutes, minutes]


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        ("DTSTART;VALUE=DATE:20260205", "a whole day"),
        ("DTSTART;VALUE=DATE:20260205\nDTEND;VALUE=DATE:20260209", "a whole day"),
        (f"{NEW_YORK}:20260205T000000\nDTEND;TZID=America/New_York:20260206T000000", "a whole day"),
        (f"{NEW_YORK}:20260205T000000\nDTEND;TZID=America/New_York:20260205T235959", "a whole day"),
        (f"{NEW_YORK}:20260205T180000\nDURATION:P2D", "longer than a day"),
        (f"{NEW_YORK}:20260205T180000\nSTATUS:CANCELLED", "cancelled"),
        (f"{NEW_YORK}:20260205T180000\nCLASS:PRIVATE", "private"),
        (f"{NEW_YORK}:20260205T180000\nCATEGORIES:Holiday", "a holiday"),
        (f"{NEW_YORK}:20250205T180000", "none in five weeks"),
        (f"{NEW_YORK}:20270205T180000", "none in five weeks"),
        (f"{NEW_YORK}:20250107T193000\nRRULE:FREQ=WEEKLY;UNTIL=20251231", "none in five weeks"),
        ("DESCRIPTION:no start", "not readable"),
        ("DTSTART:tomorrow", "not readable"),
        (f"{NEW_YORK}:20260205T180000\nRRULE:FREQ=SECONDLY", "not readable"),
        (f"{NEW_YORK}:20260205T180000\nRRULE:FREQ=SOMETIMES", "not readable"),
        (f"{NEW_YORK}:20260205T180000\nDTEND:later", "not readable"),
        (f"{NEW_YORK}:20260205T180000\nDURATION:P999999999999D", "not readable"),
        (f"{NEW_YORK}:20260205T180000\nRRULE:FREQ=WEEKLY\nEXDATE:" + "20260205T180000Z," * 4000,
         "not readable"),
    ],
)  # fmt: skip
def test_what_is_no_meeting_is_left_out(lines: str, why: str) -> None:
    assert left_out(lines) == {why: 1}


def test_problems_name_the_event_and_what_was_done() -> None:
    assert reading("DTSTART:tomorrow").problems == (
        Problem("“Hope”", "", "left out: mend its DTSTART, which cannot be understood"),
    )
    start = f"{NEW_YORK}:20260205T180000"
    assert told("DTSTART;TZID=Mars:20260205T180000") == [
        ("TZID", "“Mars” is no time zone: taken as America/New_York")
    ]
    assert told(start, "DTEND;TZID=America/New_York:20260205T170000") == [
        ("DTEND", "it ends before it begins: taken as 60 minutes")
    ]
    assert told(start, head="X-WR-TIMEZONE:Mars\n") == [
        ("X-WR-TIMEZONE", "“Mars” is no time zone: taken as America/New_York")
    ]


def test_events_without_uid_or_with_one_for_all() -> None:
    days = [f"{NEW_YORK}:202602{day}T180000" for day in ("05", "06", "07")]
    alone = reading(*days)
    shared = reading(*(f"UID:same\n{day}" for day in days))
    assert (len(alone.meetings), len(shared.meetings)) == (3, 3)
    twice = reading(days[0], days[0])
    assert (len(twice.meetings), twice.left_out) == (1, {"listed twice": 1})
    newer = reading(f"UID:1\nSEQUENCE:1\n{days[0]}", f"UID:1\nSEQUENCE:2\n{days[1]}")
    assert [meeting.weekday for meeting in newer.meetings] == [4]


@pytest.mark.parametrize("newline", [b"\r\n", b"\n", b"\r"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_lines_of_all_programs(newline: bytes, mark: bytes) -> None:
    body = calendar(f"{NEW_YORK}:20260205T180000\nLOCATION:Café")
    whole = mark + body.replace("é".encode(), b"\xc3\r\n \xa9").replace(b"\r\n", newline)
    assert read(whole, SOURCE, TODAY).meetings[0].name == "Hope"
    assert read(whole, SOURCE, TODAY).meetings[0].place == "Café"
    latin = body.replace("é".encode(), b"\xe9")
    assert read(latin, SOURCE, TODAY).meetings[0].place == "Café"


@pytest.mark.parametrize(
    ("location", "venue", "place", "street", "town"),
    [
        ("Grace Church\\, 12 Main St\\, Albany", "place", "Grace Church", "12 Main St", "Albany"),
        ("12 Main St\\, Albany\\, NY 12207\\, USA", "place", "", "12 Main St", "Albany"),
        ("Grace Church", "place", "Grace Church", "", ""),
        ("Grace Church\\, Room 4", "place", "Grace Church, Room 4", "", ""),
        ("Grace Church\\n12 Main St\\nAlbany", "place", "Grace Church", "12 Main St", "Albany"),
    ],
)
def test_location(location: str, venue: str, place: str, street: str, town: str) -> None:
    found = one(f"{NEW_YORK}:20260205T180000", f"LOCATION:{location}")
    assert (found.venue, found.place, found.street, found.town) == (venue, place, street, town)


PHONE = "+1 202 555 0123\\,\\,123456789#"


@pytest.mark.parametrize(
    ("location", "text", "venue", "details"),
    [
        ("Grace Church", f"Ring twice\\nDial-in: {PHONE}", "hybrid", "Ring twice"),
        ("", f"Dial-in: {PHONE}\\nMeeting ID: 123456789", "phone", ""),
        ("https://zoom.us/j/123456789", "Passcode: 4321", "online", "Passcode: 4 3 2 1"),
        ("Zoom", "<p>Bring coffee<br>https://zoom.us/j/123456789</p>", "online", "Bring coffee"),
        ("Grace Church", "https://example.org/", "place", ""),
    ],
)
def test_ways_in(location: str, text: str, venue: str, details: str) -> None:
    found = one(f"{NEW_YORK}:20260205T180000", f"LOCATION:{location}", f"DESCRIPTION:{text}")
    assert (found.venue, found.spoken_details) == (venue, details)
    assert bool(found.spoken_phone) == (venue in ("phone", "hybrid"))


def test_categories_are_formats() -> None:
    found = one(f"{NEW_YORK}:20260205T180000", "CATEGORIES:Women,Closed,Speaker,Spanish")
    assert (found.access, found.formats) == ("closed", ("speaker", "women", "in-es"))


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        (b"", "is no calendar, for it does not begin with BEGIN:VCALENDAR"),
        (b"<html>", "is no calendar, for it does not begin with BEGIN:VCALENDAR"),
        (
            calendar(f"{NEW_YORK}:20260205T180000")[:-20],
            "breaks off: the last line of a calendar must be END:VCALENDAR",
        ),
        (
            b"BEGIN:VCALENDAR\n" + b"BEGIN:VEVENT\n" * 100_001 + b"END:VCALENDAR",
            "has more than 100000 events: leave out what is over",
        ),
        (b"BEGIN:VCALENDAR" + bytes(100_000_000), "has more than 25 MB: leave out what is over"),
    ],
)
def test_what_is_no_calendar_is_told_in_a_sentence(body: bytes, sentence: str) -> None:
    with pytest.raises(Unreadable) as raised:
        read(body, SOURCE, TODAY)
    assert str(raised.value) == sentence


def test_a_repetition_that_never_comes_is_left_out_in_time() -> None:
    never = f"{NEW_YORK}:20200101T120000\nRRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30"
    began = time.monotonic()
    found = reading(*[never] * 3, f"{NEW_YORK}:20260205T180000")
    assert (len(found.meetings), time.monotonic() - began < 15) == (1, True)
    assert sum(found.left_out.values()) == 3


@pytest.mark.parametrize(
    ("url", "asked"),
    [
        ("webcal://lists.example.org/a.ics", "https://lists.example.org/a.ics"),
        ("https://lists.example.org/a.ics", "https://lists.example.org/a.ics"),
        ("/lists/a.ics", "/lists/a.ics"),
    ],
)
def test_request(url: str, asked: str) -> None:
    assert request(replace(SOURCE, url=url)) == asked


LINES = st.sampled_from(
    [
        "BEGIN:VEVENT", "END:VEVENT", "END:VCALENDAR", "BEGIN:VCALENDAR", "BEGIN:VTIMEZONE",
        "END:VTIMEZONE", "TZID:X", "UID:1", "SUMMARY:Hope", "DTSTART:20260205T180000",
        "DTSTART;TZID=X:20260205T180000", "DTSTART;VALUE=DATE:20260205", "DTEND:20260205T170000Z",
        "DURATION:-P1D", "RRULE:FREQ=WEEKLY", "RRULE:FREQ=MONTHLY;BYDAY=-5XX",
        "RRULE:FREQ=DAILY;COUNT=0",
        "RRULE:FREQ=WEEKLY;INTERVAL=0", "RRULE:FREQ=WEEKLY;UNTIL=20260301;BYDAY=1MO",
        "EXDATE:20260205T180000", "EXDATE;VALUE=DATE:20260205",
        "RDATE;VALUE=PERIOD:20260205T180000Z/PT1H",
        "RECURRENCE-ID:20260205T180000", "RECURRENCE-ID;RANGE=THISANDFUTURE:20260212T180000",
        "STATUS:CANCELLED", "GEO:nan;1", "GEO:1", "LOCATION:1 High St\\, X", "DESCRIPTION:<b>",
        " folded",
        "CATEGORIES:A,B", "X-WR-TIMEZONE:Y", "", "nonsense", "BEGIN:VALARM", "END:VALARM",
    ]
)  # fmt: skip


@given(st.lists(LINES | st.text(max_size=30), max_size=25), st.dates())
@settings(max_examples=120, deadline=None)
def test_any_lines_give_a_reading_or_a_sentence(lines: list[str], today: date) -> None:
    body = "\n".join(("BEGIN:VCALENDAR", *lines, "END:VCALENDAR")).encode("utf-8", "replace")
    try:
        found = read(body, SOURCE, today)
    except Unreadable:
        return
    assert found.rows >= 0


@given(st.data())
@settings(max_examples=60, deadline=None)
@pytest.mark.skipif(not FEEDS.is_dir(), reason=f"{FEEDS} is not on this machine")
def test_real_calendars_that_are_damaged(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(path.name for path in FEEDS.glob("*.ics"))))
    body = data.draw(damaged((FEEDS / name).read_bytes()))
    try:
        read(body, SOURCE, data.draw(st.dates(date(2018, 1, 1), date(2026, 12, 31))))
    except Unreadable:
        return
