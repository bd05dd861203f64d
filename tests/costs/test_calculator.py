"""What a month would cost, and the tables of docs/costs.md."""

import argparse
import json
import os
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
import redis

from ivr import store
from ivr.cli import main
from ivr.costcommands import run
from ivr.costs.calculator import Plan, month, profile
from ivr.rooms.leaders import sign
from ivr.settings import Costs, RoomSettings
from tests.costs.tables import HEAD, PAGE, prices, profiles, rows
from tests.line import DEMO, NUMBER, settings
from tests.redis_server import RedisServer


def test_a_meeting_of_thirty_costs_what_the_list_prices_say() -> None:
    """The carrier's own example prices: 60 minutes, 30 callers, $18.5 local and $43 toll-free."""
    once = Plan(30, 60, hours=1, days=1, numbers=0)
    assert month(once, Costs()).total == pytest.approx(18.54)
    free = Plan(30, 60, hours=1, days=1, numbers=0, toll_free=True)
    assert month(free, Costs()).total == pytest.approx(42.84)


def test_calls_and_their_part_in_the_room_are_rounded_up() -> None:
    found = month(Plan(10, 4.5, hours=2, days=3, room=0.5), Costs())
    assert (found.calls, [row.count for row in found.rows]) == (60, [300, 180, 1])
    assert month(Plan(10, 4.5, room=0), Costs()).rows[1].count == 0


@pytest.mark.parametrize(
    ("callers", "minutes", "average", "peak", "parts"),
    [(30, 40, 20, 30, 1), (30, 61, 30.5, 60, 1), (0.5, 30, 0.25, 1, 1), (500, 60, 500, 500, 3)],
    ids=["at the hour", "two hours overlap", "half a caller", "three parts"],
)
def test_how_many_are_there_at_once(
    callers: float, minutes: float, average: float, peak: int, parts: int
) -> None:
    found = month(Plan(callers, minutes), Costs(), RoomSettings(most=230))
    assert (found.average, found.peak, found.parts) == (average, peak, parts)


def test_what_the_account_needs() -> None:
    assert [profile(peak).rpartition(" ")[0] for peak in (1, 2, 3, 4)] == [
        *("no approved", "no approved", "an Individual"),
        "an approved Business Primary Customer",
    ]


def test_the_tables_of_the_docs_are_the_calculators() -> None:
    """When this fails: `python -m tests.costs.tables` prints them."""
    page = PAGE.read_text("utf-8").splitlines()
    wanted = [HEAD, *rows(), *prices(), *(row.replace("| 4 |", "| more |") for row in profiles())]
    assert [row for row in wanted if row not in page] == []


def test_the_calculator_needs_nothing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in list(os.environ):
        if name.startswith(("IVR_", "REDIS_", "TWILIO_")):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    assert main(["costs", "--callers", "30", "--minutes", "60", "--hours", "1"]) == 0
    printed = capsys.readouterr().out
    assert "A month of 30 days: 900 calls of 60 minutes." in printed
    assert "557.35" in printed
    assert main(["costs", "--callers", "30", "--minutes", "60", "--hours", "1", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["month"]["total"] == pytest.approx(557.35)


def test_it_counts_with_the_prices_of_line_toml(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (
        (DEMO / "line.toml")
        .read_text("utf-8")
        .replace('"meetings.json"', f'"{DEMO}/meetings.json"')
    )
    file = tmp_path / "line.toml"
    file.write_text(
        text + '\n[costs]\ncurrency = "CAD"\ninbound = 1\nparticipant = 0\nnumber = 0\n'
    )
    monkeypatch.setenv("IVR_CONFIG", str(file))
    assert main(["costs", "--callers", "1", "--minutes", "1", "--hours", "1"]) == 0
    assert "30.00  CAD" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--callers", "many"], "'many' is not a number from 0 to 100,000"),
        (["--callers", "nan"], "'nan' is not a number from 0 to 100,000"),
        (["--callers", "1", "--room", "2"], "'2' is not from 0, for nothing, to 1, for all"),
        (["--days", "0"], "'0' is not from 1 to 400"),
        (["--callers", "1", "--hours", "25"], "'25' is not a number from 0 to 24"),
        (["--callers", "1", "--minutes", "241"], "'241' is not a number from 0 to 240"),
    ],
    ids=["word", "nan", "share", "days", "hours", "minutes"],
)
def test_a_wrong_option_is_said_in_a_sentence(
    options: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["costs", *options])
    assert ended.value.code == 2
    assert sentence in capsys.readouterr().err


def test_the_command_shows_days_and_the_month(
    server: RedisServer, connection: redis.Redis, capsys: pytest.CaptureFixture[str]
) -> None:
    connection.hset(store.MINUTES.of("2026-11-21"), f"{sign(NUMBER)}:inbound", 1000)
    connection.hset(store.MINUTES.of("2026-11-20"), "other:participant", 50)
    on = replace(settings(), redis_url=server.url, costs=replace(Costs(), day_budget=10.0))
    now = datetime(2026, 11, 21, 17, 0, tzinfo=UTC)
    options = argparse.Namespace(days=3, json=False)
    assert run(options, on, now) == 0
    printed = capsys.readouterr().out.splitlines()
    assert [line.split() for line in printed[1:4]] == [
        ["2026-11-19", "no", "minutes"],
        ["2026-11-20", "other", "0", "0", "50", "0", "0", "0.09"],
        ["2026-11-21", NUMBER, "1,000", "0", "0", "0", "0", "8.50"],
    ]
    assert printed[-1].startswith("85 % of the budget of this day is used")
    assert run(argparse.Namespace(days=3, json=True), on, now) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["days"]["2026-11-21"] == [
        {"number": NUMBER, "kind": "inbound", "minutes": 1000, "cost": 8.5}
    ]
    assert (told["today"], told["budgets"][0]["percent"]) == (8.5, 85)


def test_without_redis_it_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    now = datetime(2026, 11, 21, 17, 0, tzinfo=UTC)
    assert run(argparse.Namespace(days=7, json=False), settings(), now) == 1
    assert capsys.readouterr().err.startswith("Redis cannot be read (ConnectionError)")
