"""What each key of a room's menu does, once it is known that it may: first in Redis, then in a job.

Whatever Redis does not answer in time raises `Unknown`: then nobody can tell what was done.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

from ivr.found import Found
from ivr.rooms import scripts
from ivr.rooms.asking import Asked, Asking
from ivr.rooms.leaders import leading, mode_in, named, sign
from ivr.rooms.names import room_of
from ivr.rooms.state import Room
from ivr.rooms.steps import milliseconds
from ivr.rooms.view import MODES

AGAIN = timedelta(minutes=2)
"""So long after key 9 the same key removes whom it muted."""

LATER = timedelta(minutes=10)
"""By so much a leader can hold the next opening back, in the last such part of an hour."""

Work = tuple[str, str, str]
"""For a job: the part, the command and the call that it is about."""


@dataclass(frozen=True, slots=True)
class Pressed:
    """A key, and all that was known when it was pressed. `queue` takes work and does not wait."""

    redis: Asking
    queue: Callable[[Work], None]
    asked: Asked
    room: Room
    found: Found


async def _hand(pressed: Pressed) -> Found:
    asked, found = pressed.asked, pressed.found
    place = await pressed.redis.surely(scripts.HAND, asked.part, asked.id, asked.moment)
    return replace(found, done="up" if place else "down", own=replace(found.own, hand=place))


async def _mute(pressed: Pressed) -> Found:
    asked, room, found = pressed.asked, pressed.room, pressed.found
    muted = not found.own.muted
    called = found.own.leads or room.facts.called == asked.id
    if not muted and mode_in(room, asked.on, asked.now) == "hands" and not called:
        return replace(found, done="refused")
    await pressed.redis.patch(asked.part, asked.id, muted=muted, own=muted)
    done = "muted" if muted else "unmuted"
    return replace(found, done=done, own=replace(found.own, muted=muted))


async def _listen(pressed: Pressed) -> Found:
    """Before the room: muted by choice, whatever a leader changes."""
    asked, found = pressed.asked, pressed.found
    await pressed.redis.patch(asked.part, asked.id, muted=True, own=True)
    return replace(found, done="muted", own=replace(found.own, muted=True))


async def _lock(pressed: Pressed) -> Found:
    asked, found = pressed.asked, pressed.found
    locked = found.room is not None and not found.room.locked
    await pressed.redis.set_facts(asked.part, locked_until=asked.until if locked else 0)
    return replace(found, done="locked" if locked else "unlocked")


async def _mode(pressed: Pressed) -> Found:
    asked, room, found = pressed.asked, pressed.room, pressed.found
    now = MODES.index(mode_in(room, asked.on, asked.now))
    mode = MODES[(now + 1) % len(MODES)]
    late = room.facts.held_back_until > asked.moment  # then it ends with the hour before
    hour = room.facts.mode_hour if late else asked.hour
    await pressed.redis.set_facts(asked.part, mode=mode, mode_hour=hour, called="")
    pressed.queue((asked.part, "mode", asked.id))
    return replace(found, done=mode)


async def _call(pressed: Pressed) -> Found:
    """The first hand of those who are still there, and that no other leader calls now."""
    asked, room, found = pressed.asked, pressed.room, pressed.found
    for call in room.hands:
        taken = await pressed.redis.surely(scripts.LOWER, asked.part, call)
        if taken and call in room.present and call != asked.id:
            before = room.facts.called
            await pressed.redis.set_facts(asked.part, called=call)
            out = room.people[call].state != "in"
            await pressed.redis.patch(asked.part, call, muted=False, turn=out)
            if before and mode_in(room, asked.on, asked.now) == "hands":
                pressed.queue((asked.part, "uncall", before))
            pressed.queue((asked.part, "call", call))
            return replace(found, done="called")
    return replace(found, done="none")


async def _hush(pressed: Pressed) -> Found:
    """The newest voice that can be heard; the one hushed before, if none was heard since."""
    asked, room, found = pressed.asked, pressed.room, pressed.found
    before, hushed_at = room.facts.hushed, room.facts.hushed_at
    again = asked.moment - hushed_at < AGAIN / timedelta(milliseconds=1)
    leaders = leading(room.people, asked.on)
    spoke = {
        call: each.spoke
        for call, each in room.inside.items()
        if each.spoke and not each.muted and call not in leaders
    }
    if again and before in room.here and max(spoke.values(), default=0) <= hushed_at:
        return await _removed(pressed, before)
    if not spoke:
        return replace(found, done="none")
    last = max(spoke, key=lambda call: spoke[call])
    await pressed.redis.set_facts(asked.part, hushed=last, hushed_at=asked.moment)
    await pressed.redis.patch(asked.part, last, muted=True)
    pressed.queue((asked.part, "hush", last))
    return replace(found, done="hushed", came=room.people[last].came_at)


async def _removed(pressed: Pressed, call: str) -> Found:
    asked, room, found = pressed.asked, pressed.room, pressed.found
    someone = room.people[call]
    place = room_of(asked.part)
    arguments = (place, call, someone.mark, asked.until, asked.moment)
    await pressed.redis.surely(scripts.BAR, *arguments)
    await pressed.redis.patch(asked.part, call, barred=True)
    await pressed.redis.set_facts(asked.part, hushed="", hushed_at=0)
    pressed.queue((asked.part, "remove", call))
    return replace(found, done="removed", came=someone.came_at)


async def _over(pressed: Pressed) -> Found:
    """To whoever leads the next hour here, else to another leader who is in the room."""
    asked, room, found = pressed.asked, pressed.room, pressed.found
    coming = asked.following.hour if asked.following else None
    others = {
        call: each
        for call, each in room.present.items()
        if each.leads and call != asked.id and each.leads != room.people[asked.id].leads
    }
    first = named(others, coming.leader) if coming else frozenset()
    chosen = min(first or others, key=lambda call: room.people[call].came, default="")
    if not chosen:
        return replace(found, done="absent", name=coming.leader_name if coming else "")
    await pressed.redis.patch(asked.part, chosen, leads_since=asked.moment)
    await pressed.redis.patch(asked.part, asked.id, leads="", leads_since=0)
    pressed.queue((asked.part, "over", chosen))
    to_next = coming is not None and room.people[chosen].leads == sign(coming.leader)
    return replace(found, done="handed", name=coming.leader_name if coming and to_next else "")


async def _later(pressed: Pressed) -> Found:
    asked, room, found = pressed.asked, pressed.room, pressed.found
    on, following = asked.on, asked.following
    if on is None or following is None or following.start != on.end:
        return replace(found, done="none")
    if on.end - asked.now > LATER:
        return replace(found, done="early")
    mode = room.facts.mode_of(on)
    until = milliseconds(on.end + LATER)
    await pressed.redis.set_facts(
        asked.part, held_back_until=until, mode=mode, mode_hour=asked.hour
    )
    return replace(found, done="later")


DOES: Mapping[str, Callable[[Pressed], Awaitable[Found]]] = {
    "hand": _hand,
    "mute": _mute,
    "listen": _listen,
    "lock": _lock,
    "mode": _mode,
    "call": _call,
    "hush": _hush,
    "over": _over,
    "later": _later,
}
"""By the verb of the flow's target."""
