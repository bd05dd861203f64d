"""Recordings in WAV: everything in the file but its samples."""

import io
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

from ivr.audit import text
from ivr.audit.known import Known

SAMPLES = b"data"
SMALL = 2**20
"""Bytes of a chunk that is read as a text, too: names and comments are not all in ASCII."""


def is_wave(start: bytes) -> bool:
    """By the first 12 bytes of a file."""
    return start[:4] in (b"RIFF", b"RF64") and start[8:12] == b"WAVE"


def look(file: BinaryIO, known: Known) -> Iterator[tuple[str, text.Seen]]:
    """What was seen, and in which chunk. A size that cannot be is not believed."""
    size = file.seek(0, io.SEEK_END)
    at = 12
    while at + 8 <= size:
        file.seek(at)
        head = file.read(8)
        name, length = head[:4], int.from_bytes(head[4:], "little")
        inside = at + 8
        if length > size - inside:
            break
        if name != SAMPLES:
            for binary in (True, False) if length <= SMALL else (True,):
                for seen in text.look(_Part(file, inside, length), known, binary=binary):
                    yield f"chunk {_shown(name)}", replace(seen, place="")
        at = inside + length + length % 2
    for seen in text.look(_Part(file, at, max(size - at, 0)), known, binary=True):
        yield "after its chunks, ", seen


class _Part:
    """So many bytes of a file."""

    def __init__(self, file: BinaryIO, begin: int, length: int) -> None:
        self._file, self._at, self._end = file, begin, begin + length

    def read(self, size: int, /) -> bytes:
        self._file.seek(self._at)
        data = self._file.read(min(size, self._end - self._at))
        self._at += len(data)
        return data


def _shown(name: bytes) -> str:
    shown = name.strip()
    return shown.decode("ascii") if shown.isalnum() else "without a name"
