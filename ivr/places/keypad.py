"""Postal codes as a telephone's keys write them: letters are the keys they stand on."""

import re

MOST_DIGITS = 10

DIGITS = {
    **dict.fromkeys(("AT", "AU", "BE", "CH", "DK", "HU", "NO", "NZ", "PH", "ZA"), 4),
    **dict.fromkeys(("DE", "ES", "FI", "FR", "IL", "IT", "MX", "TR", "US"), 5),
    **dict.fromkeys(("CA", "IN", "RO", "SG"), 6),
    **dict.fromkeys(("CL", "GB", "IE", "JP", "PT"), 7),
    "BR": 8,
}
"""How many keys a whole code has, where that is known: after so many nobody need press pound."""

_KEYS = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "22233344455566677778889999")


def keyed(code: str) -> str:
    """The keys of a code: "K1A 0B1" is 521021. "" for what is none."""
    plain = re.sub(r"[\s.-]", "", code.upper())
    found = re.fullmatch(rf"[A-Z0-9]{{3,{MOST_DIGITS}}}", plain)
    return plain.translate(_KEYS) if found and re.search("[0-9]", plain) else ""


def forms(code: str, country: str) -> list[str]:
    """All that a caller may type for a code: the whole, and the part that names its district."""
    if country == "US":
        return [keyed(code[:5])] if re.match(r"[0-9]{5}(?![0-9])", code) else []
    keys = keyed(code)
    plain = re.sub(r"[\s.-]", "", code)
    if country == "CA":
        return [keys, keys[:3]] if re.fullmatch("[A-Za-z][0-9][A-Za-z0-9]+", plain) else []
    if country in ("GB", "IE") and len(keys) > 5:
        return [keys, keys[: -3 if country == "GB" else -4]]
    return [keys] if keys else []
