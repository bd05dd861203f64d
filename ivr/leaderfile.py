"""Who may lead: the rows of leaders.csv, and what operators did about leaders beside that file.

The file decides about its rows. A telephone number in it goes no further than to the list of those
who may be rung (standinlist.py), sealed. A leader whom
`ivr leaders add` made is one more row. Whoever `ivr leaders remove` took out leads no more, whether
the file still has the row or not.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from ivr.linefile import e164
from ivr.numbers import possible
from ivr.people.person import folded
from ivr.rings import NEVER, read_rings
from ivr.rotasheet import rows
from ivr.schedule.meeting import Problem

COLUMNS = ("leader", "name", "leads_from", "phone", "rings")


@dataclass(frozen=True, slots=True)
class Leader:
    """Who leads: the name as it is said, and the ISO date from which, "" for any. Whoever may be
    rung to stand in has a telephone number, E.164, and the times (see rings.py)."""

    name: str
    leads_from: str = ""
    phone: str = field(default="", repr=False)
    rings: str = ""


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands in no file: leaders whom operators added, and those whom they took out, by row,
    the latter with their names alone."""

    added: Mapping[str, Leader] = field(default_factory=dict)
    removed: Mapping[str, str] = field(default_factory=dict)


NOTHING_BESIDE = Beside()


@dataclass(frozen=True, slots=True)
class Leaders:
    """All who may lead, by the short name of their row."""

    rows: Mapping[str, Leader]
    removed: Mapping[str, str] = field(default_factory=dict)
    left_out: Mapping[str, str] = field(default_factory=dict)
    """Rows of the file that cannot be used: folded short name and name -> the place."""

    def named(self, text: str) -> list[str]:
        """The rows that `text` may mean: the one of that short name, else all of that name."""
        if text in self.rows:
            return [text]
        same = folded(text)
        found = [row for row in self.rows if folded(row) == same]
        return found or [row for row, each in self.rows.items() if folded(each.name) == same]

    def was_removed(self, text: str) -> bool:
        same = folded(text)
        return any(same in (folded(row), folded(name)) for row, name in self.removed.items())


def read_leaders(
    body: bytes, beside: Beside, problems: list[Problem], country: str = "US"
) -> Leaders:
    """From the file and from what stands beside it. `country` is for telephone numbers that are
    written without its code. Raises BrokenRota."""
    removed = dict(beside.removed)
    left_out: dict[str, str] = {}
    found = dict(_rows(body, beside, removed, left_out, problems, country))
    return Leaders({**beside.added, **found}, removed, left_out)


def _rows(
    body: bytes,
    beside: Beside,
    removed: dict[str, str],
    left_out: dict[str, str],
    problems: list[Problem],
    country: str,
) -> Iterator[tuple[str, Leader]]:
    seen = set()
    for where, row in rows(body, "leaders", COLUMNS):
        short = row["leader"]
        wrong = ""
        field = next((each for each in ("leader", "name") if any(possible(row[each]))), "")
        if field:  # it would be said to callers
            wrong = "left out: a telephone number stands there, write the name"
        elif short in seen:
            field, wrong = "leader", "left out: the short name stands twice"
        elif not short:
            field, wrong = "leader", "left out: give this row a short name"
        elif row["leads_from"] and not is_date(row["leads_from"]):
            field, wrong = "leads_from", "left out: write a date like 2026-05-31"
        elif short in removed:
            removed[short] = row["name"] or removed[short]
            field, wrong = "leader", "left out: removed with `ivr leaders remove`"
        if wrong:
            problems.append(Problem(where, field, wrong))
            left_out |= {folded(each): where for each in (short, row["name"]) if each}
            continue
        seen.add(short)
        if short in beside.added:
            done = "counts, and not what `ivr leaders add` says: remove one of the two"
            problems.append(Problem(where, "leader", done))
        phone, rings = _rung(where, row, problems, country)
        yield short, Leader(row["name"] or short, row["leads_from"], phone, rings)


def _rung(
    where: str, row: dict[str, str], problems: list[Problem], country: str
) -> tuple[str, str]:
    """The number and the times of whoever may be rung; what is wrong with them is named without
    the number, and nobody is rung by mistake."""
    phone = e164(row["phone"], country)
    if row["phone"] and not phone:
        done = "not rung: write the whole number, with + and the country's code"
        problems.append(Problem(where, "phone", done))
    try:
        rings = read_rings(row["rings"])
    except ValueError as error:
        problems.append(Problem(where, "rings", f"not rung: write {error}"))
        return "", ""
    if row["rings"] and not row["phone"] and rings != NEVER:
        problems.append(Problem(where, "phone", "not rung: there are times and no number"))
    return (phone, rings) if phone else ("", "")


def is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
