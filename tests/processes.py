"""Real processes of the line, as an operator starts them, marked so that none is left behind."""

import os
import random
import signal
import socket
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

import httpx

from tests.line import TOKEN

if (
    signal.getsignal(signal.SIGINT) is signal.SIG_IGN
):  # as for whatever a shell has in the background
    signal.signal(signal.SIGINT, signal.default_int_handler)  # else Ctrl-C ends none of these

IVR = [sys.executable, "-m", "ivr"]


class Installation:
    """An environment for commands, in a folder of its own."""

    def __init__(self, folder: Path, environ: Mapping[str, str]) -> None:
        self.folder = folder
        self.mark = uuid.uuid4().hex
        self.environ = os.environ | {"IVR_TEST_MARK": self.mark} | dict(environ)

    def run(
        self, *arguments: str, timeout: float = 90, typed: str = ""
    ) -> subprocess.CompletedProcess[str]:
        """A command to its end, with `typed` on its stdin."""
        return subprocess.run(
            [*IVR, *arguments],
            env=self.environ,
            cwd=self.folder,
            capture_output=True,
            text=True,
            timeout=timeout,
            input=typed,
        )

    @contextmanager
    def started(self, *arguments: str) -> Iterator["subprocess.Popen[str]"]:
        """A command while it runs; told to end, and then ended, behind it."""
        process = subprocess.Popen(
            [*IVR, *arguments],
            env=self.environ,
            cwd=self.folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            stdin=subprocess.DEVNULL,
            text=True,
        )
        try:
            yield process
        finally:
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
            try:
                process.communicate(timeout=30)
            except subprocess.TimeoutExpired:
                process.kill()
                process.communicate()

    def processes(self) -> list[str]:
        """The command lines of all processes that came from this installation."""
        found = []
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                if self.mark.encode() in (folder / "environ").read_bytes():
                    found.append((folder / "cmdline").read_text().replace("\0", " "))
            except OSError:  # it ended meanwhile, or is another user's
                continue
        return [command for command in found if command]


def installation(folder: Path, redis_url: str, config: Path, **environ: str) -> Installation:
    """A line at a free port, with its settings in `config`."""
    port = free_port()
    return Installation(
        folder,
        {
            "HOST": "127.0.0.1",
            "PORT": str(port),
            "REDIS_URL": redis_url,
            "IVR_CONFIG": str(config),
            "IVR_DATA_DIR": str(folder / "data"),
            "IVR_PUBLIC_URL": f"http://127.0.0.1:{port}",
            "TWILIO_AUTH_TOKEN": TOKEN,
            **environ,
        },
    )


WELL = "Callers are answered well."


def ready(one: Installation, words: str = WELL, *, within: float = 60.0) -> None:
    """Wait until /readyz says `words` in a line: a process that has just started may lack much."""
    url = f"{one.environ['IVR_PUBLIC_URL']}/readyz"
    deadline = time.monotonic() + within
    said = "nothing"
    with httpx.Client(timeout=2) as client:  # one: each takes a while to be made
        while time.monotonic() < deadline:
            try:
                said = client.get(url).text.strip()
            except httpx.TransportError as error:
                said = type(error).__name__
            if words in said.splitlines():
                return
            time.sleep(0.05)
    raise AssertionError(f"{url} still says: {said}")


def free_port() -> int:
    """One below those from which connections go out, which would take it before it is used."""
    for port in random.sample(range(20_000, 32_000), 100):
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
    raise OSError("no port is free")
