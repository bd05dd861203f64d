"""The jobs of forgetting, as a worker runs them, and when they come."""

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import redis

from ivr.clock import utc_now
from ivr.environment import load
from ivr.erasure.due import ToForget
from ivr.erasure.ledger import read_ledger
from tests.forge import Forked
from tests.line import TOKEN
from tests.rest import ACCOUNT, PretendRest, Records, rest_server
from workers import jobs
from workers.cron import FORGETTING, table
from workers.queues import enqueue

CALL = "CA" + "3" * 32
WORK = (
    "from ivr import log; from workers.process import work; "
    "log.set_up(json=True); work('erase', burst=True)"
)


@pytest.fixture
def rest() -> Iterator[PretendRest]:
    with rest_server(Records(utc_now)) as server:
        server.records.begin(
            CALL,
            from_="+12125550142",
            to="+12025550199",
            at=utc_now() - timedelta(minutes=40),
        )
        server.records.end(CALL, at=utc_now() - timedelta(minutes=30))
        yield server
        assert server.check() == []


@pytest.fixture
def account(environ: dict[str, str], rest: PretendRest, folder: Path) -> dict[str, str]:
    """An installation that has an account, and a number of its own."""
    config = folder / "line.toml"
    config.write_text(config.read_text() + '\n[[number]]\nnumber = "+12025550199"\n')
    return environ | {
        "TWILIO_ACCOUNT_SID": ACCOUNT,
        "TWILIO_AUTH_TOKEN": TOKEN,
        "IVR_TWILIO_API": rest.url,
    }


def work_off(environ: dict[str, str], connection: redis.Redis, *names: str) -> list[str]:
    """Queue these, let a real worker do them, and give the events of its log."""
    for name in names:
        job, _, argument = name.partition(" ")
        enqueue(
            connection,
            "erase",
            f"workers.jobs.{job}",
            (argument,) if argument else (),
            timeout=60,
        )
    _, log = Forked(environ, WORK).communicate(timeout=60)
    return [json.loads(line)["event"] for line in log.decode().splitlines()]


def test_a_worker_finds_a_lost_call_and_forgets_it(
    account: dict[str, str], connection: redis.Redis, rest: PretendRest
) -> None:
    assert work_off(account, connection, "sweep_calls recent", "forget_calls", "forget_calls") == [
        "calls were found at the carrier that nobody told of",
    ]
    ledger = read_ledger(connection, utc_now())
    assert (ledger.swept, ledger.erased, rest.records.left()) == (1, 1, set())


def test_the_carrier_away_is_one_line_and_no_failed_job(
    account: dict[str, str], connection: redis.Redis, rest: PretendRest
) -> None:
    ToForget(connection).find(CALL, utc_now() - timedelta(minutes=30), utc_now())
    rest.records.faults.status = 503
    assert work_off(account, connection, "forget_calls", "forget_calls") == [
        "the carrier does not answer, forgetting waits",
    ]
    assert connection.keys("rq:*failed*") == []
    assert read_ledger(connection, utc_now()).waiting == 1


def test_nothing_due_asks_the_carrier_nothing(
    account: dict[str, str], monkeypatch: pytest.MonkeyPatch, rest: PretendRest
) -> None:
    for name, value in account.items():
        monkeypatch.setenv(name, value)
    assert (jobs.forget_calls(), rest.requests) == ("nothing is due", [])


def test_forgetting_comes_every_ten_seconds_where_there_is_an_account(
    account: dict[str, str],
) -> None:
    settings = load(account)
    assert [(one.job.rpartition(".")[2], one.every, one.arguments) for one in FORGETTING] == [
        ("forget_calls", 10.0, ()),
        ("sweep_calls", 3600.0, ("recent",)),
        ("sweep_calls", 86400.0, ("month",)),
    ]
    assert set(FORGETTING) <= set(table(settings))
    without = load(account | {"TWILIO_ACCOUNT_SID": ""})
    assert set(FORGETTING) & set(table(without)) == set()


def test_forgetting_goes_on_while_line_toml_is_broken(
    account: dict[str, str], connection: redis.Redis, rest: PretendRest, folder: Path
) -> None:
    ToForget(connection).find(CALL, utc_now() - timedelta(minutes=30), utc_now())
    (folder / "line.toml").write_text("[line\n")
    assert work_off(account, connection, "forget_calls") == []
    assert rest.records.left() == set()
