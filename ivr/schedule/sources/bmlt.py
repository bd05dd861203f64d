"""A BMLT server's answer to GetSearchResults: bytes to meetings and problems, and nothing else.

Servers of ten years answer, some through a plugin: as a list, as an object with the formats beside
the meetings, framed as JSONP, and where there is nothing as `[]` or `{}`. Some answer an error or
a web page with status 200.
"""

import re
from collections.abc import Iterator
from typing import Any, TypeVar
from urllib.parse import urlsplit

import msgspec

from ivr.schedule.sources.bmlt_fields import Row
from ivr.schedule.sources.bmlt_formats import Format, FormatTable
from ivr.schedule.sources.bmlt_row import FIELDS, RowReader
from ivr.schedule.sources.builder import Builder
from ivr.schedule.sources.entry import Entry, LeftOut
from ivr.schedule.sources.reading import Reading, Unreadable
from ivr.settings import Source

# All in one call: pages are cut before they are sorted, so two of them can repeat a meeting and
# miss another; formats from a second call can belong to another moment; and a list that comes
# whole or not at all can be checked as a whole. The formats are needed for their world_id.
QUERY = "client_interface/json/?switcher=GetSearchResults&get_used_formats=1&sort_keys=id_bigint"

JSONP = re.compile(rb"\s*(?:/\*\*/)?\s*[\w.$]{1,100}\s*\(")


T = TypeVar("T")


class _Object(msgspec.Struct):
    meetings: msgspec.Raw = msgspec.Raw()
    formats: msgspec.Raw = msgspec.Raw()
    message: Any = None
    error: Any = None


def request(source: Source) -> str:
    """Where the whole list is: the `url` itself if it names a file or a query, else of its root."""
    if not source.url.startswith(("http://", "https://")):
        return source.url
    parts = urlsplit(source.url)
    if parts.query or "client_interface/" in parts.path or parts.path.endswith((".json", ".jsonp")):
        return source.url
    return f"{source.url.removesuffix('index.php').rstrip('/')}/{QUERY}"


def read(body: bytes, source: Source) -> Reading:
    """The meetings of an answer. Raises Unreadable when it is none."""
    rows, formats = _rows(_unframed(body))
    table = FormatTable()
    for raw in formats:
        if format := _decoded(raw, Format):
            table.add(format)
    builder = Builder(source, FIELDS)
    reader = RowReader(builder, table)

    def entries(raw: msgspec.Raw, number: int) -> Iterator[Entry]:
        row = _decoded(raw, Row)
        if row is None:
            builder.problem(f"number {number}", "", "is no object: left out")
            raise LeftOut("not readable")
        return reader.entries(row, number)

    reading = builder.reading(rows, entries)
    if rows and reading.left_out.get("not readable") == len(rows):
        raise Unreadable("answered with a JSON list in which nothing is a meeting")
    return reading


def _unframed(body: bytes) -> memoryview:
    """The JSON in an answer, without a byte order mark or the call around it."""
    view = memoryview(body)
    start = 3 if body.startswith(b"\xef\xbb\xbf") else 0
    head = body[start : start + 200].lstrip()
    if head.startswith(b"<"):
        raise Unreadable("answered with a web page instead of a list")
    if frame := None if head.startswith((b"[", b"{")) else JSONP.match(body, start):
        end = body.rfind(b")")
        if body[end + 1 :].strip() in (b"", b";"):
            return view[frame.end() : max(end, frame.end())]
    return view[start:]


def _rows(json: memoryview) -> tuple[list[msgspec.Raw], list[msgspec.Raw]]:
    """The rows of the meetings and of the formats, each still as JSON: a row at a time is
    unpacked, for a whole list of them takes many times the room of its text."""
    start = bytes(json[:200]).lstrip()[:1]
    try:
        if start == b"[":
            return msgspec.json.decode(json, type=list[msgspec.Raw]), []
        found = msgspec.json.decode(json, type=_Object) if start == b"{" else None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise Unreadable("answered with something that is not JSON") from None
    if found is None:
        raise Unreadable("answered with something that is not a JSON list")
    if found.message is not None or found.error is not None:
        raise Unreadable(f'answered "{_quoted(found.message or found.error)}"')
    if not found.meetings and found.formats:
        raise Unreadable("answered with formats only, and no meetings")
    return _raws(found.meetings), _raws(found.formats)


def _raws(value: msgspec.Raw) -> list[msgspec.Raw]:
    """The items of a list; nothing where an old server has `{}`, or nothing at all."""
    return _decoded(value, list[msgspec.Raw]) or []


def _decoded(raw: msgspec.Raw, type: type[T]) -> T | None:
    try:
        return msgspec.json.decode(raw, type=type)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None


def _quoted(message: object) -> str:
    """A server's own words, short enough for a sentence and without what a terminal obeys."""
    words = " ".join(str(message).split())
    return "".join(letter for letter in words if letter.isprintable())[:80].rstrip(" .:,")
