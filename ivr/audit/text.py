"""A run of bytes of any length, piece by piece: as text by its lines, else by what can be read."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from ivr.audit.finding import suspects
from ivr.audit.known import Known
from ivr.audit.unwrap import Layer, runs
from ivr.numbers import Found

PIECE = 2**20
OVERLAP = 1024
"""Bytes: of a piece, and of what is looked at with both of its neighbours."""


class Readable(Protocol):
    def read(self, size: int, /) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Seen:
    """A number and its place: a line from 1 on, or bytes before it."""

    place: str
    layer: Layer
    found: Found


def look(stream: Readable, known: Known, *, binary: bool | None = None) -> Iterator[Seen]:
    """Everything in `stream` that may be a caller's number. `binary`: None decides by its start."""
    line = 1
    for piece in _pieces(stream):
        if binary is None:
            binary = _is_binary(piece.data)
        if binary:
            yield from _in_binary(piece, known)
        else:
            yield from _in_text(piece, known, line)
        line += piece.data.count(b"\n", 0, piece.next)


@dataclass(frozen=True, slots=True)
class _Piece:
    data: bytes
    offset: int  # bytes before it
    begin: int  # what begins from here on, in `data`, and before `end`, is told of this piece
    end: int
    next: int  # where the next piece begins


def _pieces(stream: Readable) -> Iterator[_Piece]:
    """A number that lies across the border of two pieces is whole in one of them."""
    offset, begin, data = 0, 0, b""
    while True:
        more = stream.read(PIECE)
        data += more
        if not more:
            yield _Piece(data, offset, begin, len(data) + 1, len(data))
            return
        end = max(len(data) - OVERLAP, begin)
        keep = max(end - OVERLAP, 0)
        yield _Piece(data, offset, begin, end, keep)
        data, offset, begin = data[keep:], offset + keep, end - keep


def _is_binary(data: bytes) -> bool:
    """By its first bytes: text has no zeros, and is nearly all UTF-8."""
    start = data[:8192]
    return b"\0" in start or start.decode("utf-8", "replace").count("\ufffd") * 3 > len(start)


def _in_binary(piece: _Piece, known: Known) -> Iterator[Seen]:
    for layer in runs(piece.data):
        for found in suspects(layer, known):
            before = layer.text[: found.start]
            at = layer.offset + (len(before.encode()) if layer.width == 1 else 2 * len(before))
            if piece.begin <= at < piece.end:
                yield Seen(f"byte {piece.offset + at}", layer, found)


def _in_text(piece: _Piece, known: Known, line: int) -> Iterator[Seen]:
    layer = Layer(piece.data.decode("utf-8", "surrogateescape"))
    before = at = 0  # characters, and bytes
    for found in suspects(layer, known):
        passed = layer.text[before : found.start]
        at += len(passed.encode("utf-8", "surrogateescape"))
        line += passed.count("\n")
        before = max(before, found.start)
        if piece.begin <= at < piece.end:
            yield Seen(f"line {line}", layer, found)
