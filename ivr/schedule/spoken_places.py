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
_TWO_NUMBERS = re.compile(r"(?:^|(?<=, ))(\d{3,6}) (?=\d{1,3} [^\W\d_])")
_STATE_AFTER_TOWN = re.compile(r"(?<=[^\W\d_]), ?([A-Z]{2})\b\.?(?: \d{5}(?:-\d{4})?\b)?")
_ENDED = re.compile(r"\s*(?:$|[,.;)-])")


def bare_address(text: str, rules: Rules) -> str:
    """The address without state, postcode and country; never without its first part."""
    kept: list[str] = []
    dropped = False
    parts = [part.strip() for part in text.split(",") if part.strip()]
    states = rules.regions
    for at in range(len(parts) - 1, -1, -1):
        part, first = parts[at], at == 0
        shorter = part
        if not (first and len(parts) > 1 and part.isdigit()):
            shorter = _ENDS_IN_POSTCODE.sub("", part).strip()
        if first and shorter and shorter.split()[-1].lower() in rules.rooms:
            shorter = part
        code = _ENDS_IN_CODE.search(shorter)
        if code and code[1] in rules.states and (not first or shorter != part):
            shorter = shorter[: code.start()].strip()
        region = shorter.lower() in states and (dropped or at == len(parts) - 1) and at > 1
        if (
            shorter.lower() in rules.places.countries
            or (shorter.lower() in states and dropped and at > 0)
            or region
        ):
            shorter = "" if not first else shorter
        if shorter != part:
            dropped = True
        if shorter:
            kept.append(shorter)
    kept = list(dict.fromkeys(reversed(kept)))
    said = _STATE_ROUTE.sub(lambda road: _state_route(road, rules), ", ".join(kept))
    return _GLUED.sub(" ", said)


def _state_route(road: re.Match[str], rules: Rules) -> str:
    code = road[1]
    return (
        f"{rules.states[code]} "
        if code in rules.states and code.lower() not in rules.known
        else road[0]
    )


def dashed(text: str, rules: Rules) -> str:
    """House numbers that two numbers make: "12-34 Oak" with its dash, "10740, 19 Avenue" apart."""
    text = _HYPHENED.sub(rf"\1 {rules.dash} \2", text) if "-" in text else text
    return _TWO_NUMBERS.sub(r"\1, ", text)


def state_names(text: str, rules: Rules) -> str:
    """In running text a state after a town is said whole and its postcode dropped."""
    if not rules.states or "," not in text or text.isupper():
        return text
    return _STATE_AFTER_TOWN.sub(lambda end: _state_name(end, rules), text)


def _state_name(end: re.Match[str], rules: Rules) -> str:
    code = end[1]
    wordlike = code.lower() in rules.spelled.words | rules.known
    if code not in rules.states or (wordlike and not _ENDED.match(end.string, end.end())):
        return end[0]
    return f", {rules.states[code]}"
