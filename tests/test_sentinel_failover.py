"""Servers that change places while callers are on: real Redis servers, and real sentinels."""

import asyncio
import contextlib
import hashlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from ipaddress import IPv4Address
from pathlib import Path
from typing import Any

import httpx
import pytest
import redis
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from ivr import store
from ivr.environment import load
from ivr.phone import Call
from ivr.rooms.asking import Asking
from ivr.rooms.scripts import READ
from ivr.rotarefresh import refresh_rota
from ivr.schedule.refresh import refresh_source
from ivr.sentinel import AGAIN
from tests.line import DEMO
from tests.processes import Installation, installation, ready
from tests.ringing import said
from tests.sentinels import SERVICE, Cluster, cluster, short_folder, until, with_tls
from tests.test_faults import Caller
from workers.queues import enqueue

PASSWORD, OTHER = "of servers", "of sentinels"
LOCKED = {
    "requirepass": f'"{PASSWORD}"',
    "masterauth": f'"{PASSWORD}"',
    "user": f"line on #{hashlib.sha256(PASSWORD.encode()).hexdigest()} ~* &* +@all",
}
"""Servers that want a password, and know a user of the line's own."""

WATCHING = {"requirepass": f'"{OTHER}"', "sentinel auth-pass": f'{SERVICE} "{PASSWORD}"'}
"""Sentinels that want another one, and come in to the servers with theirs."""

ADDRESS = f"{{}}://line:of%20servers@{{{{hosts}}}}/{SERVICE}?sentinel_password=of%20sentinels{{}}"


@pytest.fixture(scope="module")
def servers() -> Iterator[Cluster]:
    address = ADDRESS.format("redis+sentinel", "")
    with (
        short_folder() as folder,
        cluster(folder, servers=LOCKED, sentinels=WATCHING, address=address) as found,
    ):
        yield found


def changes_places(servers: Cluster) -> None:
    """As an operator has it done; the main server becomes a replica, and refuses to be written."""
    servers.whole()
    before = servers.main()
    with servers.connect(servers.sentinels[0]) as connection:
        connection.execute_command("SENTINEL", "FAILOVER", SERVICE)
    until(lambda: servers.main() is not before)


def fails_over(servers: Cluster) -> None:
    """The main server is killed, for good, and the replica has its place."""
    before = servers.main()
    before.kill()
    until(lambda: servers.main() is not before)


@contextlib.contextmanager
def frozen(pid: int) -> Iterator[None]:
    os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(pid, signal.SIGCONT)


def test_wrong_password_is_an_error_and_not_a_wait(servers: Cluster) -> None:
    with store.connect(servers.url.replace("servers", "nobody")) as connection:
        began = time.monotonic()
        with pytest.raises(redis.exceptions.RedisError):
            connection.ping()
        assert time.monotonic() - began < 5


def test_an_answer_that_comes_too_late_is_not_taken_for_another(servers: Cluster) -> None:
    with store.connect(servers.url, timeout=0.3) as connection:
        connection.mset({"first": "1", "second": "2"})
        with frozen(servers.main().pid), pytest.raises(redis.exceptions.TimeoutError):
            connection.get("first")
        assert connection.get("second") == b"2"


def test_connections_soon_go_to_the_new_main_server(servers: Cluster) -> None:
    """The one before takes what it is told for ten seconds more, and forgets it then."""

    async def write(connection: redis.Redis) -> None:
        async with store.connect_async(servers.url) as other:
            await other.set("web", "0")
            connection.set("job", "0")
            await asyncio.to_thread(changes_places, servers)
            began = time.monotonic()
            with servers.connect(servers.main()) as direct:
                while direct.mget("web", "job") != [b"1", b"1"]:
                    assert time.monotonic() - began < 4 * AGAIN
                    await asyncio.sleep(0.1)
                    await other.set("web", "1")
                    connection.set("job", "1")

    with store.connect(servers.url) as connection:
        asyncio.run(write(connection))


def test_a_connection_in_use_during_the_change_goes_to_the_new_one_too(servers: Cluster) -> None:
    async def change() -> None:
        async with store.connect_async(servers.url) as connection:
            pool: Any = connection.connection_pool
            used = await pool.get_connection()
            assert used.port == servers.main().port
            await asyncio.to_thread(changes_places, servers)
            deadline = time.monotonic() + 4 * AGAIN
            while pool.master_address[1] != servers.main().port:
                assert time.monotonic() < deadline
                await asyncio.sleep(0.1)
                await connection.ping()
            await pool.release(used)
            assert await pool.get_connection() is used
            assert used.port == servers.main().port
            await pool.release(used)

    asyncio.run(change())


@pytest.fixture(scope="module")
def line(servers: Cluster, tmp_path_factory: pytest.TempPathFactory) -> Installation:
    folder = tmp_path_factory.mktemp("line")
    for name in ("rota.csv", "leaders.csv", "meetings.json"):
        (folder / name).write_bytes((DEMO / name).read_bytes())
    config = folder / "line.toml"
    toml = (DEMO / "line.toml").read_text()
    config.write_text(toml.replace("http://127.0.0.1:LIST_PORT/main_server/", "meetings.json"))
    one = installation(folder, servers.url, config)
    settings, now = load(one.environ), datetime.now(UTC)
    with store.connect(servers.url) as connection:
        assert refresh_source(settings, connection, "sample", accept=False, now=now).good
        assert refresh_rota(settings, connection, now).outcome == "published"
    return one


WORKER = (
    "from ivr import log; from workers.supervisor import Supervisor; "
    "log.of_process(); Supervisor(('room',)).run()"
)
"""`ivr worker`, with one of its queues."""


