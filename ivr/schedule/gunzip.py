"""Gzip, within bounds: a few bytes can unpack to more than a machine has room for."""

import zlib

MAGIC = b"\x1f\x8b\x08"

LAYERS = 2
"""A file that is packed itself may be packed once more on its way."""

MEMBERS = 1000
"""Packed files one behind the other, which are unpacked to one; each costs time, even an empty."""

SLICE = 1 << 16


class Oversized(Exception):
    """There is more in it than was allowed."""


class Damaged(Exception):
    """It begins like gzip and is none, or breaks off."""


def gunzipped(body: bytes, limit: int) -> bytes:
    """`body` without its gzip, known by its first bytes whatever a server calls it.

    Never unpacks more than `limit` bytes. Raises Oversized or Damaged.
    """
    for _ in range(LAYERS):
        if not body.startswith(MAGIC):
            break
        body = _inflated(body, limit)
    return body


def _inflated(body: bytes, limit: int) -> bytes:
    found = bytearray()
    inflater, members = zlib.decompressobj(wbits=31), 1
    try:
        for start in range(0, len(body), SLICE):
            piece = body[start : start + SLICE]
            while piece:
                if inflater.eof:
                    if not MAGIC.startswith(piece[:3]):  # padding, as some archivers leave it
                        return bytes(found)
                    inflater, members = zlib.decompressobj(wbits=31), members + 1
                    if members > MEMBERS:
                        raise Damaged
                found += inflater.decompress(piece, limit + 1 - len(found))
                if len(found) > limit:
                    raise Oversized
                # What is left unconsumed was left for want of room, which raised above.
                piece = inflater.unused_data
    except zlib.error:
        raise Damaged from None
    if not inflater.eof:
        raise Damaged
    return bytes(found)
