"""A Meeting Guide list (TSML): bytes to meetings and problems, and nothing else.

Plugins, sheets and programs of many hands write it: as a list, as an object with `meetings`, framed
as JSONP. A BMLT server has a bridge to it, which leaves out what only BMLT knows.
"""

from collections.abc import Iterator

import msgspec

from ivr.schedule.sources.answer import answer, decoded, mistaken, named
from ivr.schedule.sources.builder import Builder
from ivr.schedule.sources.entry import Entry, LeftOut
from ivr.schedule.sources.reading import Reader, Reading, Unreadable
from ivr.schedule.sources.tsml_fields import Row
from ivr.schedule.sources.tsml_row import FIELDS, RowReader
from ivr.settings import Source

SERVER = 'answered with a BMLT list: its kind is "bmlt"'


def request(source: Source) -> str:
    return source.url


def read(body: bytes, source: Source) -> Reading:
    """The meetings of an answer. Raises Unreadable when it is none."""
    rows, _ = answer(body)
    if rows:
        _look(named(rows))
    builder = Builder(source, FIELDS)
    reader = RowReader(builder)

    def entries(raw: msgspec.Raw, number: int) -> Iterator[Entry]:
        row = decoded(raw, Row)
        if row is None:
            builder.problem(f"number {number}", "", "is no object: left out")
            raise LeftOut("not readable")
        return reader.entries(row, number)

    return builder.reading(rows, entries)


def _look(names: set[str]) -> None:
    """Raises Unreadable where the rows are not what was asked for."""
    if "weekday_tinyint" in names:
        raise Unreadable(SERVER)
    if not names & {"day", "time", "slug"}:
        raise mistaken(names)


READER = Reader(request, lambda body, source, today: read(body, source))
