"""States and provinces by every name that callers, lists and carriers have for them."""

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from babel import Locale

from ivr.linefile import languages_shipped
from ivr.places.words import key, listed, tokens
from ivr.schedule.sources.states import NAMES

CANADA = {
    "01": "AB", "02": "BC", "03": "MB", "04": "NB", "05": "NL", "07": "NS", "08": "ON",
    "09": "PE", "10": "QC", "11": "SK", "12": "YT", "13": "NT", "14": "NU",
}  # fmt: skip
"""The provinces, by the numbers that geonames gives them."""

ELSEWHERE = {
    ("GB", "ENG"): "England", ("GB", "SCT"): "Scotland", ("GB", "WLS"): "Wales",
    ("GB", "NIR"): "Northern Ireland", ("AU", "01"): "Australian Capital Territory",
    ("AU", "02"): "New South Wales", ("AU", "03"): "Northern Territory", ("AU", "04"): "Queensland",
    ("AU", "05"): "South Australia", ("AU", "06"): "Tasmania", ("AU", "07"): "Victoria",
    ("AU", "08"): "Western Australia",
}  # fmt: skip
"""Of geonames's other divisions those that tell towns of one name apart in English."""

CANADIAN = frozenset(CANADA.values())
_SAID = {"DC": "D C"}
_OTHERS = {
    "dc": "DC", "districtofcolumbia": "DC", "nuevayork": "NY", "nuevajersey": "NJ",
    "nuevomexico": "NM", "nuevohampshire": "NH", "carolinadelnorte": "NC", "carolinadelsur": "SC",
    "dakotadelnorte": "ND", "dakotadelsur": "SD", "virginiaoccidental": "WV", "pensilvania": "PA",
    "misisipi": "MS", "luisiana": "LA", "oregon": "OR", "hawai": "HI", "tejas": "TX",
    "californie": "CA", "floride": "FL", "louisiane": "LA", "georgie": "GA", "virginie": "VA",
    "pennsylvanie": "PA", "nouveaumexique": "NM", "carolinedunord": "NC", "carolinedusud": "SC",
    "colombiebritannique": "BC", "nouveaubrunswick": "NB", "nouvelleecosse": "NS",
    "terreneuve": "NL", "newfoundland": "NL", "labrador": "NL", "pei": "PE",
    "washingtonstate": "WA", "newyorkstate": "NY",
}  # fmt: skip


_COUNTRIES = {
    "england": "GB", "scotland": "GB", "wales": "GB", "britain": "GB", "greatbritain": "GB",
    "uk": "GB", "inglaterra": "GB", "angleterre": "GB", "usa": "US", "america": "US",
}  # fmt: skip

AMBIGUOUS = frozenset(
    listed("""
    al as ca co ct de hi id il in la ma me mi mo mt ne oh ok on or pa sd va man
    """)
)
"""Codes of states that are words, too: behind a town they may be either."""


class Region(NamedTuple):
    """A state or province: its country, its code or, where it has none, its name; and as said."""

    country: str
    code: str
    name: str


def region(country: str, code: str) -> Region:
    """The region with that code of a list, a carrier or a package; its name may be a code."""
    known = _by_name().get(key(tokens(code)), "")
    short = known if known and country in ("US", "CA", "") else code
    if short in NAMES:
        of = "CA" if short in CANADIAN else "US"
        return Region(of, short, _said(short))
    return Region(country, code, ELSEWHERE.get((country, code), code))


def division(country: str, number: str) -> Region:
    """The region that geonames calls so; one without a name where nobody would say it."""
    if country in ("US", "CA"):
        return region(country, CANADA.get(number, number))
    return Region(country, number, ELSEWHERE.get((country, number), ""))


def named(words: Sequence[str]) -> str:
    """The code of the state that these words name; "" when they name none."""
    plain = key(words)
    return plain.upper() if plain.upper() in NAMES else _by_name().get(plain, "")


def country_named(words: Sequence[str]) -> str:
    """The country, ISO 3166 alpha-2, that these words name in any of the languages; else ""."""
    return _countries().get(key(words), "")


@cache
def _countries() -> dict[str, str]:
    found = dict(_COUNTRIES)
    for language in languages_shipped():
        for code, name in Locale(language).territories.items():
            if len(code) == 2 and code.isalpha():
                found.setdefault(key(tokens(str(name))), code)
    return found


def _said(code: str) -> str:
    return _SAID.get(code) or NAMES[code].removeprefix("the ")


@cache
def _by_name() -> dict[str, str]:
    return (
        {key(tokens(_said(code))): code for code in NAMES}
        | _OTHERS
        | {code.lower(): code for code in NAMES}
    )
