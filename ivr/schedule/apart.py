"""Two meetings of one house and hour that a caller could not tell from each other."""

from collections import defaultdict
from collections.abc import Hashable, Sequence

import msgspec

from ivr.schedule.meeting import Meeting
from ivr.schedule.names import taken_apart
from ivr.schedule.spoken import cut

ROOM = 8
"""Words of the directions that are said with the address: the room, the floor."""


def told_apart(meetings: Sequence[Meeting]) -> list[Meeting]:
    """The same meetings: where a list has two that differ in their directions only ("2nd floor"),
    these are said with the address, and not only to who asks for it slowly."""
    alike: dict[Hashable, list[int]] = defaultdict(list)
    for index, row in enumerate(meetings):
        if row.spoken_place:
            alike[row.weekday, row.start, row.spoken_place].append(index)
    found = list(meetings)
    for rows in alike.values():
        if len(rows) < 2:  # nearly all: the rest is not looked at
            continue
        heard = [_heard(meetings[index]) for index in rows]
        for index, words in zip(rows, heard, strict=True):
            row = meetings[index]
            if heard.count(words) > 1 and row.spoken_details:
                place = f"{row.spoken_place}, {cut(row.spoken_details, ROOM)}"
                found[index] = msgspec.structs.replace(row, spoken_place=place)
    return found


def _heard(row: Meeting) -> Hashable:
    """What else is said of a meeting that is not read slowly."""
    phone = tuple(row.spoken_phone.items())
    said = (row.time_zone, row.spoken_limits, row.venue, row.access, row.formats)
    return taken_apart(row.spoken_name).words, phone, said
