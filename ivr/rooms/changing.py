"""The hour changes: what a room is told before its end, at the next one's beginning, or at its own.

What is due at a moment is worked out from the rota and the clock (`due`). Each word has a time in
which it is true, and is said once in it, or not at all.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import redis

from ivr import store
from ivr.conferences import Conferences
from ivr.room import GOODBYE
from ivr.rooms import addresses, steps
from ivr.rooms.announcing import announce_once
from ivr.rooms.commands import Order, change_mode
from ivr.rooms.leaders import leading, named
from ivr.rooms.names import room_of
from ivr.rooms.state import Room, read_room
from ivr.rota import OVERRUN, OnNow, Rota
from ivr.settings import Settings
from ivr.steps.telling import LEADER_HERE, LED, SPEAK_AGAIN

ENDING, ENDING_LAST = timedelta(minutes=5), timedelta(seconds=90)
"""Before the end of an hour: from when, and until when, it is said that it ends."""

BEHIND = timedelta(seconds=20)
"""The leaders' own word comes so long after everybody's, that they do not meet."""

WINDOW = timedelta(minutes=2)
"""So long after its moment anything else is still said."""

HELD_BACK = timedelta(minutes=10)
"""An opening waits no longer than that."""


@dataclass(frozen=True, slots=True)
class Word:
    """One thing to be said; `mark` names it among all that are ever said in that part."""

    mark: str
    what: str
    extra: str = ""
    to: str = ""  # the call that alone hears it; "" is everybody


def change(
    connection: redis.Redis,
    conferences: Conferences,
    settings: Settings,
    part: str,
    now: datetime,
    rota: Rota,
) -> None:
    """What the clock asks for in one part. Raises RedisError, Trouble, Refused and Unknown."""
    room = read_room(connection, part)
    on = rota.held(now, room_of(part))
    conf = room.facts.conf
    if on is None or not conf or not room.inside:
        return
    before = _before(rota, room, on)
    words = due(rota, room, now) if len(room.inside) > 1 else []
    if now >= opens(on, room):
        _turn_over(Order(connection, conferences, settings, room, conf, on, "", now), before)
    for word in words:
        _say(connection, conferences, settings, room, word, on, now)


def due(rota: Rota, room: Room, now: datetime) -> list[Word]:
    """What is to be said at `now`, whether it was said already or not."""
    on = rota.held(now, room_of(room.part))
    return list(_due(rota, room, on, now)) if on else []


def _due(rota: Rota, room: Room, on: OnNow, now: datetime) -> Iterator[Word]:
    following = _following(rota, on)
    end, left = _minute(on.end), on.end - now
    if ENDING_LAST < left <= ENDING:
        yield Word(f"ending.{end}", "ending")
    if following and ENDING_LAST < left <= ENDING - BEHIND:
        yield from _for_leaders(room, on, following)
    if timedelta(0) <= now - opens(on, room) < WINDOW:
        before = _before(rota, room, on)
        yield Word(f"opening.{_minute(on.start)}", "opening", _extra(room, on, before))
    closing = on.end + OVERRUN - GOODBYE
    if following is None and on.end <= now < on.end + WINDOW:
        yield Word(f"over.{end}", "over")
    if following is None and closing <= now < closing + WINDOW / 2:
        yield Word(f"closing.{end}", "closing")


def opens(on: OnNow, room: Room) -> datetime:
    """When an hour is opened: at its start, or when a leader of the one before said."""
    later = datetime.fromtimestamp(room.facts.held_back_until / 1000, UTC)
    return later if on.start < later <= on.start + HELD_BACK else on.start


def _for_leaders(room: Room, on: OnNow, following: OnNow) -> Iterator[Word]:
    """Whether whoever leads the next hour is here: to those who lead this one, and not to them."""
    leader = following.hour.leader
    next_ones = named(room.people, leader)
    for call in sorted(leading(room.people, on) & room.inside.keys()):
        if leader and call not in next_ones:
            what = "next-here" if next_ones else "next-away"
            yield Word(f"next.{_minute(on.end)}.{call}", what, to=call)


def _extra(room: Room, on: OnNow, before: str) -> str:
    """What an opening's address says of that moment."""
    letters = ""
    if named(room.people, on.hour.leader):
        letters += LEADER_HERE
    elif leading(room.people, on):
        letters += LED
    if before != "open" and room.facts.mode_of(on) == "open":
        letters += SPEAK_AGAIN
    return letters


def _before(rota: Rota, room: Room, on: OnNow) -> str:
    """The mode of the hour before, as it was at its end."""
    earlier = rota.held(on.start - timedelta(seconds=1), room_of(room.part))
    return room.facts.mode_of(earlier)


def _following(rota: Rota, on: OnNow) -> OnNow | None:
    """The hour that begins in the same room when this one ends."""
    following = rota.after(on.end - timedelta(seconds=1), on.hour.room_name)
    return following if following and following.start == on.end else None


def _turn_over(order: Order, before: str) -> None:
    """What ends with an hour: its mode, its hands, whose turn it was and who was muted.

    Not once, like a word, but until it is done; twice changes nothing.
    """
    on, room = order.on, order.room
    if on is None:
        return
    mark = f"hour.{_minute(on.start)}"
    if order.connection.exists(store.ROOM_SAID.of(order.part, mark)):
        return
    opened = steps.milliseconds(opens(on, room))
    order.connection.zremrangebyscore(store.ROOM_HANDS.of(order.part), "-inf", f"({opened}")
    chosen = room.facts.mode_hour == steps.milliseconds(on.start)  # by a leader of this hour
    mode = room.facts.mode_of(on)
    if not chosen and (mode != "open" or before != "open"):
        failures = change_mode(order, mode)
        if failures:
            raise failures[0].why
    if not chosen:
        steps.set_facts(order.connection, order.part, called="", hushed="", hushed_at=0)
    steps.once(order.connection, order.part, mark, timedelta(seconds=store.ROOM_SAID.lifetime or 0))


def _say(
    connection: redis.Redis,
    conferences: Conferences,
    settings: Settings,
    room: Room,
    word: Word,
    on: OnNow,
    now: datetime,
) -> None:
    part, conf = room.part, room.facts.conf
    if word.to:
        someone = room.people[word.to]
        url = addresses.said_to(settings, someone, word.what, part, now)
        announce_once(
            connection, part, word.mark, lambda: conferences.announce_to(conf, word.to, url)
        )
    else:
        url = addresses.said_in(settings, on, word.what, part, now, word.extra)
        announce_once(connection, part, word.mark, lambda: conferences.announce(conf, url))


def _minute(moment: datetime) -> str:
    """As it stands in a mark."""
    return str(int(moment.timestamp() // 60))
