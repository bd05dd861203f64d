"""A whole schedule as one run of bytes, laid out so that reading it costs nothing.

A web process takes a new schedule while callers wait for answers, and Python's lock lets only one
of its threads work. So nothing is decoded on loading: the columns are views into the bytes, and a
meeting is unpacked only when somebody asks for it.

    FORMAT line, length of the header, header (msgpack), columns, meetings (msgpack, each
    squeezed) and what they have in common, towns (msgpack), CRC-32

What a search needs stands in the columns, once; what is only read aloud stands with the meeting.
"""

import sys
import zlib
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec
import numpy as np
from numpy.typing import NDArray

from ivr.schedule.dial import Dial
from ivr.schedule.meeting import Access, Venue
from ivr.schedule.points import GRAINS, NOWHERE

FORMAT = f"meetings 2 {sys.byteorder}\n".encode()
"""The version of this layout, with the byte order of its columns."""

ALIGNED = 8
"""The columns begin at a multiple of so many bytes, the widest first."""

ROW_BITS = 24
"""A key is the minute since the epoch and, in so many bits below it, the row."""

OPEN, PHONE, REMOTE = 1, 2, 4
"""What a kind says beside its lists: anybody may come; a telephone is enough; no travelling."""


class SnapshotError(Exception):
    """Bytes that are no schedule this release can read: one sentence with the mend."""


class Kind(NamedTuple):
    """What a line chooses its meetings by: all rows of a kind are heard or none."""

    lists: tuple[int, ...]  # of `Header.sources`: its own, then the others in which it stands
    flags: int  # OPEN + PHONE + REMOTE


class Slot(NamedTuple):
    """A time of the week in one zone: all meetings of a slot begin at the same moments."""

    zone: int
    weekday: int
    minute: int
    dated: int = 0  # 1: of meetings that come on their own dates, and in no other week


class Town(NamedTuple):
    """A town with meetings that one can go to, as its lists write it."""

    name: str
    state: str  # as a voice says it
    country: str  # ISO 3166 alpha-2
    latitude: float | None  # the middle of its meetings; None where none has a point
    longitude: float | None
    meetings: int
    sources: tuple[str, ...]


class Row(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What of a meeting stands in no column."""

    duration: int
    name: str
    venue: Venue
    access: Access
    formats: tuple[int, ...]  # of `Header.formats`
    language: str
    state: str
    spoken_name: str
    spoken_place: str
    spoken_street: str
    spoken_details: str
    spoken_phone: dict[str, str]
    dial: Dial | None
    dates: tuple[int, ...]
    town: str
    country: str
    spoken_limits: str = ""  # none in a document of a release before it


class Header(msgspec.Struct, frozen=True):
    """What a document says of itself before its columns."""

    made_at: datetime
    zones: tuple[str, ...]
    sources: tuple[str, ...]
    states: tuple[tuple[str, ...], ...]  # of each source
    formats: tuple[str, ...]
    kinds: tuple[Kind, ...]
    slots: int
    rows: int
    dates: int
    points: int
    id_width: int
    packed: int
    common: int


@dataclass(frozen=True, slots=True)
class Columns:
    """The parts of a loaded document. Rows are in the order of their ids."""

    header: Header
    zones: tuple[ZoneInfo, ...]
    dated: NDArray[np.int64]  # sorted keys of what is not weekly
    slots: tuple[Slot, ...]
    slot_of: NDArray[np.uint32]  # of each row
    kind_of: NDArray[np.uint32]  # of each row
    north: NDArray[np.int32]  # of each row, in GRAINs of a degree, or NOWHERE
    east: NDArray[np.int32]
    points: NDArray[np.uint32]  # rows that one can go to and that have a point, by latitude
    ends: memoryview  # of each row, and one before: where it ends in `packed`
    ids: memoryview  # of all rows, `id_width` bytes each
    packed: memoryview  # a Row for each, squeezed
    common: bytes  # what these have in common
    towns: memoryview  # a list of Town, those with most meetings first

    def point(self, row: int) -> tuple[float, float] | None:
        """Degrees north and east; None where a meeting has no point."""
        north = self.north.data[row]
        return None if north == NOWHERE else (north / GRAINS, self.east.data[row] / GRAINS)


def unpack(document: bytes) -> Columns:
    """The columns of a document. Raises SnapshotError."""
    if not document.startswith(FORMAT):
        raise SnapshotError(
            "The schedule was written by another release or machine: run `ivr refresh` here."
        )
    view = memoryview(document)
    if len(view) < len(FORMAT) + 8 or zlib.crc32(view[:-4]) != int.from_bytes(
        view[-4:], sys.byteorder
    ):
        raise SnapshotError("The schedule is damaged: run `ivr refresh` to write it anew.")
    start = len(FORMAT) + 4
    end = start + int.from_bytes(view[len(FORMAT) : start], sys.byteorder)
    header = msgspec.msgpack.decode(view[start:end], type=Header)
    end += -end % ALIGNED
    try:
        zones = tuple(ZoneInfo(name) for name in header.zones)
    except ZoneInfoNotFoundError as error:
        raise SnapshotError(
            f"The schedule names a time zone that this machine lacks: update tzdata ({error})."
        ) from None

    def column(kind: type[Number], count: int) -> NDArray[Number]:
        nonlocal end
        begin, end = end, end + count * np.dtype(kind).itemsize
        return np.frombuffer(document, kind, count, begin)

    def run(size: int) -> memoryview:
        nonlocal end
        begin, end = end, end + size
        return view[begin:end]

    rows = header.rows
    return Columns(
        header=header,
        zones=zones,
        dated=column(np.int64, header.dates),
        slots=tuple(map(Slot._make, column(np.uint32, 4 * header.slots).reshape(-1, 4).tolist())),
        slot_of=column(np.uint32, rows),
        kind_of=column(np.uint32, rows),
        north=column(np.int32, rows),
        east=column(np.int32, rows),
        points=column(np.uint32, header.points),
        ends=column(np.uint32, rows + 1).data,
        ids=run(rows * header.id_width),
        packed=run(header.packed),
        common=bytes(run(header.common)),
        towns=view[end:-4],
    )


Number = TypeVar("Number", np.int64, np.uint32, np.int32)
