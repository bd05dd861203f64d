"""What was found: where, and in which form, and never the number itself."""

from collections.abc import Iterator
from typing import Literal

import msgspec

from ivr.audit.known import Known
from ivr.audit.unwrap import Layer
from ivr.numbers import Found, scrub

MOST = 20
"""Findings told of one place; the rest of them are counted."""

LONGEST_NAME = 120
"""Characters of a key, a field or a path that are shown."""


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that should not be there, or could not be looked at."""

    kind: Literal["number", "unread", "carrier"]
    place: str
    what: str  # of a number its form
    ends: str = ""  # of a number its last two digits
    mend: str

    def __str__(self) -> str:
        ends = f", ends in {self.ends}" if self.ends else ""
        return f"{self.place}: {self.what}{ends}. {self.mend}"


class Findings:
    """Collects them, each once, and not too many of one thing."""

    def __init__(self) -> None:
        self.all: list[Finding] = []
        self._seen: set[Finding] = set()
        self._told: dict[str, int] = {}

    def add(self, finding: Finding, of: str) -> None:
        """`of` is the key or the file that it is in."""
        if finding in self._seen:
            return
        told = self._told[of] = self._told.get(of, 0) + 1
        if told <= MOST:
            self._seen.add(finding)
            self.all.append(finding)
        elif told == MOST + 1:
            self.all.append(
                Finding(
                    kind=finding.kind,
                    place=of,
                    what=f"more than {MOST} findings, of which the others are not listed",
                    mend=finding.mend,
                )
            )


def named(text: str) -> str:
    """A key, a field or a path as it may be shown: without what could be a number in it."""
    shown = "".join(each if each.isprintable() else "?" for each in scrub(text))
    return shown if len(shown) <= LONGEST_NAME else f"{shown[:LONGEST_NAME]}…"


def form(text: str, found: Found) -> str:
    """How a number is written: how many digits, in a row or not."""
    shown = text[found.start : found.end].lstrip("+")
    how = "in a row" if shown.isdigit() else "grouped"
    abroad = ", with the sign of a country's code" if found.international else ""
    return f"what may be a number, {len(found.digits)} digits {how}{abroad}"


def ends(found: Found) -> str:
    return f"…{found.digits[-2:]}"


def suspects(layer: Layer, known: Known) -> Iterator[Found]:
    """What in a layer may be a caller's number. What its own values will tell is left to them."""
    for found in known.suspects(layer.text):
        if layer.kind == "binary" and not _in_binary(layer.text, found):
            continue
        if layer.kind == "binary" and known.is_own(found.digits[1:]):
            continue  # a length before a text may look like a digit
        if layer.kind == "nested" and _of_values(layer.text[found.start : found.end]):
            continue
        yield found


def _in_binary(text: str, found: Found) -> bool:
    """Among samples and the like only what is long, varied and has an end at both sides."""
    around = text[max(0, found.start - 1) : found.start] + text[found.end : found.end + 1]
    return (
        len(found.digits) >= 10
        and len(set(found.digits)) >= 3
        and not any(each.isdigit() for each in around)
    )


def _of_values(shown: str) -> bool:
    """A bare value of a structure, or several in a row of which one is long."""
    parts = shown.split(",")
    return shown.replace(".", "", 1).isdigit() or (
        len(parts) > 1 and any(len(part) > 4 for part in parts)
    )
