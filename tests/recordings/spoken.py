"""What a caller said into a Record, as the carrier keeps it: for tests of changes by telephone.

`rest_server(records)` and `Carrier(..., records=records)` share one `Records`. A caller whose keys
say `!say:Welcome to the line.,!#` into a Record leaves a recording there; without the `!` the words
begin after five seconds, when many a Record has ended for silence. A GET of its `.wav` gives
`spoken(words, seconds)`: words by espeak-ng, a buzz where that is missing, silence where nothing
was said. It can be fetched a second after the end of the Record.
"""

import io
import shutil
import wave
from functools import cache

import numpy as np
from numpy.typing import NDArray

RATE = 8000


@cache
def spoken(words: tuple[str, ...], seconds: float = 4.0) -> bytes:
    """A WAV of 16 bits at 8 kHz, at least `seconds` long, with a quiet line's noise throughout."""
    said = _said(" ".join(words)) if words else np.zeros(0)
    length = max(round(seconds * RATE), len(said) + RATE)
    samples = np.random.default_rng(7).normal(0, 0.0003, length)
    samples[RATE // 2 : RATE // 2 + len(said)] += said
    file = io.BytesIO()
    with wave.open(file, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(RATE)
        out.writeframes((np.clip(samples, -1, 1) * 32767).astype("<i2").tobytes())
    return file.getvalue()


def _said(text: str) -> NDArray[np.float64]:
    """With peaks at -6 dBFS."""
    from scipy.signal import resample_poly  # tests of the pretend carrier do without it

    if shutil.which("espeak-ng") is None:
        time = np.arange(max(len(text) * RATE // 12, 2 * RATE)) / RATE
        buzz = sum(np.sin(2 * np.pi * 140 * k * time) / k for k in range(1, 20))
        said = np.asarray(buzz * np.clip(np.sin(2 * np.pi * 3 * time), 0, 1))
    else:
        from tests.recordings.sounds import RATE as FINE
        from tests.recordings.sounds import speech

        said = resample_poly(speech(text), 1, FINE // RATE)
    return np.asarray(said / np.abs(said).max() / 2, dtype=np.float64)
