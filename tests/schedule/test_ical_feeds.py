"""Real calendars, where they lie beside this checkout, against days counted one by one.

The second opinion reads lines and counts days; it shares nothing with what it judges.
"""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, tzinfo
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from ivr.schedule.meeting import Meeting, start_on
from ivr.schedule.sources.ical import read
from tests.schedule.conftest import source

FEEDS = Path(__file__).parents[3] / "shared" / "feeds"
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
A_DAY = timedelta(days=1)

pytestmark = pytest.mark.skipif(not FEEDS.is_dir(), reason=f"{FEEDS} is not on this machine")

Held = tuple[str, datetime]


def feed(name: str) -> bytes:
    return (FEEDS / name).read_bytes()


def by_hand(body: bytes, first: date, last: date, usual: str = "") -> list[Held]:
    """Titles and starts in UTC of all that is held from `first` to `last`, days of its zone."""
    lines = re.sub(r"\r?\n[ \t]", "", body.decode()).splitlines()
    found: list[Held] = []
    event: dict[str, list[tuple[str, str]]] = {}
    for line in lines:
        if line == "BEGIN:VEVENT":
            event = {}
        elif line == "END:VEVENT":
            found += _held(event, first, last, usual)
        elif match := re.match(r"([A-Z-]+)((?:;[^:]*)?):(.*)", line):
            event.setdefault(match[1], []).append((match[2], match[3]))
    return sorted(found)


def _held(
    event: dict[str, list[tuple[str, str]]], first: date, last: date, usual: str
) -> Iterator[Held]:
    (params, text) = event["DTSTART"][0]
    if "VALUE=DATE" in params or event.get("STATUS") == [("", "CANCELLED")]:
        return
    named = re.search(r"TZID=([^;:]+)", params)
    zone = ZoneInfo("UTC") if text.endswith("Z") else ZoneInfo(named[1] if named else usual)
    start = _moment(text, zone)
    rule = dict(part.split("=") for part in event.get("RRULE", [("", "")])[0][1].split(";") if part)
    gone = {
        _moment(each, ZoneInfo(re.sub(".*TZID=", "", params) or "UTC"))
        for params, texts in event.get("EXDATE", [])
        for each in texts.split(",")
    }
    until = _moment(rule["UNTIL"], UTC) if "UNTIL" in rule else None
    title = re.sub(r"\\(.)", r"\1", event["SUMMARY"][0][1])
    day = start.date()
    while day <= last:
        when = datetime.combine(day, start.time().replace(tzinfo=None), zone)
        fits = _fits(rule, start.date(), day) and when not in gone
        if fits and day >= first and (until is None or when <= until):
            yield title, when.astimezone(UTC)
        day += A_DAY


def _fits(rule: dict[str, str], start: date, day: date) -> bool:
    by, step = rule.get("BYDAY", DAYS[start.weekday()]).split(","), int(rule.get("INTERVAL", 1))
    match rule.get("FREQ"):
        case None:
            return day == start
        case "WEEKLY":
            weeks = (day - day.weekday() * A_DAY) - (start - start.weekday() * A_DAY)
            return DAYS[day.weekday()] in by and weeks.days // 7 % step == 0
        case "MONTHLY":
            months = (day.year - start.year) * 12 + day.month - start.month
            return f"{(day.day - 1) // 7 + 1}{DAYS[day.weekday()]}" in by and months % step == 0
    raise AssertionError(rule)


def _moment(text: str, zone: tzinfo) -> datetime:
    found = datetime.strptime(text.rstrip("Z"), "%Y%m%dT%H%M%S")  # noqa: DTZ007
    return found.replace(tzinfo=UTC if text.endswith("Z") else zone)


def said(meeting: Meeting, first: date, last: date) -> Iterator[Held]:
    """When the line takes a meeting to be held."""
    if meeting.dates:
        yield from (
            (meeting.name, datetime.fromtimestamp(minute * 60, UTC)) for minute in meeting.dates
        )
        return
    day = first
    while day <= last:
        if day.weekday() == meeting.weekday:
            midnight = datetime.combine(day, datetime.min.time())
            zone = ZoneInfo(meeting.time_zone)
            yield meeting.name, start_on(midnight, meeting.start, zone).astimezone(UTC)
        day += A_DAY


@pytest.mark.parametrize(
    ("name", "today"),
    [
        *(("ics_longisland_derived.ics", f"2025-{month:02}-14") for month in range(1, 13)),
        ("ics_longisland_derived.ics", "2026-02-04"),
        ("ics_longisland_derived.ics", "2026-03-04"),
        ("ics_longisland_derived.ics", "2026-10-28"),
        ("ics_real_fablab_cottbus.ics", "2018-10-01"),
        ("ics_real_fablab_cottbus.ics", "2018-03-20"),
        ("ics_real_issue_20_exdate_ignored.ics", "2019-10-14"),
        ("ics_real_issue_20_exdate_ignored.ics", "2020-01-14"),
        ("ics_real_issue_86_x_wr_timezone_without_time_zone_in_dt.ics", "2021-09-01"),
    ],
)
def test_five_weeks_are_those_counted_day_by_day(name: str, today: str) -> None:
    day = date.fromisoformat(today)
    first, last = day - A_DAY, day + 35 * A_DAY
    found = read(feed(name), source("x"), day)
    expected = by_hand(feed(name), first, last, "Europe/Brussels")
    assert sorted(held for one in found.meetings for held in said(one, first, last)) == [
        (" ".join(title.split()), when) for title, when in expected
    ]
    assert expected
