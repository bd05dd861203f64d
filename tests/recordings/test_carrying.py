"""A lost machine costs nothing: all recordings as one zip, and back."""

import zipfile
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
import redis

from ivr import store
from ivr.recordings.carrying import export, import_
from ivr.recordings.library import File, Library
from ivr.recordings.state import CannotChange
from tests.recordings.made import add, audio, library
from tests.redis_server import redis_server


@pytest.fixture
def one(connection: redis.Redis, tmp_path: Path) -> Library:
    made = library(connection, tmp_path / "one")
    add(made)
    add(made, of="two")
    add(made, "offer", "Para español.", language="es", publish=False, of="three")
    made.keep("en", "welcome", ("Hello.",), who="Ben")
    connection.hset(store.RECORDINGS_HEARD.of(), "en/welcome", "2026-10")
    return made


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Library]:
    """Another machine, with nothing on it."""
    with redis_server() as server, server.connect() as connection:
        yield library(connection, tmp_path / "other")


@pytest.fixture
def zipped(one: Library, tmp_path: Path) -> Path:
    path = tmp_path / "all.zip"
    assert export(one, path) == (3, [])
    return path


def test_an_empty_machine_is_as_the_exported_one(
    one: Library, other: Library, zipped: Path
) -> None:
    assert import_(other, zipped, who="Cai").new == 3
    assert other.state().shelves == one.state().shelves
    assert other.state().log[:-1] == one.state().log
    assert other.heard() == one.heard() == {"en/welcome": "2026-10"}
    for shelf in other.state().shelves["en"].values():
        for version in shelf.versions:
            assert other.storage.get(version.hash) == one.storage.get(version.hash)
    assert other.state().recordings().pack() == one.state().recordings().pack()


def test_a_second_import_adds_nothing(other: Library, zipped: Path) -> None:
    import_(other, zipped, who="Cai")
    before = other.state().shelves
    assert import_(other, zipped, who="Cai").new == 0
    assert other.state().shelves == before


def test_an_import_takes_nothing_away(other: Library, zipped: Path) -> None:
    mine = add(other, of="mine", who="Dee")
    assert import_(other, zipped, who="Cai").new == 3
    shelf = other.state().shelf("en", "welcome")
    assert [(v.number, v.who) for v in shelf.versions] == [(1, "Dee"), (2, "Ana"), (3, "Ana")]
    assert (shelf.now, shelf.published) == (1, other.state().shelf("en", "welcome").version(1))
    assert other.storage.get(mine.hash) == audio("mine")
    assert [done.who for done in other.state().log if done.did == "added"].count("Dee") == 1


def test_what_the_store_has_lost_is_said_and_the_rest_is_exported(
    one: Library, other: Library, tmp_path: Path
) -> None:
    gone = one.state().shelf("en", "welcome").versions[0].hash
    (tmp_path / "one" / f"{gone}.wav").unlink()
    assert export(one, tmp_path / "some.zip") == (2, [gone])
    with pytest.raises(CannotChange, match=f"has no audio {gone[:12]}"):
        import_(other, tmp_path / "some.zip", who="Cai")
    assert other.state().shelves == {}
    other.storage.put(audio("one"))
    assert import_(other, tmp_path / "some.zip", who="Cai").new == 3


def rewritten(path: Path, change: dict[str, bytes | None]) -> Path:
    """The zip with some files anew, or without them."""
    with zipfile.ZipFile(path) as before:
        files = {name: before.read(name) for name in before.namelist()}
    changed = path.with_name("changed.zip")
    with zipfile.ZipFile(changed, "w") as after:
        for name, content in {**files, **change}.items():
            if content is not None:
                after.writestr(name, content)
    return changed


@pytest.mark.parametrize("state", [None, b"", b"[]", b'{"state": {"revision": "x"}}'])
def test_a_zip_without_a_good_state_is_refused(
    other: Library, zipped: Path, state: bytes | None
) -> None:
    with pytest.raises(CannotChange, match="has no state of recordings"):
        import_(other, rewritten(zipped, {"state.json": state}), who="Cai")


def test_damaged_audio_and_evil_names_are_refused(
    one: Library, other: Library, zipped: Path
) -> None:
    name = one.state().shelf("es", "offer").versions[0].hash
    with pytest.raises(CannotChange, match="is damaged"):
        import_(other, rewritten(zipped, {f"audio/{name}.wav": b"RIFF"}), who="Cai")
    file = msgspec.json.encode(File(one.state())).replace(name.encode(), b"../../x")
    with pytest.raises(CannotChange, match="no hash"):
        import_(other, rewritten(zipped, {"state.json": file}), who="Cai")
    assert other.state().shelves == {}


@pytest.mark.parametrize("content", [b"", b"no zip", b"PK\x03\x04 and then nothing"])
def test_what_is_no_zip_is_refused(other: Library, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.zip").write_bytes(content)
    with pytest.raises(CannotChange, match="is damaged, or no zip"):
        import_(other, tmp_path / "x.zip", who="Cai")


def test_half_a_zip_is_refused(other: Library, zipped: Path) -> None:
    whole = zipped.read_bytes()
    zipped.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(CannotChange):
        import_(other, zipped, who="Cai")


def test_a_failed_export_leaves_the_one_before(one: Library, zipped: Path) -> None:
    before = zipped.read_bytes()
    one.connection.set(store.RECORDINGS_STATE.of(), b"{")
    with pytest.raises(CannotChange, match="cannot be read"):
        export(one, zipped)
    assert zipped.read_bytes() == before
    assert [path.name for path in zipped.parent.glob(".export-*")] == []
