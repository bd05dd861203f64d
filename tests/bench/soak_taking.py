"""What a line holds at one moment, for the soak: memory, files, threads, keys, queues, disk."""

import time
from collections import Counter
from pathlib import Path
from typing import Any

import msgspec
from redis import Redis

from ivr import store
from tests.bench.machine import QUEUES, Machine, taken

TOGETHER = 1000
"""Keys that Redis is asked about in one go."""


class Sample(msgspec.Struct):
    """`figures` are plain numbers by name; what a name begins with says what kind it is."""

    minute: float
    figures: dict[str, float]
    keys: dict[str, int]  # all of Redis's keys, by pattern
    endless: dict[str, int]  # of these, those without an end


def sample(here: Machine, began: float) -> Sample:
    figures: dict[str, float] = {}
    for name, pids in here.processes().items():
        found = [each for pid in pids if (each := taken(pid)) is not None]
        figures[f"MB {name}"] = sum(each.rss for each in found)
        figures[f"files {name}"] = sum(each.files for each in found)
        figures[f"threads {name}"] = sum(each.threads for each in found)
        figures[f"processes {name}"] = len(found)
    with here.connect() as connection:
        info: Any = connection.info()
        figures["Redis MB, all"] = info["used_memory"] / 2**20
        figures["Redis clients"] = info["connected_clients"]
        for name in QUEUES:
            figures[f"queue {name}"] = connection.llen(f"rq:queue:{name}")
        figures["forget waiting"] = connection.zcard(store.FORGET_WAITING.of())
        figures["forget noted"] = connection.zcard(store.FORGET_NOTED.of())
        keys, endless, held = _keys(connection)
    figures["Redis MB, endless"] = held / 2**20
    data = Path(here.one.environ["IVR_DATA_DIR"])
    files = [path for path in data.rglob("*") if path.is_file()]
    figures["disk MB"] = sum(path.stat().st_size for path in files) / 2**20
    figures["disk files"] = len(files)
    return Sample((time.monotonic() - began) / 60, figures, dict(keys), dict(endless))


def _keys(connection: Redis) -> tuple[Counter[str], Counter[str], int]:
    """All keys by pattern, those without an end, and the bytes of the latter.

    The calls to be forgotten are no part of these bytes: each is kept for a day.
    """
    keys: Counter[str] = Counter()
    endless: Counter[str] = Counter()
    held = 0
    found = list(connection.scan_iter(count=TOGETHER))
    for start in range(0, len(found), TOGETHER):
        some = found[start : start + TOGETHER]
        with connection.pipeline(transaction=False) as pipe:
            for key in some:
                pipe.ttl(key)
                pipe.memory_usage(key)
            answers = pipe.execute()
        for key, ttl, size in zip(some, answers[::2], answers[1::2], strict=True):
            name = pattern(store.text(key))
            keys[name] += 1
            if ttl == -1:
                endless[name] += 1
                held += 0 if name.startswith("ivr:forget:") else size or 0
    return keys, endless, held


def pattern(key: str) -> str:
    """The one of store.KEYS that fits best, or RQ's kind."""
    if key.startswith("rq:"):
        return ":".join(key.split(":")[:2])
    fitting = [each.pattern for each in store.KEYS if _fits(each.pattern.split("{}"), key)]
    return max(fitting, key=lambda each: len(each.replace("{}", "")), default="others")


def _fits(pieces: list[str], key: str) -> bool:
    if not key.startswith(pieces[0]) or not key.endswith(pieces[-1]):
        return False
    at = 0
    for piece in pieces:
        at = key.find(piece, at)
        if at < 0:
            return False
        at += len(piece)
    return len(pieces) > 1 or key == pieces[0]
