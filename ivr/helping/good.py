"""What may be said to people in need: checked before it is kept. Each raises CannotChange."""

import re

import phonenumbers
from phonenumbers import PhoneNumberType

from ivr.linefile import e164
from ivr.people.person import CannotChange
from ivr.prompts import readable
from ivr.settings import Line, Settings

LONGEST = 200
"""Characters of the words."""

SAID_BEFORE = 2
"""Words of the sentence before, such as `llame al`."""

_FIGURES = re.compile(r"\d{3,}")
"""A voice would make one number of them."""

COSTLY = {PhoneNumberType.PREMIUM_RATE, PhoneNumberType.SHARED_COST}


def good_helpline(text: str, line: Line, settings: Settings) -> str:
    """The number in E.164: one of the line's country, that costs what others do."""
    number = e164(text, line.country)
    if not number or not phonenumbers.is_valid_number(phonenumbers.parse(number)):
        raise CannotChange(
            f"That is no whole telephone number in {line.country}.",
            "help-number",
            country=line.country,
        )
    parsed = phonenumbers.parse(number)
    if parsed.country_code != phonenumbers.country_code_for_region(line.country):
        raise CannotChange(
            "A helpline in another country can be named in line.toml only.", "help-abroad"
        )
    if phonenumbers.number_type(parsed) in COSTLY:
        raise CannotChange(
            "That number costs more than others: the line does not call it.", "help-costly"
        )
    if any(number == each.number for each in settings.lines):
        raise CannotChange(
            "That is a number of the line itself: it would call itself.", "help-itself"
        )
    return number


def good_words(text: str, before: str = "") -> str:
    """In one line, and nothing in it that a sentence would take for a value. Figures are said one
    by one. `before` is what the sentence says before them, so that nothing is said twice."""
    words = " ".join(_FIGURES.sub(lambda found: " ".join(found[0]), text).split())
    plain = words.isprintable() and any(map(str.isalnum, words)) and not {*"{}"} & {*words}
    if not plain or len(words) > LONGEST or not readable("emergency", words):
        raise CannotChange(
            f"The words must be one line of 1 to {LONGEST} characters, without braces.",
            "help-words",
            count=LONGEST,
        )
    first = words.split()[0]
    if first.casefold() in before.casefold().split()[-SAID_BEFORE:]:
        raise CannotChange(
            f'The sentence says "{first}" before the words already: leave it out.',
            "help-twice",
            word=first,
        )
    return words
