"""What several web processes of one machine count, told as one: whichever of them is asked.

`ivr serve --processes 4` makes a folder for as long as it runs (`together`), in which each process
keeps its counts in files that prometheus_client maps into memory; an answer costs no more for it.
"""

import fcntl
import os
import shutil
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import structlog
from prometheus_client import CollectorRegistry, generate_latest, values
from prometheus_client.core import Metric
from prometheus_client.mmap_dict import MmapedDict
from prometheus_client.multiprocess import MultiProcessCollector, mark_process_dead
from prometheus_client.registry import Collector

from ivr.log import failure

log = structlog.get_logger()

FOLDER = "PROMETHEUS_MULTIPROC_DIR"
"""Where prometheus_client looks for the folder, once, when it is imported."""

PREFIX, HELD = "ivr-metrics-", "held"
"""Its name begins so, and whoever made it holds a lock on that file in it."""

SIZES = {
    "counter": 2**18,
    "histogram": 2**19,
    "gauge_livemin": 2**14,
    "gauge_livemax": 2**14,
    "gauge_livesum": 2**14,
}
"""Bytes for all that a process will ever count, by the kind of metric. Other kinds of gauges there
are none: those of one process would be told with its id, or as if it still lived."""

GONE = "gone"
"""In the place of a process's id: the counts of those that have ended."""


@contextmanager
def together(processes: int) -> Iterator[None]:
    """While the processes run that are started here. One alone needs none of it."""
    if processes < 2:
        yield
        return
    with ExitStack() as stack:
        try:
            _clear()
            folder = tempfile.mkdtemp(prefix=PREFIX)
            stack.callback(shutil.rmtree, folder, ignore_errors=True)
            held = stack.enter_context(Path(folder, HELD).open("w"))
            fcntl.flock(held, fcntl.LOCK_EX)
            _make_room(folder, GONE)
        except OSError as error:
            stack.close()
            log.warning("no room for /metrics: each process tells only its own", **failure(error))
        else:
            os.environ[FOLDER] = folder
            stack.callback(os.environ.pop, FOLDER)
        yield


def _clear() -> None:
    """The folders of those who were killed, and could not take theirs away."""
    for held in Path(tempfile.gettempdir()).glob(f"{PREFIX}*/{HELD}"):
        with suppress(OSError), held.open("w") as file:  # another user's, or one who still runs
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(held.parent, ignore_errors=True)


def reserve() -> None:
    """Before the first metric of a process is made: room for all of its counts."""
    folder = os.environ.get(FOLDER)
    if not folder or not values.ValueClass._multiprocess:
        return
    try:
        _make_room(folder, str(os.getpid()))
    except OSError as error:
        for path in Path(folder).glob(f"*_{os.getpid()}.db"):
            path.unlink()
        values.ValueClass = values.MutexValue
        log.warning("no room for /metrics: this process tells only its own", **failure(error))


def _make_room(folder: str, who: str) -> None:
    """The files of one process, with all of their bytes on the disk. Raises OSError.

    To write into a mapped file for which there is no room ends a process, whoever is on the line.
    """
    for kind, size in SIZES.items():
        with Path(folder, f"{kind}_{who}.db").open("wb") as file:
            os.posix_fallocate(file.fileno(), 0, size)


def exposition(registry: CollectorRegistry) -> bytes:
    """All that `registry` has, for Prometheus; with what the other processes counted."""
    folder = os.environ.get(FOLDER)
    if not folder or not values.ValueClass._multiprocess:
        return generate_latest(registry)
    try:
        _bury(Path(folder))
    except OSError as error:
        log.warning("the counts of processes that ended stay where they are", **failure(error))
    both = CollectorRegistry()
    both.register(_Together(registry, folder))
    return generate_latest(both)


class _Together(Collector):
    """The metrics of `registry`; what is counted in the folder, as all processes have it."""

    def __init__(self, registry: CollectorRegistry, folder: str) -> None:
        self.registry, self.folder = registry, folder

    def collect(self) -> Iterator[Metric]:
        counted = MultiProcessCollector(None, self.folder).collect()  # type: ignore[no-untyped-call]
        shared: dict[str, Metric] = {metric.name: metric for metric in counted}
        for own in self.registry.collect():
            yield shared.get(own.name, own)

    def describe(self) -> list[Metric]:
        return []  # else it would be collected once to see what is in it


def _bury(folder: Path) -> None:
    """The counts of processes that have ended go into one file, and their gauges with them.

    So a count never falls, and a process that ends again and again does not fill the disk.
    """
    with (folder / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return  # another process is at it
        ended = defaultdict(list)
        for path in folder.glob("*_*.db"):
            process = path.stem.rpartition("_")[2]
            if process != GONE and not _lives(int(process)):
                ended[process].append(path)
        for process, paths in ended.items():
            mark_process_dead(process, str(folder))  # type: ignore[no-untyped-call]
            for path in filter(Path.exists, paths):
                _add(path, folder / f"{path.stem.partition('_')[0]}_{GONE}.db")


def _add(path: Path, to: Path) -> None:
    """One process's counts of one kind to those of all that have ended."""
    total = MmapedDict(str(to))  # type: ignore[no-untyped-call]
    try:
        for key, value, *_ in MmapedDict.read_all_values_from_file(str(path)):  # type: ignore[no-untyped-call]
            before, _ = total.read_value(key)  # type: ignore[no-untyped-call]
            total.write_value(key, before + value, 0.0)  # type: ignore[no-untyped-call]
        path.unlink()
    finally:
        total.close()  # type: ignore[no-untyped-call]


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True  # another user's, who has that id now
    return True
