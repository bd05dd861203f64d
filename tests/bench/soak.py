"""An hour of mixed calls: `nice python -m tests.bench.soak --minutes 60`.

Some calls a second, a fifth of them ten times as fast as real ones; lists and rota that change
every minute, publications, leaders' keys, and the forgetting of each call at the pretend carrier.
What the line holds is printed every minute, and all of it written to `--out`. At the end it says
whether anything grows without end, and exits with 1 if so.
"""

import argparse
import json
import statistics
import sys
import threading
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from tests.bench.calls import ask_hall, inside
from tests.bench.crowd import Order
from tests.bench.hour import Heard, part
from tests.bench.machine import QUEUES, Machine, crowds, described, machine
from tests.bench.soak_changes import Changes
from tests.bench.soak_taking import Sample, sample

CALLS_A_SECOND = 5.0
LEADERS_A_SECOND = 0.05
STAY = 60.0
"""Seconds of a stay, on average."""

BOUNDS = {
    "MB": (10.0, 0.10),
    "files": (12.0, 0.10),
    "threads": (8.0, 0.10),
    "processes": (0.0, 0.0),
    "Redis MB, endless": (2.0, 0.15),
    "Redis clients": (12.0, 0.15),
    "queue": (40.0, 0.0),
    "forget waiting": (0.0, 0.5),
    "disk": (3.0, 0.15),
    "endless keys": (12.0, 0.05),
}
"""By how much a figure may be higher at the end than after the first third: so much and a part of
itself. Redis's own process and all of its memory are no part: calls are kept there for a day, and
keys with an end for as long as store.py says."""

SETTLES = 180.0
"""Seconds after the last call until everything has to be done."""


