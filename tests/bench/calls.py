"""The full hour: `python -m tests.bench.calls`, 1,000 and then 10,000 calls within two minutes.

Real processes of the line, real Redis with its append-only file, a pretend carrier with its rooms
and its REST interface. Callers come when they are due, most of them around the middle; they press
keys or wait, join, open the room's menu, and hang up in the two minutes after. A webhook's time
counts from the moment at which it was due. `--calls 40 --seconds 3 --pace 0.05` is a tiny run.
"""

import argparse
import json
import sys
import threading
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import redis

from ivr import store
from tests.bench.crowd import Order
from tests.bench.machine import Machine, Taken, Watch, crowds, described, machine, taken

CROWDS = 2
"""Processes of callers; one is enough for a few."""

FEW = 500
SLOWEST = 1.0
"""Seconds that the slowest of a hundred webhooks may take, and half of those that the slowest of a
hundred callers may wait for answers on their way into a room. The carrier gives up after fifteen.
"""

SETTLES = 60.0
"""Seconds after the last caller in which the line has to have heard of everything."""


@dataclass
class Heard:
    """What all callers and the carrier's rooms told."""

    seconds: list[float] = field(default_factory=list)
    joins: list[tuple[float, float]] = field(default_factory=list)
    count: Counter[str] = field(default_factory=Counter)
    failures: Counter[str] = field(default_factory=Counter)
    busy: float = 0.0  # CPU seconds of the callers' processes

    def add(self, told: dict[str, Any]) -> None:
        self.seconds += told["seconds"]
        self.joins += map(tuple, told.get("joins", ()))
        self.count.update(told.get("count", {}))
        self.failures.update(told["failures"])


def ask_hall(here: Machine) -> dict[str, Any]:
    """What its rooms were told and hold."""
    import socket

    with socket.socket(socket.AF_UNIX) as asking:
        asking.connect(here.socket)
        asking.sendall(b'["count"]\n')
        answer = asking.makefile().readline()
    found: dict[str, Any] = json.loads(answer)[1]
    return found


def call_all(here: Machine, orders: Sequence[Order]) -> Heard:
    """All calls of these orders, to their end."""
    heard, threads = Heard(), []
    processes = crowds(here, orders)
    for process in processes:
        assert process.stdout is not None
        out = process.stdout

        def read(out: Any = out) -> None:
            busy = 0.0
            for line in out:
                told = json.loads(line)
                heard.add(told)
                busy = told["busy"]
            heard.busy += busy

        threads.append(threading.Thread(target=read))
        threads[-1].start()
    for thread, process in zip(threads, processes, strict=True):
        thread.join()
        if process.wait():
            heard.failures["a process of callers ended with an error"] += 1
        assert process.stdout is not None
        process.stdout.close()
    return heard


def orders(here: Machine, calls: int, seconds: float, pace: float) -> list[Order]:
    """The same for each process of callers, which begin together, soon."""
    began, crowds = time.time() + 2, CROWDS if calls > FEW else 1
    return [
        Order(
            here.port,
            here.public,
            here.socket,
            began,
            calls // crowds + (place < calls % crowds),
            seconds,
            first=place * 1_000_000,
            pace=pace,
        )
        for place in range(crowds)
    ]


# --- what the line knows of it ---


def inside(connection: redis.Redis) -> int:
    """People in rooms, by the line's own count."""
    now = time.time() * 1000
    keys = connection.scan_iter(store.ROOM_HERE.of("*"), count=1000)
    return sum(connection.zcount(key, now, "+inf") for key in keys)


def told(connection: redis.Redis) -> int:
    """Events of rooms that the line has taken, each counted once."""
    keys = connection.scan_iter(store.ROOM_SEEN.of("*", "*"), count=1000)
    return sum(connection.bitcount(key) for key in keys)


def noted(connection: redis.Redis) -> int:
    """Calls that were ever noted, to be forgotten."""
    return int(connection.hget(store.FORGET_LEDGER.of(), "noted") or 0)


def erased(connection: redis.Redis) -> int:
    return int(connection.hget(store.FORGET_LEDGER.of(), "erased") or 0)


@dataclass(frozen=True)
class After:
    """The line after the last caller, once it has settled, and how long that took."""

    seconds: float
    inside: int
    told: int
    events: int
    noted: int
    rung: int  # calls out, to leaders


def settle(here: Machine, calls: int) -> After:
    began = time.monotonic()
    with here.connect() as connection:
        while True:
            hall = ask_hall(here)["events"]
            events = sum(n for name, n in hall.items() if name.startswith(("part", "conf")))
            now = After(
                time.monotonic() - began,
                inside(connection),
                told(connection),
                events,
                noted(connection),
                hall.get("rung", 0),
            )
            good = (now.inside, now.told, now.noted - now.rung) == (0, events, calls)
            if good or now.seconds > SETTLES:
                return now
            time.sleep(0.2)


def part(times: Sequence[float], share: float) -> float:
    ordered = sorted(times)
    return ordered[min(int(len(ordered) * share), len(ordered) - 1)] if ordered else 0.0


