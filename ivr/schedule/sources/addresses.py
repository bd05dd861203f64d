"""An address in one line, as a map service writes it: "12 Main St, Albany, NY 12207, USA"."""

import re
from functools import lru_cache
from typing import NamedTuple

from ivr.schedule.sources.countries import country_code
from ivr.schedule.sources.states import NAMES

STATES = frozenset({*NAMES, *(name.upper().removeprefix("THE ") for name in NAMES.values())})

CODED = ("US", "CA")
"""Countries whose addresses end in a state that `states` knows."""

CODES = {
    "US": r"\d{5}(?:-\d{4})?",
    "CA": r"[A-Z]\d[A-Z] ?\d[A-Z]\d",
    "GB": r"[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}",
    "IE": r"[A-Z]\d[\dW] ?[A-Z\d]{4}",
    "NL": r"\d{4} ?[A-Z]{2}",
    "PL": r"\d{2}-\d{3}",
    "SE": r"\d{3} ?\d{2}",
    "JP": r"〒?\d{3}-\d{4}",
    "BR": r"\d{5}-?\d{3}",
    "IN": r"\d{3} ?\d{3}",
}
"""Postal codes; elsewhere they are four to six digits."""

STREET = re.compile(
    r"\d|\b(?:street|st|road|rd|avenue|ave|lane|square|rue|calle|via|avenida|av|place|platz|church)\b"
    r"|stra(?:ss|ß)e|str\.|straat|vägen|gatan",
    re.IGNORECASE,
)
"""What a street or a venue has and a town has not."""

LONGEST = 400
"""Characters of an address."""


class Address(NamedTuple):
    street: str = ""
    town: str = ""
    province: str = ""
    postcode: str = ""
    country: str = ""


@lru_cache(8192)
def parsed(text: str, country: str) -> Address:
    """The parts of an address that ends in its country, or is in `country` (alpha-2)."""
    parts = [" ".join(part.split()) for part in text[:LONGEST].split(",")]
    parts = [part for part in parts if part]
    told = ""
    if parts and not (country in CODED and parts[-1].upper() in STATES):
        told = country_code(parts[-1])
        parts = parts[:-1] if told else parts
    where = told or country
    code = re.compile(CODES.get(where, r"\d{4,6}"), re.IGNORECASE)
    postcode = parts.pop() if parts and code.fullmatch(parts[-1]) else ""
    ending = _state if where in CODED else _elsewhere
    province, postcode = ending(parts, code, postcode)
    town = parts.pop() if parts else ""
    # One name alone is a town; "100 Main St" alone is a street.
    if not parts and re.match(r"\d+\w? ", town) and not province:
        parts, town = [town], ""
    return Address(", ".join(parts), town, province, postcode, told)


def _state(parts: list[str], code: re.Pattern[str], postcode: str) -> tuple[str, str]:
    """Takes "NY 12207" from the end, or either."""
    state = ""
    if parts:
        state, postcode = _without(parts[-1], code, postcode)
        if state.upper().replace(".", "") in STATES:
            parts.pop()
            return state, postcode
        parts[-1:] = [state] if state else []
    return "", postcode


def _elsewhere(parts: list[str], code: re.Pattern[str], postcode: str) -> tuple[str, str]:
    """Takes what is behind the town: "Jal." of "45046 Zapopan, Jal." """
    for at in (len(parts) - 1, len(parts) - 2) if not postcode else ():
        town, found = _without(parts[at], code, "") if at >= 0 else ("", "")
        if town and found:
            province = " ".join(parts[at + 1 :])
            parts[at:] = [town]
            return province, found
    if len(parts) == 2 and not STREET.search(parts[0]):
        return parts.pop(), postcode  # "Leigh-on-Sea, Essex"
    return "", postcode


def _without(part: str, code: re.Pattern[str], postcode: str) -> tuple[str, str]:
    """A part without the postal code before or behind it, and the code."""
    if postcode:
        return part, postcode
    words = part.split()
    for taken in (2, 1):
        if len(words) >= taken:
            for at, rest in ((words[-taken:], words[:-taken]), (words[:taken], words[taken:])):
                if code.fullmatch(" ".join(at)):
                    return " ".join(rest), " ".join(at)
    return part, ""
