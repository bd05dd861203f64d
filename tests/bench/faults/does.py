"""What breaks: one function a fault. It breaks something, lets time pass, and mends it."""

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from ivr import store
from tests.bench.faults.service import kill
from tests.bench.faults.stage import LIBFAKETIME, Stage
from tests.line import DEMO
from tests.schedule.list_server import Answer
from tests.sentinels import until
from workers.cron import table
from workers.queues import enqueue

ROOM = frozenset({"room-hands-unknown", "lead-unknown"})
"""What is meant to be heard while Redis does not answer: which keys do not work."""


@dataclass(frozen=True)
class Fault:
    """`meant` are sentences that callers may hear; `within` are the seconds in which all is to be
    well again after it was mended. `needs` says what is missing for it on this machine, or ""."""

    name: str
    what: str
    act: Callable[[Stage], None]
    within: float = 30.0
    meant: frozenset[str] = frozenset()
    needs: Callable[[Stage], str] = lambda stage: ""
    clock: bool = False  # it needs a line whose clock can be set
    slow: bool = False  # whether callers may wait for more than two seconds, once each
    refuses: bool = False  # whether an operator may be told that something cannot be done now


# --- processes ---


def web(stage: Stage) -> None:
    """One of the two that share a port; uvicorn starts another."""
    children = [pid for pid in stage.services["web-a"].tree()[1:] if _is(pid, "spawn_main")]
    kill(children[0])
    time.sleep(8)


def web_all(stage: Stage) -> None:
    """All of one machine; the service manager starts them again."""
    stage.services["web-a"].kill()
    time.sleep(8)


def web_frozen(stage: Stage) -> None:
    pid = stage.services["web-b"].pid
    with _frozen([pid]):
        time.sleep(12)


def worker(stage: Stage) -> None:
    """In the middle of a refresh, and of making a draft."""
    asked = threading.Event()
    stage.lists.done.clear()

    def hang(_: object) -> None:
        asked.set()
        stage.lists.done.wait(60)

    with stage.connect() as connection:
        stage.lists.give(Answer(by_hand=hang))
        enqueue(connection, "schedule", REFRESH, ("sample",), timeout=600)
        assert asked.wait(20), "the worker never asked for the list"
        stage.upload()
        stage.services["worker"].kill()
    stage.lists.give((DEMO / "meetings.json").read_bytes())
    stage.lists.done.set()
    time.sleep(3)


def cron(stage: Stage) -> None:
    for name in {"cron-a", "cron-b"} & stage.services.keys():
        stage.services[name].kill()
    time.sleep(5)


def workers_gone(stage: Stage) -> None:
    """Twenty seconds of it are real; what an hour leaves behind is put there."""
    stage.services["worker"].pause()
    time.sleep(20)
    with stage.connect() as connection:
        for periodic in table(stage.settings):
            for _ in range(int(3600 / periodic.every)):  # dropped by now, as the cron says
                enqueue(connection, periodic.queue, periodic.job, periodic.arguments,
                        timeout=periodic.timeout, patience=1)  # fmt: skip
    time.sleep(2)
    stage.services["worker"].start()


# --- Redis ---


def redis_killed(stage: Stage) -> None:
    """Back after two seconds, before anybody thinks of its replica."""
    node = stage.servers.main()
    node.kill()
    time.sleep(2)
    node.start()
    until(stage.servers.in_step)


def redis_replaced(stage: Stage) -> None:
    """For good, as far as the line can tell; it comes back much later, as the replica."""
    node = stage.servers.main()
    stage.upload()
    node.kill()
    until(lambda: stage.servers.main() is not node)
    time.sleep(5)
    node.start()


def redis_frozen(stage: Stage) -> None:
    """And nobody takes its place, as where there is only one."""
    stage.servers.patience(120_000)
    try:
        with _frozen([stage.servers.main().pid]):
            time.sleep(30)
        time.sleep(3)  # else it was silent for too long even now
    finally:
        stage.servers.patience(3_000)


def redis_frozen_replaced(stage: Stage) -> None:
    """It thaws when another has its place already, and thinks that nothing has happened."""
    node = stage.servers.main()
    with _frozen([node.pid]):
        until(lambda: stage.servers.main() is not node)
        time.sleep(20)


# --- lists ---


def list_hangs(stage: Stage) -> None:
    stage.lists.done.clear()
    stage.lists.give(Answer(by_hand=_hanging(stage)))
    _refresh(stage)
    time.sleep(15)
    stage.lists.done.set()
    _good_list(stage)


