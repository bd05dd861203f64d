"""A whole line as it runs for real, on this machine: two of everything that there may be two of."""

import os
import subprocess
import threading
import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import redis
from twilio.request_validator import RequestValidator

from ivr import store
from ivr.environment import load
from ivr.helping.help import Own
from ivr.helping.kept import Kept
from ivr.helping.state import changed
from ivr.people.person import CannotChange
from ivr.phone.call import new_sid
from ivr.recordings.document import StateNotWritten
from ivr.recordings.storage import StoreAway, storage_of
from ivr.recordings.takes import Takes
from ivr.rotarefresh import refresh_rota
from ivr.schedule.refresh import refresh_all
from ivr.settings import Settings
from tests.bench.faults.balancer import Balancer, Door
from tests.bench.faults.crowd import Crowd
from tests.bench.faults.service import Service
from tests.line import DEMO, NUMBER, TOKEN
from tests.processes import WELL, free_port
from tests.recordings.spoken import spoken
from tests.rest import ACCOUNT, Faults
from tests.schedule.list_server import ListServer, list_server
from tests.sentinels import Cluster, cluster, short_folder, until
from tests.switchboard import Switchboard, switchboard
from tests.walk import read

SILENT = 3000
"""Milliseconds for which the main Redis may be silent before the replica takes its place."""

ROOM_ON_DISK = "64m"
FULL = 0.4
"""The share of all callers who are in rooms before anything breaks."""

CHILDREN = 6
"""So many connections are tried to a port that several processes share, so that each answers."""


@dataclass
class Operator:
    """Somebody who changes something again and again: what was acknowledged must hold."""

    settings: Settings
    connection: redis.Redis
    lock: threading.Lock = field(default_factory=threading.Lock)
    done: int = 0  # the last change that was acknowledged
    refused: int = 0

    def change(self, words: str = "") -> bool:
        """The words for an emergency; whether it was said to be done."""
        with self.lock:
            own = Own(emergency={"en": words or f"the number of change {self.done + 1}"})
            kept = Kept(self.connection, storage_of(self.settings))
            try:
                state = kept.change(
                    lambda state: changed(
                        state, "", own, expected=state.own(""), who="bench", now=datetime.now(UTC)
                    )
                )
            except StateNotWritten:
                state = kept.state()  # it holds, and an operator is told that no copy is kept
            except (redis.exceptions.RedisError, StoreAway, CannotChange, OSError):
                self.refused += 1
                return False
            self.done = max(self.done, state.revision)
            return True

    @property
    def revision(self) -> int:
        return Kept(self.connection, storage_of(self.settings)).state().revision


@dataclass
class Stage:
    """`services` are the line's own processes by what they are."""

    folder: Path
    data: Path
    disks: Sequence[Path]
    """Of the line, and of each Redis; small ones that can be filled, where that can be made."""
    servers: Cluster
    lists: ListServer
    board: Switchboard
    door: Door
    crowd: Crowd
    services: Mapping[str, Service]
    ports: Sequence[int]
    public: str
    settings: Settings
    operator: Operator
    environ: Mapping[str, str]
    client: httpx.Client
    sent: list[str] = field(default_factory=list)
    """Recordings that were taken, of which drafts are to be made."""

    def connect(self) -> redis.Redis:
        return store.connect(self.settings.redis_url, timeout=3.0)

    @property
    def mounted(self) -> bool:
        return os.path.ismount(self.data)

    def takes(self, connection: redis.Redis) -> Takes:
        return Takes(connection, lambda: datetime.now(UTC))

    def upload(self) -> None:
        """Somebody sends a recording. Where it is not taken they are told so."""
        if "worker" not in self.services:
            return
        with self.connect() as connection:
            try:
                take = self.takes(connection).upload(
                    storage_of(self.settings),
                    spoken(()),
                    language="en",
                    prompt="101",
                    who="bench",
                    came="file",
                )
            except (redis.exceptions.RedisError, StoreAway, OSError):
                return
        self.sent.append(take.id)

    # --- how the line is ---

    def well(self) -> bool:
        """Whether every web process says that callers are answered well."""
        return all(self._says(port) == WELL for port in self.ports for _ in range(CHILDREN))

    def hears(self, words: str) -> bool:
        """Whether callers of every web process hear these words for an emergency."""
        return all(words in self._danger(port) for port in self.ports for _ in range(CHILDREN))

    def _says(self, port: int) -> str:
        try:
            said = self.client.get(f"http://127.0.0.1:{port}/readyz").text
        except httpx.HTTPError:
            return ""
        return said.partition("\n")[0].strip()

    def _danger(self, port: int) -> str:
        """What key 0 says."""
        form = {"CallSid": new_sid("CA"), "From": "+12025550100", "To": NUMBER}
        try:
            greeting = read(self._webhook(port, f"{self.public}/voice", form))
            url = greeting.action.partition("#")[0]
            return self._webhook(port, url, form | {"Digits": "0"}).decode()
        except httpx.HTTPError:
            return ""

    def _webhook(self, port: int, url: str, form: Mapping[str, str]) -> bytes:
        signature = RequestValidator(TOKEN).compute_signature(url, dict(form))
        return self.client.post(
            url.replace(self.public, f"http://127.0.0.1:{port}"),
            data=dict(form),
            headers={"X-Twilio-Signature": signature},
        ).content


