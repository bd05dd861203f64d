"""A bucket on this machine: a server that speaks S3, which may hang, go on, or end."""

import contextlib
import os
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager

import httpx

from tests.processes import free_port

KEY = "AKIAIOSFODNN7FICTION"
SECRET = "fictional-secret-of-the-bucket-0123456789"


class S3Server:
    def __init__(self) -> None:
        port = free_port()
        self.url = f"http://127.0.0.1:{port}"
        self.process = subprocess.Popen(
            [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            with contextlib.suppress(httpx.TransportError):
                if httpx.get(f"{self.url}/moto-api/", timeout=5).status_code == 200:
                    return
            time.sleep(0.1)
        self.end()
        raise AssertionError("the S3 server does not come up")

    @property
    def environ(self) -> dict[str, str]:
        """What an operator sets for it."""
        return {
            "AWS_ACCESS_KEY_ID": KEY,
            "AWS_SECRET_ACCESS_KEY": SECRET,
            "AWS_ENDPOINT_URL": self.url,
            "AWS_DEFAULT_REGION": "us-east-1",
        }

    def bucket(self) -> str:
        """The address of a folder in a new one."""
        name = f"line-{uuid.uuid4().hex}"
        httpx.put(f"{self.url}/{name}").raise_for_status()
        return f"s3://{name}/recordings"

    def knows_no_key(self) -> None:
        """From now on every request needs a key that it knows: it knows none."""
        httpx.post(f"{self.url}/moto-api/reset-auth", content=b"0").raise_for_status()

    def knows_all_keys(self) -> None:
        httpx.post(f"{self.url}/moto-api/reset-auth", content=b"inf").raise_for_status()

    def hang(self) -> None:
        """Connections are taken, and nothing is answered."""
        os.kill(self.process.pid, signal.SIGSTOP)

    def go_on(self) -> None:
        os.kill(self.process.pid, signal.SIGCONT)

    def end(self) -> None:
        self.process.kill()
        self.process.wait()


@contextmanager
def s3_server() -> Iterator[S3Server]:
    server = S3Server()
    try:
        yield server
    finally:
        server.end()
