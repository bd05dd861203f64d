"""What Redis holds of a part of a room, read as plain values."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, cast

import msgspec
import redis
from msgspec.structs import replace

from ivr import store
from ivr.rooms import scripts
from ivr.rooms.names import NAME
from ivr.rota import OnNow

HERE = frozenset({"coming", "in", "menu"})
PRESENT = frozenset({"in", "menu"})

FLAGS = frozenset({"started", "met"})
NUMBERS = frozenset(
    {"mode_hour", "locked_until", "held_back_until", "hushed_at", "rung_hour", "rebuilt_at", "gap"}
)
"""Of the facts' fields."""


class Someone(msgspec.Struct, frozen=True, omit_defaults=True):
    """One call in a part of a room. Times are in milliseconds since the epoch, UTC."""

    state: str = "gone"  # coming: on its way; in; menu: out by star for a moment; gone
    since: int = 0  # in that state
    came: int = 0  # when the line first came in
    query: str = ""  # of its URL, so that it can be spoken to in its language
    muted: bool = False
    own: bool = False  # muted by its own key
    mark: str = ""  # of its number, by the day's key; "" where that is withheld
    leads: str = ""  # the leader as whom it came: `leaders.sign`
    leads_since: int = 0
    held: bool = False  # by our job, with the waiting text
    spoke: int = 0  # when it last began to speak
    barred: bool = False
    turn: bool = False  # its hand was called while it was out, and it has not been told
    over: bool = False  # the call has ended
    conf: str = ""  # the carrier's conference that last told of it, …
    seq: int = 0  # … the number of that event in it, …
    at: int = 0  # … and its time

    @property
    def here(self) -> bool:
        return self.state in HERE

    @property
    def came_at(self) -> datetime:
        return datetime.fromtimestamp(self.came / 1000, UTC)

    @property
    def spoke_at(self) -> datetime | None:
        return datetime.fromtimestamp(self.spoke / 1000, UTC) if self.spoke else None


class Facts(msgspec.Struct, frozen=True):
    """What holds for the whole part. Times are in milliseconds since the epoch, UTC."""

    conf: str = ""  # the carrier's conference of now; "" is not known
    started: bool = False  # two were in it at once
    met: bool = False  # and were told so
    mode: str = ""  # the leader's, for the hour that began at `mode_hour`
    mode_hour: int = 0
    locked_until: int = 0
    held_back_until: int = 0  # the next hour's opening
    carried: str = ""  # the mode that was carried out last; "" is open
    called: str = ""  # the call whose hand was called last
    hushed: str = ""  # the call that a leader muted last, …
    hushed_at: int = 0  # … and when
    rung_hour: int = 0  # the hour for which all stand-ins were rung, and nobody came
    rebuilt_at: int = 0
    gap: int = 0  # events that were missing when it was last rebuilt

    def mode_of(self, on: OnNow | None) -> str:
        """An hour's: the leader's, where one was chosen in it, else as the rota's row has it."""
        if on is None:
            return "open"
        if self.mode and self.mode_hour == int(on.start.timestamp() * 1000):
            return self.mode
        return on.hour.speaking or "open"


class Room(msgspec.Struct, frozen=True):
    """One part, as a job sees it. `people` also has those who left lately."""

    part: str
    facts: Facts
    people: Mapping[str, Someone]
    hands: tuple[str, ...]  # calls, the first raised first
    missing: int = 0  # events of the conference that have not come
    ringing: bool = False  # somebody is being rung to come and lead
    no_more: frozenset[str] = frozenset()  # signs of leaders who were removed: nobody has them here

    @property
    def here(self) -> dict[str, Someone]:
        return {call: each for call, each in self.people.items() if each.here}

    @property
    def present(self) -> dict[str, Someone]:
        """Those in it, or out of it for a moment: those on their way are not."""
        return {call: each for call, each in self.people.items() if each.state in PRESENT}

    @property
    def inside(self) -> dict[str, Someone]:
        """Those in the carrier's conference."""
        return {call: each for call, each in self.people.items() if each.state == "in"}


def read_room(connection: redis.Redis, part: str) -> Room:
    """Raises RedisError."""
    return room_from(part, connection.eval(scripts.READ, 0, part, "", 0))


def parts(connection: redis.Redis) -> list[str]:
    """All parts in which somebody was of late. Raises RedisError."""
    found = cast(list[bytes], connection.zrange(store.ROOMS.of(), 0, -1))
    return [each.decode() for each in found if NAME.fullmatch(each.decode())]


def room_from(part: str, answer: Any) -> Room:
    """What the script READ answers."""
    people, facts, hands, missing, ringing, removed = answer
    no_more = frozenset(store.text(each) for each in removed)
    return Room(
        part,
        _facts({store.text(name): store.text(value) for name, value in _pairs(facts)}),
        {store.text(call): _someone(entry, no_more) for call, entry in _pairs(people)},
        tuple(store.text(call) for call in hands),
        int(missing),
        bool(ringing),
        no_more,
    )


def _pairs(flat: list[bytes]) -> Iterator[tuple[bytes, bytes]]:
    return zip(flat[::2], flat[1::2], strict=True)


def _someone(entry: bytes, no_more: frozenset[str]) -> Someone:
    """Of another release, perhaps: then it is nobody. Whoever was removed leads nothing."""
    try:
        found = msgspec.json.decode(entry, type=Someone)
    except msgspec.MsgspecError:
        return Someone()
    return replace(found, leads="", leads_since=0) if found.leads in no_more else found


def _facts(values: dict[str, str]) -> Facts:
    """As the scripts write them: numbers in digits, flags as 1 or nothing."""
    known = {name: values[name] for name in Facts.__struct_fields__ if name in values}
    try:
        return msgspec.convert(
            {
                name: value == "1" if name in FLAGS else value
                for name, value in known.items()
                if value or name not in NUMBERS
            },
            type=Facts,
            strict=False,
        )
    except msgspec.ValidationError:
        return Facts()
