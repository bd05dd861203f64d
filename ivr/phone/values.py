"""What an attribute of the carrier's markup may hold, in the few shapes that occur."""

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Value:
    """What an attribute may hold: a pattern over the whole text and, for numbers, a range."""

    says: str
    pattern: re.Pattern[str]
    code: int = 12200
    lowest: int = 0
    highest: int | None = None
    words: tuple[str, ...] = ()


def text(code: int = 12200) -> Value:
    return Value("text", re.compile(r".*", re.DOTALL), code)


def url(code: int = 12200) -> Value:
    return Value("a URL", re.compile(r"[^\s<>]*"), code)


def boolean(code: int = 12200) -> Value:
    return Value("true or false", re.compile("true|false"), code, words=("true", "false"))


def number(code: int = 12200, lowest: int = 0, highest: int | None = None) -> Value:
    says = f"a whole number from {lowest} up" if highest is None else f"{lowest} to {highest}"
    return Value(says, re.compile(r"[0-9]{1,9}"), code, lowest, highest)


def one_of(words: str, code: int = 12200) -> Value:
    options = tuple(words.split())
    says = "one of " + ", ".join(options)
    return Value(says, re.compile("|".join(map(re.escape, options))), code, words=options)


def some_of(words: str, code: int = 12200) -> Value:
    options = tuple(words.split())
    one = "(?:" + "|".join(map(re.escape, options)) + ")"
    says = "one or more of " + ", ".join(options)
    return Value(says, re.compile(f"{one}(?: {one})*"), code, words=options)


def shaped(pattern: str, says: str, code: int = 12200) -> Value:
    return Value(says, re.compile(pattern), code)
