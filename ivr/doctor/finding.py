"""What the doctor says: one sentence, and how grave it is."""

from collections.abc import Sequence
from typing import Literal

import msgspec

from ivr.schedule.report import ago, some

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
    if not wrong and not notes:
        return "All is well."
    grave = f"{some(wrong, 'thing')} {'is' if wrong == 1 else 'are'} wrong" if wrong else ""
    if not notes:
        return f"{grave}."
    look = f"{'is' if notes == 1 else 'are'} worth a look"
    return f"{grave}, {notes} {look}." if wrong else f"{some(notes, 'thing')} {look}."


def long(seconds: float) -> str:
    """How long something has lasted, in the unit that a person would use."""
    return ago(seconds).removesuffix(" ago")
