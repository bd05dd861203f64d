"""A process that is told to end says so, answers on, and then ends as it would have."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from ivr.alive import LONGEST, trouble
from ivr.environment import load
from ivr.settings import SettingsError
from tests.bench.rolling import Web, roll
from tests.browser.needed import see
from tests.line import DEMO
from tests.processes import free_port

APP = """
import os, sys
import uvicorn
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from ivr.drain import Drain

async def answer(request):
    return PlainTextResponse(request.url.path)

app = Starlette(routes=[Route("/{path:path}", answer, methods=["GET", "POST"])])
drained = Drain(app, float(sys.argv[1]))
uvicorn.run(drained, port=int(os.environ["PORT"]), log_level="critical")
"""

SMALL = [sys.executable, "-c", APP]
"""A web process as small as can be. Its argument is the seconds of its drain."""


@contextmanager
def serving(seconds: float) -> Iterator[tuple["subprocess.Popen[bytes]", dict[str, str]]]:
    """The process, and what its health check is told."""
    environ = {"HOST": "0.0.0.0", "PORT": str(free_port())}
    process = subprocess.Popen([*SMALL, str(seconds)], env=os.environ | environ)
    try:
        deadline = time.monotonic() + 30
        while said := trouble(environ):
            assert said == "The web process does not answer (ConnectionRefusedError)."
            assert time.monotonic() < deadline
            time.sleep(0.02)
        yield process, environ
    finally:
        process.kill()
        process.wait()


def test_told_to_end_it_says_so_and_answers_on() -> None:
    with serving(2) as (process, environ):
        with httpx.Client(base_url=f"http://127.0.0.1:{environ['PORT']}") as client:
            kept = client.post("/voice")
            assert (kept.status_code, "connection" in kept.headers) == (200, False)
            process.send_signal(signal.SIGTERM)
            deadline = time.monotonic() + 20
            while not trouble(environ) and time.monotonic() < deadline:
                time.sleep(0.01)
            assert trouble(environ) == "The web process answers with 503."
            last = client.post("/voice")
            assert (last.status_code, last.text) == (200, "/voice")
            assert last.headers["connection"] == "close"
        assert process.poll() is None
        assert process.wait(20) == -signal.SIGTERM
        assert trouble(environ) == "The web process does not answer (ConnectionRefusedError)."


def test_told_once_more_it_ends_at_once() -> None:
    with serving(300) as (process, environ):
        process.send_signal(signal.SIGTERM)
        while not trouble(environ):
            time.sleep(0.01)
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) == -signal.SIGTERM


def test_a_rolling_restart_behind_the_front_loses_no_webhook(tmp_path: Path) -> None:
    """`python -m tests.bench.rolling` does it at length, and with `ivr serve`."""
    see("caddy")
    webs = []
    for _ in range(2):
        environ = os.environ | {"HOST": "127.0.0.1", "PORT": str(free_port())}
        webs.append(Web([*SMALL, "3"], environ, tmp_path))
    done = asyncio.run(roll(webs, tmp_path, drain=3, settle=1, callers=4, rounds=1))
    assert (done.failed, done.answered > 100) == ({}, True)


def test_a_sign_of_life_may_not_be_old(tmp_path: Path) -> None:
    pulse = tmp_path / "pulse"
    pulse.touch()
    environ = {"IVR_PULSE": str(pulse)}
    assert trouble(environ) == ""
    then = time.time() - LONGEST - 5
    os.utime(pulse, (then, then))
    assert trouble(environ).startswith("It has done nothing for 9")


@pytest.mark.parametrize("text", ["-1", "301", "5s", "²"])
def test_a_drain_that_is_no_number_of_seconds_is_refused(text: str) -> None:
    with pytest.raises(SettingsError, match="IVR_DRAIN is no number of seconds"):
        load({"IVR_CONFIG": str(DEMO / "line.toml"), "IVR_DRAIN": text})
