"""One line on this machine of which some processes are of one release and some of another.

Of each release a web process, the workers and a cron; before them one load balancer; below them one
Redis and one folder of data. The callers are on all the time.
"""

import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import redis
from twilio.request_validator import RequestValidator

from ivr import store
from ivr.environment import load
from ivr.phone.call import Call, new_sid
from ivr.prompts import Prompts
from ivr.settings import Settings
from tests.bench.faults.balancer import Balancer
from tests.bench.faults.crowd import UNUSUAL, Crowd
from tests.bench.faults.service import Service
from tests.bench.faults.stage import line_file
from tests.bench.upgrade.release import Release, is_run
from tests.line import DEMO, NUMBER, TOKEN
from tests.processes import WELL, free_port
from tests.redis_server import redis_server
from tests.rest import ACCOUNT, Faults
from tests.schedule.list_server import ListServer, list_server
from tests.sentinels import short_folder, until
from tests.switchboard import switchboard
from workers.queues import NAMES
from workers.waiting import failed

DRAIN = "2"
"""Seconds for which a web process that is told to end answers on; each second is looked at it."""

UP = 60.0
"""Seconds in which the processes of a release come up."""

LOST_KEY = "wrong-key"
"""What is heard of a key that is not known where it was pressed. These callers press no such."""

ON = 0.4
"""The share of the callers who are in a room before anything changes."""


class Broken(Exception):
    """A promise is not kept: one sentence."""


@dataclass
class Side:
    """The processes of one release. `environ` is also that of its commands."""

    release: Release
    port: int
    environ: Mapping[str, str]
    folder: Path
    services: Sequence[Service]
    client: httpx.Client
    public: str
    starts: int = 0
    running: bool = False

    @property
    def name(self) -> str:
        return self.release.name

    def start(self) -> None:
        """The worker first, as deploy/roll does it, until callers are answered well: or Broken."""
        self.starts += 1
        self.running = True
        for service in self.services:
            service.start()
        if not waited(UP, lambda: self.asked("/readyz").partition("\n")[0].strip() == WELL):
            said = self.asked("/readyz").partition("\n")[0] or "nothing"
            raise Broken(f"{self.name} does not answer callers well, and says: {said}")

    def stop(self) -> None:
        self.running = False
        for service in self.services:
            service.pause()

    def fallen(self) -> list[str]:
        """The processes that ended by themselves, and were started again."""
        return [service.name for service in self.services if service.starts > self.starts]

    def command(self, *arguments: str) -> str:
        """What `ivr` of this release prints. Raises Broken."""
        done = subprocess.run(
            [sys.executable, "-m", "ivr", *arguments],
            env=self.environ,
            cwd=self.folder,
            capture_output=True,
            text=True,
            timeout=120,
        )
        if done.returncode:
            said = (done.stderr.strip() or done.stdout.strip()).splitlines() or [""]
            raise Broken(f"`ivr {' '.join(arguments[:2])}` of {self.name} refuses: {said[-1]}")
        return done.stdout

    def asked(self, path: str) -> str:
        """What its web process answers; nothing while it is not there."""
        try:
            return self.client.get(f"http://127.0.0.1:{self.port}{path}").text
        except httpx.HTTPError:
            return ""

    def call(self) -> "Ear":
        return Ear(self)


class Ear:
    """A call to one web process, by none of the balancer's choice: what it answers first."""

    def __init__(self, side: Side) -> None:
        self._side = side
        self._form = {"CallSid": new_sid("CA"), "From": "+12025550100", "To": NUMBER}

    def hears(self, url: str = "/voice", **more: str) -> str:
        """The document. Raises HTTPError."""
        side, form = self._side, self._form | more
        url = url if "://" in url else side.public + url
        url = url.partition("#")[0]
        signature = RequestValidator(TOKEN).compute_signature(url, form)
        return side.client.post(
            url.replace(side.public, f"http://127.0.0.1:{side.port}"),
            data=form,
            headers={"X-Twilio-Signature": signature},
        ).text


