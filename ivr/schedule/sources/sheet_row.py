"""One row of a spreadsheet in the terms of all lists."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ivr.schedule.meeting import held_in
from ivr.schedule.sources import addresses
from ivr.schedule.sources.addresses import Address
from ivr.schedule.sources.bmlt_fields import point
from ivr.schedule.sources.builder import Builder
from ivr.schedule.sources.entry import Attended, Entry, LeftOut
from ivr.schedule.sources.ical_words import NOWHERE, letters
from ivr.schedule.sources.languages import languages_named, plain
from ivr.schedule.sources.sheet_cells import Clock, clocks, minutes, weekdays
from ivr.schedule.sources.sheet_header import Header
from ivr.schedule.sources.tsml_types import meanings

FIELDS = {
    "row": "ID",
    "name": "Name",
    "street": "Address",
    "point": "Latitude",
    "phones": "Conference Phone",
    "linked": "Conference URL",
    "meanings": "Types",
    "time_zone": "Timezone",
}
"""What a report calls the fields of an Entry."""

ATTENDED: dict[str, Attended] = {
    **dict.fromkeys(("in_person", "in person", "in-person", "place", "face to face", "1"), "place"),
    **dict.fromkeys(("online", "virtual", "zoom", "phone", "telephone", "2"), "virtual"),
    **dict.fromkeys(
        ("hybrid", "both", "in person and online", "hibrida", "hibrido", "3"), "hybrid"
    ),
}
INACTIVE = ("inactive", "suspended", "cancelled", "canceled", "draft", "no", "false", "0", "closed")
YES = ("yes", "y", "true", "1", "x", "si", "oui", "✓", "✔")


@dataclass(slots=True)
class RowReader:
    builder: Builder
    header: Header
    halved: bool = False  # whether times have AM and PM, so that one without either is doubtful

    def entries(self, number: int, cells: list[str]) -> Iterator[Entry]:
        """One for each day of a row. Raises LeftOut."""

        def cell(column: str) -> str:
            return self.header.cell(cells, column)

        label, source = str(number), self.builder.source
        kind = " ".join(plain(cell("attended")).split())
        if kind in INACTIVE or " ".join(plain(cell("status")).split()) in INACTIVE:
            raise LeftOut("not active")
        days, start, lasts = self._when(cells, label)
        address, district = self._address(cells)
        place, phones = cell("place"), (cell("phone"), cell("phone_notes"), cell("url_notes"))
        nowhere = bool(NOWHERE.fullmatch(place))
        types = [
            one for each in self.header.cells(cells, "types") for one in re.split("[,;]", each)
        ]
        means = meanings(types, source.fellowship, source.language) | letters(types, source)
        means |= set(map(held_in, languages_named(cell("language"), source.language)))
        if plain(cell("wheelchair")) in YES:
            means |= {"wheelchair"}
        away = bool(cell("url") or cell("phone"))
        own = cell("id")
        if "id" not in self.header.columns:
            own = f"{start} {cell('name')} {place}"
        for day in days:
            yield Entry(
                label=label,
                row=f"{own}\n{day}" if own and (len(days) > 1 or not cell("id")) else own,
                weekday=day,
                start=start,
                duration=lasts,
                time_zone=cell("zone"),
                name=cell("name"),
                place="" if nowhere else place,
                street=address.street,
                district=district,
                town=address.town,
                province=address.province,
                postcode=address.postcode,
                country=address.country,
                point=self._point(cells),
                rough=plain(cell("rough")) in YES,
                directions=(cell("directions"),),
                notes=(cell("notes"),),
                phones=phones,
                linked=bool(cell("url")),
                attended=ATTENDED.get(kind, _by_place(place, nowhere, address, away)),
                meanings=frozenset(means),
            )

    def _when(self, cells: list[str], label: str) -> tuple[tuple[int, ...], int, int | None]:
        """The days, the start and the length. Raises LeftOut."""
        day, time = self.header.cell(cells, "day"), self.header.cell(cells, "time")
        if not day or not time:
            raise LeftOut("no day or time")  # by appointment, as such lists write it
        days = weekdays(day, self.builder.source.language)
        begins, ends = clocks(time)
        if not days:
            self.builder.problem(label, "Day", f"“{day[:20]}” is no weekday: left out")
        if begins is None:
            self.builder.problem(label, "Time", f"“{time[:20]}” is no time: left out")
        elif self.halved and not begins.sure:
            told = f"“{time[:20]}” may be in the morning or in the evening: left out"
            self.builder.problem(label, "Time", told)
        if not days or begins is None or (self.halved and not begins.sure):
            raise LeftOut("no day or time")
        return days, begins.minute, self._length(cells, label, begins, ends)

    def _length(
        self, cells: list[str], label: str, begins: Clock, ends: Clock | None
    ) -> int | None:
        end, lasts = self.header.cell(cells, "end"), self.header.cell(cells, "minutes")
        ends = (clocks(end)[0] if end else None) or ends
        if end and ends is None:
            self.builder.problem(label, "End Time", f"“{end[:20]}” is no time: not used")
        if ends is not None:
            if ends.sure or not self.halved:
                return (ends.minute - begins.minute) % 1440 or None
            return None
        found = minutes(lasts) if lasts else None
        if lasts and found is None:
            self.builder.problem(label, "Duration", f"“{lasts[:20]}” is no length: not used")
        return found

    def _address(self, cells: list[str]) -> tuple[Address, str]:
        """What a row says of its address, in one cell or in several, and the part of the town."""

        def cell(column: str) -> str:
            return self.header.cell(cells, column)

        line, city = cell("full_address") or cell("address"), cell("city")
        found = Address(street=line)
        if "," in line:
            country = self.builder.source.country
            parsed = addresses.parsed(line, country)
            if cell("full_address") or not city or plain(parsed.town) == plain(city):
                found = parsed
        regions = [each.strip() for each in cell("region").split(">") if each.strip()]
        regions += [cell("sub_region")] if cell("sub_region") else []
        town = city or found.town
        district = ""
        if not town and regions:
            town, district = regions[0], regions[-1] if len(regions) > 1 else ""
        return Address(
            street=found.street,
            town=town,
            province=cell("state") or found.province,
            postcode=cell("postcode") or found.postcode,
            country=cell("country") or found.country,
        ), district

    def _point(self, cells: list[str]) -> tuple[float, float] | None:
        north, east = (self.header.cell(cells, name) for name in ("latitude", "longitude"))
        if not (north or east):
            north, _, east = self.header.cell(cells, "point").partition(",")
        return (point(north, east) or (0.0, 0.0)) if north or east else None


def _by_place(place: str, nowhere: bool, address: Address, away: bool) -> Attended:
    """A venue that has no street in the list is a place nevertheless."""
    if place and not nowhere and not address.street and address.town:
        return "hybrid" if away else "place"
    return ""
