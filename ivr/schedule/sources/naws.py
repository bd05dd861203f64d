"""A NAWS export: the CSV in which BMLT servers hand their meetings to NA World Services.

It has 52 columns, 48 in older servers, found by their names and not by their places; with all
meetings, those unpublished and deleted too; and it never says how long one lasts.
"""

import re
from collections.abc import Iterator

from ivr.schedule.meeting import held_in
from ivr.schedule.sources.bmlt_fields import point
from ivr.schedule.sources.bmlt_formats import NAMES, WORLD
from ivr.schedule.sources.builder import Builder
from ivr.schedule.sources.csvtext import Table
from ivr.schedule.sources.entry import Entry, LeftOut
from ivr.schedule.sources.languages import languages_named, plain
from ivr.schedule.sources.reading import Reader, Reading, Unreadable
from ivr.schedule.sources.sheet_cells import clock, weekdays
from ivr.settings import Source

NEEDED = ("CommitteeName", "Day", "Time")
SIGNS = ("committee", "committeename", "arearegion", "wheelchr")
"""Columns by which an export is told from other lists."""

FIELDS = {
    "row": "bmlt_id",
    "name": "CommitteeName",
    "place": "Place",
    "street": "Address",
    "point": "Latitude",
    "phones": "PhoneMeetingNumber",
    "linked": "VirtualMeetingLink",
    "time_zone": "TimeZone",
    "meanings": "Format1",
}
"""What a report calls the fields of an Entry."""

LANGUAGES = {"SP": "es", "EN": "en", "FR": "fr", "GE": "de", "PO": "pt"}
"""World Services' own letters for languages, beside the usual codes."""

WHERE = re.compile(
    r"\d|\b(?:room|rm|floor|fl|basement|upstairs|downstairs|hall|chapel|library|lounge|building|"
    r"bldg|suite|annex|entrance|door)\b",
    re.IGNORECASE,
)
"""What is a room."""


def request(source: Source) -> str:
    """The `url` itself, which names an export."""
    return source.url


def is_naws(header: list[str]) -> bool:
    names = {name.strip().casefold() for name in header}
    return len(names.intersection(SIGNS)) == len(SIGNS)


def read(body: bytes, source: Source) -> Reading:
    """The meetings of an export. Raises Unreadable when it is none."""
    table = Table(body)
    rows = iter(table)
    _, header = next(rows, (0, []))
    columns = {name.casefold(): index for index, name in enumerate(header)}
    if missing := [name for name in NEEDED if name.casefold() not in columns]:
        raise Unreadable(f"is no NAWS export, for it has no column {', '.join(missing)}")
    builder = Builder(source, FIELDS)
    reader = _RowReader(builder, columns, len(header))
    found = builder.reading(rows, lambda row, _: reader.entries(*row))
    return table.checked(found)


class _RowReader:
    def __init__(self, builder: Builder, columns: dict[str, int], width: int) -> None:
        self.builder = builder
        self.columns = columns
        self.width = width
        self.cells: list[str] = []

    def _cell(self, name: str) -> str:
        index = self.columns.get(name, -1)
        return self.cells[index] if 0 <= index < len(self.cells) else ""

    def entries(self, number: int, cells: list[str]) -> Iterator[Entry]:
        """The one entry of the row with this number. Raises LeftOut."""
        self.cells = cells
        label = str(number)
        self._fit(label)
        if self._cell("delete").upper() == "D":
            raise LeftOut("deleted")
        if self._cell("unpublished") == "1":
            raise LeftOut("not published")
        if _true(self._cell("institutional")):
            raise LeftOut("in an institution")
        weekday, start = self._time(label)
        north, east = self._cell("latitude"), self._cell("longitude")
        yield Entry(
            label=label,
            row=self._cell("bmlt_id") or self._own(weekday, start),
            weekday=weekday,
            start=start,
            time_zone=self._cell("timezone"),
            name=self._cell("committeename"),
            place=self._cell("place"),
            street=self._cell("address"),
            district=self._cell("locborough"),
            town=self._cell("city"),
            province=self._cell("state"),
            postcode=self._cell("zip"),
            country=self._cell("country"),
            point=(point(north, east) or (0.0, 0.0)) if north or east else None,
            directions=(self._room(), self._cell("directions")),
            phones=(self._cell("phonemeetingnumber"), self._cell("virtualmeetinginfo")),
            linked=bool(self._cell("virtualmeetinglink")),
            meanings=frozenset(self._meanings()) - {""},
        )

    def _fit(self, label: str) -> None:
        """A comma that should have been quoted moves all that is behind it: nothing there can be
        told any more. Cells that are missing at the end were empty."""
        if len(self.cells) > self.width and any(self.cells[self.width :]):
            told = f"has {len(self.cells)} cells instead of {self.width}: left out"
            self.builder.problem(label, "", told)
            raise LeftOut("cells moved")
        if len(self.cells) < self.width:
            told = f"has {len(self.cells)} cells instead of {self.width}: the rest taken as empty"
            self.builder.problem(label, "", told)

    def _time(self, label: str) -> tuple[int, int]:
        days, time = weekdays(self._cell("day")), clock(self._cell("time"))
        if len(days) != 1:
            told = f"“{self._cell('day')[:20]}” is no day: left out"
            self.builder.problem(label, "Day", told if self._cell("day") else "missing: left out")
        if time is None:
            told = f"“{self._cell('time')[:20]}” is no time: left out"
            self.builder.problem(label, "Time", told if self._cell("time") else "missing: left out")
        if len(days) != 1 or time is None:
            raise LeftOut("no day or time")
        return days[0], time.minute

    def _own(self, weekday: int, start: int) -> str:
        """What tells a row of an older export apart: its group, and when and where it meets."""
        group = self._cell("committee")
        return f"{group} {weekday} {start} {self._cell('place')}" if group else ""

    def _room(self) -> str:
        """Where in the building; servers put the formats for which there are no letters here."""
        room = self._cell("room")
        return room if WHERE.search(room) else ""

    def _meanings(self) -> Iterator[str]:
        for name in ("closed", "format1", "format2", "format3", "format4", "format5"):
            if meaning := WORLD.get(self._cell(name).upper()):
                yield meaning
        for name in self._cell("room").split(","):
            yield NAMES.get(plain(name), "")
        if _true(self._cell("wheelchr")):
            yield "wheelchair"
        for name in ("language1", "language2", "language3"):
            written = self._cell(name)
            yield from map(held_in, languages_named(LANGUAGES.get(written.upper(), written)))


def _true(cell: str) -> bool:
    return cell.upper() in ("TRUE", "1", "YES", "Y", "T")


READER = Reader(request, lambda body, source, today: read(body, source))
