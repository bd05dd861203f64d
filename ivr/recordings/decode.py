"""Bytes that somebody sent -> sound. The only place that lets FFmpeg near them.

Only the kinds of file that telephones and computers record are tried, by name: FFmpeg also knows
playlists, and those open other files and addresses. Nothing that a header says about length is
believed: reading stops when there is more sound than is wanted.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

import av
import av.logging
import numpy as np
from av.container import InputContainer
from numpy.typing import NDArray

from ivr.recordings.clipping import Clipping
from ivr.recordings.resample import RATE, Resampler, channels_of
from ivr.recordings.unusable import Unusable, refuse_size

av.logging.set_level(
    None
)  # a callback in C: silent, and no lock of Python's to hang on after a fork

_KINDS = "wav,w64,aiff,au,caf,mp3,aac,mov,ogg,matroska,flac,amr,amrnb,amrwb,asf"
_CODECS = (
    "aac,alac,amrnb,amrwb,flac,libopencore_amrnb,libopencore_amrwb,libopus,libvorbis,mp2,mp2float,"
    "mp3,mp3float,opus,vorbis,wmav1,wmav2,adpcm_ima_qt,adpcm_ima_wav,adpcm_ms,gsm,gsm_ms,"
    "pcm_alaw,pcm_mulaw,pcm_u8,pcm_s8,pcm_f32be,pcm_f32le,pcm_f64be,pcm_f64le,"
    "pcm_s16be,pcm_s16le,pcm_s24be,pcm_s24le,pcm_s32be,pcm_s32le"
)
_HAVE_AN_INDEX = ("mov,mp4,m4a,3gp,3g2,mj2", "matroska,webm", "ogg", "flac")
_MOST_PACKETS = 100_000
"""Two minutes are 6,000 packets of Opus and 15,000 of most PCM. Millions are somebody's attack."""

_SEND = "send a recording as wav, mp3, m4a, ogg, flac or webm"
_PYAV = (av.error.FFmpegError, ArithmeticError, AttributeError, RuntimeError, ValueError)
"""What PyAV raises for bytes that are not what they claim to be."""


@dataclass(frozen=True, slots=True)
class Sound:
    """Two channels at RATE, full scale 1; `clipped` is the share of loud samples cut off flat."""

    stereo: NDArray[np.float32]
    clipped: float

    @property
    def seconds(self) -> float:
        return int(self.stereo.shape[1]) / RATE


def decode(data: bytes, *, at_most: float) -> Sound:
    """All the sound in a file, or the first `at_most` seconds and up to a packet more.

    Of a damaged file, what can be read counts if it is three quarters: of the packets that are
    there, and of the time that its own index names. A file without an index (wav, mp3, webm of a
    browser) that ends early counts as far as it goes: an operator hears it before callers do.
    Raises Unusable.
    """
    if not data:
        raise Unusable(f"The file is empty: {_SEND}.", "unreadable")
    refuse_size(len(data))
    clipping, resampler, packets, named = Clipping(), Resampler(), _Packets(), 0.0
    try:
        with _opened(data) as container:
            for channels, rate in _frames(container, packets):
                clipping.add(channels)
                resampler.add(channels, rate)
                if resampler.seconds > at_most:  # so the Sound is longer too
                    break
            else:
                named = _named(container)
        sound = Sound(resampler.all(), clipping.share)
    except _PYAV as error:
        raise Unusable(
            f"This is not a recording that can be read: {_SEND}.", "unreadable"
        ) from error
    if packets.lost * 4 > packets.count or sound.seconds < named * 3 / 4:
        raise Unusable(
            "The file is damaged and less than three quarters of it can be read: "
            "send it again, or record it again.",
            "cut",
        )
    return sound


def _opened(data: bytes) -> InputContainer:
    return av.open(
        BytesIO(data),
        mode="r",
        metadata_errors="ignore",
        container_options={
            "format_whitelist": _KINDS,
            "codec_whitelist": _CODECS,
            "protocol_whitelist": "none",
        },
    )


def _named(container: InputContainer) -> float:
    """How many seconds of sound there ought to be; 0 where the file does not know."""
    stream = container.streams.audio[0]
    if container.format.name not in _HAVE_AN_INDEX:
        return 0.0
    if stream.duration is not None and stream.time_base is not None:
        return float(stream.duration * stream.time_base)
    return (container.duration or 0) / av.time_base


@dataclass(slots=True)
class _Packets:
    """How many there were, and how many of them could not be decoded."""

    count: int = 0
    lost: int = 0


def _frames(
    container: InputContainer, packets: _Packets
) -> Iterator[tuple[NDArray[np.float32], int]]:
    """Each frame as (channels, samples) with its rate, of the first stream of sound."""
    if not container.streams.audio:
        raise Unusable(f"There is no sound in the file: {_SEND}.", "unreadable")
    stream = container.streams.audio[0]
    codec = stream.codec_context
    if codec is None or codec.name not in _CODECS.split(","):
        raise Unusable(
            f"The sound in the file is of a kind that is not known here: {_SEND}.", "unreadable"
        )
    codec.thread_count = 1
    demuxed = container.demux(stream)
    while True:
        try:
            packet = next(demuxed, None)
        except _PYAV:
            packets.count, packets.lost = packets.count + 1, packets.lost + 1
            return
        if packet is None:
            return
        packets.count += packet.size > 0
        if packets.count > _MOST_PACKETS:
            raise Unusable(f"The file is cut into far too small pieces: {_SEND}.", "unreadable")
        try:
            frames = packet.decode()
        except _PYAV:
            packets.lost += packet.size > 0
            continue
        for frame in frames:
            assert isinstance(frame, av.AudioFrame)  # noqa: S101 - a stream of sound has no other
            if frame.samples:
                yield channels_of(frame), frame.sample_rate