def run(calls: int, given: argparse.Namespace) -> bool:
    """One table; whether all was well."""
    seconds, pace, processes, keep = given.seconds, given.pace, given.processes, given.logs
    about = described()
    with machine(processes, keep=keep) as here, Watch(here) as watch:
        before = {name: _taken(pids) for name, pids in here.processes().items()}
        began = time.monotonic()
        heard = call_all(here, orders(here, calls, seconds, pace))
        lasted = time.monotonic() - began
        after = settle(here, calls)
        found = {name: _taken(pids) for name, pids in here.processes().items()}
        hall = ask_hall(here)
        with here.connect() as connection:
            memory: Any = connection.info("memory")
            commands: Any = connection.info("commandstats")
            gone = erased(connection)
        complaints = here.complaints()
    print(f"\n{calls:,} calls within {seconds:g} s, {processes} web processes\n{about}\n")
    webhooks = heard.seconds + hall["seconds"]
    failures = heard.failures + Counter(hall["failures"])
    waits = [waited for _, waited in heard.joins]
    cpu = sum(
        now.cpu - then.cpu
        for name in found
        for now, then in zip(found[name], before[name], strict=True)
    )
    print(f"{len(webhooks):>9,} webhooks, {len(webhooks) / lasted:.0f} a second on average")
    print(
        f"{'':9} p50 {part(webhooks, 0.5) * 1000:.1f} ms, p99 {part(webhooks, 0.99) * 1000:.0f} ms,"
        f" slowest {max(webhooks, default=0) * 1000:.0f} ms"
    )
    print(f"{sum(failures.values()):>9,} failures {dict(failures) or ''}")
    print(
        f"{len(heard.joins):>9,} callers joined, {hall['busiest']:,} in rooms at once, in "
        f"{len(hall['parts'])} parts of at most {max(hall['parts'].values(), default=0)}"
    )
    print(
        f"{'':9} seconds from call to room: p50 {part([all for all, _ in heard.joins], 0.5):.0f},"
        f" of them waiting for the line p99 {part(waits, 0.99):.2f}, longest "
        f"{max(waits, default=0):.2f}"
    )
    print(f"{'':9} {dict(sorted(heard.count.items()))}")
    print(
        f"{after.told:>9,} events of rooms taken, of {after.events:,}; {after.inside} people left "
        f"in rooms; {after.noted:,} calls noted ({after.rung} out), {gone:,} forgotten already; "
        f"settled {after.seconds:.1f} s after the last"
    )
    print(f"{calls / cpu if cpu else 0:>9.0f} calls for one CPU second of the whole line\n")
    print(f"{'':16}{'processes':>9}{'CPU s':>8}{'peak MB':>9}{'files':>7}")
    for name, now in found.items():
        each = [one.cpu - then.cpu for one, then in zip(now, before[name], strict=True)]
        print(
            f"{name:16}{len(now):9}{sum(each):8.1f}{max(one.peak for one in now):9.0f}"
            f"{max(one.files for one in now):7}"
            + (f"   each: {', '.join(f'{one:.0f}' for one in each)}" if len(each) > 1 else "")
        )
    print(
        f"{'callers':16}{'':9}{heard.busy:8.1f}\n\n"
        f"Redis's own peak: {memory['used_memory_peak'] / 2**20:.0f} MB\n"
        f"most jobs waiting: {_by(watch.most)}; seconds of the oldest: {_by(watch.longest)}\n"
        f"a call due to be forgotten waited {watch.overdue:.0f} s at most\n"
        f"Redis was busiest with, seconds: {_busiest(commands)}"
    )
    for sentence, count in complaints.most_common(20):
        print(f"logged {count} times: {sentence}")
    wrong = {
        "a webhook failed": bool(failures),
        f"p99 is over {given.slowest:g} s": part(webhooks, 0.99) > given.slowest,
        f"a hundredth of the callers waited over {given.slowest * 2:g} s": part(waits, 0.99)
        > given.slowest * 2,
        "people are left in rooms": after.inside != 0,
        "events of rooms were lost": after.told != after.events,
        "not every call is noted to be forgotten": after.noted != calls + after.rung,
        "not every caller rang": heard.count["calls"] != calls,
    }
    for sentence in (sentence for sentence, so in wrong.items() if so):
        print(f"WRONG: {sentence}")
    return not any(wrong.values())


def _busiest(commands: dict[str, Any]) -> str:
    """Scripts with all that they ask for."""
    seconds = {name.removeprefix("cmdstat_"): each["usec"] / 1e6 for name, each in commands.items()}
    most = sorted(seconds, key=lambda name: -seconds[name])[:6]
    return ", ".join(
        f"{name} {seconds[name]:.1f} ({commands[f'cmdstat_{name}']['calls']:,})" for name in most
    )


def _taken(pids: Sequence[int]) -> list[Taken]:
    return [found for pid in pids if (found := taken(pid)) is not None]


def _by(values: dict[str, Any]) -> str:
    return ", ".join(f"{name} {value:.0f}" for name, value in sorted(values.items())) or "none"


def main() -> int:
    options = argparse.ArgumentParser(prog="python -m tests.bench.calls")
    options.add_argument("--calls", type=int, nargs="+", default=[1_000, 10_000])
    options.add_argument("--seconds", type=float, default=120.0, help="in which they arrive")
    options.add_argument("--pace", type=float, default=1.0, help="of a real second, for callers")
    options.add_argument("--processes", type=int, default=4, help="web processes")
    options.add_argument("--slowest", type=float, default=SLOWEST, help="p99 of webhooks, seconds")
    options.add_argument("--logs", type=Path, help="a folder in which the line's logs are kept")
    given = options.parse_args()
    good = [run(calls, given) for calls in given.calls]
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main())
