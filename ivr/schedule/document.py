"""A whole schedule as one run of bytes, laid out so that reading it costs nothing.

A web process takes a new schedule while callers wait for answers, and Python's lock lets only one
of its threads work. So nothing is decoded on loading: the columns are views into the bytes, and a
meeting is unpacked only when somebody asks for it.

    FORMAT line, length of the header, header (msgpack), columns, meetings (msgpack), CRC-32
"""

import sys
import zlib
from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec

from ivr.schedule.meeting import Meeting

FORMAT = f"meetings 1 {sys.byteorder}\n".encode()
"""The version of this layout, with the byte order of its columns."""

OPEN, PHONE = 1, 2
"""What a row's kind says beside its source: anybody may come; a telephone is enough."""

KINDS_A_SOURCE = 4


class SnapshotError(Exception):
    """Bytes that are no schedule this release can read: one sentence with the mend."""


class Slot(NamedTuple):
    """A time of the week in one zone: all meetings of a slot begin at the same moments."""

    zone: int
    weekday: int
    minute: int


class Header(msgspec.Struct, frozen=True):
    """What a document says of itself before its columns."""

    made_at: datetime
    zones: tuple[str, ...]
    sources: tuple[str, ...]
    states: tuple[tuple[str, ...], ...]  # of each source
    slots: tuple[Slot, ...]
    rows: int
    id_width: int


@dataclass(frozen=True, slots=True)
class Columns:
    """The parts of a loaded document. Rows are in the order of their ids."""

    header: Header
    zones: tuple[ZoneInfo, ...]
    first: memoryview  # of each slot, and one more: where its rows begin in `order`
    order: memoryview  # the rows, slot by slot, in the order of their ids within each
    kinds: memoryview  # of each row in `order`: its source * KINDS_A_SOURCE + OPEN + PHONE
    slot_of: memoryview  # of each row
    ends: memoryview  # of each row, and one before: where it ends in `packed`
    ids: memoryview  # of all rows, `id_width` bytes each
    packed: memoryview


def pack(meetings: Iterable[Meeting], made_at: datetime) -> bytes:
    """The document that holds `meetings`; of two with one id, the later."""
    rows = sorted({meeting.id: meeting for meeting in meetings}.values(), key=lambda row: row.id)
    zones = tuple(sorted({row.time_zone for row in rows}))
    sources = tuple(sorted({row.source for row in rows}))
    zone_index = {zone: index for index, zone in enumerate(zones)}
    source_index = {source: index for index, source in enumerate(sources)}
    states: list[set[str]] = [set() for _ in sources]
    in_slot: dict[Slot, list[int]] = {}
    kinds: list[int] = []
    for index, row in enumerate(rows):
        slot = Slot(zone_index[row.time_zone], row.weekday, row.start)
        in_slot.setdefault(slot, []).append(index)
        kinds.append(_kind(row, source_index[row.source]))
        if row.state:
            states[source_index[row.source]].add(row.state)
    slots = tuple(sorted(in_slot))
    first, order, slot_of = array("I", [0]), array("I"), array("I", bytes(4 * len(rows)))
    for number, slot in enumerate(slots):
        order.extend(in_slot[slot])
        first.append(len(order))
        for index in in_slot[slot]:
            slot_of[index] = number
    ids = [row.id.encode() for row in rows]
    width = max(map(len, ids), default=0)
    encoder = msgspec.msgpack.Encoder()
    packed = [encoder.encode(row) for row in rows]
    ends = array("I", [0])
    for text in packed:
        ends.append(ends[-1] + len(text))
    header = encoder.encode(
        Header(
            made_at=made_at,
            zones=zones,
            sources=sources,
            states=tuple(tuple(sorted(names)) for names in states),
            slots=slots,
            rows=len(rows),
            id_width=width,
        )
    )
    body = b"".join(
        (
            FORMAT,
            array("I", [len(header)]).tobytes(),
            header,
            first.tobytes(),
            order.tobytes(),
            array("H", [kinds[index] for index in order]).tobytes(),
            slot_of.tobytes(),
            ends.tobytes(),
            *(text.ljust(width, b"\0") for text in ids),
            *packed,
        )
    )
    return body + array("I", [zlib.crc32(body)]).tobytes()


def _kind(meeting: Meeting, source: int) -> int:
    telephone = meeting.venue == "phone" or bool(meeting.spoken_phone)
    return (
        source * KINDS_A_SOURCE
        + (OPEN if meeting.access == "open" else 0)
        + (PHONE if telephone else 0)
    )


def unpack(document: bytes) -> Columns:
    """The columns of a document. Raises SnapshotError."""
    if not document.startswith(FORMAT):
        raise SnapshotError(
            "The schedule was written by another release or machine: run `ivr refresh` here."
        )
    view = memoryview(document)
    if len(view) < len(FORMAT) + 8 or zlib.crc32(view[:-4]) != view[-4:].cast("I")[0]:
        raise SnapshotError("The schedule is damaged: run `ivr refresh` to write it anew.")
    start = len(FORMAT) + 4
    end = start + view[len(FORMAT) : start].cast("I")[0]
    header = msgspec.msgpack.decode(view[start:end], type=Header)
    try:
        zones = tuple(ZoneInfo(name) for name in header.zones)
    except ZoneInfoNotFoundError as error:
        raise SnapshotError(
            f"The schedule names a time zone that this machine lacks: update tzdata ({error})."
        ) from None

    def column(code: Literal["B", "H", "I"], size: int, count: int) -> memoryview:
        nonlocal end
        begin, end = end, end + size * count
        return view[begin:end].cast(code) if count else memoryview(b"")

    rows = header.rows
    return Columns(
        header=header,
        zones=zones,
        first=column("I", 4, len(header.slots) + 1),
        order=column("I", 4, rows),
        kinds=column("H", 2, rows),
        slot_of=column("I", 4, rows),
        ends=column("I", 4, rows + 1),
        ids=column("B", 1, rows * header.id_width),
        packed=view[end:-4],
    )
