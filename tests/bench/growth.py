"""What more web processes bring: `python -m tests.bench.growth`, from one to four.

Closed loop: connections that are never idle ask for whole calls, as fast as they are answered: the
greeting, a key that leads into the room (for which Redis is asked), both events of the room, and
the end of the call. So a rate here is the most that the processes answer, and the p99 beside it is
what a webhook takes at that rate. The callers have a core of their own, where there are more than
two: on four cores, a fourth process has to share.
"""

import argparse
import json
import re
import subprocess
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from html import unescape
from typing import Any

import httpx
import msgspec
import uvloop

from ivr.room import EVENTS
from tests.bench.hour import part
from tests.bench.load import CONNECTIONS, Asker, form, rate_of
from tests.bench.machine import OURS, Machine, described, machine, on, taken
from tests.bench.wire import written
from tests.rest import ACCOUNT

CALLS = 120
"""Of each connection, again and again."""

WEBHOOKS = 5
"""Of each call."""

MOST = 100.0
"""Milliseconds of the slowest of a hundred webhooks, at full load."""


class Timed(Asker):
    """Notes how long each answer took."""

    def __init__(self, requests: Sequence[bytes]) -> None:
        super().__init__(requests, 0)
        self.times: list[float] = []
        self._asked = 0.0

    def _ask(self) -> None:
        self._asked = time.perf_counter()
        super()._ask()

    def data_received(self, data: bytes) -> None:
        before, asked = self.answered, self._asked
        super().data_received(data)
        if self.answered > before:
            self.times.append(time.perf_counter() - asked)


class Asked(msgspec.Struct):
    """What the asking process is told, and what it answers."""

    port: int
    public: str
    action: str
    seconds: float


def requests_of(told: Asked, connection: int) -> list[bytes]:
    """Whole calls, one behind the other."""
    found: list[bytes] = []
    for call in range(CALLS):
        place = connection * CALLS + call
        fields = form(place, AccountSid=ACCOUNT)
        of_room = {
            "AccountSid": ACCOUNT,
            "CallSid": fields["CallSid"],
            "ConferenceSid": f"CF{connection:032x}",
            "FriendlyName": "meeting-main",
            "Muted": "false",
            "ParticipantCallStatus": "completed",
            "Timestamp": f"{datetime.now(UTC):%a, %d %b %Y %H:%M:%S} +0000",
        }
        comes = {"SequenceNumber": str(2 * call + 1), "StatusCallbackEvent": "participant-join"}
        goes = {"SequenceNumber": str(2 * call + 2), "StatusCallbackEvent": "participant-leave"}
        found += [
            written(f"{told.public}/voice", fields),
            written(told.action, fields | {"Digits": "1", "msg": "Gather End"}),
            written(told.public + EVENTS, of_room | comes),
            written(told.public + EVENTS, of_room | goes),
            written(f"{told.public}/voice/status", fields | {"CallStatus": "completed"}),
        ]
    return found


def ask(told: Asked) -> dict[str, Any]:
    """In the asking process: answers a second, and seconds of each."""
    askers = [Timed(requests_of(told, connection)) for connection in range(CONNECTIONS)]
    busy = time.process_time()
    rate = uvloop.run(rate_of(askers, told.port, told.seconds))
    times = [took for asker in askers for took in asker.times]
    return {
        "rate": rate,
        "p50": part(times, 0.5) * 1000,
        "p99": part(times, 0.99) * 1000,
        "busy": (time.process_time() - busy) / told.seconds,
    }


def measure(processes: int, seconds: float) -> dict[str, Any]:
    with machine(processes) as here:
        greeting = httpx.post(
            f"{here.public}/voice", **_as_sent(written(f"{here.public}/voice", form(1 << 30)))
        ).text
        action = re.search(r'action="([^"]+)"', greeting)
        assert action is not None, greeting
        order = Asked(here.port, here.public, unescape(action[1]), seconds)
        _ask_apart(msgspec.structs.replace(order, seconds=seconds / 4))  # to warm up
        before = _cpu(here)
        found = _ask_apart(order)
        found["cpu"] = {name: now - before[name] for name, now in _cpu(here).items()}
        return found


def _as_sent(request: bytes) -> dict[str, Any]:
    """The same for httpx."""
    head, _, body = request.partition(b"\r\n\r\n")
    lines = [line.split(": ", 1) for line in head.decode().split("\r\n")[1:]]
    return {"content": body, "headers": dict(lines)}


def _cpu(here: Machine) -> dict[str, float]:
    return {
        name: sum(found.cpu for pid in pids if (found := taken(pid)) is not None)
        for name, pids in here.processes().items()
    }


def _ask_apart(order: Asked) -> dict[str, Any]:
    with on(OURS):
        done = subprocess.run(
            [sys.executable, "-m", "tests.bench.growth", "--ask"],
            input=msgspec.json.encode(order),
            stdout=subprocess.PIPE,
            check=True,
        )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def main() -> int:
    options = argparse.ArgumentParser(prog="python -m tests.bench.growth")
    options.add_argument("--processes", type=int, nargs="+", default=[1, 2, 3, 4])
    options.add_argument("--seconds", type=float, default=10.0, help="of each question")
    given = options.parse_args()
    print(
        f"{described()}\n{CONNECTIONS} connections that are never idle\n\n{'processes':>9}"
        f"{'webhooks/s':>11}{'calls/s':>9}{'times':>7}{'p50 ms':>8}{'p99 ms':>8}"
        f"{'web CPU':>9}{'Redis':>7}{'workers':>9}{'asking':>8}",
        flush=True,
    )
    base, met = 0.0, True
    for processes in given.processes:
        found = measure(processes, given.seconds)
        base = base or found["rate"]
        met = met and found["p99"] <= MOST
        cpu = {name: each / given.seconds for name, each in found["cpu"].items()}
        workers = sum(each for name, each in cpu.items() if name.startswith("worker"))
        print(
            f"{processes:9}{found['rate']:11.0f}{found['rate'] / WEBHOOKS:9.0f}"
            f"{found['rate'] / base:7.2f}{found['p50']:8.1f}{found['p99']:8.1f}"
            f"{cpu['web']:9.2f}{cpu['Redis']:7.2f}{workers:9.2f}{found['busy']:8.2f}",
            flush=True,
        )
    print(
        "\nCPU in cores; the slowest of a hundred may take 100 ms: " + ("met" if met else "MISSED")
    )
    return 0 if met else 1


if __name__ == "__main__":
    if sys.argv[1:] == ["--ask"]:
        print(json.dumps(ask(msgspec.json.decode(sys.stdin.buffer.read(), type=Asked))))
    else:
        sys.exit(main())
