"""The line under attack: an honest caller beside it, what its processes take, and what stays."""

import asyncio
import json
import re
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx
import redis

from tests.bench.hour import part
from tests.bench.machine import Machine, machine, taken

CANARY = "qzxcanaryqzx"
"""Stands in all that strangers send. Where it is found later, something of them was kept."""

OF_CALLERS = re.compile(r"907\D{0,3}555\D?01\d\d")
"""Callers' numbers here, in whatever is written: nobody else's are from there."""

P99 = 0.1
"""Seconds by which hardly any webhook of the honest caller may take longer than without attack."""

AT_LEAST = 4.0
"""Seconds of a row: of fewer webhooks no p99 can be told."""

GROWS = 40.0
"""Megabytes by which the web processes together may be larger after an attack."""

STAY_OPEN = 200
"""Files of all web processes, beyond those before it: connections to Redis are kept, of each
process at most thirty for each kind of question that is asked while a caller waits."""


@dataclass(frozen=True)
class Attack:
    """`act` returns how many times the line answered how; each of these must be in `answers`."""

    name: str
    what: str
    act: "Callable[[Stage], Coroutine[Any, Any, Counter[str]]]"
    answers: frozenset[str]


@dataclass
class Row:
    attack: Attack
    answered: Counter[str]
    webhooks: int
    p99: float
    slowest: float
    before: tuple[float, int]  # MB and files of the web processes
    after: tuple[float, int]
    seconds: float
    cpu: float  # seconds of the web processes
    broken: list[str] = field(default_factory=list)


@dataclass
class Stage:
    here: Machine
    honest: "subprocess.Popen[str]"
    calm: float = 0.0  # p99 of the honest caller while nobody attacks

    @property
    def port(self) -> int:
        return self.here.port

    @property
    def public(self) -> str:
        return self.here.public

    def heard(self) -> Any:
        """What the honest caller met since the last time."""
        assert self.honest.stdin is not None
        assert self.honest.stdout is not None
        self.honest.stdin.write("\n")
        self.honest.stdin.flush()
        return json.loads(self.honest.stdout.readline())

    def taken(self) -> tuple[float, int, float]:
        """MB, files and CPU seconds of the web processes together."""
        found = [one for pid in self.here.processes()["web"] if (one := taken(pid))]
        return (
            sum(one.rss for one in found),
            sum(one.files for one in found),
            sum(one.cpu for one in found),
        )

    def traces(self) -> Iterator[str]:
        """Where something of strangers, or of callers, is written."""
        for log in self.here.folder.glob("*.log"):
            yield from _within(f"the log of {log.stem}", log.read_text(errors="replace"))
        with self.here.connect() as connection:
            for key in connection.scan_iter(count=1000):
                named = key.decode("utf-8", "replace")
                kept = _value(connection, key).decode("utf-8", "replace")
                kind = re.sub("[0-9]+", "N", named)[:40]
                yield from _within(f"Redis, {kind}", f"{named}\n{kept}")
        yield from _within("the metrics", httpx.get(f"{self.public}/metrics").text)


def _within(place: str, text: str) -> Iterator[str]:
    if CANARY in text.lower():
        yield f"something of a stranger is in {place}"
    if OF_CALLERS.search(text):
        yield f"a caller's number is in {place}"


def _value(connection: "redis.Redis", key: bytes) -> bytes:
    """All that is in it, whatever it is."""
    match connection.type(key):
        case b"string":
            found: Any = [connection.get(key)]
        case b"hash":
            found = [part for pair in connection.hgetall(key).items() for part in pair]
        case b"list":
            found = connection.lrange(key, 0, -1)
        case b"set":
            found = connection.smembers(key)
        case b"zset":
            found = connection.zrange(key, 0, -1)
        case _:
            found = [str(connection.xrange(key)).encode()]
    return b"\n".join(each or b"" for each in found)


async def run(stage: Stage, attack: Attack) -> Row:
    """The attack, and what the promises became meanwhile."""
    stage.heard()
    memory, files, cpu = stage.taken()
    began = time.monotonic()
    answered = await attack.act(stage)
    took = time.monotonic() - began
    await asyncio.sleep(max(0.0, AT_LEAST - took))
    heard = stage.heard()
    memory_after, files_after, cpu_after = stage.taken()
    seconds = sorted(heard["seconds"])
    row = Row(
        attack,
        answered,
        len(seconds),
        part(seconds, 0.99),
        seconds[-1],
        (memory, files),
        (memory_after, files_after),
        took,
        cpu_after - cpu,
    )
    row.broken = list(_broken(stage, row, Counter(heard["failures"])))
    return row


def _broken(stage: Stage, row: Row, failures: Counter[str]) -> Iterator[str]:
    for answer in sorted(set(row.answered) - row.attack.answers):
        yield f"answered {answer}, {row.answered[answer]} times"
    if not row.answered:
        yield "nothing was asked"
    for failure, times in failures.items():
        yield f"the honest caller met: {failure}, {times} times"
    if row.p99 > P99 + stage.calm:
        yield f"the honest caller waited {row.p99 * 1000:.0f} ms (p99)"
    if row.after[0] > row.before[0] + GROWS:
        yield f"the web processes grew by {row.after[0] - row.before[0]:.0f} MB"
    if row.after[1] > row.before[1] + STAY_OPEN:
        yield f"{row.after[1] - row.before[1]} files stayed open"
    yield from sorted(set(stage.traces()))


@contextmanager
def stage(processes: int) -> Iterator[Stage]:
    """A line that answers, and the honest caller."""
    with machine(processes) as here:
        honest = subprocess.Popen(
            [sys.executable, "-m", "tests.bench.hostile_honest", str(here.port)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert honest.stdin is not None
        assert honest.stdout is not None
        for _ in range(4 * processes):  # each makes its console when it is first asked for
            httpx.get(f"{here.public}/console/sign-in")
        try:
            yield Stage(here, honest)
        finally:
            honest.stdin.close()
            honest.wait(30)
            honest.stdout.close()
