"""A whole line with everything in it that a line has, and no caller's number anywhere."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path
from uuid import uuid4

import pytest
import redis
from rq import Worker
from rq.serializers import JSONSerializer

from ivr import store
from ivr.audit.audit import audit
from ivr.audit.report import Report
from ivr.carrier import Carrier
from ivr.clock import utc_now
from ivr.environment import load
from ivr.erasure.due import ToForget
from ivr.erasure.pause import Pause
from ivr.erasure.sweep import sweep
from ivr.places.build import Builder
from ivr.places.places import PLACES
from ivr.rotarefresh import refresh_rota
from ivr.settings import Settings
from tests.audit.made import comment, recording, with_chunk, write
from tests.line import DEMO, TOKEN
from tests.redis_server import RedisServer
from tests.rest import ACCOUNT, PretendRest, Records, rest_server
from tests.workers.conftest import LINE, work_off
from workers.queues import NAMES, enqueue, queue

NUMBER = "+12025550199"
SLOWER = "slowlog-log-slower-than"
HERE = "https://line.example.org"
BLOCK = f'[[number]]\nnumber = "{NUMBER}"\nhelpline = "+1 202 555 0111"\n\n[[source]]'


@pytest.fixture
def records() -> Records:
    """What the carrier has: the line's number, and no call."""
    records = Records(utc_now)
    records.number(NUMBER, voice_url=f"{HERE}/voice", status_callback=f"{HERE}/voice/status")
    return records


@pytest.fixture
def rest(records: Records) -> Iterator[PretendRest]:
    with rest_server(records) as server:
        yield server


@dataclass
class Installed:
    """A line in a folder. `look` audits it."""

    folder: Path
    environ: dict[str, str]
    settings: Settings

    @property
    def data(self) -> Path:
        return self.settings.data_dir

    def look(self, *logs: Path, offline: bool = True) -> Report:
        return audit(self.settings, logs, utc_now(), offline=offline)


@pytest.fixture
def no_slow_log(server: RedisServer) -> Iterator[None]:
    """What a test plants is not in the slow log, too, only because the machine is busy."""
    with server.connect() as connection:
        before = store.text(connection.config_get(SLOWER)[SLOWER])
        connection.config_set(SLOWER, -1)
        connection.slowlog_reset()
        yield
        connection.config_set(SLOWER, before)
        connection.slowlog_reset()


@pytest.fixture
def line(tmp_path: Path, server: RedisServer, rest: PretendRest, no_slow_log: None) -> Installed:
    """Settings and files, Redis empty."""
    (tmp_path / "line.toml").write_text(LINE.replace("[[source]]", BLOCK), "utf-8")
    for name in ("meetings.json", "rota.csv", "leaders.csv"):
        (tmp_path / name).write_bytes((DEMO / name).read_bytes())
    (tmp_path / "data").mkdir()
    environ = {
        "IVR_CONFIG": str(tmp_path / "line.toml"),
        "IVR_DATA_DIR": str(tmp_path / "data"),
        "IVR_PUBLIC_URL": HERE,
        "IVR_TWILIO_API": rest.url,
        "REDIS_URL": server.url,
        "TWILIO_ACCOUNT_SID": ACCOUNT,
        "TWILIO_AUTH_TOKEN": TOKEN,
    }
    return Installed(tmp_path, environ, load(environ))


@cache
def places(country: str) -> bytes:
    """The towns of a whole country, made once."""
    return Builder([country]).build([])


@pytest.fixture
def whole(line: Installed, connection: redis.Redis, records: Records) -> Installed:
    """The line after some days of work: lists, jobs, sets, counts, files."""
    for job, name in (("refresh_schedule", "sample"), ("refresh_schedule", "nobodys")):
        enqueue(connection, "schedule", f"workers.jobs.{job}", (name,), timeout=60)
    write(line.data / "logs" / "worker.log", work_off(line.environ).encode())
    refresh_rota(line.settings, connection, utc_now())
    store.publish(connection, PLACES, places(line.settings.lines[0].country))
    for name in ("schedule", "rota", "places"):
        version = store.text(connection.get(store.PUBLISHED_VERSION.of(name)))
        document = connection.get(store.PUBLISHED_DOCUMENT.of(name, version))
        assert isinstance(document, bytes)
        write(line.data / "published" / name, document)
    waiting = [enqueue(connection, name, "workers.jobs.refresh_rota", timeout=60) for name in NAMES]
    assert all(job.id for job in waiting)
    forgotten(line.settings, connection, records)
    connection.set(store.BEAT.of("cron"), "1", ex=90)
    worker = Worker([queue("room", connection)], connection=connection, serializer=JSONSerializer)
    worker.register_birth()  # type: ignore[no-untyped-call]
    connection.hset(worker.key, "total_working_time", "1234567.890123")
    connection.hset(worker.key, "hostname", "ip-172-31-45-123")
    write(line.data / "recordings" / "20261121-184000-welcome.wav", recording())
    made = with_chunk(recording(), comment(b"made 2026-11-21 18:40, 8000 Hz, 16 bits"))
    write(line.data / "recordings" / f"{uuid4()}.wav", made)
    return line


def forgotten(settings: Settings, connection: redis.Redis, records: Records) -> None:
    """Calls in all the sets: going on, waiting, refused, deleted; and all counts."""
    calls, now = ToForget(connection), utc_now()
    for n in range(40):
        sid, ended = f"CA{uuid4().hex}", now - timedelta(minutes=n)
        calls.begins(sid, ended - timedelta(minutes=30))
        if n % 4:
            calls.ends(sid, ended)
        if n % 4 == 2:
            calls.deleted(sid, now)
        if n % 4 == 3:
            calls.postpone(sid, now + timedelta(minutes=5), "refused:20009")
    Pause(connection).begin(now, "status 429")
    with closing(Carrier(settings)) as carrier:
        sweep(connection, carrier, settings, now)
    assert records.left() == set()
