"""All places as one run of bytes, laid out so that reading it costs little time and memory.

    FORMAT line, length of the header, header (msgpack), columns, names, entries, CRC-32

An entry is one way in which a town may be called: its sound, a space and its key (`words`) in a
line of ASCII, in the order of these texts, so that what sounds alike stands together.
"""

import sys
import zlib
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

import msgspec
import numpy as np

from ivr.places.regions import Region

FORMAT = f"places 1 {sys.byteorder}\n".encode()
"""The version of this layout, with the byte order of its columns."""

DEGREE = 10_000
"""Points stand as whole ten-thousandths of a degree, which are eleven metres."""

NOWHERE = 0xFFFFFFFF
"""In place of the town of a code that has none."""


ABROAD = "~"
"""In place of the sound of a name that only speakers of another language have: "Nueva York". It is
found when it is said, and what is like it is not."""


class PlacesError(Exception):
    """Bytes that are no places this release can read: one sentence with the mend."""


class Town(NamedTuple):
    """A town, as it is packed."""

    name: str
    region: int
    latitude: float
    longitude: float
    people: int = 0
    meetings: int = 0


class Code(NamedTuple):
    """What may be typed for a postal code, in a country, and where that is."""

    country: int
    keys: str
    latitude: float
    longitude: float
    town: int
    meetings: int = 0

    @property
    def number(self) -> int:
        return code_number(self.country, self.keys)


class Header(msgspec.Struct, frozen=True):
    """What a document says of itself before its columns."""

    countries: tuple[str, ...]
    regions: tuple[Region, ...]
    hints: dict[str, tuple[tuple[str, int], ...]]
    """Of each list: its towns, those with most meetings first, and how many."""
    towns: int
    codes: int
    entries: int
    names: int  # bytes


@dataclass(frozen=True, slots=True)
class Columns:
    """The parts of a loaded document."""

    header: Header
    latitudes: memoryview  # of towns
    longitudes: memoryview
    people: memoryview
    name_ends: memoryview  # of each town, and one before
    region_of: memoryview
    meetings: memoryview
    codes: memoryview  # sorted; see `code_number`
    code_latitudes: memoryview
    code_longitudes: memoryview
    code_towns: memoryview
    code_meetings: memoryview
    entry_towns: memoryview
    entry_ends: memoryview  # of each entry, and one before
    names: memoryview
    entries: memoryview


def code_number(country: int, keys: str) -> int:
    """By which a code stands in its column; the one before its digits keeps their zeros."""
    return (country << 40) | int(f"1{keys}")


def pack(
    towns: Sequence[Town],
    codes: Sequence[Code],
    entries: Sequence[tuple[str, int]],
    *,
    countries: Sequence[str],
    regions: Sequence[Region],
    hints: dict[str, tuple[tuple[str, int], ...]],
) -> bytes:
    """The document of these towns, their codes, and the names under which they are found."""
    numbered = sorted(
        ((code.number, code) for code in codes), key=lambda pair: (pair[0], -pair[1].meetings)
    )
    codes = [code for _, code in numbered]
    entries = sorted(set(entries))
    names = [town.name.encode() for town in towns]
    texts = [f"{text}\n".encode("ascii") for text, _ in entries]
    header = msgspec.msgpack.encode(
        Header(
            countries=tuple(countries),
            regions=tuple(regions),
            hints=hints,
            towns=len(towns),
            codes=len(codes),
            entries=len(entries),
            names=sum(map(len, names)),
        )
    )
    body = b"".join(
        (
            FORMAT,
            array("I", [len(header)]).tobytes(),
            header,
            _column([town.latitude for town in towns]),
            _column([town.longitude for town in towns]),
            array("I", [town.people for town in towns]).tobytes(),
            _ends(names),
            array("H", [town.region for town in towns]).tobytes(),
            array("H", [min(town.meetings, 0xFFFF) for town in towns]).tobytes(),
            array("Q", [number for number, _ in numbered]).tobytes(),
            _column([code.latitude for code in codes]),
            _column([code.longitude for code in codes]),
            array("I", [code.town for code in codes]).tobytes(),
            array("H", [min(code.meetings, 0xFFFF) for code in codes]).tobytes(),
            array("I", [town for _, town in entries]).tobytes(),
            _ends(texts),
            *names,
            *texts,
        )
    )
    return body + array("I", [zlib.crc32(body)]).tobytes()


def _column(degrees: Sequence[float]) -> bytes:
    found: bytes = np.rint(np.array(degrees, np.float64) * DEGREE).astype(np.int32).tobytes()
    return found


def _ends(texts: Sequence[bytes]) -> bytes:
    ends = array("I", [0])
    for text in texts:
        ends.append(ends[-1] + len(text))
    return ends.tobytes()


def unpack(document: bytes) -> Columns:
    """The columns of a document. Raises PlacesError."""
    if not document.startswith(FORMAT):
        raise PlacesError(
            "The places were written by another release or machine: run `ivr refresh` here."
        )
    view = memoryview(document)
    if len(view) < len(FORMAT) + 8 or zlib.crc32(view[:-4]) != view[-4:].cast("I")[0]:
        raise PlacesError("The places are damaged: run `ivr refresh` to write them anew.")
    start = len(FORMAT) + 4
    end = start + view[len(FORMAT) : start].cast("I")[0]
    header = msgspec.msgpack.decode(view[start:end], type=Header)

    def column(code: Literal["B", "H", "I", "i", "Q"], size: int, count: int) -> memoryview:
        nonlocal end
        begin, end = end, end + size * count
        return view[begin:end].cast(code) if count else memoryview(b"")

    towns, codes, entries = header.towns, header.codes, header.entries
    return Columns(
        header=header,
        latitudes=column("i", 4, towns),
        longitudes=column("i", 4, towns),
        people=column("I", 4, towns),
        name_ends=column("I", 4, towns + 1),
        region_of=column("H", 2, towns),
        meetings=column("H", 2, towns),
        codes=column("Q", 8, codes),
        code_latitudes=column("i", 4, codes),
        code_longitudes=column("i", 4, codes),
        code_towns=column("I", 4, codes),
        code_meetings=column("H", 2, codes),
        entry_towns=column("I", 4, entries),
        entry_ends=column("I", 4, entries + 1),
        names=column("B", 1, header.names),
        entries=view[end:-4],
    )
