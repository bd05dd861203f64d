"""Writes the document that web processes load: all that is worked out beforehand, once.

What only finding doubles needed is left behind here.
"""

import sys
import zlib
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from statistics import median
from typing import TypeVar

import msgspec
import numpy as np
from numpy.typing import NDArray

from ivr.schedule.document import (
    ALIGNED,
    FORMAT,
    OPEN,
    PHONE,
    REMOTE,
    ROW_BITS,
    Header,
    Kind,
    Row,
    Slot,
    Town,
)
from ivr.schedule.meeting import USUAL, Meeting
from ivr.schedule.points import GRAINS, NOWHERE, on_earth
from ivr.schedule.squeezed import dictionary, squeeze

TO_GO_TO = ("place", "hybrid")
"""How one attends a meeting that has a door."""

T = TypeVar("T")


def pack(meetings: Iterable[Meeting], made_at: datetime) -> bytes:
    """The document that holds `meetings`; of two with one id, the later."""
    rows = sorted({meeting.id: meeting for meeting in meetings}.values(), key=lambda row: row.id)
    zones = sorted({row.time_zone for row in rows})
    sources = sorted({name for row in rows for name in (row.source, *row.also)})
    formats = sorted({name for row in rows for name in row.formats})
    zone, source, form = _index(zones), _index(sources), _index(formats)
    slot_each = [
        Slot(zone[row.time_zone], row.weekday, row.start, int(bool(row.dates))) for row in rows
    ]
    kind_each = [
        Kind(tuple(source[name] for name in (row.source, *row.also)), _flags(row)) for row in rows
    ]
    slots, kinds = sorted(set(slot_each)), sorted(set(kind_each))
    slot, kind = _index(slots), _index(kinds)
    dated = sorted(
        minute << ROW_BITS | number for number, row in enumerate(rows) for minute in set(row.dates)
    )
    north, east, points = _points(rows)
    ids = [row.id.encode() for row in rows]
    width = max(map(len, ids), default=0)
    encoder = msgspec.msgpack.Encoder()
    texts = [encoder.encode(_row(row, form)) for row in rows]
    common = dictionary(texts)
    packed = squeeze(texts, common)
    header = encoder.encode(
        Header(
            made_at=made_at,
            zones=tuple(zones),
            sources=tuple(sources),
            states=_states(rows, sources),
            formats=tuple(formats),
            kinds=tuple(kinds),
            slots=len(slots),
            rows=len(rows),
            dates=len(dated),
            points=len(points),
            id_width=width,
            packed=sum(map(len, packed)),
            common=len(common),
        )
    )
    body = b"".join(
        (
            FORMAT,
            len(header).to_bytes(4, sys.byteorder),
            header,
            bytes(-(len(FORMAT) + 4 + len(header)) % ALIGNED),
            np.array(dated, np.int64).tobytes(),
            np.array(slots, np.uint32).tobytes(),
            np.array([slot[each] for each in slot_each], np.uint32).tobytes(),
            np.array([kind[each] for each in kind_each], np.uint32).tobytes(),
            north.tobytes(),
            east.tobytes(),
            points.tobytes(),
            np.cumsum([0, *map(len, packed)]).astype(np.uint32).tobytes(),
            *(text.ljust(width, b"\0") for text in ids),
            *packed,
            common,
            encoder.encode(_towns(rows)),
        )
    )
    return body + zlib.crc32(body).to_bytes(4, sys.byteorder)


def _index(values: Sequence[T]) -> dict[T, int]:
    return {value: number for number, value in enumerate(values)}


def _flags(meeting: Meeting) -> int:
    telephone = meeting.venue == "phone" or bool(meeting.spoken_phone)
    remote = telephone or meeting.venue != "place"
    return (
        (OPEN if meeting.access == "open" else 0)
        + (PHONE if telephone else 0)
        + (REMOTE if remote else 0)
    )


def _row(meeting: Meeting, formats: dict[str, int]) -> Row:
    return Row(
        meeting.duration or USUAL,
        meeting.name,
        meeting.venue,
        meeting.access,
        tuple(formats[name] for name in meeting.formats),
        meeting.language,
        meeting.state,
        meeting.spoken_name,
        meeting.spoken_place,
        meeting.spoken_street,
        meeting.spoken_details,
        meeting.spoken_phone,
        meeting.dial,
        meeting.dates,
        meeting.town,
        meeting.country,
        meeting.spoken_limits,
    )


def _states(meetings: Iterable[Meeting], sources: Iterable[str]) -> tuple[tuple[str, ...], ...]:
    found: dict[str, set[str]] = {name: set() for name in sources}
    for row in meetings:
        for name in (row.source, *row.also):
            found[name].add(row.state)
    return tuple(tuple(sorted(states - {""})) for states in found.values())


def _points(
    meetings: Sequence[Meeting],
) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.uint32]]:
    """Latitudes and longitudes of all in GRAINS, and the rows to go to from south to north.

    A meeting by screen or telephone alone is near nobody, whatever point its list gives it.
    """
    north = np.full(len(meetings), NOWHERE, np.int32)
    east = north.copy()
    visited = []
    for number, row in enumerate(meetings):
        if row.latitude is None or row.longitude is None:
            continue
        if on_earth(row.latitude, row.longitude):
            north[number], east[number] = (
                round(row.latitude * GRAINS),
                round(row.longitude * GRAINS),
            )
            if row.venue in TO_GO_TO:
                visited.append(number)
    found = np.array(visited, np.uint32)
    return north, east, found[np.argsort(north[found], kind="stable")]


def _towns(meetings: Iterable[Meeting]) -> list[Town]:
    """Where one can go, the towns with most meetings first; of spellings, the most frequent."""
    found: dict[tuple[str, str, str], list[Meeting]] = {}
    for row in meetings:
        if row.town and row.venue in TO_GO_TO:
            key = (row.town.casefold(), row.state.casefold(), row.country)
            found.setdefault(key, []).append(row)
    towns = [_town(there) for there in found.values()]
    return sorted(towns, key=lambda town: (-town.meetings, town.name, town.state, town.country))


def _town(meetings: Sequence[Meeting]) -> Town:
    (name, state), _ = Counter((row.town, row.state) for row in meetings).most_common(1)[0]
    points = [
        (row.latitude, row.longitude)
        for row in meetings
        if row.latitude is not None and row.longitude is not None
    ]
    return Town(
        name,
        state,
        meetings[0].country,
        median(north for north, _ in points) if points else None,
        median(east for _, east in points) if points else None,
        len(meetings),
        tuple(sorted({name for row in meetings for name in (row.source, *row.also)})),
    )
