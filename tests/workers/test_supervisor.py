"""`ivr worker` with real processes: killed ones come back, and at its end none is left."""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import redis

from tests.workers.conftest import start
from workers.queues import queue

PROGRAM = """
import os
from pathlib import Path
from workers import supervisor
supervisor.SHORTEST_LIFE = 0.1
pulse = Path(os.environ["IVR_CONFIG"]).with_name("pulse")
supervisor.Supervisor({names!r}, farewell=1.2, pulse=pulse).run()
"""


def children(pid: int) -> list[int]:
    """The processes that `pid` has started, and those that they have."""
    try:
        own = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except FileNotFoundError:
        return []
    return [child for one in map(int, own) for child in (one, *children(one))]


def until(look: Callable[[], list[int] | bool]) -> list[int]:
    """The first answer that is something."""
    deadline = time.monotonic() + 20
    while not (found := look()) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert found
    return found if isinstance(found, list) else []


def alive(pids: list[int]) -> list[int]:
    return [pid for pid in pids if Path(f"/proc/{pid}").exists()]


@contextmanager
def supervised(
    environ: dict[str, str], connection: redis.Redis, *names: str
) -> Iterator["subprocess.Popen[bytes]"]:
    """A supervisor whose workers are ready."""
    process = start(environ, PROGRAM.format(names=names))
    try:
        until(lambda: connection.scard("rq:workers") == len(names))
        yield process
    finally:
        left = children(process.pid)
        process.terminate()
        try:
            process.communicate(timeout=20)
        finally:  # else they hold its stderr, and nobody hears why a test failed
            for pid in alive([process.pid, *left]):
                os.kill(pid, signal.SIGKILL)


def test_each_queue_has_a_process(environ: dict[str, str], connection: redis.Redis) -> None:
    with supervised(environ, connection, "room", "audio") as process:
        commands = [Path(f"/proc/{pid}/cmdline").read_bytes() for pid in children(process.pid)]
    assert sorted(command.split(b"\0")[-3] for command in commands) == [b"audio", b"room"]


def test_it_shows_that_it_lives(environ: dict[str, str], connection: redis.Redis) -> None:
    pulse = Path(environ["IVR_CONFIG"]).with_name("pulse")
    with supervised(environ, connection, "room"):
        os.utime(pulse, (0, 0))
        until(lambda: pulse.stat().st_mtime > 0)


def test_a_worker_that_dies_is_started_again(
    environ: dict[str, str], connection: redis.Redis
) -> None:
    with supervised(environ, connection, "room") as process:
        (first,) = children(process.pid)
        os.kill(first, signal.SIGKILL)
        (second,) = until(lambda: [pid for pid in children(process.pid) if pid != first])
        assert (first != second, process.poll()) == (True, None)


def test_at_its_end_no_process_is_left(environ: dict[str, str], connection: redis.Redis) -> None:
    with supervised(environ, connection, "room", "audio") as process:
        started = children(process.pid)
        process.send_signal(signal.SIGTERM)
        assert (process.wait(20), len(started), alive(started)) == (0, 2, [])


def test_a_job_that_will_not_end_is_ended_too(
    environ: dict[str, str], connection: redis.Redis
) -> None:
    """The worker, and the process that it has forked for the job."""
    with supervised(environ, connection, "room") as process:
        queue("room", connection).enqueue("time.sleep", 60)
        started = until(lambda: children(process.pid)[1:] and children(process.pid))
        process.send_signal(signal.SIGINT)
        assert (process.wait(20), len(started), alive(started)) == (0, 2, [])


def test_workers_end_with_a_supervisor_that_is_killed(
    environ: dict[str, str], connection: redis.Redis
) -> None:
    """Else they would go on deleting, and no `ivr worker` could stop them."""
    with supervised(environ, connection, "room", "audio") as process:
        left = until(lambda: children(process.pid))
        process.kill()
        until(lambda: not alive(left))
