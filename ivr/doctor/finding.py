"""What the doctor says: one sentence, and how grave it is."""

from collections.abc import Sequence
from typing import Literal

import msgspec

from ivr.schedule.report import ago

Grade = Literal["ok", "note", "wrong"]

Said = tuple[Grade, str]
"""The same, from parts that know nothing of the doctor."""


class Finding(msgspec.Struct, frozen=True):
    """`wrong`: callers notice, the line does not start, or calls are not forgotten.

    The sentence has the mend.
    """

    grade: Grade
    sentence: str


def summary(findings: Sequence[Finding]) -> str:
    """The last line: what there is to be done."""
    wrong = sum(each.grade == "wrong" for each in findings)
    notes = sum(each.grade == "note" for each in findings)
    said = [
        f"{wrong} {'thing is' if wrong == 1 else 'things are'} wrong" if wrong else "",
        f"{notes} {'is' if notes == 1 else 'are'} worth a look" if notes else "",
    ]
    if not wrong and notes:
        said[1] = f"nothing is wrong, {said[1]}"
    words = ", ".join(filter(None, said)) or "all is well"
    return f"{words[0].upper()}{words[1:]}."


def long(seconds: float) -> str:
    """How long something has lasted, in the unit that a person would use."""
    return ago(seconds).removesuffix(" ago")
