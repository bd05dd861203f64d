"""A line whose recordings lie in a bucket: several machines, a bucket that is away, a lost one."""

import asyncio
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import redis

from ivr.keeper import Keeper
from ivr.recordings import state as states
from ivr.recordings.cache import FOLDER
from ivr.recordings.library import Library
from ivr.recordings.storage import Storage
from ivr.settings import Settings
from tests.line import SATURDAY_EVENING
from tests.processes import Installation
from tests.recordings.made import add, audio
from tests.recordings.s3_server import S3Server, s3_server
from tests.recordings.test_commands import WELCOME, installed, prompts
from tests.redis_server import RedisServer, redis_server
from tests.ringing import Exchange, exchange, said


@pytest.fixture(scope="module")
def server_of_s3() -> Iterator[S3Server]:
    with s3_server() as server:
        yield server


@pytest.fixture
def s3(server_of_s3: S3Server, monkeypatch: pytest.MonkeyPatch) -> S3Server:
    for name, value in server_of_s3.environ.items():
        monkeypatch.setenv(name, value)
    return server_of_s3


@pytest.fixture
def here(here: Settings, s3: S3Server) -> Settings:
    """One machine of a line with a bucket."""
    return replace(here, recordings=s3.bucket())


@pytest.fixture
def ours(here: Settings, connection: redis.Redis) -> Library:
    return library(here, connection)


def library(of: Settings, connection: redis.Redis) -> Library:
    return Library(connection, Storage(of.recordings), lambda: SATURDAY_EVENING)


def machine(like: Settings, folder: Path) -> Settings:
    """Another one of the same line, with a disk of its own."""
    return replace(like, data_dir=folder)


def publish(into: Library, number: int) -> None:
    """As a machine does that still reaches the bucket."""
    into._transaction(
        lambda state: states.publish(
            state, "en", "welcome", number, who="Ana", now=SATURDAY_EVENING, expected=None
        )
    )


async def look_until(line: Exchange, name: str) -> None:
    """Look as the keeper does, until the welcome is heard in that version."""
    async with asyncio.timeout(30):
        while heard(line.keeper) != name:
            await line.look()


def heard(keeper: Keeper) -> str:
    return keeper.world.recordings.find("en", "welcome", WELCOME)


async def is_played(line: Exchange, name: str, of: str) -> bool:
    """Whether the next call plays it instead of the voice, and the carrier gets its audio."""
    call = await line.ring()
    assert line.carrier.alerts == []
    named = [heard.text for heard in call.transcript if heard.kind == "play"]
    answer = await line.client.get(f"/audio/{name}.wav")
    return (
        any(each.endswith(f"/audio/{name}.wav") for each in named)
        and WELCOME not in said(call)
        and (answer.status_code, answer.content) == (200, audio(of))
    )


def test_what_one_machine_publishes_another_serves_from_its_own_disk(
    here: Settings, ours: Library, tmp_path: Path, connection: redis.Redis
) -> None:
    one, two = machine(here, tmp_path / "one"), machine(here, tmp_path / "two")

    async def scene() -> None:
        async with (
            exchange(SATURDAY_EVENING, one) as first,
            exchange(SATURDAY_EVENING, two) as second,
        ):
            version = add(library(one, connection), text=WELCOME)
            for line in (first, second):
                await look_until(line, version.hash)
                assert await is_played(line, version.hash, "one")
            for settings in (one, two):
                path = settings.data_dir / FOLDER / f"{version.hash}.wav"
                assert path.read_bytes() == audio("one")

    asyncio.run(scene())


def test_while_the_bucket_hangs_callers_hear_what_was_published(
    here: Settings, ours: Library, s3: S3Server
) -> None:
    """In a process that ran before, and in one that starts meanwhile; then all goes on."""
    first = add(ours, text=WELCOME)
    second = add(ours, of="two", text=WELCOME, publish=False)

    async def away(line: Exchange) -> None:
        s3.hang()
        assert await is_played(line, first.hash, "one")
        async with exchange(SATURDAY_EVENING, here) as started:
            started.keeper.load_disk()
            await started.look()
            assert await is_played(started, first.hash, "one")
        publish(ours, second.number)
        await line.look()
        assert await is_played(line, first.hash, "one")

    async def scene() -> None:
        async with exchange(SATURDAY_EVENING, here) as line:
            await look_until(line, first.hash)
            try:
                await away(line)
            finally:
                s3.go_on()
            await look_until(line, second.hash)
            assert await is_played(line, second.hash, "two")

    asyncio.run(scene())


def test_when_the_bucket_is_gone_callers_hear_what_was_published(
    here: Settings, connection: redis.Redis, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def scene(s3: S3Server) -> None:
        of = replace(here, recordings=s3.bucket())
        version = add(library(of, connection), text=WELCOME)
        async with exchange(SATURDAY_EVENING, of) as line:
            await look_until(line, version.hash)
            s3.end()
            await line.look()
            assert await is_played(line, version.hash, "one")
            async with exchange(SATURDAY_EVENING, of) as started:
                started.keeper.load_disk()
                assert await is_played(started, version.hash, "one")

    with s3_server() as own:
        for name, value in own.environ.items():
            monkeypatch.setenv(name, value)
        asyncio.run(scene(own))


def test_an_empty_redis_is_filled_from_the_bucket(
    here: Settings, ours: Library, connection: redis.Redis
) -> None:
    version = add(ours, text=WELCOME)
    before = ours.state()
    connection.flushall()

    async def scene() -> None:
        async with exchange(SATURDAY_EVENING, here) as line:
            await look_until(line, version.hash)

    asyncio.run(scene())
    assert ours.state() == before


def test_what_a_folder_exported_a_line_with_an_empty_bucket_imports(
    s3: S3Server, server: RedisServer, tmp_path: Path
) -> None:
    def made(name: str, redis_: RedisServer) -> Installation:
        (tmp_path / name).mkdir()
        return installed(tmp_path / name, redis_)

    with redis_server() as another:
        one, two = made("one", server), made("two", another)
        two.environ["IVR_RECORDINGS"] = s3.bucket()
        zipped = str(tmp_path / "all.zip")
        for arguments in (
            ("add", "101", "hello.wav", "--publish"),
            ("add", "101", "again.wav"),
            ("add", "401", "again.wav", "--language", "es", "--publish"),
            ("export", zipped),
        ):
            assert prompts(one, *arguments)[0] == 0
        assert prompts(two, "import", zipped)[0] == 0
        checks = [prompts(each, "check", "--json") for each in (one, two)]
        assert checks[0] == checks[1]
        assert [found["recorded"] for found in json.loads(checks[0][1])] == [[101], [401]]
        ended = two.run("prompts", "check", "--json")
        assert (ended.stdout.strip(), ended.stderr) == (checks[0][1], "")
