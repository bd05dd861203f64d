"""A web process hears of new recordings, and plays one only when its audio is on its own disk."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
import redis

from ivr import store
from ivr.keeper import Keeper
from ivr.recordings.cache import FOLDER
from ivr.recordings.heard import Months
from ivr.recordings.library import RECORDINGS, Library
from ivr.settings import Settings
from tests.line import SATURDAY_EVENING
from tests.recordings.made import add, audio
from tests.redis_server import RedisServer

AWAY = "New recordings cannot be fetched, callers hear those before: is the store there?"


def keeper(of: Settings) -> Keeper:
    return Keeper(of, lambda: SATURDAY_EVENING)


async def look(one: Keeper) -> None:
    async with store.connect_async(one.settings.redis_url) as connection:
        await one.look(connection)


def heard(one: Keeper) -> str:
    return one.world.recordings.find("en", "welcome", "Welcome.")


def away(here: Settings) -> None:
    (here.data_dir / "recordings").rename(here.data_dir / "gone")


def back(here: Settings) -> None:
    (here.data_dir / "gone").rename(here.data_dir / "recordings")


def test_a_recording_is_played_when_it_is_on_this_machines_disk(
    here: Settings, ours: Library
) -> None:
    version = add(ours)
    one = keeper(here)
    asyncio.run(look(one))
    assert heard(one) == version.hash
    assert (here.data_dir / FOLDER / f"{version.hash}.wav").read_bytes() == audio("one")


def test_while_the_store_is_away_what_was_published_before_is_heard(
    here: Settings, ours: Library
) -> None:
    first = add(ours)
    one = keeper(here)
    asyncio.run(look(one))
    second = add(ours, of="two")
    away(here)
    asyncio.run(look(one))
    asyncio.run(look(one))
    assert (heard(one), AWAY in one.missing()) == (first.hash, True)
    back(here)
    asyncio.run(look(one))
    assert (heard(one), AWAY in one.missing()) == (second.hash, False)


def test_a_process_that_starts_without_redis_and_store_plays_what_is_on_its_disk(
    here: Settings, ours: Library
) -> None:
    version = add(ours)
    asyncio.run(look(keeper(here)))
    away(here)
    one = keeper(replace(here, redis_url="redis://127.0.0.1:1"))
    one.load_disk()
    assert heard(one) == version.hash


@pytest.mark.parametrize("damage", ["gone", "half"])
def test_audio_that_the_disk_lost_is_spoken_and_fetched_again(
    here: Settings, ours: Library, damage: str
) -> None:
    version = add(ours)
    asyncio.run(look(keeper(here)))
    path = here.data_dir / FOLDER / f"{version.hash}.wav"
    if damage == "gone":
        path.unlink()
    else:
        path.write_bytes(path.read_bytes()[:100])
    one = keeper(here)
    one.load_disk()
    assert heard(one) == ""
    asyncio.run(look(one))
    assert (heard(one), path.read_bytes()) == (version.hash, audio("one"))


def test_a_damaged_file_of_the_store_is_never_played(here: Settings, ours: Library) -> None:
    first = add(ours)
    one = keeper(here)
    asyncio.run(look(one))
    second = add(ours, of="two")
    (here.data_dir / "recordings" / f"{second.hash}.wav").write_bytes(b"something else")
    asyncio.run(look(one))
    assert heard(one) == first.hash


def test_a_full_disk_leaves_callers_with_the_synthetic_voice(here: Settings, ours: Library) -> None:
    add(ours)
    (here.data_dir / FOLDER).write_text("a file where the folder should be")
    one = keeper(here)
    asyncio.run(look(one))
    assert (heard(one), AWAY in one.missing()) == ("", True)


@pytest.mark.parametrize("damage", [b"", b"{}", b'{"form": 9, "languages": {}}'])
def test_a_damaged_document_changes_nothing(
    here: Settings, ours: Library, connection: redis.Redis, damage: bytes
) -> None:
    version = add(ours)
    one = keeper(here)
    asyncio.run(look(one))
    store.publish(connection, RECORDINGS, damage)
    asyncio.run(look(one))
    assert heard(one) == version.hash
    (here.data_dir / "published" / RECORDINGS).write_bytes(damage)
    again = keeper(here)
    again.load_disk()
    assert heard(again) == ""


def test_a_web_process_fills_an_empty_redis(
    here: Settings, ours: Library, connection: redis.Redis
) -> None:
    version = add(ours)
    before = ours.state()
    connection.flushall()
    one = keeper(here)
    asyncio.run(look(one))
    assert ours.state() == before
    asyncio.run(look(one))
    assert heard(one) == version.hash


def test_an_empty_redis_is_not_tried_to_be_filled_at_every_look(
    here: Settings, ours: Library, connection: redis.Redis
) -> None:
    one = keeper(here)
    asyncio.run(look(one))
    add(ours)
    connection.flushall()
    asyncio.run(look(one))
    assert ours.state().revision == 0


def test_a_slow_store_keeps_no_list_from_callers(
    here: Settings, ours: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A store that takes three seconds, and a look that does not."""
    version = add(ours)
    monkeypatch.setattr("ivr.recordings.keeping.WAIT", 0.05)
    one = keeper(here)
    fetch = one.recordings.cache.fetch

    def slowly(name: str) -> Path:
        import time

        time.sleep(0.5)
        return fetch(name)

    monkeypatch.setattr(one.recordings.cache, "fetch", slowly)

    async def scene() -> None:
        async with asyncio.timeout(0.4):
            await look(one)
        assert heard(one) == ""
        async with asyncio.timeout(5):
            while not heard(one):
                await look(one)
        assert heard(one) == version.hash

    asyncio.run(scene())


