"""What is looked up or done in Redis before an answer, while the caller waits for it.

For a PIN or an operator, in the menus of a room, at its door, and for a call that goes onward: for
nobody else.
"""

import asyncio

from starlette.requests import Request

from ivr import flow
from ivr.answering import Answered
from ivr.carrierids import call_id, recording_id
from ivr.connections import Connections
from ivr.desk import Desk
from ivr.deskflow import ATTENDED, DESK
from ivr.found import Found
from ivr.keeper import Keeper
from ivr.marks import NOBODY
from ivr.repeats import token_of
from ivr.rooms.asking import Asked
from ivr.rooms.live import Live
from ivr.rooms.names import NAME, room_of
from ivr.rooms.queueing import Queueing
from ivr.rooms.view import Admission
from ivr.signature import FORM, KNOWN
from ivr.steps import onward
from ivr.turn import Connect, Enter, Turn

IN_ROOM = frozenset({"room", "lead"})
"""The menus of a room: what their keys do, Redis has to be told."""

TO_ROOM = IN_ROOM | {
    name
    for name, node in flow.FLOW.items()
    if any(target.partition("+")[0] in IN_ROOM for target in node.keys.values())
}
"""The nodes from which a key leads there."""


class Lookups:
    """Of one web process."""

    def __init__(self, keeper: Keeper, queueing: Queueing) -> None:
        self.desk = Desk(
            keeper.settings, keeper.world.prompts, keeper.clock, lambda: keeper.world.settings
        )
        self.live = Live(keeper.settings, queueing.command)
        self.connections = Connections(keeper.settings, keeper.clock)

    async def open(self) -> None:
        await asyncio.gather(self.live.open(), self.connections.open())

    async def close(self) -> None:
        await self.desk.close()
        await self.live.close()
        await self.connections.close()

    async def found(self, request: Request, turn: Turn, target: str) -> Found | None:
        """What the answer needs at `target` (a node, or node+verb), or has to do there."""
        name = target.partition("+")[0]
        if turn.call.node in ATTENDED:
            return await self._at_desk(request, turn, target) if name in DESK else None
        return await self._in_room(request, turn, target) if name in IN_ROOM else None

    async def _at_desk(self, request: Request, turn: Turn, target: str) -> Found | None:
        """For a PIN or an operator."""
        return await self.desk.attend(
            target,
            turn,
            call_id=call_id(request.scope[FORM]),
            recording=recording_id(request.scope[FORM]),
            mark=request.scope.get(KNOWN, NOBODY).mark,
            token=token_of(request),
        )

    async def _in_room(self, request: Request, turn: Turn, target: str) -> Found | None:
        """What a key in a room's menu does, or what its words need."""
        part = _part(turn)
        if not part:
            return None
        rota, room = turn.world.rota, room_of(part)
        asked = Asked(
            turn.call,
            call_id(request.scope[FORM]),
            part,
            turn.now,
            rota.held(turn.now, room),
            rota.after(turn.now, room),
        )
        return await self.live.attend(target, asked)

    async def admission(self, request: Request, answered: Answered) -> Admission | None:
        """The call's place in the room that it goes into; None where nobody can tell in time."""
        call = call_id(request.scope[FORM])
        if not isinstance(answered.result, Enter) or not call:
            return None
        turn = answered.turn
        return await self.live.admit(
            turn.call,
            call,
            answered.result.name,
            turn.now,
            turn.world.rota,
            request.scope.get(KNOWN, NOBODY).mark,
            token_of(request),
        )

    async def connection(self, request: Request, answered: Answered, node: str) -> bool | None:
        """Whether a call that goes onward may; None where none does. Who comes back is out."""
        call, result = call_id(request.scope[FORM]), answered.result
        if isinstance(result, Connect) and answered.turn.call.node == onward.NODE:
            return await self.connections.begin(call, result.limit)
        if node in onward.FROM:
            await self.connections.back(call)
        return None


def _part(turn: Turn) -> str:
    """The part of a room that a call is in, by its URL; else the room of this hour."""
    if NAME.fullmatch(turn.call.cursor):
        return turn.call.cursor
    return turn.on.hour.room_name if turn.on else ""
