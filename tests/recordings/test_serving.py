"""GET /audio/<hash>.wav, as the carrier and its caches ask for it."""

import asyncio
import time
from collections.abc import Callable, Coroutine
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from ivr.recordings.cache import FOLDER
from ivr.recordings.library import Library
from ivr.recordings.quiet import QUIET, QUIET_HASH
from ivr.recordings.serving import AT_ONCE
from ivr.recordings.storage import Storage, StoreAway
from ivr.settings import Settings
from tests.line import SATURDAY_EVENING
from tests.recordings.made import add, audio
from tests.ringing import Exchange, exchange, said

IMMUTABLE = "public, max-age=31536000, immutable"


def served(here: Settings, scene: Callable[[Exchange], Coroutine[None, None, None]]) -> None:
    async def run() -> None:
        async with exchange(SATURDAY_EVENING, here) as line:
            await line.look()
            await scene(line)

    asyncio.run(run())


def get(here: Settings, path: str, method: str = "GET", **headers: str) -> httpx.Response:
    """The answer to one request, without a signature."""
    answers: list[httpx.Response] = []

    async def scene(line: Exchange) -> None:
        answers.append(await line.client.request(method, path, headers=headers))

    served(here, scene)
    return answers[0]


def test_a_recording_is_served_whole_and_may_be_kept_for_a_year(
    here: Settings, ours: Library
) -> None:
    version = add(ours)
    answer = get(here, f"/audio/{version.hash}.wav")
    assert (answer.status_code, answer.content) == (200, audio("one"))
    headers = [answer.headers[name] for name in ("content-type", "cache-control", "etag")]
    assert headers == ["audio/wav", IMMUTABLE, f'"{version.hash[:32]}"']


def test_head_tells_the_length_without_the_audio(here: Settings, ours: Library) -> None:
    version = add(ours)
    answer = get(here, f"/audio/{version.hash}.wav", "HEAD")
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer.headers["content-length"] == str(len(audio("one")))


@pytest.mark.parametrize(
    ("asked", "begin", "end"),
    [("bytes=0-43", 0, 44), ("bytes=100-", 100, None), ("bytes=-5", -5, None)],
)
def test_a_part_of_a_recording(
    here: Settings, ours: Library, asked: str, begin: int, end: int | None
) -> None:
    version = add(ours)
    answer = get(here, f"/audio/{version.hash}.wav", Range=asked)
    assert (answer.status_code, answer.content) == (206, audio("one")[begin:end])
    assert answer.headers["content-range"].endswith(f"/{len(audio('one'))}")
    assert answer.headers["cache-control"] == IMMUTABLE


def test_a_part_that_is_not_there(here: Settings, ours: Library) -> None:
    version = add(ours)
    answer = get(here, f"/audio/{version.hash}.wav", Range="bytes=999999-")
    assert answer.status_code == 416


@pytest.mark.parametrize(
    "name",
    [
        "0" * 64 + ".wav",
        "0" * 63 + ".wav",
        "0" * 64,
        "0" * 64 + ".mp3",
        "A" * 64 + ".wav",
        "..%2f..%2fline.toml",
        "%2e%2e/state.json",
        "state.json",
        "",
        "0" * 64 + ".wav.wav",
        "%00.wav",
    ],
)
def test_anything_else_is_not_there(here: Settings, ours: Library, name: str) -> None:
    add(ours)
    assert get(here, f"/audio/{name}").status_code in (404, 403)


def test_nothing_can_be_put_there(here: Settings, ours: Library) -> None:
    version = add(ours)
    for method in ("POST", "PUT", "DELETE"):
        assert get(here, f"/audio/{version.hash}.wav", method).status_code in (403, 405)


def test_half_a_second_of_quiet_needs_no_store_and_no_disk(here: Settings) -> None:
    nowhere = replace(here, data_dir=Path("/proc/nowhere"))
    answer = get(nowhere, f"/audio/{QUIET_HASH}.wav")
    assert (answer.content, answer.headers["cache-control"]) == (QUIET, IMMUTABLE)


def test_a_draft_and_what_another_machine_published_now_come_from_the_store(
    here: Settings, ours: Library
) -> None:
    draft = add(ours, publish=False)
    answer = get(here, f"/audio/{draft.hash}.wav")
    assert (answer.status_code, answer.content) == (200, audio("one"))


def test_guessers_of_names_ask_a_store_that_hangs_a_few_times_only(
    here: Settings, ours: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    version = add(ours)
    monkeypatch.setattr("ivr.recordings.serving.LONGEST", 0.3)
    asked: list[str] = []

    def hangs(self: Storage, name: str) -> bytes:
        asked.append(name)
        time.sleep(0.5)
        raise StoreAway("The store hangs.")

    async def scene(line: Exchange) -> None:
        monkeypatch.setattr(Storage, "get", hangs)
        paths = [f"/audio/{number:064x}.wav" for number in range(50)]
        answers = await asyncio.gather(*(line.client.get(path) for path in paths))
        assert {answer.status_code for answer in answers} == {404}
        assert len(asked) == AT_ONCE
        assert (await line.client.get(f"/audio/{version.hash}.wav")).content == audio("one")

    served(here, scene)


def test_what_was_published_is_served_while_the_store_is_away(
    here: Settings, ours: Library
) -> None:
    version = add(ours)

    async def scene(line: Exchange) -> None:
        (here.data_dir / "recordings").rename(here.data_dir / "gone")
        answer = await line.client.get(f"/audio/{version.hash}.wav")
        assert (answer.status_code, answer.content) == (200, audio("one"))

    served(here, scene)


def test_a_lost_recording_is_quiet_once_and_then_spoken(here: Settings, ours: Library) -> None:
    """An error would be copied, the caller's number and all, into the carrier's log."""
    text = "Welcome to the N A meeting line."
    version = add(ours, text=text)

    async def scene(line: Exchange) -> None:
        (here.data_dir / "recordings").rename(here.data_dir / "gone")
        (here.data_dir / FOLDER / f"{version.hash}.wav").unlink()
        first = await line.ring()
        assert text not in said(first)
        assert text in said(await line.ring())
        assert line.carrier.alerts == []
        answer = await line.client.get(f"/audio/{version.hash}.wav")
        assert (answer.content, answer.headers["cache-control"]) == (QUIET, "no-store")
        (here.data_dir / "gone").rename(here.data_dir / "recordings")
        await line.look()
        assert text not in said(await line.ring())

    served(here, scene)


def test_a_call_goes_on_with_the_version_it_began_with(here: Settings, ours: Library) -> None:
    """The carrier fetches what a document named, though another version is published by then."""
    first = add(ours)

    async def scene(line: Exchange) -> None:
        second = add(ours, of="two")
        await line.look()
        for version, name in ((first, "one"), (second, "two")):
            answer = await line.client.get(f"/audio/{version.hash}.wav")
            assert answer.content == audio(name)

    served(here, scene)
