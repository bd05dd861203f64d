"""Every key of Redis, its name and all in it, RQ's own too: with SCAN, while calls go on."""

from collections.abc import Iterator
from itertools import islice

import redis

from ivr.audit.finding import Finding, Findings, ends, form, named, suspects
from ivr.audit.known import Known
from ivr.audit.own import exempts, is_exempt, raw
from ivr.audit.unwrap import LARGEST, TooLarge, layers, plain

MEND = (
    "Find out what wrote it there and mend that; then delete the key with `redis-cli DEL` and have "
    "Redis write its file anew with `redis-cli BGREWRITEAOF`."
)
PIECE = 500
"""Keys, or members, asked for at a time."""

SHORT = 2**16
"""Bytes of a string that comes along with its type."""


def look(connection: redis.Redis, known: Known, findings: Findings) -> int:
    """Look through the whole database. Returns how many keys. Raises redis.ConnectionError."""
    seen: set[int] = set()  # SCAN may show a key twice; a name takes more memory
    keys = iter(connection.scan_iter(count=PIECE))
    while page := list(islice(keys, PIECE)):
        new = {hash(key): raw(key) for key in page if hash(key) not in seen}
        seen.update(new)
        for key, kind, value in _typed(connection, list(new.values())):
            _look_at_key(connection, key, kind, value, known, findings)
    return len(seen)


def _typed(
    connection: redis.Redis, keys: list[bytes]
) -> Iterator[tuple[bytes, bytes, bytes | None]]:
    """Each key with its type, and with its value where that is a short string."""
    with connection.pipeline(transaction=False) as pipe:
        for key in keys:
            pipe.type(key)
            pipe.getrange(key, 0, SHORT)
        answers = iter(pipe.execute(raise_on_error=False))
    for key, kind, value in zip(keys, answers, answers, strict=False):
        if isinstance(kind, redis.RedisError):
            raise kind
        short = isinstance(value, bytes) and len(value) <= SHORT
        yield key, raw(kind), value if short else None


def _look_at_key(
    connection: redis.Redis,
    key: bytes,
    kind: bytes,
    value: bytes | None,
    known: Known,
    findings: Findings,
) -> None:
    text = key.decode("utf-8", "replace")
    place = f"Redis, key {named(text)}"
    look_at_value(key, f"{place}, its name", place, known, findings)
    of_key = exempts(text)
    try:
        parts = _parts(connection, key, kind) if value is None else [("", "", value)]
        for what, field, each in parts:
            if not (of_key and is_exempt(of_key, field, each)):
                where = f"{place}, {what} {named(field)}".rstrip() if what else place
                look_at_value(each, where, place, known, findings)
    except redis.ResponseError:  # of another type by now, or of a module's
        _unread(findings, place, "holds what the audit cannot read", "Run the audit again.")
    except TooLarge:
        _unread(findings, place, "is too large to be looked at", "Look at it with `redis-cli`.")


def look_at_value(
    value: bytes, where: str, of: str, known: Known, findings: Findings, mend: str = MEND
) -> None:
    """Everything in `value`, which is `of` a key; TooLarge is raised where it is too much."""
    told: set[str] = set()  # the same in its wrapping and without it
    for layer in layers(value):
        for found in suspects(layer, known):
            if found.digits not in told:
                told.add(found.digits)
                findings.add(
                    Finding(
                        kind="number",
                        place=where,
                        what=form(layer.text, found),
                        ends=ends(found),
                        mend=mend,
                    ),
                    of,
                )


def _unread(findings: Findings, place: str, what: str, mend: str) -> None:
    findings.add(Finding(kind="unread", place=place, what=what, mend=mend), place)


def _parts(connection: redis.Redis, key: bytes, kind: bytes) -> Iterator[tuple[str, str, bytes]]:
    """All in a key: what it is ("field", "member", …), the field's name where it has one, value."""
    match kind:
        case b"none":  # it went meanwhile
            return
        case b"string":
            if connection.strlen(key) > LARGEST:
                raise TooLarge
            yield "", "", raw(connection.get(key))
        case b"hash":
            for field, value in connection.hscan_iter(key, count=PIECE):
                yield from _field(raw(field), raw(value))
        case b"list":
            for start in range(0, connection.llen(key), PIECE):
                for value in connection.lrange(key, start, start + PIECE - 1):
                    yield "an element", "", raw(value)
        case b"set":
            for member in connection.sscan_iter(key, count=PIECE):
                yield "a member", "", raw(member)
        case b"zset":
            for member, score in connection.zscan_iter(key, count=PIECE):
                yield "a member", "", raw(member)
                yield "a score", "", plain(score).encode()
        case b"stream":
            yield from _entries(connection, key)
        case _:
            raise redis.ResponseError


def _entries(connection: redis.Redis, key: bytes) -> Iterator[tuple[str, str, bytes]]:
    start = "-"
    while entries := connection.xrange(key, start, count=PIECE):
        for id_, fields in entries:
            last = raw(id_).decode()
            yield "the id of an entry", "", last.partition("-")[0].encode()
            for field, value in (fields or {}).items():
                yield from _field(raw(field), raw(value))
        start = f"({last}"


def _field(field: bytes, value: bytes) -> Iterator[tuple[str, str, bytes]]:
    yield "the name of a field", "", field
    yield "field", field.decode("utf-8", "replace"), value
