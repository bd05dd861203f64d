"""The full hour: `python -m tests.bench.calls`, 1,000 and then 10,000 calls within two minutes.

Real processes of the line, real Redis with its append-only file, a pretend carrier with its rooms
and its REST interface. Callers come when they are due, most of them around the middle; they press
keys or wait, join, open the room's menu, and hang up in the two minutes after. A webhook's time
counts from the moment at which it was due. `--calls 40 --seconds 3 --pace 0.05` is a tiny run.
"""

import argparse
import json
import socket
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import redis

from ivr import store
from ivr.rooms.scripts import COMING
from tests.bench.crowd import Order
from tests.bench.hour import After, Heard, Hour
from tests.bench.machine import Machine, Taken, Watch, crowds, described, machine, taken

CROWDS = 2
"""Processes of callers; one is enough for a few."""

FEW = 500
SLOWEST = 1.0
"""Seconds that the slowest of a hundred webhooks may take, and half of those that the slowest of a
hundred callers may wait for answers on their way into a room. The carrier gives up after fifteen.
"""

SETTLES = COMING / 1000 + 10
"""Seconds after the last caller in which the line has to have heard of everything. So long counts
who hung up just before their place in the room was asked for: that call's end was told before."""


def ask_hall(here: Machine) -> dict[str, Any]:
    """What its rooms were told and hold."""
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


def run(calls: int, given: argparse.Namespace) -> bool:
    """One table; whether all was well."""
    about = described()
    with machine(given.processes, keep=given.logs) as here:
        hour = full_hour(here, calls, given.seconds, given.pace)
    print("\n".join(hour.printed(about)))
    wrong = list(hour.wrong(given.slowest))
    for sentence in wrong:
        print(f"WRONG: {sentence}")
    return not wrong


def full_hour(here: Machine, calls: int, seconds: float, pace: float) -> Hour:
    with Watch(here) as watch:
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
    return Hour(
        calls, seconds, lasted, heard, after, before, found, hall, watch, memory, commands, gone,
        complaints,
    )  # fmt: skip


def _taken(pids: Sequence[int]) -> list[Taken]:
    return [found for pid in pids if (found := taken(pid)) is not None]


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
