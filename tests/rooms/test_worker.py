"""From a leader's key to the carrier: a real Redis, a real worker process, and REST over HTTP."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import redis

from ivr.clock import utc_now
from ivr.environment import load
from ivr.rooms.leaders import sign
from ivr.rooms.queueing import Queueing
from ivr.rotarefresh import refresh_rota
from tests.forge import Forked
from tests.line import DEMO, PUBLIC, TOKEN
from tests.redis_server import RedisServer
from tests.rest import ACCOUNT, Records, rest_server
from tests.rooms.stage import MAIN, ca, stage

WORKER = (
    "from ivr import log; from workers.process import work; log.set_up(json=True); work('room')"
)


@contextmanager
def working(environ: dict[str, str]) -> Iterator[None]:
    process = Forked(environ, WORKER)
    try:
        yield
    finally:
        process.terminate()
        process.communicate(timeout=30)


def await_worker(connection: redis.Redis) -> None:
    until = time.monotonic() + 30
    while not connection.smembers("rq:workers"):
        assert time.monotonic() < until
        time.sleep(0.05)


def test_a_leaders_key_reaches_the_carrier_through_a_worker(
    connection: redis.Redis, server: RedisServer, tmp_path: Path
) -> None:
    records = Records(utc_now)
    with rest_server(records) as rest:
        environ = {
            "IVR_CONFIG": str(DEMO / "line.toml"),
            "IVR_DATA_DIR": str(tmp_path),
            "IVR_PUBLIC_URL": PUBLIC,
            "IVR_TWILIO_API": rest.url,
            "REDIS_URL": server.url,
            "TWILIO_ACCOUNT_SID": ACCOUNT,
            "TWILIO_AUTH_TOKEN": TOKEN,
        }
        settings = load(environ)
        refresh_rota(settings, connection, utc_now())
        queueing = Queueing(settings)
        room = stage(connection, server.url)
        room.now = utc_now()
        for n in range(1, 31):
            room.comes(n, leads=sign("ana") if n == 1 else "")
            records.join(MAIN, ca(n), muted=n > 8)
        with working(environ):
            await_worker(connection)
            began = time.monotonic()
            assert room.key("lead+mode", 1, leads=sign("ana")).done == "muted"
            queueing.command(room.queued[0])
            while not all(each.muted for each in records.participants(MAIN)[1:]):
                assert time.monotonic() - began < 30
                time.sleep(0.02)
        assert not records.participants(MAIN)[0].muted
        queueing.close()
        assert rest.check() == []
