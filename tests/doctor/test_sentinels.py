"""What the doctor says of Redis behind real sentinels, as one after the other of them goes."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import redis

from ivr.doctor import Finding
from ivr.doctor.sentinels import of_sentinels
from ivr.doctor.server import reach
from ivr.environment import load
from ivr.sentinel import Sentinels
from ivr.settings import Settings
from tests.doctor.made import environ_of
from tests.sentinels import SERVICE, Cluster, cluster, until

NEVER = 600_000
"""Milliseconds of silence after which another server takes the place: none does in this test."""


@pytest.fixture(scope="module")
def redises() -> Iterator[Cluster]:
    with TemporaryDirectory(prefix="ivr-") as folder, cluster(Path(folder), silent=NEVER) as found:
        yield found


def found(redises: Cluster, settings: Settings) -> list[Finding]:
    sentinels = Sentinels.read(redises.url)
    assert sentinels is not None
    with reach(settings) as connection:
        return list(of_sentinels(sentinels, connection))


def alone(redises: Cluster) -> bool:
    with redises.connect(redises.servers[0]) as connection:
        return int(connection.info("replication")["connected_slaves"]) == 0


def knows(redises: Cluster) -> bool:
    """Whether the last sentinel has seen that it is alone."""
    with redises.connect(redises.sentinels[2]) as connection:
        try:
            connection.execute_command("SENTINEL", "CKQUORUM", SERVICE)
        except redis.exceptions.ResponseError:
            return True
    return False


def test_sentinels_and_replicas_that_go_one_after_the_other(
    redises: Cluster, tmp_path: Path
) -> None:
    settings = load(environ_of(tmp_path, REDIS_URL=redises.url))
    assert found(redises, settings) == [
        Finding("ok", "3 of 3 sentinels answer, and 1 replica is in sync."),
    ]

    redises.sentinels[0].kill()
    first = f"127.0.0.1:{redises.sentinels[0].port}"
    silent = Finding(
        "note",
        f"2 of 3 sentinels answer: start those at {first}, or take them out of REDIS_URL.",
    )
    assert found(redises, settings) == [
        silent,
        Finding("ok", "2 of 3 sentinels answer, and 1 replica is in sync."),
    ]

    redises.servers[1].kill()
    until(lambda: alone(redises))
    lonely = Finding(
        "wrong",
        "No replica of Redis is in sync: when Redis dies, nothing takes its place. Start one, and "
        "see its log.",
    )
    assert found(redises, settings) == [silent, lonely]

    redises.sentinels[1].kill()
    with redises.connect(redises.sentinels[2]) as last:  # so that it need not wait ten minutes
        last.execute_command("SENTINEL", "SET", SERVICE, "down-after-milliseconds", "300")
    until(lambda: knows(redises))
    assert found(redises, settings) == [
        Finding(
            "note",
            f"1 of 3 sentinels answer: start those at {first}, "
            f"127.0.0.1:{redises.sentinels[1].port}, or take them out of REDIS_URL.",
        ),
        Finding(
            "wrong",
            "The sentinels that live are too few to agree on another server: when Redis dies, "
            "nothing takes its place. Start the others.",
        ),
        lonely,
    ]
