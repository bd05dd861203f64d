"""Small words that commands, logs and reports share."""

from collections.abc import Sequence


def some(count: int, noun: str) -> str:
    """ "1 row", "2 rows"."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def listed(words: Sequence[str]) -> str:
    """ "one, two and three"."""
    return " and ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))


def long(seconds: float) -> str:
    """How long something has lasted, in the unit that a person would use."""
    for unit, size in (("d", 86400), ("h", 3600), ("min", 60)):
        if seconds >= 2 * size:
            return f"{seconds / size:.0f} {unit}"
    return f"{seconds:.0f} s"


def ago(seconds: float | None) -> str:
    """How old something is."""
    if seconds is None:
        return "never"
    return "just now" if seconds < 1 else f"{long(seconds)} ago"
