"""One row of a BMLT server in the terms of all lists."""

from collections.abc import Iterator

from ivr.schedule.meeting import USUAL
from ivr.schedule.sources import bmlt_fields as fields
from ivr.schedule.sources.bmlt_fields import Row, words, wrong
from ivr.schedule.sources.bmlt_formats import FormatTable
from ivr.schedule.sources.builder import Builder
from ivr.schedule.sources.entry import Attended, Entry, LeftOut

FIELDS = {
    "row": "id_bigint",
    "duration": "duration_time",
    "name": "meeting_name",
    "street": "location_street",
    "point": "latitude",
    "phones": "phone_meeting_number",
    "linked": "virtual_meeting_link",
    "attended": "venue_type",
    "meanings": "formats",
}
"""What a report calls the fields of an Entry."""

VENUES: dict[str, Attended] = {"1": "place", "2": "virtual", "3": "hybrid"}


class RowReader:
    """Reads the rows of one answer, whose formats mean what the `table` says."""

    def __init__(self, builder: Builder, table: FormatTable) -> None:
        self.builder = builder
        self.table = table

    def entries(self, row: Row, number: int) -> Iterator[Entry]:
        """The one entry of the `number`th row. Raises LeftOut."""
        own = words(row.id_bigint)
        label = own or f"number {number}"
        if words(row.published) in ("0", "False"):
            raise LeftOut("not published")
        weekday, start = self._time(row, label)
        kind = VENUES.get(words(row.venue_type), "")
        towns = (row.location_municipality, row.location_neighborhood, row.location_sub_province)
        phones = (row.phone_meeting_number, row.virtual_meeting_additional_info)
        directions, notes = (words(row.location_info),), (words(row.comments),)
        yield Entry(
            label=label,
            row=own,
            weekday=weekday,
            start=start,
            duration=self._duration(row, label),
            time_zone=words(row.time_zone),
            name=words(row.meeting_name),
            place=words(row.location_text),
            street=words(row.location_street),
            district=words(row.location_city_subsection),
            town=next(filter(None, map(words, towns)), ""),
            province=words(row.location_province),
            postcode=words(row.location_postal_code_1),
            country=words(row.location_nation),
            point=self._point(row, label),
            directions=directions,
            notes=notes,
            phones=tuple(map(words, phones)),
            codes=(*directions, *notes, words(row.virtual_meeting_link)),
            linked=bool(words(row.virtual_meeting_link)),
            attended=kind,
            # A server older than the field does not send it at all: that is nobody's mistake.
            unclear="" if row.venue_type is None else wrong(row.venue_type, "kind of venue"),
            meanings=frozenset(
                self.table.meanings(words(row.format_shared_id_list), words(row.formats))
            ),
            language=fields.language(row.lang_enum) or "",
        )

    def _time(self, row: Row, label: str) -> tuple[int, int]:
        weekday, start = fields.weekday(row.weekday_tinyint), fields.minutes(row.start_time, 1439)
        if weekday is None:
            told = f"{wrong(row.weekday_tinyint, 'day')}: left out"
            self.builder.problem(label, "weekday_tinyint", told)
        if start is None:
            self.builder.problem(label, "start_time", f"{wrong(row.start_time, 'time')}: left out")
        if weekday is None or start is None:
            raise LeftOut("no day or time")
        return weekday, start

    def _duration(self, row: Row, label: str) -> int | None:
        found = fields.minutes(row.duration_time, 1440)
        if found is None and words(row.duration_time):
            told = f"{wrong(row.duration_time, 'length')}: taken as {USUAL} minutes"
            self.builder.problem(label, "duration", told)
        return found

    def _point(self, row: Row, label: str) -> tuple[float, float] | None:
        """As it stands; nobody is asked where a meeting without a place is."""
        if not (words(row.latitude) or words(row.longitude)):
            return None
        return fields.point(row.latitude, row.longitude) or (0.0, 0.0)
