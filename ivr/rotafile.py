"""The rota from its files: bytes -> the rota and a list of problems, each with its row."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from ivr.hour import Hour
from ivr.leaderfile import NOTHING_BESIDE, Beside, Leaders, read_leaders
from ivr.rota import Rota
from ivr.rotacalendar import is_calendar, read_calendar, span
from ivr.rotarow import COLUMNS, Row, read_row
from ivr.rotasheet import BrokenRota, rows
from ivr.rotataken import Taken, one_coming
from ivr.schedule.meeting import Problem

TOO_MANY = 0.3
"""The part of a rota's rows, three at least, of which more being unusable makes it broken."""


def read_rota(
    hours: bytes,
    leaders: bytes,
    zone: ZoneInfo,
    now: datetime,
    *,
    calendar: bool = False,
    beside: Beside = NOTHING_BESIDE,
    country: str = "US",
) -> tuple[Rota, list[Problem]]:
    """The rota from both files. Rows that cannot be used are left out and named.

    `zone` is the line's, `now` aware; `calendar` says that the hours can be nothing else. A
    calendar is worked out for some weeks from `now`. Raises BrokenRota for a file that has no rows
    of the kind at all, or too few good ones.
    """
    problems: list[Problem] = []
    people = read_leaders(leaders, beside, problems, country)
    since = until = ""
    lost: dict[str, Problem] = {}  # entries that cannot be used, each with why
    if calendar or is_calendar(hours):
        found, lost = read_calendar(hours, people, zone, now, problems)
        since, until = (day.isoformat() for day in span(now, zone))
    else:
        found = [Row(where, cells, where) for where, cells in rows(hours, "rota", COLUMNS)]
    used, entries, bad = _used(found, people, now.astimezone(zone).date(), problems)
    lost |= bad
    entries |= lost.keys()
    if not used:
        raise BrokenRota(
            "The rota has no hour that can be used: see the problems by row."
            if entries
            else f"The rota has no hour in the five weeks from {since} on."
            if since
            else "The rota file has its first row and no other: write a row for each hour.",
            problems,
        )
    if len(lost) > max(TOO_MANY * len(entries), 3):
        first = next(iter(lost.values()))
        raise BrokenRota(
            f"Of the rota's {len(entries)} rows {len(lost)} cannot be used: mend them. "
            f"The first is {first.row}: {first.field}: {first.done}.",
            problems,
        )
    return Rota(one_coming(used), zone, since, until), problems


def _used(
    found: list[Row], people: Leaders, today: date, problems: list[Problem]
) -> tuple[list[Hour], set[str], dict[str, Problem]]:
    """The hours that are held; all entries; and those of which none is held or could be, each with
    why."""
    used: list[Hour] = []
    good: set[str] = set()
    bad: dict[str, Problem] = {}
    told: set[tuple[str, str, str]] = set()  # of an event that repeats the first is enough
    taken = Taken()
    for row in sorted(found, key=lambda row: row.rank):
        of_row: list[Problem] = []
        hour = read_row(row, people, today, of_row)
        twin = taken.by(hour) if hour else None
        if hour and twin is None:
            used.append(hour)
            taken.take(hour, row.rank)
            good.add(row.entry)
        elif twin and twin[1] < row.rank:  # what is meant for that day alone takes its place
            of_row.clear()
            good.add(row.entry)
        elif twin:
            done = f'left out: "{twin[0].title}" is in that room at that time'
            of_row = [Problem(row.where, "time", done)]
        if row.entry not in good and of_row:
            bad.setdefault(row.entry, of_row[0])
        for problem in of_row:
            if (row.entry, problem.field, problem.done) not in told:
                told.add((row.entry, problem.field, problem.done))
                problems.append(problem)
    entries = {row.entry for row in found}
    return used, entries, {entry: why for entry, why in bad.items() if entry not in good}
