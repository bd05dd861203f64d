"""A carrier, and `ivr setup` there."""

import sys
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest

from ivr.cli import main
from ivr.setup import surprises
from tests.line import DEMO, PUBLIC, TOKEN
from tests.rest import ACCOUNT, PretendRest, Records, rest_server
from tests.setup.stage import FALLBACK, NOW, Command, Terminal


@pytest.fixture
def records() -> Records:
    return Records(lambda: NOW)


@pytest.fixture
def rest(records: Records) -> Iterator[PretendRest]:
    with rest_server(records) as server:
        yield server
        assert server.check() == []


@pytest.fixture
def ivr(tmp_path: Path, rest: PretendRest, monkeypatch: pytest.MonkeyPatch) -> Command:
    """`ivr setup …`; what is `typed` is typed at a terminal, without it there is none."""
    for name in ("REDIS_URL", "IVR_SECRET"):
        monkeypatch.delenv(name, raising=False)
    for name, value in {
        "IVR_CONFIG": str(DEMO / "line.toml"),
        "IVR_DATA_DIR": str(tmp_path),
        "IVR_PUBLIC_URL": PUBLIC,
        "IVR_FALLBACK_URL": FALLBACK,
        "IVR_TWILIO_API": rest.url,
        "TWILIO_ACCOUNT_SID": ACCOUNT,
        "TWILIO_AUTH_TOKEN": TOKEN,
    }.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(surprises, "_unanswered", lambda url: "")

    def run(*arguments: str, typed: str | None = None) -> int:
        monkeypatch.setattr(sys, "stdin", StringIO() if typed is None else Terminal(typed))
        return main(["setup", *arguments])

    return run
