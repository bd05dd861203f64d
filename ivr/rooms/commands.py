"""What a leader's key asks of the carrier. Redis knows already what was pressed; a job does this.

Each may be done twice, and one that comes too late finds how things are by then.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

import redis

from ivr.conferences import Conferences, Participant
from ivr.fence import Refused, Trouble, Unknown
from ivr.insisting import Failure
from ivr.rooms import addresses, rebuilding, steps
from ivr.rooms.announcing import announce_once
from ivr.rooms.leaders import leading
from ivr.rooms.names import room_of
from ivr.rooms.state import Room, Someone, read_room
from ivr.rooms.view import MODES
from ivr.rota import OnNow, Rota
from ivr.settings import Settings

SAID = timedelta(minutes=1)
"""A mode that is said is not said again so soon, unless there was another one between."""


@dataclass(frozen=True, slots=True)
class Order:
    """One command, with all that is known when it is carried out."""

    connection: redis.Redis
    conferences: Conferences
    settings: Settings
    room: Room
    conf: str
    on: OnNow | None
    call: str  # whom it is about
    now: datetime

    @property
    def part(self) -> str:
        return self.room.part

    @property
    def someone(self) -> Someone:
        return self.room.people.get(self.call, Someone())

    @property
    def leaders(self) -> frozenset[str]:
        return leading(self.room.people, self.on)


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
        conf = room.facts.conf or conferences.one(lambda: conferences.find(part)) or ""
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


def change_mode(order: Order, mode: str) -> list[Failure]:
    """Mute or unmute those in the room as `mode` has it; those for whom that failed."""
    there = order.conferences.one(lambda: order.conferences.participants(order.conf))
    if not there:
        raise Unknown
    people, leaders = order.room.people, order.leaders
    for call, someone in order.room.here.items():  # out by star: they come back as it is now
        if call not in there and call not in leaders and not stays_muted(order.room, call, someone):
            steps.set_muted(order.connection, order.part, call, mode != "open")
    if mode == "open":
        wanted = {
            call: False
            for call, each in there.items()
            if each.muted and not stays_muted(order.room, call, people.get(call, Someone()))
        }
    else:
        wanted = _all_but(there, leaders)
    return _mute(order, wanted)


def stays_muted(room: Room, call: str, someone: Someone) -> bool:
    """By their own key, over a nuisance limit, or muted by a leader for what they did."""
    listens = "&q=1" in f"&{someone.query}"
    return someone.own or listens or call == room.facts.hushed


def _mode(order: Order) -> None:
    mode = order.room.facts.mode_of(order.on)
    failures = change_mode(order, mode)
    _announce_mode(order, mode)
    _raise_first(failures)


def _announce_mode(order: Order, mode: str) -> None:
    said = announce_once(
        order.connection,
        order.part,
        f"mode.{mode}",
        lambda: _say(order, mode),
        lifetime=SAID,
    )
    for other in MODES if said else ():
        if other != mode:
            steps.unsaid(order.connection, order.part, f"mode.{other}")


def _call(order: Order) -> None:
    """The called hand may speak; who was called before no more, where only the called do."""
    if order.room.facts.called != order.call:
        return  # another was called meanwhile
    order.conferences.one(lambda: order.conferences.mute(order.conf, order.call, False))
    steps.set_muted(order.connection, order.part, order.call, False)
    _say_to(order, "turn")
    _say(order, "hand")
    if order.room.facts.mode_of(order.on) == "hands":
        there = order.conferences.one(lambda: order.conferences.participants(order.conf))
        _raise_first(_mute(order, _all_but(there, order.leaders | {order.call})))


def _uncall(order: Order) -> None:
    """Whose turn is over, where only the called speak."""
    only_called = order.room.facts.mode_of(order.on) == "hands"
    if only_called and order.call not in order.leaders | {order.room.facts.called}:
        _raise_first(_mute(order, {order.call: True}))


def _hush(order: Order) -> None:
    order.conferences.one(lambda: order.conferences.mute(order.conf, order.call, True))
    steps.set_muted(order.connection, order.part, order.call, True)
    _say_to(order, "hushed")


def _remove(order: Order) -> None:
    """The call goes on elsewhere: an address, and no DELETE, for its Dial could not tell why."""
    args = (order.settings, order.someone, "removed", order.part, order.now)
    url = addresses.elsewhere(*args)
    order.conferences.one(lambda: order.conferences.send(order.call, url))
    steps.gone(order.connection, order.part, order.call, order.now)


def _over(order: Order) -> None:
    _say_to(order, "leads")


def _lock(order: Order) -> None:
    """Nothing at the carrier: newcomers find another part of the room."""


COMMANDS: dict[str, Callable[[Order], None]] = {
    "mode": _mode,
    "call": _call,
    "uncall": _uncall,
    "hush": _hush,
    "remove": _remove,
    "over": _over,
    "lock": _lock,
}


def _all_but(there: Mapping[str, Participant], spared: frozenset[str]) -> dict[str, bool]:
    """To mute: all who are not muted yet."""
    return {call: True for call, each in there.items() if not each.muted and call not in spared}


def _mute(order: Order, wanted: Mapping[str, bool]) -> list[Failure]:
    """Each muted or not, as many at a time as the carrier lets us."""

    def muting(call: str, muted: bool) -> Callable[[], None]:
        def mute() -> None:
            order.conferences.mute(order.conf, call, muted)
            steps.set_muted(order.connection, order.part, call, muted)

        return mute

    return order.conferences.many(muting(call, muted) for call, muted in wanted.items())


def _say(order: Order, what: str) -> None:
    url = addresses.said_in(order.settings, order.on, what, order.part, order.now)
    order.conferences.one(lambda: order.conferences.announce(order.conf, url), twice=False)


def _say_to(order: Order, what: str) -> None:
    url = addresses.said_to(order.settings, order.someone, what, order.part, order.now)
    order.conferences.one(
        lambda: order.conferences.announce_to(order.conf, order.call, url), twice=False
    )


def _raise_first(failures: list[Failure]) -> None:
    """What one of many met, for the log. Raises Trouble and Refused."""
    first: Trouble | Refused | None = next((each.why for each in failures), None)
    if first is not None:
        raise first
