"""Whoever is left alone in a meeting that had begun hears something; who comes finds them.

The carrier plays the waiting text only before a conference starts. So a job holds whoever is left
alone with it, and lets go when somebody comes. It looks at how things are, not at what happened:
it may run at any time, and twice.
"""

from contextlib import suppress
from datetime import datetime, timedelta

import redis

from ivr.conferences import Conferences
from ivr.fence import Unknown
from ivr.rooms import addresses, steps
from ivr.rooms.announcing import announce_once
from ivr.rooms.leaders import mode_in
from ivr.rooms.names import room_of
from ivr.rooms.state import Room, Someone, read_room
from ivr.rota import OnNow, Rota
from ivr.settings import Settings

AT_ONCE = timedelta(seconds=10)
"""So long nobody else holds the same person."""

NEWS = timedelta(minutes=2)
"""Whoever came before that has been heard."""

MET = {"open": "met", "muted": "met-muted", "hands": "met-hands"}
"""What is said when a second one comes, by the mode."""


def tend(
    connection: redis.Redis,
    conferences: Conferences | None,
    settings: Settings,
    part: str,
    now: datetime,
    rota: Rota,
) -> None:
    """Look after one part. Raises RedisError, Trouble, Refused and Unknown.

    Without `conferences`, where no account is known, the carrier is asked for nothing.
    """
    room = read_room(connection, part)
    if steps.tidy(connection, room, now):
        room = read_room(connection, part)
    if not room.here and room.facts.locked_until:
        steps.set_facts(connection, part, locked_until=0)  # or newcomers would never meet
    if conferences is None or not room.facts.conf:
        return
    on = rota.held(now, room_of(part))
    if len(room.inside) > 1:
        _together(connection, conferences, settings, room, now, on)
    elif len(room.here) == 1 and room.inside and room.facts.started:
        _alone(connection, conferences, settings, room, now)


def _alone(
    connection: redis.Redis,
    conferences: Conferences,
    settings: Settings,
    room: Room,
    now: datetime,
) -> None:
    """The last one of a conference hears the waiting text, and not nothing."""
    ((call, someone),) = room.inside.items()
    if someone.held:
        return
    url = addresses.elsewhere(settings, someone, "wait", room.part, now)
    conf = room.facts.conf
    if announce_once(
        connection,
        room.part,
        _holding(call, someone),
        lambda: conferences.hold(conf, call, url),
        lifetime=AT_ONCE,
    ):
        steps.set_facts(connection, room.part, met=False)  # first: whoever comes now is met anew
        steps.set_held(connection, room.part, call, True)


def _holding(call: str, someone: Someone) -> str:
    """One stay of somebody in the conference, as it is marked while they are being held."""
    return f"held.{call}.{someone.since // 60_000}"


def _together(
    connection: redis.Redis,
    conferences: Conferences,
    settings: Settings,
    room: Room,
    now: datetime,
    on: OnNow | None,
) -> None:
    """Everybody hears each other, and those who had nobody are told so."""
    conf = room.facts.conf
    for call, each in room.inside.items():
        if each.held:
            with suppress(Unknown):
                conferences.unhold(conf, call)
            steps.set_held(connection, room.part, call, False)
            steps.unsaid(connection, room.part, _holding(call, each))
    if room.facts.met:
        return
    if new := _newcomer(room, now):
        url = addresses.said_in(settings, on, MET[mode_in(room, on, now)], room.part, now)
        announce_once(connection, room.part, new, lambda: conferences.announce(conf, url))
    steps.set_facts(connection, room.part, met=True)


def _newcomer(room: Room, now: datetime) -> str:
    """A mark for whoever came last, if that was just now; "" where nobody has to be told of them.

    Whoever came back from the menu has been heard; and of whom only the carrier told, nobody knows
    for how long they have been there.
    """
    inside = room.inside
    call = max(inside, key=lambda each: inside[each].came)
    came = inside[call].came
    since = steps.milliseconds(now - NEWS)
    if came <= since or not all(each.query for each in inside.values()):
        return ""
    return f"met.{call}.{came // 60_000}"