@dataclass
class Stage:
    """`sides` are by the name of their release."""

    folder: Path
    sides: Mapping[str, Side]
    crowd: Crowd
    lists: ListServer
    connection: redis.Redis
    settings: Settings
    made: dict[str, list[str]] = field(default_factory=dict)
    """What was published so far and has to stay, by its kind."""

    def failed(self) -> dict[str, int]:
        """Jobs that failed for good, by their name."""
        found: dict[str, int] = {}
        for name in NAMES:
            found.update(failed(self.connection, name))
        return found

    def unforgotten(self, calls: Sequence[Call]) -> list[str]:
        """Those of these ended calls that are not deleted at the carrier, or were never noted."""
        sids = [call.sid for call in calls if call.ended and call.webhooks]
        if not sids:
            return []
        noted: Any = self.connection.zmscore(store.FORGET_NOTED.of(), sids)
        waiting: Any = self.connection.zmscore(store.FORGET_WAITING.of(), sids)
        return [
            sid
            for sid, one, other in zip(sids, noted, waiting, strict=True)
            if one is None or other is not None
        ]


def put_out(calls: Sequence[Call]) -> list[str]:
    """How the calls ended that their callers did not end."""
    mine = (call for call in calls if call.direction == "inbound" and call.ended)
    return [call.end_reason for call in mine if call.end_reason != "caller"]


def pressed(calls: Sequence[Call], since: datetime) -> int:
    """How many keys."""
    return sum(
        heard.kind == "key" and heard.at >= since
        for call in calls
        for heard in list(call.transcript)
    )


@contextmanager
def stage(
    releases: Sequence[Release], callers: int, *, keep: Path | None = None
) -> Iterator[Stage]:
    """The first of these runs, with the callers on; the others are ready to be started.

    The logs are copied to the folder `keep`. Raises Broken.
    """
    with ExitStack() as stack:
        folder = stack.enter_context(short_folder())
        if keep:
            stack.callback(_copy_logs, folder, keep)
        server = stack.enter_context(redis_server(appendonly=True))
        lists = stack.enter_context(list_server())
        lists.give((DEMO / "meetings.json").read_bytes())
        ports = {release.name: free_port() for release in releases}
        balancer = Balancer(list(ports.values()))
        crowd = Crowd("", callers, None)
        faults = Faults(too_early=timedelta(), events_late=timedelta())
        board = stack.enter_context(switchboard(crowd.clock, faults, spec=False))
        crowd.records = board
        crowd.leaves = [balancer]
        crowd.loop.run_until_complete(balancer.open())
        public = crowd.url = f"http://127.0.0.1:{balancer.port}"
        environ = {
            "HOST": "127.0.0.1",
            "REDIS_URL": server.url,
            "IVR_CONFIG": str(line_file(folder, lists.url)),
            "IVR_DATA_DIR": str(folder / "data"),
            "IVR_DRAIN": DRAIN,
            "IVR_PUBLIC_URL": public,
            "IVR_SECRET": "of no use to anybody but this bench",
            "IVR_TWILIO_API": board.rest.url,
            "TWILIO_ACCOUNT_SID": ACCOUNT,
            "TWILIO_AUTH_TOKEN": TOKEN,
        }
        settings = load(environ)
        client = stack.enter_context(httpx.Client(timeout=5, trust_env=False, verify=False))
        sides = {}
        for release in releases:
            assert is_run(release, folder), f"{release.code} is not what this Python would run"
            port = ports[release.name]
            own = environ | dict(release.environ) | {"PORT": str(port)}
            services = [
                Service(f"{release.name} {command}", (command,), own, folder)
                for command in ("worker", "cron", "serve")
            ]
            for service in services:
                stack.callback(service.stop)
            sides[release.name] = Side(release, port, own, folder, services, client, public)
            known = Prompts(release.languages, release.code / "prompts")
            there = {*UNUSUAL, LOST_KEY} & known.ids(settings.lines[0].languages[0])
            crowd.known(settings.lines, known, there)
        here = Stage(folder, sides, crowd, lists, store.connect(server.url), settings)
        stack.callback(here.connection.close)
        first = sides[releases[0].name]
        first.command("refresh")
        first.start()
        crowd.besides.append(balancer.check())
        crowd.start()
        stack.callback(crowd.stop)
        until(lambda: sum(crowd.inside.values()) >= callers * ON, within=90)
        yield here


def _copy_logs(folder: Path, to: Path) -> None:
    to.mkdir(parents=True, exist_ok=True)
    for log in folder.glob("*.log"):
        shutil.copy(log, to)


def waited(seconds: float, done: Any) -> bool:
    """Whether it was so within these seconds."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if done():
            return True
        time.sleep(0.2)
    return False


def now() -> datetime:
    return datetime.now(UTC)
