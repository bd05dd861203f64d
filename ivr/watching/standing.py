"""How the line is, as plain values: for the console's first page, for /readyz and for /metrics.

What nobody counts stands here as None or not at all: nobody makes up a figure.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from ivr.costs.bill import Bill
from ivr.erasure.ledger import Ledger
from ivr.recordings.published import Heard
from ivr.rota import OnNow


@dataclass(frozen=True, slots=True)
class Queue:
    """One of the workers' queues."""

    name: str
    waiting: int  # jobs
    workers: int = 0  # processes that live and take from it
    oldest: float = 0.0  # seconds for which its first job has waited
    failed: int = 0  # jobs of the last day that nobody tries again

    @property
    def served(self) -> bool:
        return self.workers > 0


@dataclass(frozen=True, slots=True)
class List:
    """One of the meeting lists."""

    name: str
    meetings: int
    age: float | None  # seconds since its server last gave or confirmed it; None: never
    patience: float  # seconds after which that is long ago

    @property
    def late(self) -> bool:
        return self.age is None or self.age > self.patience


@dataclass(frozen=True, slots=True)
class Memory:
    """Redis's own."""

    used: int  # bytes
    most: int  # that it may use; 0 is any
    saves: bool  # whether it could write to its disk when it last tried


@dataclass(frozen=True, slots=True)
class Standing:
    """Counts, ages and times; nothing of any call. Times are aware, UTC; ages in seconds."""

    missing: tuple[str, ...]  # what callers do without just now, in the keeper's sentences
    ledger: Ledger | None  # None where no call is forgotten, and so none is noted
    held: datetime | None  # since when nothing is deleted, by order
    in_rooms: int | None  # people, as this process saw it a few seconds ago; None: not known
    meetings: int
    snapshot_age: float | None  # since its meetings last became others; None where there are none
    on: tuple[OnNow, ...]
    following: OnNow | None
    cron: float | None  # since it last showed that it lives; None where it does not
    queues: tuple[Queue, ...]
    announcements: tuple[Heard, ...]  # those that are heard in front of the greeting
    lists: tuple[List, ...] = ()
    rota_kept: bool = False  # its files were refused when they were last read
    carrier: Mapping[str, int] = field(default_factory=dict)  # requests, and failures by kind
    carrier_away: bool = False  # it was not answering when it was last asked
    memory: Memory | None = None
    bill: Bill | None = None
    skew: float = 0.0  # seconds that this machine's clock is ahead of Redis's


@dataclass(frozen=True, slots=True)
class Here:
    """What this machine knows without asking anybody."""

    uncovered: tuple[datetime, ...] = ()  # when the hours of the coming day begin that nobody leads
    unled: bool = False  # one of them is on now
    free: int = 0  # bytes, in IVR_DATA_DIR
    writable: bool = True
