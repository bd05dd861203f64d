"""Where in a recording somebody speaks, and whether a caller would understand it.

By nothing but the level of frames of 20 ms: the same answer every time, which can be explained.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import signal

from ivr.recordings.decode import Sound
from ivr.recordings.mulaw import RATE
from ivr.recordings.unusable import Unusable

SHORTEST = 0.5
"""Seconds of sound after trimming."""

MARGIN = 60.0
"""Seconds of silence that may be round the longest recording, and are trimmed."""

CLIPPED = 0.015
"""Share of loud samples: see `Clipping`. Speech pushed 6 dB over full scale, or 10 dB in an mp3."""

SPEECH_OVER_NOISE = 14.0
"""dB between speech and noise, as `levels` has them.

Tried with espeak-ng in white and pink noise. Sentences with a signal-to-noise ratio of 20 dB in the
telephone's band have 27 to 29 here, 10 dB 17 to 19, 6 dB 13 to 16, 3 dB 10 to 13, 0 dB 8 to 10; a
single word has 3 less. White and pink noise alone have 3, two minutes of a rumble 13.
"""

_QUIET = -55.0
"""dBFS. A voice stands far above it, a silent room and its microphone below."""

_VOICE = signal.butter(2, 300, "highpass", fs=RATE, output="sos")
"""Levels are those of a voice and not of a fan below it: the filter of RFC 7874, section 4."""

_STEP, _FRAME = RATE // 100, RATE // 50
_LOUDEST = 25
_DIGITAL_ZERO = -90.0
_BEFORE, _AFTER = RATE // 10, RATE // 5
_CLICK = 3
"""Frames 10 ms apart. What is shorter is the button that stopped the recording."""


@dataclass(frozen=True, slots=True)
class Levels:
    """dBFS: each frame, the speech and the noise below it."""

    frames: NDArray[np.float64]
    speech: float
    noise: float


def refuse(sound: Sound, *, longest: float) -> None:
    """Raises Unusable for what can be told before anything is filtered.

    What has not ended MARGIN seconds after the longest time was not read to its end, and where it
    would be trimmed is not known.
    """
    if sound.seconds < SHORTEST:
        raise _too_short()
    if sound.seconds > longest + MARGIN:
        raise _too_long(longest)
    if sound.clipped > CLIPPED:
        raise Unusable(
            "The recording is too loud and distorted: speak from further away, "
            "or turn the microphone down.",
            "clipped",
        )


def levels(samples: NDArray[np.float64]) -> Levels:
    """Speech is as loud as the loudest quarter of a second in all, noise as the quietest twentieth.

    Frames of digital zero are no noise: browsers and codecs put them where nothing was said.
    """
    voice = signal.sosfilt(_VOICE, samples)
    power = np.concatenate(([0.0], np.cumsum(np.square(voice))))
    starts = np.arange(0, max(len(samples) - _FRAME, 0) + 1, _STEP)
    mean = (power[np.minimum(starts + _FRAME, len(samples))] - power[starts]) / _FRAME
    frames = _decibels(mean)
    audible = frames[frames > _DIGITAL_ZERO]
    return Levels(
        frames,
        speech=float(_decibels(np.sort(mean)[-_LOUDEST:].mean())),
        noise=float(np.percentile(audible, 5)) if len(audible) else _DIGITAL_ZERO,
    )


def trimmed(samples: NDArray[np.float64], *, longest: float) -> NDArray[np.float64]:
    """From 100 ms before the first sound to 200 ms after the last; raises Unusable.

    A sound stands two fifths of the way from the noise to the speech, at most 35 and at least 15 dB
    below the speech: a file without a pause has no noise to go by.
    """
    level = levels(samples)
    over = level.speech - level.noise
    if level.speech < _QUIET:
        raise Unusable(
            "There is only silence in the recording: check that the microphone is on, "
            "and speak closer to it.",
            "silent",
        )
    if over < SPEECH_OVER_NOISE:
        raise Unusable(
            "The voice cannot be told from the noise: record it again in a quieter place, "
            "closer to the microphone.",
            "noisy",
        )
    limit = np.clip(level.noise + 0.4 * over, level.speech - 35, level.speech - 15)
    heard = np.flatnonzero(_without_clicks(level.frames > limit))
    seconds = (heard[-1] - heard[0] + 1) * _STEP / RATE if len(heard) else 0.0
    if seconds < SHORTEST:
        raise _too_short()
    if seconds > longest:
        raise _too_long(longest)
    first = heard[0] * _STEP - _BEFORE
    last = heard[-1] * _STEP + _FRAME + _AFTER
    return samples[max(first, 0) : last]


def _without_clicks(heard: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Without what is as short as a click."""
    edges = np.diff(np.concatenate(([0], heard.astype(np.int8), [0])))
    kept = np.zeros(len(heard), dtype=np.bool_)
    for begin, end in zip(np.flatnonzero(edges > 0), np.flatnonzero(edges < 0), strict=True):
        if end - begin > _CLICK:
            kept[begin:end] = True
    return kept


def _too_short() -> Unusable:
    return Unusable(
        "There is less than half a second of sound in the recording: "
        "start when it records, and say the whole sentence.",
        "short",
    )


def _too_long(longest: float) -> Unusable:
    return Unusable(
        f"The recording is longer than {longest:g} seconds: say it in less, or cut it.", "long"
    )


def _decibels(power: NDArray[np.float64] | np.float64) -> NDArray[np.float64]:
    return np.asarray(10 * np.log10(np.maximum(power, 10 ** (_DIGITAL_ZERO / 10))))
