"""A Meeting Guide list (TSML): bytes to meetings and problems, and nothing else.

Plugins, sheets and programs of many hands write it: as a list, as an object with `meetings`, framed
as JSONP. A BMLT server has a bridge to it, which leaves out what only BMLT knows.
"""

import msgspec

from ivr.schedule.sources.answer import answer, decoded, mistaken, named, objects
from ivr.schedule.sources.builder import Builder
from ivr.schedule.sources.reading import Reader, Reading, Unreadable
from ivr.schedule.sources.tsml_fields import Row, words
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
    reader = RowReader(builder, placeless=_placeless(rows))
    return builder.reading(rows, objects(builder, Row, reader.entries))


def _placeless(rows: list[msgspec.Raw]) -> bool:
    """Whether what should be the venue is the group or the district in all rows, and stands at
    several addresses: then it is none."""
    addresses: dict[str, set[str]] = {}
    for raw in rows:
        row = decoded(raw, Row)
        if row is None or not (place := words(row.location)):
            continue
        if place not in (words(row.group), words(row.district)):
            return False
        addresses.setdefault(place, set()).add(words(row.formatted_address) or words(row.address))
    return any(len(there) > 1 for there in addresses.values())


def _look(names: set[str]) -> None:
    """Raises Unreadable where the rows are not what was asked for."""
    if "weekday_tinyint" in names:
        raise Unreadable(SERVER)
    if not names & {"day", "time", "slug"}:
        raise mistaken(names)


READER = Reader(request, lambda body, source, today: read(body, source))
