"""One channel in the telephone's band: 90 to 3,400 Hz, 8,000 samples a second."""

import numpy as np
from numpy.typing import NDArray
from scipy import signal

from ivr.recordings import mulaw, resample

_RUMBLE = signal.butter(4, 90, "highpass", fs=mulaw.RATE, output="sos")
_LOW_PASS = signal.firwin(257, 3_700, window=("kaiser", 7.9), fs=resample.RATE)
"""Flat to 3,400 Hz and 80 dB down from 4,000 Hz, where aliases begin. Linear phase.

3,400 Hz is where ITU-T G.712 ends the band of a telephone channel.
"""


def telephone(stereo: NDArray[np.float32]) -> NDArray[np.float64]:
    """The samples of a `Sound` as one channel at `mulaw.RATE`, without rumble and DC.

    A tenth of a second at least. Zero phase: the high-pass runs forwards and backwards, so 50 Hz
    hum is 41 dB down.
    """
    mono = _mixed(stereo.astype(np.float64))
    mono -= mono.mean()
    delay = (len(_LOW_PASS) - 1) // 2
    low = signal.upfirdn(_LOW_PASS, mono)[delay : delay + len(mono)]
    halved = low[:: resample.RATE // mulaw.RATE]
    return np.asarray(signal.sosfiltfilt(_RUMBLE, halved), dtype=np.float64)


def _mixed(stereo: NDArray[np.float64]) -> NDArray[np.float64]:
    """The mean of both channels, or the louder one where the mean cancels what was said.

    Some telephones record two microphones with opposite signs.
    """
    mean: NDArray[np.float64] = stereo.mean(axis=0)
    energies = np.square(stereo).sum(axis=1)
    if np.square(mean).sum() * 10 < energies.max():
        louder: NDArray[np.float64] = stereo[int(energies.argmax())].copy()
        return louder
    return mean
