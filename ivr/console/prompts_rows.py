"""Which sentences the page of prompts shows: by state, by node of the flow, by words."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from itertools import groupby

import msgspec

from ivr.recordings.catalogue import catalogue
from ivr.recordings.published import folded
from ivr.recordings.report import Row

STATES = ("recorded", "synthetic", "draft", "out of date", "unheard")
"""As the address names them; `unheard` goes across the others."""


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """What was asked for; empty is everything."""

    state: str = ""
    words: str = ""
    node: str = ""


def found(rows: Iterable[Row], wanted: Wanted, of_node: Collection[str]) -> list[Row]:
    """`of_node`: the ids of the sentences of the wanted node."""
    return [
        row
        for row in rows
        if (not wanted.state or wanted.state in states(row))
        and (not wanted.node or row.id in of_node)
        and _says(row, wanted.words)
    ]


def states(row: Row) -> tuple[str, ...]:
    """Its state, and that nobody heard it for a year."""
    return (row.state, "unheard") if row.unheard else (row.state,)


def counted(rows: Iterable[Row]) -> Counter[str]:
    """How many are in each state."""
    return Counter(state for row in rows for state in states(row))


def placed(rows: Sequence[Row], language: str) -> list[tuple[str, list[Row]]]:
    """By the part of the call in which they are heard, named in the reader's `language`."""
    numbered = catalogue()

    def place(row: Row) -> str:
        return numbered.place(numbered.find(row.id), language)

    return [(name, list(group)) for name, group in groupby(rows, place)]


def _says(row: Row, words: str) -> bool:
    """Each word begins one of the sentence's, or its number or id."""
    said = " ".join([str(row.number), folded(row.id), row.id, *map(folded, row.texts)])
    return all(f" {word}" in f" {said}" for word in folded(words).split())
