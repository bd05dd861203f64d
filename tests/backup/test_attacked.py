"""Whatever is done to a backup, or breaks meanwhile, costs nothing good and is said in words."""

import io
import resource
import shutil
import stat
import tarfile
import threading
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from ivr.backup import archive, restoring
from ivr.backup.documents import Documents
from ivr.backup.restoring import Restoring
from ivr.erasure import hold
from ivr.people.person import CannotChange
from ivr.recordings import carrying
from ivr.recordings.zips import opened
from tests.backup.made import Machine, Run, damaged, fill
from tests.line import DEMO, SATURDAY_EVENING
from tests.recordings.made import add


@pytest.fixture
def backup(machine: Machine, run: Run, tmp_path: Path) -> Path:
    """Of a machine to which somebody came since."""
    fill(machine)
    path = tmp_path / "all.zip"
    assert run("backup", path)[0] == 0
    machine.book().add("Ben")
    return path


@contextmanager
def full_disk(most: int) -> Iterator[None]:
    """No file grows beyond so many bytes: the kernel refuses it in the middle of the writing."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("files/../evil.sh", id="up"),
        pytest.param("files/{}/evil.sh", id="absolute"),
        pytest.param("files/./evil.sh", id="here"),
        pytest.param("files/below//evil.sh", id="empty"),
        pytest.param("files/..\\evil.sh", id="backslash"),
        pytest.param("files/\x1b[2Jevil.sh", id="terminal"),
    ],
)
def test_no_file_of_a_backup_leaves_its_folder(
    name: str, backup: Path, machine: Machine, run: Run, tmp_path: Path
) -> None:
    damaged(backup, name.format(tmp_path), b"x")
    before = machine.documents.states()
    code, said, wrong = run("restore", backup, "--yes")
    assert (code, "leaves its folder" in wrong, "\x1b" in said + wrong) == (1, True, False)
    assert machine.documents.states() == before
    assert not list(tmp_path.rglob("*evil.sh"))


def test_a_link_in_a_backup_is_a_file_with_an_address_in_it(
    backup: Path, machine: Machine, run: Run
) -> None:
    link = zipfile.ZipInfo("files/link.csv")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(backup, "a") as zipped:
        zipped.writestr(link, "/etc/passwd")
    assert run("restore", backup, "--yes")[0] == 0
    written = machine.folder / "link.csv"
    assert (written.is_symlink(), written.read_text()) == (False, "/etc/passwd")


def tar(path: Path) -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w:gz") as packed:
        packed.add(path, "backup.json")
    return file.getvalue()


def others(path: Path) -> bytes:
    """Another program's zip."""
    with zipfile.ZipFile(path, "w") as zipped:
        zipped.writestr("word/document.xml", "<x/>")
    return path.read_bytes()


