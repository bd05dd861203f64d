"""Nobody came to lead: those who may stand in are rung, one after the other.

Looked at every few seconds for each part of a room; two schedulers may do so at once. Whoever is
rung is marked first, so that nobody is woken twice. Their number goes to the carrier alone, the
line's own is what they see.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Literal

import redis
import structlog

from ivr import overrides, store
from ivr.call import Call
from ivr.conferences import Conferences
from ivr.erasure.due import ToForget
from ivr.fence import Refused, Trouble, Unknown
from ivr.people.hashing import secret_of
from ivr.people.sealing import opened
from ivr.rings import may_ring
from ivr.room import STATUS
from ivr.rooms import addresses, elsewhere, past
from ivr.rooms import ringing as rings
from ivr.rooms.announcing import announce_once
from ivr.rooms.leaders import EARLY, leading, sign
from ivr.rooms.names import room_of
from ivr.rooms.order import Order
from ivr.rooms.state import Room, Someone, parts, read_room
from ivr.rooms.steps import admitted_leader, milliseconds, once, set_facts
from ivr.rota import MAIN_ROOM, OnNow, Rota
from ivr.settings import Settings
from ivr.standinlist import Volunteer, caller_id, volunteers, why_nobody
from ivr.steps import telling

log = structlog.get_logger()

RINGING = 25
"""Seconds that a telephone rings: voicemail often answers after that."""

IN_ALL = timedelta(minutes=3)
"""So long it rings for one hour, then the room holds its meeting without a leader. And so long
after its beginning a leader may still come: before that nobody hears that none could."""

COMES_BACK = timedelta(minutes=5)
"""So long a leader whose line is gone may come back, then the hour goes on as one without."""

ONCE_IN = timedelta(hours=1)
"""Nobody is rung twice in so long, whichever room it is for."""

NOT_IN_THE_LAST = timedelta(minutes=10)
"""Of an hour: whoever leads the next one is about to come."""

SETTLED = timedelta(minutes=10)
"""Whoever still leads so long after the hour before was theirs leads this one, too."""

TAKE = """
local last = tonumber(redis.call('HGET', KEYS[1], ARGV[1]) or '0')
if tonumber(ARGV[2]) - last < tonumber(ARGV[3]) then return 0 end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
redis.call('EXPIRE', KEYS[1], ARGV[4])
return 1
"""

NOBODY = Someone()

Outcome = Literal["", "led", "ringing", "told", "unled"]


def look(
    connection: redis.Redis,
    conferences: Conferences,
    settings: Settings,
    part: str,
    now: datetime,
    rota: Rota,
    seen: elsewhere.Seen | None = None,
) -> Outcome:
    """One look at a part of a room, and what has to be done there. Returns what it is like.

    Raises RedisError; the carrier's troubles are logged, and the next look goes on.
    """
    on = next((each for each in rota.on_now(now) if each.hour.room_name == room_of(part)), None)
    room = read_room(connection, part)
    ringing = rings.read(connection, part)
    if on is None:
        rings.end(connection, conferences, settings, part, ringing)
        return ""
    hour = store.ROOM_RUNG.of(part, f"{on.start.astimezone(UTC):%Y-%m-%dT%H%M}")
    if not room.present:
        connection.hdel(hour, "since")
        rings.end(connection, conferences, settings, part, ringing)
        return ""
    came = room.people.get(ringing.call, NOBODY) if ringing else NOBODY
    if ringing and came.here and not came.leads:  # nobody could note it as they came in
        admitted_leader(connection, part, ringing.call, ringing.leads, now)
        room = read_room(connection, part)
    leaders = leading(room.people, on)
    _note(connection, hour, room, on, leaders, now)
    if leaders:
        connection.hdel(hour, "since")
        rings.end(connection, conferences, settings, part, ringing)
        return "led"
    lately = milliseconds(now) - int(store.text(connection.hget(hour, "led")) or 0)
    if lately < _ms(COMES_BACK):
        return ""
    tell = Order(connection, conferences, settings, room, room.facts.conf, on, "", now)
    others = elsewhere.others(connection, part, {} if seen is None else seen)
    if any(leading(other.people, on) for other in others):
        rings.end(connection, conferences, settings, part, ringing)
        return _tell(tell, telling.ELSEWHERE)
    first = next((other for other in others if other.part < part), room)
    if first.facts.rung_hour == milliseconds(on.start):
        set_facts(connection, part, rung_hour=first.facts.rung_hour)
        return _tell(tell)
    if room.facts.held_back_until > milliseconds(now) or on.end - now <= NOT_IN_THE_LAST:
        return ""
    if first is not room:  # for it somebody is being rung
        return ""
    if ringing and not rings.is_over(connection, ringing, now):
        return "ringing"
    if ringing:
        rings.end(connection, conferences, settings, part, ringing)
    connection.hsetnx(hour, "since", milliseconds(now))
    connection.expire(hour, store.ROOM_RUNG.lifetime or 0)
    since = int(store.text(connection.hget(hour, "since")))
    late = milliseconds(now) - since > _ms(IN_ALL) - RINGING * 1000
    if not late and _ring_next(connection, conferences, settings, rota, part, on, now):
        return "ringing"
    if now < on.start + IN_ALL:
        return ""
    set_facts(connection, part, rung_hour=milliseconds(on.start))
    return _tell(tell)


def order(
    found: tuple[Volunteer, ...], rota: Rota, on: OnNow, now: datetime
) -> Iterator[Volunteer]:
    """Who may be rung now for that hour: its own leader, those of the coming hours, the others.

    Into a room of its own, such as one for women or in another language, only those are called whom
    the rota names there. `now` is aware.
    """
    local = now.astimezone(rota.zone)
    rows = [on.hour.leader]
    rows += [each.hour.leader for each in rota.coming(now) if _same(each, on)]
    if on.hour.room_name == MAIN_ROOM:
        rows += [each.row for each in found]
    by_row = {each.row: each for each in found}
    for row in dict.fromkeys(rows):
        each = by_row.get(row)
        day = on.start.astimezone(rota.zone).date().isoformat()
        if each and each.leads_from <= day and may_ring(each.rings, local):
            yield each


def _same(other: OnNow, on: OnNow) -> bool:
    return on.hour.room_name in (MAIN_ROOM, other.hour.room_name)


def _ring_next(
    connection: redis.Redis,
    conferences: Conferences,
    settings: Settings,
    rota: Rota,
    part: str,
    on: OnNow,
    now: datetime,
) -> bool:
    """Whether somebody is being rung now, or is about to be by another process."""
    line = caller_id(settings)
    why = why_nobody(settings)
    if line is None or why:
        if once(connection, part, f"nobody-rung.{_minute(on.start)}", ONCE_IN):
            log.warning("nobody can be rung to lead", why=why)
        return False
    secret = secret_of(settings)
    key, life = store.ROOM_RINGING.of(part), store.ROOM_RINGING.lifetime
    languages = settings.lines[line].languages
    language = on.hour.language if on.hour.language in languages else languages[0]
    ringing = rings.Ringing("", milliseconds(now), language, "")
    if not connection.set(key, ringing.written(), nx=True, ex=life):
        return True
    busy = _busy(connection)
    for each in order(volunteers(connection), rota, on, now):
        number = opened(secret, each.sealed)
        if not number or sign(each.row) in busy or not _take(connection, each.row, now):
            continue
        leads = sign(each.row)
        asked = Call("standin", language, line, _minute(now), cursor=part, leads=leads)
        try:
            call = conferences.ring(
                number,
                settings.lines[line].number,
                settings.public_url + asked.path() + overrides.MENU,
                f"{settings.public_url}{STATUS}?n={line}{overrides.STATUS}",
                RINGING,
            )
        except (Refused, Unknown) as refused:
            log.warning("a stand-in could not be rung", code=getattr(refused, "code", 20404))
            continue
        except Trouble as trouble:
            log.warning("the carrier did not ring a stand-in", why=trouble.why)
            if not trouble.undone:
                return True
            connection.hdel(store.RUNG.of(), each.row)  # the next look asks again
            break
        ToForget(connection).begins(call, now)
        connection.set(key, ringing._replace(call=call, leads=leads).written(), ex=life)
        return True
    else:
        rings.free(connection, part, ringing)
        return False
    connection.delete(key)
    return True


def _take(connection: redis.Redis, row: str, now: datetime) -> bool:
    """Whether this process may ring that person, and no other one within the hour."""
    arguments = (row, milliseconds(now), _ms(ONCE_IN), store.RUNG.lifetime or 0)
    return bool(connection.eval(TAKE, 1, store.RUNG.of(), *arguments))


def _busy(connection: redis.Redis) -> set[str]:
    """Leaders who are in one of the rooms just now."""
    rooms = (read_room(connection, part) for part in parts(connection))
    return {each.leads for room in rooms for each in room.here.values() if each.leads}


def _note(
    connection: redis.Redis,
    hour: str,
    room: Room,
    on: OnNow,
    leaders: frozenset[str],
    now: datetime,
) -> None:
    """Whether the hour is led. Who still sits there from the hour before does not lead it yet."""
    rota, since = sign(on.hour.leader), milliseconds(on.start - EARLY)
    people = [room.people[call] for call in leaders]
    by_rota = any(each.leads == rota for each in people)
    led = by_rota or any(each.leads_since >= since for each in people)
    led = led or (bool(people) and now - on.start >= SETTLED)
    past.note(connection, on, led=led, by_rota=by_rota)
    if led:
        connection.hset(hour, "led", milliseconds(now))
        connection.expire(hour, store.ROOM_RUNG.lifetime or 0)


def _tell(order: Order, letters: str = "") -> Outcome:
    """How a meeting is held without a leader: once, as soon as there is a conference to hear it.
    Whoever is alone hears it while waiting."""
    room, on = order.room, order.on
    too_soon = on is None or order.now < on.start + IN_ALL
    if on is None or too_soon or not order.conf or not room.facts.started or len(room.inside) < 2:
        return "unled"
    if order.mode != "open":
        letters += telling.MODE[order.mode]
    url = addresses.said_in(order.settings, on, "unled", room.part, order.now, letters)
    ask = partial(order.conferences.announce, order.conf, url)
    try:
        told = announce_once(order.connection, room.part, f"unled.{_minute(on.start)}", ask)
    except (Refused, Unknown):
        return "unled"
    except Trouble as trouble:  # where it may have been said, it is not said again
        log.warning("the carrier did not announce to a room", why=trouble.why)
        return "unled"
    return "told" if told else "unled"


def _minute(now: datetime) -> int:
    return int(now.timestamp() // 60)


def _ms(span: timedelta) -> int:
    return span // timedelta(milliseconds=1)
