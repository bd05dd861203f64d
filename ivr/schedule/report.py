"""What a refresh did, for a program and for a person."""

from collections.abc import Sequence
from typing import Literal

import msgspec

from ivr.schedule.meeting import Problem
from ivr.wording import ago

Outcome = Literal["published", "unchanged", "held", "kept"]
"""A new list is heard; the same as before; a doubtful one waits for an operator; a bad one is not
taken. With the last two the old list stays."""

SHOWN = 10
"""Problems that a report names; it counts them all."""

KEPT = 50
"""Problems that are kept for the console."""


class SourceReport(msgspec.Struct, frozen=True, kw_only=True):
    """One list after one refresh. `rows` to `problems` describe the list that is heard now."""

    source: str
    kind: str  # "" where it is not named and was never recognised
    recognised: str = ""  # by what, where line.toml does not name the kind
    url: str  # without what may be a secret in it
    outcome: Outcome
    sentence: str
    rows: int = 0
    meetings: int = 0
    left_out: dict[str, int] = {}
    merged: dict[str, int] = {}  # rows that callers hear as a row of that list
    placed: dict[str, int] = {}  # meetings without a point, found by their postcode or town
    problems: tuple[Problem, ...] = ()
    problems_total: int = 0
    seconds: float = 0.0
    last_good_age: float | None = None  # seconds; None when there never was a good list

    @property
    def good(self) -> bool:
        """Whether the list needs nobody to look at it."""
        return self.outcome in ("published", "unchanged")


def table(reports: Sequence[SourceReport]) -> str:
    """The reports as a person reads them in a terminal."""
    head = (
        "source",
        "kind",
        "outcome",
        "rows",
        "left out",
        "meetings",
        "merged",
        "problems",
        "seconds",
        "last good",
    )
    lines = [head, *map(_cells, reports)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(head))]
    text = [
        "  ".join(
            cell.ljust(width) if column < 3 else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    ]
    for report in reports:
        text += ["", f"{report.source}: {report.sentence}"]
        if report.recognised:
            text.append(f"  kind: {report.kind} (recognised {report.recognised})")
        text += [f"  left out, {why}: {count}" for why, count in sorted(report.left_out.items())]
        text += [
            f"  merged, {_with(name, report.source)}: {count}"
            for name, count in sorted(report.merged.items())
        ]
        text += [
            f"  no point, found by the {by}: {count}" for by, count in sorted(report.placed.items())
        ]
        text += [
            f"  row {problem.row.removeprefix('row ')}: {problem.field}: {problem.done}"
            for problem in report.problems
        ]
        if report.problems_total > len(report.problems):
            text.append(f"  and {report.problems_total - len(report.problems)} more problems")
    return "\n".join(text)


def _with(name: str, own: str) -> str:
    return "twice in this list" if name == own else f"the same in {name}"


def _cells(report: SourceReport) -> tuple[str, ...]:
    return (
        report.source,
        report.kind or "?",
        report.outcome,
        str(report.rows),
        str(sum(report.left_out.values())),
        str(report.meetings),
        str(sum(report.merged.values())),
        str(report.problems_total),
        f"{report.seconds:.1f}",
        ago(report.last_good_age),
    )
