"""What a refresh did, for a program and for a person."""

from collections.abc import Sequence
from typing import Literal

import msgspec

from ivr.schedule.meeting import Problem

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
    kind: str
    url: str  # without what may be a secret in it
    outcome: Outcome
    sentence: str
    rows: int = 0
    meetings: int = 0
    left_out: dict[str, int] = {}
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
    head = ("list", "outcome", "rows", "meetings", "left out", "problems", "seconds", "last good")
    lines = [head, *map(_cells, reports)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(head))]
    text = [
        "  ".join(
            cell.ljust(width) if column < 2 else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    ]
    for report in reports:
        text += ["", f"{report.source}: {report.sentence}"]
        text += [f"  left out, {why}: {count}" for why, count in sorted(report.left_out.items())]
        text += [
            f"  row {problem.row}: {problem.field}: {problem.done}" for problem in report.problems
        ]
        if report.problems_total > len(report.problems):
            text.append(f"  and {report.problems_total - len(report.problems)} more problems")
    return "\n".join(text)


def _cells(report: SourceReport) -> tuple[str, ...]:
    return (
        report.source,
        report.outcome,
        str(report.rows),
        str(report.meetings),
        str(sum(report.left_out.values())),
        str(report.problems_total),
        f"{report.seconds:.1f}",
        ago(report.last_good_age),
    )


def ago(seconds: float | None) -> str:
    """How old something is, in the unit that a person would use."""
    if seconds is None:
        return "never"
    for unit, size in (("d", 86400), ("h", 3600), ("min", 60)):
        if seconds >= 2 * size:
            return f"{seconds / size:.0f} {unit} ago"
    return "just now" if seconds < 1 else f"{seconds:.0f} s ago"
