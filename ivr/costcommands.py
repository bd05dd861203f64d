"""`ivr costs`: what the line costs at the carrier; with `--callers`, what one would cost."""

import argparse
import sys
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import partial

import msgspec
import redis

from ivr import call, store
from ivr.costs.bill import Bill, bill, cost, uses
from ivr.costs.budget import summary, warning
from ivr.costs.calculator import Plan, month, printed
from ivr.costs.minutes import KINDS, Counts, read, today
from ivr.settings import Costs, Settings

LONGEST = 400
"""Days for which minutes are kept."""

LONGEST_CALL = int(call.LONGEST / timedelta(minutes=1))


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--days", type=_days, default=7, help="so many of the last days (default 7)"
    )
    parser.add_argument("--json", action="store_true", help="for a program to read")
    plan = parser.add_argument_group("what a line would cost a month")
    plan.add_argument("--callers", type=_amount, help="who begin in an hour: asks for this table")
    plan.add_argument(
        "--minutes",
        type=partial(_amount, most=LONGEST_CALL),
        default=60.0,
        help="that each stays (default 60)",
    )
    plan.add_argument(
        "--hours", type=partial(_amount, most=24), default=24.0, help="of a day (default 24)"
    )
    plan.add_argument(
        "--room", type=_share, default=1.0, help="part of the minutes in the room, 0 to 1 (all)"
    )
    plan.add_argument("--toll-free", action="store_true", help="the number costs callers nothing")
    plan.add_argument("--numbers", type=_days, default=1, help="so many of them (default 1)")


def calculate(options: argparse.Namespace, settings: Settings | None) -> int:
    """Without Redis; with the prices of line.toml where there is one."""
    plan = Plan(
        options.callers,
        options.minutes,
        options.hours,
        room=options.room,
        toll_free=options.toll_free,
        numbers=options.numbers,
    )
    costs = settings.costs if settings else Costs()
    found = month(plan, costs, settings.room if settings else None)
    if options.json:
        print(msgspec.json.encode({"plan": plan, "month": found, "prices": costs}).decode())
    else:
        print("\n".join(printed(plan, found, costs)))
    return 0


def run(options: argparse.Namespace, settings: Settings, now: datetime) -> int:
    connection = store.connect(settings.redis_url)
    try:
        found = bill(connection, settings, now)
        last = today(settings, now)
        days = read(connection, settings, last - timedelta(days=options.days - 1), last)
    except redis.exceptions.RedisError as error:
        why = type(error).__name__
        print(f"Redis cannot be read ({why}): start it, or mend REDIS_URL.", file=sys.stderr)
        return 1
    if options.json:
        print(msgspec.json.encode(_shown(found, days, settings)).decode())
        return 0
    print("\n".join(_table({str(day): counts for day, counts in days.items()}, settings)))
    print()
    print("\n".join(_table({f"{found.day:%Y-%m}": found.counts}, settings)))
    print(f"\nNumbers, for the month: {settings.costs.money(found.rent)}.")
    print(summary(found, settings))
    for use in uses(found, settings.costs):
        if use.reached:
            print(warning(use, settings))
    return 0


def _table(spans: dict[str, Counts], settings: Settings) -> Iterator[str]:
    """A row for each number in each span of time; those without a minute are left out."""
    names = [kind.replace("_", "-") for kind in KINDS]
    yield f"{'when':10}  {'number':14}  {'  '.join(f'{name:>11}' for name in names)}  {'cost':>10}"
    for when, counts in spans.items():
        for number in dict.fromkeys(number for number, _ in sorted(counts)):
            own = {key: minutes for key, minutes in counts.items() if key[0] == number}
            minutes = "  ".join(f"{own.get((number, kind), 0):>11,}" for kind in KINDS)
            yield f"{when:10}  {number:14}  {minutes}  {cost(own, settings.costs):>10,.2f}"
        if not counts:
            yield f"{when:10}  {'no minutes':14}"


def _shown(found: Bill, days: dict[date, Counts], settings: Settings) -> dict[str, object]:
    return {
        "currency": settings.costs.currency,
        "today": found.today,
        "month": found.month,
        "numbers": found.rent,
        "forecast": found.forecast,
        "budgets": [
            {"period": use.period, "budget": use.budget, "percent": use.percent}
            for use in uses(found, settings.costs)
        ],
        "days": {str(day): _minutes(counts, settings) for day, counts in days.items()},
        "this_month": _minutes(found.counts, settings),
    }


def _minutes(counts: Counts, settings: Settings) -> list[dict[str, object]]:
    return [
        {
            "number": number,
            "kind": kind,
            "minutes": minutes,
            "cost": cost({(number, kind): minutes}, settings.costs),
        }
        for (number, kind), minutes in sorted(counts.items())
    ]


def _days(text: str) -> int:
    if text.isdigit() and 1 <= int(text) <= LONGEST:
        return int(text)
    raise argparse.ArgumentTypeError(f"{text!r} is not from 1 to {LONGEST}")


def _amount(text: str, most: int = 100_000) -> float:
    try:
        amount = float(text)
    except ValueError:
        amount = -1.0
    if 0 <= amount <= most:
        return amount
    raise argparse.ArgumentTypeError(f"{text!r} is not a number from 0 to {most:,}")


def _share(text: str) -> float:
    amount = _amount(text)
    if amount <= 1:
        return amount
    raise argparse.ArgumentTypeError(f"{text!r} is not from 0, for nothing, to 1, for all")
