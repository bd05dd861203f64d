"""A room has one name, and where it is full its second, third … part has that name and a number."""

import re

NAME = re.compile(r"meeting-[a-z0-9-]{1,40}(?:\.(?:[2-9]|[1-9][0-9]))?")
"""Of a part of a room. Nothing in it comes from a caller."""

MOST_PARTS = 99
"""Of 230 people each: more than twenty thousand in one meeting."""


def part(room: str, number: int) -> str:
    """The name of the `number`th part, from 1; the first has the room's own."""
    return room if number == 1 else f"{room}.{number}"


def room_of(name: str) -> str:
    """The room that a part belongs to."""
    return name.partition(".")[0]


def short(name: str) -> str:
    """Of the room that a part belongs to, as people call it: main, women, es."""
    return room_of(name).removeprefix("meeting-")


def number_of(name: str) -> int:
    """Which part of its room that is, from 1."""
    return int(name.partition(".")[2] or "1")
