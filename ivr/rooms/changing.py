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
from ivr.rooms.elsewhere import Seen, led_elsewhere
from ivr.rooms.leaders import leading, mode_in, named
from ivr.rooms.modes import change_mode, keep, raising
from ivr.rooms.names import room_of
from ivr.rooms.order import Order
from ivr.rooms.state import Room, read_room
from ivr.rota import OVERRUN, OnNow, Rota
from ivr.settings import Settings
from ivr.steps.telling import ELSEWHERE, LEADER_HERE, LED, MODE

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
    seen: Seen | None = None,
) -> None:
    """What the clock asks for in one part. Raises RedisError, Trouble, Refused and Unknown."""
    seen = {} if seen is None else seen
    room = read_room(connection, part)
    on = rota.held(now, room_of(part))
    conf = room.facts.conf
    if on is None or not conf or not room.inside:
        return
    before = _before(rota, room, on)
    words = due(rota, room, now) if len(room.inside) > 1 else []
    opens_now = any(word.what == "opening" for word in words)
    if opens_now and led_elsewhere(connection, part, on, seen):
        words = due(rota, room, now, elsewhere=True)
    order = Order(connection, conferences, settings, room, conf, on, "", now)
    if now < opens(on, room) or not _turn_over(order, before):
        keep(order)
    for word in words:
        _say(connection, conferences, settings, room, word, on, now)


def due(rota: Rota, room: Room, now: datetime, *, elsewhere: bool = False) -> list[Word]:
    """What is to be said at `now`, whether it was said already or not.

    `elsewhere` where another part of the room is led.
    """
    on = rota.held(now, room_of(room.part))
    return list(_due(rota, room, on, now, elsewhere)) if on else []


def _due(rota: Rota, room: Room, on: OnNow, now: datetime, elsewhere: bool) -> Iterator[Word]:
    following = rota.follows(on)
    end, left = _minute(on.end), on.end - now
    if ENDING_LAST < left <= ENDING:
        yield Word(f"ending.{end}", "ending")
    if following and ENDING_LAST < left <= ENDING - BEHIND:
        yield from _for_leaders(room, on, following)
    if timedelta(0) <= now - opens(on, room) < WINDOW:
        letters = _leader(room, on, elsewhere) + _mode(room, on, now, _before(rota, room, on))
        yield Word(f"opening.{_minute(on.start)}", "opening", letters)
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


def _leader(room: Room, on: OnNow, elsewhere: bool) -> str:
    """What an opening's address says of who leads."""
    if named(room.people, on.hour.leader):
        return LEADER_HERE
    if leading(room.people, on):
        return LED
    return ELSEWHERE if elsewhere else ""


def _mode(room: Room, on: OnNow, now: datetime, before: str) -> str:
    """And of who may speak, where that is new. What a leader chose in this hour was said then."""
    chosen = room.facts.mode_hour == steps.milliseconds(on.start)
    mode = mode_in(room, on, now)
    return "" if chosen or mode == before == "open" else MODE[mode]


def _before(rota: Rota, room: Room, on: OnNow) -> str:
    """The mode of the hour before, as it was at its end."""
    earlier = rota.held(on.start - timedelta(seconds=1), room_of(room.part))
    return room.facts.mode_of(earlier)


def _turn_over(order: Order, before: str) -> bool:
    """What ends with an hour: its mode, its hands, whose turn it was and who was muted.

    Not once, like a word, but until it is done; twice changes nothing. Whether the mode was put
    back now: the opening says so.
    """
    on, room = order.on, order.room
    if on is None:
        return False
    mark = f"hour.{_minute(on.start)}"
    if steps.said(order.connection, order.part, mark):
        return False
    opened = steps.milliseconds(opens(on, room))
    order.connection.zremrangebyscore(store.ROOM_HANDS.of(order.part), "-inf", f"({opened}")
    chosen = room.facts.mode_hour == steps.milliseconds(on.start)  # by a leader of this hour
    back = not chosen and {order.mode, before, room.facts.carried or "open"} != {"open"}
    if back:
        raising(change_mode(order, order.mode))
    if not chosen:
        steps.set_facts(order.connection, order.part, called="", hushed="", hushed_at=0)
    steps.once(order.connection, order.part, mark, timedelta(seconds=store.ROOM_SAID.lifetime or 0))
    return back


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
