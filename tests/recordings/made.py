"""Recordings for tests, made here: for the store any μ-law, for commands something like speech."""

import io
import wave
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import redis

from ivr.recordings.library import Library
from ivr.recordings.published import Recording, Recordings, folded
from ivr.recordings.quiet import wav
from ivr.recordings.state import Version
from ivr.recordings.storage import Storage
from ivr.settings import Settings
from tests.line import SATURDAY_EVENING


def audio(name: str, seconds: float = 0.5) -> bytes:
    """Telephone-ready audio that no other name has."""
    return wav((name.encode() * 8000)[: int(8000 * seconds)])


def voice(pitch: float = 140.0, seconds: float = 2.0) -> bytes:
    """A WAV file as a computer records it: a buzz in syllables, with quiet round it."""
    rate = 48_000
    time = np.arange(int(rate * seconds)) / rate
    buzz = sum(np.sin(2 * np.pi * pitch * k * time) / k for k in range(1, 20))
    syllables = np.clip(np.sin(2 * np.pi * 3 * time), 0, 1)
    quiet = np.zeros(rate // 2)
    samples = np.concatenate([quiet, 0.2 * buzz * syllables, quiet])
    noise = np.random.default_rng(7).normal(0, 0.0005, len(samples))
    file = io.BytesIO()
    with wave.open(file, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(rate)
        out.writeframes(((samples + noise) * 32767).astype("<i2").tobytes())
    return file.getvalue()


def library(connection: redis.Redis, folder: Path) -> Library:
    return Library(connection, Storage(str(folder)), lambda: SATURDAY_EVENING)


def library_of(settings: Settings, connection: redis.Redis) -> Library:
    """That of an installation with the default store."""
    return library(connection, settings.data_dir / "recordings")


def add(
    into: Library, prompt: str = "welcome", text: str = "Welcome.", *, language: str = "en",
    who: str = "Ana", of: str = "one", publish: bool = True,
) -> Version:  # fmt: skip
    """A recording of `text`, published unless told otherwise; `of` names its audio."""
    version = into.add(language, prompt, audio(of), text=text, seconds=0.5, who=who, came="file")
    if publish:
        into.publish(language, prompt, version.number, who=who)
    return version


def recordings(texts: Mapping[str, str], language: str = "en") -> Recordings:
    """Published ones that say these texts, by prompt; their hashes are 0…, 1…, 2…"""
    return Recordings(
        {
            language: {
                prompt: Recording(f"{i:x}" * 64, (folded(text),))
                for i, (prompt, text) in enumerate(texts.items())
            }
        }
    )
