"""What a month would cost, and how many calls there would be at once: before there is a line."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

from ivr.settings import Costs, RoomSettings


@dataclass(frozen=True, slots=True)
class Plan:
    """What one expects of a line."""

    callers: float  # who begin in an hour
    minutes: float = 60.0  # that each of them stays
    hours: float = 24.0  # of a day in which they come
    days: float = 30.0  # of a month
    room: float = 1.0  # of the minutes, the part that is spent in the room: 0 to 1
    toll_free: bool = False
    numbers: int = 1


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a month's bill."""

    what: str
    count: int  # minutes, or numbers
    price: float
    cost: float


@dataclass(frozen=True, slots=True)
class Month:
    """What comes of a plan."""

    calls: int
    rows: tuple[Row, ...]
    total: float
    average: float  # calls at once, over the hours in which they come
    peak: int  # calls at once where all of an hour come at its beginning, as to a meeting
    parts: int  # of the room that they fill


def month(plan: Plan, costs: Costs, room: RoomSettings | None = None) -> Month:
    """At the prices of `costs`. Each call is rounded up to whole minutes, and so is its room."""
    calls = round(plan.callers * plan.hours * plan.days)
    per_minute, rent = (
        (costs.toll_free, costs.toll_free_number)
        if plan.toll_free
        else (costs.inbound, costs.number)
    )
    rows = (
        _row("calls to the line, minutes", calls * math.ceil(plan.minutes), per_minute),
        _row(
            "in the room, minutes", calls * math.ceil(plan.minutes * plan.room), costs.participant
        ),
        _row("numbers", plan.numbers, rent),
    )
    peak = math.ceil(plan.callers) * max(math.ceil(plan.minutes / 60), 1)
    most = (room or RoomSettings()).most
    return Month(
        calls,
        rows,
        sum(row.cost for row in rows),
        plan.callers * plan.minutes / 60,
        peak,
        max(math.ceil(peak / most), 1),
    )


def _row(what: str, count: int, price: float) -> Row:
    return Row(what, count, price, count * price)


CONCURRENCY = ((2, "no approved profile"), (3, "an Individual profile"))
"""Calls at once that the carrier puts through, by the profile of an account that was upgraded on
2026-02-03 or later. With an approved Business Primary Customer Profile there is no limit."""


def profile(peak: int) -> str:
    """What the account needs for so many calls at once, as the end of a sentence."""
    found = next((what for most, what in CONCURRENCY if peak <= most), "")
    return found or "an approved Business Primary Customer Profile"


def printed(plan: Plan, found: Month, costs: Costs) -> Iterator[str]:
    """For a terminal."""
    yield f"A month of {plan.days:g} days: {found.calls:,} calls of {plan.minutes:g} minutes."
    yield ""
    width = max(len(row.what) for row in found.rows)
    for row in found.rows:
        yield f"  {row.what:{width}}  {row.count:>11,}  x {row.price:<7g}  {row.cost:>12,.2f}"
    yield f"  {'all of it':{width}}  {'':11}    {'':7}  {found.total:>12,.2f}  {costs.currency}"
    yield ""
    yield (
        f"Calls at once: {found.average:,.1f} on average, and {found.peak:,} where all of an hour "
        f"come at its beginning."
    )
    yield f"For so many a new account at the carrier needs {profile(found.peak)}."
    if found.parts > 1:
        yield f"They fill {found.parts} parts of a room."
    yield "The prices are those of [costs], or list prices of the United States, undated:"
    yield "compare them with the carrier's own page before you rely on them."
