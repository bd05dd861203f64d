"""The pretend carrier's REST server: real HTTP on loopback, in a thread of the test's process."""

import asyncio
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import uvicorn
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
from uvicorn.server import ServerState

from tests.line import TOKEN
from tests.rest.description import problems_of
from tests.rest.gate import Asked, Gate
from tests.rest.records import Records

BACKLOG = 512


class Connection(HttpToolsProtocol):
    """uvicorn's own reading of HTTP; what it adds is that a request can be cut off."""

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self.access_log = False
        self.scope["state"]["cut"] = self.transport.abort


@dataclass
class PretendRest:
    """A running server. `requests` are in the order in which they came."""

    url: str
    records: Records
    token: str
    requests: list[Asked]
    problems: list[str]
    """What was wrong with requests, as far as `check()` has looked."""
    spec: bool

    def check(self) -> list[str]:
        """Hold everything asked so far against the API's description; what is wrong with it.

        Empty where the description is not to be had (`description.missing()` says why).
        """
        if self.spec:
            for problem in problems_of(self.requests):
                if problem not in self.problems:
                    self.problems.append(problem)
        return self.problems


@contextmanager
def rest_server(
    records: Records, *, token: str = TOKEN, spec: bool = True
) -> Iterator[PretendRest]:
    """Serve the records on a free port of loopback until the end of the context.

    Requests that are still waiting then are cut off. `spec=False` makes `check()` do nothing.
    """
    listening = socket.create_server(("127.0.0.1", 0), backlog=BACKLOG)
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # else 40 ms an answer
    url = f"http://127.0.0.1:{listening.getsockname()[1]}"
    ready = threading.Event()
    running: list[tuple[asyncio.AbstractEventLoop, Gate]] = []

    async def serve() -> None:
        gate = Gate(records, token, url)
        config = uvicorn.Config(
            gate, log_config=None, ws="none", proxy_headers=False, timeout_keep_alive=75
        )
        state = ServerState()
        loop = asyncio.get_running_loop()
        server = await loop.create_server(
            lambda: Connection(config, state, {}), sock=listening, backlog=BACKLOG
        )
        running.append((loop, gate))
        ready.set()
        await gate.stopping.wait()
        server.close()
        if state.tasks:
            await asyncio.wait(state.tasks, timeout=2)
        for connection in list(state.connections):
            connection.transport.abort()
        await server.wait_closed()
        await asyncio.sleep(0)

    thread = threading.Thread(target=lambda: asyncio.run(serve()), name="pretend REST")
    thread.start()
    ready.wait()
    loop, gate = running[0]
    try:
        yield PretendRest(url, records, token, gate.requests, gate.problems, spec)
    finally:
        loop.call_soon_threadsafe(gate.stopping.set)
        thread.join()
