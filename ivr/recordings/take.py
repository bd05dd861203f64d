"""A take: something that an operator said or sent, on its way to being a draft."""

from datetime import datetime
from typing import Any, Literal

import msgspec

from ivr.recordings.announcement import Came


class OfAnotherRelease(Exception):
    """A take or an offer that this release cannot read: it waits for the one that wrote it."""


class Take(msgspec.Struct, frozen=True, kw_only=True):
    """One recording as it came, and what became of it. `at` is aware, UTC.

    Once it is ready, `version` is the number of the draft, or `announcement` its id; `hash`,
    `seconds` and `peaks` are those of what callers will hear. Once it is refused, `reason` is the
    code of `Unusable` and `sentence` what it says, in English.
    """

    id: str  # RE… of the carrier, or 32 hexadecimal digits for an upload
    language: str
    prompt: str  # "" is an announcement
    who: str
    came: Came
    at: datetime
    state: Literal["waiting", "ready", "refused"] = "waiting"
    version: int = 0
    announcement: str = ""
    hash: str = ""
    seconds: float = 0.0
    peaks: tuple[int, ...] = ()
    reason: str = ""
    sentence: str = ""
    words: str = ""  # of the sentence, where it was asked for; "" is what the line says now

    @property
    def uploaded(self) -> bool:
        """Whether the raw recording lies in our store and not with the carrier."""
        return not self.id.startswith("RE")


def packed(take: Take) -> bytes:
    """As Redis has it. The waveform is in letters: numbers in a row look like somebody's."""
    peaks = "".join(chr(ord("a") + part) for peak in take.peaks for part in divmod(peak, 26))
    return msgspec.json.encode({**msgspec.to_builtins(take), "peaks": peaks})


def unpacked(document: bytes) -> Take:
    """Raises OfAnotherRelease."""
    try:
        found = msgspec.json.decode(document, type=dict[str, Any])
        parts = [ord(letter) - ord("a") for letter in found["peaks"]]
        peaks = [26 * high + low for high, low in zip(parts[::2], parts[1::2], strict=True)]
        return msgspec.convert({**found, "peaks": peaks}, type=Take)
    except (msgspec.MsgspecError, KeyError, TypeError, ValueError):
        raise OfAnotherRelease from None


class Offer(msgspec.Struct, frozen=True, kw_only=True):
    """An operator was asked in a call to record this. `at` is aware, UTC."""

    language: str
    prompt: str
    who: str
    at: datetime
    words: str = ""  # of the sentence, on the number that was called
