"""Values out of their wrappings: packed, encoded or nested, layer by layer, within bounds.

RQ packs what a job is called with and its exceptions with zlib, and its results with base64; the
line packs meetings with msgpack. Both the wrapping and what is in it are looked at.
"""

import base64
import binascii
import pickletools
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

import msgspec

DEEPEST = 6
"""Wrappings within each other that are opened."""

LARGEST = 64 * 2**20
"""Bytes that one value may have, and may be unpacked to."""

_BASE64 = re.compile(rb"[A-Za-z0-9+/_-]{11,}={0,2}")
_RUNS = re.compile(rb"(?:[\t\x20-\x7e]|\xc2[\xa0\xad]|\xe2\x80[\x80-\xbf]){10,}")
_WIDE = re.compile(
    rb"(?P<le>(?:[\t\x20-\x7e\xa0\xad]\x00|[\x09-\x0b\x10-\x15\x2f\x60]\x20){10,})"
    rb"|(?:\x00[\t\x20-\x7e\xa0\xad]|\x20[\x09-\x0b\x10-\x15\x2f\x60]){10,}"
)
"""Readable characters, and the spaces and dashes of typography that may stand in a number."""


class TooLarge(Exception):
    """A value of more than LARGEST bytes, packed or unpacked."""


@dataclass(frozen=True, slots=True)
class Layer:
    """A text to look at."""

    text: str
    kind: Literal["text", "nested", "binary"] = "text"  # nested: its values come, too
    offset: int = 0  # of a "binary" run: bytes before it
    width: int = 1  # bytes a character there


def layers(value: bytes) -> Iterator[Layer]:
    """All that can be read in `value`. Raises TooLarge."""
    yield from _layers(value, DEEPEST, _Room())


class _Room:
    """What may still be unpacked of one value."""

    def __init__(self) -> None:
        self.left = LARGEST

    def take(self, size: int) -> None:
        self.left -= size
        if self.left < 0:
            raise TooLarge


def _layers(value: bytes, deep: int, room: _Room) -> Iterator[Layer]:
    room.take(len(value))
    unpacked, value = _unpacked(value, room) if deep else (b"", value)
    if unpacked:
        yield from _layers(unpacked, deep - 1, room)
    nested, inner = _opened(value) if deep else (False, [])
    try:
        text = value.decode()
    except UnicodeDecodeError:
        yield from runs(value)
    else:
        yield Layer(text, "nested" if nested else "text")
    for each in inner:
        yield from _layers(each, deep - 1, room)


def _opened(value: bytes) -> tuple[bool, list[bytes]]:
    """What is in the wrapping, and whether it was a structure: several values, as text each."""
    if value[:1] == b"\x80" and value[-1:] == b".":
        return True, list(_pickled(value))
    if value[:1] in (b"[", b"{", b'"'):
        try:
            return True, list(_leaves(msgspec.json.decode(value)))
        except (msgspec.MsgspecError, RecursionError):
            return False, []
    if value[:1] >= b"\x80":
        try:
            found = msgspec.msgpack.decode(value)
        except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError):
            found = None
        if isinstance(found, (list, dict, str, bytes)):
            return True, list(_leaves(found))
    return False, _decoded(value)


def _unpacked(value: bytes, room: _Room) -> tuple[bytes, bytes]:
    """What zlib or gzip packed, and what is left to be looked at as it is.

    Packed digits can look like other digits: what could be unpacked is not looked at itself.
    """
    zlibbed = len(value) > 2 and value[0] == 0x78 and int.from_bytes(value[:2]) % 31 == 0
    if not zlibbed and value[:2] != b"\x1f\x8b":
        return b"", value
    unpack = zlib.decompressobj(wbits=47)  # either of the two
    try:
        unpacked = unpack.decompress(value, max(room.left, 1))
    except zlib.error:
        return b"", value
    if unpack.unconsumed_tail:
        raise TooLarge
    return unpacked, unpack.unused_data if unpack.eof else value


def _decoded(value: bytes) -> list[bytes]:
    """What base64 wrapped: something packed, something nested, or a text. Hashes are none of it."""
    if len(value) % 4 or not _BASE64.fullmatch(value):
        return []
    try:
        inner = base64.b64decode(value.translate(bytes.maketrans(b"-_", b"+/")), validate=True)
    except binascii.Error:
        return []
    packed = inner[:2] == b"\x1f\x8b" or inner[:1] in (b"\x78", b"\x80")
    return [inner] if packed or inner.decode("ascii", "replace").isprintable() else []


def _pickled(value: bytes) -> Iterator[bytes]:
    """The values in a pickle, which is read and never run."""
    try:
        for _, argument, _ in pickletools.genops(value):
            if isinstance(argument, (str, bytes, bytearray, int, float)):
                yield from _leaves(argument)
    except Exception:  # whatever it is, it is no pickle; its runs are looked at
        return


def _leaves(value: Any) -> Iterator[bytes]:
    """Every value of a structure, the names of fields among them."""
    waiting = [value]
    while waiting:
        match waiting.pop():
            case dict() as found:
                waiting += [*found.keys(), *found.values()]
            case list() as found:
                waiting += found
            case str() as found:
                yield found.encode("utf-8", "surrogatepass")
            case bytes() | bytearray() as found:
                yield bytes(found)
            case bool() | None:
                continue
            case int() | float() as found:
                yield plain(found).encode()
            case _:
                continue


def plain(number: float) -> str:
    """A number as one writes it down: without an exponent, and without a fraction of nothing."""
    if abs(number) < 1e16 and number == int(number):
        return str(int(number))
    return repr(number)


def runs(value: bytes) -> Iterator[Layer]:
    """What can be read in something that is no text, as `strings` does, narrow and wide."""
    for match in _RUNS.finditer(value):
        yield Layer(match[0].decode(), "binary", match.start())
    for match in _WIDE.finditer(value):
        encoding = "utf-16-le" if match["le"] else "utf-16-be"
        yield Layer(match[0].decode(encoding), "binary", match.start(), 2)
