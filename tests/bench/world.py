"""The whole world: forty lists, 700 to 70,000 meetings: `python -m tests.bench.world`.

Lists are served from memory by this process; refreshing and loading each run in a process of their
own, so that their seconds and their memory are theirs. What a caller waits for is compared, in the
same run, with asking a list's server during the call, as phonelines do that keep no list.
"""

import argparse
import asyncio
import hashlib
import json
import random
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from zoneinfo import ZoneInfo

import httpx

from ivr.schedule.publish import SCHEDULE
from ivr.schedule.refresh import refresh_all
from ivr.schedule.snapshot import Around, Filter, Snapshot
from ivr.schedule.sources import KINDS
from ivr.schedule.sources.bmlt import read
from ivr.settings import Settings, Source
from ivr.steps.circle import STEPS, Circle
from ivr.store import PUBLISHED_DOCUMENT, PUBLISHED_VERSION, connect, text
from tests.bench.taking import peak, take
from tests.bench.world_areas import AREAS, Area
from tests.bench.world_lists import Published, changed, published
from tests.redis_server import redis_server
from tests.schedule.conftest import settings_for
from tests.schedule.conftest import source as made_source

NOW = datetime(2026, 3, 6, 23, 30, tzinfo=UTC)  # clocks are set within the week that is heard
SIZES = (700, 7_000, 70_000)
FILTERS = (Filter(), Filter(open_only=True), Filter(phone_only=True))
STEPS_KM = tuple(Circle(0, 0, step, "m").around.radius_km for step in STEPS["m"])
ENOUGH = 3
QUERIES = 2_000
ROUNDS = 3
DELAYS = (0.0, 0.8, 20.0)
ASKED = 40
"""Meetings that a list's server finds near a caller: its answer is small and ready in memory."""


class Lists:
    """Servers of lists, all at one address: the first part of a path is the list's name."""

    def __init__(self) -> None:
        self.bodies: dict[str, bytes] = {}
        self.delay = 0.0  # seconds before each answer


@contextmanager
def served() -> Iterator[tuple[str, Lists]]:
    """An address, and what is served there."""
    lists = Lists()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            time.sleep(lists.delay)
            body = lists.bodies[self.path.split("/")[1]]
            tag = f'"{hashlib.blake2b(body, digest_size=8).hexdigest()}"'
            same = self.headers.get("If-None-Match") == tag
            self.send_response(304 if same else 200)
            self.send_header("ETag", tag)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", "0" if same else str(len(body)))
            self.end_headers()
            self.wfile.write(b"" if same else body)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/", lists
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def settings(url: str) -> Settings:
    """A line that reads the forty lists at `url`."""
    return settings_for(*(_source(area, url) for area in AREAS))


def _source(area: Area, url: str) -> Source:
    kind = area.kind if area.kind in KINDS else "bmlt"
    zone = ZoneInfo(area.time_zone)
    return Source(area.name, kind, f"{url}{area.name}/", zone, area.language, area.country)


def measure(size: int, url: str, lists: Lists, redis_url: str) -> dict[str, float]:
    """One column of the table."""
    world = list(published(size, tuple(KINDS)))
    lists.bodies = {one.area.name: one.body for one in world}
    found: dict[str, float] = {
        "rows in forty lists": sum(one.rows for one in world),
        "  MB of lists": sum(map(len, lists.bodies.values())) / 1e6,
    }
    every = _apart("refresh", url, redis_url)
    found |= {"refresh of all, s": every["seconds"], "  MB of memory at most": every["peak"]}
    again = _apart("refresh", url, redis_url)
    found["refresh, none changed, s"] = again["seconds"]
    (middle,) = (one for one in world if one.area.name == "sanjose")
    lists.bodies["sanjose"] = changed(middle).body
    one = _apart("refresh", url, redis_url)
    found["refresh, one of forty changed, s"] = one["seconds"]
    snapshot = fetched(redis_url)
    taken = _apart("take", redis_url)
    found |= {
        "meetings published": len(snapshot),
        "  MB of schedule": taken["document"],
        "  bytes a meeting": taken["document"] * 1e6 / len(snapshot),
        "fetch from Redis, ms": taken["fetch"],
        "load, ms": taken["load"],
        "warm, ms": taken["warm"],
        "  MB of memory added": taken["added"],
        "  longest wait of a caller, ms": taken["wait"],
    }
    snapshot.warm(NOW, FILTERS)
    for name, question in (("next", following), ("near", nearby), ("near, again", circled)):
        p50, p99 = times(snapshot, question)
        found |= {f"{name}, p50 ms": p50, f"{name}, p99 ms": p99}
    return found


def fetched(redis_url: str) -> Snapshot:
    with connect(redis_url, timeout=30) as connection:
        version = text(connection.get(PUBLISHED_VERSION.of(SCHEDULE)))
        document = connection.get(PUBLISHED_DOCUMENT.of(SCHEDULE, version))
    if not isinstance(document, bytes):
        raise SystemExit("The schedule was not published.")
    return Snapshot.load(document)


def following(snapshot: Snapshot, dice: random.Random) -> Iterator[None]:
    """A caller who hears the next meetings, one by one, narrowed at random."""
    cursor = None
    while True:
        now, filter = NOW + timedelta(seconds=dice.randrange(86_400)), dice.choice(FILTERS)
        found = snapshot.next_meetings(now, filter, after=cursor)
        more = found and dice.random() < 0.7
        cursor = (found[0].minute, found[0].meeting.id) if more else None
        yield


