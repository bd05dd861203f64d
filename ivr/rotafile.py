"""rota.csv and leaders.csv: bytes -> the rota and a list of problems, each with its row."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from ivr.rota import WEEKDAYS, Hour, Rota
from ivr.schedule.meeting import Problem

FORMATS = ("discussion", "speaker", "step", "newcomer", "literature", "meditation", "other")
COLUMNS = ("day", "time", "title", "format", "access", "language", "room", "leader")
LEADER_COLUMNS = ("leader", "name", "leads_from", "phone")


TOO_MANY = 0.3
"""The part of a rota's rows, three at least, of which more being unusable makes it broken."""


class BrokenRota(Exception):
    """A file that is no rota: one sentence with the file and the mend."""


@dataclass(frozen=True, slots=True)
class Leader:
    """A row of leaders.csv without the telephone number, which the rota does not need."""

    name: str
    leads_from: str


def read_rota(hours: bytes, leaders: bytes, zone: ZoneInfo) -> tuple[Rota, list[Problem]]:
    """The rota from both files. Rows that cannot be used are left out and named.

    Raises BrokenRota for a file that has no rows of the kind at all.
    """
    problems: list[Problem] = []
    people = dict(_leaders(leaders, problems))
    rows: list[Hour] = []
    total = 0
    for total, (where, row) in enumerate(_rows(hours, "rota", COLUMNS), 1):  # noqa: B007
        hour = _hour(where, row, people, problems)
        twin = next((h for h in rows if hour and _same_time(h, hour)), None)
        if hour and twin:
            problems.append(
                Problem(where, "time", f'left out: "{twin.title}" is in that room at that time')
            )
        elif hour:
            rows.append(hour)
    if not rows:
        raise BrokenRota("The rota has no hour that can be used: see the problems by row.")
    if total - len(rows) > max(TOO_MANY * total, 3):
        first = next(problem for problem in problems if problem.row.startswith("rota"))
        raise BrokenRota(
            f"Of the rota's {total} rows {total - len(rows)} cannot be used: mend them. "
            f"The first is {first.row}: {first.field}: {first.done}."
        )
    return Rota(tuple(rows), zone), problems


def _leaders(body: bytes, problems: list[Problem]) -> Iterator[tuple[str, Leader]]:
    seen = set()
    for where, row in _rows(body, "leaders", LEADER_COLUMNS):
        if row["leader"] in seen:
            problems.append(Problem(where, "leader", "left out: the short name stands twice"))
        elif not row["leader"]:
            problems.append(Problem(where, "leader", "left out: give this row a short name"))
        elif row["leads_from"] and not _is_date(row["leads_from"]):
            problems.append(Problem(where, "leads_from", "left out: write a date like 2026-05-31"))
        else:
            seen.add(row["leader"])
            yield row["leader"], Leader(row["name"] or row["leader"], row["leads_from"])


def _hour(
    where: str, row: dict[str, str], people: dict[str, Leader], problems: list[Problem]
) -> Hour | None:
    day = row["day"].lower() or "daily"
    clock = re.fullmatch(r"([01]?\d|2[0-3]):([0-5]\d)", row["time"])
    access = row["access"].lower() or "open"
    room = row["room"].lower().replace(" ", "-")
    for field, right, mend in (
        ("day", day in ("daily", *WEEKDAYS) or _is_date(day), "daily, a weekday, or 2026-05-31"),
        ("time", clock is not None, "HH:MM, like 08:00"),
        ("title", row["title"] != "", "what the meeting is called"),
        ("access", access in ("open", "closed"), "open or closed"),
        ("room", re.fullmatch(r"[a-z0-9-]{0,40}", room) is not None, "letters, digits and -"),
        ("language", re.fullmatch(r"([a-z]{2})?", row["language"]) is not None, "two letters: es"),
    ):
        if not right:
            problems.append(Problem(where, field, f"left out: write {mend}"))
            return None
    format_ = row["format"].lower() or "other"
    if format_ not in FORMATS:
        problems.append(Problem(where, "format", f"taken as other: use {', '.join(FORMATS)}"))
        format_ = "other"
    leader = people.get(row["leader"])
    if row["leader"] and leader is None:
        problems.append(Problem(where, "leader", "kept without a leader: add them to leaders.csv"))
    elif leader and _is_date(day) and day < leader.leads_from:
        problems.append(
            Problem(where, "leader", f"kept without a leader: may lead from {leader.leads_from}")
        )
    assert clock is not None  # noqa: S101 - checked in the table above
    return Hour(
        day=day,
        start=int(clock[1]) * 60 + int(clock[2]),
        title=row["title"],
        format=format_,
        access=access,
        language=row["language"],
        room=room,
        leader=row["leader"] if leader else "",
        leader_name=leader.name if leader else "",
        leads_from=leader.leads_from if leader else "",
    )


def _rows(body: bytes, what: str, columns: tuple[str, ...]) -> Iterator[tuple[str, dict[str, str]]]:
    """Each row with its place, by the header's names, without the blanks around values."""
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BrokenRota(f"The {what} file is not UTF-8 text: save it as CSV, UTF-8.") from None
    reader = csv.DictReader(io.StringIO(text, newline=""), restval="", restkey="more")
    try:
        header = [name.strip().lower() for name in reader.fieldnames or ()]
        if missing := [name for name in columns[:3] if name not in header]:
            raise BrokenRota(
                f"The {what} file has no column {missing[0]}: "
                f"its first row must be {','.join(columns)}."
            )
        reader.fieldnames = header
        for row in reader:
            cells = {name: str(row.get(name) or "").strip() for name in columns}
            if any(cells.values()):
                yield f"{what} row {reader.line_num}", cells
    except csv.Error as error:
        raise BrokenRota(f"The {what} file breaks at row {reader.line_num + 1}: {error}.") from None


def _is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _same_time(one: Hour, other: Hour) -> bool:
    return (
        one.day == other.day
        and one.room_name == other.room_name
        and abs(one.start - other.start) < 60
    )
