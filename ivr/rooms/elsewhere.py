"""The other parts of a room: whether its meeting is led is not seen in one of them."""

import redis

from ivr.rooms.leaders import leading
from ivr.rooms.names import room_of
from ivr.rooms.state import Room, parts, read_room
from ivr.rota import OnNow

Seen = dict[str, Room]
"""Parts that one round has read for others: with dozens of them, each would read all."""


def others(connection: redis.Redis, part: str, seen: Seen) -> list[Room]:
    """Those in which people are. Raises RedisError."""
    names = [each for each in parts(connection) if each != part and room_of(each) == room_of(part)]
    for name in names:
        if name not in seen:
            seen[name] = read_room(connection, name)
    return [seen[name] for name in sorted(names) if seen[name].present]


def led_elsewhere(connection: redis.Redis, part: str, on: OnNow, seen: Seen) -> bool:
    """Whether there is a leader in another part. Raises RedisError."""
    return any(leading(room.people, on) for room in others(connection, part, seen))
