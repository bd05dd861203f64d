"""The tables of how a language says what its meeting lists write, compiled once for each.

A list is written for the eye: "Btwn E 2nd St & Mt. Olive". What the marks mean depends on the
language, so every word of it stands in prompts/<language>/spoken.toml and none in the code. A
language without a table gets the empty rules: marks go, words stay as they are.
"""

import re
import tomllib
from functools import cached_property, lru_cache

import msgspec

from ivr.settings import PROMPTS

LANGUAGES = tuple(sorted(path.parent.name for path in PROMPTS.glob("*/spoken.toml")))


class Spelled(msgspec.Struct, frozen=True):
    """What decides whether capitals are a word, letters or somebody's name."""

    letters: frozenset[str] = frozenset()
    plain: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    onsets: frozenset[str] = frozenset()
    saints: frozenset[str] = frozenset()
    compass_nouns: frozenset[str] = frozenset()
    ordinals: frozenset[str] = frozenset()
    particles: frozenset[str] = frozenset()


class Places(msgspec.Struct, frozen=True):
    """Countries, and the states that are cities as well and so must not be dropped."""

    countries: frozenset[str] = frozenset()
    also_cities: frozenset[str] = frozenset()


class Names(msgspec.Struct, frozen=True):
    """What a meeting's name repeats from other fields: how one attends, in whose time."""

    attendance: frozenset[str] = frozenset()
    zones: frozenset[str] = frozenset()
    zone_tails: frozenset[str] = frozenset()


class Links(msgspec.Struct, frozen=True):
    before: frozenset[str] = frozenset()


class Rules(msgspec.Struct, frozen=True, dict=True, rename={"and_": "and", "or_": "or"}):
    """One spoken.toml; the defaults are those of a language that has none."""

    and_: str = ","
    or_: str = ","
    at: str = ","
    to: str = ","
    plus: str = ","
    number: str = ""
    star: str = ""
    pound: str = ""
    dash: str = ","
    apostrophe: str = ""
    extension: str = ","
    months: tuple[str, ...] = ()
    days: tuple[str, ...] = ()
    date: str = ""
    date_year: str = ""
    day_first: bool = False
    am: tuple[str, ...] = ()
    pm: tuple[str, ...] = ()
    hours: dict[str, str] = {}  # how a clock of 24 hours is said; empty where none is written
    postcode_first: bool = False  # "75099 Dunes"
    way_first: bool = False  # "rue du Lac"
    rooms: frozenset[str] = frozenset()
    near: frozenset[str] = frozenset()
    ways: frozenset[str] = frozenset()
    press: frozenset[str] = frozenset()
    starters: frozenset[str] = frozenset()
    heads: frozenset[str] = frozenset()  # what a form writes over its field: "Notes: ..."
    counted: frozenset[str] = frozenset()
    listed: frozenset[str] = frozenset()
    halves: dict[str, str] = {}
    phrases: dict[str, str] = {}
    abbreviations: dict[str, str] = {}
    capitalised: dict[str, str] = {}
    dotted: dict[str, str] = {}
    numbered: dict[str, str] = {}
    after_number: dict[str, str] = {}
    after_ordinal: dict[str, str] = {}
    street_types: dict[str, str] = {}
    titles: dict[str, str] = {}
    compass: dict[str, str] = {}
    acronyms: dict[str, str] = {}
    spelled: Spelled = Spelled()
    places: Places = Places()
    states: dict[str, str] = {}
    labels: dict[str, str] = {}
    names: Names = Names()
    links: Links = Links()

    @cached_property
    def known(self) -> frozenset[str]:
        """Every word that has an entry somewhere, so that all others pass untouched and fast."""
        return frozenset().union(
            self.abbreviations, self.capitalised, self.dotted, self.numbered, self.after_number,
            self.after_ordinal, self.street_types, self.titles, self.compass,
        )  # fmt: skip

    @cached_property
    def regions(self) -> frozenset[str]:
        """The states that an address may end in and that are no cities."""
        return frozenset(map(str.lower, self.states.values())) - self.places.also_cities

    @cached_property
    def ends(self) -> frozenset[str]:
        """Whatever part of an address may have to be dropped."""
        return self.regions | self.places.countries

    @cached_property
    def phrase_starts(self) -> frozenset[str]:
        """First words of the phrases made of words alone; the others have a sign or a digit."""
        return frozenset(key.split()[0] for key in self.phrases if key.replace(" ", "").isalpha())

    @cached_property
    def label_ends(self) -> frozenset[str]:
        return frozenset(re.split("[ -]", key)[-1] for key in self.labels)

    @cached_property
    def phrase(self) -> re.Pattern[str]:
        return _either(self.phrases, r"(?<![\w@.])(?:", r")(?!(?<=[^\Wº])\w)")

    @cached_property
    def label(self) -> str:
        """The labels as a regex source, the longest first."""
        return "|".join(_loose(key) for key in sorted(self.labels, key=len, reverse=True))

    @cached_property
    def labelled(self) -> re.Pattern[str]:
        """ "Meeting ID: 869 1234 5678#": the label, then a value of at least two digits a group."""
        if not self.labels:
            return _NEVER
        return re.compile(
            rf"(?i:(?<![\w])(?P<label>{self.label}))(?:\s?(?:no|is)\b\.?)?[\s:#.=]{{0,6}}"
            r"(?P<value>\d{2,24}(?:[ -]\d{2,24}){0,5}|(?=[a-zA-Z]*\d)(?=\d*[a-zA-Z])\w{3,12}"
            r"|(?:(?<=[:#])|(?<=[:#]\s))[A-Z]{2,10})"
            r"(?![\w:/]|\s?[ap]\.?m\b|-\d)#?"
        )

    @cached_property
    def empty_label(self) -> re.Pattern[str]:
        """A label with nothing after it, as forms leave them: "Passcode:" at a line's end."""
        if not self.labels:
            return _NEVER
        return re.compile(rf"(?i:\b(?:{self.label})\s?[:#]+)[ \t]*(?=\n|$)")

    @cached_property
    def head(self) -> re.Pattern[str]:
        if not self.heads:
            return _NEVER
        heads = "|".join(sorted(map(_loose, self.heads), key=len, reverse=True))
        return re.compile(rf"(?i)^\W*(?:{heads})\s?:\s*")

    @cached_property
    def calendar(self) -> dict[str, str]:
        """Days and months by every way of writing them."""
        whole = {name.lower(): name for name in (*self.months, *self.days)}
        for table in (self.abbreviations, self.capitalised, self.dotted):
            whole |= {key: said for key, said in table.items() if said.lower() in whole}
        return whole

    @cached_property
    def span(self) -> re.Pattern[str]:
        """Days and months joined by a dash: "Mon-Fri", "June-August"."""
        if not self.calendar:
            return _NEVER
        day = "|".join(sorted(map(re.escape, self.calendar), key=len, reverse=True))
        return re.compile(rf"(?i)\b({day})\.?\s?-\s?({day})\b\.?")

    @cached_property
    def zone(self) -> re.Pattern[str]:
        """ "8:15pm Eastern Time" in a name: the time is said elsewhere, in the right zone."""
        if not self.names.zones:
            return _NEVER
        zones = "|".join(sorted(map(_loose, self.names.zones), key=len, reverse=True))
        tails = "|".join(sorted(map(_loose, self.names.zone_tails)))
        return re.compile(
            rf"(?i)\b\d{{1,2}}(?:[:hH]\d{{0,2}})?\s?(?:[ap]\.?m\.?)?\s?\(?(?:{zones})\b(?:\s(?:{tails})\b){{0,2}}\)?"
        )

    @cached_property
    def link(self) -> re.Pattern[str]:
        """A web or mail address with the words that only lead to it."""
        words = "|".join(sorted(map(_loose, self.links.before), key=len, reverse=True))
        lead = rf"(?:\b(?:{words})\b[:\s]{{1,3}}){{0,6}}" if words else ""
        return re.compile(rf"(?i){lead}[(<\[]?(?:{_ADDRESS})")


