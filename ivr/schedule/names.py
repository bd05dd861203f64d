"""Whether two lists mean the same meeting by its name.

A name is taken apart into what every name has (left out), what tells meetings of one house and
hour apart (`marks`: whom it is for, what is done there, any number), and the rest. The marks must
be the same; the rest may be spelled differently.
"""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz import fuzz

EQUAL, SPELLED, SHORTER = 3, 2, 1
"""How two names are alike: the same words, the same but for a slip, one is part of the other."""

SLIP = 88
"""The least likeness, in per cent, of two spellings of one name."""

LONG = 4
"""Letters of a word that says something by itself."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


FILLERS = _words(
    "a aa al alcoholics an and anon anonymous at de del el en fellowship for ga group groups grp "
    "grupo hybrid in inperson la las los meeting meetings mtg na narcotics of on online person "
    "reunion the to video virtual with y zoom"
)

TIMES = _words(
    "monday tuesday wednesday thursday friday saturday sunday mondays tuesdays wednesdays "
    "thursdays fridays saturdays sundays mon tue tues wed thu thur thurs fri sat sun lunes martes "
    "miercoles jueves viernes sabado domingo morning mornings noon afternoon evening evenings "
    "night nights nite midnight daily weekly am pm"
)
"""Words that say when: two rows that are compared are at the same hour anyway."""

KINDS = {
    "women": "women womens woman ladies girls sisters mujeres femmes",
    "men": "men mens man gentlemen stag guys brothers hombres hommes",
    "young": "young youth youths teen teens alateen yp ypaa jovenes",
    "lgbtq": "lgbt lgbtq lgbtqia lgbtqi gay gays lesbian lesbians queer trans pride rainbow",
    "newcomer": "newcomer newcomers beginner beginners principiantes",
    "step": "step steps pasos",
    "tradition": "tradition traditions",
    "speaker": "speaker speakers",
    "discussion": "discussion discussions participation",
    "literature": "literature book text reading readings",
    "meditation": "meditation meditations mindfulness",
    "candlelight": "candlelight candle",
    "study": "study studies workshop",
    "language": "spanish espanol hispano hispana english ingles french francais russian polish",
    "parents": "parents couples family families",
    "secular": "secular agnostic agnostics atheist freethinkers",
    "business": "business service committee",
    "room": "room upstairs downstairs basement upper lower annex hall",
    "second": "ii iii iv two three second third early late",
}
MARKS = {word: kind for kind, words in KINDS.items() for word in words.split()}
MARKS |= {word: word for word in (*KINDS["language"].split(), *KINDS["second"].split())}
MARKS |= {"first": "first", "one": "one", "espanol": "spanish", "hispano": "spanish"}

DONE = frozenset(
    {"step", "tradition", "speaker", "discussion", "literature", "meditation", "study"}
)
"""Marks that a list may leave out of a name; whom it is for and in which room it never does."""

COMMON = _words(
    "acceptance addict addicts addiction alive alone attitude awakening back basic beginning "
    "beginnings bird birds book bridge bunch candle care change choice circle clean coming courage "
    "daily day different early easy experience faith family feeling first free freedom friends "
    "fresh god good grace gratitude happens happy healing higher home hope hour how into is it "
    "journey joy just keep learning life lifeline light living lost love lunch lunchtime miracle "
    "miracles more morning never new no not now open our out path peace people power primary "
    "principles program promises purpose real recovering recovery reflections risers road "
    "sanity saving serene serenity share sharing simple sober sobriety solution solutions spirit "
    "spiritual start step strength sunrise sunset sunshine surrender together today tomorrow truth "
    "unity vision way we welcome willing willingness win winners wisdom works you "
    "call conference google http https internet link meet phone skype teams telephone webinar www"
)
"""Words that are in the names of very many groups, and so tell little of any."""

INITIALS = re.compile(r"\b(?:[a-z]\.){2,}|\b[a-z](?:/[a-z])+\b")
CLOCK = re.compile(r"\b[0-9]{1,2}(?:[:.][0-9]{2}\s*(?:[ap]\.?m\b\.?)?|\s*[ap]\.?m\b\.?)")
WORD = re.compile(r"[0-9]+|[^\W\d_]+")
ORDINAL = re.compile(r"(?<=[0-9])(?:st|nd|rd|th)\b")


class Name(NamedTuple):
    """A name taken apart; `words` are all that are no fillers, as written."""

    words: tuple[str, ...]
    marks: frozenset[str]
    rest: tuple[str, ...]

    @property
    def telling(self) -> bool:
        """Whether hardly two groups in the world have it."""
        return sum(len(word) >= LONG for word in set(self.rest) - COMMON) >= 2


def plain(text: str) -> str:
    """Small letters without accents and apostrophes."""
    text = unicodedata.normalize("NFKD", text.casefold())
    text = "".join(mark for mark in text if not unicodedata.combining(mark))
    return re.sub("['’`´]", "", text)


@lru_cache(200_000)
def taken_apart(name: str) -> Name:
    """The parts of a name as a list has it."""
    text = ORDINAL.sub("", CLOCK.sub(" ", plain(name)))
    text = INITIALS.sub(lambda match: re.sub("[./]", "", match[0]), text)
    found = [word for word in WORD.findall(text) if word not in FILLERS]
    # Group numbers of an office stand in one list and not in the other.
    found = [word for word in found if not (word.isdigit() and len(word) >= 5)]
    said = [word for word in found if word not in TIMES]
    marks = {
        MARKS.get(word, word) for word in said if word in MARKS or word.isdigit() or len(word) == 1
    }
    rest = tuple(word for word in said if word not in MARKS and len(word) > 1 and word.isalpha())
    return Name(tuple(found), frozenset(marks), rest)


@lru_cache(200_000)
def alike(one: Name, other: Name) -> int:
    """EQUAL, SPELLED or SHORTER; 0 for names of different meetings."""
    if one.words == other.words:
        return EQUAL if one.words else SHORTER
    if one.marks != other.marks:
        return 0
    if sorted(one.rest) == sorted(other.rest):
        return EQUAL if one.rest else SPELLED if one.marks else SHORTER
    if not one.rest or not other.rest:
        return 0
    if fuzz.token_sort_ratio(" ".join(one.rest), " ".join(other.rest)) >= SLIP:
        return SPELLED
    less, more = sorted((set(one.rest), set(other.rest)), key=len)
    return SHORTER if less <= more and any(len(word) >= LONG for word in less) else 0


def told_more(one: Name, other: Name) -> int:
    """SHORTER where one list also says in the name what is done there, or which Tradition or step
    it is about ("Third Tradition: Serenity" and "Serenity"); else 0."""
    more = one.marks ^ other.marks
    if not (one.marks <= other.marks or other.marks <= one.marks) or not more & DONE:
        return 0
    nth = {"second", "third", "first"} if more & {"step", "tradition"} else set()
    same = sorted(one.rest) == sorted(other.rest)
    return SHORTER if more <= DONE | nth and same and one.rest else 0
