"""Sets a line in simulated time up, and takes all of it down again."""

import logging
import sys
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager, redirect_stderr
from dataclasses import replace
from pathlib import Path

import httpx
import structlog

from ivr import log, store
from ivr.app import create_app
from ivr.phone import Carrier
from ivr.schedule.publish import SCHEDULE
from ivr.schedule.snapshot import pack
from ivr.settings import Settings
from tests.erasure.clock import FileClock
from tests.erasure.killed import KilledWorkers
from tests.erasure.post import Post
from tests.erasure.searching import Searching
from tests.erasure.simulation import KeepingCron, Simulation
from tests.line import DEMO, PUBLIC, SATURDAY_EVENING, TOKEN, rota, settings, snapshot
from tests.redis_server import redis_server
from tests.rest import ACCOUNT, Faults, Records, rest_server


@asynccontextmanager
async def simulation(
    folder: Path, callers: Iterable[str], fate: Callable[[str], str]
) -> AsyncIterator[Simulation]:
    """With its list and its hours, before the first call.

    `callers`, ten digits each, are looked for in Redis, its files, the data folder and all logs;
    `fate` says what becomes of the callback at the end of a call (see `post`).
    """
    data, logs = folder / "data", folder / "logs"
    logs.mkdir()
    clock = FileClock(SATURDAY_EVENING, folder / "clock")
    async with AsyncExitStack() as stack:
        stack.callback(clock.close)
        stack.callback(sys.setswitchinterval, sys.getswitchinterval())
        sys.setswitchinterval(
            0.0005
        )  # seconds: here calls and the carrier's server share a process
        stack.enter_context(_logged(logs / "app.log"))
        server = stack.enter_context(redis_server(appendonly=True))
        rest = stack.enter_context(rest_server(Records(clock.now, Faults())))
        here = replace(
            settings(str(data)), account_sid=ACCOUNT, twilio_api=rest.url, redis_url=server.url
        )
        connection = stack.enter_context(server.connect())
        search = Searching(callers, server.url, (server.folder, data, logs))
        stack.enter_context(search)
        app = create_app(here, clock.now)
        cron = KeepingCron(
            replace(here, sources=(), rota=None), now=lambda: clock.now().timestamp()
        )
        queues = {periodic.queue for periodic in cron.due}
        workers = KilledWorkers(queues, _environ(here), clock.path, logs / "worker.log")
        stack.enter_context(workers)
        stack.enter_context(cron.connection)
        store.publish(connection, SCHEDULE, (pack(list(snapshot().meetings), clock.now())))
        store.publish(connection, "rota", rota().pack())
        await stack.enter_async_context(app.router.lifespan_context(app))
        post = Post(app, fate)
        client = await stack.enter_async_context(httpx.AsyncClient(transport=post))
        carrier = Carrier(
            client,
            f"{PUBLIC}/voice",
            auth_token=TOKEN,
            clock=clock,
            status_url=f"{PUBLIC}/voice/status",
            records=rest.records,
        )
        one = Simulation(clock, server, connection, rest, app, carrier, post, cron, workers, search)
        await one.ready()
        yield one


def _environ(here: Settings) -> dict[str, str]:
    """Of the workers: the same settings."""
    return {
        "IVR_CONFIG": str(DEMO / "line.toml"),
        "IVR_DATA_DIR": str(here.data_dir),
        "IVR_PUBLIC_URL": PUBLIC,
        "IVR_TWILIO_API": here.twilio_api,
        "REDIS_URL": here.redis_url,
        "SSL_CERT_FILE": "",
        "SSL_CERT_DIR": str(here.data_dir),  # nothing is encrypted here: 40 ms less for each job
        "TWILIO_ACCOUNT_SID": ACCOUNT,
        "TWILIO_AUTH_TOKEN": TOKEN,
    }


@contextmanager
def _logged(path: Path) -> Iterator[None]:
    """The log of this process, as that of the web process is, into a file."""
    before = logging.root.handlers[:], logging.root.level
    with path.open("w") as file, redirect_stderr(file):
        log.set_up(json=True)
        try:
            yield
        finally:
            logging.root.handlers[:], logging.root.level = before
            structlog.reset_defaults()
