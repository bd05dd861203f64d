"""Every few seconds a job goes round all rooms and does, in each by itself, what is to be done.

Two may go round at the same time. What a round could not do, the next one does.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

import redis
import structlog
from rq.timeouts import BaseTimeoutException

from ivr import store
from ivr.conferences import Conferences
from ivr.fence import Refused, Trouble, Unknown
from ivr.log import failure
from ivr.rooms import standins, steps
from ivr.rooms.changing import change
from ivr.rooms.commands import carry_out
from ivr.rooms.elsewhere import Seen
from ivr.rooms.rebuilding import rebuild
from ivr.rooms.state import parts
from ivr.rooms.tending import tend
from ivr.rota import Rota
from ivr.rotarefresh import published_rota
from ivr.settings import Settings

log = structlog.get_logger()

AGAIN = timedelta(seconds=1)
"""So long no callback asks for what the carrier just did not do: hundreds may say the same."""

REFUSED = timedelta(hours=1)
"""Between two lines in the log about the same refusal."""


def go_round(
    connection: redis.Redis,
    conferences: Conferences | None,
    settings: Settings,
    clock: Callable[[], datetime],
) -> int:
    """Look after every part of every room; how many there are. Raises RedisError.

    Without `conferences`, where no account is known, only what Redis holds is put in order.
    """
    rota = published_rota(connection) or Rota()
    found = parts(connection)
    seen: Seen = {}
    for part in found:
        try:
            with heeding(connection) as troubles:
                _look_after(connection, conferences, settings, part, clock, rota, seen)
            if any(not trouble.busy for trouble in troubles):
                conferences = None  # who presses a key does not wait behind it
        except (redis.exceptions.RedisError, BaseTimeoutException):
            raise
        except Exception as error:  # of this one: the others go on
            log.error("a room could not be looked after", **failure(error))
    return len(found)


def tend_part(
    connection: redis.Redis,
    conferences: Conferences | None,
    settings: Settings,
    clock: Callable[[], datetime],
    part: str,
) -> str:
    """Look after one part, in which somebody is alone or no longer. Returns how it went."""
    connection.delete(store.ROOM_TENDED.of(part))  # first: what happens from now on is looked at
    rota = published_rota(connection) or Rota()
    with heeding(connection):
        tend(connection, conferences, settings, part, clock(), rota)
        return "tended"
    connection.set(store.ROOM_TENDED.of(part), "1", nx=True, ex=AGAIN)  # the round comes by
    return "trouble"


def command(
    connection: redis.Redis,
    conferences: Conferences | None,
    settings: Settings,
    clock: Callable[[], datetime],
    part: str,
    name: str,
    call: str,
) -> str:
    """Carry out a leader's key at the carrier. Returns what became of it."""
    if conferences is None:
        return "no account"
    rota = published_rota(connection) or Rota()
    with heeding(connection):
        return carry_out(connection, conferences, settings, rota, part, name, call, clock())
    return "trouble"


def _look_after(
    connection: redis.Redis,
    conferences: Conferences | None,
    settings: Settings,
    part: str,
    clock: Callable[[], datetime],
    rota: Rota,
    seen: Seen,
) -> None:
    if conferences is None:
        tend(connection, None, settings, part, clock(), rota)
        return
    trouble = bool(connection.exists(store.ROOM_TROUBLE.of()))
    if rebuild(connection, conferences, part, clock(), doubt=trouble):
        _answers(connection)
    doubt = False
    for job in (
        lambda: tend(connection, conferences, settings, part, clock(), rota),
        lambda: change(connection, conferences, settings, part, clock(), rota, seen),
        lambda: standins.look(connection, conferences, settings, part, clock(), rota, seen),
    ):
        try:
            job()
        except Unknown:  # what is known of the room is not so
            doubt = True
        except Refused as refused:
            doubt = True
            if steps.once(connection, part, f"refused.{refused.code}", REFUSED):
                log.warning("the carrier refused something in a room", code=refused.code)
    if doubt:
        rebuild(connection, conferences, part, clock(), doubt=True)


@contextmanager
def heeding(connection: redis.Redis) -> Iterator[list[Trouble]]:
    """Around what asks the carrier: that it does not answer is told once, and is no failure.

    Gives a list with that trouble in it, afterwards.
    """
    troubles: list[Trouble] = []
    try:
        yield troubles
    except Trouble as trouble:
        troubles.append(trouble)
        if trouble.busy:
            return  # the next round does it
        if connection.set(store.ROOM_TROUBLE.of(), "1", nx=True, ex=store.ROOM_TROUBLE.lifetime):
            log.warning("the carrier does not answer, rooms wait", why=trouble.why)
    except Refused as refused:
        log.warning("the carrier refused something in a room", code=refused.code)
    except Unknown:
        return  # whoever it was about has left


def _answers(connection: redis.Redis) -> None:
    if connection.delete(store.ROOM_TROUBLE.of()):
        log.info("the carrier answers again, rooms go on")
