"""What tests of the workers share: an installation on files, its environment, and its processes."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from ivr.environment import load
from ivr.settings import Settings
from tests.forge import Forked
from tests.redis_server import RedisServer

LINE = """
[line]
name = "the line"
languages = ["en"]
time_zone = "America/New_York"
country = "US"

[[source]]
name = "sample"
url = "meetings.json"
refresh_minutes = 10

[rota]
hours = "rota.csv"
leaders = "leaders.csv"
"""
DEMO = Path(__file__).parents[2] / "demo"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """line.toml with a list and a rota beside it."""
    (tmp_path / "line.toml").write_text(LINE, "utf-8")
    for name in ("meetings.json", "rota.csv", "leaders.csv"):
        (tmp_path / name).write_bytes((DEMO / name).read_bytes())
    return tmp_path


@pytest.fixture
def environ(folder: Path, server: RedisServer) -> dict[str, str]:
    return {
        "IVR_CONFIG": str(folder / "line.toml"),
        "IVR_DATA_DIR": str(folder / "data"),
        "REDIS_URL": server.url,
    }


@pytest.fixture
def settings(environ: dict[str, str]) -> Settings:
    return load(environ)


def start(environ: dict[str, str], program: str) -> "subprocess.Popen[bytes]":
    """A process of its own that runs `program`, its log kept."""
    return subprocess.Popen(
        [sys.executable, "-c", program],
        env=os.environ | environ,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )


BURST = (
    "from ivr import log; from workers.process import work; "
    "log.set_up(json=True); work('schedule', burst=True)"
)


def work_off(environ: dict[str, str]) -> str:
    """Let a real worker do all that is queued for the schedule. Returns its log."""
    _, log = Forked(environ, BURST).communicate(timeout=30)
    return log.decode()
