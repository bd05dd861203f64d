"""The tables of docs/costs.md, as the calculator makes them: `python -m tests.costs.tables`."""

from pathlib import Path

from ivr.costs.calculator import Plan, month, profile
from ivr.settings import Costs

PAGE = Path(__file__).parents[2] / "docs" / "costs.md"

SCENES = (
    ("10 to one meeting a day", Plan(10, 60, 1)),
    ("30 to one meeting a day", Plan(30, 60, 1)),
    ("30 an hour, day and night", Plan(30, 40, 24)),
    ("100 an hour, day and night", Plan(100, 40, 24)),
    ("500 an hour, eight hours", Plan(500, 50, 8)),
)

HEAD = (
    "| Callers | Each stays | Hours a day | Minutes | Local number | Toll-free number | At once |"
)


def rows() -> list[str]:
    """One for each scene."""
    costs, made = Costs(), []
    for what, plan in SCENES:
        local = month(plan, costs)
        free = month(Plan(plan.callers, plan.minutes, plan.hours, toll_free=True), costs)
        made.append(
            f"| {what} | {plan.minutes:g} min | {plan.hours:g} | {local.rows[0].count:,} | "
            f"{costs.money(local.total)} | {costs.money(free.total)} | {local.peak} |"
        )
    return made


def prices() -> list[str]:
    """The defaults of `[costs]`."""
    costs = Costs()
    what = {
        "inbound": "a call to a local number, a minute",
        "toll_free": "a call to a toll-free number, a minute",
        "participant": "somebody in a room, a minute, beside their call",
        "outbound": "a call that the line makes onward, a minute, beside the caller's own",
        "recording": "what an operator records by telephone, a minute",
        "number": "a local number, a month",
        "toll_free_number": "a toll-free number, a month",
    }
    return [f"| `{name}` | {words} | {costs.price(name):g} |" for name, words in what.items()]


def profiles() -> list[str]:
    """What so many calls at once need."""
    return [f"| {peak} | {profile(peak)} |" for peak in (2, 3, 4)]


if __name__ == "__main__":
    print("\n".join([HEAD, *rows(), "", *prices(), "", *profiles()]))
