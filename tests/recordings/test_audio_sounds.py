"""Loud, quiet, humming, one-sided: what microphones record sounds alike when it is ready."""

import numpy as np
import pytest
from scipy.signal import correlate, resample_poly

from ivr.recordings.audio import make_ready
from ivr.recordings.level import TARGET, limited
from tests.recordings.sounds import (
    RATE,
    Samples,
    decibels,
    needs_espeak,
    noise,
    read,
    speech,
    tone,
    with_noise,
    with_silence,
    written,
)

pytestmark = needs_espeak


def heard(samples: Samples) -> Samples:
    """What a caller hears of it, after a look at loudness and peak."""
    ready = make_ready(written(samples))
    assert ready.loudness == pytest.approx(TARGET, abs=0.1)
    result = read(ready.wav)
    assert np.abs(result).max() <= decibels(-3)
    return result


def likeness(left: Samples, right: Samples) -> float:
    """1 for the same sound, whatever its level and wherever it begins."""
    most = correlate(left, right, method="fft").max()
    return float(most / np.sqrt((left @ left) * (right @ right)))


def test_loud_and_quiet_speech_sound_alike() -> None:
    normal = heard(speech())
    for gain in (5, -10, -20, -30):
        assert likeness(heard(speech() * decibels(gain)), normal) > 0.999


def test_a_voice_of_very_uneven_level_keeps_its_peaks_below_the_ceiling() -> None:
    knock = with_silence(tone(700, 0.03, 0.9), 1, 1)
    heard(speech() * 0.05 + np.resize(knock, len(speech())))


def test_a_file_in_stereo_is_mixed() -> None:
    both = np.stack((speech(), speech()))
    assert likeness(heard(both), heard(speech())) > 0.999


def test_one_channel_that_is_silent_takes_nothing_away() -> None:
    silent = np.zeros(len(speech()))
    assert likeness(heard(np.stack((speech(), silent))), heard(speech())) > 0.999
    assert likeness(heard(np.stack((silent, speech()))), heard(speech())) > 0.999


def test_two_microphones_of_opposite_sign_do_not_cancel_the_voice() -> None:
    both = np.stack((speech(), -0.9 * speech()))
    assert likeness(heard(both), heard(speech())) > 0.999


def test_six_channels_are_mixed() -> None:
    assert likeness(heard(np.tile(speech(), (6, 1))), heard(speech())) > 0.99


def test_dc_and_hum_are_filtered() -> None:
    clean = heard(speech())
    assert likeness(heard(speech() + 0.2), clean) > 0.999
    assert likeness(heard(speech() + tone(50, len(speech()) / RATE, 0.2)), clean) > 0.99


def test_what_a_telephone_cannot_carry_does_not_come_back_as_another_tone() -> None:
    """4.8 kHz would be heard as 3.2 kHz, in the midst of the band."""
    clean, shrill = heard(speech()), heard(speech() + tone(4800, len(speech()) / RATE, 0.3))
    assert likeness(clean, shrill) > 0.999


def test_silence_at_both_ends_is_trimmed_to_a_breath() -> None:
    """100 ms before and 200 ms after; espeak-ng's own begin and end are at 100 ms."""
    ready = make_ready(written(with_silence(speech(), 20, 30)))
    voice = len(speech()) / RATE - 0.2
    assert ready.seconds == pytest.approx(voice + 0.3, abs=0.1)


def test_a_noisy_room_is_trimmed_as_well() -> None:
    samples = with_silence(speech(), 5, 5)
    samples += noise(len(samples) / RATE, -50, pink=True)
    ready = make_ready(written(samples))
    assert ready.seconds == pytest.approx(len(speech()) / RATE + 0.1, abs=0.3)


def test_the_click_of_the_button_is_no_sound() -> None:
    click = tone(2000, 0.02, 0.5)
    samples = np.concatenate((click, np.zeros(3 * RATE), speech(), np.zeros(3 * RATE), click))
    assert make_ready(written(samples)).seconds == pytest.approx(len(speech()) / RATE, abs=0.2)


def test_speech_over_music_is_speech() -> None:
    chord = sum(tone(hertz, len(speech()) / RATE, 0.02) for hertz in (220, 277, 330, 440))
    beat = 0.5 + 0.5 * np.sin(np.arange(len(speech())) / RATE * 2 * np.pi * 2)
    heard(speech() + chord * beat + noise(len(speech()) / RATE, -55, pink=True)[: len(speech())])


def test_the_carriers_beep_at_the_end_does_not_make_the_voice_weak() -> None:
    beep = tone(1000, 0.3, 0.3)
    result = heard(np.concatenate((speech(), beep)))
    voice = result[: len(heard(speech())) - 2400]
    assert np.abs(voice).max() > decibels(-9)


def test_speech_8_db_over_the_noise_is_taken() -> None:
    telephone = resample_poly(speech(), 1, 6)
    noisy = with_noise(telephone, 8)
    assert make_ready(written(resample_poly(noisy, 6, 1))).loudness == pytest.approx(TARGET, abs=1)


def test_the_limiter_has_no_corner_and_leaves_what_is_below_the_ceiling() -> None:
    quiet = 0.5 * np.sin(np.arange(8000) / 5)
    assert np.array_equal(limited(quiet), quiet)
    loud = limited(4 * quiet)
    assert np.abs(loud).max() == pytest.approx(decibels(-3))
    assert np.abs(np.diff(loud, 2)).max() <= np.abs(np.diff(4 * quiet, 2)).max()
