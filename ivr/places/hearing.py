"""A town or a postal code as a recogniser writes what a caller said, misheard as it may be.

What is said is taken apart into what may be a town and what may be a state. Each town that is
called so, or sounds much like it, gets points: for likeness first, then for having meetings, for
being near the caller and for being large. Below a floor nothing is found, and the caller is asked:
a floor that is higher where a town has no meetings and is in another state than the caller, or
half of what anybody says would be a village. A state or country that is named is where the town
is; one without a town is no place.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import log2, log10

from rapidfuzz import fuzz, process

from ivr.places.numberwords import codes
from ivr.places.ordinary import NO_NAME, ORDINARY
from ivr.places.places import Found, Places
from ivr.places.regions import AMBIGUOUS, Region, country_named, named
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
NEAR_HOME_KM = 150.0

STRANGE_FLOOR, LARGE_FLOOR, LARGE = 93.0, 84.0, 100_000
"""For towns without meetings and out of the caller's state, and for those that are large."""
QUIET_FLOOR = 86.0
"""For towns of the caller's state with neither meetings nor many people."""

NAMED_STATE = 12.0
"""Points where the caller named the state: within a state few names are alike."""

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

_PART_OF = frozenset(
    listed("""
    state province estado provincia etat somewhere anywhere upstate central northern southern
    eastern western alguna parte norte sur quelque part nord sud
    """)
)
"""Words beside a state that is named without a town."""

_ALONE = ORDINARY | NO_NAME
_ALONE_OR_BEFORE = _ALONE | _BEFORE
LONG_WORD = 5
LONGEST_REGION = 4
"""Words of "in the state of New York", without those between."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to take what was said: the words of a town, and of a state or country the code."""

    town: tuple[str, ...]
    state: str = ""
    country: str = ""
    sure: bool = False
    """Whether the state or country can be nothing else, so that the town must be there."""

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
        words = tokens(said)
        readings = list(_readings(words))
        sure = [reading for reading in readings if reading.sure]
        best: tuple[float, int] | None = None
        for reading in readings:
            for row, likeness in self._exactly(reading):
                best = max(best or (0.0, row), (self._points(row, likeness, reading), row))
        if best is None and _of_regions_alone(words):
            return None
        for reading in _fewest(sure or readings) if best is None or best[0] < SURE else ():
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
            elif plain not in NICKNAMES and _names_region(reading.town):
                meant = self._namesake(row, reading.town)
            else:
                known = self.places.meetings(row) or self.places.people(row)
                meant = bool(known) or not _ALONE.issuperset(reading.town)
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
        if len(plain) < SHORTEST or _names_region(reading.town):
            return
        if _ordinary(reading.town):
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
        if self.places.meetings(row):
            return True
        people = self.places.people(row)
        if self._of_home(row):
            return bool(people) or likeness >= QUIET_FLOOR
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
        words = [word for word in words[:MOST_WORDS] if word not in _BEFORE]
        for length in range(min(4, len(words)), 0, -1):
            parts = [words[at : at + length] for at in range(len(words) - length + 1)]
            rows = [
                row
                for part in parts
                if not _names_region(part) and ORDINARY.isdisjoint(part)
                for row in self.places.called(key(part))
                if self.places.meetings(row)
                or self.places.people(row) >= LARGE
                or (self.places.people(row) and self._of_home(row))
                if not sure or any(each.fits(self.places.region(row)) for each in sure)
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
    yield from _narrowed(words)
    if len(words) > 1 and words[-1] == "city":
        yield Reading(tuple(words[:-1]))


def _narrowed(words: list[str]) -> Iterator[Reading]:
    """With the state or country at their end; "Buffalo, New York, United States" has both."""
    for length in range(1, min(LONGEST_REGION, len(words) - 1) + 1):
        state, country = named(words[-length:]), country_named(words[-length:])
        if not (state or country):
            continue
        town, sure = words[:-length], AMBIGUOUS.isdisjoint(words[-length:])
        while len(town) > 1 and town[-1] in _BETWEEN:
            town = town[:-1]
        if state:
            yield Reading(tuple(town), state, sure=sure)
        if country:
            yield Reading(tuple(town), country=country, sure=sure)
            yield from _narrowed(town)


def _names_region(words: Sequence[str]) -> bool:
    return bool(named(words) or country_named(words))


def _ordinary(words: Sequence[str]) -> bool:
    """Whether they are of a sentence; a short one may be a part of a name: "po keep see"."""
    found = [word for word in words if word in ORDINARY]
    if _ALONE_OR_BEFORE.issuperset(words):
        return True
    return 2 * len(found) > len(words) or any(len(word) >= LONG_WORD for word in found)


def _of_regions_alone(words: list[str]) -> bool:
    """Whether they name a state or country and no town: "somewhere in the state of Texas"."""
    beside = _BEFORE | _BETWEEN | _PART_OF
    while len(words) > 1 and words[-1] in _AFTER | _PART_OF:
        if _names_region(words):
            return True
        words = words[:-1]
    while len(words) > 1 and words[0] in beside:
        if _names_region(words):
            return True
        words = words[1:]
    return _names_region(words)


def _fewest(readings: list[Reading]) -> list[Reading]:
    """Those whose towns are worth comparing with all others: each comparison takes its time."""
    unlike = {(key(list(each.town)), each.state, each.country): each for each in readings}
    return sorted(unlike.values(), key=lambda each: (not each.narrow, len(each.town)))[:3]
