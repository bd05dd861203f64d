"""Whatever is sent ends in a Ready or in one sentence, soon, and within a bounded memory."""

import resource
from datetime import timedelta

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ivr.recordings.audio import Ready, Unusable, make_ready
from tests.recordings.sounds import FORMATS, RATE, noise, tone, with_silence, written

SOME = [name for name in FORMATS if name not in ("wav studio", "wav double", "wav 24 bits")]
PATIENT = settings(
    deadline=timedelta(seconds=10),
    max_examples=150,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
MEGABYTES = 600
"""More than a file may add to the process; 180 seconds of sound in the making are 150."""


def _beeps() -> dict[str, bytes]:
    beep = with_silence(tone(440, 0.6, 0.3) * np.linspace(0, 1, round(0.6 * RATE)), 0.2, 0.2)
    sound = np.concatenate((beep, beep)) + noise(2, -70)
    return {name: written(sound, name) for name in SOME}


VALID = _beeps()


def ends_well(data: bytes) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    try:
        ready = make_ready(data, longest=20)
    except Unusable as unusable:
        sentence = str(unusable)
        assert sentence.endswith(".")
        assert ": " in sentence
    else:
        assert isinstance(ready, Ready)
        assert 0.5 <= ready.seconds <= 20.5
        assert len(ready.peaks) == 200
        assert np.isfinite(ready.loudness)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < MEGABYTES * 1024


@PATIENT
@given(st.binary(max_size=4096))
def test_arbitrary_bytes(data: bytes) -> None:
    ends_well(data)


@PATIENT
@given(
    st.sampled_from([b"RIFF\0\0\0\0WAVEfmt ", b"ID3\x04\0", b"OggS\0", b"fLaC", b"#!AMR\n"])
    | st.sampled_from([b"\0\0\0\x20ftypM4A ", b"\x1aE\xdf\xa3", b"FORM\0\0\0\0AIFF", b"\xff\xf1"]),
    st.binary(max_size=2048),
)
def test_what_begins_like_audio(magic: bytes, data: bytes) -> None:
    ends_well(magic + data)


@PATIENT
@given(st.sampled_from(SOME), st.data())
def test_a_valid_file_with_other_bytes_in_it(name: str, draw: st.DataObject) -> None:
    data = bytearray(VALID[name])
    where = st.integers(0, 600) | st.integers(0, len(data) - 1)
    for _ in range(draw.draw(st.integers(1, 12))):
        at = draw.draw(where)
        data[at : at + 4] = draw.draw(st.binary(max_size=6))
    ends_well(bytes(data))


@PATIENT
@given(st.sampled_from(SOME), st.floats(0, 1), st.floats(0, 1))
def test_a_valid_file_with_a_piece_missing(name: str, begin: float, end: float) -> None:
    data = VALID[name]
    ends_well(data[: int(begin * len(data))] + data[int(end * len(data)) :])


@PATIENT
@given(st.sampled_from(SOME), st.sampled_from(SOME), st.floats(0, 1))
def test_two_files_in_one(first: str, second: str, cut: float) -> None:
    ends_well(VALID[first][: int(cut * len(VALID[first]))] + VALID[second])
