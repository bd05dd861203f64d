"""A list's telephone field said so that one can write it down and dial it.

The field is free text: a number alone, one with conference steps (",,ID#,,#,,PASS#"), one with
"Passcode 1234" behind it, or no number at all. Who reads it to a caller must not make a number of
what is none, so only what the numbering plan knows is said as a number.
"""

import re
from functools import lru_cache

import phonenumbers

from ivr.schedule.spoken_clean import LONGEST_SAID, clean, tidy
from ivr.schedule.spoken_numbers import by_digits, say_code
from ivr.schedule.spoken_signs import say_signs
from ivr.schedule.spoken_tables import Rules, rules
from ivr.schedule.spoken_words import say_words

_CANDIDATE = re.compile(r"(?<![\w#*])\+?\(?\d[\d ().-]{5,24}\d")
_DIGITS = re.compile(r"\d+")
_STEP = re.compile(r"[,;*#]+ ?(\d{3,16})#?(?!\w)")
_EXTENSION = re.compile(r"(?i)\s{0,2}(?:x|ext\.?|extensi[oó]n|poste)\s?(\d{1,8})")
_SETTLED = re.compile(r"\d(?: \d){2}")


def spoken_phone(text: str, language: str, region: str) -> str:
    """The number, then what has to be keyed; all text, digit by digit, where no number is valid.

    `region` is the country ("US") whose numbers need no "+".
    """
    table = rules(language)
    plain = clean(re.sub(r"(?i)\btel:", " ", text[:600]), table)
    numbers = _numbers(plain, region)
    if not numbers:
        return _by_digits(plain, table)
    start, end, first = numbers[0]
    said = _grouped(first, region, table)
    rest = plain[end:]
    if extension := _EXTENSION.match(rest):
        said += f", {table.extension} {by_digits(extension[1])}"
        rest = rest[extension.end() :]
    if len(numbers) > 1:
        second = numbers[1]
        rest = plain[end : second[0]] + plain[second[1] :]
        said += f", {table.or_} {_grouped(second[2], region, table)}"
    return ". ".join([said, *_keyed(plain[:start] + " " + rest, table)])


def _numbers(plain: str, region: str) -> list[tuple[int, int, phonenumbers.PhoneNumber]]:
    """Where valid numbers stand; what a label calls a code is none, however it looks."""
    found = []
    for candidate in _CANDIDATE.finditer(plain):
        number = _parsed(candidate[0], region)
        step = plain[: candidate.start()].endswith((",", ";", "#", "*", ",, "))
        step = step or plain.startswith("#", candidate.end())
        if (
            number
            and not step
            and not _CODE_BEFORE.search(plain[max(0, candidate.start() - 24) : candidate.start()])
        ):
            found.append((candidate.start(), candidate.end(), number))
    return found


_CODE_BEFORE = re.compile(
    r"(?i)(?:\bids?|code|pass\w*|p\.?w\.?d?|pin|pmi|clave|contraseña|código|mot de passe|mdp"
    r"|identifiant)[\s:#.]*$"
)


@lru_cache(8192)  # a list has a few numbers, each in many rows
def _parsed(digits: str, region: str) -> phonenumbers.PhoneNumber | None:
    """The number, also where a "+" stands before one without its country."""
    for attempt in (digits, digits.lstrip("+")):
        try:
            number = phonenumbers.parse(attempt, region or None)
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.is_valid_number(number):
            return number
    return None


def _grouped(number: phonenumbers.PhoneNumber, region: str, table: Rules) -> str:
    home = phonenumbers.country_code_for_valid_region(region) if region in _REGIONS else 0
    if number.country_code == home:
        style = phonenumbers.PhoneNumberFormat.NATIONAL
        return by_digits(phonenumbers.format_number(number, style))
    style = phonenumbers.PhoneNumberFormat.INTERNATIONAL
    groups = _DIGITS.findall(phonenumbers.format_number(number, style))
    said = ", ".join(" ".join(group) for group in groups)
    return f"{table.plus} {said}".strip(" ,")


_REGIONS = phonenumbers.SUPPORTED_REGIONS


def _keyed(rest: str, table: Rules) -> list[str]:
    """What to key after the number: named codes as named, bare steps as ID and then passcode."""
    labelled = list(table.labelled.finditer(rest))
    if labelled:
        return [say_code(code, table) for code in labelled]
    names = [table.labels.get("id", ""), table.labels.get("passcode", "")]
    steps = _STEP.findall(rest)[:2]
    return [
        f"{name}: {by_digits(step)}".strip(": ") for name, step in zip(names, steps, strict=False)
    ]


def _by_digits(plain: str, table: Rules) -> str:
    if not re.search(r"[^\W_]", plain):
        return ""
    apart = re.sub(r"(?<!\d)\d[\d -]*\d|\d", lambda run: f" {by_digits(run[0])} ", plain)
    return tidy(say_words(say_signs(apart, table), table))[:LONGEST_SAID]
