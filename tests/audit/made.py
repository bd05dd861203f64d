"""What is planted: a caller's number in many writings, and files that are full of other things."""

import io
import re
import struct
import wave
from pathlib import Path

CALLER = "+12025550177"
"""Fictional, and in none of the demo's lists."""

WRITINGS = (
    CALLER,
    "12025550177",
    "2025550177",
    "+1 202 555 0177",
    "(202) 555-0177",
    "202-555-0177",
    "202.555.0177",
    "1-202-555-0177",
    "2 0 2 5 5 5 0 1 7 7",
    "%2B1%20202%20555%200177",
    "+1\u00a0202\u2011555\u20110177",
)


def shows_number(text: str) -> bool:
    """Whether the caller's number, or most of it, can be read in `text`, whatever is between."""
    return "5550177" in re.sub(r"\D", "", text)


def recording(seconds: float = 0.2) -> bytes:
    """A WAV file as telephones play it: 8 kHz, 16 bits, one channel."""
    file = io.BytesIO()
    with wave.open(file, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(8000)
        samples = [(i * 331) % 4000 - 2000 for i in range(int(8000 * seconds))]
        out.writeframes(struct.pack(f"<{len(samples)}h", *samples))
    return file.getvalue()


def chunk(name: bytes, body: bytes) -> bytes:
    return name + struct.pack("<I", len(body)) + body + b"\0" * (len(body) % 2)


def with_chunk(wav: bytes, extra: bytes, *, first: bool = False) -> bytes:
    """The recording with one chunk more, before or behind its samples."""
    body = wav[12:]
    body = extra + body if first else body + extra
    return b"RIFF" + struct.pack("<I", len(body) + 4) + b"WAVE" + body


def comment(text: bytes) -> bytes:
    """LIST/INFO with a comment, as editors of sound write it."""
    return chunk(b"LIST", b"INFO" + chunk(b"ISFT", b"an editor\0") + chunk(b"ICMT", text + b"\0"))


def write(path: Path, body: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(body)
    return path
