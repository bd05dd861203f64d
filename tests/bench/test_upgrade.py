"""The parts of the rolling upgrade: which release is before, and what is a broken promise."""

import shutil
import subprocess
import zipfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ivr.phone import Call, SimulatedClock
from tests.bench.faults.crowd import Heard
from tests.bench.upgrade.__main__ import promises
from tests.bench.upgrade.published import of_callers
from tests.bench.upgrade.release import LOCK, PARTS, NoRelease, Release, before, is_run
from tests.bench.upgrade.stage import put_out

QUIET = Heard(1, 9, 0.1, "/", 0, Counter(), Counter())
NOBODY: dict[str, int] = {}


def git(folder: Path, *arguments: str) -> str:
    who = ["-c", "user.name=Ana", "-c", "user.email=ana@line.example.org"]
    done = subprocess.run(
        ["git", *who, *arguments], cwd=folder, check=True, capture_output=True, text=True
    )
    return done.stdout.strip()


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three commits, of which the last but one changed the keys."""
    if shutil.which("git") is None:
        pytest.skip("there is no git")
    folder = tmp_path_factory.mktemp("clone")
    for name in (*PARTS, LOCK):
        (folder / name).mkdir(exist_ok=True)
        (folder / name / "here").touch()
    git(folder, "init", "-q")
    git(folder, "add", ".")
    for name, text in (("ivr/store.py", "1"), ("ivr/store.py", "2"), ("README.md", "3")):
        (folder / name).write_text(text)
        git(folder, "add", name)
        git(folder, "commit", "-qm", f"{name} is {text}")
    return folder


def test_the_release_before_is_the_last_with_other_keys(clone: Path, tmp_path: Path) -> None:
    release = before(tmp_path / "out", clone=clone)
    assert (release.code / "ivr" / "store.py").read_text() == "1"
    assert release.about.endswith("ivr/store.py is 1")


def test_any_release_can_be_named(clone: Path, tmp_path: Path) -> None:
    release = before(tmp_path / "out", "HEAD^", clone)
    assert (release.code / "ivr" / "store.py").read_text() == "2"
    assert git(clone, "status", "--short") == ""


def test_a_release_that_git_does_not_know_is_said(clone: Path, tmp_path: Path) -> None:
    with pytest.raises(NoRelease, match=r"^git knows no v0.7 here: "):
        before(tmp_path / "out", "v0.7", clone)
    with pytest.raises(NoRelease, match=r"^git knows no --all here: "):
        before(tmp_path / "out", "--all", clone)


def test_a_release_that_is_too_early_is_said(clone: Path, tmp_path: Path) -> None:
    git(clone, "rm", "-rq", "workers")
    git(clone, "commit", "-qm", "no workers yet")
    with pytest.raises(NoRelease, match="no workers yet is too early: it has no workers"):
        before(tmp_path / "out", "HEAD", clone)
    git(clone, "reset", "-q", "--hard", "HEAD^")


def test_a_shallow_clone_is_said(clone: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{clone}", "shallow")
    for named in ("", "HEAD^"):
        with pytest.raises(NoRelease, match=r"^This clone is shallow .*`git fetch --unshallow`"):
            before(tmp_path / "out", named, tmp_path / "shallow")


def test_what_is_no_clone_is_said(tmp_path: Path) -> None:
    with pytest.raises(NoRelease, match="is no clone of git"):
        before(tmp_path / "out", clone=tmp_path)


def test_a_process_of_a_release_is_of_it(tmp_path: Path) -> None:
    for name in ("ivr", "workers"):
        (tmp_path / "code" / name).mkdir(parents=True)
        (tmp_path / "code" / name / "__init__.py").touch()
    release = Release("before", tmp_path / "code", "")
    assert is_run(release, tmp_path)
    assert not is_run(replace(release, code=tmp_path), tmp_path)


@pytest.mark.parametrize(
    ("heard", "said", "jobs", "ends", "broken"),
    [
        pytest.param(QUIET, NOBODY, NOBODY, NOBODY, [], id="nothing"),
        pytest.param(
            replace(QUIET, failures=Counter({"/next: status 500": 2})), NOBODY, NOBODY, NOBODY,
            ["2 webhooks failed: /next: status 500"], id="a webhook",
        ),
        pytest.param(
            replace(QUIET, unusual=Counter({"wrong-key": 1})), NOBODY, NOBODY, NOBODY,
            ["callers heard wrong-key, 1 times"], id="a key",
        ),
        pytest.param(
            QUIET, NOBODY, NOBODY, {"hangup": 1},
            ["a caller was put out (hangup), 1 times"], id="put out",
        ),
        pytest.param(
            QUIET, NOBODY, {"tend_rooms": 3}, NOBODY,
            ["the job tend_rooms failed, 3 times"], id="a job",
        ),
        pytest.param(
            QUIET,
            {"after serve: a look failed": 1,
             "before serve: published document unreadable, the last good one stays": 4},
            NOBODY, NOBODY,
            ["logged 1 times: after serve: a look failed"], id="a log",
        ),
    ],
)  # fmt: skip
def test_a_broken_promise_is_a_sentence(
    heard: Heard,
    said: dict[str, int],
    jobs: dict[str, int],
    ends: dict[str, int],
    broken: Sequence[str],
) -> None:
    assert promises(heard, said, jobs, ends) == broken


def test_who_does_not_hang_up_is_put_out(tmp_path: Path) -> None:
    clock = SimulatedClock(datetime(2026, 11, 21, tzinfo=UTC))
    calls = [Call(clock, from_=f"+1202555011{n}", to="+12025550199") for n in range(3)]
    calls.append(Call(clock, from_="+12025550199", to="+12025550119", direction="outbound-api"))
    for call, reason in zip(calls, ("caller", "error", "", "no-answer"), strict=True):
        if reason:
            call.end(reason)
    assert put_out(calls) == ["error"]
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as zipped:
        zipped.writestr("rota.json", f'"2025550112", "2025550119", "{calls[0].sid}"')
    assert of_callers(tmp_path / "all.zip", calls) == 2
