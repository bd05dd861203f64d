"""What the doctor says of the machine that it runs on."""

import resource
import shutil
from collections import namedtuple
from pathlib import Path

import pytest

from ivr.doctor import Finding
from ivr.doctor.machine import of_machine
from ivr.environment import load
from tests.doctor.made import environ_of

Usage = namedtuple("Usage", "total used free")


def found(folder: Path, **values: str) -> list[Finding]:
    return list(of_machine(load(environ_of(folder, **values))))


def test_a_machine_with_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(0, 0, 300 * 2**20))
    monkeypatch.setattr(resource, "getrlimit", lambda _: (1024, 4096))
    assert found(tmp_path) == [Finding("ok", "IVR_DATA_DIR can be written and has 300 MB of room.")]
    monkeypatch.setattr(resource, "getrlimit", lambda _: (resource.RLIM_INFINITY,) * 2)
    assert len(found(tmp_path)) == 1


def test_a_machine_with_little_of_everything(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(0, 0, 150 * 2**20))
    monkeypatch.setattr(resource, "getrlimit", lambda _: (256, 4096))
    assert found(tmp_path) == [
        Finding("wrong", "IVR_DATA_DIR has 150 MB of room: make 200 MB there."),
        Finding(
            "note",
            "A process may open 256 files and connections here: let it be 1024 or more (`ulimit -n "
            "4096`, or LimitNOFILE=4096 in the unit).",
        ),
    ]


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    assert found(tmp_path, IVR_DATA_DIR="/proc/nowhere")[0] == Finding(
        "wrong",
        "IVR_DATA_DIR /proc/nowhere cannot be written: No such file or directory. Let the line's "
        "user write there, or name another folder.",
    )
