"""How loud a recording is, and how loud it becomes."""

from functools import cache

import numpy as np
import pyloudnorm
from numpy.typing import NDArray
from scipy.ndimage import minimum_filter1d, uniform_filter1d

from ivr.recordings.mulaw import RATE

TARGET = -19.0
"""LUFS, integrated (ITU-R BS.1770-4), measured on the telephone's band at 8 kHz.

A telephone expects active speech at -19 dBm0, which is -22 dBFS, give or take 6 dB (RFC 7874,
section 4, after ITU-T G.169 and G.115). This is 3 dB more, since synthetic voices are made loud and
dense and a human one between them must not be the weak one; espeak-ng has -20 to -22 LUFS as it
comes. 16 dB of room to CEILING is about what a voice needs: the limiter touches single peaks.

BS.1770 is written for 48 kHz. Pyloudnorm makes its K-weighting for any rate, and at 8 kHz it
differs by 0.3 dB at most from 100 to 3,800 Hz. It takes no less than a block of 0.4 s, and nothing
here is so short.
"""

CEILING = 10 ** (-3 / 20)
"""Of full scale. What mu-law makes of it is its next value below, -3.1 dBFS."""

_SILENCE = -70.0
"""LUFS, where BS.1770 ends: it has minus infinity for less."""

_LOOK_AHEAD = RATE // 100
_ROUNDS = 8


@cache
def _meter() -> pyloudnorm.Meter:
    return pyloudnorm.Meter(RATE)


def loudness(samples: NDArray[np.float64]) -> float:
    """LUFS."""
    return float(_meter().integrated_loudness(samples))


def normalised(samples: NDArray[np.float64]) -> NDArray[np.float64]:
    """At TARGET, with no peak above CEILING.

    The limiter takes from the loudness, and more gain gives it back: two or three rounds with a
    voice.
    """
    gain, ready = 1.0, samples
    for _ in range(_ROUNDS):
        missing = TARGET - max(loudness(ready), _SILENCE)
        if abs(missing) < 0.02:
            break
        gain *= 10 ** (missing / 20)
        ready = limited(samples * gain)
    return limited(ready)


def limited(samples: NDArray[np.float64]) -> NDArray[np.float64]:
    """With no peak above CEILING.

    The gain begins to fall 10 ms before a peak and is back 10 ms after it, in a straight line: an
    average over 20 ms of the lowest gain that is needed within them is never above what is needed.
    """
    wanted = np.minimum(1.0, CEILING / np.maximum(np.abs(samples), 1e-9))
    window = 2 * _LOOK_AHEAD + 1
    return np.asarray(samples * uniform_filter1d(minimum_filter1d(wanted, window), window))
