"""What the doctor says: one sentence, and how grave it is."""

from collections.abc import Sequence
from typing import Literal

import msgspec

from ivr.wording import some

Grade = Literal["ok", "note", "wrong"]

Said = tuple[Grade, str]
"""The same, for `ivr setup`, too."""


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
