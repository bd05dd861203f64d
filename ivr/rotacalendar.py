"""A shared calendar as the rota: iCalendar -> its meetings of the coming weeks, one by one.

Calendars come from strangers' programs. So each event is worked out for itself, what cannot be
understood is left out and named, and no repetition can hold a worker for longer than PATIENCE.
"""

import re
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar, Component

from ivr.calendarevents import ZONE, Occurrence, Unusable, all_series, is_zone, occurrences
from ivr.calendartext import title_of
from ivr.calendarwords import said
from ivr.leaderfile import Leaders
from ivr.patience import within
from ivr.rotarow import LONGEST_WORD, Row
from ivr.rotasheet import BrokenRota, plain
from ivr.schedule.meeting import Problem

BEFORE, AHEAD = timedelta(days=1), timedelta(days=36)
"""A calendar is worked out from yesterday on, for today and five weeks."""

MOST_MEETINGS = 5000
LARGEST = 5_000_000
"""Bytes."""

PATIENCE = 20.0
"""Seconds."""

BEGIN = b"BEGIN:VCALENDAR"


def is_calendar(body: bytes) -> bool:
    """By its first words, whatever the file is called."""
    return body.removeprefix(b"\xef\xbb\xbf").lstrip()[: len(BEGIN)].upper() == BEGIN


def span(now: datetime, zone: ZoneInfo) -> tuple[date, date]:
    """The first day that is worked out, and the first that is not."""
    today = now.astimezone(zone).date()
    return today - BEFORE, today + AHEAD


def read_calendar(
    body: bytes, leaders: Leaders, zone: ZoneInfo, now: datetime, problems: list[Problem]
) -> tuple[list[Row], dict[str, Problem]]:
    """The meetings, and the entries that are none, each with why. Times without a zone are those of
    `zone`.

    Raises BrokenRota.
    """
    if not is_calendar(body):
        raise BrokenRota(f"The rota file is {_no_calendar(body)}.")
    if len(body) > LARGEST:
        raise BrokenRota(
            f"The rota's calendar has more than {LARGEST // 1_000_000} MB: shorten it."
        )
    try:
        return within(PATIENCE, lambda: _read(body, leaders, zone, now, problems))
    except TimeoutError:
        raise BrokenRota(
            f"The rota's calendar was not worked out after {PATIENCE:g} seconds: "
            "an event in it repeats in a way that never comes, take it out."
        ) from None


def _no_calendar(body: bytes) -> str:
    text = body.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not text:
        return "empty: share the calendar again"
    if text.startswith(b"<"):
        return (
            "a web page and no calendar: give the calendar's own address, which opens without "
            "signing in"
        )
    return "no calendar: it does not begin with BEGIN:VCALENDAR"


def _read(
    body: bytes, leaders: Leaders, zone: ZoneInfo, now: datetime, problems: list[Problem]
) -> tuple[list[Row], dict[str, Problem]]:
    rows: list[Row] = []
    lost: dict[str, Problem] = {}
    for number, series in enumerate(all_series(_parsed(body, problems)), 1):
        entry = f"event {number}"
        try:
            found, wrong = occurrences(series, zone, *span(now, zone))
        except Unusable as error:
            wrong, found = [(series.event, str(error))], []
        for why in sorted({why for _, why in wrong}):
            event = next(event for event, said in wrong if said == why)
            problems.append(Problem(_where(event), "time", f"left out: {why}"))
        if wrong and not found:
            lost[entry] = problems[-1]
        if found and series.unknown_zone:
            unknown = plain(series.unknown_zone)[:LONGEST_WORD]
            done = f"taken as in {zone.key}: {unknown} is no zone that is known"
            problems.append(Problem(_where(series.event), "time zone", done))
        rows += (_row(each, entry, leaders) for each in found)
        if len(rows) > MOST_MEETINGS:
            raise BrokenRota(
                f"The rota's calendar has more than {MOST_MEETINGS} meetings in five weeks: "
                "take out what repeats too often."
            )
    return sorted(rows, key=lambda row: (row.cells["day"], row.cells["time"])), lost


def _parsed(body: bytes, problems: list[Problem]) -> list[Calendar]:
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BrokenRota("The rota's calendar is not UTF-8 text: share it as iCalendar.") from None
    lines = [line.strip().upper() for line in text.splitlines() if line.strip()]
    if lines[-1] != "END:VCALENDAR":
        raise BrokenRota("The rota's calendar breaks off: its last line must be END:VCALENDAR.")
    try:
        calendars: list[Calendar] = Calendar.from_ical(text, multiple=True)
    except Exception:  # whatever a stranger's program wrote there
        calendars = []
    if len(calendars) != lines.count("BEGIN:VCALENDAR"):  # the library drops what is not closed
        raise BrokenRota("The rota's calendar cannot be understood: share or save it again.")
    for calendar in calendars:
        zone = str(calendar.get(ZONE, ""))
        if zone and not is_zone(zone):
            done = f"{plain(zone)[:LONGEST_WORD]} is none that is known"
            problems.append(Problem("rota calendar", "time zone", done))
    return calendars


def _row(found: Occurrence, entry: str, leaders: Leaders) -> Row:
    cells = said(found.event, leaders)
    cells |= {"day": found.start.date().isoformat(), "time": f"{found.start:%H:%M}"}
    where = _place(found.event, f"{found.start:%Y-%m-%d %H:%M}")
    return Row(where, cells, entry, found.rank, found.minutes, found.coming)


def _where(event: Component) -> str:
    """The place of an event that has no row: as its own calendar has the time."""
    start = getattr(event.get("DTSTART"), "to_ical", bytes)()
    digits = re.fullmatch(rb"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)\d\dZ?)?", start)
    if not digits:
        return _place(event, "")
    year, month, day, hour, minute = ((part or b"").decode() for part in digits.groups())
    return _place(event, f"{year}-{month}-{day}" + (f" {hour}:{minute}" if hour else ""))


def _place(event: Component, when: str) -> str:
    return f'rota event "{plain(title_of(event))[:60]}" {when}'.strip()
