"""From minutes to money, and what is said when a budget is nearly used up."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import redis

from ivr import store
from ivr.costs.bill import Use, bill, rent, uses
from ivr.costs.budget import of_costs, watch
from ivr.rooms.leaders import sign
from ivr.settings import Costs, Settings
from tests.console.opened import opened, words
from tests.line import DEMO, NUMBER, settings
from tests.redis_server import RedisServer
from workers import jobs
from workers.cron import BUDGETS, table

NOON = datetime(2026, 11, 21, 17, 0, tzinfo=UTC)  # of the day, in New York
COSTS = Costs(inbound=1.0, participant=0.5, toll_free=2.0, outbound=3.0, recording=4.0, number=10.0)


def line(day_budget: float = 0, month_budget: float = 0) -> Settings:
    """With one number, and prices that one can count with."""
    costs = replace(COSTS, day_budget=day_budget, month_budget=month_budget)
    return replace(settings(), lines=settings().lines[:2], costs=costs)


def spent(connection: redis.Redis, day: str, **minutes: int) -> None:
    for kind, count in minutes.items():
        connection.hset(store.MINUTES.of(day), f"{sign(NUMBER)}:{kind}", count)


def test_a_day_and_a_month_cost_what_their_minutes_do(connection: redis.Redis) -> None:
    spent(connection, "2026-11-21", inbound=10, participant=8, outbound=1, recording=1)
    spent(connection, "2026-11-01", toll_free=100)
    spent(connection, "2026-10-31", inbound=1000)
    found = bill(connection, line(), NOON)
    assert (found.today, found.rent, found.month) == (21.0, 10.0, 231.0)
    assert found.counts[NUMBER, "inbound"] == 10
    assert found.forecast == pytest.approx(221 * 30 / (20.5 + 1 / 24) + 10)  # an hour came twice
    assert list(found.days) == [date(2026, 11, day) for day in range(1, 22)]


def test_in_its_first_hours_a_month_is_not_told_by_them(connection: redis.Redis) -> None:
    spent(connection, "2026-12-01", inbound=10)
    found = bill(connection, line(), datetime(2026, 12, 1, 5, 10, tzinfo=UTC))
    assert found.forecast == 10 * 31 + 10


def test_each_number_has_its_rent_and_one_is_there_at_least() -> None:
    free = replace(settings().lines[1], number="+18005550199")
    on = replace(line(), lines=(*line().lines, free))
    assert rent(on) == COSTS.number + COSTS.toll_free_number
    assert rent(replace(line(), lines=line().lines[:1])) == COSTS.number


@pytest.mark.parametrize(
    ("minutes", "reached"), [(79, 0), (80, 80), (99, 80), (100, 100), (250, 100)], ids=str
)
def test_a_budget_is_told_of_at_80_and_at_100_per_cent(
    connection: redis.Redis, minutes: int, reached: int
) -> None:
    spent(connection, "2026-11-21", inbound=minutes)
    (use,) = uses(bill(connection, line(day_budget=100), NOON), line(day_budget=100).costs)
    assert (use.percent, use.reached) == (minutes, reached)


def test_what_is_spent_to_the_cent_is_not_rounded_down() -> None:
    assert Use("day", "2026-11-21", 0.1 + 0.7, 1.0).reached == 80


def test_the_doctor_says_what_is_spent_and_which_budget_is_nearly_used_up(
    connection: redis.Redis,
) -> None:
    spent(connection, "2026-11-21", inbound=90)
    assert list(of_costs(line(), connection, NOON)) == [
        (
            "ok",
            "Cost, by the prices in [costs]: 90.00 USD today, 100.00 USD this month, and by its "
            "end about 141.44 USD.",
        )
    ]
    said = list(of_costs(line(day_budget=100, month_budget=90), connection, NOON))[1:]
    assert said == [
        (
            "note",
            "90 % of the budget of this day is used: 90.00 USD of 100.00 USD. Nobody is refused "
            "for it; see `ivr costs`, or set another day_budget in [costs].",
        ),
        (
            "note",
            "111 % of the budget of this month is used: 100.00 USD of 90.00 USD. Nobody is "
            "refused for it; see `ivr costs`, or set another month_budget in [costs].",
        ),
    ]


def test_the_log_has_each_once(
    connection: redis.Redis, json_log: pytest.CaptureFixture[str]
) -> None:
    on = line(day_budget=100)
    told = []
    for minutes in (50, 85, 90, 100, 200):
        spent(connection, "2026-11-21", inbound=minutes)
        told += [watch(on, connection, NOON), watch(on, connection, NOON)]
    assert told == [0, 0, 1, 0, 0, 0, 1, 0, 0, 0]
    spent(connection, "2026-11-22", inbound=85)
    assert watch(on, connection, NOON + timedelta(days=1)) == 1
    printed = "".join(json_log.readouterr())
    assert printed.count("of the budget of this day is used") == 3


def test_a_job_looks_at_budgets_where_there_is_one(
    server: RedisServer,
    connection: redis.Redis,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    json_log: pytest.CaptureFixture[str],
) -> None:
    assert BUDGETS not in table(line())
    assert BUDGETS in table(line(month_budget=1))
    file = tmp_path / "line.toml"
    file.write_text((DEMO / "line.toml").read_text("utf-8") + "\n[costs]\nmonth_budget = 1\n")
    monkeypatch.setenv("IVR_CONFIG", str(file))
    monkeypatch.setenv("REDIS_URL", server.url)
    assert BUDGETS.job == f"{jobs.__name__}.{jobs.watch_budgets.__name__}"
    assert jobs.watch_budgets() == "1 told"  # the rent of the demo's numbers is more
    assert jobs.watch_budgets() == "0 told"


@pytest.fixture
def here(server: RedisServer, connection: redis.Redis, tmp_path: Path) -> Settings:
    return replace(
        settings(str(tmp_path)),
        redis_url=server.url,
        secret="x" * 40,
        costs=replace(COSTS, day_budget=100.0),
    )


def test_the_console_says_so_on_its_first_page(here: Settings, connection: redis.Redis) -> None:
    with opened(here) as console:
        assert "budget" not in words(console.signed_in().get("/"))
        spent(connection, "2026-11-21", inbound=85)
        assert (
            "85 % of today's budget is used: 85.00 USD of 100.00 USD. Nobody is refused for it."
            in words(console.signed_in().get("/"))
        )
