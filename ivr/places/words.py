"""Words as they are compared: without accents, marks and spaces, and by their sound."""

import re
import unicodedata
from collections.abc import Iterable, Sequence

_SHORT = {
    "saint": "st", "sainte": "st", "ste": "st", "mount": "mt", "mountain": "mtn", "fort": "ft",
    "north": "n", "south": "s", "east": "e", "west": "w", "point": "pt", "heights": "hts",
    "township": "twp", "village": "vlg", "springs": "spgs", "and": "",
}  # fmt: skip
"""Words that lists, packages and recognisers write in two ways."""

_MARKS = str.maketrans(
    {chr(code): " " for code in range(128) if not chr(code).isalnum()} | dict.fromkeys("'’ʼ")
)
_STRANGE = re.compile(r"[^a-z0-9]+")
_UNFOLDED = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ł": "l", "ð": "d", "þ": "th", "ı": "i"}
)


def listed(text: str) -> list[str]:
    """The words of a table."""
    return text.split()


def tokens(text: str) -> list[str]:
    """Its words in small letters of the English alphabet; single letters in a row are one word."""
    plain = text.lower()
    if plain.isascii():
        if plain.isalnum() and len(plain) > 1:  # as most are, in lists of a hundred thousand
            return [plain]
    else:
        folded = unicodedata.normalize("NFKD", plain.translate(_UNFOLDED))
        plain = "".join(c for c in folded if not unicodedata.combining(c))
        plain = _STRANGE.sub(" ", plain.translate(_MARKS))
    found = plain.translate(_MARKS).split()
    if 1 not in map(len, found):
        return found
    joined: list[str] = []
    letters = False  # whether the last word is made of single letters
    for word in found:
        single = len(word) == 1 and word.isalpha()
        if single and letters:
            joined[-1] += word
        else:
            joined.append(word)
        letters = single
    return joined


def key(words: Iterable[str]) -> str:
    """What two spellings of one name have in common: "Saint Albans" and "St. Albans" are the same,

    and "new port" is Newport.
    """
    return "".join([_SHORT.get(word, word) for word in words])


_RULES = [
    (re.compile(pattern, re.MULTILINE), by)
    for pattern, by in (
        (r"^(?:kn|gn|pn)", "n"),
        (r"^wr", "r"),
        (r"^x", "s"),
        (r"x", "ks"),
        (r"sch", "sk"),
        (r"tch|ch|sh|ti(?=on|a)", "x"),
        (r"ph", "f"),
        (r"dge?(?=[eiy]|$)", "j"),
        (r"(?<!^)gh", ""),
        (r"c(?=[eiy])", "s"),
        (r"[cq]", "k"),
        (r"g(?=[eiy])", "j"),
        (r"z", "s"),
        (r"th", "t"),
        (r"[dt]+", "t"),
        (r"[bp]+", "p"),
        (r"[vf]+", "f"),
        (r"^[aeiouy]+", "a"),
        (r"(?<!^)[aeiouywh]", ""),
        (r"(.)\1+", r"\1"),
    )
]


def sound(key: str) -> str:
    """How a key sounds, roughly, to an English ear: its consonants, those alike being the same."""
    return sounds([key])[0]


def sounds(keys: Sequence[str]) -> list[str]:
    """How each of these keys sounds: of many in a tenth of the time, for all are one text."""
    if not keys:
        return []
    text = "\n".join(keys)
    for pattern, by in _RULES:
        text = pattern.sub(by, text)
    return text.split("\n")
