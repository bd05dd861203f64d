"""What a leader's key asks of the carrier. Redis knows already what was pressed; a job does this.

Each may be done twice, and one that comes too late finds how things are by then.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

import redis

from ivr.conferences import Conferences
from ivr.fence import Unknown
from ivr.rooms import addresses, rebuilding, steps
from ivr.rooms.announcing import announce_once
from ivr.rooms.modes import all_but, put, raising
from ivr.rooms.names import room_of
from ivr.rooms.order import Order
from ivr.rooms.state import read_room
from ivr.rota import Rota
from ivr.settings import Settings

DOUBLED = timedelta(minutes=1)
"""So long after it a job may come once more."""


def carry_out(
    connection: redis.Redis,
    conferences: Conferences,
    settings: Settings,
    rota: Rota,
    part: str,
    command: str,
    call: str,
    now: datetime,
) -> str:
    """Carry out a command. What became of it: done, nobody is there, unknown.

    Raises RedisError, and Trouble and Refused for what the carrier did not do.
    """
    doing = COMMANDS.get(command)
    if doing is None:
        return "unknown"
    on = rota.held(now, room_of(part))
    for _ in range(2):
        room = read_room(connection, part)
        conf = room.facts.conf
        if not conf and (found := conferences.one(lambda: conferences.find(part))):
            conf = found.sid
        if not conf:
            return "nobody"
        try:
            doing(Order(connection, conferences, settings, room, conf, on, call, now))
        except Unknown:  # of the conference, or of somebody who has left
            if not rebuilding.rebuild(connection, conferences, part, now, doubt=True):
                break
        else:
            return "done"
    return "nobody"


def _call(order: Order) -> None:
    """The called hand may speak; who was called before no more, where only the called do."""
    if order.room.facts.called != order.call:
        return  # another was called meanwhile
    steps.set_muted(order.connection, order.part, order.call, False)
    try:
        order.conferences.one(lambda: order.conferences.mute(order.conf, order.call, False))
        _once(order, "turn", lambda: order.say_to("turn"))
    except Unknown:
        if not order.someone.here:
            raise
        if order.someone.state == "in":  # out by star: they come back unmuted, and are told then
            steps.patch(order.connection, order.part, order.call, turn=True)
    _once(order, "hand", lambda: order.say("hand"))
    if order.mode == "hands":
        there = order.conferences.one(lambda: order.conferences.participants(order.conf))
        raising(order.mute(all_but(there, order.leaders | {order.call})))


def _uncall(order: Order) -> None:
    """Whose turn is over, where only the called speak."""
    if order.mode == "hands" and order.call not in order.leaders | {order.room.facts.called}:
        raising(order.mute({order.call: True}))
    for what in ("turn", "hand"):
        steps.unsaid(order.connection, order.part, f"{what}.{order.call}")


def _hush(order: Order) -> None:
    """Not again, where that is done: whoever has unmuted since may speak."""
    mark = f"hushed.{order.room.facts.hushed_at // 60_000}.{order.call}"
    if steps.said(order.connection, order.part, mark):
        return
    order.conferences.one(lambda: order.conferences.mute(order.conf, order.call, True))
    steps.set_muted(order.connection, order.part, order.call, True)
    announce_once(order.connection, order.part, mark, lambda: order.say_to("hushed"))


def _remove(order: Order) -> None:
    """The call goes on elsewhere: an address, and no DELETE, for its Dial could not tell why."""
    args = (order.settings, order.someone, "removed", order.part, order.now)
    url = addresses.elsewhere(*args)
    order.conferences.one(lambda: order.conferences.send(order.call, url))
    steps.gone(order.connection, order.part, order.call, order.now)


def _over(order: Order) -> None:
    order.say_to("leads")


COMMANDS: dict[str, Callable[[Order], None]] = {
    "mode": put,
    "call": _call,
    "uncall": _uncall,
    "hush": _hush,
    "remove": _remove,
    "over": _over,
}


def _once(order: Order, what: str, say: Callable[[], None]) -> None:
    """A job may come twice. The same hand may be called again soon."""
    announce_once(order.connection, order.part, f"{what}.{order.call}", say, lifetime=DOUBLED)
