"""Rows of rota.csv and leaders.csv: bytes -> cells by the names of the header."""

import csv
import io
from collections.abc import Iterator, Sequence

from ivr.schedule.meeting import Problem

SEPARATORS = ",;\t"
"""Between cells: a spreadsheet of a country with decimal commas saves CSV with semicolons."""


class BrokenRota(Exception):
    """A file that is no rota: one sentence with the file and the mend; and what is wrong by row."""

    def __init__(self, sentence: str, problems: Sequence[Problem] = ()) -> None:
        super().__init__(sentence)
        self.problems = tuple(problems)


def plain(text: str) -> str:
    """In one line, and only what can be seen: it is said to callers, and shown in reports."""
    return "".join(mark for mark in " ".join(text.split()) if mark.isprintable())


def rows(body: bytes, what: str, columns: tuple[str, ...]) -> Iterator[tuple[str, dict[str, str]]]:
    """Each row with its place, by the header's names, its values `plain`.

    Raises BrokenRota.
    """
    text = _text(body, what, columns)
    first = text.lstrip().partition("\n")[0]
    separator = max(SEPARATORS, key=first.count)
    reader = csv.DictReader(
        io.StringIO(text, newline=""), restval="", restkey="more", delimiter=separator
    )
    try:
        header = [name.strip().lower() for name in reader.fieldnames or ()]
        if missing := [name for name in columns[:3] if name not in header]:
            raise BrokenRota(
                f"The {what} file has no column {missing[0]}: "
                f"its first row must be {','.join(columns)}."
            )
        reader.fieldnames = header
        for row in reader:
            cells = {name: plain(str(row.get(name) or "")) for name in columns}
            if any(cells.values()):
                yield f"{what} row {reader.line_num}", cells
    except csv.Error as error:
        raise BrokenRota(f"The {what} file breaks at row {reader.line_num + 1}: {error}.") from None


def _text(body: bytes, what: str, columns: tuple[str, ...]) -> str:
    """Raises BrokenRota, with what it is where it is no table."""
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BrokenRota(f"The {what} file is not UTF-8 text: save it as CSV, UTF-8.") from None
    if not text.strip():
        raise BrokenRota(f"The {what} file is empty: its first row must be {','.join(columns)}.")
    if text.lstrip().startswith("<"):
        raise BrokenRota(
            f"The {what} file is a web page and no table: give the address of the file itself, "
            "which opens without signing in."
        )
    return text
