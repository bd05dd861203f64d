"""When somebody may be rung: spans of the line's local time, such as 08:00-22:00 or 22:00-06:00."""

import re
from datetime import datetime

ALWAYS, NEVER = "always", "never"

BY_DAY = "08:00-22:00"
"""For whoever gave a number and did not say when."""

MEND = f"times like {BY_DAY} or 22:00-06:00, or always"

_SPAN = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)\s*[-–]\s*(?:([01]?\d|2[0-3]):([0-5]\d)|24:00)")


def read_rings(text: str) -> str:
    """As it is kept: `always`, `never`, or spans with a blank between them; "" is BY_DAY.

    Raises ValueError, without the text.
    """
    plain = text.strip().lower()
    if plain in (ALWAYS, NEVER):
        return plain
    if not plain:
        return BY_DAY
    spans = []
    rest = re.sub(r"\s*[-–]\s*", "-", plain)
    for span in filter(None, re.split(r"[;,\s]+", rest)):
        match = _SPAN.fullmatch(span)
        if match is None:
            raise ValueError(MEND)
        begin, end = f"{int(match[1]):02}:{match[2]}", f"{int(match[3] or 0):02}:{match[4] or '00'}"
        if begin == end:
            raise ValueError(MEND)
        spans.append(f"{begin}-{end}")
    if not spans:
        raise ValueError(MEND)
    return " ".join(dict.fromkeys(spans))


def may_ring(rings: str, local: datetime) -> bool:
    """Whether that local time is in one of the spans. Each begins with its minute and ends before
    its last one's; one that ends earlier than it begins goes on past midnight."""
    if rings in (ALWAYS, NEVER):
        return rings == ALWAYS
    now = f"{local:%H:%M}"
    for span in rings.split():
        begin, _, end = span.partition("-")
        if begin <= now < end if begin < end else now >= begin or now < end:
            return True
    return False
