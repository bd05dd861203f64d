"""A postal code as it is said: "one four two oh one", "catorce dos cero uno", "M five V 3A8"."""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

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
LEAST, LEAST_DIGITS = 3, 2
"""Of a code; with fewer, "to" and "for" are words."""
LONGEST_CODE = 5
"""Digits from which on a number is no number for help: 91101 begins as 911 does."""


class _Part(NamedTuple):
    """What a word may be in a code. `sure` where it can be nothing else."""

    text: str
    sure: bool = True


_HUNDREDS, _THOUSANDS = _Part("00"), _Part("000")


def codes(said: str) -> list[str]:
    """What of it may be a postal code, letters and digits, the likeliest first."""
    plain = re.sub(r"\b([0-9]{5})-[0-9]{4}\b", r"\1", said)  # the four more are a street's
    words = tokens(re.sub(r"(?<=[0-9])[.,\s-]+(?=[0-9])", "", plain))
    found: list[str] = []
    for joined in (True, False):
        for run in _runs(_parts(words, joined=joined)):
            for parts in (run, _sure(run)):
                code = _written(parts)
                digits = sum(letter.isdigit() for letter in code)
                if digits >= LEAST_DIGITS and len(code) >= LEAST and code not in found:
                    found.append(code)
    return found


def _parts(words: list[str], *, joined: bool) -> Iterator[_Part | None]:
    """Each word as a part of a code, or None where it is another word.

    `joined` takes "forty two" as 42 and not as 40 and 2.
    """
    at, times = 0, 1
    while at < len(words):
        word = words[at]
        if word in _TIMES:
            times, at = _TIMES[word], at + 1
            continue
        length, number = _number(words[at : at + (_LONGEST if joined else 1)])
        if number:
            yield _Part(number * times if len(number) == 1 else number)
        elif word in _HUNDRED:
            yield _HUNDREDS
        elif word in _THOUSAND:
            yield _THOUSANDS
        elif word in _ALIKE:
            yield _Part(_ALIKE[word] * times, sure=False)
        elif re.fullmatch(r"(?=.*[0-9])[a-z0-9]{1,10}", word):
            yield _Part(word.upper())
        else:
            yield _Part(word.upper(), sure=False) if len(word) == 1 else None
        at, times = at + length, 1


def _number(words: list[str]) -> tuple[int, str]:
    """How many of the words are one number, and its digits; (1, "") where the first is none."""
    for length in range(len(words), 0, -1):
        if number := _NUMBERS.get(tuple(words[:length])):
            return length, number
    return 1, ""


def _runs(parts: Iterable[_Part | None]) -> Iterator[list[_Part]]:
    """The parts that stand together."""
    for of_code, run in groupby(parts, lambda part: part is not None):
        if of_code:
            yield [part for part in run if part is not None]


def _sure(run: list[_Part]) -> list[_Part]:
    """Without what at its ends may be other words: "close to 14201"."""
    sure = [place for place, part in enumerate(run) if part.sure]
    return run[sure[0] : sure[-1] + 1] if sure else []


def _written(run: list[_Part]) -> str:
    """Its digits and letters: "one hundred oh one" is 10001, "ten thousand one" too."""
    written = ""
    for place, part in enumerate(run):
        rest = "".join(each.text for each in run[place + 1 :])
        if part is _THOUSANDS:
            return (written or "1") + rest.rjust(3, "0")
        written += part.text
    return written
