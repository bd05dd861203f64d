"""Several looks at the same time, and an end for all of them: what hangs holds up nothing else."""

import threading
import time
from collections.abc import Callable, Iterator, Sequence

from ivr.doctor.finding import Finding
from ivr.settings import SettingsError

PATIENCE = 7.0
"""Seconds for all looks together."""


class Look(threading.Thread):
    """One look: `find` yields what it finds as it goes; `what` names it in a sentence.

    `late` is what it means where it takes too long; None where it means nothing.
    """

    def __init__(
        self, what: str, find: Callable[[], Iterator[Finding]], late: Finding | None = None
    ) -> None:
        super().__init__(daemon=True)  # one that hangs holds up no process that wants to end
        self.find = find
        self.what = what
        self.late = late
        self.found: list[Finding] = []
        self.over = False

    def run(self) -> None:
        try:
            for finding in self.find():
                self.found.append(finding)
        except SettingsError as error:
            self.found.append(Finding("wrong", str(error)))
        except Exception as error:  # one part that fails takes no other with it; no values are told
            self.found.append(self._missed(f"({type(error).__name__})"))
        self.over = True

    def so_far(self) -> list[Finding]:
        """What was found, and if that is not all, that it is not."""
        found = list(self.found)
        if not self.over:
            found.append(self.late or self._missed(f"within {PATIENCE:.0f} seconds"))
        return found

    def _missed(self, why: str) -> Finding:
        return Finding("note", f"{self.what} could not be looked at {why}: try again.")


def together(looks: Sequence[Look], patience: float | None = None) -> list[Finding]:
    """What all of them found, in their order, each finding once."""
    until = time.monotonic() + (PATIENCE if patience is None else patience)
    for look in looks:
        look.start()
    for look in looks:
        look.join(max(0.0, until - time.monotonic()))
    return list(dict.fromkeys(finding for look in looks for finding in look.so_far()))