def nearby(snapshot: Snapshot, dice: random.Random) -> Iterator[None]:
    """Callers who say where they are, each somewhere else: the circle, and its first meeting."""
    places = _places(snapshot)
    while True:
        now, filter = NOW + timedelta(seconds=dice.randrange(86_400)), dice.choice(FILTERS)
        north, east = dice.choice(places)
        north, east = north + dice.gauss(0, 0.1), east + dice.gauss(0, 0.1)
        around = snapshot.near(now, filter, north, east, STEPS_KM, ENOUGH)
        if around:
            snapshot.next_meetings(now, filter._replace(around=around))
        yield


def circled(snapshot: Snapshot, dice: random.Random) -> Iterator[None]:
    """Callers within a list of what is near, whose circle rides in their URLs."""
    places = _places(snapshot)
    circles = [Around(*dice.choice(places), STEPS_KM[2]) for _ in range(64)]
    while True:
        now = NOW + timedelta(seconds=dice.randrange(86_400))
        snapshot.next_meetings(now, Filter(around=dice.choice(circles)))
        yield


def _places(snapshot: Snapshot) -> list[tuple[float, float]]:
    return [
        (town.latitude, town.longitude)
        for town in snapshot.towns
        if town.latitude is not None and town.longitude is not None
    ]


def times(
    snapshot: Snapshot,
    question: Callable[[Snapshot, random.Random], Iterator[None]],
    queries: int = QUERIES,
) -> tuple[float, float]:
    """Milliseconds of the middle and of the slowest hundredth; the best of a few rounds, for the
    machine does other things too."""
    rounds = []
    for seed in range(ROUNDS):
        asking, taken = question(snapshot, random.Random(seed)), []
        next(asking)
        for _ in range(queries):
            began = time.perf_counter()
            next(asking)
            taken.append((time.perf_counter() - began) * 1000)
        taken.sort()
        rounds.append((taken[len(taken) // 2], taken[len(taken) * 99 // 100]))
    return min(p50 for p50, _ in rounds), min(p99 for _, p99 in rounds)


def asked(url: str, lists: Lists, delay: float) -> float:
    """Milliseconds until the first meeting that a list's server names is known, in the middle."""
    lists.delay, taken = delay, []
    with httpx.Client(timeout=60) as client:
        for _ in range(1 if delay > 5 else 5):
            began = time.perf_counter()
            reading = read(client.get(f"{url}near/").content, made_source(url))
            min(reading.meetings, key=lambda meeting: (meeting.weekday, meeting.start))
            taken.append((time.perf_counter() - began) * 1000)
    lists.delay = 0.0
    return sorted(taken)[len(taken) // 2]


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m tests.bench.world",
        description="Refresh, publish and ask forty lists of the whole world, and print a table.",
    )
    parser.add_argument(
        "sizes", nargs="*", type=int, default=SIZES, help="meetings in all (default: %(default)s)"
    )
    sizes = parser.parse_args().sizes
    columns = []
    with redis_server() as server, served() as (url, lists):
        for size in sizes:
            server.empty()
            columns.append(measure(size, url, lists, server.url))
        table(columns)
        snapshot = fetched(server.url)
        snapshot.warm(NOW, FILTERS)
        own, _ = times(snapshot, nearby)
        lists.bodies["near"] = _answer(next(published(SIZES[0], ("bmlt",))))
        print(f"\nthe first meeting near a caller, ms{own:>34.3f}")
        for delay in DELAYS:
            waited = asked(url, lists, delay)
            name = f"  a list's server is asked, it takes {delay:g} s"
            print(f"{name:46}{waited:>10.1f}{waited / own:>10.0f} times as long")
    return 0


def _answer(one: Published) -> bytes:
    rows = json.loads(one.body)
    return json.dumps(rows[:ASKED]).encode()


def table(columns: Sequence[dict[str, float]]) -> None:
    for name in columns[0]:
        print(f"{name:36}" + "".join(f"{_figure(column[name]):>11}" for column in columns))


def _figure(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 or value == int(value) else f"{value:.3g}"


def _apart(*arguments: str) -> dict[str, float]:
    """What this module, run with `arguments` in a process of its own, measured."""
    command = [sys.executable, "-m", "tests.bench.world", *arguments]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE)
    result: dict[str, float] = json.loads(done.stdout)
    return result


def _refresh(url: str, redis_url: str) -> dict[str, float]:
    connection = connect(redis_url, timeout=30)
    before, began = peak(), time.perf_counter()
    reports = refresh_all(settings(url), connection, now=NOW)
    seconds = time.perf_counter() - began
    if bad := [report.sentence for report in reports if not report.good]:
        raise SystemExit("\n".join(bad))
    return {"seconds": seconds, "before": before, "peak": peak()}


if __name__ == "__main__":
    if sys.argv[1:2] == ["refresh"]:
        print(json.dumps(_refresh(*sys.argv[2:])))
    elif sys.argv[1:2] == ["take"]:
        print(json.dumps(asyncio.run(take(sys.argv[2], NOW, FILTERS))))
    else:
        raise SystemExit(main())
