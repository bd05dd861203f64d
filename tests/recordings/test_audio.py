"""From any file to what a carrier plays: measured again on what came out."""

import hashlib
import io
import struct

import av
import numpy as np
import pytest

from ivr.recordings.audio import make_ready
from ivr.recordings.level import TARGET, loudness
from tests.recordings.sounds import FORMATS, RATE, needs_espeak, read, speech, written

pytestmark = needs_espeak


@pytest.mark.parametrize("format", FORMATS)
def test_speech_in_any_format_comes_out_as_the_telephone_plays_it(format: str) -> None:
    ready = make_ready(written(speech(), format))

    with av.open(io.BytesIO(ready.wav)) as container:
        (stream,) = container.streams
        assert isinstance(stream, av.AudioStream)
        assert container.format.name == "wav"
        assert container.metadata == {}
        assert stream.codec_context.name == "pcm_mulaw"
        assert (stream.codec_context.sample_rate, stream.codec_context.channels) == (8000, 1)
    heard = read(ready.wav)
    assert len(heard) == round(ready.seconds * 8000)
    assert ready.seconds == pytest.approx(len(speech()) / RATE, abs=0.1)
    assert loudness(heard) == ready.loudness == pytest.approx(TARGET, abs=0.1)
    assert 20 * np.log10(np.abs(heard).max()) <= -3


def test_the_wave_file_is_what_the_standard_says_and_nothing_more() -> None:
    wav = make_ready(written(speech())).wav
    samples = len(read(wav))

    assert wav[:58] == struct.pack(
        "<4sI4s4sIHHIIHHH4sII4sI",
        *(b"RIFF", len(wav) - 8, b"WAVE"),
        *(b"fmt ", 18, 7, 1, 8000, 8000, 1, 8, 0),
        *(b"fact", 4, samples),
        *(b"data", samples),
    )


def test_metadata_of_the_sender_is_gone() -> None:
    file = io.BytesIO()
    with (
        av.open(io.BytesIO(written(speech(), "m4a")), "r") as source,
        av.open(file, "w", format="ipod") as copy,
    ):
        copy.metadata.update({"title": "Anna in her kitchen", "artist": "Anna"})
        stream = copy.add_stream_from_template(source.streams.audio[0])
        for packet in source.demux(audio=0):
            if packet.size:
                packet.stream = stream
                copy.mux(packet)
    assert b"Anna in her kitchen" in file.getvalue()

    assert make_ready(file.getvalue()) == make_ready(written(speech(), "m4a"))


def test_the_same_bytes_have_the_same_name_for_ever() -> None:
    data = written(speech(), "webm")
    ready = make_ready(data)

    assert make_ready(data) == ready
    assert ready.hash == hashlib.sha256(ready.wav).hexdigest()
    assert make_ready(written(-speech(), "webm")).hash != ready.hash


def test_what_is_ready_stays_as_it_is_when_it_is_made_ready_again() -> None:
    once = make_ready(written(speech()))
    again = make_ready(once.wav)

    assert again.seconds == pytest.approx(once.seconds, abs=0.02)
    assert again.loudness == pytest.approx(once.loudness, abs=0.05)


def test_the_waveform_has_200_values_and_shows_where_the_pause_is() -> None:
    pause = np.zeros(2 * RATE)
    ready = make_ready(written(np.concatenate((speech(), pause, speech()))))

    assert len(ready.peaks) == 200
    assert (min(ready.peaks), max(ready.peaks)) == (0, 99)
    assert set(ready.peaks[90:110]) == {0}