@contextmanager
def stage(
    callers: int, *, clock: Path | None = None, only: Collection[str] = (), full: float = FULL
) -> Iterator[Stage]:
    """A running line with so many callers on. `clock` is a file that says how wrong the line's
    clock is (libfaketime's FAKETIME_TIMESTAMP_FILE). `only` names services where not all are
    wanted; `full` is the share of callers who are in rooms when all begins."""
    with ExitStack() as stack:
        folder = stack.enter_context(short_folder())
        disks = [_disk(stack, folder / name) for name in ("data", "redis-0", "redis-1")]
        servers = stack.enter_context(
            cluster(
                folder,
                silent=SILENT,
                sentinels={"sentinel failover-timeout": "line 10000"},
                folders=disks[1:],
            )
        )
        lists = stack.enter_context(list_server())
        lists.give((DEMO / "meetings.json").read_bytes())
        webs = {
            name: (command, free_port())
            for name, command in (
                ("web-a", ("serve", "--processes", "2")),
                ("web-b", ("serve",)),
            )
            if not only or name in only
        }
        ports = [port for _, port in webs.values()]
        balancer = Balancer(ports)
        crowd = Crowd("", callers, None)
        board = stack.enter_context(
            switchboard(crowd.clock, Faults(too_early=timedelta(seconds=5)), spec=False)
        )
        crowd.records = board
        door = Door(int(board.rest.url.rpartition(":")[2]))
        crowd.besides.append(balancer.check())
        crowd.leaves = [balancer, door]
        crowd.loop.run_until_complete(balancer.open())
        crowd.loop.run_until_complete(door.open())
        public = crowd.url = f"http://127.0.0.1:{balancer.port}"
        environ = {
            "HOST": "127.0.0.1",
            "REDIS_URL": servers.url,
            "IVR_CONFIG": str(line_file(folder, lists.url)),
            "IVR_DATA_DIR": str(disks[0]),
            "IVR_PUBLIC_URL": public,
            "IVR_SECRET": "of no use to anybody but this bench",
            "IVR_TWILIO_API": f"http://127.0.0.1:{door.port}",
            "TWILIO_ACCOUNT_SID": ACCOUNT,
            "TWILIO_AUTH_TOKEN": TOKEN,
        }
        settings = load(environ)
        _publish(settings)
        commands = {name: (command, {"PORT": str(port)}) for name, (command, port) in webs.items()}
        for name, command in (("worker", "worker"), ("cron-a", "cron"), ("cron-b", "cron")):
            if not only or name in only:
                commands[name] = ((command,), {})
        services = {
            name: Service(name, command, environ | more | _wrong(clock), folder)
            for name, (command, more) in commands.items()
        }
        for service in services.values():
            stack.callback(service.stop)
            service.start()
        anew = httpx.Limits(max_keepalive_connections=0)  # another connection each time
        client = stack.enter_context(
            httpx.Client(timeout=3, trust_env=False, verify=False, limits=anew)
        )
        operator = Operator(settings, store.connect(servers.url, timeout=3.0))
        here = Stage(
            folder, disks[0], disks, servers, lists, board, door, crowd, services, ports, public,
            settings, operator, environ, client,
        )  # fmt: skip
        crowd.known(settings.lines)
        until(here.well, within=60)
        crowd.start()
        stack.callback(crowd.stop)
        until(lambda: sum(crowd.inside.values()) >= callers * full, within=90)
        yield here


def _publish(settings: Settings) -> None:
    """As `ivr refresh` does: callers are on from the first second."""
    with store.connect(settings.redis_url) as connection:
        refresh_all(settings, connection, accept=False, now=datetime.now(UTC))
        refresh_rota(settings, connection, datetime.now(UTC))


def _wrong(clock: Path | None) -> dict[str, str]:
    if clock is None:
        return {}
    return {
        "LD_PRELOAD": LIBFAKETIME,
        "FAKETIME_TIMESTAMP_FILE": str(clock),
        "FAKETIME_CACHE_DURATION": "1",
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",
    }


LIBFAKETIME = "/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1"


def _disk(stack: ExitStack, folder: Path) -> Path:
    """Of its own, where one may be mounted; else a folder that cannot be filled."""
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={ROOM_ON_DISK}", "tmpfs", str(folder)]
    if os.geteuid() == 0 and subprocess.run(command, capture_output=True).returncode == 0:
        stack.callback(lambda: subprocess.run(["umount", "-l", str(folder)], check=True))
    return folder


def line_file(folder: Path, url: str) -> Path:
    """The demo's own in `folder`, with its list at `url`."""
    for name in ("rota.csv", "leaders.csv"):
        (folder / name).write_bytes((DEMO / name).read_bytes())
    text = (DEMO / "line.toml").read_text()
    config = folder / "line.toml"
    config.write_text(text.replace("http://127.0.0.1:LIST_PORT/main_server/", url))
    return config


def waited(done: Callable[[], bool], within: float) -> float | None:
    """Seconds until `done()`; None where it was not so in that time. Redis may be away."""
    began = time.monotonic()
    try:
        until(done, within=within)
    except AssertionError:
        return None
    return time.monotonic() - began
