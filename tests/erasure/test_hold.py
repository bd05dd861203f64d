"""By order of a court: nothing is deleted, nothing is lost, and nobody is told otherwise."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
import redis

from ivr import store
from ivr.answering import answer
from ivr.cli import main
from ivr.erasure import forget, hold
from ivr.erasure.forget import Outcome
from ivr.keeper import Keeper
from tests.erasure.conftest import Line
from tests.line import DEMO, turn, world
from tests.redis_server import RedisServer
from tests.rest import ACCOUNT


def test_during_a_hold_nothing_is_deleted_and_afterwards_everything(line: Line) -> None:
    line.faults.events_late = timedelta()
    first = line.call()
    line.clock.forward(seconds=61)
    hold.begin(line.connection, line.clock())
    assert line.forget() == Outcome()
    second = line.call(told=False)
    line.clock.forward(days=2)
    assert (line.sweep(), line.forget()) == (1, Outcome())
    assert line.records.left() == {first, second}
    assert hold.end(line.connection) is True
    assert (line.forget().erased, line.records.left()) == (2, set())


def test_a_hold_stops_a_run_at_its_next_batch(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forget, "BATCH", 3)
    line.faults.events_late = timedelta()
    for _ in range(12):
        line.call()
    line.clock.forward(seconds=61)
    delete = line.carrier.delete_call

    def meanwhile(sid: str) -> None:
        hold.begin(line.connection, line.clock())
        delete(sid)

    monkeypatch.setattr(line.carrier, "delete_call", meanwhile)
    assert (line.forget().erased, line.ledger().waiting) == (3, 9)


def test_a_hold_keeps_the_date_of_its_beginning(line: Line) -> None:
    began = line.clock()
    hold.begin(line.connection, began)
    hold.begin(line.connection, line.clock.forward(days=1))
    assert hold.since(line.connection) == began
    assert (hold.end(line.connection), hold.end(line.connection)) == (True, False)
    assert hold.since(line.connection) is None


def test_the_command_holds_and_lifts(
    server: RedisServer,
    connection: redis.Redis,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("REDIS_URL", server.url)
    monkeypatch.setenv("IVR_CONFIG", str(DEMO / "line.toml"))
    assert main(["privacy", "hold"]) == 0
    assert capsys.readouterr().out.startswith("On hold since 20")
    assert hold.since(connection) is not None
    assert main(["privacy", "hold", "--end"]) == 0
    assert main(["privacy", "hold", "--end"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "The hold is over: what has waited is deleted within minutes.",
        "There is no hold.",
    ]


def test_callers_are_not_told_of_a_deletion_that_is_held(
    line: Line, server: RedisServer, tmp_path: Path
) -> None:
    settings = replace(line.settings, redis_url=server.url, data_dir=tmp_path, account_sid=ACCOUNT)
    keeper = Keeper(settings, line.clock)

    async def look() -> bool:
        connection = store.connect_async(server.url)
        await keeper.look(connection)
        await connection.aclose()
        return keeper.world.held

    assert asyncio.run(look()) is False
    hold.begin(line.connection, line.clock())
    assert asyncio.run(look()) is True
    erasing = replace(world(), settings=settings)
    told = [
        b"erase it from its list"
        in answer(turn("about", cursor="7", key="2", attempt=1, on=each)).document()
        for each in (erasing, replace(erasing, held=True), replace(world(), settings=settings))
    ]
    assert told == [True, False, True]
