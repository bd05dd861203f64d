"""What several lists say of one meeting, with nothing said twice and nothing left out."""

import re
from collections.abc import Sequence

from rapidfuzz import fuzz

from ivr.schedule.spoken import cut
from ivr.schedule.traits import words

LONGEST = 50
"""Words of all that is said: twice what one row may say."""

SAID = 90
"""The least likeness, in per cent, of what has been said already in another spelling."""

PART = re.compile(r"(?<=[.!?;])\s+|,\s+(?=[^\W\d_a-z])")
"""What stands between sentences, and between the notes of a row, which begin with capitals."""


def said_together(texts: Sequence[str]) -> str:
    """The first text, and of each other what none before it says."""
    found = ""
    for text in filter(None, texts):
        if _is_said(text, found):
            continue
        if _stands_in(found, text):
            found = text
            continue
        for part in PART.split(text):
            if part and not _is_said(part, found):
                mark = " " if found[-1] in ".!?" else ". "
                found += mark + part
    return cut(found, LONGEST)


def _stands_in(part: str, text: str) -> bool:
    return f" {words(part)} " in f" {words(text)} " or not part


def _is_said(part: str, text: str) -> bool:
    """Whether `text` has all of `part`."""
    if _stands_in(part, text):
        return True
    less, more = words(part), words(text)
    numbers = set(re.findall(r"\d+", less)) <= set(re.findall(r"\d+", more))
    return numbers and len(less) <= len(more) and fuzz.partial_ratio(less, more) >= SAID
