"""What an announcement is: words that callers hear in front of the greeting, for a while."""

from datetime import datetime, timedelta
from typing import Literal

import msgspec

Came = Literal["file", "microphone", "telephone", "browser"]

LONGEST_ANNOUNCEMENT = 20.0
"""Seconds: whoever calls for the meeting waits behind it."""

LONGEST_HEARD = timedelta(days=60)
"""An announcement that is heard for longer is a prompt, or was forgotten."""

LONGEST_NOTE = 60
"""Characters."""


class Announcement(msgspec.Struct, frozen=True, kw_only=True):
    """One announcement. All times are aware, UTC; without `begins` and `ends` it is a draft."""

    id: str  # 8 hexadecimal digits
    language: str
    hash: str
    seconds: float
    who: str
    when: datetime
    came: Came
    begins: datetime | None = None
    ends: datetime | None = None
    removed: bool = False
    take: str = ""  # the take that it came of, so that a job done twice makes one
    note: str = ""  # for operators, such as "Friday meeting": a short line, never a number

    @property
    def times(self) -> str:
        """When it is heard, as an operator saw it; "" for a draft."""
        return " ".join(each.isoformat() for each in (self.begins, self.ends) if each)

    def state(self, now: datetime) -> Literal["draft", "coming", "heard", "over", "withdrawn"]:
        if self.removed:
            return "withdrawn"
        if self.begins is None or self.ends is None:
            return "draft"
        if now < self.begins:
            return "coming"
        return "heard" if now < self.ends else "over"
