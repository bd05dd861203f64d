"""A town or a postal code as a recogniser writes what a caller said, misheard as it may be.

What is said is taken apart into what may be a town and what may be a state. Each town that is
called so, or sounds much like it, gets points: for likeness first, then for having meetings, for
being near the caller and for being large. Below a floor nothing is found, and the caller is asked.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from math import log2, log10

from rapidfuzz import fuzz, process

from ivr.places.numberwords import codes
from ivr.places.places import Found, Places
from ivr.places.regions import Region, country_named, named
from ivr.places.words import key, listed, sound, tokens

LONGEST = 160
"""Characters of what was said that are looked at, and words after its filler."""
MOST_WORDS = 8

FLOOR = 78.0
"""Likeness, of 100, under which a town is not what was said; short names must be liker."""
SHORT, SHORT_FLOOR = 6, 88.0
SHORTEST = 5
"""Letters of a name: a shorter one is found only as it is, or any "yes" would be a town."""
SAME_SOUND, CONSONANTS = 84.0, 4
"""Likeness of names of one sound, from so many consonants on: "skin ectady", "pa kipsy"."""
SURE = 100.0

NAMED_STATE, OTHER_STATE = 12.0, -30.0
"""Points where the caller named the state, and another one: within a state few names are alike."""

NICKNAMES = {
    "la": "losangeles", "nyc": "newyorkcity", "philly": "philadelphia", "vegas": "lasvegas",
    "sf": "sanfrancisco", "nola": "neworleans", "slc": "saltlakecity", "okc": "oklahomacity",
}  # fmt: skip

_BEFORE = frozenset(
    listed("""
    i im am ive id live living lives stay staying reside in near nearby at by around close to my
    our town city village code zip zipcode postal postcode is its it the uh um umm er ah oh ok
    okay yeah yes hi hello well so please we are were from meeting meetings for find me show
    looking want need a an of place called here would like say says said that thats be located
    right now just actually you can give tell get some any area there think suppose maybe sure
    alright let us lets try out over down up vivo viva en cerca de estoy soy mi pueblo ciudad es
    la el los las codigo quiero reunion reuniones busco eh este esta pues bueno por favor del yo
    un una lo hola si necesito quisiera estamos vivimos se llama a al j jhabite habite je suis
    pres ma mon ville dans cest c est euh bonjour oui voudrais cherche une reunions le les au aux
    du des nous sommes habitons vers autour village sil vous plait svp
    """)
)
"""Words before a town that are none of it, in any of the languages."""

_AFTER = frozenset(
    listed("""
    please thanks thank you area now here ok okay usa us america county region gracias por favor
    merci sil vous plait svp today tonight right and uh um
    """)
)
_BETWEEN = frozenset({"in", "en", "of", "de", "the", "state", "estado", "el", "au", "dans"})
"""Words between a town and its state."""

LONGEST_REGION = 4
"""Words of "in the state of New York", without those between."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to take what was said: the words of a town, and of a state or country the code."""

    town: tuple[str, ...]
    state: str = ""
    country: str = ""

    def fits(self, region: Region) -> bool:
        """Whether a town there is where the caller says; anywhere where they do not."""
        return region.code == self.state if self.state else region.country == self.country

    @property
    def narrow(self) -> bool:
        return bool(self.state or self.country)


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
        readings = list(_readings(tokens(said)))
        best: tuple[float, int] | None = None
        for reading in readings:
            for row, likeness in self._exactly(reading):
                best = max(best or (0.0, row), (self._points(row, likeness, reading), row))
        for reading in _fewest(readings) if best is None or best[0] < SURE else ():
            for row, likeness in self._about(reading):
                best = max(best or (0.0, row), (self._points(row, likeness, reading), row))
        if best is None or best[0] < FLOOR:
            return self._within(said)
        return self.places.found(best[1])

    def _exactly(self, reading: Reading) -> Iterator[tuple[int, float]]:
        plain = key(list(reading.town))
        for row in self.places.called(NICKNAMES.get(plain, plain)):
            yield row, SURE

    def _about(self, reading: Reading) -> Iterator[tuple[int, float]]:
        plain = key(list(reading.town))
        heard = sound(plain)
        floor = SHORT_FLOOR if len(plain) <= SHORT else FLOOR
        floor -= NAMED_STATE if reading.narrow else 0.0
        if len(plain) < SHORTEST or named(list(reading.town)):
            return
        if len(heard) >= CONSONANTS:
            for row in self.places.alike(f"{heard} ")[1]:
                yield row, SAME_SOUND
        for texts, towns in (self.places.with_meetings, self.places.alike(heard[:1])):
            for _, likeness, at in process.extract(
                f"{heard} {plain}", texts, scorer=fuzz.ratio, score_cutoff=floor, limit=40
            ):
                yield towns[at], likeness

    def _points(self, row: int, likeness: float, reading: Reading) -> float:
        region = self.places.region(row)
        points = likeness
        if reading.narrow:
            points += NAMED_STATE if reading.fits(region) else OTHER_STATE
        if meetings := self.places.meetings(row):
            points += 8 + min(4.0, log2(meetings) / 2)
        if self.home is not None:
            points += 4 * (region.country == self.home.region.country)
            known = 12 if meetings or self.places.people(row) else 6
            points += known * (region[:2] == self.home.region[:2])
            points += 3 * (self.home.point.km(self.places.point(row)) < 150)
        else:
            points += 4 * (region.country == self.country)
        return points + min(10.0, 1.6 * log10(self.places.people(row) + 1))

    def _within(self, said: str) -> Found | None:
        """A town somewhere within what was said: the longest that has meetings or many people."""
        words = [word for word in tokens(said)[:MOST_WORDS] if word not in _BEFORE]
        for length in range(min(4, len(words)), 0, -1):
            rows = [
                row
                for at in range(len(words) - length + 1)
                if not named(words[at : at + length])
                for row in self.places.called(key(words[at : at + length]))
                if self.places.meetings(row) or self.places.people(row)
            ]
            if rows:
                none = Reading(())
                return self.places.found(max(rows, key=lambda row: self._points(row, SURE, none)))
        return None


def _readings(words: list[str]) -> Iterator[Reading]:
    """With less and less of what may be filler, each with and without a state at its end."""
    while words and words[-1] in _AFTER and len(words) > 1:
        yield from _split(words)
        words = words[:-1]
    for at in range(len(words)):
        yield from _split(words[at:])
        if words[at] not in _BEFORE:
            return


def _split(words: list[str]) -> Iterator[Reading]:
    if len(words) > MOST_WORDS:
        return
    yield Reading(tuple(words))
    for length in range(1, min(LONGEST_REGION, len(words) - 1) + 1):
        state, country = named(words[-length:]), country_named(words[-length:])
        if state or country:
            town = words[:-length]
            while len(town) > 1 and town[-1] in _BETWEEN:
                town = town[:-1]
            yield from (Reading(tuple(town), state),) if state else ()
            yield from (Reading(tuple(town), country=country),) if country else ()
    if len(words) > 1 and words[-1] == "city":
        yield Reading(tuple(words[:-1]))


def _fewest(readings: list[Reading]) -> list[Reading]:
    """Those whose towns are worth comparing with all others: each comparison takes its time."""
    unlike = {(key(list(each.town)), each.state, each.country): each for each in readings}
    return sorted(unlike.values(), key=lambda each: (not each.narrow, len(each.town)))[:3]
