"""What a web process asks of Redis about rooms while a caller waits: for 100 ms at most.

What cannot be told in that time is not known: the caller is let in, and a leader is told which keys
do not work.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, cast

import msgspec
import redis.exceptions
import structlog

from ivr import store
from ivr.call import Call
from ivr.found import Found
from ivr.log import failure
from ivr.rooms import scripts
from ivr.rooms.leaders import leading, mode_in, named, sign
from ivr.rooms.look import own_of, view_of
from ivr.rooms.names import room_of
from ivr.rooms.state import Room, Someone, room_from
from ivr.rooms.steps import milliseconds
from ivr.rooms.view import MODES, Admission
from ivr.rota import OVERRUN, OnNow, Rota
from ivr.settings import RoomSettings, Settings

log = structlog.get_logger()

WAIT = 0.1
"""Seconds for one question."""

AT_ONCE = 30
"""Questions of one web process under way: hundreds call in the same minute."""

AGAIN = timedelta(minutes=2)
"""So long after key 9 the same key removes whom it muted."""

LATER = timedelta(minutes=10)
"""By so much a leader can hold the next opening back, in the last such part of an hour."""

Work = tuple[str, str, str]
"""For a job: the part, the command and the call that it is about."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One webhook from a room's menu: whose it is, and when."""

    call: Call
    id: str
    part: str
    now: datetime
    on: OnNow | None
    following: OnNow | None

    @property
    def moment(self) -> int:
        return milliseconds(self.now)

    @property
    def hour(self) -> int:
        """When this one began; 0 where none is on."""
        return milliseconds(self.on.start) if self.on else 0

    @property
    def until(self) -> int:
        """When this hour is over, for what ends with it: its overrun with it, once that began."""
        end = self.on.end if self.on else self.now + timedelta(minutes=1)
        return milliseconds(end if self.now < end else end + OVERRUN)


