"""What callers cannot be given, each with the sentence that says what to do."""

import io
import resource
import struct
from collections.abc import Callable

import av
import numpy as np
import pytest

from ivr.recordings.audio import Unusable, make_ready
from tests.recordings.sounds import (
    RATE,
    Format,
    needs_espeak,
    noise,
    speech,
    tone,
    with_noise,
    with_silence,
    written,
)

NO_AUDIO = (
    "This is not a recording that can be read: "
    "send a recording as wav, mp3, m4a, ogg, flac or webm."
)
SHORT = (
    "There is less than half a second of sound in the recording: "
    "start when it records, and say the whole sentence."
)
LONG = "The recording is longer than 120 seconds: say it in less, or cut it."
SILENT = (
    "There is only silence in the recording: "
    "check that the microphone is on, and speak closer to it."
)
CLIPPED = (
    "The recording is too loud and distorted: speak from further away, or turn the microphone down."
)
NOISY = (
    "The voice cannot be told from the noise: record it again in a quieter place, "
    "closer to the microphone."
)
DAMAGED = (
    "The file is damaged and less than three quarters of it can be read: "
    "send it again, or record it again."
)


def refusal(data: bytes, longest: float = 120.0) -> str:
    with pytest.raises(Unusable) as refused:
        make_ready(data, longest=longest)
    return str(refused.value)


def damaged(data: bytes, share: float) -> bytes:
    """A part of it, from a fifth on, is other bytes."""
    begin, count = len(data) // 5, int(share * len(data))
    other = np.random.default_rng(1).integers(0, 256, count, dtype=np.uint8).tobytes()
    return data[:begin] + other + data[begin + count :]


def film() -> bytes:
    file = io.BytesIO()
    with av.open(file, "w", format="mp4") as container:
        stream = container.add_stream("mpeg4", rate=10)
        stream.width = stream.height = 64
        stream.pix_fmt = "yuv420p"
        for shade in range(20):
            picture = np.full((64, 64, 3), shade * 10, dtype=np.uint8)
            container.mux(stream.encode(av.VideoFrame.from_ndarray(picture, format="rgb24")))
        container.mux(stream.encode(None))
    return file.getvalue()


NOT_AUDIO = {
    "a text": b"Welcome to the line. Press one.\n" * 300,
    "a page": b"<!doctype html><html><body>Not found</body></html>",
    "a PNG": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(300),
    "a JPEG": b"\xff\xd8\xff\xe0\0\x10JFIF\0" + bytes(range(256)) * 20,
    "a PDF": b"%PDF-1.4\n1 0 obj <<>> endobj\n" * 200,
    "a zip": b"PK\x03\x04" + bytes(range(256)) * 20,
    "zeros": bytes(100_000),
    "a header": written(tone(300, 1, 0.5))[:44],
    "half a header": written(tone(300, 1, 0.5))[:20],
    "an m4a that ends before its index": written(tone(300, 4, 0.5), "m4a")[:20_000],
    "a playlist": b"#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n",
    "a list of files": b"ffconcat version 1.0\nfile '/etc/passwd'\n",
    "a session": b"v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nt=0 0\nm=audio 5004 RTP/AVP 0\n",
}


@pytest.mark.parametrize("what", NOT_AUDIO)
def test_what_is_not_audio(what: str) -> None:
    assert refusal(NOT_AUDIO[what]) == NO_AUDIO


def test_an_empty_file() -> None:
    assert refusal(b"") == (
        "The file is empty: send a recording as wav, mp3, m4a, ogg, flac or webm."
    )


def test_more_than_20_mb_is_not_looked_at() -> None:
    assert refusal(bytes(20 * 2**20 + 1)) == (
        "The file is larger than 20 MB: send a shorter recording, or an mp3 of it."
    )


def test_a_film_without_sound() -> None:
    assert refusal(film()) == (
        "There is no sound in the file: send a recording as wav, mp3, m4a, ogg, flac or webm."
    )


def test_a_codec_that_no_telephone_records() -> None:
    assert refusal(written(tone(300, 1, 0.5), Format("mp4", "ac3", RATE, 64_000))) == (
        "The sound in the file is of a kind that is not known here: "
        "send a recording as wav, mp3, m4a, ogg, flac or webm."
    )


