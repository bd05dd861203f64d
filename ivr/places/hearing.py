"""A town or a postal code as a recogniser writes what a caller said, misheard as it may be.

What is said is taken apart into what may be a town and what may be a state. Each town that is
called so, or sounds much like it, gets points: for likeness first, then for having meetings, for
being near the caller and for being large. Below a floor nothing is found, and the caller is asked:
a floor that is higher where a town has no meetings and is in another state than the caller, or
half of what anybody says would be a village. A state or country that is named is where the town
is; one without a town is no place.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from math import log2, log10

from rapidfuzz import fuzz, process

from ivr.places.numberwords import codes
from ivr.places.ordinary import ORDINARY
from ivr.places.places import Found, Places
from ivr.places.reading import (
    ALONE,
    BEFORE,
    MOST_WORDS,
    Reading,
    fewest,
    names_region,
    ordinary,
    readings_of,
    region_alone,
)
from ivr.places.regions import country_named, named
from ivr.places.words import key, sound, tokens

LONGEST = 160
"""Characters of what was said that are looked at."""

FLOOR = 78.0
"""Likeness, of 100, under which a town is not what was said; short names must be liker."""
SHORT, SHORT_FLOOR = 6, 88.0
SHORTEST = 5
"""Letters of a name: a shorter one is found only as it is, or any "yes" would be a town."""
SAME_SOUND, CONSONANTS = 84.0, 4
"""Likeness of names of one sound, from so many consonants on: "skin ectady", "pa kipsy"."""
SURE = 100.0
NEAR_HOME_KM = 150.0

STRANGE_FLOOR, LARGE_FLOOR, LARGE = 93.0, 84.0, 100_000
"""For towns without meetings and out of the caller's state, and for those that are large."""
ELSEWHERE_FLOOR = 88.0
"""For towns with meetings that are out of the caller's state."""
QUIET_FLOOR = 86.0
"""For towns of the caller's state with neither meetings nor many people."""

NAMED_STATE = 12.0
"""Points where the caller named the state: within a state few names are alike."""

