"""A release of the line: the one of this clone, and one of before as git knows it."""

import io
import os
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

CLONE = Path(__file__).parents[3]
KEYS = "ivr/store.py"
"""Without a name for it, the release before is the last one in which this file was another."""

LOCK = "requirements.lock"
PARTS = ("ivr", "workers", "prompts", "demo")


class NoRelease(Exception):
    """There is no such release here: one sentence with the mend."""


@dataclass(frozen=True)
class Release:
    """`code` is the folder in which its packages lie."""

    name: str
    code: Path
    about: str

    @property
    def environ(self) -> Mapping[str, str]:
        """With it this Python runs that release, from whichever folder it is started."""
        return {"PYTHONPATH": str(self.code)}

    @property
    def languages(self) -> tuple[str, ...]:
        return tuple(sorted(each.parent.name for each in self.code.glob("prompts/*/texts.ftl")))


def is_run(release: Release, folder: Path) -> bool:
    """Whether a process that is started in `folder` with its environment is of that release."""
    asked = "import ivr, workers; print(ivr.__path__[0], workers.__path__[0], sep='\\n')"
    done = subprocess.run(
        [sys.executable, "-c", asked],
        cwd=folder,
        env=os.environ | dict(release.environ),
        capture_output=True,
        text=True,
        check=True,
    )
    return all(Path(each).parent == release.code for each in done.stdout.splitlines())


def after(folder: Path, clone: Path = CLONE) -> Release:
    """What is in the clone now, committed or not, copied into `folder`: it may be edited since."""
    for name in PARTS:
        shutil.copytree(clone / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(clone / LOCK, folder)
    return Release("after", folder, "the files of this clone")


def before(folder: Path, named: str = "", clone: Path = CLONE) -> Release:
    """Unpacked into `folder`; the clone stays as it is. Raises NoRelease."""
    commit = _commit(clone, named)
    packed = _git(clone, "archive", commit)
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        archive.extractall(folder, filter="data")
    about = _git(clone, "log", "-1", "--format=%h %cs %s", commit).decode().strip()
    if missing := [name for name in (*PARTS, LOCK) if not (folder / name).exists()]:
        raise NoRelease(f"{about} is too early: it has no {', '.join(missing)}.")
    return Release("before", folder, about)


def other_libraries(one: Release, other: Release) -> bool:
    """Whether one of them asks for other libraries than this Python has."""
    return (one.code / LOCK).read_bytes() != (other.code / LOCK).read_bytes()


def _commit(clone: Path, named: str) -> str:
    try:
        wanted = named or _git(clone, "log", "-1", "--format=%H^", "--", KEYS).decode().strip()
    except NoRelease:
        raise NoRelease(
            f"{clone} is no clone of git, so no release before is known: `git clone` makes one."
        ) from None
    try:
        commit = f"{wanted}^{{commit}}"
        return _git(clone, "rev-parse", "--verify", "--end-of-options", commit).decode().strip()
    except NoRelease:
        pass
    if _git(clone, "rev-parse", "--is-shallow-repository").strip() == b"true":
        raise NoRelease(
            "This clone is shallow and has no release before: `git fetch --unshallow` brings them."
        )
    if named:
        raise NoRelease(
            f"git knows no {named} here: see `git log --oneline`, or leave --before out."
        )
    raise NoRelease(f"No release before has another {KEYS}: name one with --before.")


def _git(clone: Path, *arguments: str) -> bytes:
    """Of this clone, and of no folder around it. Raises NoRelease where git says no."""
    environ = os.environ | {"GIT_CEILING_DIRECTORIES": str(clone.parent)}
    try:
        return subprocess.run(
            ["git", *arguments], cwd=clone, env=environ, capture_output=True, check=True
        ).stdout
    except FileNotFoundError:
        raise NoRelease("There is no git on this machine: install it.") from None
    except subprocess.CalledProcessError as error:
        raise NoRelease(error.stderr.decode(errors="replace").strip()) from None