def list_lies(stage: Stage) -> None:
    """A page of HTML, half a list, an empty one, each as if it were the list."""
    whole = (DEMO / "meetings.json").read_bytes()
    before = _schedule(stage)
    for lie in (b"<!doctype html><title>Welcome</title>", whole[: len(whole) // 2], b"[]"):
        stage.lists.give(lie)
        _refresh(stage, wait=True)
    assert _schedule(stage) == before, "a lie of a list was published"
    _good_list(stage)


def list_gone(stage: Stage) -> None:
    before = _schedule(stage)
    stage.lists.give(Answer(status=503))
    _refresh(stage, wait=True)
    stage.lists.give(Answer(by_hand=lambda handler: handler.connection.close()))
    _refresh(stage, wait=True)
    assert _schedule(stage) == before, "what is no list was published"
    _good_list(stage)


# --- the carrier's API ---


def api_fails(stage: Stage) -> None:
    """500, then too many requests, then no answers, then nobody listens."""
    faults = stage.board.faults
    try:
        for kind in ("500", "429", "silent"):
            if kind == "500":
                faults.status = 500
            else:
                faults.rates = {kind: 1.0}
            time.sleep(6)
            faults.status, faults.rates = None, {}
        stage.crowd.loop.call_soon_threadsafe(stage.door.close)
        time.sleep(6)
    finally:
        faults.status, faults.rates = None, {}
        with suppress(OSError):
            stage.crowd.do(stage.door.open())


# --- disks ---


def data_full(stage: Stage) -> None:
    """IVR_DATA_DIR, in which the store of recordings lies, too."""
    with _full(stage.disks[0]):
        time.sleep(15)


def redis_full(stage: Stage) -> None:
    """Where both Redis servers write what they are told."""
    with _full(stage.disks[1]), _full(stage.disks[2]):
        time.sleep(15)


# --- clocks ---


def clock(stage: Stage) -> None:
    """An hour ahead for a while, and then right again: of the line's machine, not of Redis's."""
    file = Path(stage.services["web-a"].environ["FAKETIME_TIMESTAMP_FILE"])
    for wrong in ("+3600", "-3600", "+0"):
        file.write_text(wrong)
        time.sleep(10)


# --- what they have in common ---

REFRESH = "workers.jobs.refresh_schedule"


def _is(pid: int, word: str) -> bool:
    try:
        return word in Path(f"/proc/{pid}/cmdline").read_text()
    except OSError:
        return False


def _hanging(stage: Stage) -> Callable[[object], None]:
    def hang(_: object) -> None:
        stage.lists.done.wait(60)

    return hang


@contextmanager
def _frozen(pids: list[int]) -> Iterator[None]:
    for pid in pids:
        kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        for pid in pids:
            kill(pid, signal.SIGCONT)


@contextmanager
def _full(disk: Path) -> Iterator[None]:
    ballast = disk / "ballast"
    with suppress(OSError), ballast.open("wb") as file:
        while True:
            os.write(file.fileno(), bytes(4096))
    try:
        yield
    finally:
        ballast.unlink()


def _refresh(stage: Stage, *, wait: bool = False) -> None:
    with stage.connect() as connection:
        job = enqueue(connection, "schedule", REFRESH, ("sample",), timeout=60)
        if wait:
            until(lambda: job.get_status() in ("finished", "failed"), within=30)


def _good_list(stage: Stage) -> None:
    stage.lists.give((DEMO / "meetings.json").read_bytes())
    _refresh(stage)


def _schedule(stage: Stage) -> str:
    with stage.connect() as connection:
        return store.text(connection.get(store.PUBLISHED_VERSION.of("schedule")))


def _mounts(stage: Stage) -> str:
    return "" if stage.mounted else "a file system can be mounted by root only"


def _faketime(stage: Stage) -> str:
    return "" if Path(LIBFAKETIME).exists() else "libfaketime is missing: apt-get install faketime"


FAULTS = (
    Fault("web", "a web process is killed", web),
    Fault("web-all", "all web processes of one machine are killed", web_all),
    Fault("web-frozen", "a web process hangs for 12 s", web_frozen, slow=True),
    Fault("worker", "all workers are killed in the middle of jobs", worker, within=100),
    Fault("cron", "both crons are killed", cron),
    Fault("workers-gone", "all workers are gone for an hour", workers_gone, within=60),
    Fault("redis-killed", "Redis is killed, and back after 2 s", redis_killed, meant=ROOM,
          refuses=True),
    Fault("redis-replaced", "Redis is killed, and replaced by its replica", redis_replaced,
          meant=ROOM, refuses=True, within=40),
    Fault("redis-frozen", "Redis is frozen for 30 s", redis_frozen, meant=ROOM, refuses=True),
    Fault("redis-frozen-replaced", "Redis is frozen, replaced, and thaws", redis_frozen_replaced,
          meant=ROOM, refuses=True, within=40),
    Fault("list-hangs", "the list server hangs", list_hangs),
    Fault("list-lies", "the list server lies: HTML, half a list, an empty one", list_lies),
    Fault("list-gone", "the list server is gone", list_gone),
    Fault("api", "the carrier's API: 500, 429, no answer, nobody there", api_fails, within=60),
    Fault("data-full", "the disk of IVR_DATA_DIR is full", data_full, needs=_mounts, refuses=True),
    Fault("redis-full", "the disk of Redis is full", redis_full, needs=_mounts, meant=ROOM,
          refuses=True),
    Fault("clock", "the clock jumps by an hour, forth and back", clock, needs=_faketime,
          clock=True),
)  # fmt: skip
