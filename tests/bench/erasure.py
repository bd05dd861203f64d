"""How fast calls are forgotten: `python -m tests.bench.erasure`.

The pretend carrier answers each request after 50 ms. First calls that are due are forgotten, so
many requests at once, against the requests a second that the same server answers to somebody who
does nothing but ask. Then calls come in for two minutes, in real time, with the real cron and the
real worker in processes of their own, and each has its seconds from the hang-up to the deletion.
"""

import asyncio
import json
import os
import random
import subprocess
import sys
import time
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from ivr.carrier import Carrier
from ivr.erasure import forget
from ivr.erasure.due import ToForget
from ivr.settings import Settings
from ivr.store import connect
from tests.bench.load import Asker
from tests.line import DEMO, NUMBER, PUBLIC, TOKEN, settings
from tests.redis_server import redis_server
from tests.rest import ACCOUNT, Faults, PretendRest, Records, rest_server
from tests.rest.shape import HERE

AT_ONCE = (10, 20, 50)
LATENCY = 0.05
CALLS = 400  # for each of these
SECONDS = 3.0  # of bare asking

LIVE = 120  # seconds in which calls come in
EVERY = 0.25  # seconds between two calls
LONGEST = 20  # seconds of a call
RULE = 60  # seconds: the carrier's own

CALLER = "+12125550142"


def main() -> int:
    print(
        f"{'requests at once':18}{'bare/s':>8}{'asked/s':>9}{'ratio':>7}{'a call':>8}{'calls/s':>9}"
    )
    for at_once in AT_ONCE:
        bare, asked, a_call, calls = _throughput(at_once)
        print(
            f"{at_once:<18}{bare:8.0f}{asked:9.0f}{asked / bare:7.2f}{a_call:8.1f}{calls:9.1f}"
            + ("   as the line does" if at_once == forget.AT_ONCE else "")
        )
    waited = sorted(_live())
    print(
        f"\nseconds from hang-up to erased, {len(waited)} calls, {RULE} of them the carrier's rule"
    )
    for name, place in (("median", 0.5), ("p99", 0.99), ("longest", 1.0)):
        print(f"{name:8}{waited[min(int(len(waited) * place), len(waited) - 1)]:7.1f}")
    return 0


# --- as fast as it goes --------------------------------------------------------------------------


def _throughput(at_once: int) -> tuple[float, float, float, float]:
    """Requests a second of the bare asker and of forgetting; requests a call; calls a second."""
    now = datetime.now(UTC)
    faults = Faults(latency=LATENCY, events_late=timedelta())
    with redis_server() as server, rest_server(Records(_utc_now, faults), spec=False) as rest:
        with server.connect() as connection:
            sets = ToForget(connection)
            for place in range(CALLS):
                sid = f"CA{place:032x}"
                begun, ended = now - timedelta(minutes=10), now - timedelta(minutes=5)
                rest.records.begin(sid, from_=CALLER, to=NUMBER, at=begun)
                rest.records.end(sid, at=ended)
                sets.begins(sid, begun)
                sets.ends(sid, ended)
        bare = _apart("bare", rest.url, str(at_once))["rate"]
        rest.requests.clear()
        done = _apart("forget", server.url, rest.url, str(at_once))
        assert done["erased"] == CALLS, done
        asked = len(rest.requests)
        rest.requests.clear()
        return bare, asked / done["seconds"], asked / CALLS, CALLS / done["seconds"]


def _apart(*arguments: str) -> dict[str, float]:
    """What this module, run with `arguments` in a process of its own, measured."""
    command = [sys.executable, "-m", "tests.bench.erasure", *arguments]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE)
    result: dict[str, float] = json.loads(done.stdout)
    return result


async def _bare(url: str, at_once: int) -> dict[str, float]:
    """A call is asked for again and again, over so many connections."""
    host, port = url.removeprefix("http://").split(":")
    login = b64encode(f"{ACCOUNT}:{TOKEN}".encode()).decode()
    request = (
        f"GET {HERE}/Calls/CA{0:032x}.json HTTP/1.1\r\nHost: {host}\r\n"
        f"Authorization: Basic {login}\r\n\r\n"
    )
    askers = [Asker([request.encode()], 0) for _ in range(at_once)]
    for asker in askers:
        await asyncio.get_running_loop().create_connection(asker.itself, host, int(port))
    await asyncio.sleep(0.5)  # to warm up
    before, began = sum(asker.answered for asker in askers), time.perf_counter()
    await asyncio.sleep(SECONDS)
    rate = (sum(a.answered for a in askers) - before) / (time.perf_counter() - began)
    assert not any(asker.refused for asker in askers), "a request was refused"
    for asker in askers:
        asker.close()
    return {"rate": rate}


