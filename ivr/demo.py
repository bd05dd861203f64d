"""`ivr demo`: a whole line on this machine, with made-up meetings and a telephone to try it.

Everything it starts lives in one temporary folder and ends with it.
"""

import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping
from contextlib import closing
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import FrameType

import httpx

from ivr import store
from ivr.embedded import EmbeddedRedis, NoRedisServer
from ivr.environment import load
from ivr.people.book import Book
from ivr.people.leading import give_pin
from ivr.phone.terminal import run_call
from ivr.places.places import PLACES
from ivr.recordings.storage import storage_of

SAMPLE = Path(__file__).parent.parent / "demo"
OPERATOR = "Demo"
LEADER, LEADERS_NAME = "ana", "Ana"
"""A row of demo/leaders.csv."""

START_WITHIN = 60.0
"""Seconds until all parts must have come up."""

PLACES_WITHIN = 20.0
"""Seconds more that are given to the places. A call whose script does not press 3 needs none."""

NEAR_KEY = "3"


class DemoFailed(Exception):
    """A part did not come up: a sentence with the place of its log."""


class Demo:
    """The line of `demo/line.toml`. `keys` scripts the call; `serve` makes none."""

    def __init__(self, *, keys: str | None, serve: bool, speak: bool, to: str) -> None:
        self.keys, self.serve, self.speak, self.to = keys, serve, speak, to
        self.folder = Path(tempfile.mkdtemp(prefix="ivr-demo-"))
        self.processes: list[subprocess.Popen[bytes]] = []
        self.redis: EmbeddedRedis | None = None
        self.list_server = ThreadingHTTPServer(("127.0.0.1", 0), SampleList)
        self.token = secrets.token_hex(16)
        self.port = _free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.people = ""

    def run(self) -> int:
        """Start, ring or serve, and end all of it again. Returns the exit code."""
        for number in (signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, _interrupt)
        try:
            print("Starting a line with made-up meetings …", file=sys.stderr, flush=True)
            self._start()
            return self._serve() if self.serve else self._ring()
        except (NoRedisServer, DemoFailed) as error:
            print(error, file=sys.stderr)
            return 1
        finally:
            self._end()

    def _start(self) -> None:
        threading.Thread(target=self.list_server.serve_forever, daemon=True).start()
        self.redis = EmbeddedRedis.start(self.folder / "redis")
        environ = self._environ(self.redis.url)
        for command in ("serve", "worker", "cron"):
            with (self.folder / f"{command}.log").open("wb") as log:
                self.processes.append(
                    subprocess.Popen(  # noqa: S603 - our own program
                        [sys.executable, "-m", "ivr", command],
                        env=environ,
                        stdout=log,
                        stderr=log,
                        stdin=subprocess.DEVNULL,
                        start_new_session=True,  # Ctrl-C comes to this process alone
                    )
                )
        self._await()
        self._add_people(environ)
        if self.keys is None or NEAR_KEY in self.keys:
            self._await_places()

    def _add_people(self, environ: Mapping[str, str]) -> None:
        """Somebody who keeps this line and somebody who leads: what they have can be tried, too."""
        settings = load(environ)
        password = secrets.token_urlsafe(12)
        with closing(store.connect(settings.redis_url)) as connection:
            book = Book(connection, storage_of(settings), settings, lambda: datetime.now(UTC))
            _, pin = book.add(OPERATOR, password=password, who="the demo")
            _, leads = give_pin(book, LEADER, LEADERS_NAME, who="the demo")
        self.people = (
            f"Operators: {self.url}/console/ (name {OPERATOR}, password {password}), "
            f"or # and {pin} on the telephone.\n"
            f"To lead as {LEADERS_NAME}: # and {leads}, then 1, and in the meeting star."
        )

    def _environ(self, redis_url: str) -> dict[str, str]:
        sample = self.folder / "line"
        shutil.copytree(SAMPLE, sample)
        config = sample / "line.toml"
        port = str(self.list_server.server_address[1])
        config.write_text(config.read_text("utf-8").replace("LIST_PORT", port), "utf-8")
        return os.environ | {
            "HOST": "127.0.0.1",
            "PORT": str(self.port),
            "REDIS_URL": redis_url,
            "IVR_CONFIG": str(config),
            "IVR_DATA_DIR": str(self.folder / "data"),
            "IVR_PUBLIC_URL": self.url,
            "IVR_SECRET": secrets.token_hex(32),
            "TWILIO_AUTH_TOKEN": self.token,
        }

    def _await(self) -> None:
        deadline = time.monotonic() + START_WITHIN
        said = "nothing yet"
        while time.monotonic() < deadline:
            for process in self.processes:
                if process.poll() is not None:
                    raise DemoFailed(f"A part of the line ended at once:\n{self._logs()}")
            try:
                answer = httpx.get(f"{self.url}/readyz", timeout=2)
                said = answer.text.partition("\n")[0]  # below it: what else is not well
                if said == "Callers are answered well.":
                    return
            except httpx.TransportError:
                said = "the web process does not listen yet"
            time.sleep(0.1)
        raise DemoFailed(
            f"The line did not come up in {START_WITHIN:.0f} s: {said}\n{self._logs()}"
        )

    def _await_places(self) -> None:
        """The worker makes them some seconds after the meetings; until then key 3 is without them.

        A web process writes to the disk whatever it serves: they are there once it has them.
        """
        deadline = time.monotonic() + PLACES_WITHIN
        while time.monotonic() < deadline:
            if (self.folder / "data" / "published" / PLACES).exists():
                return
            time.sleep(0.1)
        print("The places are not made yet: key 3 comes later.", file=sys.stderr, flush=True)

    def _logs(self) -> str:
        """The last lines of each part's log: the folder goes with the demo."""
        parts = []
        for path in sorted(self.folder.glob("*.log")):
            lines = path.read_text(errors="replace").splitlines()[-5:]
            parts += [f"{path.stem}: {line}" for line in lines]
        return "\n".join(parts)

    def _ring(self) -> int:
        print(self.people, file=sys.stderr, flush=True)
        return run_call(
            self.url, to=self.to, keys=self.keys, speak=self.speak, auth_token=self.token
        )

    def _serve(self) -> int:
        print(f"The line answers at {self.url}/voice. Call it from another terminal:")
        print(f"  TWILIO_AUTH_TOKEN={self.token} {_program()} call {self.url}")
        print(self.people)
        print("Ctrl-C ends it.", flush=True)
        try:
            while all(process.poll() is None for process in self.processes):
                time.sleep(0.5)
        except KeyboardInterrupt:
            return 0
        raise DemoFailed(f"A part of the line ended:\n{self._logs()}")

    def _end(self) -> None:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)  # an end is not interrupted
        for process in self.processes:
            process.terminate()
        for process in self.processes:
            try:
                process.wait(35)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
        if self.redis is not None:
            self.redis.stop()
        self.list_server.shutdown()
        self.list_server.server_close()
        shutil.rmtree(self.folder, ignore_errors=True)


class SampleList(BaseHTTPRequestHandler):
    """The made-up meetings, as a BMLT server answers."""

    def do_GET(self) -> None:
        body = (SAMPLE / "meetings.json").read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """The terminal is the telephone's."""


def _program() -> str:
    """What is typed for this program in another terminal, where `ivr` need not be known."""
    return "ivr" if shutil.which("ivr") else str(Path(sys.executable).with_name("ivr"))


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt
