"""How often jobs ask the carrier, and how it fails: counts, by kinds that are few.

They gather in the process that asks, and go to Redis with the end of its job: `/metrics` tells
them, whichever process is asked. What a command or a web process asks is not counted.
"""

import threading
from collections import Counter
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

import redis

from ivr import store

ASKED = "asked"
"""All requests; beside it stand the kinds of their failures."""

KINDS = ("busy", "away", "key", "early", "refused")
"""429; no answer, or one that is none; the account's key; 20009, a deletion that must wait; no."""

Ask = TypeVar("Ask", bound=Callable[..., Any])


class Tally:
    """Of one process. Safe to use from several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._counts: Counter[str] = Counter()

    def count(self, kind: str) -> None:
        with self._lock:
            self._counts[kind] += 1

    def tell(self, connection: redis.Redis) -> None:
        """What has gathered, once. Raises RedisError, and keeps it then."""
        with self._lock:
            counts = self._counts.copy()
            if not counts:
                return
            with connection.pipeline() as pipe:
                for kind, count in counts.items():
                    pipe.hincrby(store.CARRIER_COUNTS.of(), kind, count)
                pipe.execute()
            self._counts.clear()

    def of(self, kind: Callable[[Exception], str]) -> Callable[[Ask], Ask]:
        """Counts what a function asks, and its exceptions by the `kind` they are; "" is none."""

        def counted(ask: Ask) -> Ask:
            @wraps(ask)
            def asking(*args: Any, **kwargs: Any) -> Any:
                self.count(ASKED)
                try:
                    return ask(*args, **kwargs)
                except Exception as error:
                    if found := kind(error):
                        self.count(found)
                    raise

            return cast(Ask, asking)

        return counted


TALLY = Tally()