class Live:
    """Of one web process. `queue` takes work for a job, and does not wait."""

    def __init__(self, settings: Settings, queue: Callable[[Work], None]) -> None:
        self._room: RoomSettings = settings.room
        self._connection = store.connect_async(settings.redis_url, timeout=WAIT, at_once=AT_ONCE)
        self._queue = queue

    async def close(self) -> None:
        await self._connection.aclose()

    async def admit(
        self, call: Call, id: str, part: str, now: datetime, rota: Rota, mark: str
    ) -> Admission | None:
        """Its place for a call that goes into `part`; None where nobody can tell in time."""
        room = room_of(part)
        on = rota.held(now, room)
        hour = milliseconds(on.start) if on else 0
        speaking = on.hour.speaking or "open" if on else "open"
        query = call.at("room").path().partition("?")[2]
        answer = await self._asked(
            scripts.ADMIT,
            *(room, part, id, milliseconds(now), self._room.most, self._room.speakers),
            *(mark, query, call.leads, speaking, hour, int(call.muted or call.listens)),
        )
        if answer is None:
            return None
        if answer[0] == b"barred":
            return Admission(part, barred=True)
        _, place, passed, muted, mode, known, turn, been = answer
        return Admission(
            part=store.text(place),
            muted=bool(muted),
            mode=store.text(mode),
            passed=store.text(passed),
            returns=bool(known),
            called=bool(turn),
            been=bool(been),
        )

    async def attend(self, target: str, asked: Asked) -> Found:
        """What a key in a room's menu does, or what its words need. Never raises."""
        answer = await self._asked(scripts.READ, asked.part, asked.id, asked.moment)
        if answer is None:
            return Found()
        room = room_from(asked.part, answer)
        someone = _known(room, asked)
        room = msgspec.structs.replace(room, people={**room.people, asked.id: someone})
        name, _, verb = target.partition("+")
        leads = asked.id in leading(room.people, asked.on)
        found = Found(
            room=view_of(room, asked.on, asked.following, asked.now),
            own=own_of(room, asked.id, someone, asked.on),
        )
        if name == "lead" and not leads:
            return replace(found, done="not-leading")
        doing = self._DOES.get(verb)
        if doing is None or (asked.call.listens and name == "room"):
            return found
        try:
            return await doing(self, asked, room, found)
        except _Unknown:
            return Found()

    async def _hand(self, asked: Asked, room: Room, found: Found) -> Found:
        place = await self._surely(scripts.HAND, asked.part, asked.id, asked.moment)
        return replace(found, done="up" if place else "down", own=replace(found.own, hand=place))

    async def _mute(self, asked: Asked, room: Room, found: Found) -> Found:
        muted = not found.own.muted
        called = found.own.leads or room.facts.called == asked.id
        if not muted and mode_in(room, asked.on, asked.now) == "hands" and not called:
            return replace(found, done="refused")
        await self._patched(asked, asked.id, muted=muted, own=muted)
        done = "muted" if muted else "unmuted"
        return replace(found, done=done, own=replace(found.own, muted=muted))

    async def _listen(self, asked: Asked, room: Room, found: Found) -> Found:
        """Before the room: muted by choice, whatever a leader changes."""
        await self._patched(asked, asked.id, muted=True, own=True)
        return replace(found, done="muted", own=replace(found.own, muted=True))

    async def _lock(self, asked: Asked, room: Room, found: Found) -> Found:
        locked = found.room is not None and not found.room.locked
        await self._facts(asked, locked_until=asked.until if locked else 0)
        self._queue((asked.part, "lock", asked.id))
        return replace(found, done="locked" if locked else "unlocked")

    async def _mode(self, asked: Asked, room: Room, found: Found) -> Found:
        now = MODES.index(mode_in(room, asked.on, asked.now))
        mode = MODES[(now + 1) % len(MODES)]
        late = room.facts.held_back_until > asked.moment  # then it ends with the hour before
        hour = room.facts.mode_hour if late else asked.hour
        await self._facts(asked, mode=mode, mode_hour=hour, called="")
        self._queue((asked.part, "mode", asked.id))
        return replace(found, done=mode)

    async def _call(self, asked: Asked, room: Room, found: Found) -> Found:
        """The first hand of those who are still there, and that no other leader calls now."""
        for call in room.hands:
            taken = await self._surely(scripts.LOWER, asked.part, call)
            if taken and call in room.present and call != asked.id:
                before = room.facts.called
                await self._facts(asked, called=call)
                out = room.people[call].state != "in"
                await self._patched(asked, call, muted=False, turn=out)
                if before and mode_in(room, asked.on, asked.now) == "hands":
                    self._queue((asked.part, "uncall", before))
                self._queue((asked.part, "call", call))
                return replace(found, done="called")
        return replace(found, done="none")

    async def _hush(self, asked: Asked, room: Room, found: Found) -> Found:
        """The newest voice that can be heard; the one hushed before, if none was heard since."""
        before, hushed_at = room.facts.hushed, room.facts.hushed_at
        again = asked.moment - hushed_at < AGAIN / timedelta(milliseconds=1)
        leaders = leading(room.people, asked.on)
        spoke = {
            call: each.spoke
            for call, each in room.inside.items()
            if each.spoke and not each.muted and call not in leaders
        }
        if again and before in room.here and max(spoke.values(), default=0) <= hushed_at:
            return await self._removed(asked, room, found, before)
        if not spoke:
            return replace(found, done="none")
        last = max(spoke, key=lambda call: spoke[call])
        await self._facts(asked, hushed=last, hushed_at=asked.moment)
        await self._patched(asked, last, muted=True)
        self._queue((asked.part, "hush", last))
        return replace(found, done="hushed", came=room.people[last].came_at)

    async def _removed(self, asked: Asked, room: Room, found: Found, call: str) -> Found:
        someone = room.people[call]
        place = room_of(asked.part)
        arguments = (place, call, someone.mark, asked.until, asked.moment)
        await self._surely(scripts.BAR, *arguments)
        await self._patched(asked, call, barred=True)
        await self._facts(asked, hushed="", hushed_at=0)
        self._queue((asked.part, "remove", call))
        return replace(found, done="removed", came=someone.came_at)

    async def _over(self, asked: Asked, room: Room, found: Found) -> Found:
        """To whoever leads the next hour here, else to another leader who is in the room."""
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
        await self._patched(asked, chosen, leads_since=asked.moment)
        await self._patched(asked, asked.id, leads="", leads_since=0)
        self._queue((asked.part, "over", chosen))
        to_next = coming is not None and room.people[chosen].leads == sign(coming.leader)
        return replace(found, done="handed", name=coming.leader_name if coming and to_next else "")

    async def _later(self, asked: Asked, room: Room, found: Found) -> Found:
        on, following = asked.on, asked.following
        if on is None or following is None or following.start != on.end:
            return replace(found, done="none")
        if on.end - asked.now > LATER:
            return replace(found, done="early")
        mode = room.facts.mode_of(on)
        until = milliseconds(on.end + LATER)
        await self._facts(asked, held_back_until=until, mode=mode, mode_hour=asked.hour)
        return replace(found, done="later")

    _DOES = {  # noqa: RUF012 - never changed
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

    async def _patched(self, asked: Asked, call: str, **fields: Any) -> None:
        await self._surely(scripts.PATCH, asked.part, call, msgspec.json.encode(fields))

    async def _facts(self, asked: Asked, **facts: str | int) -> None:
        flat = [each for pair in facts.items() for each in pair]
        await self._surely(scripts.FACTS, asked.part, *flat)

    async def _surely(self, script: str, *arguments: str | int | bytes) -> Any:
        answer = await self._asked(script, *arguments)
        if answer is None:
            raise _Unknown
        return answer

    async def _asked(self, script: str, *arguments: str | int | bytes) -> Any:
        """What Redis answers in time, else None."""
        try:
            async with asyncio.timeout(WAIT):
                return await cast(Any, self._connection.eval(script, 0, *arguments))
        except (redis.exceptions.RedisError, OSError, TimeoutError):
            return None  # the keeper tells of it
        except Exception as error:
            log.error("what is known of a room could not be read", **failure(error))
            return None


class _Unknown(Exception):
    """Redis did not answer in the middle of what a key does."""


def _known(room: Room, asked: Asked) -> Someone:
    """Whoever asks. Where Redis lost them, or never admitted them, what their URL says counts."""
    lost = Someone(state="menu", came=asked.moment, muted=asked.call.muted)
    someone = room.people.get(asked.id, lost)
    if someone.query or not asked.call.leads or asked.call.leads in room.no_more:
        return someone
    return msgspec.structs.replace(someone, leads=asked.call.leads, leads_since=asked.moment)
