"""Several rows of one meeting to one: the better row wins field by field."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from ivr.schedule.details import said_together
from ivr.schedule.meeting import FORMATS, Access, Meeting, Venue

PLACE = (
    "state",
    "spoken_place",
    "spoken_street",
    "town",
    "country",
    "place",
    "street",
    "postcode",
    "latitude",
    "longitude",
)
"""What says where, and comes from one row whole: half an address of each would be none."""


def united(rows: Sequence[Meeting]) -> Meeting:
    """One meeting of several rows, in the order of their lists in line.toml.

    It has the id, the list, the hour and the words of the best row; what that one lacks comes from
    the next best that has it. Where any row has dates it is held on those only: most lists have no
    letters for "each second week", and a calendar knows which week is left out.
    """
    order = sorted(range(len(rows)), key=lambda index: (-_worth(rows[index]), index))
    best, *others = ranked = [rows[index] for index in order]
    there = best.venue in ("place", "hybrid")
    located = next((row for row in ranked if there and row.spoken_place), best)
    pointed = next((row for row in (located, *ranked) if there and row.latitude is not None), None)
    dialled = [row for row in ranked if row.spoken_phone or row.dial]
    dialled.sort(key=lambda row: not (row.dial and row.dial.sure))
    phone = dialled[0] if dialled else best
    names = {name for row in rows for name in (row.source, *row.also)} - {best.source}
    changes = {field: getattr(located, field) for field in PLACE}
    if pointed:
        changes |= {"latitude": pointed.latitude, "longitude": pointed.longitude}
    if there:
        for field in ("state", "town", "country", "postcode", "place", "street"):
            changes[field] = changes[field] or _first(ranked, field)
    told = [row for row in ranked if row.language == best.language]
    changes |= {
        "access": _access(ranked),
        "formats": _formats(ranked),
        "spoken_phone": phone.spoken_phone,
        "dial": phone.dial,
        "duration": _first(ranked, "duration"),
        "spoken_details": said_together([row.spoken_details for row in told]),
        "spoken_limits": _first(told, "spoken_limits"),
        "also": tuple(sorted(names)),
        "venue": _venue(best, others, bool(phone.spoken_phone)),
    }
    if dates := {date for row in rows for date in row.dates}:
        changes |= _dated(best, dates)
    return msgspec.structs.replace(best, **changes)


def _worth(row: Meeting) -> int:
    """How much a row tells a caller."""
    return (
        8 * (row.latitude is not None)
        + 8 * bool(row.dial and row.dial.sure)
        + 4 * bool(row.spoken_place)
        + 4 * bool(row.spoken_phone)
        + 2 * bool(row.spoken_street)
        + 2 * bool(row.access)
        + bool(row.spoken_details)
        + min(len(row.formats), 3)
    )


def _access(rows: Sequence[Meeting]) -> Access:
    """The best row's that says it; nothing where a list itself says both."""
    said = {(row.source, row.access) for row in rows if row.access}
    if len({source for source, _ in said}) < len(said):
        return ""
    return next((row.access for row in rows if row.access), "")


def _first(rows: Sequence[Meeting], field: str) -> Any:
    """Of the first row that says it; else what all say instead of it, "" or 0."""
    return next((value for row in rows if (value := getattr(row, field))), getattr(rows[0], field))


def _formats(rows: Sequence[Meeting]) -> tuple[str, ...]:
    found = {name for row in rows for name in row.formats}
    own = sorted(found.difference(FORMATS))  # the languages in which it is held
    return (*(name for name in FORMATS if name in found), *own)


def _venue(best: Meeting, others: Sequence[Meeting], phone: bool) -> Venue:
    """Where the best row has people go there, they go there; a door that any row knows is one."""
    if best.venue in ("place", "hybrid"):
        door = phone or any(row.venue != "place" for row in others)
        return "hybrid" if door or best.venue == "hybrid" else "place"
    return "phone" if phone else best.venue


def _dated(best: Meeting, dates: set[int]) -> dict[str, object]:
    days = tuple(sorted(dates))
    first = datetime.fromtimestamp(days[0] * 60, ZoneInfo(best.time_zone))
    start = first.hour * 60 + first.minute
    return {"dates": days, "weekday": first.weekday(), "start": start}
