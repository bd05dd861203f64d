"""Saying something into a room once, whoever else says it at the same time."""

from collections.abc import Callable
from datetime import timedelta

import redis

from ivr.fence import Refused, Trouble, Unknown
from ivr.rooms import steps

LASTING = timedelta(hours=6)
"""So long nobody says it again."""


def announce_once(
    connection: redis.Redis,
    part: str,
    what: str,
    ask: Callable[[], None],
    *,
    lifetime: timedelta = LASTING,
) -> bool:
    """Have the carrier say it, where nobody has. Whether that was done now.

    What may have been heard is not said again; what the carrier surely did not take is, by whoever
    comes next. Raises what the carrier raised.
    """
    if not steps.once(connection, part, what, lifetime):
        return False
    try:
        ask()
    except (Refused, Unknown):
        steps.unsaid(connection, part, what)
        raise
    except Trouble as trouble:
        if trouble.undone:
            steps.unsaid(connection, part, what)
        raise
    return True
