"""Addresses as one says them to a person on the telephone: number, street, town.

A feed's address ends in what only a letter needs. The state is said elsewhere, and only when a
list spans several.
"""

import re

from ivr.schedule.spoken_tables import Rules

_POSTCODE = (
    r"(?:(?:C\.?P\.? ?)?\d{5}(?:-\d{4})?"
    r"|[A-Z]\d[A-Z] ?\d[A-Z]\d"
    r"|[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2})"
)
_ENDS_IN_POSTCODE = re.compile(rf"(?:^|(?<=\s)){_POSTCODE}$")
_ENDS_IN_CODE = re.compile(r"(?:^|\s)([A-Z]{2})\.?$")
_STATE_ROUTE = re.compile(
    r"\b([A-Z]{2})[ -]?(?=\d{1,4}[A-Z]?\b|(?:Route|Rte|Rt|RT|RTE|Highway|Hwy)\b)"
)
_GLUED = re.compile(r"(?<=[a-z]{3})(?=\d)|(?<=[a-z]\.)(?=[A-Z])|(?<=\b[NSEW]\.)(?=[A-Z])")
_HYPHENED = re.compile(r"(?<![\w-])(\d{1,6})-(\d{1,6}[A-Za-z]?)\b(?!-)")
_TWO_NUMBERS = re.compile(r"(?<=\d\d) (?=\d)|(?<=\d) (?=\d\d)|(?<=\d[A-Za-z]) (?=\d)")
_LONG_HOUSE = re.compile(r"(?<![\w-])\d{5,}(?![\w-])")
_BEGINS_WITH_POSTCODE = re.compile(r"^\d{5} (?=[^\W\d])")
_STATE_AFTER_TOWN = re.compile(
    r"(?<=[^\W\d_]), ?([A-Z]{2})\b\.?"
    r"(?: (?:\d{5}(?:-\d{4})?|[A-Z]\d[A-Z] ?\d[A-Z]\d)\b(?P<land>, [A-Za-z .]{2,20})?)?"
)
_STATE_IN_BRACKETS = re.compile(r"(\b[^\W\d_a-z][^\W\d_]+) ?\(([A-Z]{2})\)")
_HOUSE = re.compile(
    r"^(?:\d(?: \d){4,}|\d[\w/]*(?:,? \w+ (?=\d)\d\w*)?),? (?:(?:bis|ter|quater),? )?"
)
_ENDED = re.compile(r"\s*(?:$|[,.;)-])")


def bare_address(text: str, rules: Rules) -> str:
    """The address without state, postcode and country; never without its first part."""
    parts = [part.strip() for part in text.split(",") if part.strip()]
    kept: list[str] = []
    dropped = False
    for at in range(len(parts) - 1, -1, -1):
        shorter = _without_postcode(parts, at, rules)
        code = _ENDS_IN_CODE.search(shorter)
        if code and code[1] in rules.states and (at or shorter != parts[at]):
            shorter = shorter[: code.start()].strip()
        last = dropped or (at == len(parts) - 1 and at > 1)
        if at and _is_region(shorter.lower(), last, rules):
            shorter = ""
        dropped = dropped or shorter != parts[at]
        if shorter:
            kept.append(shorter)
    said = ", ".join(dict.fromkeys(reversed(kept)))
    return _GLUED.sub(" ", _STATE_ROUTE.sub(lambda road: _state_route(road, rules), said))


def _without_postcode(parts: list[str], at: int, rules: Rules) -> str:
    """The part without its postcode; a house number that looks like one stays."""
    part = parts[at]
    following = parts[at + 1][0] if at + 1 < len(parts) else ""
    if part.isdigit() and (following.isdigit() or (at == 0 and following)):
        return part
    shorter = _ENDS_IN_POSTCODE.sub("", part).strip()
    if at == 0 and shorter and shorter.split()[-1].lower() in rules.rooms:
        return part
    leads = rules.postcode_first or parts[at - 1][-1].isdigit()
    if at and leads and not _has_way(shorter, rules):
        return _BEGINS_WITH_POSTCODE.sub("", shorter)
    return shorter


def _is_region(part: str, last: bool, rules: Rules) -> bool:
    return part in rules.places.countries or (last and part in rules.regions)


def _has_way(part: str, rules: Rules) -> bool:
    """Whether a street is named: then five digits before it are a house, not a postcode."""
    return not rules.ways.isdisjoint(part.lower().replace(".", "").split())


def _state_route(road: re.Match[str], rules: Rules) -> str:
    code = road[1]
    return (
        f"{rules.states[code]} "
        if code in rules.states and code.lower() not in rules.known
        else road[0]
    )


def dashed(text: str, rules: Rules) -> str:
    """House numbers that two numbers make: "12-34 Oak" with its dash, "740, 19 Avenue" apart; and
    those of five digits one by one, as people say them: "1 0 7 4 0".
    """
    text = _HYPHENED.sub(rf"\1 {rules.dash} \2", text) if "-" in text else text
    text = _TWO_NUMBERS.sub(", ", text)
    return _LONG_HOUSE.sub(lambda number: " ".join(number[0]), text)


def name_of(street: str, rules: Rules) -> str:
    """Of a street as it is said, the name that one has to know how to spell: "Elm".

    "" where there is nothing to spell: a numbered street, a route, a corner without a name.
    """
    words = _HOUSE.sub("", street).partition(",")[0].split()
    if rules.way_first and len(words) > 1 and words[0].lower() in rules.ways:
        words = _unled(words[1:], rules)
        if len(words) > 1 and words[-1].partition("-")[0] in rules.compass.values():
            words.pop()
    elif words and words[-1].lower() in rules.ways:
        words.pop()
    if len(words) > 1 and words[0] in rules.compass.values():
        words.pop(0)
    return " ".join(words) if words and not any(map(_numbered, words)) else ""


def _unled(words: list[str], rules: Rules) -> list[str]:
    """Without the "de la" behind a way; all of them where nothing else is there."""
    first = next(
        (at for at, word in enumerate(words) if word.lower() not in rules.spelled.particles), 0
    )
    return words[first:]


def _numbered(word: str) -> bool:
    return any(mark.isdigit() for mark in word)


def state_names(text: str, rules: Rules) -> str:
    """In running text a state after a town is said whole and its postcode dropped."""
    if not rules.states or "," not in text or text.isupper():
        return text
    return _STATE_AFTER_TOWN.sub(lambda end: _state_name(end, rules), text)


def bracketed_states(text: str, rules: Rules) -> str:
    """ "Grand Rapids (MI)": the state behind a town, where its code means nothing else."""
    if "(" not in text:
        return text
    return _STATE_IN_BRACKETS.sub(lambda town: _bracketed(town, rules), text)


def _bracketed(town: re.Match[str], rules: Rules) -> str:
    code = town[2]
    spelled = rules.spelled
    other = code.lower() in spelled.words or code in spelled.letters or code in spelled.plain
    if code not in rules.states or other:
        return town[0]
    return f"{town[1]}, {rules.states[code]}"


def _state_name(end: re.Match[str], rules: Rules) -> str:
    code = end[1]
    wordlike = code.lower() in rules.spelled.words or code.lower() in rules.known
    if code not in rules.states or (wordlike and not _ENDED.match(end.string, end.end())):
        return end[0]
    land = end["land"] or ""
    country = land[2:].strip().lower() in rules.places.countries
    return f", {rules.states[code]}" + ("" if country else land)
