"""A lost machine, or a wrong click: a backup brings back all that operators made."""

import json
import shutil
import zipfile
from io import StringIO
from pathlib import Path

import pytest

from ivr import store
from ivr.backup.documents import Documents
from ivr.erasure import hold
from ivr.recordings import carrying
from ivr.recordings.storage import storage_of
from ivr.setup.history import NAME
from tests.backup.made import Machine, Run, broken, damaged, fill
from tests.line import DEMO, PUBLIC, SATURDAY_EVENING, TOKEN
from tests.people.made import SECRET


def test_a_lost_machine_is_back(machine: Machine, run: Run, tmp_path: Path) -> None:
    fill(machine)
    before, hours = machine.documents.states(), (machine.folder / "rota.csv").read_bytes()
    hold.begin(machine.connection, SATURDAY_EVENING)
    code, said, _ = run("backup", tmp_path / "all.zip")
    assert code == 0
    assert "IVR_SECRET" in said
    assert SECRET not in said
    machine.lose()

    assert run("restore", tmp_path / "all.zip")[0] == 0

    assert machine.documents.states().same_as(before)
    assert (machine.folder / "rota.csv").read_bytes() == hours
    assert storage_of(machine.settings).has(
        before.recordings.shelf("en", "welcome").versions[0].hash
    )
    assert machine.library.heard() == {"en/welcome": "2026-10"}
    assert hold.since(machine.connection) == SATURDAY_EVENING
    wiring = machine.settings.data_dir / NAME
    assert (wiring.read_text(), wiring.stat().st_mode & 0o077) == ('{"version":1,"steps":[]}', 0)
    assert machine.documents.people.copied() == machine.documents.people.state()
    assert not list(tmp_path.glob("before-restore*"))  # there was nothing to be lost


def test_who_was_removed_since_is_there_again_and_what_was_here_is_kept(
    machine: Machine, run: Run, tmp_path: Path
) -> None:
    fill(machine)
    hold.begin(machine.connection, SATURDAY_EVENING)
    run("backup", tmp_path / "all.zip")
    hold.end(machine.connection)
    ben, _ = machine.book().add("Ben")
    machine.book().remove(machine.book().named("Ana").number, last=True)  # type: ignore[union-attr]
    machine.library.publish("en", "welcome", 2, who="Ben")
    since = machine.documents.states()

    code, said, _ = run("restore", tmp_path / "all.zip", "--dry-run")
    assert code == 0
    assert "Who is there again: Ana." in said
    assert "Who is there no more: Ben." in said
    assert "heard of 1 sentence" in said
    assert machine.documents.states() == since

    code, said, wrong = run("restore", tmp_path / "all.zip")  # nobody can be asked
    assert (code, wrong) == (1, "Say --yes where nobody can be asked.\n")
    assert machine.documents.states() == since

    assert run("restore", tmp_path / "all.zip", "--yes", "--by", "Ana")[0] == 0
    book = machine.book()
    assert [person.name for person in book.people().values()] == ["Ana"]
    assert [done.did for done in book.log()] == ["added", "added", "removed", "restored"]
    assert machine.library.state().shelf("en", "welcome").now == 1

    assert hold.since(machine.connection) is None  # it has ended since then

    (kept,) = tmp_path.glob("before-restore*.zip")
    assert run("restore", kept, "--yes")[0] == 0
    assert machine.documents.states().same_as(since)
    assert book.person(ben.number) is not None


def test_a_backup_holds_no_secret_and_is_for_its_owner_alone(
    machine: Machine, run: Run, tmp_path: Path
) -> None:
    fill(machine)
    machine.connection.hset(store.ROOM_PEOPLE.of("meeting-main"), "CA" + "0" * 32, "in")
    assert run("backup", tmp_path)[0] == 0
    (path,) = tmp_path.glob("meeting-line-*.zip")
    assert path.stat().st_mode & 0o077 == 0
    with zipfile.ZipFile(path) as zipped:
        assert {name for name in zipped.namelist() if not name.startswith("audio/")} == {
            *("backup.json", "state.json", "people.json", "rota.json", "line.json"),
            *("files/line.toml", "files/rota.csv", "files/leaders.csv", "data/wiring.json"),
        }
        whole = b"".join(zipped.read(name) for name in zipped.namelist())
        about = json.loads(zipped.read("backup.json"))
    assert TOKEN.encode() not in whole
    assert SECRET.encode() not in whole
    assert b"CA" + b"0" * 32 not in whole
    assert about["environment"]["IVR_PUBLIC_URL"] == PUBLIC
    assert set(about["secrets"]) == {"IVR_SECRET", "REDIS_URL", "TWILIO_AUTH_TOKEN"}


def test_beside_the_documents_a_backup_brings_nothing_else_into_the_data(
    machine: Machine, run: Run, tmp_path: Path
) -> None:
    fill(machine)
    run("backup", tmp_path / "all.zip")
    damaged(tmp_path / "all.zip", "data/published/schedule", b"x")
    machine.lose()
    assert run("restore", tmp_path / "all.zip")[0] == 0
    assert not (machine.settings.data_dir / "published").exists()


def test_files_that_are_here_stay(machine: Machine, run: Run, tmp_path: Path) -> None:
    fill(machine)
    run("backup", tmp_path / "all.zip")
    (machine.folder / "rota.csv").write_text("other")
    (machine.folder / "leaders.csv").unlink()
    code, said, _ = run("restore", tmp_path / "all.zip")
    assert code == 0
    assert "rota.csv.restored is to be written." in said
    assert (machine.folder / "rota.csv").read_text() == "other"
    assert (machine.folder / "rota.csv.restored").read_bytes() == (DEMO / "rota.csv").read_bytes()
    assert (machine.folder / "leaders.csv").exists()


