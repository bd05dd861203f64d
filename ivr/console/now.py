"""The first page: how the line is now."""

from datetime import timedelta

from babel import Locale
from starlette.responses import Response

from ivr.console.visit import Visit
from ivr.costs.bill import Bill, uses
from ivr.rotaweek import week
from ivr.watching.reading import standing

SOON = timedelta(hours=24)
"""So far ahead an hour that nobody leads is told on this page."""

MISSING = {
    "No meeting list has been published: run `ivr refresh`.": "missing-lists",
    "No rota has been published: are the worker and the cron running?": "missing-rota",
    "New recordings cannot be fetched, callers hear those before: is the store there?": (
        "missing-recordings"
    ),
    "Redis is away: callers hear the last good lists.": "missing-redis",
    "No call is forgotten until it is back.": "missing-forgetting",
}
"""The keeper's sentences, and the texts that say the same in the reader's language."""

BUDGETS = {"day": "now-budget-day", "month": "now-budget-month"}

COMMANDS = {"missing-lists": "ivr refresh"}
"""What whoever runs the server types, where it is as simple as that."""


def shown(visit: Visit) -> Response:
    """GET /console/"""
    house = visit.house
    now, rota = standing(house.keeper, house.connection), house.keeper.world.rota
    soon = house.clock() + SOON
    coming = week(rota, house.clock(), house.zone).slots if rota.hours else ()
    return visit.page(
        "now.html",
        now=now,
        uncovered=[slot for slot in coming if slot.unled and slot.start < soon],
        missing=[_missing(visit, each) for each in now.missing],
        budgets=_budgets(visit, now.bill),
        unserved=[visit.text(f"queue-{queue.name}") for queue in now.queues if not queue.served],
        language_name=lambda code: Locale.parse(code).get_language_name(visit.language) or code,
    )


def _missing(visit: Visit, sentence: str) -> tuple[str, str]:
    """In the reader's language, with the command that helps; "" where there is none."""
    name = MISSING.get(sentence, "")
    return (visit.text(name) if name else sentence, COMMANDS.get(name, ""))


def _budgets(visit: Visit, bill: Bill | None) -> list[str]:
    """Of each budget that is nearly used up, or is: one sentence."""
    costs = visit.house.settings.costs
    return [
        visit.text(
            BUDGETS[use.period],
            percent=use.percent,
            spent=costs.money(use.spent),
            budget=costs.money(use.budget),
        )
        for use in (uses(bill, costs) if bill else ())
        if use.reached
    ]