def bomb(path: Path) -> bytes:
    """Thirty megabytes that say to be a hundred bytes."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as zipped:
        zipped.writestr("backup.json", b" " * 30_000_000)
        size = zipped.getinfo("backup.json").file_size
    return path.read_bytes().replace(size.to_bytes(4, "little"), (100).to_bytes(4, "little"))


def otherwise(path: Path) -> bytes:
    """The same, packed by another program in a way that is not bounded."""
    with zipfile.ZipFile(path) as zipped:
        parts = {name: zipped.read(name) for name in zipped.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_LZMA) as zipped:
        for name, content in parts.items():
            zipped.writestr(name, content)
    return path.read_bytes()


def of_the_future(path: Path) -> bytes:
    """That needs a program of which nothing is known."""
    whole = bytearray(path.read_bytes())
    at = whole.rindex(b"PK\x01\x02")
    whole[at + 6] = 99
    return bytes(whole)


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        pytest.param(lambda path: b"", "or no zip", id="empty"),
        pytest.param(lambda path: path.read_bytes()[:-1], "or no zip", id="cut at its end"),
        pytest.param(lambda path: path.read_bytes()[:9000], "or no zip", id="half"),
        pytest.param(lambda path: path.read_bytes()[500:], "damaged", id="cut at its beginning"),
        pytest.param(tar, "or no zip", id="tar"),
        pytest.param(others, "is no backup", id="another zip"),
        pytest.param(bomb, "damaged", id="bomb"),
        pytest.param(otherwise, "damaged", id="lzma"),
        pytest.param(of_the_future, "damaged", id="a later zip"),
    ],
)
def test_what_is_no_whole_backup_is_said_and_changes_nothing(
    make: Callable[[Path], bytes], sentence: str, backup: Path, machine: Machine, run: Run
) -> None:
    backup.write_bytes(make(backup))
    before = machine.documents.states()
    code, _, wrong = run("restore", backup, "--yes")
    assert (code, sentence in wrong, wrong.count("\n")) == (1, True, 1)
    assert machine.documents.states() == before


def test_what_the_recordings_command_exports_is_no_backup(
    backup: Path, machine: Machine, run: Run
) -> None:
    carrying.export(machine.library, backup)
    code, _, wrong = run("restore", backup, "--yes")
    assert (code, wrong) == (1, f"{backup} is no backup: give what `ivr backup` wrote.\n")


def test_a_second_time_changes_nothing(
    backup: Path, machine: Machine, run: Run, tmp_path: Path
) -> None:
    assert run("restore", backup, "--yes")[0] == 0
    after, kept = machine.documents.states(), list(tmp_path.glob("before-restore-*"))
    code, said, _ = run("restore", backup, "--yes")
    assert (code, "as they are here" in said, len(kept)) == (0, True, 1)
    assert machine.documents.states() == after
    assert list(tmp_path.glob("before-restore-*")) == kept


def test_a_folder_in_the_place_of_a_file_keeps_back_nothing(
    backup: Path, machine: Machine, run: Run
) -> None:
    (machine.folder / "rota.csv").unlink()
    (machine.folder / "rota.csv").mkdir()
    code, said, _ = run("restore", backup, "--yes")
    assert (code, "rota.csv.restored is to be written." in said) == (0, True)
    assert (machine.folder / "rota.csv.restored").read_bytes() == (DEMO / "rota.csv").read_bytes()
    assert machine.book().named("Ben") is None


def test_a_backup_for_which_there_is_no_room_leaves_the_last_one(
    backup: Path, run: Run, tmp_path: Path
) -> None:
    before = backup.read_bytes()
    with full_disk(5_000):
        code, _, wrong = run("backup", backup)
    assert (code, wrong) == (1, f"{backup}: File too large.\n")
    assert backup.read_bytes() == before
    assert list(tmp_path.glob(".export-*")) == []


def test_a_disk_that_is_full_in_the_middle_is_gone_on_from(
    backup: Path, machine: Machine, run: Run, tmp_path: Path
) -> None:
    """Of the line's files and the recordings, those that are large find no room."""
    hold.begin(machine.connection, SATURDAY_EVENING)
    assert run("backup", backup)[0] == 0
    before = machine.documents.states()
    machine.lose()
    with full_disk(1_000):
        code, _, wrong = run("restore", backup)
    assert (code, "type the same again" in wrong) == (1, True)
    assert not (machine.folder / "rota.csv").exists()  # half of one would be read as the whole
    assert hold.since(machine.connection) == SATURDAY_EVENING  # nothing was to be deleted
    assert run("restore", backup)[0] == 0
    assert (machine.folder / "rota.csv").read_bytes() == (DEMO / "rota.csv").read_bytes()
    assert machine.documents.states().same_as(before)
    assert not [path for path in tmp_path.rglob(".*") if path.is_file()]


def test_no_room_for_what_was_here_changes_nothing_of_it(
    backup: Path, machine: Machine, run: Run, tmp_path: Path
) -> None:
    before = machine.documents.states()
    with full_disk(6_000):  # for each recording, not for all of them
        code, _, wrong = run("restore", backup, "--yes")
    assert (code, "before-restore-" in wrong, ": File too large." in wrong) == (1, True, True)
    assert machine.documents.states() == before


