"""The report: what was looked at, what was found, and what nobody can delete."""

from collections.abc import Iterator
from datetime import datetime

import msgspec

from ivr.audit.at_carrier import AtCarrier
from ivr.audit.finding import Finding
from ivr.audit.kept import KEPT, Kept
from ivr.audit.reasons import WHY, moment
from ivr.wording import ago


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """One audit."""

    at: datetime
    clean: bool
    summary: str
    keys: int | None  # None when Redis could not be looked through
    files: int
    logs: int
    carrier: AtCarrier | None  # None when it was not asked, or could not answer
    carrier_problem: str  # why not, in sentences; "" when it has answered
    findings: tuple[Finding, ...]
    notes: tuple[str, ...]  # what makes the audit less sure, and is no finding
    kept_by_the_carrier: tuple[Kept, ...] = KEPT


def summary(
    keys: int | None, files: int, logs: int, carrier: AtCarrier | None, findings: int
) -> str:
    """The audit in a sentence."""
    looked = [
        *([] if keys is None else [_many(keys, "key", "keys") + " of Redis"]),
        _many(files, "file", "files"),
        _many(logs, "log", "logs"),
    ]
    if carrier is not None:
        looked.append(f"{carrier.days} days of calls at the carrier")
    found = "nothing found" if not findings else _many(findings, "finding", "findings")
    missing = [
        *(["Redis"] if keys is None else []),
        *(["the carrier"] if carrier is None else []),
    ]
    left = f" Not looked at: {' and '.join(missing)}." if missing else ""
    return f"Looked at {', '.join(looked[:-1])} and {looked[-1]}: {found}.{left}"


def text(report: Report) -> str:
    """The report as it is read out."""
    return "\n".join(_lines(report))


def _lines(report: Report) -> Iterator[str]:
    yield f"Privacy audit of {moment(report.at)}"
    yield ""
    yield report.summary
    yield ""
    yield "What was found"
    if not report.findings:
        everywhere = report.keys is not None and report.carrier is not None
        yield f"  Nothing {'that should not be there' if everywhere else 'in what was looked at'}."
    for number, finding in enumerate(report.findings, 1):
        yield f"  {number}. {finding}"
    yield ""
    yield "What the carrier still shows"
    for line in _carrier(report):
        yield f"  {line}"
    if report.notes:
        yield ""
        yield "To be kept in mind"
        for note in report.notes:
            yield f"  {note}"
    yield ""
    yield "What the carrier keeps and nobody can delete"
    for kept in report.kept_by_the_carrier:
        yield f"  {kept.what}. Kept: {kept.how_long}."


def _carrier(report: Report) -> Iterator[str]:
    found = report.carrier
    if found is None:
        yield report.carrier_problem
        return
    yield (
        f"{_many(found.calls, 'ended call', 'ended calls')} of the last {found.days} days, to and "
        f"from {_many(found.numbers, 'number', 'numbers')} of the line."
    )
    for reason, count in found.why.items():
        yield f"  {count}: {WHY[reason]}."
    if found.oldest is not None:
        yield (
            f"The oldest ended {ago(found.oldest.age)}, on {moment(found.oldest.ended)}: "
            f"{found.oldest.why}."
        )
    yield (
        f"{_many(found.recordings, 'recording', 'recordings')} of "
        f"{_many(found.asked_for_recordings, 'call', 'calls')} that ended more than two hours ago."
    )
    if found.held is not None:
        yield (
            f"Nothing is deleted there since {moment(found.held)}, by a hold. `ivr privacy hold "
            "--end` ends it."
        )
    if found.pause:
        yield (
            f"The line leaves the carrier in peace just now ({found.pause}), and erases nothing "
            "meanwhile. The audit asked it all the same."
        )


def _many(count: int, one: str, more: str) -> str:
    return f"{count:,} {one if count == 1 else more}"
