"""Redis behind sentinels: they know which server is the main one just now, and choose another.

The address is `redis+sentinel://[user:password@]host[:port],host[:port],…/SERVICE[/DB][?options]`,
and `rediss+sentinel://` where both servers and sentinels speak TLS. User and password are those of
the servers; `sentinel_username` and `sentinel_password` among the options those of the sentinels;
every other option is one of redis-py, for the servers, and the `ssl_` ones for both.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

import redis
import redis.asyncio
import redis.asyncio.sentinel
import redis.sentinel
from redis.asyncio.connection import BlockingConnectionPool
from redis.asyncio.sentinel import SentinelConnectionPool as AsyncPool
from redis.connection import parse_url

PORT = 26379
"""Of a sentinel, where the address names none."""

_ADDRESS = re.compile(
    r"redis(?P<tls>s?)\+sentinel://(?:(?P<user>[^:@/]*):(?P<password>[^@/]*)@)?"
    r"(?P<hosts>[^@/?]+)/(?P<service>[^/?]+)(?:/(?P<db>[0-9]{1,4}))?(?:\?(?P<query>.*))?"
)
_HOST = re.compile(r"(?P<host>\[[0-9a-fA-F:.]+\]|[A-Za-z0-9._-]+)(?::(?P<port>[0-9]{1,5}))?")


@dataclass(frozen=True, slots=True)
class Sentinels:
    """What an address says: where the sentinels are, what they look after, and how to come in."""

    hosts: tuple[tuple[str, int], ...]
    service: str
    servers: Mapping[str, Any] = field(repr=False)  # options of connections to the servers
    sentinels: Mapping[str, Any] = field(repr=False)  # and of those to the sentinels

    @classmethod
    def read(cls, url: str) -> "Sentinels | None":
        """None for an address of another kind. Raises ValueError for a wrong one."""
        if not re.match(r"rediss?\+sentinel:", url):
            return None
        found = _ADDRESS.fullmatch(url)
        if found is None:
            raise ValueError("hosts and a service are wanted")
        options = parse_url(f"redis://?{found['query'] or ''}")  # type: ignore[no-untyped-call]
        name, password = (
            options.pop("sentinel_username", None),
            options.pop("sentinel_password", None),
        )
        secured = {k: v for k, v in options.items() if k.startswith("ssl_")}
        if found["tls"]:
            options["ssl"] = secured["ssl"] = True
        options |= {"db": int(found["db"] or 0)}
        if found["password"]:
            options |= {"password": unquote(found["password"])}
            if found["user"]:
                options |= {"username": unquote(found["user"])}
        return cls(
            tuple(map(_host, found["hosts"].split(","))),
            unquote(found["service"]),
            options,
            secured | {"username": name, "password": password},
        )

    def connect(self, timeout: float) -> redis.Redis:
        """A blocking connection to the main server of the moment."""
        waits = {"socket_timeout": timeout, "socket_connect_timeout": timeout}
        asked = redis.sentinel.Sentinel(  # type: ignore[no-untyped-call]
            self.hosts, sentinel_kwargs={**self.sentinels, **waits}
        )
        pool = redis.sentinel.SentinelConnectionPool(  # type: ignore[no-untyped-call]
            self.service, asked, **self.servers, **waits
        )
        return redis.Redis.from_pool(pool)

    def connect_async(self, timeout: float, at_once: int = 0) -> redis.asyncio.Redis:
        """The same for a web process; see `store.connect_async`."""
        waits = {"socket_timeout": timeout, "socket_connect_timeout": timeout}
        asked = redis.asyncio.sentinel.Sentinel(  # type: ignore[no-untyped-call]
            self.hosts, sentinel_kwargs={**self.sentinels, **waits}
        )
        options: dict[str, Any] = {**self.servers, **waits}
        if at_once:
            options |= {"max_connections": at_once, "timeout": timeout}
        made = _Waiting if at_once else AsyncPool
        pool = made(self.service, asked, **options)  # type: ignore[no-untyped-call]
        return redis.asyncio.Redis.from_pool(pool)


class _Waiting(AsyncPool, BlockingConnectionPool):
    """Whoever asks when all connections are in use waits for one."""


def _host(text: str) -> tuple[str, int]:
    found = _HOST.fullmatch(text)
    port = int(found["port"] or PORT) if found else 0
    if found is None or not 0 < port < 65536:
        raise ValueError("a host is written wrongly")
    return found["host"].strip("[]"), port
