"""Several looks at the same time, and an end for all of them: what hangs holds up nothing else."""

import threading
import time
from collections.abc import Callable, Iterator, Sequence

from ivr.doctor.finding import Finding

PATIENCE = 8.0
"""Seconds for all looks together."""


class Look(threading.Thread):
    """One look: `find` yields what it finds as it goes; `what` names it in a sentence."""

    def __init__(self, what: str, find: Callable[[], Iterator[Finding]]) -> None:
        super().__init__(daemon=True)  # one that hangs holds up no process that wants to end
        self.what = what
        self.find = find
        self.found: list[Finding] = []
        self.over = False

    def run(self) -> None:
        try:
            for finding in self.find():
                self.found.append(finding)
        except Exception as error:  # one part that fails takes no other with it; no values are told
            self._missing(f"({type(error).__name__})")
        self.over = True

    def late(self) -> list[Finding]:
        """What was found so far, and that it is not all."""
        return [*self.found, self._say(f"within {PATIENCE:.0f} seconds")]

    def _missing(self, why: str) -> None:
        self.found.append(self._say(why))

    def _say(self, why: str) -> Finding:
        return Finding("note", f"{self.what} could not be looked at {why}: try again.")


def together(looks: Sequence[Look], patience: float | None = None) -> list[Finding]:
    """What all of them found, in their order, each finding once."""
    until = time.monotonic() + (PATIENCE if patience is None else patience)
    for look in looks:
        look.start()
    for look in looks:
        look.join(max(0.0, until - time.monotonic()))
    found = [finding for look in looks for finding in (look.found if look.over else look.late())]
    return list(dict.fromkeys(found))
