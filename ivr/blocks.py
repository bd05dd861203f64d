"""Operators' blocks: a number that may not call for a while, held as a mark with an end date.

Their key lives as long as there is a block. No other number ever leaves a mark by it.
"""

import secrets
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, TypeVar

import msgspec
import redis
from redis.client import Pipeline

from ivr import store
from ivr.marks import KEY_BYTES, mark

LONGEST = 365
"""Days."""

Result = TypeVar("Result")


class Block(msgspec.Struct, frozen=True):
    """`until` is aware, UTC."""

    mark: str
    until: datetime


def add(connection: redis.Redis, number: str, until: datetime, now: datetime) -> Block:
    """Block `number`, in E.164; a block that it has ends at the new time."""

    def place(transaction: Pipeline) -> Block:
        key = transaction.get(store.BLOCK_KEY.of())
        known = isinstance(key, bytes) and _alive(transaction, now) > 0
        secret = key if known and isinstance(key, bytes) else secrets.token_bytes(KEY_BYTES)
        block = Block(mark(secret, number), until)
        transaction.multi()
        transaction.zremrangebyscore(store.BLOCKS.of(), "-inf", now.timestamp())
        transaction.set(store.BLOCK_KEY.of(), secret)
        transaction.zadd(store.BLOCKS.of(), {block.mark: until.timestamp()})
        return block

    return _whole(connection, place)


def remove(connection: redis.Redis, mark: str, now: datetime) -> bool:
    """Lift a block. False where none has that mark."""

    def lift(transaction: Pipeline) -> bool:
        until = transaction.zscore(store.BLOCKS.of(), mark)
        found = until is not None and float(until) > now.timestamp()
        left = _alive(transaction, now) - found
        transaction.multi()
        transaction.zrem(store.BLOCKS.of(), mark)
        transaction.zremrangebyscore(store.BLOCKS.of(), "-inf", now.timestamp())
        if not left:
            transaction.delete(store.BLOCK_KEY.of())
        return found

    return _whole(connection, lift)


def clear_ended(connection: redis.Redis, now: datetime) -> None:
    """Blocks that have ended go, and with the last of them the key."""
    remove(connection, "", now)


def blocks(connection: redis.Redis, now: datetime) -> list[Block]:
    """Those that hold, the first to end first."""
    rows: Any = connection.zrangebyscore(
        store.BLOCKS.of(), f"({now.timestamp()}", "+inf", withscores=True
    )
    return [Block(store.text(m), datetime.fromtimestamp(until, UTC)) for m, until in rows]


def _alive(transaction: Pipeline, now: datetime) -> int:
    return int(transaction.zcount(store.BLOCKS.of(), f"({now.timestamp()}", "+inf"))


def _whole(connection: redis.Redis, change: Callable[[Pipeline], Result]) -> Result:
    """In one step, and anew when somebody else changes the blocks meanwhile."""
    found: list[Result] = []
    connection.transaction(
        lambda transaction: found.append(change(transaction)),
        store.BLOCK_KEY.of(),
        store.BLOCKS.of(),
    )
    return found[-1]
