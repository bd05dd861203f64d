"""A postal code as it is said: "one four two oh one", "catorce dos cero uno", "M five V 3A8"."""

import re
from collections.abc import Iterator
from itertools import pairwise

from ivr.places.words import listed, tokens

_EN = listed(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
    " sixteen seventeen eighteen nineteen"
)
_EN_TENS = listed("twenty thirty forty fifty sixty seventy eighty ninety")
_ES = listed(
    "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince"
    " dieciseis diecisiete dieciocho diecinueve veinte veintiuno veintidos veintitres veinticuatro"
    " veinticinco veintiseis veintisiete veintiocho veintinueve"
)
_ES_TENS = listed("treinta cuarenta cincuenta sesenta setenta ochenta noventa")
_FR = listed(
    "zero un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize"
)
_FR_TENS = listed("vingt trente quarante cinquante soixante")

_ALIKE = {
    "oh": "0", "o": "0", "owe": "0", "won": "1", "to": "2", "too": "2", "tree": "3", "for": "4",
    "fore": "4", "ate": "8", "niner": "9", "una": "1", "une": "1",
}  # fmt: skip
"""What a recogniser writes for a digit among digits, and else for a word."""

_TIMES = {"double": 2, "doble": 2, "triple": 3}
_HUNDRED = frozenset({"hundred", "cien", "ciento", "cent", "cents"})
_THOUSAND = frozenset({"thousand", "mil", "mille"})


def _numbers() -> Iterator[tuple[tuple[str, ...], str]]:
    """All numbers below a hundred, as words; of French also those that are made of others."""
    for words in (_EN, _ES, _FR):
        yield from (((word,), str(number)) for number, word in enumerate(words))
    for tens, units, between in ((_EN_TENS, _EN, ()), (_FR_TENS, _FR, ("et",))):
        for place, ten in enumerate(tens, 2):
            yield (ten,), str(place * 10)
            for unit in range(1, 10):
                yield (ten, units[unit]), str(place * 10 + unit)
                yield (ten, *between, units[unit]), str(place * 10 + unit)
    for place, ten in enumerate(_ES_TENS, 3):
        yield (ten,), str(place * 10)
        yield from (((ten, "y", _ES[unit]), str(place * 10 + unit)) for unit in range(1, 10))
    beyond = [(name,) for name in _FR[10:17]] + [("dix", name) for name in _FR[7:10]]
    for number, name in enumerate(beyond):
        yield ("soixante", *name), str(70 + number)
        yield ("soixante", "et", *name), str(70 + number)
        yield ("quatre", "vingt", *name), str(90 + number)
    for word in ("vingt", "vingts"):
        yield ("quatre", word), "80"
        yield from ((("quatre", word, _FR[unit]), str(80 + unit)) for unit in range(1, 10))
    yield from (((f"dix{_FR[unit]}",), str(10 + unit)) for unit in range(7, 10))
    yield from ((("dix", _FR[unit]), str(10 + unit)) for unit in range(7, 10))


_NUMBERS = dict(_numbers())
_LONGEST = max(map(len, _NUMBERS))
_LEAST = 3
"""Digits of a code, at least; with fewer, "to" and "for" are words."""


def codes(said: str) -> list[str]:
    """What of it may be a postal code, letters and digits, the likeliest first."""
    words = tokens(re.sub(r"(?<=[0-9])[.,\s-]+(?=[0-9])", "", said))
    found = []
    for joined in (True, False):
        parts = list(_parts(words, joined=joined))
        for run in _runs(parts):
            digits = "".join(run)
            sure = sum(c.isdigit() for c in digits)
            if sure >= _LEAST - 1 and len(digits) >= _LEAST and digits not in found:
                found.append(digits)
    return sorted(found, key=len, reverse=True)


def _parts(words: list[str], *, joined: bool) -> Iterator[str]:
    """Each word as digits, or as letters of a code, or "" where it is another word.

    `joined` takes "forty two" as 42 and not as 40 and 2.
    """
    at, times = 0, 1
    while at < len(words):
        for length in range(_LONGEST if joined else 1, 0, -1):
            part = _NUMBERS.get(tuple(words[at : at + length]))
            if part is not None:
                break
        else:
            length, word = 1, words[at]
            part = _ALIKE.get(word, "")
            if word.isdigit() or _mixed(word):
                part = word
            elif word in _HUNDRED:
                part = "H"
            elif word in _THOUSAND:
                part = "K"
            elif word in _TIMES:
                times, at = _TIMES[word], at + 1
                continue
        counts = part in ("H", "K")
        yield f"+{part}" if counts else part.upper() * (times if len(part) == 1 else 1)
        at, times = at + length, 1


def _mixed(word: str) -> bool:
    """A part of a code with letters: "m5v", "3a8", a lone letter, but no word."""
    return len(word) == 1 or bool(re.fullmatch(r"(?=.*[0-9])[a-z0-9]{2,7}", word))


def _runs(parts: list[str]) -> Iterator[list[str]]:
    """The parts that stand together, hundreds and thousands worked into their digits."""
    run: list[str] = []
    for part, following in pairwise([*parts, "", ""]):
        if part == "+H":
            run = [*run[:-1], (run[-1] if run else "1") + ("" if following[:1].isdigit() else "00")]
        elif part == "+K":
            run.append("K")
        elif part:
            run.append(part)
        elif run:
            yield _counted(run)
            run = []


def _counted(run: list[str]) -> list[str]:
    """Thousands: "ten thousand one" is 10001."""
    if "K" not in run:
        return run
    at = run.index("K")
    before, after = "".join(run[:at]) or "1", "".join(part for part in run[at + 1 :] if part != "K")
    return [before, after.rjust(3, "0")] if len(after) <= 3 else [before, after]
