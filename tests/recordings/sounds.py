"""Real sound for the tests: espeak-ng speaks, numpy spoils it, PyAV writes it in any format."""

import io
import shutil
import subprocess
import wave
from dataclasses import dataclass
from functools import cache

import av
import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.signal import resample_poly

needs_espeak = pytest.mark.skipif(
    shutil.which("espeak-ng") is None, reason="espeak-ng is missing: apt-get install espeak-ng"
)

RATE = 48_000
SENTENCE = "Welcome to the line. Press one to join the meeting now, or stay on the line."

Samples = NDArray[np.float64]


@cache
def speech(text: str = SENTENCE, voice: str = "en") -> Samples:
    """What espeak-ng says at RATE, peaks at -6 dBFS, with 0.1 s of silence at both ends."""
    spoken = subprocess.run(
        ["espeak-ng", "-v", voice, "--stdout", text], capture_output=True, check=True, timeout=30
    ).stdout
    with wave.open(io.BytesIO(spoken)) as file:
        assert file.getframerate() == 22_050
        samples = np.frombuffer(file.readframes(2**30), "<i2") / 32768
    samples = resample_poly(samples, 320, 147)
    first, last = np.flatnonzero(np.abs(samples) > 0.005)[[0, -1]]
    return with_silence(samples[first:last] / np.abs(samples).max() / 2, 0.1, 0.1)


def with_silence(samples: Samples, before: float, after: float) -> Samples:
    return np.concatenate((np.zeros(round(before * RATE)), samples, np.zeros(round(after * RATE))))


def tone(hertz: float, seconds: float, peak: float) -> Samples:
    return peak * np.sin(2 * np.pi * hertz * np.arange(round(seconds * RATE)) / RATE)


def noise(seconds: float, level: float, *, pink: bool = False) -> Samples:
    """`level` in dBFS. The same noise each time."""
    count = round(seconds * RATE)
    white = np.random.default_rng(1).standard_normal(count)
    if pink:
        spectrum = np.fft.rfft(white)
        spectrum[1:] /= np.sqrt(np.arange(1, len(spectrum)))
        white = np.fft.irfft(spectrum, count)
    return np.asarray(white / white.std() * 10 ** (level / 20))


def with_noise(samples: Samples, ratio: float, *, pink: bool = False) -> Samples:
    """`ratio` in dB between the mean power of the samples and that of the noise below them."""
    power = 10 * np.log10(np.mean(np.square(samples)))
    return samples + noise(len(samples) / RATE, power - ratio, pink=pink)[: len(samples)]


def decibels(factor: float) -> float:
    return float(10 ** (factor / 20))


@dataclass(frozen=True)
class Format:
    container: str
    codec: str
    rate: int = RATE
    bit_rate: int | None = None


FORMATS = {
    "wav": Format("wav", "pcm_s16le"),
    "wav 24 bits": Format("wav", "pcm_s24le", 44_100),
    "wav 8 bits": Format("wav", "pcm_u8", 22_050),
    "wav float": Format("wav", "pcm_f32le"),
    "wav double": Format("wav", "pcm_f64le"),
    "wav mu-law": Format("wav", "pcm_mulaw", 8_000),
    "wav a-law": Format("wav", "pcm_alaw", 8_000),
    "wav adpcm": Format("wav", "adpcm_ima_wav", 16_000),
    "wav telephone": Format("wav", "pcm_s16le", 8_000),
    "wav studio": Format("wav", "pcm_s32le", 192_000),
    "aiff": Format("aiff", "pcm_s16be", 44_100),
    "mp3": Format("mp3", "libmp3lame", 44_100, 64_000),
    "m4a": Format("ipod", "aac", 44_100, 64_000),
    "m4a lossless": Format("ipod", "alac", 44_100),
    "mp4": Format("mp4", "aac", RATE, 64_000),
    "aac": Format("adts", "aac", 44_100, 64_000),
    "webm": Format("webm", "libopus", RATE, 32_000),
    "ogg opus": Format("ogg", "libopus", 16_000, 24_000),
    "ogg vorbis": Format("ogg", "vorbis", 44_100),
    "flac": Format("flac", "flac", 44_100),
    "amr": Format("amr", "libopencore_amrnb", 8_000, 12_200),
    "3gp": Format("3gp", "libopencore_amrnb", 8_000, 12_200),
    "wma": Format("asf", "wmav2", 44_100, 64_000),
}


def written(samples: Samples, format: str | Format = "wav") -> bytes:
    """A file of samples at RATE: one row a channel, or one channel."""
    kind = FORMATS[format] if isinstance(format, str) else format
    channels = np.atleast_2d(samples).astype(np.float32)
    layout = {1: "mono", 2: "stereo", 6: "5.1"}[len(channels)]
    if kind.codec == "vorbis":  # FFmpeg's own encoder knows stereo only
        channels, layout = np.repeat(channels, 2, axis=0)[:2], "stereo"
    file = io.BytesIO()
    with av.open(file, "w", format=kind.container) as container:
        stream = container.add_stream(kind.codec, rate=kind.rate, layout=layout)
        assert isinstance(stream, av.AudioStream)
        if kind.bit_rate:
            stream.bit_rate = kind.bit_rate
        if kind.codec == "vorbis":
            stream.codec_context.options = {"strict": "experimental"}
        stream.codec_context.open()
        whole = av.AudioFrame.from_ndarray(
            np.ascontiguousarray(channels), format="fltp", layout=layout
        )
        whole.sample_rate = RATE
        resampler = av.AudioResampler(
            format=stream.codec_context.format, layout=layout, rate=kind.rate
        )
        fifo = av.AudioFifo()
        for frame in (*resampler.resample(whole), *resampler.resample(None)):
            frame.pts = None
            fifo.write(frame)
        size = stream.codec_context.frame_size or 1024
        while (part := fifo.read(size, partial=True)) is not None:
            part.pts = None
            container.mux(stream.encode(part))
        container.mux(stream.encode(None))
    return file.getvalue()


def read(data: bytes) -> Samples:
    """The channels of a mu-law WAV as FFmpeg decodes it."""
    with av.open(io.BytesIO(data), "r") as container:
        frames = [frame.to_ndarray()[0] for frame in container.decode(audio=0)]
    return np.concatenate(frames) / 32768
