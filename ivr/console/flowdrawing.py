"""Where the boxes and arrows of the flow's picture stand: worked out here, drawn by a template.

Boxes stand in columns, each as far from the first as it takes keys to come there. Every way on is
a row of its box, and its arrow begins there.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from ivr.console.flowpicture import Exit, exits
from ivr.flow import FLOW
from ivr.picture import FIRST
from ivr.picture import callers as callers_nodes

WIDTH, GAP_X, GAP_Y = 276, 64, 22
HEAD, ROW, EDGE = 34, 22, 8
"""Of a box, in the units of the picture."""


@dataclass(frozen=True, slots=True)
class Row:
    """One way on, as a line in its box; `y` is its middle."""

    exit: Exit
    y: int


@dataclass(frozen=True, slots=True)
class Box:
    """A node. `x` and `y` are its upper left corner."""

    name: str
    x: int
    y: int
    height: int
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Arrow:
    """From a row to a box, as the `d` of a path; `back` to a box that is not further on."""

    path: str
    back: bool


@dataclass(frozen=True, slots=True)
class Drawing:
    """One picture, in its own units."""

    width: int
    height: int
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]


@cache
def callers() -> Drawing:
    """What every caller can come to."""
    return _drawn(_for_all(), FIRST)


@cache
def operators() -> Drawing | None:
    """What only a number opens that somebody knows; None where there is nothing like it."""
    rest = [name for name in FLOW if name not in _for_all()]
    entries = [e.target for name in _for_all() for e in exits(name) if e.how == "entry"]
    return _drawn(rest, next(name for name in entries if name in rest)) if rest else None


@cache
def _for_all() -> tuple[str, ...]:
    """The nodes to which no entry is needed, and those that nothing leads to."""
    reached = callers_nodes()
    opened = {
        name
        for node in FLOW
        for each in exits(node)
        if each.how == "entry"
        for name in _distances(FLOW, each.target)
    }
    return tuple(name for name in FLOW if name in reached or name not in opened)


def _distances(names: Iterable[str], first: str) -> dict[str, int]:
    """How many ways on each node is from the first, within these names."""
    within, found, waiting = set(names), {first: 0}, [first]
    for name in waiting:
        for each in exits(name):
            if each.target in within - set(found):
                found[each.target] = found[name] + 1
                waiting.append(each.target)
    return found


def _drawn(names: Sequence[str], first: str) -> Drawing:
    columns = _columns(names, first)
    boxes: dict[str, Box] = {}
    tallest = max(sum(map(_height, column)) + GAP_Y * (len(column) - 1) for column in columns)
    for at, column in enumerate(columns):
        y = EDGE
        for name in column:
            rows = tuple(
                Row(each, y + HEAD + ROW * place + ROW // 2)
                for place, each in enumerate(exits(name, all_keys=name == FIRST))
            )
            boxes[name] = Box(name, EDGE + at * (WIDTH + GAP_X), y, _height(name), rows)
            y += _height(name) + GAP_Y
    arrows = tuple(
        _arrow(box, row, boxes[row.exit.target])
        for box in boxes.values()
        for row in box.rows
        if row.exit.target in boxes and row.exit.target != box.name
    )
    width = 2 * EDGE + len(columns) * (WIDTH + GAP_X)
    return Drawing(width, tallest + 2 * EDGE, tuple(boxes.values()), arrows)


def _columns(names: Sequence[str], first: str) -> list[list[str]]:
    """By distance; within a column in the order of the boxes that lead there."""
    distances = _distances(names, first)
    last = max(distances.values())
    columns: list[list[str]] = [[] for _ in range(last + 1)]
    for name in names:
        columns[distances.get(name, last)].append(name)
    for before, column in pairwise(columns):
        places = _places(before)
        column.sort(key=lambda name: (places.get(name, len(names)), names.index(name)))
    return columns


def _places(column: list[str]) -> Mapping[str, int]:
    """The first place in a column from which each node is reached."""
    found: dict[str, int] = {}
    for place, name in enumerate(column):
        for each in exits(name):
            found.setdefault(each.target, place)
    return found


def _height(name: str) -> int:
    return HEAD + ROW * len(exits(name, all_keys=name == FIRST)) + EDGE


def _arrow(box: Box, row: Row, to: Box) -> Arrow:
    """Out of the right side of a row, into the left side of a head; round it where that is back."""
    x, y, end = box.x + WIDTH, row.y, to.y + HEAD // 2
    if to.x > box.x:
        half = GAP_X // 2 if to.x - x <= GAP_X else GAP_X
        return Arrow(f"M{x} {y}C{x + half} {y} {to.x - half} {end} {to.x - 2} {end}", back=False)
    if to.x == box.x:  # round the right side
        out = x + GAP_X // 2
        return Arrow(f"M{x} {y}C{out} {y} {out} {end} {x + 2} {end}", back=True)
    left, start = to.x + WIDTH + 2, box.x
    half = GAP_X // 2 if start - left <= GAP_X else GAP_X
    return Arrow(f"M{start} {y}C{start - half} {y} {left + half} {end} {left} {end}", back=True)
