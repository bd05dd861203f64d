"""When a budget is nearly used up, or is: it is said, and nobody is refused for it."""

from collections.abc import Iterator
from datetime import datetime
from typing import Literal

import redis
import structlog

from ivr import store
from ivr.costs.bill import Bill, Use, bill, uses
from ivr.settings import Settings

log = structlog.get_logger()

Said = tuple[Literal["ok", "note"], str]


def of_costs(settings: Settings, connection: redis.Redis, now: datetime) -> Iterator[Said]:
    """For the doctor: what was spent, and each budget that is nearly used up. Raises RedisError."""
    found = bill(connection, settings, now)
    yield "ok", summary(found, settings)
    for use in uses(found, settings.costs):
        if use.reached:
            yield "note", warning(use, settings)


def summary(found: Bill, settings: Settings) -> str:
    """One sentence."""
    money = settings.costs.money
    return (
        f"Cost, by the prices in [costs]: {money(found.today)} today, {money(found.month)} this "
        f"month, and by its end about {money(found.forecast)}."
    )


def warning(use: Use, settings: Settings) -> str:
    """One sentence with the mend."""
    money = settings.costs.money
    return (
        f"{use.percent} % of the budget of this {use.period} is used: {money(use.spent)} of "
        f"{money(use.budget)}. Nobody is refused for it; see `ivr costs`, or set another "
        f"{use.period}_budget in [costs]."
    )


def watch(settings: Settings, connection: redis.Redis, now: datetime) -> int:
    """Say in the log, once, which budget has come to 80 or 100 per cent. Returns how many.

    Raises RedisError.
    """
    told = 0
    for use in uses(bill(connection, settings, now), settings.costs):
        key = store.BUDGET_TOLD.of(use.when, str(use.reached))
        if use.reached and connection.set(key, "1", nx=True, ex=store.BUDGET_TOLD.lifetime):
            log.warning(warning(use, settings), period=use.period, percent=use.percent)
            told += 1
    return told
