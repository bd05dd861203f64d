"""Rows of any list to meetings: what is wrong is repaired and noted, or left out."""

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

from msgspec.structs import replace

from ivr.schedule.dial import dial
from ivr.schedule.meeting import USUAL, Access, Meeting, Problem, Venue, meeting_id
from ivr.schedule.sources import zones
from ivr.schedule.sources.bmlt_formats import for_callers
from ivr.schedule.sources.countries import country_code
from ivr.schedule.sources.entry import Entry, LeftOut
from ivr.schedule.sources.limits import WORDS, taken_out
from ivr.schedule.sources.reading import Reading
from ivr.schedule.sources.rowtext import plain_line, said, without_address
from ivr.schedule.sources.states import NAMES, spoken_state
from ivr.schedule.sources.venue import attending, dialled
from ivr.schedule.spoken import cut, spoken, spoken_name, spoken_street, street_name
from ivr.settings import Source

DETAILS = 25
"""Words of directions and comments that a caller hears."""

AT_A_PLACE = {"wheelchair", "outdoor", "children", "childcare", "no-children", "restricted"}
"""Formats that say nothing to whoever attends by telephone."""

LONGEST_PHONE = 600
"""Characters of a text in which a telephone number is looked for."""

SUSPENDED = re.compile(r"\bSUSPENDED\b|\(\s*(?i:suspended)\b")

Row = TypeVar("Row")


