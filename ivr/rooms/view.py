"""What is known of a room at one moment: plain values, as the flow and the jobs look at them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from ivr.rooms.names import MOST_PARTS, number_of, part, room_of

MODES = ("open", "muted", "hands")
"""Everyone may speak; everyone is muted and may unmute; only called hands speak. Key 7 goes on."""


@dataclass(frozen=True, slots=True)
class View:
    """One part of a room."""

    people: int = 0  # in it, or out of it for a moment by star
    hands: int = 0  # raised
    mode: str = "open"
    locked: bool = False  # newcomers go to another part
    led: bool = False  # somebody in it has the leader's keys
    ringing: bool = False  # somebody is being rung just now to come and lead
    rung: bool = False  # all who may stand in were rung, and nobody came


NOBODY_THERE = View()


@dataclass(frozen=True, slots=True)
class Own:
    """What is known in a room of the call that asks."""

    hand: int = 0  # its place among the raised hands, from 1; 0 is down
    muted: bool = False
    leads: bool = False  # it has the leader's keys now
    spoke: datetime | None = None  # when it last began to speak: aware, UTC


NO_OWN = Own()


@dataclass(frozen=True, slots=True)
class Admission:
    """Where a call that goes into a room finds its place."""

    part: str  # the name of that part
    muted: bool = False  # how it enters
    mode: str = "open"
    passed: str = ""  # why an earlier part was passed by: full or locked
    barred: bool = False  # removed in this hour by a leader: it does not come in
    returns: bool = False  # it was in this part already
    called: bool = False  # its hand was, while it was out
    been: bool = False  # and for so long that it heard there, alone, what is said first


@dataclass(frozen=True, slots=True)
class Rooms:
    """All rooms as a web process last saw them, a few seconds ago; empty without Redis."""

    parts: Mapping[str, View] = field(default_factory=dict)
    seen: datetime | None = None  # aware, UTC; None: not known

    def of(self, part: str) -> View:
        return self.parts.get(part, NOBODY_THERE)

    def taking(self, wanted: str, most: int) -> str:
        """The part `wanted`, or the next of its room that was neither full nor locked: for whoever
        comes where nobody can tell in time. Behind a full one the carrier would refuse them."""
        number = number_of(wanted)
        while number < MOST_PARTS:
            view = self.of(part(room_of(wanted), number))
            if view.people < most and not view.locked:
                break
            number += 1
        return part(room_of(wanted), number)


UNKNOWN = Rooms()