def test_millions_of_tiny_packets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ivr.recordings.decode._MOST_PACKETS", 10)
    assert refusal(written(tone(300, 1, 0.5))) == (
        "The file is cut into far too small pieces: "
        "send a recording as wav, mp3, m4a, ogg, flac or webm."
    )


def test_a_rate_that_no_telephone_has() -> None:
    assert refusal(written(tone(300, 1, 0.5), Format("wav", "pcm_s16le", 2000))) == (
        "The file has a rate of 2000 Hz: save it at 48000 Hz."
    )


def test_more_channels_than_a_microphone_has() -> None:
    data = bytearray(written(np.tile(tone(300, 1, 0.5), (2, 1))))
    at = data.index(b"fmt ") + 8
    data[at + 2 : at + 16] = struct.pack("<HIIHH", 24, RATE, RATE * 48, 48, 16)[:14]
    assert refusal(bytes(data)) == "The file has 24 channels: save it with one or two."


@pytest.mark.parametrize(
    "silence",
    [
        lambda: np.zeros(5 * RATE),
        lambda: noise(5, -65, pink=True),
        lambda: tone(50, 5, 0.3) + noise(5, -65),
        lambda: np.full(5 * RATE, 0.4),
    ],
    ids=["digital zero", "the noise of a room", "hum", "DC"],
)
def test_silence(silence: Callable[[], np.ndarray]) -> None:
    assert refusal(written(silence())) == SILENT


def test_noise_alone() -> None:
    assert refusal(written(noise(5, -30))) == NOISY
    assert refusal(written(noise(5, -30, pink=True), "webm")) == NOISY


@needs_espeak
def test_a_voice_as_loud_as_the_noise() -> None:
    """White noise up to 24 kHz, of which the telephone's band has 9 dB less."""
    assert refusal(written(with_noise(speech(), -9))) == NOISY


@needs_espeak
@pytest.mark.parametrize("format", ["wav", "wav mu-law", "mp3", "m4a", "webm"])
def test_a_voice_cut_off_by_the_microphone(format: str) -> None:
    assert refusal(written(np.clip(speech() * 10, -1, 1), format)) == CLIPPED


@needs_espeak
def test_a_voice_that_just_fits_is_taken() -> None:
    assert make_ready(written(speech() * 2)).seconds > 4


@needs_espeak
def test_too_short() -> None:
    syllable = speech()[RATE // 5 : RATE // 5 + RATE // 4]
    assert refusal(written(syllable)) == SHORT
    assert refusal(written(with_silence(syllable, 2, 2))) == SHORT


@needs_espeak
def test_too_long_and_not_only_silence_around() -> None:
    assert refusal(written(np.tile(speech(), 28), "mp3")) == LONG
    assert refusal(written(with_silence(speech(), 30, 5)), longest=4.0) == (
        "The recording is longer than 4 seconds: say it in less, or cut it."
    )
    assert make_ready(written(with_silence(speech(), 30, 5)), longest=5.0).seconds < 5


def test_a_quarter_of_an_hour_in_a_small_file_is_not_unpacked() -> None:
    """It would be 350 MB as it is, in 200 kB."""
    file = io.BytesIO()
    with av.open(file, "w", format="flac") as container:
        stream = container.add_stream("flac", rate=96_000, layout="stereo")
        frame = av.AudioFrame.from_ndarray(
            np.zeros((1, 2 * 4608), dtype=np.int16), format="s16", layout="stereo"
        )
        frame.sample_rate = 96_000
        for _ in range(15 * 60 * 96_000 // 4608):
            frame.pts = None
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    assert len(file.getvalue()) < 200_000
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert refusal(file.getvalue()) == LONG
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100 * 1024


@needs_espeak
@pytest.mark.parametrize("format", ["m4a", "flac", "webm", "ogg opus"])
def test_half_of_it_damaged(format: str) -> None:
    assert refusal(damaged(written(speech(), format), 0.5)) == DAMAGED


@needs_espeak
@pytest.mark.parametrize("format", ["m4a", "flac", "mp3", "wav"])
def test_a_twentieth_damaged_is_taken(format: str) -> None:
    assert make_ready(damaged(written(speech(), format), 0.05)).seconds > 4


@needs_espeak
@pytest.mark.parametrize("format", ["wav", "mp3"])
def test_a_file_without_an_index_counts_as_far_as_it_goes(format: str) -> None:
    data = written(speech(), format)
    assert 2 < make_ready(data[: len(data) // 2]).seconds < 2.5
