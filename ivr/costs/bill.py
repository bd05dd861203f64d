"""From minutes to money: what was spent today and this month, and what the month will come to.

An estimate at the prices of `[costs]`: the carrier's own bill is the one that counts.
"""

from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import redis

from ivr.costs.minutes import Counts, read, today, toll_free, zone
from ivr.settings import Costs, Settings

WARNED = (100, 80)
"""Per cent of a budget at which it is said, the higher first."""


@dataclass(frozen=True, slots=True)
class Bill:
    """As it stands now; money in the currency of `[costs]`."""

    day: date
    days: Mapping[date, Counts]  # of this month until now, the first one first
    today: float
    rent: float  # of all numbers, for the month
    month: float  # with the rent
    forecast: float  # for the whole month, as it went until now

    @property
    def counts(self) -> Counts:
        """Of this month."""
        return total(self.days.values())


@dataclass(frozen=True, slots=True)
class Use:
    """Of one budget."""

    period: str  # day or month
    when: str  # which one: 2026-11-21, 2026-11
    spent: float
    budget: float

    @property
    def percent(self) -> int:
        return int(100 * self.spent / self.budget + 1e-6)  # 0.1 + 0.7 is a little less than 0.8

    @property
    def reached(self) -> int:
        """The highest of WARNED; 0 for none."""
        return next((level for level in WARNED if self.percent >= level), 0)


def bill(connection: redis.Redis, settings: Settings, now: datetime) -> Bill:
    """Raises RedisError."""
    day, costs = today(settings, now), settings.costs
    days = read(connection, settings, day.replace(day=1), day)
    minutes = cost(total(days.values()), costs)
    monthly = rent(settings)
    length = timedelta(days=monthrange(day.year, day.month)[1])
    began = datetime(day.year, day.month, 1, tzinfo=zone(settings))
    gone = max(now - began, timedelta(days=1))  # of its first hours nothing can be told
    return Bill(
        day,
        days,
        cost(days[day], costs),
        monthly,
        minutes + monthly,
        minutes * max(length / gone, 1.0) + monthly,
    )


def uses(bill: Bill, costs: Costs) -> list[Use]:
    """Of the budgets that there are."""
    both = (
        Use("day", str(bill.day), bill.today, costs.day_budget),
        Use("month", f"{bill.day:%Y-%m}", bill.month, costs.month_budget),
    )
    return [use for use in both if use.budget]


def total(days: Iterable[Counts]) -> Counts:
    counts: dict[tuple[str, str], int] = {}
    for each in days:
        for key, minutes in each.items():
            counts[key] = counts.get(key, 0) + minutes
    return counts  # type: ignore[return-value]


def cost(counts: Counts, costs: Costs) -> float:
    """Of these minutes."""
    return sum(minutes * costs.price(kind) for (_, kind), minutes in counts.items())


def rent(settings: Settings) -> float:
    """Of the line's numbers for a month; of one number where line.toml names none."""
    numbers = [line.number for line in settings.lines if line.number] or [""]
    costs = settings.costs
    return sum(costs.toll_free_number if toll_free(n) else costs.number for n in numbers)
