"""How badly the carrier behaves: switched by a test while the server runs."""

from dataclasses import dataclass, field
from datetime import timedelta
from random import Random

KINDS = ("429", "500", "503", "slow", "silent", "cut", "cut-after")


@dataclass
class Faults:
    """Plain attributes, read anew at each request. Times of records are in the records' own
    clock; `slow_seconds` and `latency` are real seconds."""

    too_early: timedelta = timedelta(seconds=60)
    """After the end of a call a deletion is refused with 20009 for so long."""

    too_early_of: dict[str, timedelta] = field(default_factory=dict)
    """The same for single calls, by id; it goes before `too_early`."""

    refused_of: set[str] = field(default_factory=set)
    """Calls, by id, whose recordings are not listed: 400 with 20001."""

    still_shown: timedelta = timedelta()
    """So long after the 204 a deleted call still stands in lists and can be fetched."""

    events_late: timedelta = timedelta(minutes=15)
    """The events of a call appear so long after its end, whether it has been deleted or not."""

    status: int | None = None
    """Every request is answered with this status, and nothing is done."""

    retry_after: int | None = None
    """Seconds, in the header of a 429."""

    rates: dict[str, float] = field(default_factory=dict)
    """How probable each of `KINDS` is, per request. `slow` is done at once and answered late,
    `silent` is neither done nor answered, `cut` is not done, `cut-after` is done."""

    at: dict[str, str] = field(default_factory=dict)
    """By how a request begins, `POST /2010-04-01/…`: one of `KINDS`, or a status and the carrier's
    code, such as `403/70051`."""

    slow_seconds: float = 0.5
    latency: float = 0.0
    at_once: int | None = None
    """More requests in progress than this: 429, not carried out."""

    seed: int = 0


class Dice:
    """The random choices: the same ones for the same seed and the same order of requests."""

    def __init__(self, faults: Faults) -> None:
        self.faults = faults
        self.seed = faults.seed
        self.random = Random(self.seed)

    def throw(self) -> str:
        """One of `KINDS`, or an empty string when this request goes well."""
        if self.seed != self.faults.seed:
            self.seed = self.faults.seed
            self.random.seed(self.seed)
        left = self.random.random()
        for kind, rate in list(self.faults.rates.items()):
            if kind not in KINDS:
                raise ValueError(f"no such fault: {kind}")
            left -= rate
            if left < 0:
                return kind
        return ""
