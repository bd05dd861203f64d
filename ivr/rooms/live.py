"""What a web process asks of Redis about rooms while a caller waits: for 100 ms at most.

What cannot be told in that time is not known: the caller is let in, and a leader is told which keys
do not work.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import msgspec

from ivr import store
from ivr.call import Call
from ivr.found import Found
from ivr.rooms import scripts
from ivr.rooms.asking import Asked, Asking, Unknown
from ivr.rooms.keys import DOES, Pressed, Work
from ivr.rooms.leaders import leading
from ivr.rooms.look import own_of, view_of
from ivr.rooms.names import room_of
from ivr.rooms.state import Room, Someone, room_from
from ivr.rooms.steps import milliseconds
from ivr.rooms.view import Admission
from ivr.rota import Rota
from ivr.settings import RoomSettings, Settings


class Live:
    """Of one web process. `queue` takes work for a job, and does not wait."""

    def __init__(self, settings: Settings, queue: Callable[[Work], None]) -> None:
        self._room: RoomSettings = settings.room
        self._redis = Asking(settings.redis_url)
        self._queue = queue

    async def open(self) -> None:
        await self._redis.open()

    async def close(self) -> None:
        await self._redis.close()

    async def admit(
        self, call: Call, id: str, part: str, now: datetime, rota: Rota, mark: str, token: str = ""
    ) -> Admission | None:
        """Its place for a call that goes into `part`; None where nobody can tell in time.

        `token` is the webhook's, however often that comes.
        """
        room = room_of(part)
        on = rota.held(now, room)
        hour = milliseconds(on.start) if on else 0
        speaking = on.hour.speaking or "open" if on else "open"
        query = call.at("room").path().partition("?")[2]
        answer = await self._redis.ask(
            scripts.ADMIT,
            *(room, part, id, milliseconds(now), self._room.most, self._room.speakers),
            *(mark, query, call.leads, speaking, hour, int(call.muted or call.listens), token),
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
        answer = await self._redis.ask(scripts.READ, asked.part, asked.id, asked.moment)
        if answer is None:
            return Found()
        room = room_from(asked.part, answer)
        someone = _known(room, asked)
        room = msgspec.structs.replace(room, people={**room.people, asked.id: someone})
        name, _, verb = target.partition("+")
        leads = asked.id in leading(room.people, asked.on)
        found = Found(
            room=view_of(room, asked.on, asked.now),
            own=own_of(room, asked.id, someone, asked.on),
        )
        if name == "lead" and not leads:
            return replace(found, done="not-leading")
        doing = DOES.get(verb)
        if doing is None or (asked.call.listens and name == "room"):
            return found
        try:
            return await doing(Pressed(self._redis, self._queue, asked, room, found))
        except Unknown:
            return Found()


def _known(room: Room, asked: Asked) -> Someone:
    """Whoever asks. Where Redis lost them, or never admitted them, what their URL says counts."""
    lost = Someone(state="menu", came=asked.moment, muted=asked.call.muted)
    someone = room.people.get(asked.id, lost)
    if someone.query or not asked.call.leads or asked.call.leads in room.no_more:
        return someone
    return msgspec.structs.replace(someone, leads=asked.call.leads, leads_since=asked.moment)
