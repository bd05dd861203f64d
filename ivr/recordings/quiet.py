"""Half a second of quiet, as every answer has it before its first word.

A synthetic voice makes it by markup. Before a recording it is one more recording, which is made
here and needs no store and no disk; a Pause of the carrier's lasts whole seconds only.
"""

import hashlib
import struct

RATE = 8000
"""Samples a second of all telephone audio; μ-law has one byte a sample."""


def wav(samples: bytes) -> bytes:
    """A WAV file of these μ-law samples, one channel."""
    form = struct.pack("<HHIIHHH", 7, 1, RATE, RATE, 1, 8, 0)
    pad = b"\0" * (len(samples) % 2)
    chunks = (
        b"fmt " + struct.pack("<I", len(form)) + form,
        b"fact" + struct.pack("<II", 4, len(samples)),
        b"data" + struct.pack("<I", len(samples)) + samples + pad,
    )
    body = b"WAVE" + b"".join(chunks)
    return b"RIFF" + struct.pack("<I", len(body)) + body


QUIET = wav(b"\xff" * (RATE // 2))
QUIET_HASH = hashlib.sha256(QUIET).hexdigest()
