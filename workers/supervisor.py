"""`ivr worker`: one process for each queue, started again when it ends."""

import signal
import subprocess
import sys
import threading
import time
from types import FrameType

import structlog

from workers.queues import NAMES

log = structlog.get_logger()

SHORTEST_LIFE = 5.0
"""Seconds. A process that ends sooner is started again only after a pause."""

FAREWELL = 30.0
"""Seconds that a job in the middle of its work has to finish when the worker is told to stop."""


class Supervisor:
    """Keeps one process for each of `names` alive until told to stop."""

    def __init__(self, names: tuple[str, ...] = NAMES) -> None:
        self.names = names
        self.processes: dict[str, subprocess.Popen[bytes]] = {}
        self.started: dict[str, float] = {}
        self.stopping = threading.Event()

    def run(self) -> None:
        """Until SIGTERM or SIGINT; then the processes finish their jobs and end."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        while not self.stopping.wait(0.5):
            for name in self.names:
                self._keep(name)
        self._end()

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self.stopping.set()

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
            [sys.executable, "-m", "workers.process", name]
        )

    def _end(self) -> None:
        for process in self.processes.values():
            if process.poll() is None:
                process.terminate()
        deadline = time.monotonic() + FAREWELL
        for process in self.processes.values():
            try:
                process.wait(max(deadline - time.monotonic(), 0.1))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
