"""What lists put into a meeting's name that is no name: registry numbers, "(ONLINE)", times.

The line says itself how one attends and when, in the right time zone; said again inside the name
it costs the caller seconds, and "8 pm Eastern" is wrong half of the year in some places.
"""

import re

from ivr.schedule.spoken_tables import Rules

_PREFIX = re.compile(
    r"^\W{0,4}(?:\d{5,9}[\s:.-]{1,4}(?=\w)|(?!19|20|\d00)\d{4}[\s:.-]{1,4}(?=[^\W\d]))"
)
_BRACKET = re.compile(r"[(\[]([^()\[\]]{0,80})[)\]]")
_REGISTRY = re.compile(
    r"(?i)\bD ?\d+\b|\bgso\b|# ?\d{3,}|\bgroup no\b|\bid\b.{0,3}\d{3,}|^[A-Z]\d{1,2}$"
)
_PART = re.compile(r"\s-+\s|-{2,}|\*{2,}|\s\|\s|(?<=\w): ")
_DIGIT = re.compile(r"\d")
_EDGE = " *!.-,;:#"


def bare_name(text: str, rules: Rules) -> str:
    """The name alone; the whole text where nothing would be left."""
    bare = _PREFIX.sub("", text)
    bare = _BRACKET.sub(lambda bracket: _bracket(bracket, rules), bare)
    bare = rules.zone.sub(" ", bare) if _DIGIT.search(bare) else bare
    parts = [part.strip(_EDGE) for part in _PART.split(bare)]
    kept = [part for part in parts if part and part.lower() not in rules.names.attendance]
    if len(kept) < len(parts):
        bare = ", ".join(kept)
    bare = _untailed(bare, rules)
    return bare if any(map(str.isalnum, bare)) else text


def _bracket(bracket: re.Match[str], rules: Rules) -> str:
    inside = bracket[1].strip(_EDGE)
    gone = (
        not inside
        or inside.lower() in rules.names.attendance
        or _REGISTRY.search(inside)
        or rules.zone.fullmatch(inside)
    )
    return " " if gone else bracket[0]


def _untailed(name: str, rules: Rules) -> str:
    """Without a loud "ONLINE" at the end of a name that is not itself in capitals."""
    words = name.rstrip(_EDGE).split()
    for count in (3, 2, 1):
        tail = " ".join(words[-count:]).lstrip(_EDGE)
        if (
            len(words) > count
            and len(tail) > 2
            and tail.isupper()
            and tail.lower() in rules.names.attendance
            and not " ".join(words[:-count]).isupper()
        ):
            return " ".join(words[:-count])
    return name
