"""Frames as FFmpeg decodes them, of any rate and any number of channels -> one sound."""

import av
import numpy as np
from numpy.typing import NDArray

from ivr.recordings.unusable import Unusable

RATE = 16_000
"""Samples a second: twice the telephone's, which leaves `band` room for a steep filter."""

_RATES = range(4_000, 192_001)
_MOST_CHANNELS = 8


def channels_of(frame: av.AudioFrame) -> NDArray[np.float32]:
    """The samples of a frame as (channels, samples), full scale 1.

    Floats may exceed full scale, within reason. Raises Unusable for what no microphone makes.
    """
    values: NDArray[np.generic] = frame.to_ndarray()
    if not frame.format.is_planar:
        values = values.reshape(-1, frame.layout.nb_channels).T
    if frame.sample_rate not in _RATES:
        raise Unusable(
            f"The file has a rate of {frame.sample_rate} Hz: save it at 48000 Hz.", "unreadable"
        )
    if values.shape[0] > _MOST_CHANNELS:
        raise Unusable(
            f"The file has {values.shape[0]} channels: save it with one or two.", "unreadable"
        )
    if values.dtype.kind == "f":
        return np.clip(np.nan_to_num(values.astype(np.float32)), -4, 4)
    half = 2.0 ** (8 * values.dtype.itemsize - 1)
    middle = half if values.dtype.kind == "u" else 0.0
    return ((values.astype(np.float64) - middle) / half).astype(np.float32)


class Resampler:
    """Takes frames one by one, and keeps two channels at RATE. libswresample does the work.

    A file may change its rate and its channels on the way, as a chain of Ogg streams does.
    """

    def __init__(self) -> None:
        self._rate = 0
        self._resampler: av.AudioResampler | None = None
        self._parts: list[NDArray[np.float32]] = []
        self._samples = 0

    @property
    def seconds(self) -> float:
        return self._samples / RATE

    def add(self, channels: NDArray[np.float32], rate: int) -> None:
        if channels.shape[0] != 2:
            middle = channels.mean(axis=0, dtype=np.float32)
            channels = np.stack((middle, middle))
        if self._resampler is None or rate != self._rate:
            self._flush()
            self._rate = rate
            self._resampler = av.AudioResampler(format="fltp", layout="stereo", rate=RATE)
        frame = av.AudioFrame.from_ndarray(
            np.ascontiguousarray(channels), format="fltp", layout="stereo"
        )
        frame.sample_rate = rate
        self._keep(self._resampler.resample(frame))

    def all(self) -> NDArray[np.float32]:
        """(2, samples)."""
        self._flush()
        return np.concatenate([np.zeros((2, 0), dtype=np.float32), *self._parts], axis=1)

    def _flush(self) -> None:
        if self._resampler is not None:
            self._keep(self._resampler.resample(None))

    def _keep(self, frames: list[av.AudioFrame]) -> None:
        for frame in frames:
            self._parts.append(frame.to_ndarray().astype(np.float32, copy=False))
            self._samples += frame.samples
