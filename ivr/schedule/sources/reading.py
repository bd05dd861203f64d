"""What every kind of list gives: the seam between the lists' formats and the rest."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from ivr.schedule.meeting import Meeting, Problem
from ivr.settings import Source

MENDED = re.compile(r'([^:"“]*): (.*)', re.DOTALL)
"""What is wrong, and what mends it. A colon in quotation marks is the server's."""


class Unreadable(Exception):
    """An answer that is no meeting list: one sentence that says what it is instead and, behind a
    colon, what an operator does about it. `kind`: of what it plainly is, of sources.KINDS, or "".
    """

    def __init__(self, sentence: str, kind: str = "") -> None:
        super().__init__(sentence)
        parts = MENDED.fullmatch(sentence)
        self.what, self.mend = parts.groups() if parts else (sentence, "")
        self.kind = kind


@dataclass(frozen=True, slots=True)
class Reading:
    """What a list holds."""

    rows: int  # in the list, whatever became of them
    meetings: tuple[Meeting, ...]
    problems: tuple[Problem, ...] = ()
    left_out: dict[str, int] = field(default_factory=dict)  # why -> how many rows


@dataclass(frozen=True, slots=True)
class Reader:
    """One kind of list."""

    request: Callable[[Source], str]  # the URL, or the path of a file, that holds the whole list
    read: Callable[[bytes, Source, date], Reading]  # raises Unreadable, and nothing else
    more: Callable[[str, bytes], str] = lambda url, body: ""  # the next page, of one and its answer
    dated: bool = False  # whether what is read depends on the day, in the source's time zone
