"""The web process's part in forgetting and counting: it notes calls, and no caller waits for that.

Ids are kept in memory until Redis has taken them. What a killed process had not yet handed over,
the end of the call or the sweep finds.
"""

from datetime import datetime

from ivr import nuisance
from ivr.erasure import due
from ivr.outbox import Outbox
from ivr.settings import Limits


class Noter(Outbox):
    """What is to be handed to Redis. `begins`, `counts`, `ends` never wait and never fail."""

    trouble = "calls could not be noted, which is tried again"

    def begins(self, call: str, now: datetime) -> None:
        self._forget(due.begins(call, now))

    def ends(self, call: str, now: datetime) -> None:
        self._forget(due.ends(call, now))

    def counts(self, call: str, mark: str, limits: Limits, now: datetime) -> None:
        """After `begins`: the call counts among those that run."""
        self.add(nuisance.begins(call, mark, limits, now))

    def _forget(self, step: due.Step) -> None:
        script, arguments = step
        self.add((script, due.KEYS, arguments))
