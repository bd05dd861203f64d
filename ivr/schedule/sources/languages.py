"""Which language a list means: by a code, or by a name in any of the languages that lists use.

Lists say "ES", "Español", "Spanish speaking", "Anglais" or "Lithuanian/Russian".
"""

import re
import unicodedata
from functools import cache

from babel import Locale, UnknownLocaleError
from babel.core import get_global

from ivr.schedule.spoken_tables import LANGUAGES

HELD = (
    "am", "ar", "bg", "bn", "bs", "ca", "cs", "da", "de", "el", "en", "es", "et", "eu", "fa",
    "fi", "fr", "gl", "gu", "ha", "he", "hi", "hr", "ht", "hu", "hy", "id", "is", "it", "ja",
    "ka", "kk", "km", "ko", "ku", "lt", "lv", "mk", "ml", "mn", "ms", "mt", "my", "nb", "ne",
    "nl", "pa", "pl", "ps", "pt", "ro", "ru", "sk", "sl", "so", "sq", "sr", "sv", "sw", "ta",
    "te", "th", "ti", "tl", "tr", "uk", "ur", "uz", "vi", "yi", "zh", "zu",
)  # fmt: skip
"""Those in which a meeting may be held. Not all there are: "Ga" and "Vai" are languages, too."""

_ALSO = {"castellano": "es", "farsi": "fa", "finlandais": "fi", "mandarin": "zh"}
"""Names that people use and the tables of languages do not have."""

_APART = re.compile(r"[^\w\s-]+|\s+(?:and|or|y|o|et|ou|und)\s+")
_BESIDE = re.compile(
    r"\b(?:in|en|auf|speaking|spoken|language|languages|langue|idioma|only|meetings?|reunion|"
    r"habla|parle|parlee|de)\b"
)


def languages_named(text: str, language: str = "en") -> tuple[str, ...]:
    """The ISO 639-1 codes of the languages in `text`, which is itself in `language`; () for none.

    All of the text must be languages: "Spanish Harlem" is none.
    """
    found = []
    for part in _APART.split(text):
        name = " ".join(_BESIDE.sub(" ", plain(part)).split())
        if name:
            code = _code(name) or _named(name, language)
            if not code:
                return ()
            found.append(code)
    return tuple(dict.fromkeys(found))


def _code(name: str) -> str:
    """Two or three letters that stand for a language: "es", "spa"."""
    two = name if len(name) == 2 else get_global("language_aliases").get(name, "")
    return two if two in HELD else ""


def _named(name: str, language: str) -> str:
    for each in dict.fromkeys((language, *LANGUAGES)):
        if code := _names(each).get(name):
            return code
    return _ALSO.get(name) or _own_names().get(name, "")


@cache
def _names(language: str) -> dict[str, str]:
    """The codes of HELD by what they are called in `language`."""
    try:
        names = Locale.parse(language).languages
    except (UnknownLocaleError, ValueError):
        return {}
    return {plain(names[code]): code for code in HELD if code in names}


@cache
def _own_names() -> dict[str, str]:
    """The codes of HELD by what each calls itself; read only where no other name fits."""
    found = {}
    for code in HELD:
        try:
            found[plain(Locale.parse(code).languages.get(code, code))] = code
        except UnknownLocaleError:
            continue
    return found


def plain(text: str) -> str:
    """In small letters without accents, as a hurried operator writes."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(part for part in parts if not unicodedata.combining(part)).strip()