class Builder:
    """Makes the meetings of one list and collects its problems.

    `fields` is what the list calls the fields of an Entry, where it has names of its own.
    """

    def __init__(self, source: Source, fields: Mapping[str, str] | None = None) -> None:
        self.source = source
        self.fields = fields or {}
        self.problems: list[Problem] = []

    def problem(self, label: str, field: str, done: str) -> None:
        self.problems.append(Problem(label, self.fields.get(field, field), done))

    def reading(
        self, rows: Iterable[Row], entries: Callable[[Row, int], Iterable[Entry]]
    ) -> Reading:
        """All rows, counted from 1. `entries` gives what a row holds, or raises LeftOut."""
        meetings: dict[str, Meeting] = {}
        left_out: Counter[str] = Counter()
        number = 0
        for number, row in enumerate(rows, 1):
            try:
                for entry in entries(row, number):
                    self._put(entry, meetings, left_out)
            except LeftOut as why:
                left_out[str(why)] += 1
        found, problems = tuple(meetings.values()), tuple(self.problems)
        return Reading(rows=number, meetings=found, problems=problems, left_out=dict(left_out))

    def _put(self, entry: Entry, meetings: dict[str, Meeting], left_out: Counter[str]) -> None:
        told = len(self.problems)
        try:
            meeting = self.meeting(entry)
        except LeftOut as why:
            left_out[str(why)] += 1
            return
        same = meetings.get(meeting.id)
        if same and same != meeting:
            self.problem(entry.label, "row", "another meeting has it: told apart by what they say")
            meeting = self._apart(meeting, entry, meetings)
            same = meetings.get(meeting.id)
        if same:
            del self.problems[told:]  # those of the first row
            self.problem(entry.label, "row", "the same row again: left out")
            left_out["listed twice"] += 1
            return
        meetings[meeting.id] = meeting

    def _apart(self, meeting: Meeting, entry: Entry, meetings: dict[str, Meeting]) -> Meeting:
        """With an id that stays from day to day although another row has its own: by day, time,
        name and address, and where that is not enough by all it says."""
        own = f"{entry.row}\n{entry.weekday}\n{entry.start}\n{entry.name}\n{entry.street}"
        first = replace(meeting, id=meeting_id(self.source.name, own))
        if meetings.get(first.id, first) == first:
            return first
        whole = repr(replace(meeting, id=""))
        return replace(meeting, id=meeting_id(self.source.name, f"{own}\n{whole}"))

    def meeting(self, entry: Entry) -> Meeting:
        """The meeting that a row is. Raises LeftOut."""
        if not (0 <= entry.weekday <= 6 and 0 <= entry.start <= 1439):
            raise LeftOut("no day or time")
        if SUSPENDED.search(entry.name):
            raise LeftOut("suspended")
        told = country_code(entry.country)
        country = told or self.source.country
        language = entry.language or self.source.language
        phones = [text[:LONGEST_PHONE] for text in entry.phones]
        beside = entry.codes or (*entry.directions, *entry.notes)
        codes = [text[:LONGEST_PHONE] for text in beside]
        phone = dialled(phones, country, codes if entry.codes else ())
        venue = self._venue(entry, phone)
        there = venue in ("place", "hybrid")
        point = self._point(entry) if there else None
        zone, point = self._zone(entry, venue, point, told)
        name, place, street = (
            plain_line(entry.name),
            plain_line(entry.place),
            plain_line(entry.street),
        )
        title = name or place
        town = plain_line(entry.town)
        said_name = spoken_name(entry.name or title, language)
        limits, notes = self._limits(entry, said_name, there, language)
        said_street = spoken_street(entry.street, language) if there else ""
        if not name:
            self.problem(entry.label, "name", "missing: called by its venue")
        if entry.rough and point:
            # A town's middle is near enough to be found by; that of a county or a state is not.
            point = (round(point[0], 2), round(point[1], 2)) if town else None
        return Meeting(
            id=meeting_id(self.source.name, self._row(entry)),
            source=self.source.name,
            weekday=entry.weekday,
            start=entry.start,
            duration=self._duration(entry),
            time_zone=zone,
            name=title,
            venue=venue,
            access=self._access(entry),
            formats=for_callers(set(entry.meanings) - (set() if there else AT_A_PLACE)),
            language=language,
            latitude=point[0] if point else None,
            longitude=point[1] if point else None,
            state=spoken_state(entry.province, country) if there else "",
            spoken_name=said_name,
            spoken_place=self._address(entry, said_street, language) if there else "",
            spoken_street=street_name(said_street, language) if there else "",
            spoken_limits=limits,
            spoken_details=cut(said(notes, language), DETAILS),
            spoken_phone={} if venue == "place" else phone,
            dial=dial(phones, country, codes) if phone and venue != "place" else None,
            dates=tuple(sorted(set(entry.dates))),
            town=town if there else "",
            country=country if there else told,
            place=place,
            street=street if there else "",
            postcode=plain_line(entry.postcode) if there else "",
        )

    def _row(self, entry: Entry) -> str:
        """The row's own id; where a list has none, what else stays as it is from day to day."""
        if entry.row:
            return entry.row
        self.problem(entry.label, "row", "missing: told apart by day, time, name and address")
        where = f"{entry.place}\n{entry.street}\n{entry.town}"
        return f"{entry.weekday}\n{entry.start}\n{entry.name}\n{where}"

    def _limits(
        self, entry: Entry, name: str, there: bool, language: str
    ) -> tuple[str, tuple[str, ...]]:
        """What a voice says of the weeks in which it is held, and the notes without that."""
        if entry.dates:  # which are those of its weeks
            return "", (*entry.directions, *entry.notes) if there else entry.notes
        count = len(entry.directions)
        found = taken_out((*entry.directions, *entry.notes), entry.weekday, name, language)
        limits = cut(spoken(found.limits, language), WORDS)
        return limits, found.notes if there else found.notes[count:]

    def _duration(self, entry: Entry) -> int:
        found = entry.duration
        if found is not None and not 0 <= found <= 1440:
            told = f"“{found}” minutes is no length: taken as {USUAL} minutes"
            self.problem(entry.label, "duration", told)
            return 0
        return found or 0

    def _zone(
        self, entry: Entry, venue: Venue, point: tuple[float, float] | None, country: str
    ) -> tuple[str, tuple[float, float] | None]:
        """In whose time a row is: its own word, then what its name or its place say, then the
        source's. The point comes back only if it can be right."""
        usual = self.source.time_zone.key
        there = self._there(entry, point, country)
        if there is None:
            point, there = None, ""
        if zones.known(entry.time_zone):
            return entry.time_zone, point
        taken = there or usual
        if entry.time_zone:
            told = f"“{entry.time_zone[:20]}” is no time zone: taken as {taken}"
            self.problem(entry.label, "time_zone", told)
        if named := zones.zone_named(entry.name, entry.start):
            clocks, zone = named
            if zones.keeps(taken, clocks):
                return taken, point
            # People come to a place by the clock on its wall; who dials in goes by the name.
            by = "its place" if there else "its list"
            told = f"{taken} by {by} and {zone} by its name"
            taken = taken if venue == "place" and there else zone
            self.problem(entry.label, "time_zone", f"{told}: taken as {taken}")
        return taken, point

    def _there(self, entry: Entry, point: tuple[float, float] | None, country: str) -> str | None:
        """The time zone of a row's point; "" for none, None where the point cannot be right."""
        if not point:
            return ""
        if not country and entry.province.replace(".", "").strip().upper() in NAMES:
            country = self.source.country
        found = zones.zone_of(point, country)
        if found is None:
            self.problem(entry.label, "point", f"not in {country}: not found by nearness")
        return found

    def _access(self, entry: Entry) -> Access:
        if {"open", "closed"} <= entry.meanings:
            self.problem(entry.label, "meanings", "open and closed at once: neither is said")
            return ""
        return next((word for word in ("open", "closed") if word in entry.meanings), "")

    def _venue(self, entry: Entry, phone: dict[str, str]) -> Venue:
        found = attending(entry, bool(phone))
        if found.venue is None:
            raise LeftOut("temporarily closed")
        if found.guessed and entry.unclear:
            told = f"{entry.unclear}: taken as {found.guessed}"
            self.problem(entry.label, "attended", told)
        if entry.phones and entry.phones[0] and not phone:
            self.problem(entry.label, "phones", "no telephone number in it: not said")
        if found.doorless:
            self.problem(entry.label, "linked", "no link and no number: callers hear neither")
        return found.venue

    def _point(self, entry: Entry) -> tuple[float, float] | None:
        """Where on the earth; what was never located stands as 0, 0."""
        if entry.point is None:
            return None
        north, east = entry.point
        good = math.isfinite(north) and math.isfinite(east) and (north or east)
        if not (good and -90 <= north <= 90 and -180 <= east <= 180):
            self.problem(entry.label, "point", "no point on the earth: not found by nearness")
            return None
        return entry.point

    def _address(self, entry: Entry, street: str, language: str) -> str:
        """Venue, street and town as one would write them down."""
        before = said((without_address(entry.place, entry.street),), language)
        behind = said(dict.fromkeys((entry.district, entry.town)), language)
        address = ", ".join(dict.fromkeys(filter(None, (before, street, behind))))
        if not address:
            self.problem(entry.label, "street", "no address: callers hear none")
        return address