def test_what_came_while_it_was_asked_is_kept(
    backup: Path,
    machine: Machine,
    run: Run,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def slowly(self: Restoring) -> bool:
        machine.book().add("Cleo")
        return True

    monkeypatch.setattr(Restoring, "_agreed", slowly)
    assert run("restore", backup)[0] == 0
    (kept,) = tmp_path.glob("before-restore-*.zip")
    with opened(kept) as zipped:
        people = archive.read(zipped).states.people.people.values()
    assert {person.name for person in people} == {"Ana", "Ben", "Cleo"}


def test_what_came_behind_that_is_not_overwritten(
    backup: Path, machine: Machine, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def and_then(*arguments: object) -> archive.About:
        about = written(*arguments)  # type: ignore[arg-type]
        machine.book().add("Cleo")
        return about

    written = restoring.write
    with monkeypatch.context() as within:
        within.setattr(restoring, "write", and_then)
        code, _, wrong = run("restore", backup, "--yes")
    assert (code, "Somebody changed the people just now" in wrong) == (1, True)
    assert machine.book().named("Cleo") is not None
    assert run("restore", backup, "--yes")[0] == 0
    assert machine.book().named("Cleo") is None


def test_another_line_and_another_account_are_said(
    backup: Path, machine: Machine, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TWILIO_ACCOUNT_SID", "AC" + "1" * 32)
    assert run("backup", backup)[0] == 0
    config = machine.folder / "line.toml"
    config.write_text(config.read_text().replace('name = "', 'name = "not ', 1))
    monkeypatch.setenv("TWILIO_ACCOUNT_SID", "AC" + "2" * 32)
    code, said, _ = run("restore", backup, "--dry-run")
    name = machine.settings.lines[0].name
    assert (code, f"It is of another line: this one is {name}." in said) == (0, True)
    assert "It is of a line with another account at the carrier." in said


@pytest.mark.parametrize("command", ["backup", "restore"])
def test_without_redis_nothing_is_written(
    command: str, backup: Path, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = backup.read_bytes()
    monkeypatch.setenv("REDIS_URL", f"unix://{tmp_path}/none.sock")
    code, said, wrong = run(command, backup)
    assert (code, said, wrong.count("\n"), "Redis" in wrong) == (1, "", 1, True)
    assert backup.read_bytes() == before


def test_a_backup_while_others_publish_is_whole(machine: Machine, run: Run, tmp_path: Path) -> None:
    fill(machine)
    done, path = threading.Event(), tmp_path / "all.zip"

    def publish() -> None:
        count = 0
        while not done.is_set():
            add(machine.library, of=f"take {count}")
            count += 1

    publishing = threading.Thread(target=publish)
    publishing.start()
    versions = []
    try:
        for _ in range(5):
            assert run("backup", path)[0] == 0
            with opened(path) as zipped:
                state = archive.read(zipped).states.recordings
                named = {f"audio/{each}.wav" for each in carrying.hashes(state)}
                assert named <= set(zipped.namelist())
            versions.append(len(state.shelf("en", "welcome").versions))
    finally:
        done.set()
        publishing.join()
    assert versions == sorted(versions)


def test_documents_do_not_become_what_was_never_seen(machine: Machine) -> None:
    """All of `here` counts, also where there was nothing."""
    fill(machine)
    then = machine.documents.states()
    machine.connection.flushall()
    shutil.rmtree(machine.settings.data_dir / "recordings")
    nothing = machine.documents.states()
    machine.book().add("Ben")
    with pytest.raises(CannotChange, match="Somebody changed the people"):
        Documents(machine.connection, machine.documents.storage).restore(
            then, nothing, who="Ana", now=SATURDAY_EVENING
        )
    assert machine.book().named("Ben") is not None