def test_a_fault_nobody_thought_of_is_outlived(
    here: Settings, ours: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(ours)
    one = keeper(here)
    tries: list[str] = []

    def fault(name: str) -> Path:
        tries.append(name)
        raise KeyError("a fault")

    monkeypatch.setattr(one.recordings.cache, "fetch", fault)
    for _ in range(3):
        asyncio.run(look(one))
    assert (heard(one), len(tries)) == ("", 1)


def test_a_sentence_is_told_once_a_month(server: RedisServer, connection: redis.Redis) -> None:
    said = {("en", "welcome")}
    months = Months(said)

    async def tell(month: int) -> dict[bytes, bytes]:
        async with store.connect_async(server.url) as to:
            await months.tell(to, SATURDAY_EVENING.replace(month=month, day=1))
        return connection.hgetall(store.RECORDINGS_HEARD.of())  # type: ignore[return-value]

    assert asyncio.run(tell(10)) == {b"en/welcome": b"2026-10"}
    connection.flushall()
    said.add(("en", "welcome"))
    assert asyncio.run(tell(10)) == {}
    said.update({("en", "welcome"), ("es", "offer")})
    assert asyncio.run(tell(11)) == {b"en/welcome": b"2026-11", b"es/offer": b"2026-11"}
    assert said == set()


def test_the_audio_of_an_announcement_is_here_before_it_begins(
    here: Settings, ours: Library
) -> None:
    made = ours.add_announcement("en", audio("closed"), seconds=0.5, who="Ana", came="file")
    begins = SATURDAY_EVENING + timedelta(hours=5)
    ours.announce(made.id, begins, begins + timedelta(hours=1), who="Ana")
    one = keeper(here)
    asyncio.run(look(one))
    assert (here.data_dir / FOLDER / f"{made.hash}.wav").read_bytes() == audio("closed")
    assert one.world.recordings.announced("en", SATURDAY_EVENING) == []
    assert one.world.recordings.announced("en", begins) == [made.hash]
    away(here)
    again = keeper(here)
    again.load_disk()
    assert again.world.recordings.announced("en", begins) == [made.hash]


def test_lost_audio_of_an_announcement_that_is_over_keeps_nothing_back(
    here: Settings, ours: Library
) -> None:
    made = ours.add_announcement("en", audio("closed"), seconds=0.5, who="Ana", came="file")
    begins = SATURDAY_EVENING - timedelta(hours=5)
    ours.clock = lambda: begins
    ours.announce(made.id, begins, begins + timedelta(hours=1), who="Ana")
    version = add(ours)
    (here.data_dir / "recordings" / f"{made.hash}.wav").unlink()
    one = keeper(here)
    asyncio.run(look(one))
    assert heard(one) == version.hash