def growing(samples: Sequence[Sample]) -> list[tuple[str, float, float, bool]]:
    """Each figure after the warm-up and at the end, and whether it grows by more than it may.

    Both are medians of several samples: one high value tells nothing.
    """
    rows = [
        each.figures | {f"endless keys {k}": float(n) for k, n in each.endless.items()}
        for each in samples
    ]
    warm = rows[len(rows) // 3 :]
    some = max(len(warm) // 4, 1)
    found = []
    for name in sorted({name for row in rows for name in row}):
        bound = next((b for kind, b in BOUNDS.items() if name.startswith(kind)), None)
        if bound is None or name in ("MB Redis", "files Redis", "threads Redis"):
            continue
        values = [row.get(name, 0.0) for row in warm]
        first, last = statistics.median(values[:some]), statistics.median(values[-some:])
        found.append((name, first, last, last > first + bound[0] + bound[1] * first))
    return found


class Soak:
    """`out` takes a line of JSON for each minute."""

    def __init__(self, here: Machine, out: Path) -> None:
        self.here = here
        self.out = out
        self.heard = Heard()
        self.samples: list[Sample] = []
        self.began = time.monotonic()
        self._lock = threading.Lock()

    def read(self, process: Any) -> None:
        """What a process of callers tells, until it ends."""
        for line in process.stdout:
            told = json.loads(line)
            with self._lock:
                self.heard.add(told)

    def look(self) -> None:
        """Another row."""
        hall = ask_hall(self.here)
        with self._lock:
            seconds, self.heard.seconds = self.heard.seconds, []
            self.heard.joins.clear()
            count = Counter(self.heard.count)
        now = sample(self.here, self.began)
        now.figures["people"] = hall["inside"]
        self.samples.append(now)
        with self.out.open("ab") as file:
            file.write(msgspec.json.encode(now) + b"\n")
        figures = now.figures
        print(
            f"{now.minute:6.1f}{count['calls']:8}{hall['inside']:7}"
            f"{sum(self.heard.failures.values()) + sum(hall['failures'].values()):6}"
            f"{part(seconds, 0.99) * 1000:8.0f}{_sum(figures, 'MB web'):8.0f}"
            f"{_sum(figures, 'MB worker'):8.0f}{figures.get('MB cron', 0):6.0f}"
            f"{figures['Redis MB, all']:7.1f}{figures['Redis MB, endless']:8.2f}"
            f"{sum(now.keys.values()):8}{sum(now.endless.values()):8}"
            f"{_sum(figures, 'files '):7.0f}{_sum(figures, 'threads '):8.0f}"
            f"{_sum(figures, 'queue '):7.0f}{figures['forget waiting']:8.0f}"
            f"{figures['disk MB']:8.2f}",
            flush=True,
        )


HEADER = (
    f"{'minute':>6}{'calls':>8}{'inside':>7}{'fails':>6}{'p99 ms':>8}{'web MB':>8}{'workMB':>8}"
    f"{'cron':>6}{'Redis':>7}{'endless':>8}{'keys':>8}{'endless':>8}{'files':>7}{'threads':>8}"
    f"{'queues':>7}{'forget':>8}{'disk MB':>8}"
)


def _sum(figures: Mapping[str, float], start: str) -> float:
    return sum(value for name, value in figures.items() if name.startswith(start))


def soak(options: argparse.Namespace) -> int:
    print(described(), flush=True)
    options.out.write_bytes(b"")
    with machine(options.processes, keep=options.logs, refresh_minutes=1) as here:
        changes = Changes(here)
        pins = changes.begin()
        one = Soak(here, options.out)
        seconds = options.minutes * 60
        order = Order(
            here.port, here.public, here.socket, time.time() + 1, 0, seconds,
            rate=options.rate, every=options.every / 4, stay=STAY,
        )  # fmt: skip
        led = changes.leaders(
            msgspec.structs.replace(order, rate=LEADERS_A_SECOND, first=50_000_000), pins
        )
        processes = crowds(here, [order, led])
        readers = [threading.Thread(target=one.read, args=(each,)) for each in processes]
        for reader in readers:
            reader.start()
        print(HEADER, flush=True)
        number = 0
        while any(reader.is_alive() for reader in readers):
            if time.monotonic() - one.began < seconds:
                changes.minute(number)
                number += 1
            one.look()
            until = one.began + options.every * len(one.samples)
            while time.monotonic() < until and any(r.is_alive() for r in readers):
                time.sleep(0.2)
        left = _settled(here)
        one.look()
        complaints = here.complaints()
        hall = ask_hall(here)
    return _verdict(one, left, changes.troubles, complaints, Counter(hall["failures"]))


def _settled(here: Machine) -> list[str]:
    """What is not done some minutes after the last call."""
    deadline = time.monotonic() + SETTLES
    while True:
        with here.connect() as connection:
            figures = {f"jobs of {name}": connection.llen(f"rq:queue:{name}") for name in QUEUES}
            figures["people in rooms"] = inside(connection)
            figures["calls not forgotten"] = connection.zcard("ivr:forget:waiting")
        figures["calls of which the carrier still has something"] = ask_hall(here)["calls"]
        left = [f"{count} {name}" for name, count in figures.items() if count]
        if not left or time.monotonic() > deadline:
            return left
        time.sleep(1)


def _verdict(
    one: Soak,
    left: Sequence[str],
    troubles: Sequence[str],
    complaints: Counter[str],
    of_rooms: Counter[str],
) -> int:
    count, failures = one.heard.count, one.heard.failures + of_rooms
    print(f"\n{dict(sorted(count.items()))}\n\n{'':40}{'warm':>10}{'end':>10}")
    grown = growing(one.samples[:-1])  # the last one is of the line without callers
    for name, first, last, grows in grown:
        if grows or not name.startswith(("processes", "threads", "endless keys")) or last != first:
            print(f"{name:40}{first:10.1f}{last:10.1f}{'   GROWS' if grows else ''}")
    for pattern, number in sorted(one.samples[-1].keys.items()):
        print(f"  {pattern:38}{number:10} keys at the end")
    for sentence, times in complaints.most_common(20):
        print(f"logged {times} times: {sentence}")
    for sentence in (*left, *troubles, *(f"{n} times: {each}" for each, n in failures.items())):
        print(f"WRONG: {sentence}")
    bad = any(grows for *_, grows in grown) or left or troubles or failures
    print("\nSomething grows, or went wrong." if bad else "\nNothing grows, and all is done.")
    return 1 if bad else 0


def main() -> int:
    options = argparse.ArgumentParser(prog="python -m tests.bench.soak")
    options.add_argument("--minutes", type=float, default=60.0)
    options.add_argument("--rate", type=float, default=CALLS_A_SECOND, help="calls a second")
    options.add_argument("--every", type=float, default=60.0, help="seconds between two rows")
    options.add_argument("--processes", type=int, default=2, help="web processes")
    options.add_argument("--out", type=Path, default=Path("soak.jsonl"), help="all figures")
    options.add_argument("--logs", type=Path, help="a folder in which the line's logs are kept")
    return soak(options.parse_args())


if __name__ == "__main__":
    sys.exit(main())
