"""One row of a Meeting Guide list in the terms of all lists."""

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from ivr.schedule.meeting import USUAL
from ivr.schedule.sources import tsml_fields as fields
from ivr.schedule.sources.addresses import Address, parsed
from ivr.schedule.sources.builder import Builder
from ivr.schedule.sources.entry import Attended, Entry, LeftOut
from ivr.schedule.sources.tsml_fields import Row, words, wrong
from ivr.schedule.sources.tsml_types import meanings, only_types
from ivr.schedule.sources.venue import LINK

FIELDS = {
    "row": "slug",
    "duration": "end_time",
    "place": "location",
    "street": "formatted_address",
    "point": "latitude",
    "phones": "conference_phone",
    "linked": "conference_url",
    "attended": "attendance_option",
    "meanings": "types",
    "time_zone": "timezone",
}
"""What a report calls the fields of an Entry."""

ATTENDED: dict[str, Attended] = {"in_person": "place", "online": "virtual", "hybrid": "hybrid"}

LONGEST_PLACE = 60
"""Characters of a first line of directions that may be a venue's name."""

HALF_A_DAY = 720
"""Minutes. What lasts longer was given a morning for an evening."""


class Times(NamedTuple):
    """When a row takes place: on which days, at which minute, for how long."""

    days: list[int]
    start: int
    duration: int | None


class RowReader:
    """Reads the rows of one list; in a `placeless` one, what should be the venue is none."""

    def __init__(self, builder: Builder, *, placeless: bool = False) -> None:
        self.builder = builder
        self.source = builder.source
        self.placeless = placeless

    def entries(self, row: Row, number: int) -> Iterator[Entry]:
        """An entry for each day of the `number`th row. Raises LeftOut."""
        slug = words(row.slug) or words(row.id)
        label = slug[:80] or f"number {number}"
        option = words(row.attendance_option).lower().replace("-", "_").replace(" ", "_")
        if option == "inactive":
            raise LeftOut("temporarily closed")
        times = self._times(row, label)
        entry = self._entry(row, label, option, times)
        # Days that come as a list are told apart by the day, also where the list has but one:
        # another day that joins it later leaves this one what it is.
        listed = isinstance(row.day, list) or len(times.days) > 1
        for day in times.days:
            id = f"{slug}\n{day}" if slug and listed else slug
            yield replace(entry, weekday=day, row=id)

    def _times(self, row: Row, label: str) -> Times:
        days, bad = fields.days(row.day, self.source.language)
        for text in bad:
            self.builder.problem(label, "day", f"{wrong(text, 'day')}: left out")
        time = words(row.time)
        start = fields.minute(time) if time else None
        if time and start is None:
            self.builder.problem(label, "time", f"{wrong(time, 'time')}: left out")
        if (bad and not days) or (time and start is None):
            raise LeftOut("no day or time")
        if not days or start is None:
            raise LeftOut("by appointment")
        return Times(days, start, self._duration(row, start, label))

    def _duration(self, row: Row, start: int, label: str) -> int | None:
        """In minutes; an end before the start is on the next day."""
        text = words(row.end_time)
        if not text:
            return None
        end = 0 if text.startswith("24:00") else fields.minute(text)
        if end is None:
            told = f"{wrong(text, 'time')}: taken as {USUAL} minutes"
        elif end == start and row.bridged:
            return 1440
        elif end == start:
            told = f"the same as its time: taken as {USUAL} minutes"
        elif (end - start) % 1440 > HALF_A_DAY:
            hours = round((end - start) % 1440 / 60)
            told = f"{hours} hours after its time: taken as {USUAL} minutes"
        else:
            return (end - start) % 1440
        self.builder.problem(label, "duration", told)
        return None

    def _entry(self, row: Row, label: str, option: str, times: Times) -> Entry:
        name, group = words(row.name), words(row.group)
        place, directions = self._place(row)
        if name and only_types(name):
            name = ""
            self.builder.problem(label, "name", "is a list of types: called by its group or venue")
        elif not name and group:
            self.builder.problem(label, "name", "missing: called by its group")
        fellowship = "na" if row.bridged else self.source.fellowship
        means = meanings(fields.texts(row.types), fellowship, self.source.language)
        address = self._address(row)
        notes = [directions, words(row.notes)]
        rough = words(row.approximate).lower() in ("yes", "true", "1")
        phones = [words(row.conference_phone), words(row.conference_phone_notes)]
        online = bool(words(row.conference_url)) or any(phones) or "virtual" in means
        attended = ATTENDED.get(option, "")
        if not attended and online:
            nowhere = row.bridged and not words(row.coordinates)
            nowhere |= rough or not (address.street or place)
            attended = "virtual" if nowhere else "hybrid"
        if sum(map(str.isdigit, "".join(phones))) < 7 and attended in ("virtual", "hybrid"):
            phones.append(fields.dial_in(notes))
        linked = bool(words(row.conference_url)) or (
            attended in ("virtual", "hybrid") and any(map(LINK.search, notes))
        )
        return Entry(
            label=label,
            weekday=times.days[0],
            start=times.start,
            duration=times.duration,
            time_zone=words(row.timezone),
            name=name or group,
            place=place,
            street=address.street,
            town=address.town,
            province=address.province,
            postcode=address.postcode,
            country=address.country,
            point=fields.point(row),
            rough=rough,
            directions=(fields.described(directions),),
            notes=tuple(map(fields.described, (words(row.notes), words(row.group_notes)))),
            phones=tuple(phones),
            codes=(words(row.conference_url_notes), *notes, words(row.conference_url)),
            linked=linked,
            attended=attended,
            unclear=wrong(option, "kind of venue") if option and not attended else "",
            meanings=means,
        )

    def _place(self, row: Row) -> tuple[str, str]:
        """The venue, and how to find the door in it."""
        place, directions = words(row.location), words(row.location_notes)
        if not self.placeless:
            return place, directions
        first, _, rest = directions.partition("\n")
        return (first.strip(), rest.strip()) if len(first) <= LONGEST_PLACE else ("", directions)

    def _address(self, row: Row) -> Address:
        """From its parts, and from the line that has all of them where a part is missing."""
        street, town = words(row.address), words(row.city)
        line = words(row.formatted_address) or ("" if town else street)
        whole = parsed(line, self.source.country)
        if not town and not words(row.formatted_address):
            street = ""
        return Address(
            street or whole.street,
            town or whole.town,
            words(row.state) or whole.province,
            words(row.postal_code) or whole.postcode,
            words(row.country) or whole.country,
        )
