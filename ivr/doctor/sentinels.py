"""Redis behind sentinels: whether another server would take the place of one that dies."""

from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

import redis

from ivr.doctor.finding import Finding
from ivr.doctor.server import PATIENCE
from ivr.sentinel import ONCE, Sentinels

LATE = 10
"""Seconds since a replica last told how far it is."""


def of_sentinels(sentinels: Sentinels, connection: redis.Redis) -> Iterator[Finding]:
    """Asks each of them. `connection` is to the main server. Raises RedisError."""
    hosts = sentinels.hosts
    with ThreadPoolExecutor(len(hosts)) as pool:
        quorums = list(pool.map(partial(_quorum, sentinels), hosts))
    silent = [
        f"{host}:{port}"
        for (host, port), quorum in zip(hosts, quorums, strict=True)
        if quorum is None
    ]
    if silent:
        yield Finding(
            "note",
            f"{len(hosts) - len(silent)} of {len(hosts)} sentinels answer: start those at "
            f"{', '.join(silent)}, or take them out of REDIS_URL.",
        )
    if len(silent) < len(hosts) and not any(quorums):
        yield Finding(
            "wrong",
            "The sentinels that live are too few to agree on another server: when Redis dies, "
            "nothing takes its place. Start the others.",
        )
    replicas = sum(map(_in_sync, connection.info("replication").values()))
    if not replicas:
        yield Finding(
            "wrong",
            "No replica of Redis is in sync: when Redis dies, nothing takes its place. Start one, "
            "and see its log.",
        )
    elif any(quorums):
        in_sync = "1 replica is" if replicas == 1 else f"{replicas} replicas are"
        answer = len(hosts) - len(silent)
        yield Finding("ok", f"{answer} of {len(hosts)} sentinels answer, and {in_sync} in sync.")


def _quorum(sentinels: Sentinels, host: tuple[str, int]) -> bool | None:
    """Whether this one sees enough others to act; None where it does not answer."""
    waits = {"socket_timeout": PATIENCE, "socket_connect_timeout": PATIENCE}
    asked: Any = redis.Redis(*host, **{**sentinels.sentinels, **waits}, retry=ONCE)
    try:
        with asked:
            asked.execute_command("SENTINEL", "CKQUORUM", sentinels.service)
    except redis.exceptions.ResponseError:  # NOQUORUM, or it looks after no such service
        return False
    except redis.exceptions.RedisError:
        return None
    return True


def _in_sync(told: Any) -> bool:
    """Of one value of INFO replication: whether it is a replica that has everything."""
    if not isinstance(told, Mapping):
        return False
    return told.get("state") == "online" and int(told.get("lag", 0)) <= LATE
