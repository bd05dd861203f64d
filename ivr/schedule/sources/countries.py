"""Which country a list means: by its code of two or three letters, its number or its name."""

from functools import lru_cache

from babel import Locale
from babel.core import get_global

OURS = {"england": "GB", "scotland": "GB", "wales": "GB", "northern ireland": "GB"}
"""Names that people write and no table of states has."""

WRITTEN_IN = ("en", "es", "fr", "de", "pt", "it", "nl", "sv", "da", "pl")
"""The languages in which lists write the names of countries."""


@lru_cache(4096)
def country_code(text: str) -> str:
    """The ISO 3166 alpha-2 code, or "" for what names no country."""
    written = " ".join(text.replace(".", "").split())
    return _names().get(written.casefold(), "")


@lru_cache(1)
def _names() -> dict[str, str]:
    names: dict[str, str] = {}
    for language in WRITTEN_IN:
        for code, name in Locale(language).territories.items():
            if len(code) == 2 and code.isalpha() and code not in ("ZZ", "XA", "XB", "EU", "EZ"):
                names.setdefault(code.casefold(), code)
                names.setdefault(name.replace(".", "").casefold(), code)
    for old, codes in get_global("territory_aliases").items():
        if len(codes) == 1 and codes[0].casefold() in names:
            names[old.casefold()] = codes[0]
    return names | OURS
