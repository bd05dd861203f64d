"""A service manager's stand-in: what ends is started again after a second, as Docker does it."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path

AGAIN = 1.0


class Service:
    """One command of the line. Its log is a file."""

    def __init__(
        self, name: str, command: Sequence[str], environ: Mapping[str, str], folder: Path
    ) -> None:
        self.name = name
        self.command = command
        self.environ = dict(environ)
        self.folder = folder
        self.starts = 0
        self._wanted = threading.Event()
        self._over = threading.Event()
        self._process: subprocess.Popen[bytes] | None = None
        self._thread = threading.Thread(target=self._keep, name=name)
        self._thread.start()

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    def start(self) -> None:
        self._wanted.set()

    def pause(self) -> None:
        """Ends it, and does not start it again."""
        self._wanted.clear()
        self._end()

    def stop(self) -> None:
        self._over.set()
        self._wanted.set()
        while self._thread.is_alive():
            self._end()
            self._thread.join(0.2)

    def tree(self) -> list[int]:
        """The process and all that came from it, the deepest last."""
        children: dict[int, list[int]] = {}
        for stat in Path("/proc").glob("[0-9]*/stat"):
            try:
                parent = int(stat.read_text().rpartition(")")[2].split()[1])
            except OSError:
                continue
            children.setdefault(parent, []).append(int(stat.parent.name))
        found = [self.pid]
        for each in found:
            found += children.get(each, [])
        return found

    def kill(self) -> None:
        """All of it at once, as the end of a container."""
        for pid in self.tree():
            kill(pid)

    def _keep(self) -> None:
        while True:
            self._wanted.wait()
            if self._over.is_set():
                return
            with (self.folder / f"{self.name}.log").open("ab") as log:
                self._process = subprocess.Popen(
                    [sys.executable, "-m", "ivr", *self.command],
                    env=os.environ | self.environ,
                    cwd=self.folder,
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=log,
                )
            self.starts += 1
            self._process.wait()
            self._over.wait(AGAIN)

    def _end(self) -> None:
        if self._process is None:
            return
        if self._process.poll() is None:
            self._process.terminate()
        try:
            self._process.wait(45)
        except subprocess.TimeoutExpired:
            self.kill()


def kill(pid: int, number: int = signal.SIGKILL) -> None:
    """It may have ended just now."""
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        return