msgspec.convert({}, Rules)  # now, for msgspec crashes where two threads begin with it at once


_NEVER = re.compile(r"(?!)")
TLD = r"(?:com|org|net|edu|gov|info|us|ca|uk|io|me|ee|in|tv|biz|co|app|online|zoom|es|mx|fr|be|ch)"
_ADDRESS = (
    r"https?:/{0,2}\s?[^\s<>]*"
    r"|www\.[^\s<>]*"
    r"|[\w.+%-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}"
    rf"|\b[\w-]{{2,63}}(?:\.[\w-]{{2,63}}){{0,3}}\.{TLD}\b(?:/[^\s<>]*)?"
)


def _loose(key: str) -> str:
    """The key as a regex in which a blank or a dash of the key may be either or missing."""
    return re.escape(key).replace(r"\-", r"[ -]?").replace(r"\ ", r"[ -]?")


def _either(keys: dict[str, str], head: str, tail: str) -> re.Pattern[str]:
    if not keys:
        return _NEVER
    ordered = sorted(keys, key=len, reverse=True)
    return re.compile("(?i)" + head + "|".join(map(re.escape, ordered)) + tail)


@lru_cache(maxsize=64)
def rules(language: str) -> Rules:
    """The rules of a language tag ("es", "es-MX"); the empty ones where there is no table."""
    code = language[:3].partition("-")[0].lower()
    path = PROMPTS / code / "spoken.toml"
    if not re.fullmatch(r"[a-z]{2,3}", code) or not path.is_file():
        return Rules()
    with path.open("rb") as file:
        return msgspec.convert(tomllib.load(file), Rules)
