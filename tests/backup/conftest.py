"""A machine, and what is typed there."""

import shutil
from pathlib import Path

import pytest
import redis

from ivr.cli import main
from ivr.people import hashing
from tests.backup.made import Machine, Run
from tests.line import DEMO, PUBLIC, TOKEN
from tests.people.made import CHEAP, SECRET
from tests.redis_server import RedisServer


@pytest.fixture
def machine(
    server: RedisServer,
    connection: redis.Redis,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Machine:
    monkeypatch.setattr(hashing, "COST", CHEAP)
    folder = tmp_path / "line"
    shutil.copytree(DEMO, folder)
    environ = {
        "IVR_CONFIG": str(folder / "line.toml"),
        "IVR_DATA_DIR": str(folder / "data"),
        "IVR_PUBLIC_URL": PUBLIC,
        "IVR_SECRET": SECRET,
        "REDIS_URL": server.url,
        "TWILIO_AUTH_TOKEN": TOKEN,
    }
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    return Machine(folder, environ, connection)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def running(*arguments: object) -> tuple[int, str, str]:
        code = main([str(each) for each in arguments])
        said = capsys.readouterr()
        return code, said.out, said.err

    return running
