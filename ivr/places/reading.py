"""The ways to take what a caller said: as a town, and as a town with its state or country.

Before a town stands what people say before a place, and behind it "please"; both may be a part of
its name, so all ways are given.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ivr.places.ordinary import NO_NAME, ORDINARY
from ivr.places.regions import AMBIGUOUS, Region, country_named, named
from ivr.places.words import key, listed

MOST_WORDS = 8
"""Words of what was said that are looked at, after its filler."""

BEFORE = frozenset(
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

ALONE = ORDINARY | NO_NAME
_NO_TOWN = ALONE | BEFORE
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


def readings_of(words: list[str]) -> Iterator[Reading]:
    """With less and less of what may be filler, each with and without a state at its end."""
    while words and words[-1] in _AFTER and len(words) > 1:
        yield from _split(words)
        words = words[:-1]
    for at in range(len(words)):
        yield from _split(words[at:])
        if words[at] not in BEFORE:
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


def names_region(words: Sequence[str]) -> bool:
    return bool(named(words) or country_named(words))


def ordinary(words: Sequence[str]) -> bool:
    """Whether they are of a sentence; a short one may be a part of a name: "po keep see"."""
    found = [word for word in words if word in ORDINARY]
    if _NO_TOWN.issuperset(words):
        return True
    return 2 * len(found) > len(words) or any(len(word) >= LONG_WORD for word in found)


def region_alone(words: list[str]) -> bool:
    """Whether they name a state or country and no town: "somewhere in the state of Texas"."""
    beside = BEFORE | _BETWEEN | _PART_OF
    while len(words) > 1 and words[-1] in _AFTER | _PART_OF:
        if names_region(words):
            return True
        words = words[:-1]
    while len(words) > 1 and words[0] in beside:
        if names_region(words):
            return True
        words = words[1:]
    return names_region(words)


def fewest(readings: list[Reading]) -> list[Reading]:
    """Those whose towns are worth comparing with all others: each comparison takes its time."""
    unlike = {(key(list(each.town)), each.state, each.country): each for each in readings}
    return sorted(unlike.values(), key=lambda each: (not each.narrow, len(each.town)))[:3]
