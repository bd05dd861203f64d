"""Real processes of the line without the seconds of their start: forked from one that has all.

`python -m tests.forge` is that one. It loads what workers load, forks a process for each program
that it is given, and waits for it when it is asked. None outlives the end of its stdin.
"""

import atexit
import importlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

PATIENCE = 60.0
"""Seconds that a process has to end."""


class Forge:
    """The process that forks, begun with the first that is wanted."""

    def __init__(self) -> None:
        plain = {n: v for n, v in os.environ.items() if not n.startswith("COVERAGE")}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.forge"],
            cwd=Path(__file__).parents[1],
            env=plain,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            start_new_session=True,  # Ctrl-C comes to the tests alone
            text=True,
        )

    def ask(self, **question: Any) -> Any:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(question) + "\n")
        self._process.stdin.flush()
        return json.loads(self._process.stdout.readline())

    def end(self) -> None:
        self._process.communicate(timeout=PATIENCE)


@cache
def _forge() -> Forge:
    one = Forge()
    atexit.register(one.end)
    return one


class Forked:
    """One process, to be treated as one of `subprocess`: what it writes is kept."""

    def __init__(self, environ: Mapping[str, str], program: str) -> None:
        with tempfile.NamedTemporaryFile(prefix="ivr-forged-", delete=False) as log:
            self._log = Path(log.name)
        whole = {**os.environ, **environ}
        self.returncode = 0  # until it has ended
        self.pid: int = _forge().ask(program=program, environ=whole, log=log.name)

    def terminate(self) -> None:
        os.kill(self.pid, signal.SIGTERM)

    def communicate(self, timeout: float = PATIENCE) -> tuple[None, bytes]:
        """What it told, when it has ended."""
        self.wait(timeout)
        log = self._log.read_bytes()
        self._log.unlink()
        return None, log

    def wait(self, timeout: float = PATIENCE) -> int:
        """How it ended. AssertionError, and its end, when it does not."""
        code: int | None = _forge().ask(wait=self.pid, seconds=timeout)
        assert code is not None, f"it did not end: {self._log.read_text()}"
        self.returncode = code
        return code


def main() -> None:
    """Answers each line of stdin with a line: the id of a new process, or how one ended."""
    living: set[int] = set()
    for line in sys.stdin:
        question = json.loads(line)
        if "program" in question:
            pid = os.fork()
            if pid == 0:
                _become(**question)
            living.add(pid)
            print(json.dumps(pid), flush=True)
        else:
            living.discard(question["wait"])
            print(json.dumps(_ended(question["wait"], question["seconds"])), flush=True)
    for pid in living:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def _become(program: str, environ: dict[str, str], log: str) -> None:
    """What `python -c PROGRAM` does; never returns."""
    code = 1
    try:
        nothing = os.open(os.devnull, os.O_RDWR)
        told = os.open(log, os.O_WRONLY | os.O_APPEND)
        for stream, kept in enumerate((nothing, told, told)):
            os.dup2(kept, stream)
        os.environ.clear()
        os.environ.update(environ)
        exec(program, {"__name__": "__main__"})
        code = 0
    except SystemExit as asked:
        code = asked.code if isinstance(asked.code, int) else int(bool(asked.code))
    except BaseException:
        sys.excepthook(*sys.exc_info())
    finally:
        sys.stderr.flush()
        os._exit(code)


def _ended(pid: int, seconds: float) -> int | None:
    """As `Popen.returncode` has it; None, and the end of it, where it goes on for too long."""
    deadline = time.monotonic() + seconds
    while True:
        ended, status = os.waitpid(pid, os.WNOHANG)
        if ended:
            return os.waitstatus_to_exitcode(status)
        if time.monotonic() > deadline:
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
            return None
        time.sleep(0.005)


AUDIO = ("ivr.recordings.audio", "ivr.recordings.finding", "ivr.recordings.making")
"""What a worker of that queue loads; most of what is forged here is one."""

if __name__ == "__main__":
    for needed in ("workers.process", "workers.jobs", "twilio.rest.api", *AUDIO):
        importlib.import_module(needed)
    main()
