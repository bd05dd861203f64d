"""A whole line on this machine, as an operator runs it, and what its processes take.

Web processes, workers, cron, a Redis with its append-only file, and the pretend carrier's rooms and
REST interface. The callers have a core of their own where there are more than two.
"""

import json
import os
import platform
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import msgspec
from redis import Redis

from ivr import store
from tests.bench.crowd import Order
from tests.line import DEMO
from tests.processes import IVR, Installation, free_port, installation, ready
from tests.redis_server import RedisServer, redis_server
from tests.rest import ACCOUNT
from tests.schedule.list_server import ListServer, list_server

CORES = sorted(os.sched_getaffinity(0))
APART = len(CORES) > 2
OURS = set(CORES[-1:] if APART else CORES)
THEIRS = set(CORES[:-1] if APART else CORES)
"""The cores of the callers and the pretend carrier, and those of the line and its Redis."""

QUEUES = ("room", "erase", "schedule", "audio")
_TICK = os.sysconf("SC_CLK_TCK")


def described() -> str:
    """This machine, for a table."""
    cpu = re.search(r"model name\s*: (.+)", Path("/proc/cpuinfo").read_text())
    memory = int(Path("/proc/meminfo").read_text().split()[1]) / 2**20
    apart = "the callers on a core of their own" if APART else "callers and line on the same cores"
    return (
        f"{cpu[1] if cpu else platform.machine()}, {len(CORES)} cores, {memory:.0f} GB, Python "
        f"{platform.python_version()}; {apart}; its load before: {os.getloadavg()[0]:.1f}"
    )


@dataclass
class Machine:
    """A running line. `apart` are the processes by the role that a table names."""

    folder: Path
    one: Installation
    redis: RedisServer
    lists: ListServer
    port: int
    socket: str
    apart: dict[str, int] = field(default_factory=dict)

    @property
    def public(self) -> str:
        return self.one.environ["IVR_PUBLIC_URL"]

    def connect(self) -> Redis:
        return self.redis.connect()

    def complaints(self) -> Counter[str]:
        return complaints(self.folder)

    def processes(self) -> dict[str, list[int]]:
        """The ids of all, by role. Of a worker, whoever does a job just now is no part."""
        found: dict[str, list[int]] = {"Redis": [self.redis.pid]}
        parents = {pid: name for name, pid in self.apart.items()}
        children = _children()
        for pid, name in parents.items():
            if name == "web":
                own = [each for each in children.get(pid, []) if "spawn_main" in _command(each)]
                found["web"] = own or [pid]
            elif name == "worker":
                for each in children.get(pid, []):
                    queue = _command(each).rpartition("workers.process ")[2].split(" ")[0]
                    found.setdefault(f"worker {queue}", []).append(each)
            else:
                found[name] = [pid]
        return found


def complaints(folder: Path) -> Counter[str]:
    """What the line wrote into the logs of a folder above "info", by its words."""
    found: Counter[str] = Counter()
    for log in sorted(folder.glob("*.log")):
        for line in log.read_text(errors="replace").splitlines():
            try:
                entry = json.loads(line)
            except ValueError:
                found[f"{log.stem}: {line[:100]}"] += 1
            else:
                if entry.get("level") not in ("info", "debug"):
                    found[f"{log.stem}: {entry.get('event', '')}"] += 1
    return found


@contextmanager
def machine(
    processes: int, *, cron: bool = True, keep: Path | None = None, refresh_minutes: int = 60
) -> Iterator[Machine]:
    """A line that has its list and its rota and answers callers well.

    Its logs are copied to the folder `keep`. Told to end, this process ends all others first.
    """
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="ivr-")))
        with on(THEIRS):
            server = stack.enter_context(redis_server(appendonly=True))
        lists = stack.enter_context(list_server())
        lists.give((DEMO / "meetings.json").read_bytes())
        port, socket = free_port(), str(folder / "hall.sock")
        public = f"http://127.0.0.1:{port}"
        rest = stack.enter_context(_hall(port, public, socket))
        one = installation(
            folder,
            server.url,
            _line(folder, lists.url, refresh_minutes),
            PORT=str(port),
            IVR_PUBLIC_URL=public,
            IVR_TWILIO_API=rest,
            IVR_SECRET="of no use to anybody but these benches",
            TWILIO_ACCOUNT_SID=ACCOUNT,
        )
        here = Machine(folder, one, server, lists, port, socket)
        _give_way(server)
        commands = {"web": ("serve", "--processes", str(processes)), "worker": ("worker",)}
        if cron:
            commands["cron"] = ("cron",)
        for name, command in commands.items():
            here.apart[name] = stack.enter_context(_started(here, name, command))
        ready(one)
        _all_up(here, processes)
        yield here
        if keep is not None:
            for log in folder.glob("*.log"):
                shutil.copy(log, keep)


