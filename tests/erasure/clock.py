"""Simulated time for several processes: it stands in a file."""

import os
from datetime import UTC, datetime
from pathlib import Path

from ivr.phone import SimulatedClock


class FileClock(SimulatedClock):
    """Whatever goes on in this process sees the time first; the file is never ahead of it."""

    def __init__(self, start: datetime, path: Path) -> None:
        super().__init__(start)
        self.path = path
        self._file = os.open(path, os.O_CREAT | os.O_WRONLY)
        self._write()

    def close(self) -> None:
        os.close(self._file)

    async def pass_until(self, moment: datetime) -> None:
        """All that happens until then, and then it is then."""
        await self.run(lambda: False, moment)
        await self._reach(moment)

    async def _reach(self, moment: datetime) -> bool:
        before = self.now()
        reached = await super()._reach(moment)
        if self.now() != before:
            self._write()
        return reached

    def _write(self) -> None:
        text = f"{self.now().timestamp():.6f}\n"
        os.pwrite(self._file, (text + text).encode(), 0)


def time_in(path: Path) -> datetime:
    """Aware, UTC. Read until both copies agree: it may be written just now."""
    while True:
        first, _, second = path.read_text().partition("\n")
        if first + "\n" == second:
            return datetime.fromtimestamp(float(first), UTC)
