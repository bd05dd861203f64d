"""`ivr worker`: one process for each queue, started again when it ends."""

import os
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import structlog

from workers.queues import NAMES
from workers.stopping import Stop

log = structlog.get_logger()

SHORTEST_LIFE = 5.0
"""Seconds. A process that ends sooner is started again only after a pause."""

FAREWELL = 30.0
"""Seconds that a job in the middle of its work has to finish when the worker is told to stop."""

LAST_WORD = 3.0
"""Seconds that a worker then has to end its job's process, which would outlive it otherwise."""


class Supervisor:
    """Keeps one process for each of `names` alive until told to stop."""

    def __init__(
        self,
        names: tuple[str, ...] = NAMES,
        *,
        farewell: float = FAREWELL,
        pulse: Path | None = None,
    ) -> None:
        self.names = names
        self.farewell = farewell
        self.pulse = pulse
        self.processes: dict[str, subprocess.Popen[bytes]] = {}
        self.started: dict[str, float] = {}

    def run(self) -> None:
        """Until SIGTERM or SIGINT; then the processes finish their jobs and end."""
        stop = Stop(self.pulse)
        try:
            while not stop.wait(0.5):
                for name in self.names:
                    self._keep(name)
        finally:
            self._end()

    def _keep(self, name: str) -> None:
        process = self.processes.get(name)
        if process is not None and process.poll() is None:
            return
        now = time.monotonic()
        if process is not None:
            if now - self.started[name] < SHORTEST_LIFE:
                return
            log.warning("a worker ended and is started again", queue=name, code=process.returncode)
        self.started[name] = now
        self.processes[name] = subprocess.Popen(  # noqa: S603 - our own program
            [sys.executable, "-m", "workers.process", name, str(os.getpid())],
            start_new_session=True,  # Ctrl-C comes to this process alone, which passes it on once
        )

    def _end(self) -> None:
        """Told once, a worker finishes its job; told twice, it ends the job too."""
        self._tell(self.farewell)
        self._tell(LAST_WORD)
        for process in self.processes.values():
            process.kill()
            process.wait()

    def _tell(self, patience: float) -> None:
        for process in self.processes.values():
            if process.poll() is None:
                process.terminate()
        deadline = time.monotonic() + patience
        for process in self.processes.values():
            with suppress(subprocess.TimeoutExpired):
                process.wait(max(deadline - time.monotonic(), 0.01))
