"""A spreadsheet saved as text: bytes to rows, whatever program and country they come from.

The text is decoded and cut into rows as it is read, so that a long list takes little more room
than its bytes. What is wrong with a row is told by its number, as spreadsheets show it.
"""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from ivr.schedule.meeting import Problem
from ivr.schedule.sources.framing import MARKS
from ivr.schedule.sources.reading import Reading, Unreadable

LARGEST = 50_000_000
"""Bytes. A list of 70,000 meetings has about 30 million."""

WIDEST = 500
"""Columns."""

LONGEST = 150_000
"""Rows."""

DELIMITERS = ",;\t|"
SEPARATOR = re.compile(f'"?sep=([{DELIMITERS}])"?', re.IGNORECASE)


@dataclass(slots=True)
class Table:
    """The rows of a list, read anew each time they are asked for."""

    body: bytes
    delimiter: str = field(init=False)
    unclosed: int = field(init=False, default=0)  # the row in which a quotation mark is not closed

    def __post_init__(self) -> None:
        """Raises Unreadable."""
        if len(self.body) > LARGEST:
            raise Unreadable(f"has more than {LARGEST // 1_000_000} MB: divide the list")
        self.delimiter = _delimiter("".join(_lines(self.body[:8192])))
        if max(self.body.count(b"\n"), self.body.count(b"\r")) > LONGEST:  # or cells have lines
            for _ in self:  # refused now, not when so many meetings are made
                pass

    def __iter__(self) -> Iterator[tuple[int, list[str]]]:
        """Each row that holds something, trimmed, with its number. Raises Unreadable."""
        lines = _Counted(_lines(self.body))
        number, breaks = 0, 0
        try:
            for number, cells in enumerate(csv.reader(lines, delimiter=self.delimiter), 1):
                if len(cells) > WIDEST:
                    raise Unreadable(f"has more than {WIDEST} columns in row {number}")
                if number > LONGEST:
                    raise Unreadable(f"has more than {LONGEST} rows: divide the list")
                breaks = sum(cell.count("\n") for cell in cells)
                trimmed = [cell.strip() for cell in cells]
                if any(trimmed) and not (number == 1 and SEPARATOR.fullmatch(lines.line.strip())):
                    yield number, trimmed
        except csv.Error:
            raise Unreadable(
                f"cannot be read from row {number + 1} on: a cell is too long, or a quotation mark "
                "is not closed"
            ) from None
        self.unclosed = number if breaks and lines.odd else 0

    def checked(self, reading: Reading) -> Reading:
        """The reading of all rows, with what was wrong with the text itself."""
        if not self.unclosed:
            return reading
        told = "a quotation mark is not closed: the rows behind it are lost"
        problem = Problem(str(self.unclosed), "", told)
        return replace(reading, problems=(problem, *reading.problems))


class _Counted:
    """Lines as they pass: the last one, and whether the quotation marks so far are odd."""

    def __init__(self, lines: Iterator[str]) -> None:
        self.lines = lines
        self.line = ""
        self.odd = False

    def __iter__(self) -> "_Counted":
        return self

    def __next__(self) -> str:
        self.line = next(self.lines)
        self.odd ^= bool(self.line.count('"') & 1)
        return self.line


def _lines(body: bytes) -> Iterator[str]:
    mark, encoding = next(((m, name) for m, name in MARKS if body.startswith(m)), (b"", "utf-8"))
    errors = "western" if encoding == "utf-8" else "replace"
    bytes_ = io.BytesIO(body)
    bytes_.seek(len(mark))
    for line in io.TextIOWrapper(bytes_, encoding=encoding, errors=errors, newline=None):
        yield line.replace("\0", "")


def _delimiter(text: str) -> str:
    """What parts the cells: what the first line says, as Excel writes it, or what a line has most
    of outside quotation marks; the first line if it has some, for it is the header if there is no
    title above it."""
    lines = [line for line in text.splitlines() if line.strip()][:10] or [""]
    if told := SEPARATOR.fullmatch(lines[0].strip()):
        return told[1]
    bare = [re.sub(r'"[^"]*"', "", line) for line in lines]
    first = max(DELIMITERS, key=bare[0].count)
    if bare[0].count(first) > 1:
        return first
    return max(DELIMITERS, key=lambda mark: max(line.count(mark) for line in bare))
