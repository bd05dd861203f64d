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
    parts = [
        part for part in (" ".join(each.split()) for each in text[:LONGEST].split(",")) if part
    ]
    told = ""
    if parts and not (country in CODED and parts[-1].upper() in STATES):
        told = country_code(parts[-1])
        parts = parts[:-1] if told else parts
    where = told or country
    postcode = province = ""
    code = re.compile(CODES.get(where, r"\d{4,6}"), re.IGNORECASE)
    if parts and code.fullmatch(parts[-1]):
        postcode = parts.pop()
    if parts and where in CODED:
        state, postcode = _without(parts[-1], code, postcode)
        if state.upper().replace(".", "") in STATES:
            province = state
            parts.pop()
        elif not state:
            parts.pop()
    if parts and not postcode:
        parts[-1], postcode = _without(parts[-1], code, postcode)
    if where not in CODED and len(parts) == 2 and not STREET.search(parts[0]):
        province = parts.pop()  # "Leigh-on-Sea, Essex"
    town = parts.pop() if parts else ""
    # One name alone is a town; "100 Main St" alone is a street.
    if not parts and town and re.match(r"\d+\w? ", town) and not province:
        parts, town = [town], ""
    return Address(", ".join(parts), town, province, postcode, told)


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