def _forget(redis_url: str, url: str, at_once: int) -> dict[str, float]:
    forget.AT_ONCE = at_once
    carrier = Carrier(_settings(redis_url, url), at_once=at_once)
    carrier.shows_call("CA" + "f" * 32)  # the library loads most of itself with the first request
    began = time.perf_counter()
    outcome = forget.forget_due(connect(redis_url), carrier, _utc_now, seconds=60)
    seconds = time.perf_counter() - began
    carrier.close()
    return {"seconds": seconds, "erased": outcome.erased}


# --- as it goes on a real evening ----------------------------------------------------------------


def _live() -> list[float]:
    """Seconds from the end of each call to its deletion at the carrier."""
    dice = random.Random(1)
    faults = Faults(latency=LATENCY)
    with redis_server(appendonly=True) as server, rest_server(Records(_utc_now, faults)) as rest:
        here = _settings(server.url, rest.url)
        with server.connect() as connection, _processes(here, server.folder):
            sets = ToForget(connection)
            began = time.monotonic()
            ends: list[tuple[float, str]] = []
            for place in range(round(LIVE / EVERY)):
                begins = place * EVERY
                while time.monotonic() < began + begins:
                    _end(sets, rest, ends, time.monotonic() - began)
                    time.sleep(0.01)
                sid = f"CA{place:032x}"
                rest.records.begin(sid, from_=CALLER, to=NUMBER)
                sets.begins(sid, _utc_now())
                ends.append((begins + dice.uniform(1, LONGEST), sid))
            while ends or not all(call.deleted for call in rest.records.calls.values()):
                _end(sets, rest, ends, time.monotonic() - began)
                assert time.monotonic() < began + LIVE + LONGEST + 3 * RULE, "calls are left"
                time.sleep(0.01)
        calls = list(rest.records.calls.values())
        rest.requests.clear()
    return [(c.deleted - c.ended).total_seconds() for c in calls if c.deleted and c.ended]


def _end(sets: ToForget, rest: PretendRest, ends: list[tuple[float, str]], second: float) -> None:
    """Whoever hangs up by then does, and the line is told."""
    for end in [end for end in ends if end[0] <= second]:
        ends.remove(end)
        rest.records.end(end[1])
        sets.ends(end[1], _utc_now())


@contextmanager
def _processes(here: Settings, folder: Path) -> Iterator[None]:
    """The real cron, and the real worker with all its queues."""
    environ = os.environ | {
        "IVR_CONFIG": str(DEMO / "line.toml"),
        "IVR_DATA_DIR": str(folder / "data"),
        "IVR_PUBLIC_URL": PUBLIC,
        "IVR_TWILIO_API": here.twilio_api,
        "REDIS_URL": here.redis_url,
        "TWILIO_ACCOUNT_SID": ACCOUNT,
        "TWILIO_AUTH_TOKEN": TOKEN,
    }
    processes = [
        subprocess.Popen(
            [sys.executable, "-m", "ivr", command], env=environ, stderr=subprocess.DEVNULL
        )
        for command in ("worker", "cron")
    ]
    try:
        yield
    finally:
        for process in processes:
            process.terminate()
        for process in processes:
            process.wait(60)


def _settings(redis_url: str, url: str) -> Settings:
    return replace(settings(), account_sid=ACCOUNT, twilio_api=url, redis_url=redis_url)


def _utc_now() -> datetime:
    return datetime.now(UTC)


if __name__ == "__main__":
    if sys.argv[1:2] == ["bare"]:
        print(json.dumps(asyncio.run(_bare(sys.argv[2], int(sys.argv[3])))))
    elif sys.argv[1:2] == ["forget"]:
        print(json.dumps(_forget(sys.argv[2], sys.argv[3], int(sys.argv[4]))))
    else:
        raise SystemExit(main())
