"""A loop is told to stop at whatever moment the signal comes."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ivr.settings import SettingsError
from workers.stopping import Stop

STORM = """
import os, signal, threading
from workers.stopping import Stop

stop = Stop()

def storm():
    for _ in range(20_000):
        os.kill(os.getpid(), signal.SIGTERM)

thread = threading.Thread(target=storm)
thread.start()
while thread.is_alive():
    stop.told = False
    stop.wait(0)
"""

SLEEPING = """
import sys
from workers.stopping import Stop

stop = Stop()
print("asleep", flush=True)
sys.exit(0 if stop.wait(60) else 1)
"""


def test_no_moment_is_a_bad_one() -> None:
    """With an event in place of it, this has hung within the first few hundred signals."""
    done = subprocess.run([sys.executable, "-c", STORM], timeout=60, check=False)
    assert done.returncode == 0


def test_a_pulse_that_cannot_be_left_is_said_before_anything_else(tmp_path: Path) -> None:
    pulse = tmp_path / "nowhere" / "pulse"
    with pytest.raises(SettingsError) as told:
        Stop(pulse)
    assert str(told.value) == (
        f"IVR_PULSE names {pulse}, which cannot be written (FileNotFoundError): "
        "name a file in a folder that is there and may be written to."
    )


def test_who_sleeps_is_woken() -> None:
    process = subprocess.Popen([sys.executable, "-c", SLEEPING], stdout=subprocess.PIPE)
    assert process.stdout is not None
    with process:
        assert process.stdout.readline() == b"asleep\n"
        began = time.monotonic()
        os.kill(process.pid, signal.SIGINT)
        assert process.wait(20) == 0
    assert time.monotonic() - began < 20
