"""What an answer costs: `python -m tests.bench.cost`.

One process of `ivr serve` on the demo's line, against the same server with one route that reads
the body and answers a constant document. Machines differ and their speed wavers, so both are asked
in turns, and only the ratio counts.
"""

import os
import platform
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from html import unescape
from importlib.metadata import version
from pathlib import Path

import uvicorn
import uvloop
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from ivr.schedule.snapshot import pack
from tests.bench.load import CONNECTIONS, form, rate, signed
from tests.line import DEMO, PUBLIC, TOKEN, rota, snapshot

CALLS = 64
ROUNDS = 40
SECONDS = 0.3  # of each question in each round


@dataclass(frozen=True)
class Question:
    """Requests of one kind, and how many of them were answered a second, round by round."""

    name: str
    port: int
    requests: Sequence[bytes]
    target: float = 0.0  # of the constant document's rate
    rates: list[float] = field(default_factory=list)


def serve_constant(port: int, size: int) -> None:
    """The server to compare with, as `ivr serve` starts the line."""
    document = b"-" * size

    async def answer(request: Request) -> Response:
        await request.body()
        return Response(document, media_type="text/xml")

    app = Starlette(routes=[Route("/voice", answer, methods=["POST"])])
    uvicorn.run(app, port=port, log_level="warning", access_log=False, server_header=False)


def ask(line: int, other: int) -> tuple[list[Question], float]:
    """All questions in turns, and the share of its time for which this process was busy."""
    greetings = [signed("/voice", form(place)) for place in range(CALLS)]
    questions = [
        Question("constant document", other, greetings),
        Question("signed greeting", line, greetings, 0.25),
        Question("signed first meeting", line, [_key(line, i) for i in range(CALLS)], 0.20),
    ]

    async def run() -> None:
        for question in questions:
            await rate(question.port, question.requests, 1.0)  # to warm up
        for turn in range(ROUNDS):
            for question in questions if turn % 2 else reversed(questions):
                question.rates.append(await rate(question.port, question.requests, SECONDS))

    busy, began = time.process_time(), time.perf_counter()
    uvloop.run(run())
    return questions, (time.process_time() - busy) / (time.perf_counter() - began)


def _key(port: int, place: int) -> bytes:
    """Key 2 at the greeting of a call: the URL is the one that the greeting names."""
    answer = _post(port, signed("/voice", form(place)))
    action = re.search(r'action="([^"]+)"', answer)
    assert action is not None, answer
    path = unescape(action[1]).removeprefix(PUBLIC).partition("#")[0]
    return signed(path, form(place, Digits="2", FinishedOnKey="", msg="Gather End"))


def _post(port: int, request: bytes) -> str:
    """The answer to one written request."""
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.sendall(request.replace(b"\r\n", b"\r\nConnection: close\r\n", 1))
        return b"".join(iter(lambda: connection.recv(65536), b"")).decode()


@contextmanager
def started(command: Sequence[str], environ: dict[str, str], port: int) -> Iterator[None]:
    """A server process that listens on `port`."""
    process = subprocess.Popen([sys.executable, *command], env=os.environ | environ)
    try:
        for _ in range(600):
            assert process.poll() is None, "a server ended at once"
            try:
                socket.create_connection(("127.0.0.1", port)).close()
                break
            except ConnectionRefusedError:
                time.sleep(0.05)
        yield
    finally:
        process.terminate()
        process.wait(30)


def environment(folder: Path, port: int) -> dict[str, str]:
    """Of a line whose list and rota lie on disk, as after a restart while Redis is away."""
    published = folder / "published"
    published.mkdir(parents=True)
    meetings = list(snapshot().meetings)
    (published / "schedule").write_bytes(pack(meetings, datetime.now(UTC)))
    (published / "rota").write_bytes(rota().pack())
    return {
        "PORT": str(port),
        "REDIS_URL": "redis://127.0.0.1:1",
        "IVR_CONFIG": str(DEMO / "line.toml"),
        "IVR_DATA_DIR": str(folder),
        "IVR_PUBLIC_URL": PUBLIC,
        "TWILIO_AUTH_TOKEN": TOKEN,
    }


def measure() -> tuple[list[Question], float]:
    ports = [socket.create_server(("127.0.0.1", 0)) for _ in range(2)]
    line, other = (free.getsockname()[1] for free in ports)
    for free in ports:
        free.close()
    with (
        tempfile.TemporaryDirectory() as folder,
        started(["-m", "ivr", "serve"], environment(Path(folder), line), line),
    ):
        size = len(_post(line, signed("/voice", form(0))).partition("\r\n\r\n")[2].encode())
        compared = ["-m", "tests.bench.cost", "--constant", str(other), str(size)]
        with started(compared, {}, other):
            return ask(line, other)


def table(questions: Sequence[Question]) -> tuple[list[str], bool]:
    """The lines to print, and whether all targets were met."""
    base, met = questions[0], True
    lines = [f"{'':22}{'requests/s':>11}{'ratio':>8}{'low':>7}{'high':>7}{'target':>8}"]
    for question in questions:
        ratios = [own / other for own, other in zip(question.rates, base.rates, strict=True)]
        ratio, good = statistics.median(ratios), statistics.median(ratios) >= question.target
        met = met and good
        verdict = f"{question.target:8.2f}  {'met' if good else 'MISSED'}"
        lines.append(
            f"{question.name:22}{statistics.median(question.rates):11.0f}{ratio:8.3f}"
            f"{min(ratios):7.3f}{max(ratios):7.3f}{verdict if question.target else ''}"
        )
    return lines, met


def main() -> int:
    began = time.perf_counter()
    questions, busy = measure()
    lines, met = table(questions)
    packages = ", ".join(f"{name} {version(name)}" for name in ("starlette", "uvicorn", "uvloop"))
    print(*lines, sep="\n")
    print(
        f"\n{platform.machine()}, {os.cpu_count()} cores, {platform.system()} "
        f"{platform.release()}; Python {platform.python_version()}, {packages}.\n"
        f"{ROUNDS} rounds of {SECONDS} s each over {CONNECTIONS} connections; a form has "
        f"{len(form(0))} fields, {len(questions[0].requests[0])} bytes with its head.\n"
        f"The asking process was busy {busy:.0%} of the time; {time.perf_counter() - began:.0f} s "
        "in all."
    )
    return 0 if met else 1


if __name__ == "__main__":
    if sys.argv[1:2] == ["--constant"]:
        serve_constant(int(sys.argv[2]), int(sys.argv[3]))
    else:
        sys.exit(main())
