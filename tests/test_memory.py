"""A crash leaves nothing of a process's memory, in real processes."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.line import DEMO
from tests.processes import Installation, installation, ready
from tests.redis_server import RedisServer

NOTHING = (["1", "1"], ["0", "0"])
"""Bytes of a core file: the first keeps Linux from asking a program, too."""


@pytest.fixture
def line(tmp_path: Path, server: RedisServer) -> Installation:
    for name in ("rota.csv", "leaders.csv", "line.toml"):
        (tmp_path / name).write_bytes((DEMO / name).read_bytes())
    return installation(tmp_path, server.url, tmp_path / "line.toml")


def core_limits(process: int) -> list[str]:
    """The soft and the hard limit of a running process."""
    lines = Path(f"/proc/{process}/limits").read_text().splitlines()
    (found,) = (line for line in lines if line.startswith("Max core file size"))
    return found.split()[4:6]


def children(process: int) -> list[int]:
    found = Path(f"/proc/{process}/task/{process}/children").read_text()
    return [int(each) for each in found.split()]


def test_the_web_processes_and_those_they_start_leave_no_core(line: Installation) -> None:
    with line.started("serve", "--processes", "2") as process:
        ready(line, "No meeting list has been published: run `ivr refresh`. "
              "No rota has been published: are the worker and the cron running?")  # fmt: skip
        below = children(process.pid)
        assert len(below) >= 2
        assert all(core_limits(each) in NOTHING for each in [process.pid, *below])


@pytest.mark.parametrize(
    "start", ["from ivr import log; log.of_process()", "from ivr.cli import main; main(['flow'])"]
)
def test_a_process_that_crashes_leaves_no_core(start: str, tmp_path: Path) -> None:
    """Of the log, as RQ's processes begin, and of any command."""
    done = subprocess.run(
        [sys.executable, "-c", f"{start}; import os; os.abort()"],
        cwd=tmp_path,
        capture_output=True,
        timeout=60,
        preexec_fn=allow_core,
    )
    assert (done.returncode, os.listdir(tmp_path)) == (-signal.SIGABRT, [])


def allow_core() -> None:
    """As much as may be: what is left out then is left out by the process itself."""
    import resource

    _, most = resource.getrlimit(resource.RLIMIT_CORE)
    resource.setrlimit(resource.RLIMIT_CORE, (most, most))
