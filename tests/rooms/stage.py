"""One room over a real Redis: who comes and goes, as the web process tells of it."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, TypeVar

import redis

from ivr.call import Call
from ivr.found import Found
from ivr.rooms import scripts
from ivr.rooms.asking import Asked
from ivr.rooms.events import read
from ivr.rooms.live import Live
from ivr.rooms.names import room_of
from ivr.rooms.state import Room, read_room
from ivr.rooms.steps import milliseconds
from ivr.rooms.view import Admission
from ivr.rota import Rota
from ivr.settings import RoomSettings, Settings
from tests.line import SATURDAY_EVENING, rota, settings

T = TypeVar("T")

MAIN = "meeting-main"
CONF, LATER_CONF = f"CF{1:032x}", f"CF{2:032x}"


def ca(n: int) -> str:
    return f"CA{n:032x}"


@dataclass
class Stage:
    """`now` is the clock of all of it; `queued` is what was left to jobs."""

    connection: redis.Redis
    settings: Settings
    now: datetime = SATURDAY_EVENING
    rota: Rota = field(default_factory=rota)
    queued: list[tuple[str, str, str]] = field(default_factory=list)
    sequence: int = 0

    def call(self, leads: str = "", **fields: Any) -> Call:
        answered = int(self.now.timestamp() // 60)
        return replace(Call("room", "en", 1, answered, leads=leads), **fields)

    def admit(
        self,
        n: int,
        part: str = MAIN,
        *,
        leads: str = "",
        mark: str = "",
        token: str = "",
        **fields: Any,
    ) -> Admission:
        async def ask(live: Live) -> Admission | None:
            call = self.call(leads, **fields)
            return await live.admit(call, ca(n), part, self.now, self.rota, mark, token)

        found = self._live(ask)
        assert found is not None
        return found

    def key(
        self, target: str, n: int, part: str = MAIN, *, leads: str = "", **fields: Any
    ) -> Found:
        """What `target` does for a call out by star."""
        room = room_of(part)
        on, following = self.rota.held(self.now, room), self.rota.after(self.now, room)

        async def ask(live: Live) -> Found:
            asked = Asked(
                self.call(leads, cursor=part, **fields), ca(n), part, self.now, on, following
            )
            return await live.attend(target, asked)

        return self._live(ask)

    def event(
        self,
        kind: str,
        n: int = 0,
        *,
        part: str = MAIN,
        conf: str = CONF,
        sequence: int | None = None,
        **fields: str,
    ) -> list[int]:
        """One callback, in the order of its number unless that is said."""
        if sequence is None:
            self.sequence += 1
            sequence = self.sequence
        return self.deliver(self.form(kind, n, part, conf, sequence, **fields))

    def form(
        self, kind: str, n: int, part: str, conf: str, sequence: int, **fields: str
    ) -> dict[str, str]:
        call = {"CallSid": ca(n)} if n else {}
        return {
            "ConferenceSid": conf,
            "FriendlyName": part,
            "StatusCallbackEvent": kind,
            "SequenceNumber": str(sequence),
            "Timestamp": f"{self.now:%a, %d %b %Y %H:%M:%S} +0000",
            **call,
            **fields,
        }

    def deliver(self, form: dict[str, str]) -> list[int]:
        step = read(form, self.now)
        assert step is not None
        script, _, arguments = step
        found: Any = self.connection.eval(script, 0, *arguments)
        return [int(each) for each in found]

    def comes(self, n: int, part: str = MAIN, **fields: Any) -> Admission:
        """Admitted, and in."""
        admission = self.admit(n, part, **fields)
        muted = "true" if admission.muted else "false"
        self.event("participant-join", n, part=admission.part, Muted=muted)
        return admission

    def over(self, n: int) -> None:
        """The carrier tells that the call has ended."""
        self.connection.eval(scripts.LEFT, 0, ca(n), milliseconds(self.now))

    def later(self, **time: float) -> None:
        self.now += timedelta(**time)

    def room(self, part: str = MAIN) -> Room:
        return read_room(self.connection, part)

    def _live(self, ask: Callable[[Live], Awaitable[T]]) -> T:
        async def asking() -> T:
            live = Live(self.settings, self.queued.append)
            try:
                return await ask(live)
            finally:
                await live.close()

        return asyncio.run(asking())


def stage(connection: redis.Redis, url: str, **room: int) -> Stage:
    """With `room` settings in place of the usual ones."""
    return Stage(connection, replace(settings(), redis_url=url, room=RoomSettings(**room)))
