"""A take: something that an operator said or sent, on its way to being a draft."""

from datetime import datetime
from typing import Literal

import msgspec

from ivr.recordings.announcement import Came


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

    @property
    def uploaded(self) -> bool:
        """Whether the raw recording lies in our store and not with the carrier."""
        return not self.id.startswith("RE")


class Offer(msgspec.Struct, frozen=True, kw_only=True):
    """An operator was asked in a call to record this. `at` is aware, UTC."""

    language: str
    prompt: str
    who: str
    at: datetime
