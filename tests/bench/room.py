"""A full room: `python -m tests.bench.room [seconds of latency]`.

How long it takes to mute 200 people, over real HTTP, at a pretend carrier that answers each request
after 100 ms and refuses (429) what is more than it allows at once; the ratio is to the time that so
many requests would take if nothing but the latency counted. Then the callbacks of such a room that
one web process takes a second, Redis included, as a ratio to the same server answering a constant
document.
"""

import json
import os
import platform
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import redis
import uvloop

from ivr.conferences import Conferences
from ivr.room import EVENTS
from ivr.settings import RoomSettings
from tests.bench.cost import environment, started
from tests.bench.load import CONNECTIONS, Asker, form, rate, rate_of, signed
from tests.line import settings
from tests.redis_server import redis_server
from tests.rest import ACCOUNT, Faults, Records, rest_server

PEOPLE = 200
LATENCY = 0.1
ALLOWED = (10, 50, 100)
"""Requests that the carrier has in progress for an account at most."""

MOST = 5.0
"""Seconds that muting so many may take."""

SECONDS = 4.0  # of callbacks, and of constant documents
CALLBACKS = 40_000
PART = "meeting-main"


def main(latency: float = LATENCY) -> int:
    usual = RoomSettings().at_once
    print(f"{'allowed':>7}{'asked':>7}{'seconds':>9}{'ratio':>7}{'429s':>6}  at most {MOST:g} s")
    good = True
    for allowed in ALLOWED:
        for at_once in (allowed, usual):
            seconds, refused = _mute(allowed, at_once, latency)
            ideal = latency * PEOPLE / min(allowed, at_once)
            good &= seconds <= MOST
            print(
                f"{allowed:7}{at_once:7}{seconds:9.2f}{seconds / ideal:7.2f}{refused:6}  "
                f"{'met' if seconds <= MOST else 'MISSED'}"
                f"{'   as the line does' if at_once == usual else ''}"
            )
    constant, callbacks, kept = _callbacks()
    print(
        f"\n{'':22}{'a second':>9}{'ratio':>7}\n"
        f"{'constant document':22}{constant:9.0f}{1:7.2f}\n"
        f"{'callbacks of a room':22}{callbacks:9.0f}{callbacks / constant:7.2f}\n"
        f"{'  and kept in Redis':22}{kept:9.0f}{kept / constant:7.2f}\n\n"
        f"{platform.machine()}, {os.cpu_count()} cores; Python {platform.python_version()}; "
        f"{latency:g} s an answer, {PEOPLE} people."
    )
    return 0 if good else 1


# --- everybody is muted ---


def _mute(allowed: int, at_once: int, latency: float) -> tuple[float, int]:
    """Seconds, and how often the carrier was too busy."""
    faults = Faults(latency=latency, at_once=allowed)
    with rest_server(Records(_utc_now, faults), spec=False) as rest:
        for call in _calls():
            rest.records.join(PART, call)
        command = [sys.executable, "-m", "tests.bench.room", "--mute", rest.url, str(at_once)]
        done = subprocess.run(command, check=True, stdout=subprocess.PIPE)
        assert all(one.muted for one in rest.records.participants(PART)), "somebody is not muted"
        return json.loads(done.stdout), sum(one.status == 429 for one in rest.requests)


def _mute_all(url: str, at_once: int) -> float:
    here = replace(
        settings(), account_sid=ACCOUNT, twilio_api=url, room=RoomSettings(at_once=at_once)
    )
    with Conferences(here) as conferences:
        found = conferences.find(PART)
        conf = found.sid if found else ""  # the library loads itself with the first request
        began = time.perf_counter()
        failed = conferences.many(
            [partial(conferences.mute, conf, call, True) for call in _calls()]
        )
        assert not failed, failed
        return time.perf_counter() - began


def _calls() -> list[str]:
    return [f"CA{place:032x}" for place in range(PEOPLE)]


def _utc_now() -> datetime:
    return datetime.now(UTC)


# --- the carrier tells of it ---


def _callbacks() -> tuple[float, float, float]:
    """Constant documents and callbacks answered a second, and callbacks that Redis had, a second
    of the time until it had the last of them.
    """
    line, other = _ports(2)
    askers = _askers()
    with (
        redis_server() as server,
        server.connect() as connection,
        tempfile.TemporaryDirectory() as folder,
    ):
        environ = environment(Path(folder), line) | {"REDIS_URL": server.url}
        with (
            started(["-m", "ivr", "serve"], environ, line),
            started(["-m", "tests.bench.cost", "--constant", str(other), "1"], {}, other),
        ):
            constant = uvloop.run(rate(other, [signed("/voice", form(0))], SECONDS))
            before = _evals(connection)
            callbacks = uvloop.run(rate_of(askers, line, SECONDS))
            told, began = sum(asker.answered for asker in askers), time.perf_counter()
            while _evals(connection) - before < told:
                assert time.perf_counter() < began + 30, "callbacks were lost"
                time.sleep(0.02)
            return constant, callbacks, told / (SECONDS + time.perf_counter() - began)


def _evals(connection: redis.Redis) -> int:
    """Each callback is one script."""
    stats: Any = connection.info("commandstats")
    return sum(stats.get(f"cmdstat_{name}", {}).get("calls", 0) for name in ("eval", "evalsha"))


def _askers() -> Sequence[Asker]:
    """Each has callbacks of its own, as 200 people come, speak, are muted and go."""
    happens = ("join", "speech-start", "mute", "unmute", "speech-start", "leave")
    requests = []
    for number in range(CALLBACKS):
        turn, place = divmod(number, PEOPLE)
        event = f"participant-{happens[turn % len(happens)]}"
        fields = {
            "AccountSid": ACCOUNT,
            "CallSid": f"CA{place:032x}",
            "Coaching": "false",
            "ConferenceSid": f"CF{1:032x}",
            "EndConferenceOnExit": "false",
            "FriendlyName": PART,
            "Hold": "false",
            "Muted": str(event == "participant-mute").lower(),
            "SequenceNumber": str(number + 1),
            "StartConferenceOnEnter": "true",
            "StatusCallbackEvent": event,
            "Timestamp": f"{datetime.now(UTC):%a, %d %b %Y %H:%M:%S} +0000",
        }
        requests.append(signed(EVENTS, fields))
    return [Asker(requests[place::CONNECTIONS], 0) for place in range(CONNECTIONS)]


def _ports(count: int) -> list[int]:
    listening = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [each.getsockname()[1] for each in listening]
    for each in listening:
        each.close()
    return ports


if __name__ == "__main__":
    if sys.argv[1:2] == ["--mute"]:
        print(json.dumps(_mute_all(sys.argv[2], int(sys.argv[3]))))
    else:
        sys.exit(main(float(sys.argv[1]) if sys.argv[1:] else LATENCY))