def _all_up(here: Machine, processes: int) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        found = here.processes()
        if len(found.get("web", [])) == processes and len(found) >= 2 + len(QUEUES):
            return
        time.sleep(0.1)
    raise AssertionError(f"not all processes came up: {here.processes()}")


def _give_way(server: RedisServer) -> None:
    """As docs/running.md has it: written every second."""
    with server.connect() as connection:
        connection.config_set("appendfsync", "everysec")


def _line(folder: Path, url: str, refresh_minutes: int) -> Path:
    for name in ("rota.csv", "leaders.csv"):
        shutil.copy(DEMO / name, folder)
    text = (DEMO / "line.toml").read_text()
    config = folder / "line.toml"
    text = text.replace("http://127.0.0.1:LIST_PORT/main_server/", url)
    config.write_text(text.replace("\n[rota]", f"refresh_minutes = {refresh_minutes}\n\n[rota]"))
    return config


@contextmanager
def on(cores: set[int]) -> Iterator[None]:
    """What is started within runs on these cores."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, cores)
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


@contextmanager
def _started(here: Machine, name: str, command: Sequence[str]) -> Iterator[int]:
    """Its id. Its logs go to a file, for nobody reads a pipe meanwhile."""
    with (here.folder / f"{name}.log").open("w") as log, on(THEIRS):
        process = subprocess.Popen(
            [*IVR, *command],
            env=here.one.environ,
            cwd=here.folder,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
        )
    try:
        yield process.pid
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(60)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@contextmanager
def _hall(port: int, public: str, socket: str) -> Iterator[str]:
    """The URL of its REST interface."""
    with on(OURS):
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.bench.hall", str(port), public, socket],
            stdout=subprocess.PIPE,
            text=True,
        )
    assert process.stdout is not None
    try:
        yield process.stdout.readline().strip()
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def crowds(here: Machine, orders: Sequence[Order]) -> "list[subprocess.Popen[bytes]]":
    """A process of callers for each order; read their stdout."""
    found = []
    with on(OURS):
        for order in orders:
            process = subprocess.Popen(
                [sys.executable, "-m", "tests.bench.crowd"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
            )
            assert process.stdin is not None
            process.stdin.write(msgspec.json.encode(order))
            process.stdin.close()
            found.append(process)
    return found


# --- what processes take ---


@dataclass(frozen=True)
class Taken:
    """Of one process just now: CPU seconds (with the jobs it did), memory in MB, open files."""

    cpu: float
    rss: float
    peak: float
    files: int
    threads: int


def taken(pid: int) -> Taken | None:
    """None for a process that has ended."""
    folder = Path(f"/proc/{pid}")
    try:
        fields = (folder / "stat").read_text().rpartition(")")[2].split()
        status = dict(line.split(":", 1) for line in (folder / "status").read_text().splitlines())
        return Taken(
            sum(map(int, fields[11:15])) / _TICK,
            _megabytes(status, "VmRSS"),
            _megabytes(status, "VmHWM"),
            len(list((folder / "fd").iterdir())),
            int(status["Threads"]),
        )
    except (OSError, KeyError):
        return None


def _megabytes(status: Mapping[str, str], name: str) -> float:
    return int(status[name].split()[0]) / 1024


def _command(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ")
    except OSError:
        return ""


def _children() -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(path.read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
        found.setdefault(parent, []).append(int(path.parent.name))
    return found


@dataclass
class Watch:
    """Looks every second at what waits: the most of it, as long as the context lasts."""

    here: Machine
    longest: dict[str, float] = field(default_factory=dict)  # age of a queue's oldest job, seconds
    most: dict[str, int] = field(default_factory=dict)  # jobs in it
    overdue: float = 0.0  # seconds for which a call waited to be forgotten after it was due
    _stop: threading.Event = field(default_factory=threading.Event)

    def __enter__(self) -> "Watch":
        self._thread = threading.Thread(target=self._run)
        self._thread.start()
        return self

    def __exit__(self, *exception: object) -> None:
        self._stop.set()
        self._thread.join()

    def _run(self) -> None:
        from rq.utils import utcparse

        with self.here.connect() as connection:
            while not self._stop.wait(1.0):
                for name in QUEUES:
                    waiting = connection.lrange(f"rq:queue:{name}", 0, -1)
                    self.most[name] = max(self.most.get(name, 0), len(waiting))
                    if waiting:  # the oldest first, as RQ has them
                        job = store.text(waiting[0])
                        told = store.text(connection.hget(f"rq:job:{job}", "enqueued_at"))
                        if told:
                            age = time.time() - utcparse(told).timestamp()
                            self.longest[name] = max(self.longest.get(name, 0.0), age)
                for _, due in connection.zrange(store.FORGET_DUE.of(), 0, 0, withscores=True):
                    self.overdue = max(self.overdue, time.time() - due)
