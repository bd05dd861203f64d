"""The one exception of this package that an operator reads."""

from typing import Literal

Reason = Literal[
    "short", "long", "silent", "clipped", "noisy", "unreadable", "large", "cut", "lost"
]
"""For those who say it in other words or another language: `cut` is damaged, `lost` is a raw

recording that is nowhere any more.
"""

LARGEST = 20 * 2**20
"""Bytes: twenty minutes of mp3, or two minutes as a studio's WAV."""


class Unusable(Exception):
    """A recording that callers cannot be given. One sentence: what is wrong and what to do."""

    def __init__(self, sentence: str, reason: Reason) -> None:
        super().__init__(sentence)
        self.reason = reason


def refuse_size(size: int) -> None:
    """Raises Unusable for more bytes than are ever looked at."""
    if size > LARGEST:
        raise Unusable(
            "The file is larger than 20 MB: send a shorter recording, or an mp3 of it.", "large"
        )
