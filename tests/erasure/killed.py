"""Worker processes that a test may kill at any moment, and start again."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from types import TracebackType

PATIENCE = 30.0
"""Seconds for a process to come or to go."""


class KilledWorkers:
    """One for each of `queues`, and with each the process of the job that it works on."""

    def __init__(
        self, queues: Iterable[str], environ: Mapping[str, str], clock: Path, log: Path
    ) -> None:
        plain = {n: v for n, v in os.environ.items() if not n.startswith("COVERAGE")}
        with log.open("ab") as stderr:
            self._nursery = subprocess.Popen(
                [sys.executable, "-m", "tests.erasure.worker", str(clock)],
                cwd=Path(__file__).parents[2],
                env=plain | dict(environ),  # most of them are killed: no coverage comes of that
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=stderr,
                text=True,
            )
        self.pids = dict.fromkeys(queues, 0)

    def __enter__(self) -> "KilledWorkers":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.kill()
        self._nursery.communicate(timeout=PATIENCE)

    def start(self) -> None:
        """Those that do not live, as `ivr worker` does."""
        assert self._nursery.stdin is not None
        assert self._nursery.stdout is not None
        for queue, pid in self.pids.items():
            if not _lives(pid):
                self._nursery.stdin.write(f"{queue}\n")
                self._nursery.stdin.flush()
                self.pids[queue] = int(self._nursery.stdout.readline())

    def kill(self) -> None:
        """SIGKILL for the workers and for their jobs, so that none sees another's end."""
        workers = [pid for pid in self.pids.values() if _lives(pid)]
        for pid in workers:
            os.kill(pid, signal.SIGSTOP)
        family = [job for pid in workers for job in _jobs(pid)] + workers
        for pid in family:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        deadline = time.monotonic() + PATIENCE
        while any(_lives(pid) for pid in family):
            assert time.monotonic() < deadline, "a killed process does not end"
            time.sleep(0.001)


def _jobs(pid: int) -> list[int]:
    children = Path(f"/proc/{pid}/task/{pid}/children")
    return [int(child) for child in children.read_text().split()]


def _lives(pid: int) -> bool:
    """0 is a process that was never started."""
    try:
        os.kill(pid or 2**30, 0)
    except ProcessLookupError:
        return False
    return True
