"""One row of the rota, whichever file it stands in: cells -> an hour, or why it is none."""

import re
from dataclasses import dataclass
from datetime import date

from ivr.hour import WEEKDAYS, Hour
from ivr.leaderfile import Leaders, is_date
from ivr.numbers import possible
from ivr.people.person import folded
from ivr.schedule.meeting import Problem

FORMATS = ("discussion", "speaker", "step", "newcomer", "literature", "meditation", "other")
COLUMNS = ("day", "time", "title", "format", "access", "language", "room", "leader", "speaking")
SPEAKING = ("open", "muted", "hands")
"""How a room begins: everyone may speak, everyone is muted, or only called hands speak."""

LONGEST_WORD = 40
"""Characters of a cell that a report quotes."""


@dataclass(frozen=True, slots=True)
class Row:
    """What a file says of one meeting."""

    where: str
    cells: dict[str, str]
    entry: str  # what its keepers see as one thing: a row, or an event with all its repetitions
    rank: int = 0  # as Hour.rank; only where a calendar's event takes another one's place
    minutes: int = 60
    coming: int = 0


def read_row(row: Row, leaders: Leaders, today: date, problems: list[Problem]) -> Hour | None:
    """`today` is the line's. What is wrong is added to `problems`."""
    where, cells = row.where, row.cells
    day = cells["day"].lower() or "daily"
    clock = re.fullmatch(r"([01]?\d|2[0-3]):([0-5]\d)", cells["time"])
    access = cells["access"].lower() or "open"
    room = cells["room"].lower().replace(" ", "-")
    speaking = cells.get("speaking", "").lower()
    for field, right, mend in (
        ("day", day in ("daily", *WEEKDAYS) or is_date(day), "daily, a weekday, or 2026-05-31"),
        ("time", clock is not None, "HH:MM, like 08:00"),
        ("title", cells["title"] != "", "what the meeting is called"),
        ("access", access in ("open", "closed"), "open or closed"),
        ("room", re.fullmatch(r"[a-z0-9-]{0,40}", room) is not None, "letters, digits and -"),
        ("language", re.fullmatch(r"([a-z]{2})?", cells["language"]) is not None,
         "two letters: es"),
        ("speaking", speaking in ("", *SPEAKING), "open, muted or hands"),
    ):  # fmt: skip
        if not right:
            problems.append(Problem(where, field, f"left out: write {mend}"))
            return None
    format_ = cells["format"].lower() or "other"
    if format_ not in FORMATS:
        problems.append(Problem(where, "format", f"taken as other: use {', '.join(FORMATS)}"))
        format_ = "other"
    leader = _leader(row, day, leaders, today, problems)
    known = leaders.rows.get(leader)
    assert clock is not None  # noqa: S101 - checked in the table above
    return Hour(
        day=day,
        start=int(clock[1]) * 60 + int(clock[2]),
        title=cells["title"],
        format=format_,
        access=access,
        language=cells["language"],
        room=room,
        leader=leader,
        leader_name=known.name if known else "",
        leads_from=known.leads_from if known else "",
        minutes=row.minutes,
        coming=row.coming,
        speaking="" if speaking == "open" else speaking,
    )


def _leader(row: Row, day: str, leaders: Leaders, today: date, problems: list[Problem]) -> str:
    """The leader's row; "" for none. Whoever may not lead yet stays: the hour itself knows when."""
    text = row.cells["leader"]
    if not text:
        return ""
    found = leaders.named(text)
    why = ""
    if not found and leaders.was_removed(text):
        why = "kept without a leader: removed with `ivr leaders remove`"
    elif not found:
        why = f"kept without a leader: {_unknown(text, leaders)}"
    elif len(found) > 1:
        why = f"kept without a leader: several are called that, write {' or '.join(found)}"
    elif is_date(day) and day < leaders.rows[found[0]].leads_from:
        why = f"kept without a leader: may lead from {leaders.rows[found[0]].leads_from}"
    elif not is_date(day) and today.isoformat() < leaders.rows[found[0]].leads_from:
        why = f"without a leader until {leaders.rows[found[0]].leads_from}: may not lead before"
    if why:
        problems.append(Problem(row.where, "leader", why))
    return found[0] if len(found) == 1 else ""


def _unknown(text: str, leaders: Leaders) -> str:
    """The word as it stands there, so that a slip is seen, unless it may be a telephone number."""
    if any(possible(text)) or not text.isprintable():
        return "add them to leaders.csv or with `ivr leaders add`"
    said = text if len(text) <= LONGEST_WORD else f"{text[:LONGEST_WORD]}…"
    if row := leaders.left_out.get(folded(text)):
        return f'"{said}" is left out of leaders.csv, see {row}'
    return f'nobody is called "{said}": add them to leaders.csv or with `ivr leaders add`'
