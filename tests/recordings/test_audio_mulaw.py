"""Mu-law against the standard, and against FFmpeg, which many carriers use."""

import io

import av
import numpy as np

from ivr.recordings import mulaw
from tests.recordings.sounds import read

EVERY = np.arange(256, dtype=np.uint8)


def test_every_code_is_decoded_as_ffmpeg_decodes_it() -> None:
    assert np.array_equal(mulaw.decode(EVERY), read(mulaw.wav(EVERY)))


def test_every_code_comes_back_but_the_negative_zero() -> None:
    expected = EVERY.copy()
    expected[0x7F] = 0xFF
    assert np.array_equal(mulaw.encode(mulaw.decode(EVERY)), expected)


def test_every_sample_of_16_bits_is_coded_by_the_decision_values_of_the_standard() -> None:
    """Table 2a of G.711, in 14 bits: 1, 3, ... 31, 35, ... 95, ... 4063, 4319, ... 7903."""
    decisions = [2 ** (k + 5) - 33 + j * 2 ** (k + 1) for k in range(8) for j in range(16)][1:]
    assert (decisions[:3], decisions[14:17], decisions[-1]) == ([1, 3, 5], [29, 31, 35], 7903)
    samples = np.arange(-32768, 32768)
    number = np.searchsorted(np.array(decisions) * 4, np.abs(samples), side="right")
    expected = np.where(samples < 0, 0x7F, 0xFF) - number
    assert np.array_equal(mulaw.encode(samples / 32768), expected)


def test_louder_than_full_scale_is_the_loudest() -> None:
    assert mulaw.encode(np.array([-7.0, -1.0, 1.0, 7.0])).tolist() == [0x00, 0x00, 0x80, 0x80]


def test_an_odd_number_of_samples_is_padded_and_not_counted() -> None:
    wav = mulaw.wav(EVERY[:3])
    assert (len(wav), len(read(wav))) == (62, 3)
    with av.open(io.BytesIO(wav)) as container:
        assert container.streams.audio[0].duration == 3