def test_another_secret_is_said(
    machine: Machine, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(machine)
    run("backup", tmp_path / "all.zip")
    machine.lose()
    monkeypatch.setenv("IVR_SECRET", "y" * 40)
    code, _, wrong = run("restore", tmp_path / "all.zip")
    assert code == 0
    assert "IVR_SECRET is another one than then" in wrong


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("backup.json", b"{}", "is no backup"),
        ("backup.json", b'{"form":9,"made":"2026-11-22T00:00:00Z","line":""}', "newer release"),
        ("backup.json", b'{"form":9,"made":[2026]}', "newer release"),
        ("people.json", b'{"form":9}', "newer release"),
        ("people.json", b'{"form":9,"people":[]}', "newer release"),
        ("state.json", b'{"state":{"form":9}}', "newer release"),
        ("state.json", b'{"state":{"form":9,"shelves":[]},"heard":[]}', "newer release"),
        ("rota.json", b"[", "is no backup"),
        ("files/../../evil.sh", b"x", "leaves its folder"),
    ],
    ids=[
        *("about", "newer", "newer-about", "newer-people", "newer-people-changed"),
        *("newer-recordings", "newer-recordings-changed", "rota", "path"),
    ],
)
def test_what_is_no_backup_changes_nothing(
    name: str, content: bytes, sentence: str, machine: Machine, run: Run, tmp_path: Path
) -> None:
    fill(machine)
    path = tmp_path / "all.zip"
    run("backup", path)
    damaged(path, name, content)
    machine.book().add("Ben")
    before = machine.documents.states()
    code, _, wrong = run("restore", path, "--yes")
    assert code == 1
    assert sentence in wrong
    assert machine.documents.states() == before


def test_a_file_that_is_no_zip_is_said(machine: Machine, run: Run, tmp_path: Path) -> None:
    (tmp_path / "all.zip").write_bytes(b"PK")
    assert run("restore", tmp_path / "all.zip")[2].endswith("or no zip: give another backup.\n")
    code, _, wrong = run("restore", tmp_path / "none.zip")
    assert (code, "No such file" in wrong) == (1, True)


def test_a_lost_recording_keeps_back_nothing_else(
    machine: Machine, run: Run, tmp_path: Path
) -> None:
    fill(machine)
    lost, hurt, *_ = sorted(carrying.hashes(machine.library.state()))
    (machine.settings.data_dir / "recordings" / f"{lost}.wav").unlink()
    assert run("backup", tmp_path / "all.zip")[0] == 1
    broken(tmp_path / "all.zip", f"audio/{hurt}.wav")
    before = machine.documents.states()
    machine.lose()
    code, said, wrong = run("restore", tmp_path / "all.zip")
    assert code == 1
    assert [f"{each[:12]}… is damaged or missing" in wrong for each in (lost, hurt)] == [True, True]
    assert "It is done." in said
    assert machine.documents.states().same_as(before)


def test_a_backup_that_cannot_be_unpacked_changes_nothing(
    machine: Machine, run: Run, tmp_path: Path
) -> None:
    fill(machine)
    run("backup", tmp_path / "all.zip")
    broken(tmp_path / "all.zip", "people.json")
    machine.lose()
    code, _, wrong = run("restore", tmp_path / "all.zip")
    assert (code, wrong) == (1, f"{tmp_path / 'all.zip'} is damaged: give another backup.\n")
    assert machine.documents.states().empty


def test_files_that_cannot_be_written_keep_back_nothing_else(
    machine: Machine, run: Run, tmp_path: Path
) -> None:
    """As in a container, which may only read the folder of line.toml."""
    fill(machine)
    run("backup", tmp_path / "all.zip")
    before = machine.documents.states()
    machine.connection.flushall()
    shutil.rmtree(machine.settings.data_dir)
    (machine.folder / "rota.csv").unlink()
    (machine.folder / "rota.csv").symlink_to(tmp_path / "nowhere" / "rota.csv")
    code, said, wrong = run("restore", tmp_path / "all.zip")
    assert code == 1
    assert f"(`unzip {tmp_path / 'all.zip'} files/rota.csv`)" in wrong
    assert "It is done." in said
    assert machine.documents.states().same_as(before)


def test_whoever_breaks_it_off_is_told(
    machine: Machine, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(machine)
    run("backup", tmp_path / "all.zip")
    machine.lose()

    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as within:
        within.setattr(Documents, "restore", interrupted)
        code, said, wrong = run("restore", tmp_path / "all.zip")
    assert (code, "type the same again" in wrong, "It is done" in said) == (130, True, False)
    assert run("restore", tmp_path / "all.zip")[0] == 0
    assert not machine.documents.states().empty


def test_the_end_of_input_is_a_no(
    machine: Machine, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(machine)
    run("backup", tmp_path / "all.zip")
    machine.book().add("Ben")

    class Terminal(StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr("sys.stdin", Terminal())
    code, said, _ = run("restore", tmp_path / "all.zip")
    assert (code, said.endswith("\nNothing was changed.\n")) == (1, True)


def test_where_a_backup_cannot_go_is_said(machine: Machine, run: Run, tmp_path: Path) -> None:
    fill(machine)
    missing = tmp_path / "backups"
    assert run("backup", missing)[2] == (
        f"{missing} is no folder: make it, or name a file that ends in .zip.\n"
    )
    assert (
        run("backup", missing / "a.zip")[2] == f"{missing / 'a.zip'}: No such file or directory.\n"
    )
    assert not missing.exists()
