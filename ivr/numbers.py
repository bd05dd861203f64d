"""What could be a telephone number in a text, whichever way it is written.

For the log, which lets none through, and for the audit, which looks for them in what is stored.
Seen are digits of every script, with a plus, spaces, dashes, dots, slashes, brackets or invisible
characters between them, one by one as a voice reads them, glued to letters, and escaped for JSON,
for an address or for HTML. Rather too much than too little: each row of 7 to 15 digits counts.
Any other signs, such as `202*555*0142` or `[202], [555], [0142]`, are seen between 3, 3 and 4
digits, with a 1 before or none; a single one of them also between three to five groups of two to
four digits, 10 or 11 in all.

Left alone: ids of the carrier, UUIDs, hashes, dates, times, addresses of machines, and decimals
such as 12.345678. Out of scope, and never found: digits as words ("two oh two"), letters for
digits (1-800-FLOWERS) or between them, circled digits, a number across a line break or with a
colon in it, one in other groups than these between signs that are not usual, a decimal's power
in small letters (2.02555e+09), and what cannot be told from the things left alone:
120.255.50.142, 202.5550142, 16 or more digits or letters from A to F in a row.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from ivr.numbertext import BREAKS, DIGIT, LEAD, SCAN

SHORTEST = 7
LONGEST = 15
"""Digits: of a number without its area, and of any number in the world (ITU-T E.164)."""

STEP = 3
"""In a longer row, a number of up to LONGEST + 1 - STEP digits stands whole in one find."""

WORD = "[number]"

_SCAN = re.compile(SCAN)
_GROUP = re.compile(rf"(?>{DIGIT})+")
_LEAD = re.compile(rf"(?:{LEAD})$")
_FRACTION = re.compile(r"\d{1,6}\.\d+")
_WHOLE = re.compile(r"\d{7,15}\.0")
_POWER = re.compile(r"(\d)\.(\d+)E\+?(\d+)")
"""Numbers that a spreadsheet took for an amount."""
_BREAKS = [re.compile(pattern) for pattern in BREAKS]
_NO_DIGITS = re.compile(r"\D+")
_LOOK_BACK = 16


@dataclass(frozen=True, slots=True)
class Found:
    """A row of digits that may be a telephone number."""

    start: int
    end: int
    digits: str
    """ASCII digits alone, in order, with the 00 or 011 that stands before them."""
    international: bool
    """Written with +, 00, 011 or tel: before it, escaped or not."""


class _Group(NamedTuple):
    """Digits and where they stand."""

    start: int
    end: int
    digits: str


def scrub(text: str) -> str:
    """The text with `[number]` for each possible number."""
    parts: list[str] = []
    at = 0
    for found in possible(text):
        if found.start >= at:
            parts += text[at : found.start], WORD
        at = max(at, found.end)
    return "".join([*parts, text[at:]]) if parts else text


def possible(text: str) -> Iterator[Found]:
    """Everything of 7 to 15 digits that may be a number, from left to right.

    In a row of more digits than a number has, the finds overlap. Takes linear time.
    """
    for match in _SCAN.finditer(text):
        row = match["row"]
        if row is None:
            continue
        start, end = match.span("row")
        if _WHOLE.fullmatch(row):
            row = row[:-2]
        power = _POWER.fullmatch(row)
        digits = _of_power(power) if power else _digits(row)
        if not digits:
            continue
        lead = _LEAD.search(text, max(0, start - _LOOK_BACK), start)
        plus = bool(lead and lead["plus"])
        if not plus and not power and _FRACTION.fullmatch(row):
            continue
        one = [_Group(start, end, digits)]
        for span in one if len(digits) <= LONGEST else _long(row, start):
            first = lead is not None and span.start == start
            yield Found(
                start=lead.start("span") if lead and first and lead["span"] else span.start,
                end=span.end,
                digits=span.digits,
                international=_abroad(text, span, lead if first else None),
            )


def _abroad(text: str, span: _Group, lead: re.Match[str] | None) -> bool:
    if span.digits.startswith(("00", "011")):
        return True
    if lead is not None:
        return bool(lead["plus"] or lead["tel"])
    return text[max(0, span.start - 1) : span.start] in ("+", "\uff0b")


def _digits(row: str) -> str:
    """ASCII digits alone."""
    if row.isdigit() and row.isascii():
        return row
    if "%" in row or "\\" in row or "&" in row:
        row = _unescaped(row)
    digits = _NO_DIGITS.sub("", row)
    return digits if digits.isascii() else "".join(str(unicodedata.decimal(d)) for d in digits)


def _of_power(power: re.Match[str]) -> str:
    """The whole number; "" where it has a fraction."""
    first, fraction, exponent = power.groups()
    return (
        (first + fraction).ljust(int(exponent) + 1, "0") if len(fraction) <= int(exponent) else ""
    )


_ESCAPE = re.compile(
    r"%(?:25)*(?P<hex>[0-9a-fA-F]{2})|\\+(?:u(?P<u>[0-9a-fA-F]{4})|x(?P<x>[0-9a-fA-F]{2})|t)|&(?:[a-zA-Z]{2,10}|#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6});"
)


def _unescaped(row: str) -> str:
    """Digits and separators as they are meant; of bytes above 7F only that they are no digits."""

    def plain(match: re.Match[str]) -> str:
        code = int(match["hex"] or match["u"] or match["x"] or "20", 16)
        return " " if match["hex"] and code > 0x7F else chr(code)

    return _ESCAPE.sub(plain, row)


def _long(row: str, offset: int) -> Iterator[_Group]:
    """The possible numbers in a row of more than LONGEST digits."""
    groups: list[_Group] = []
    for match in _GROUP.finditer(row):
        group = _Group(match.start(), match.end(), _digits(match[0]))
        if len(group.digits) > LONGEST:
            yield from _parts(row, groups, offset)
            groups = []
        else:
            groups.append(group)
    yield from _parts(row, groups, offset)


def _parts(row: str, groups: list[_Group], offset: int) -> Iterator[_Group]:
    """Several numbers, if they are set apart so that each is of a good length; else windows."""
    for pattern in _BREAKS:
        parts = _broken(row, groups, pattern)
        if parts is not None:
            for part in parts:
                yield _joined(part, offset)
            return
    yield from _windows(groups, offset)


def _broken(row: str, groups: list[_Group], pattern: re.Pattern[str]) -> list[list[_Group]] | None:
    parts: list[list[_Group]] = []
    length = 0
    for group in groups:
        if parts and not pattern.search(row, parts[-1][-1].end, group.start):
            parts[-1].append(group)
            length += len(group.digits)
        elif not parts or length >= SHORTEST:
            parts.append([group])
            length = len(group.digits)
        else:
            return None
        if length > LONGEST:
            return None
    return parts if length >= SHORTEST else None


def _windows(groups: list[_Group], offset: int) -> Iterator[_Group]:
    end = length = 0
    skipped = STEP
    for start, group in enumerate(groups):
        if skipped >= STEP:
            skipped = 0
            while end < len(groups) and length + len(groups[end].digits) <= LONGEST:
                length += len(groups[end].digits)
                end += 1
            if length >= SHORTEST:
                yield _joined(groups[start:end], offset)
            if end == len(groups):
                return
        skipped += len(group.digits)
        length -= len(group.digits)


def _joined(groups: list[_Group], offset: int) -> _Group:
    digits = "".join([group.digits for group in groups])
    return _Group(groups[0].start + offset, groups[-1].end + offset, digits)
