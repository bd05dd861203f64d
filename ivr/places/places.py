"""Every place a caller may mean, as a web process holds it."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

from ivr.places.document import ABROAD, DEGREE, NOWHERE, code_number, pack, unpack
from ivr.places.keypad import forms, keyed
from ivr.places.regions import Region, country_named, region
from ivr.places.words import key, sound, tokens
from ivr.schedule.points import kilometres

MOST_HINTS = 100

PLACES = "places"
"""The name under which the document is published."""


@dataclass(frozen=True, slots=True)
class Point:
    """Degrees north and east."""

    latitude: float
    longitude: float

    @property
    def degrees(self) -> tuple[float, float]:
        return self.latitude, self.longitude

    def km(self, other: "Point") -> float:
        """The way along the earth, taken as a ball."""
        return kilometres(self.latitude, self.longitude, other.latitude, other.longitude)


@dataclass(frozen=True, slots=True)
class Found:
    """A place that a caller means. `town` is "" for a postal code that is of no town."""

    point: Point
    town: str
    region: Region


class Places:
    """All towns and codes of one document. May be asked from several threads."""

    EMPTY: ClassVar["Places"]

    def __init__(self, document: bytes) -> None:
        self.document = document
        self._columns = unpack(document)
        header = self._columns.header
        self.countries = header.countries
        self.regions = header.regions
        self._hints: dict[tuple[str, ...], str] = {}

    @classmethod
    def load(cls, document: bytes) -> "Places":
        """The places that `pack` wrote. Raises PlacesError."""
        places = cls(document)
        _ = places.with_meetings, country_named([])  # worked out here, away from callers
        return places

    def __len__(self) -> int:
        return self._columns.header.towns

    def by_code(self, code: str, country: str, home: Point | None = None) -> Found | None:
        """Where a postal code is, whole or its district: typed on keys, or with its letters.

        The keys of several codes may be the same: the one that is nearest `home` is taken, else
        the one with most meetings. The codes of `country` come before those of others.
        """
        keys = keyed(code)
        others = [each for each in self.countries if each != country]
        for each in [country, *others] if keys else []:
            if each in self.countries:
                rows = list(self._codes(code_number(self.countries.index(each), keys)))
                if rows:
                    return self._of_code(self._nearest(rows, home))
        return None

    def only_code(self, code: str, country: str) -> Point | None:
        """Where a whole code of that country is; None where its keys are those of another, too."""
        keys = next(iter(forms(code, country)), "")
        if not keys or country not in self.countries:
            return None
        rows = list(self._codes(code_number(self.countries.index(country), keys)))
        return self._code_point(rows[0]) if len(rows) == 1 else None

    def by_name(self, town: str, state: str, country: str) -> Found | None:
        """The town of a carrier's record, such as ("BUFFALO", "NY", "US")."""
        wanted, of = key(tokens(town)), region(country, state)
        rows = [
            row
            for row in self.called(wanted)
            if (self.region(row).country, self.region(row).code) == (of.country, of.code)
        ]
        return self.found(max(rows, key=self.weight)) if rows else None

    def hints(self, lists: Iterable[str]) -> str:
        """Towns of these lists, or of all, as a recogniser wants them: most meetings first."""
        wanted = tuple(lists)
        if wanted not in self._hints:
            counts: Counter[str] = Counter()
            for name, towns in self._columns.header.hints.items():
                if not wanted or name in wanted:
                    counts.update(dict(towns))
            best = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST_HINTS]
            self._hints[wanted] = ",".join(town for town, _ in best)
        return self._hints[wanted]

    def called(self, wanted: str) -> list[int]:
        """The towns of that key."""
        texts = (f"{sound(wanted)} {wanted}\n", f"{ABROAD} {wanted}\n")
        return [row for text in texts for row in self._beginning(text)[1]]

    def alike(self, beginning: str) -> tuple[list[str], memoryview]:
        """The entries that begin so, by their sound, and the town of each."""
        return self._beginning(beginning)

    @cached_property
    def with_meetings(self) -> tuple[list[str], list[int]]:
        """The entries of the towns that have meetings, and the town of each."""
        columns = self._columns
        texts = str(columns.entries, "ascii").split("\n")
        rows = [
            at
            for at, town in enumerate(columns.entry_towns)
            if columns.meetings[town] and not texts[at].startswith(ABROAD)
        ]
        return [texts[at] for at in rows], [columns.entry_towns[at] for at in rows]

    def found(self, row: int) -> Found:
        return Found(self.point(row), self.name(row), self.region(row))

    def name(self, row: int) -> str:
        ends = self._columns.name_ends
        return str(self._columns.names[ends[row] : ends[row + 1]], "utf-8")

    def point(self, row: int) -> Point:
        columns = self._columns
        return Point(columns.latitudes[row] / DEGREE, columns.longitudes[row] / DEGREE)

    def region(self, row: int) -> Region:
        return self.regions[self._columns.region_of[row]]

    def meetings(self, row: int) -> int:
        count: int = self._columns.meetings[row]
        return count

    def people(self, row: int) -> int:
        count: int = self._columns.people[row]
        return count

    def weight(self, row: int) -> tuple[int, int]:
        """Of two towns of one name, which is meant."""
        return self.meetings(row), self.people(row)

    def _beginning(self, text: str) -> tuple[list[str], memoryview]:
        count, ends = self._columns.header.entries, self._columns.entry_ends
        begin = bisect_left(range(count), text.encode(), key=self._entry)
        end = bisect_left(range(count), text.encode() + b"\x7f", lo=begin, key=self._entry)
        texts = str(self._columns.entries[ends[begin] : ends[end]], "ascii").split("\n")[:-1]
        return texts, self._columns.entry_towns[begin:end]

    def _entry(self, at: int) -> bytes:
        ends = self._columns.entry_ends
        return bytes(self._columns.entries[ends[at] : ends[at + 1]])

    def _codes(self, number: int) -> Iterator[int]:
        codes = self._columns.codes
        at = bisect_left(codes, number)
        while at < len(codes) and codes[at] == number:
            yield at
            at += 1

    def _nearest(self, rows: list[int], home: Point | None) -> int:
        if home is None:
            return rows[0]  # they stand in the order of their meetings
        return min(rows, key=lambda row: home.km(self._code_point(row)))

    def _of_code(self, row: int) -> Found:
        town = self._columns.code_towns[row]
        point = self._code_point(row)
        if town != NOWHERE:
            return Found(point, self.name(town), self.region(town))
        country = self.countries[self._columns.codes[row] >> 40]
        return Found(point, "", Region(country, "", ""))

    def _code_point(self, row: int) -> Point:
        columns = self._columns
        return Point(columns.code_latitudes[row] / DEGREE, columns.code_longitudes[row] / DEGREE)


Places.EMPTY = Places(pack((), (), (), countries=(), regions=(), hints={}))
