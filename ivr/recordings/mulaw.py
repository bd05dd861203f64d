"""Mu-law by ITU-T G.711, and the WAV file that carries it: what a carrier plays as it is.

The telephone network speaks mu-law at 8 kHz. What is stored in that form is not converted again on
the way to a caller, and a minute is 480 kB.
"""

import struct

import numpy as np
from numpy.typing import NDArray

RATE = 8000
"""Samples a second."""

_BIAS = 132
_LOUDEST = 32635
_NEVER_PLAYED = 0xFF  # silence, in mu-law


def encode(samples: NDArray[np.float64]) -> NDArray[np.uint8]:
    """The codes of samples between -1 and 1; what is beyond that is cut off.

    ITU-T G.711, table 2a: a sign, the number of the segment, four bits within it, all inverted.
    The 14 bits of the recommendation are taken here as the upper 14 of 16.
    """
    linear = np.rint(samples * 32768).astype(np.int64)
    size = np.minimum(np.abs(linear), _LOUDEST) + _BIAS
    segment = np.frexp(size.astype(np.float64))[1] - 8
    step = (size >> (segment + 3)) & 0x0F
    sign = np.where(linear < 0, 0x80, 0)
    codes: NDArray[np.uint8] = (~(sign | segment << 4 | step) & 0xFF).astype(np.uint8)
    return codes


def decode(codes: NDArray[np.uint8]) -> NDArray[np.float64]:
    """What a telephone makes of the codes: between -0.98 and 0.98."""
    heard: NDArray[np.float64] = _VALUES[codes]
    return heard


def _values() -> NDArray[np.float64]:
    code = ~np.arange(256) & 0xFF
    size = (((code & 0x0F) << 3) + _BIAS << (code >> 4 & 0x07)) - _BIAS
    return np.where(code & 0x80, -size, size) / 32768


_VALUES = _values()


def wav(codes: NDArray[np.uint8]) -> bytes:
    """RIFF/WAVE, format 7: `fmt `, `fact`, `data` and nothing that would tell who recorded it.

    A format other than PCM has an extension size in `fmt ` and a `fact` chunk with the number of
    samples (Microsoft, "New Multimedia Data Types and Data Techniques", 1994).
    """
    data = codes.tobytes()
    chunks = b"".join(
        (
            _chunk(b"fmt ", struct.pack("<HHIIHHH", 7, 1, RATE, RATE, 1, 8, 0)),
            _chunk(b"fact", struct.pack("<I", len(data))),
            _chunk(b"data", data),
        )
    )
    return b"RIFF" + struct.pack("<I", len(chunks) + 4) + b"WAVE" + chunks


def _chunk(name: bytes, body: bytes) -> bytes:
    filler = bytes([_NEVER_PLAYED]) * (len(body) % 2)
    return name + struct.pack("<I", len(body)) + body + filler
