"""A hold: nothing is deleted at the carrier until it is lifted.

For the one case in which a committee is told, by a court, to preserve records. What waits goes on
being noted, so that everything is forgotten after the hold; the keys of marks end as ever.
"""

from datetime import UTC, datetime

import redis

from ivr import store

KEY = store.FORGET_HOLD.of()


def begin(connection: redis.Redis, now: datetime) -> None:
    """A hold that is there already keeps its date."""
    connection.set(KEY, now.isoformat(), nx=True)


def end(connection: redis.Redis) -> bool:
    """False where there was none."""
    return bool(connection.delete(KEY))


def since(connection: redis.Redis) -> datetime | None:
    """Since when nothing is deleted: aware, UTC. None where there is no hold."""
    value = store.text(connection.get(KEY))
    return datetime.fromisoformat(value).astimezone(UTC) if value else None
