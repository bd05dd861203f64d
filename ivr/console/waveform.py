"""A recording as a picture: drawn on the server, so that a page needs no script to show it."""

from functools import cache
from itertools import pairwise

import numpy as np

from ivr.recordings import mulaw

COLUMNS = 160

_HEADER = 58
"""Bytes of the WAV file that `mulaw.wav` makes, before its samples."""

_CEILING = 0.7
"""Of full scale; what callers hear has no peak above it (ivr/recordings/level.py)."""


def waveform(wav: bytes) -> str:
    """The path of an SVG, COLUMNS wide and 100 high, of a file as `mulaw.wav` makes it."""
    size = int.from_bytes(wav[_HEADER - 4 : _HEADER], "little")
    heights = wav[_HEADER : _HEADER + size].translate(_heights())
    columns = min(COLUMNS, len(heights))
    edges = [at * len(heights) // columns for at in range(columns + 1)] if columns else []
    tops = (max(heights[a:b]) for a, b in pairwise(edges))
    width = COLUMNS / max(columns, 1)
    bars = (
        f"M{place * width + width / 2:g} {50 - top / 2:g}v{max(top, 1):g}"
        for place, top in enumerate(tops)
    )
    return "".join(bars)


@cache
def _heights() -> bytes:
    """For each code of mu-law its height, of 100."""
    sizes = np.abs(mulaw.decode(np.arange(256, dtype=np.uint8)))
    return bytes(np.rint(np.minimum(sizes / _CEILING, 1) * 100).astype(np.uint8))
