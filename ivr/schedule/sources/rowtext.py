"""An entry's raw text as people read it, and as a voice says it."""

import html
import re
from collections.abc import Iterable

from ivr.schedule.spoken import spoken

LONGEST = 255
"""Characters that are kept of a name as the list has it."""

_HOUSE = re.compile(r"\d+\w? +(?:[NSEW]\.? +)?\w+")
_TAG = re.compile(r"</?[a-zA-Z!][^<>]{0,600}>")


def without_address(place: str, street: str) -> str:
    """A venue without the address that stands behind it once more."""
    begins = _HOUSE.match(street.strip())
    at = place.casefold().find(begins[0].casefold()) if begins else -1
    return place[:at].rstrip(" ,-(") if at >= 0 else place


def said(parts: Iterable[str], language: str) -> str:
    """All that is something, one behind the other."""
    return ", ".join(filter(None, (spoken(text, language) for text in parts if text)))


def plain_line(text: str) -> str:
    """A short text for people who read: one line without markup, marks or halves of letters."""
    text = text[: 4 * LONGEST]
    if "<" in text or "&" in text:
        text = html.unescape(_TAG.sub(" ", text))
    text = " ".join(text.split())
    if not text.isprintable():
        text = "".join(mark for mark in text if mark.isprintable())
    return text[:LONGEST]
