"""One row of a BMLT server to one meeting: what is wrong is repaired and noted, or left out."""

import re

from ivr.schedule.meeting import Access, Meeting, Problem, Venue, meeting_id
from ivr.schedule.sources import bmlt_fields as fields
from ivr.schedule.sources.bmlt_fields import Row, words, wrong
from ivr.schedule.sources.bmlt_formats import FormatTable, for_callers
from ivr.schedule.sources.bmlt_venue import attended, dialled
from ivr.schedule.sources.states import spoken_state
from ivr.schedule.spoken import cut, spoken, spoken_name, spoken_street, street_name
from ivr.settings import Source

DETAILS = 25
"""Words of directions and comments that a caller hears."""

USUAL = 60
"""Minutes of a meeting whose list does not say how long it is."""

SUSPENDED = re.compile(r"\bSUSPENDED\b|\(\s*(?i:suspended)\b")


class LeftOut(Exception):
    """Why a row becomes no meeting, in the words of the report."""


class RowReader:
    """Reads the rows of one answer and collects their problems."""

    def __init__(self, source: Source, table: FormatTable) -> None:
        self.source = source
        self.table = table
        self.problems: list[Problem] = []
        self.label = ""

    def meeting(self, row: Row, number: int) -> Meeting:
        """The meeting that is the `number`th row. Raises LeftOut."""
        self.label = words(row.id_bigint) or f"number {number}"
        name = words(row.meeting_name)
        if words(row.published) in ("0", "False"):
            raise LeftOut("not published")
        if SUSPENDED.search(name):
            raise LeftOut("suspended")
        language = fields.language(row.lang_enum) or self.source.language
        formats = words(row.format_shared_id_list), words(row.formats)
        meanings = self.table.meanings(*formats)
        phone = dialled(row, self.source.country)
        venue = self._venue(row, meanings, phone)
        weekday, start = self._time(row)
        there = venue in ("place", "hybrid")
        point = self._point(row) if there else None
        title = name or words(row.location_text)
        street = spoken_street(words(row.location_street), language)
        if not name:
            self.problem("meeting_name", "missing: called by its venue")
        return Meeting(
            id=meeting_id(self.source.name, self._row_id(row)),
            source=self.source.name,
            weekday=weekday,
            start=start,
            duration=self._duration(row),
            time_zone=self._zone(row),
            name=title,
            venue=venue,
            access=self._access(meanings),
            formats=for_callers(meanings),
            language=language,
            latitude=point[0] if point else None,
            longitude=point[1] if point else None,
            state=spoken_state(words(row.location_province), self.source.country) if there else "",
            spoken_name=spoken_name(title, language),
            spoken_place=self._address(row, language) if there else "",
            spoken_street=street_name(street, language) if there else "",
            spoken_details=cut(_said((row.location_info, row.comments), language), DETAILS),
            spoken_phone={} if venue == "place" else phone,
        )

    def problem(self, field: str, done: str) -> None:
        self.problems.append(Problem(self.label, field, done))

    def _row_id(self, row: Row) -> str:
        """The row's own id; where a list has none, what else stays as it is from day to day."""
        if own := words(row.id_bigint):
            return own
        self.problem("id_bigint", "missing: told apart by day, time, name and venue")
        parts = (row.weekday_tinyint, row.start_time, row.meeting_name, row.location_text)
        return "\n".join(map(words, parts))

    def _time(self, row: Row) -> tuple[int, int]:
        weekday, start = fields.weekday(row.weekday_tinyint), fields.minutes(row.start_time, 1439)
        if weekday is None:
            self.problem("weekday_tinyint", f"{wrong(row.weekday_tinyint, 'day')}: left out")
        if start is None:
            self.problem("start_time", f"{wrong(row.start_time, 'time')}: left out")
        if weekday is None or start is None:
            raise LeftOut("no day or time")
        return weekday, start

    def _duration(self, row: Row) -> int:
        found = fields.minutes(row.duration_time, 1440)
        if found is None and words(row.duration_time):
            told = wrong(row.duration_time, "length")
            self.problem("duration_time", f"{told}: taken as {USUAL} minutes")
        return found or USUAL

    def _zone(self, row: Row) -> str:
        usual = self.source.time_zone.key
        if not words(row.time_zone):
            return usual
        found = fields.zone(row.time_zone)
        if found is None:
            self.problem("time_zone", f"{wrong(row.time_zone, 'time zone')}: taken as {usual}")
        return found or usual

    def _access(self, meanings: set[str]) -> Access:
        if {"open", "closed"} <= meanings:
            self.problem("formats", "open and closed at once: neither is said")
            return ""
        return "open" if "open" in meanings else "closed" if "closed" in meanings else ""

    def _venue(self, row: Row, meanings: set[str], phone: dict[str, str]) -> Venue:
        found = attended(row, meanings, phone)
        if found.venue is None:
            raise LeftOut("temporarily closed")
        if found.guessed and row.venue_type is not None:
            told = wrong(row.venue_type, "kind of venue")
            self.problem("venue_type", f"{told}: taken as {found.guessed}")
        if words(row.phone_meeting_number) and not phone:
            self.problem("phone_meeting_number", "no telephone number in it: not said")
        if found.doorless:
            self.problem("virtual_meeting_link", "no link and no number: callers hear neither")
        return found.venue

    def _point(self, row: Row) -> tuple[float, float] | None:
        found = fields.point(row.latitude, row.longitude)
        if found is None and (words(row.latitude) or words(row.longitude)):
            self.problem("latitude", "no point on the earth: not found by nearness")
        return found

    def _address(self, row: Row, language: str) -> str:
        """Venue, street and town as one would write them down."""
        towns = (row.location_municipality, row.location_neighborhood, row.location_sub_province)
        town = next(filter(None, map(words, towns)), "")
        street = spoken_street(words(row.location_street), language)
        before = _said((row.location_text,), language)
        behind = _said((row.location_city_subsection, town), language)
        address = ", ".join(filter(None, (before, street, behind)))
        if not address:
            self.problem("location_street", "no address: callers hear none")
        return address


def _said(parts: tuple[object, ...], language: str) -> str:
    texts = filter(None, map(words, parts))
    return ", ".join(filter(None, (spoken(text, language) for text in texts)))
