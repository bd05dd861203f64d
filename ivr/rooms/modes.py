"""Who may speak in a room: by a leader's key, by the rota's row, or because nobody leads.

What was carried out last stands in `Facts.carried`. While that is not what it is to be, each round
does it again: a job that is lost, or that the carrier's trouble cut short, leaves nobody muted.
"""

from collections.abc import Mapping
from datetime import timedelta

from ivr.conferences import Participant
from ivr.fence import Refused, Trouble, Unknown
from ivr.rooms import steps
from ivr.rooms.announcing import announce_once
from ivr.rooms.order import Order
from ivr.rooms.state import Room, Someone
from ivr.rooms.view import MODES

COMES_BACK = timedelta(minutes=1)
"""A leader's line that dropped may be back so soon: nothing changes until then."""


def keep(order: Order) -> None:
    """As it is to be now, and said where that is new."""
    mode, carried = order.mode, order.room.facts.carried or "open"
    if mode != carried and not (carried == "hands" and _just_left(order)):
        put(order)
    elif mode == "hands":  # whoever was on the way when that began came in unmuted
        spared = _spared(order)
        inside = order.room.inside.items()
        raising(order.mute({c: True for c, each in inside if not each.muted and c not in spared}))


def put(order: Order) -> None:
    """The mode that holds now, carried out and said: also where a few could not be muted."""
    if order.mode == "muted" and order.room.facts.carried == "hands":  # nobody leads any more
        steps.set_facts(order.connection, order.part, carried="muted")
        why = None
    else:
        why = change_mode(order, order.mode)
    if len(order.room.inside) > 1:
        _announce(order)
    raising(why)


def raising(why: Trouble | Refused | None) -> None:
    """What one of many met: for the log, and so that it is done again."""
    if why is not None:
        raise why


def change_mode(order: Order, mode: str) -> Trouble | Refused | None:
    """Mute or unmute those in the room as `mode` has it. What the first one met."""
    there = order.conferences.one(lambda: order.conferences.participants(order.conf))
    if not there:
        raise Unknown
    spared = _spared(order)
    for call, someone in order.room.here.items():  # out by star: they come back as it is now
        if call not in there and call not in spared and not stays_muted(order.room, call, someone):
            steps.set_muted(order.connection, order.part, call, mode != "open")
    if mode == "open":
        wanted = {c: False for c, each in there.items() if each.muted and _ours(order, c)}
    else:
        wanted = all_but(there, spared)
    why = order.mute(wanted)
    if not isinstance(why, Trouble):
        steps.set_facts(order.connection, order.part, carried=mode)
    return why


def all_but(there: Mapping[str, Participant], spared: frozenset[str]) -> dict[str, bool]:
    """To mute: all who are not muted yet."""
    return {call: True for call, each in there.items() if not each.muted and call not in spared}


def stays_muted(room: Room, call: str, someone: Someone) -> bool:
    """By their own key, over a nuisance limit, or muted by a leader for what they did."""
    listens = "&q=1" in f"&{someone.query}"
    return someone.own or listens or call == room.facts.hushed


def _ours(order: Order, call: str) -> bool:
    """Muted by us. Of whom Redis does not know how they came, that may be their own choice."""
    someone = order.room.people.get(call, Someone())
    return bool(someone.query) and not stays_muted(order.room, call, someone)


def _spared(order: Order) -> frozenset[str]:
    return order.leaders | {order.room.facts.called}


def _just_left(order: Order) -> bool:
    since = steps.milliseconds(order.now - COMES_BACK)
    people = order.room.people.values()
    return any(each.leads and not each.here and each.since > since for each in people)


def _announce(order: Order) -> None:
    """Once in an hour, unless another one was said between."""
    hour = int(order.on.start.timestamp() // 60) if order.on else 0
    for other in MODES:
        if other != order.mode:
            steps.unsaid(order.connection, order.part, f"mode.{other}.{hour}")
    announce_once(
        order.connection, order.part, f"mode.{order.mode}.{hour}", lambda: order.say(order.mode)
    )
