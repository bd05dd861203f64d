"""How a web process takes a published schedule, beside a loop that answers callers."""

import asyncio
import resource
import sys
import time
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from ivr.schedule.publish import SCHEDULE
from ivr.schedule.snapshot import Filter, Snapshot
from ivr.store import PUBLISHED_DOCUMENT, PUBLISHED_VERSION, connect_async, text


async def take(redis_url: str, now: datetime, filters: Sequence[Filter]) -> dict[str, float]:
    """MB of the document and of the memory it took, seconds in all, milliseconds that the loop
    waited longest."""
    connection = connect_async(redis_url, timeout=30)
    before = memory()
    waits: list[float] = []

    async def answer() -> None:
        while True:
            began = time.perf_counter()
            await asyncio.sleep(0.001)
            waits.append((time.perf_counter() - began) * 1000 - 1)

    answering = asyncio.create_task(answer())
    await asyncio.sleep(0.05)
    began = time.perf_counter()
    version = text(await connection.get(PUBLISHED_VERSION.of(SCHEDULE)))
    document = await connection.get(PUBLISHED_DOCUMENT.of(SCHEDULE, version))
    await connection.aclose()
    del connection
    if not isinstance(document, bytes):
        raise SystemExit("The schedule was not published.")
    fetched = time.perf_counter()
    snapshot = await asyncio.to_thread(Snapshot.load, document)
    loaded = time.perf_counter()
    await asyncio.to_thread(snapshot.warm, now, filters)
    warmed = time.perf_counter()
    answering.cancel()
    added = memory() - before
    return {
        "document": len(document) / 1e6,
        "added": added,
        "fetch": (fetched - began) * 1000,
        "load": (loaded - fetched) * 1000,
        "warm": (warmed - loaded) * 1000,
        "seconds": warmed - began,
        "wait": max(waits),
        "meetings": len(snapshot),
    }


def peak() -> float:
    """MB that this process has had at most. What `getrusage` says begins with its parent's."""
    told = Path("/proc/self/status")
    if told.exists():
        (line,) = [line for line in told.read_text().splitlines() if line.startswith("VmHWM:")]
        return int(line.split()[1]) / 1e3
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (1e6 if sys.platform == "darwin" else 1e3)


def memory() -> float:
    """MB that this process has now; where that is not told, at most until now."""
    told = Path("/proc/self/statm")
    if told.exists():
        return int(told.read_text().split()[1]) * resource.getpagesize() / 1e6
    return peak()
