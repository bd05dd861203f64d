"""How much of a recording hit the ceiling of the microphone, seen before anything smooths it."""

import numpy as np
from numpy.typing import NDArray

_CEILING = 0.95
"""Of full scale. Above it mu-law has its last code; lossy codecs ripple round what was flat."""

_RUN = 3
"""Samples in a row, at the file's own rate: a single one is a peak that just fits."""

_LOUD = 0.1


class Clipping:
    """The share of loud samples (above -20 dBFS) that stand in runs at full scale.

    Speech of espeak-ng, its peaks pushed over full scale and cut off there, as WAV at 48 kHz:
    0.01 % by 0 dB, 0.4 % by 3, 1.9 % by 6, 5.8 % by 10. As mp3, m4a or Opus it is half of
    that. Limited by 10 dB and not cut off it has 0.9 %.
    """

    def __init__(self) -> None:
        self._flat = self._loud = 0

    def add(self, channels: NDArray[np.float32]) -> None:
        """More of it: an array of (channels, samples)."""
        size = np.abs(channels)
        self._loud += int(np.count_nonzero(size > _LOUD))
        high = np.zeros((size.shape[0], size.shape[1] + 2), dtype=np.int8)
        high[:, 1:-1] = size >= _CEILING
        if high.any():
            edges = np.diff(high.ravel())
            runs = np.flatnonzero(edges < 0) - np.flatnonzero(edges > 0)
            self._flat += int(runs[runs >= _RUN].sum())

    @property
    def share(self) -> float:
        return self._flat / self._loud if self._loud else 0.0
