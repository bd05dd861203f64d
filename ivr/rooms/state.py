"""What Redis holds of a part of a room, read as plain values."""

from collections.abc import Mapping
from datetime import UTC, datetime

import msgspec
import redis

from ivr import store
from ivr.rota import OnNow

HERE = frozenset({"coming", "in", "menu"})


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
    conf: str = ""  # the carrier's conference that last told of it, …
    seq: int = 0  # … the number of that event in it, …
    at: int = 0  # … and its time

    @property
    def here(self) -> bool:
        return self.state in HERE

    @property
    def came_at(self) -> datetime:
        return datetime.fromtimestamp(self.came / 1000, UTC)


class Facts(msgspec.Struct, frozen=True):
    """What holds for the whole part. Times are in milliseconds since the epoch, UTC."""

    conf: str = ""  # the carrier's conference of now; "" is not known
    started: bool = False  # two were in it at once
    met: bool = False  # and were told so
    mode: str = ""  # the leader's, for the hour that began at `mode_hour`
    mode_hour: int = 0
    locked_until: int = 0
    held_back_until: int = 0  # the next hour's opening
    called: str = ""  # the call whose hand was called last
    hushed: str = ""  # the call that a leader muted last, …
    hushed_at: int = 0  # … and when
    rebuilt_at: int = 0
    gap: int = 0  # events that were missing when it was last rebuilt

    def mode_of(self, on: OnNow | None) -> str:
        """The leader's while the hour is the same, else as the rota's row has it."""
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

    @property
    def here(self) -> dict[str, Someone]:
        return {call: each for call, each in self.people.items() if each.here}

    @property
    def inside(self) -> dict[str, Someone]:
        """Those in the carrier's conference."""
        return {call: each for call, each in self.people.items() if each.state == "in"}


def read_room(connection: redis.Redis, part: str) -> Room:
    """Raises RedisError."""
    raise NotImplementedError


def parts(connection: redis.Redis) -> list[str]:
    """All parts in which somebody was of late. Raises RedisError."""
    return [each.decode() for each in connection.zrange(store.ROOMS.of(), 0, -1)]
