"""Redis behind sentinels: they know which server is the main one just now, and choose another.

The address is `redis+sentinel://[user:password@]host[:port],host[:port],…/SERVICE[/DB][?options]`,
and `rediss+sentinel://` where both servers and sentinels speak TLS. User and password are those of
the servers; `sentinel_username` and `sentinel_password` among the options those of the sentinels;
every other option is one of redis-py, for the servers, and the `ssl_` ones for both.
"""

import asyncio
import re
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

import redis
import redis.asyncio
import redis.asyncio.retry
import redis.asyncio.sentinel
import redis.sentinel
from redis.asyncio.connection import BlockingConnectionPool
from redis.asyncio.sentinel import SentinelConnectionPool as AsyncPool
from redis.backoff import NoBackoff
from redis.connection import parse_url
from redis.retry import Retry

PORT = 26379
"""Of a sentinel, where the address names none."""

AGAIN = 2.0
"""Seconds after which they are asked anew whether another server has taken over."""

ASKING = 0.5
"""Seconds that one of them may take to tell: then the next is asked."""

ONCE = Retry(NoBackoff(), 0)
ONCE_ASYNC = redis.asyncio.retry.Retry(NoBackoff(), 0)
"""And none is asked again: redis-py would, three times, with pauses."""

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
        asked = redis.sentinel.Sentinel(  # type: ignore[no-untyped-call]
            self.hosts, sentinel_kwargs={**self.sentinels, **_waits(ASKING), "retry": ONCE}
        )
        options = {**self.servers, **_waits(timeout)}
        made = _TLSConnection if options.pop("ssl", False) else _Connection
        pool = _Pool(self.service, asked, connection_class=made, **options)
        return redis.Redis.from_pool(pool)

    def connect_async(self, timeout: float, at_once: int = 0) -> redis.asyncio.Redis:
        """The same for a web process; see `store.connect_async`."""
        asked = redis.asyncio.sentinel.Sentinel(  # type: ignore[no-untyped-call]
            self.hosts, sentinel_kwargs={**self.sentinels, **_waits(ASKING), "retry": ONCE_ASYNC}
        )
        options: dict[str, Any] = {**self.servers, **_waits(timeout)}
        if at_once:
            options |= {"max_connections": at_once, "timeout": timeout}
        made = _Waiting if at_once else _AsyncPool
        pool = made(self.service, asked, **options)  # type: ignore[no-untyped-call]
        return redis.asyncio.Redis.from_pool(pool)


def _waits(seconds: float) -> dict[str, float]:
    return {"socket_timeout": seconds, "socket_connect_timeout": seconds}


class _Whole(redis.sentinel.SentinelManagedConnection):
    """Closed when an answer is given up. redis-py 8 leaves it open, so that the late answer would
    be taken for that of the next question."""

    def read_response(
        self,
        disable_decoding: Any = False,
        *,
        disconnect_on_error: bool | None = True,
        **more: Any,
    ) -> Any:
        return super().read_response(
            disable_decoding, disconnect_on_error=disconnect_on_error, **more
        )


class _Connection(_Whole):
    """Without TLS."""


class _TLSConnection(_Whole, redis.sentinel.SentinelManagedSSLConnection):
    """With it."""


class _Pool(redis.sentinel.SentinelConnectionPool):
    """Sees soon that the main server is another one: the one before takes what it is told for ten
    seconds more, and then forgets it. Closes what it asked the sentinels with, too."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)  # type: ignore[no-untyped-call]
        self._asked = time.monotonic()

    def get_connection(self, *args: Any, **options: Any) -> Any:
        if time.monotonic() - self._asked > AGAIN:
            self._asked = time.monotonic()
            with suppress(redis.exceptions.RedisError):  # the server known so far may be there
                self.get_master_address()  # type: ignore[no-untyped-call]
        return super().get_connection(*args, **options)

    def disconnect(self, inuse_connections: bool = True) -> None:
        super().disconnect(inuse_connections)
        if inuse_connections:  # else the main server is another one
            for each in self.sentinel_manager.sentinels:
                each.close()


class _AsyncPool(AsyncPool):
    """The same, and nobody waits for it. Where there is no connection, the main server is looked
    for once for all who wait, however short they do: a sentinel that hangs would be the first to
    be asked again and again."""

    _looking: "asyncio.Task[Any] | None" = None
    _asked = 0.0

    async def get_connection(self, *args: Any, **options: Any) -> Any:
        if time.monotonic() - self._asked > AGAIN:
            self._look()
        return await super().get_connection(*args, **options)  # type: ignore[no-untyped-call]

    async def release(self, connection: Any) -> None:
        """Closes one that was in use when the main server became another one: redis-py closes
        those only that nobody used."""
        if self.master_address not in (None, (connection.host, connection.port)):
            await connection.disconnect(nowait=True)
        await super().release(connection)

    async def get_master_address(self) -> Any:
        return await asyncio.shield(self._look())

    def _look(self) -> "asyncio.Task[Any]":
        if self._looking is None or self._looking.done():
            self._asked = time.monotonic()
            self._looking = asyncio.create_task(self._looked())
            self._looking.add_done_callback(_heard)
        return self._looking

    async def _looked(self) -> Any:
        return await super().get_master_address()  # type: ignore[no-untyped-call]

    async def disconnect(self, inuse_connections: bool = True) -> None:
        await super().disconnect(inuse_connections)
        if inuse_connections:
            if self._looking is not None:
                self._looking.cancel()
            await self.sentinel_manager.aclose()


class _Waiting(_AsyncPool, BlockingConnectionPool):
    """Whoever asks when all connections are in use waits for one."""


def _heard(looking: "asyncio.Task[Any]") -> None:
    """Of its end, also where nobody waits for it any more."""
    if not looking.cancelled():
        looking.exception()


def _host(text: str) -> tuple[str, int]:
    found = _HOST.fullmatch(text)
    port = int(found["port"] or PORT) if found else 0
    if found is None or not 0 < port < 65536:
        raise ValueError("a host is written wrongly")
    return found["host"].strip("[]"), port