def test_calls_and_jobs_go_on_when_the_replica_takes_over(
    line: Installation, servers: Cluster
) -> None:
    worker = subprocess.Popen([sys.executable, "-c", WORKER], env=line.environ, cwd=line.folder)
    try:
        with line.started("cron"), line.started("serve"), store.connect(servers.url) as connection:
            ready(line)
            until(servers.in_step)
            asyncio.run(_call(line, servers))
            ready(line)
            until(lambda: _worked(connection), within=60)
            connection.delete(store.BEAT.of("cron"))
            until(lambda: connection.exists(store.BEAT.of("cron")))
    finally:
        worker.terminate()
        told = time.monotonic()
        worker.wait(60)
    assert time.monotonic() - told < 10  # and not when Redis next answers the worker
    assert line.processes() == []


async def _call(line: Installation, servers: Cluster) -> None:
    """A caller in the room, whose keys Redis has to know, before and after."""
    caller = Caller(line)
    async with httpx.AsyncClient(timeout=15) as client:
        call = await caller.start(client)
        await caller.press(call, "1")
        await caller.carrier.run(timedelta(minutes=1))
        assert await _hand(caller, call) == "Your hand is up."
        await asyncio.to_thread(fails_over, servers)
        deadline = time.monotonic() + 30
        heard = ""
        while not heard.startswith("Your hand is"):  # each key has an answer at once
            assert heard in ("", "Hands cannot be counted just now.")
            assert time.monotonic() < deadline
            await asyncio.sleep(0.2)
            heard = await _hand(caller, call)
        assert caller.carrier.alerts == []


async def _hand(caller: Caller, call: Call) -> str:
    """What is said to whoever raises or lowers a hand: the first sentence of it."""
    before = len(said(call))
    await caller.press(call, "*")
    await caller.press(call, "2")
    await caller.carrier.run(timedelta(minutes=1))
    new = [text.partition(".")[0] + "." for text in said(call)[before:]]
    return next(text for text in new if "hand" in text.lower() and not text.startswith("Press"))


def _worked(connection: redis.Redis) -> bool:
    """Whether a job is done soon; one that the server before was told of is lost with it."""
    job = enqueue(connection, "room", "workers.jobs.bury_keys", timeout=30)
    until(lambda: connection.hget(job.key, "status") in (b"finished", None))
    return connection.hget(job.key, "status") == b"finished"


# --- TLS ---


def certificates(folder: Path) -> None:
    """An authority of our own, and what it says of this machine: ca.pem, own.pem, own.key; and
    one that says nothing of it, other.pem."""
    now = datetime.now(UTC)

    def signed(
        name: str, key: ec.EllipticCurvePrivateKey, by: str, by_key: ec.EllipticCurvePrivateKey
    ) -> bytes:
        subject, issuer = (
            x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, each)]) for each in (name, by)
        )
        made = (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(issuer)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - timedelta(minutes=1))
            .not_valid_after(now + timedelta(days=1))
            .add_extension(x509.BasicConstraints(ca=name == by, path_length=None), critical=True)
            .add_extension(
                x509.SubjectAlternativeName([x509.IPAddress(IPv4Address("127.0.0.1"))]),
                critical=False,
            )
        )
        return made.sign(by_key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)

    authority, own, other = (ec.generate_private_key(ec.SECP256R1()) for _ in range(3))
    (folder / "other.pem").write_bytes(signed("other", other, "other", other))
    (folder / "ca.pem").write_bytes(signed("authority", authority, "authority", authority))
    (folder / "own.pem").write_bytes(signed("own", own, "authority", authority))
    (folder / "own.key").write_bytes(
        own.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )


def test_tls_holds_for_servers_sentinels_and_jobs() -> None:
    program = with_tls()
    if program is None:
        pytest.skip("A Redis server with TLS is missing: apt-get install redis-server.")
    with short_folder() as folder:
        certificates(folder)
        tls = {
            "tls-cert-file": str(folder / "own.pem"),
            "tls-key-file": str(folder / "own.key"),
            "tls-ca-cert-file": str(folder / "ca.pem"),
            "tls-replication": "yes",
            "tls-auth-clients": "no",
        }
        with cluster(
            folder,
            servers=tls | LOCKED,
            sentinels=tls | WATCHING,
            address=ADDRESS.format("rediss+sentinel", f"&ssl_ca_certs={folder / 'ca.pem'}"),
            program=program,
        ) as found:
            with store.connect(found.url) as connection:
                before = enqueue(connection, "room", "workers.jobs.bury_keys", timeout=30)
                fails_over(found)
                until(lambda: before.get_status() == "queued")
                connection.set("after", "the failover")
            assert asyncio.run(_read(found.url)) == b"the failover"
            (folder / "ca.pem").write_bytes((folder / "other.pem").read_bytes())
            with (
                store.connect(found.url) as stranger,
                pytest.raises(redis.exceptions.RedisError),
            ):
                stranger.ping()


async def _read(url: str) -> object:
    async with store.connect_async(url) as connection:
        return await connection.get("after")


# The last: a sentinel that was held up trusts its own clock again after half a minute only.
def test_a_sentinel_that_hangs_keeps_no_caller_from_redis(servers: Cluster) -> None:
    """Whoever asks waits for 100 ms; finding the main server may take longer, once for all."""

    async def ask() -> None:
        asking = Asking(servers.url)
        try:
            with frozen(servers.sentinels[0].pid):
                answers = [await asking.ask(READ, "meeting-main", "", 0)]
                while answers[-1] is None and len(answers) < 100:
                    await asyncio.sleep(0.05)
                    answers.append(await asking.ask(READ, "meeting-main", "", 0))
                assert answers[-1] is not None
        finally:
            await asking.close()

    asyncio.run(ask())
