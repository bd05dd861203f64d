"""Rows of rota.csv and leaders.csv: bytes -> cells by the names of the header."""

import csv
import io
from collections.abc import Iterator


class BrokenRota(Exception):
    """A file that is no rota: one sentence with the file and the mend."""


def rows(body: bytes, what: str, columns: tuple[str, ...]) -> Iterator[tuple[str, dict[str, str]]]:
    """Each row with its place, by the header's names, without the blanks around values.

    Raises BrokenRota.
    """
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BrokenRota(f"The {what} file is not UTF-8 text: save it as CSV, UTF-8.") from None
    reader = csv.DictReader(io.StringIO(text, newline=""), restval="", restkey="more")
    try:
        header = [name.strip().lower() for name in reader.fieldnames or ()]
        if missing := [name for name in columns[:3] if name not in header]:
            raise BrokenRota(
                f"The {what} file has no column {missing[0]}: "
                f"its first row must be {','.join(columns)}."
            )
        reader.fieldnames = header
        for row in reader:
            cells = {name: str(row.get(name) or "").strip() for name in columns}
            if any(cells.values()):
                yield f"{what} row {reader.line_num}", cells
    except csv.Error as error:
        raise BrokenRota(f"The {what} file breaks at row {reader.line_num + 1}: {error}.") from None
