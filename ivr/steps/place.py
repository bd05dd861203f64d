"""Where an operator is on the telephone: a sentence or an announcement, as the URL carries it."""

import re
from dataclasses import dataclass, replace

from ivr.call import DamagedCall
from ivr.recordings.announcement import LONGEST_ANNOUNCEMENT

ANNOUNCEMENT = "000"
"""In place of a sentence's number."""

_FORM = re.compile(
    r"([0-9]{3})\.([0-9]{1,6})\.([A-Za-z0-9]{0,34})\.([0-9]{1,9})\.([0-9]{1,9})\.([0-9]{1,3})"
)


@dataclass(frozen=True, slots=True)
class Place:
    """`heard` is the version that callers heard when the operator looked."""

    number: str
    heard: int = 0
    draft: str = ""  # a recording at the carrier, then a version or the id of an announcement
    begins: int = 0  # of an announcement, in minutes since the epoch, UTC; 0 is not said yet
    ends: int = 0
    turn: int = 0  # how often was asked for a recording, or which announcement is read

    @property
    def announces(self) -> bool:
        return self.number == ANNOUNCEMENT

    @property
    def limit(self) -> int:
        """Seconds that the carrier may record: one less than is taken, for it rounds."""
        return (int(LONGEST_ANNOUNCEMENT) if self.announces else 120) - 1

    def cursor(self) -> str:
        return f"{self.number}.{self.heard}.{self.draft}.{self.begins}.{self.ends}.{self.turn}"

    def with_draft(self, draft: str) -> "Place":
        return replace(self, draft=draft, turn=0)

    @classmethod
    def read(cls, cursor: str) -> "Place":
        """Raises DamagedCall."""
        found = _FORM.fullmatch(cursor)
        if found is None:
            raise DamagedCall("place")
        number, heard, draft, begins, ends, turn = found.groups()
        return cls(number, int(heard), draft, int(begins), int(ends), int(turn))
