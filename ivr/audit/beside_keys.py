"""What Redis holds beside the keys of the line's database: its slow log, and other databases."""

import re
from collections.abc import Iterator

import redis

from ivr.audit.finding import Findings
from ivr.audit.known import Known
from ivr.audit.own import raw
from ivr.audit.redis_keys import look_at_value

MEND = (
    "Find out what sent it there and mend that; then empty the slow log with `redis-cli SLOWLOG "
    "RESET`."
)
SLOW = 10_000
"""Entries of the slow log that are looked at; Redis keeps 128 unless it is told otherwise."""

_CUT = re.compile(rb"\.\.\. \(\d+ more (?:bytes|arguments)\)$")
"""Redis shortens what is long, and says by how much."""


def look(connection: redis.Redis, known: Known, findings: Findings) -> list[str]:
    """Look at the slow log and count other databases' keys. Returns notes.

    Raises redis.ConnectionError.
    """
    return [*_slow_log(connection, known, findings), *_databases(connection)]


def _slow_log(connection: redis.Redis, known: Known, findings: Findings) -> Iterator[str]:
    """Redis notes there what took it long, arguments and all."""
    try:
        # Word by word: SLOWLOG GET as the library reads it has all arguments in one row.
        entries = connection.execute_command("SLOWLOG", "GET", SLOW)  # type: ignore[no-untyped-call]
    except redis.ResponseError:
        yield "Redis does not let the line read its slow log (SLOWLOG GET): look at it by hand."
        return
    for entry in entries:
        for argument in entry[3]:
            value = _CUT.sub(b"", raw(argument))
            look_at_value(value, "Redis, slow log", "Redis, slow log", known, findings, MEND)


def _databases(connection: redis.Redis) -> Iterator[str]:
    mine = int(connection.get_connection_kwargs().get("db") or 0)
    try:
        keyspace = connection.info("keyspace")
    except redis.ResponseError:
        yield "Redis does not tell of its other databases (INFO keyspace): look at them by hand."
        return
    for name, counts in keyspace.items():
        number = name.removeprefix("db")
        if number != str(mine):
            yield (
                f"Redis's database {number} has {counts['keys']} keys that this line did not "
                f"write, and that were not looked at: give REDIS_URL with /{number} to do so."
            )