NICKNAMES = {
    "la": "losangeles", "nyc": "newyorkcity", "philly": "philadelphia", "vegas": "lasvegas",
    "sf": "sanfrancisco", "nola": "neworleans", "slc": "saltlakecity", "okc": "oklahomacity",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Hearer:
    """Finds what callers mean. `country` is the line's; `home` whence the caller's number is."""

    places: Places
    country: str
    home: Found | None = None

    def find(self, said: str) -> Found | None:
        """The place that was meant; None for what is like no place."""
        said = said[:LONGEST]
        home = self.home.point if self.home else None
        for code in codes(said):
            if found := self.places.by_code(code, self.country, home):
                return found
        words = tokens(said)
        readings = list(readings_of(words))
        sure = [reading for reading in readings if reading.sure]
        best: tuple[float, int] | None = None
        for reading in readings:
            for row, likeness in self._exactly(reading):
                best = max(best or (0.0, row), (self._points(row, likeness, reading), row))
        if best is None and region_alone(words):
            return None
        for reading in fewest(sure or readings) if best is None or best[0] < SURE else ():
            for row, likeness in self._about(reading):
                best = max(best or (0.0, row), (self._points(row, likeness, reading), row))
        if best is None:
            return self._within(words, sure)
        return self.places.found(best[1])

    def _exactly(self, reading: Reading) -> Iterator[tuple[int, float]]:
        plain = key(list(reading.town))
        for row in self.places.called(NICKNAMES.get(plain, plain)):
            if reading.narrow:
                meant = reading.fits(self.places.region(row))
            elif plain not in NICKNAMES and names_region(reading.town):
                meant = self._namesake(row, reading.town)
            else:
                listed = self.places.meetings(row) and not ORDINARY.issuperset(reading.town)
                meant = self._known(row) or bool(listed) or not ALONE.issuperset(reading.town)
            if meant:
                yield row, SURE

    def _namesake(self, row: int, words: tuple[str, ...]) -> bool:
        """Whether a state's or country's name alone is that town: New York is, and Ontario in

        California to a caller from there; Mexico is no village of New York.
        """
        region = self.places.region(row)
        if region.code == named(words) or region.country == country_named(words):
            return True
        return bool(self.places.people(row)) and self._of_home(row)

    def _known(self, row: int) -> bool:
        """Whether an ordinary word may be that town, or a word within a sentence."""
        if self.home is None and self.places.meetings(row):
            return True
        if self._of_home(row):
            return bool(self.places.meetings(row) or self.places.people(row))
        return self.places.people(row) >= LARGE

    def _of_home(self, row: int) -> bool:
        """Whether the town is in the state of the caller's number, or near it."""
        if self.home is None:
            return False
        near = self.home.point.km(self.places.point(row)) < NEAR_HOME_KM
        return near or self.places.region(row)[:2] == self.home.region[:2]

    def _about(self, reading: Reading) -> Iterator[tuple[int, float]]:
        plain = key(list(reading.town))
        heard = sound(plain)
        floor = SHORT_FLOOR if len(plain) <= SHORT else FLOOR
        floor -= NAMED_STATE if reading.sure else 0.0
        if len(plain) < SHORTEST or names_region(reading.town):
            return
        if ordinary(reading.town):
            return
        if len(heard) >= CONSONANTS:
            for row in self.places.alike(f"{heard} ")[1]:
                if self._like_enough(row, SAME_SOUND, reading):
                    yield row, SAME_SOUND
        for texts, towns in (self.places.with_meetings, self.places.alike(heard[:1])):
            for _, likeness, at in process.extract(
                f"{heard} {plain}", texts, scorer=fuzz.ratio, score_cutoff=floor, limit=40
            ):
                if self._like_enough(towns[at], likeness, reading):
                    yield towns[at], likeness

    def _like_enough(self, row: int, likeness: float, reading: Reading) -> bool:
        """Whether what is so like that town's name may be meant for it."""
        if reading.narrow and not reading.fits(self.places.region(row)):
            return False
        if reading.sure:
            return True
        meetings, people = self.places.meetings(row), self.places.people(row)
        if self._of_home(row):
            return bool(meetings or people) or likeness >= QUIET_FLOOR
        if meetings and likeness >= ELSEWHERE_FLOOR:
            return True
        return likeness >= (LARGE_FLOOR if people >= LARGE else STRANGE_FLOOR)

    def _points(self, row: int, likeness: float, reading: Reading) -> float:
        region = self.places.region(row)
        points = likeness
        if reading.narrow:
            points += NAMED_STATE
        if meetings := self.places.meetings(row):
            points += 8 + min(4.0, log2(meetings) / 2)
        if self.home is not None:
            points += 4 * (region.country == self.home.region.country)
            known = 12 if meetings or self.places.people(row) else 6
            points += known * (region[:2] == self.home.region[:2])
            points += 3 * (self.home.point.km(self.places.point(row)) < NEAR_HOME_KM)
        else:
            points += 4 * (region.country == self.country)
        return points + min(10.0, 1.6 * log10(self.places.people(row) + 1))

    def _within(self, words: list[str], sure: list[Reading]) -> Found | None:
        """A town somewhere within what was said: the longest that has meetings or many people."""
        words = [word for word in words[:MOST_WORDS] if word not in BEFORE]
        for length in range(min(4, len(words)), 0, -1):
            parts = [words[at : at + length] for at in range(len(words) - length + 1)]
            rows = [
                row
                for part in parts
                if not names_region(part) and ORDINARY.isdisjoint(part)
                for row in self.places.called(key(part))
                if self._known(row)
                if not sure or any(each.fits(self.places.region(row)) for each in sure)
            ]
            if rows:
                none = Reading(())
                return self.places.found(max(rows, key=lambda row: self._points(row, SURE, none)))
        return None
