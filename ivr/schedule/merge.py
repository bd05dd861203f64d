"""One list out of many: the same meeting from two lists, or twice in one, is said once.

Only rows that share an hour and something else - a house, an address, a conference, a name - are
ever compared, so that the work grows with the rows and not with their square.
"""

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import combinations, islice
from typing import NamedTuple

import msgspec

from ivr.schedule.apart import told_apart
from ivr.schedule.meeting import Meeting
from ivr.schedule.same import against, likeness
from ivr.schedule.traits import Traits, traits
from ivr.schedule.unite import united

CELL = 0.002
"""Degrees north, some 220 m: two points that may be one house are in one cell or in neighbours."""

TOGETHER, NEXT = 64, 16
"""So many rows that share something are compared each with each; of more, each with the next ones
by name."""

MOST = 24
"""Rows that become one meeting: a broken list may have thousands, and each is compared with all."""


class Pair(NamedTuple):
    """Two rows that are one meeting: callers hear it under the id of the first."""

    kept: Meeting
    gone: Meeting


class Merged(NamedTuple):
    """All meetings, each once, in the order of their ids; and what became one."""

    meetings: tuple[Meeting, ...]
    pairs: tuple[Pair, ...]


def merge(lists: Sequence[tuple[str, Sequence[Meeting]]], year: int) -> Merged:
    """The meetings of all lists, in the order of line.toml: the earlier wins where rows are alike.

    `year` is the one whose summer and winter times tell which hours of two zones are the same.
    """
    rows: list[Traits] = []
    copies: dict[str, list[Meeting]] = defaultdict(list)
    for _, meetings in lists:
        rows += _once(meetings, year, copies)
    groups = _Groups(rows)
    for one, other in _ranked(rows):
        groups.join(one, other)
    found: list[Meeting] = []
    pairs: list[Pair] = []
    for members in groups:
        meetings = [rows[index].meeting for index in members]
        whole = united(meetings) if len(meetings) > 1 else meetings[0]
        kept = next(meeting for meeting in meetings if meeting.id == whole.id)
        found.append(whole)
        pairs += [Pair(kept, meeting) for meeting in meetings if meeting is not kept]
        pairs += [Pair(kept, copy) for meeting in meetings for copy in copies.get(meeting.id, ())]
    found.sort(key=lambda meeting: meeting.id)
    pairs.sort(key=lambda pair: (pair.kept.id, pair.gone.id))
    return Merged(tuple(told_apart(found)), tuple(pairs))


def _once(
    meetings: Sequence[Meeting], year: int, copies: dict[str, list[Meeting]]
) -> Iterator[Traits]:
    """The rows of one list in the order of their ids; what stands there again word by word only
    in `copies`, by the id of the first."""
    seen: dict[bytes, Traits] = {}
    encoder = msgspec.msgpack.Encoder()
    for meeting in sorted(meetings, key=lambda meeting: meeting.id):
        same = encoder.encode(msgspec.structs.replace(meeting, id=""))
        first = seen.get(same)
        if first and likeness(first, first):  # one is like itself only if it says where it is
            copies[first.meeting.id].append(meeting)
            continue
        row = seen[same] = traits(meeting, year)
        yield row


class _Groups:
    """Rows that are one meeting, by their indexes; each row begins alone."""

    def __init__(self, rows: Sequence[Traits]) -> None:
        self._rows = rows
        self._of: dict[int, list[int]] = {}

    def __iter__(self) -> Iterator[list[int]]:
        """Each group once, its rows in the order of their lists."""
        for index in range(len(self._rows)):
            group = self._of.get(index, [index])
            if min(group) == index:
                yield sorted(group)

    def join(self, one: int, other: int) -> None:
        """Make one group of two, where no row of one speaks against a row of the other."""
        first, second = self._of.get(one, [one]), self._of.get(other, [other])
        if first is second or len(first) + len(second) > MOST:
            return
        if not all(self._agree(a, b) for a in first for b in second):
            return
        whole = first + second
        self._of.update(dict.fromkeys(whole, whole))

    def _agree(self, one: int, other: int) -> bool:
        a, b = self._rows[one], self._rows[other]
        return bool(likeness(a, b)) if a.in_list_of(b) else not against(a, b)


def _ranked(rows: Sequence[Traits]) -> list[tuple[int, int]]:
    """The pairs that are one meeting, the surest first; none where a list has two rows that would
    do as well."""
    sure: list[tuple[int, int, int]] = []
    repeated: set[tuple[int, int]] = set()
    best: dict[tuple[int, str], list[tuple[int, int]]] = defaultdict(list)
    for one, other in _candidates(rows):
        if not (found := likeness(rows[one], rows[other])):
            continue
        sure.append((found, one, other))
        if rows[one].in_list_of(rows[other]):
            repeated.add((one, other))
            continue
        for here, there in ((one, other), (other, one)):
            for name in rows[there].lists:
                best[here, name].append((found, there))

    def clear(found: int, one: int, other: int) -> bool:
        """Whether no list of `other` has another row that is as much like `one`."""
        return all(
            rival == other or score < found or (min(rival, other), max(rival, other)) in repeated
            for name in rows[other].lists
            for score, rival in best[one, name]
        )

    ranked = [
        ((one, other) not in repeated, -found, one, other)
        for found, one, other in sure
        if (one, other) in repeated or (clear(found, one, other) and clear(found, other, one))
    ]
    ranked.sort()  # what a list itself has twice comes first: it is then one row for all others
    return [(one, other) for _, _, one, other in ranked]


def _candidates(rows: Sequence[Traits]) -> set[tuple[int, int]]:
    """Pairs of rows, the smaller index first, that share an hour and something else."""
    alone: dict[str, int] = {}  # most rows share nothing: a list for each would cost seconds
    blocks: dict[str, list[int]] = {}
    for index, row in enumerate(rows):
        for hour in (row.moment, *row.dates):
            for shared in _shared(row):
                key = f"{hour} {shared}"
                first = alone.setdefault(key, index)
                if first != index:
                    blocks.setdefault(key, [first]).append(index)
    found: set[tuple[int, int]] = set()
    for members in blocks.values():
        if len(members) <= TOGETHER:
            found.update(combinations(members, 2))
            continue
        members.sort(key=lambda index: (rows[index].name.words, index))
        for place, index in enumerate(members):
            for other in islice(members, place + 1, place + 1 + NEXT):
                found.add((min(index, other), max(index, other)))
    return found


def _shared(row: Traits) -> Iterator[str]:
    """What a row has that the same meeting in another list may have too."""
    if row.phone_id:
        yield f"conference {row.phone_id}"
    elif row.phone:
        yield f"number {row.phone}"
    if not row.there:
        if row.name.telling:
            yield f"name {' '.join(sorted(row.name.rest))}"
        if row.venue:
            yield f"left {' '.join(row.place)}"
        return
    for area in filter(None, (row.town, row.postcode)):
        if row.street:
            yield f"address {row.street}, {area}"
        if row.place:
            yield f"venue {row.place[0]}, {area}"
    if row.point:
        yield from _cells(*row.point)


def _cells(north: float, east: float) -> Iterator[str]:
    """The four corners of the cell around a point: neighbours have one in common at least."""
    above = math.floor(north / CELL)
    for row in (above, above + 1):
        column = math.floor(east / _width(row))
        yield f"corner {row} {column}"
        yield f"corner {row} {column + 1}"


@lru_cache(100_000)
def _width(row: int) -> float:
    """Degrees east of a cell in that row."""
    return CELL / max(math.cos(math.radians(row * CELL)), 0.01)
