"""What other processes publish reaches callers, without a caller waiting for it."""

import asyncio
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from ivr import store
from ivr.keeper import Keeper
from ivr.rota import Hour, Rota
from ivr.schedule.snapshot import pack
from ivr.settings import Settings
from tests.line import SATURDAY_EVENING, rota, settings, snapshot
from tests.redis_server import RedisServer, redis_server


@pytest.fixture
def here(server: RedisServer, tmp_path: Path) -> Settings:
    return replace(settings(), redis_url=server.url, data_dir=tmp_path)


def keeper(of: Settings) -> Keeper:
    return Keeper(of, lambda: SATURDAY_EVENING)


async def look(one: Keeper) -> None:
    connection = store.connect_async(one.settings.redis_url)
    try:
        await one.look(connection)
    finally:
        await connection.aclose()


def test_a_published_list_is_served_and_kept_on_disk(here: Settings, server: RedisServer) -> None:
    document = pack(snapshot().meetings, SATURDAY_EVENING)
    with server.connect() as connection:
        store.publish(connection, "schedule", document)
        store.publish(connection, "rota", rota().pack())
    one = keeper(here)
    assert len(one.world.snapshot) == 0
    asyncio.run(look(one))
    assert (len(one.world.snapshot), one.world.rota) == (60, rota())
    assert (here.data_dir / "published" / "schedule").read_bytes() == document
    assert one.missing() == []


def test_no_caller_waits_for_a_new_rota_to_be_worked_out(
    here: Settings, server: RedisServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    with server.connect() as connection:
        store.publish(connection, "rota", rota().pack())
    one = keeper(here)
    asyncio.run(look(one))
    mine = threading.get_ident()
    worked_out: list[int] = []
    alone = Rota._alone

    def noted(of: Rota, day: date) -> list[Hour]:
        worked_out.append(threading.get_ident())
        return alone(of, day)

    monkeypatch.setattr(Rota, "_alone", noted)
    with server.connect() as connection:
        store.publish(connection, "rota", replace(rota(), hours=rota().hours[1:]).pack())
    asyncio.run(look(one))
    one.world.rota.in_order(SATURDAY_EVENING, "en")
    assert one.world.rota.after(SATURDAY_EVENING, "meeting-none") is None
    assert worked_out
    assert mine not in worked_out


def test_a_process_starts_from_disk_while_redis_is_away(
    here: Settings, server: RedisServer
) -> None:
    with server.connect() as connection:
        store.publish(connection, "schedule", pack(snapshot().meetings, SATURDAY_EVENING))
        store.publish(connection, "rota", rota().pack())
    asyncio.run(look(keeper(here)))
    again = keeper(replace(here, redis_url="redis://127.0.0.1:1"))
    again.load_disk()
    assert (len(again.world.snapshot), again.world.rota) == (60, rota())
    assert again.missing() == ["Redis is away: callers hear the last good lists."]


@pytest.mark.parametrize("damage", [b"", b"no list", b"\x00" * 100, b'{"version": 99}'])
def test_a_damaged_document_changes_nothing(
    here: Settings, server: RedisServer, damage: bytes
) -> None:
    one = keeper(here)
    with server.connect() as connection:
        store.publish(connection, "schedule", pack(snapshot().meetings, SATURDAY_EVENING))
        store.publish(connection, "rota", rota().pack())
        asyncio.run(look(one))
        store.publish(connection, "schedule", damage)
        store.publish(connection, "rota", damage)
    asyncio.run(look(one))
    assert (len(one.world.snapshot), one.world.rota) == (60, rota())


def test_a_damaged_file_on_disk_is_outlived(here: Settings) -> None:
    folder = here.data_dir / "published"
    folder.mkdir()
    for name in ("schedule", "rota"):
        (folder / name).write_bytes(b"half a fi")
    one = keeper(here)
    one.load_disk()
    assert (len(one.world.snapshot), len(one.world.rota.hours)) == (0, 0)


def test_a_full_disk_keeps_no_caller_from_the_list(here: Settings, server: RedisServer) -> None:
    (here.data_dir / "published").write_bytes(b"a file where the folder should be")
    with server.connect() as connection:
        store.publish(connection, "schedule", pack(snapshot().meetings, SATURDAY_EVENING))
    one = keeper(here)
    asyncio.run(look(one))
    assert len(one.world.snapshot) == 60


def test_a_new_list_is_served_within_five_seconds_and_redis_may_go_and_come(
    here: Settings,
) -> None:
    """Over a Redis that is stopped, started empty, and published to while the process runs."""

    async def scene() -> None:
        with redis_server() as own:
            one = keeper(replace(here, redis_url=own.url))
            running = asyncio.create_task(one.run())
            await asyncio.sleep(0.5)
            await asyncio.to_thread(own.stop)
            await until(lambda: not one.redis_up)
            await asyncio.to_thread(own.restart)
            with own.connect() as connection:
                store.publish(connection, "schedule", pack(snapshot().meetings, SATURDAY_EVENING))
            await until(lambda: len(one.world.snapshot) == 60)
            assert one.redis_up
            one.stop()  # as the app does: redis-py can swallow the cancelling
            running.cancel()
            with suppress(asyncio.CancelledError):
                await running

    async def until(condition: Callable[[], bool]) -> None:
        async with asyncio.timeout(5):
            while not condition():
                await asyncio.sleep(0.05)

    asyncio.run(scene())


def test_a_fault_nobody_thought_of_does_not_end_the_looking(
    here: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A keeper whose first look fails in a new way serves what the second one finds."""

    async def scene() -> None:
        one = keeper(here)
        looks: list[int] = []

        async def look(connection: store.AsyncRedis) -> None:
            looks.append(1)
            raise KeyError("a fault")

        monkeypatch.setattr(one, "look", look)
        monkeypatch.setattr("ivr.keeper.EVERY", 0.01)
        running = asyncio.create_task(one.run())
        async with asyncio.timeout(5):
            while len(looks) < 3:
                await asyncio.sleep(0.01)
        running.cancel()

    asyncio.run(scene())


def test_a_keeper_that_is_told_to_stop_stops_whoever_swallows_its_cancelling(
    here: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def scene() -> None:
        one = keeper(here)

        async def look(connection: store.AsyncRedis) -> None:
            with suppress(asyncio.CancelledError):
                await asyncio.sleep(60)

        monkeypatch.setattr(one, "look", look)
        monkeypatch.setattr("ivr.keeper.EVERY", 0.01)
        running = asyncio.create_task(one.run())
        await asyncio.sleep(0.05)
        one.stop()
        running.cancel()
        async with asyncio.timeout(5):
            await running

    asyncio.run(scene())


def test_a_rota_taken_out_of_the_settings_is_no_longer_served(
    here: Settings, server: RedisServer
) -> None:
    with server.connect() as connection:
        store.publish(connection, "rota", rota().pack())
    asyncio.run(look(keeper(here)))
    without = keeper(replace(here, rota=None))
    without.load_disk()
    asyncio.run(look(without))
    assert without.world.rota.hours == ()
