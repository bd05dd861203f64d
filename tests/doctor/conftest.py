"""What the doctor's tests share: a Redis that keeps what it is told, and a line behind TLS."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import redis

from tests.doctor.made import Authority, Front, environ_of, front, line_of
from tests.people.made import CHEAP
from tests.redis_server import RedisServer, redis_server


@pytest.fixture(scope="session")
def durable() -> Iterator[RedisServer]:
    with redis_server(appendonly=True) as server:
        yield server


@pytest.fixture
def server(durable: RedisServer) -> RedisServer:
    """With an append-only file, as the README asks for."""
    durable.empty()
    return durable


@pytest.fixture
def environ(tmp_path: Path, server: RedisServer, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """A line of which nothing runs but Redis."""
    monkeypatch.setattr("ivr.people.hashing.COST", CHEAP)
    return environ_of(tmp_path, REDIS_URL=server.url, IVR_TWILIO_API="http://127.0.0.1:1")


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority.made(tmp_path_factory.mktemp("authority"))


@pytest.fixture(scope="session")
def behind_tls(
    tmp_path_factory: pytest.TempPathFactory, durable: RedisServer, authority: Authority
) -> Iterator[Front]:
    """A web process as it is reached from elsewhere."""
    app = line_of(tmp_path_factory.mktemp("web"), durable.url)
    with front(app, "127.0.0.2", **authority.vouch("127.0.0.2", 60)) as before:
        yield before


@pytest.fixture
def web(
    behind_tls: Front, authority: Authority, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Front]:
    """The same, with nothing broken, and trusted."""
    trust = authority.trust()
    monkeypatch.setattr("ivr.doctor.asking.trusted", lambda: trust)
    behind_tls.mend()
    yield behind_tls
    behind_tls.mend()


@pytest.fixture
def connection(server: RedisServer) -> Iterator[redis.Redis]:
    with server.connect() as connection:
        yield connection
