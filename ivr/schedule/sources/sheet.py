"""A spreadsheet as a meeting list: a published CSV, or the values of a sheet as Google's API has
them; bytes to meetings and problems, and nothing else.

People keep these by hand. So the columns are found by their names, days and times are read as
people write them, and what is doubtful is not said: a wrong hour sends somebody to a locked door.
"""

import itertools
import re
from collections.abc import Iterable
from typing import Any

import msgspec

from ivr.schedule.sources.builder import Builder
from ivr.schedule.sources.csvtext import LONGEST, WIDEST, Table
from ivr.schedule.sources.framing import unframed
from ivr.schedule.sources.naws import is_naws
from ivr.schedule.sources.reading import Reader, Reading, Unreadable
from ivr.schedule.sources.sheet_cells import halved
from ivr.schedule.sources.sheet_header import find_header
from ivr.schedule.sources.sheet_row import FIELDS, RowReader
from ivr.settings import Source

DOCUMENT = re.compile(r"https://docs\.google\.com/spreadsheets/(?:u/\d+/)?d/([\w-]{20,100})/?")
TAB = re.compile(r"[?#&]gid=(\d+)")

Rows = Iterable[tuple[int, list[str]]]


class _Values(msgspec.Struct):
    """An answer of the Sheets API."""

    values: msgspec.Raw = msgspec.Raw()
    majorDimension: str = "ROWS"  # noqa: N815 - as it is sent
    error: Any = None


def request(source: Source) -> str:
    """Where the sheet is as a CSV: for the address at which people edit it, its export."""
    found = DOCUMENT.match(source.url)
    rest = source.url[found.end() :] if found else ""
    if not found or rest.startswith(("export", "gviz", "pub")):
        return source.url
    tab = TAB.search(rest)
    address = f"https://docs.google.com/spreadsheets/d/{found[1]}/export?format=csv"
    return f"{address}&gid={tab[1]}" if tab else address


def read(body: bytes, source: Source) -> Reading:
    """The meetings of a sheet. Raises Unreadable."""
    start = body[:200].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith((b"<!", b"<html", b"<HTML", b"<?xml", b"<head", b"<meta", b"<script")):
        raise Unreadable(
            "answered with a web page instead of a sheet: publish it to the web as a CSV, or share "
            "it with everybody who has the link"
        )
    if start.startswith(b"{"):
        return _read(_values(body), source)
    table = Table(body)
    if is_naws(next((cells for _, cells in table), [])):
        raise Unreadable('is a NAWS export: its kind is "naws"')
    return table.checked(_read(table, source))


def _read(rows: Rows, source: Source) -> Reading:
    header = find_header(rows)
    builder = Builder(source, FIELDS)
    if header.unknown:
        told = f"columns that are not known, and not read: {', '.join(header.unknown)}"
        builder.problem(str(header.number), "", told)
    reader = RowReader(builder, header)
    below = ((number, cells) for number, cells in rows if number > header.number)
    reader.halved = any(halved(header.cell(cells, "time")) for _, cells in below)
    below = ((number, cells) for number, cells in rows if number > header.number)
    return builder.reading(below, lambda row, _: reader.entries(*row))


def _values(body: bytes) -> Rows:
    try:
        found = msgspec.json.decode(unframed(body), type=_Values)
        if found.error is not None:
            said = found.error.get("message") if isinstance(found.error, dict) else found.error
            words = "".join(mark for mark in str(said) if mark.isprintable())[:80].rstrip(" .:,")
            raise Unreadable(f"answered “{words}”")
        values = msgspec.json.decode(found.values or b"[]", type=list[list[Any]])
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise Unreadable("answered with something that is no sheet") from None
    if len(values) > LONGEST or max(map(len, values), default=0) > LONGEST:
        raise Unreadable(f"has more than {LONGEST} rows: divide the list")
    if found.majorDimension == "COLUMNS":
        if len(values) > WIDEST:
            raise Unreadable(f"has more than {WIDEST} columns")
        values = [list(row) for row in itertools.zip_longest(*values, fillvalue="")]
    rows = [(number, [_text(cell) for cell in row]) for number, row in enumerate(values, 1)]
    return [(number, cells) for number, cells in rows if any(cells)]


def _text(cell: object) -> str:
    """A cell as people see it; a sheet may be asked for its bare numbers, too."""
    if isinstance(cell, str):
        return cell.replace("\0", "").strip()
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    return str(cell) if isinstance(cell, int | float) else ""


READER = Reader(request, lambda body, source, today: read(body, source))
