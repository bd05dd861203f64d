"""BMLT's formats: what the letters behind a meeting mean.

Each server invents its keys and ids, and its operators translate them; what they share is the
`world_id`, so that comes first and the usual keys only where it is missing.
"""

from dataclasses import dataclass, field
from typing import Any

import msgspec

from ivr.schedule.meeting import FORMATS

WORLD = {
    "ASL": "asl",
    "BEG": "newcomer",
    "BT": "literature",
    "CAN": "candlelight",
    "CLOSED": "closed",
    "DISC": "discussion",
    "GL": "lgbtq",
    "GP": "literature",
    "HYBR": "hybrid",
    "IP": "literature",
    "IW": "literature",
    "JFT": "literature",
    "LC": "literature",
    "LIT": "literature",
    "M": "men",
    "MED": "meditation",
    "OPEN": "open",
    "SPAD": "literature",
    "SPK": "speaker",
    "STEP": "step",
    "SWG": "step",
    "TC": "temporarily closed",
    "TOP": "discussion",
    "VM": "virtual",
    "W": "women",
    "WCHR": "wheelchair",
    "Y": "young",
}
"""world_id -> one of FORMATS, or how and by whom a meeting is attended."""

KEYS = {
    "asl": "asl",
    "b": "newcomer",
    "bk": "literature",
    "bt": "literature",
    "c": "closed",
    "cl": "candlelight",
    "d": "discussion",
    "es": "spanish",
    "esp": "spanish",
    "gl": "lgbtq",
    "hy": "hybrid",
    "hybr": "hybrid",
    "ip": "literature",
    "iw": "literature",
    "jt": "literature",
    "lc": "literature",
    "m": "men",
    "me": "meditation",
    "o": "open",
    "sg": "step",
    "sl": "asl",
    "so": "speaker",
    "sd": "speaker",
    "st": "step",
    "tc": "temporarily closed",
    "to": "discussion",
    "vm": "virtual",
    "w": "women",
    "wc": "wheelchair",
    "web": "virtual",
    "yp": "young",
}
"""The keys that servers usually have, in small letters."""


class Format(msgspec.Struct):
    """One row of the table that GetSearchResults sends along."""

    id: Any = ""
    key_string: Any = ""
    world_id: Any = ""


@dataclass(slots=True)
class FormatTable:
    """What the formats of one server mean. Empty for a server that sends no table."""

    by_id: dict[str, str] = field(default_factory=dict)
    by_key: dict[str, str] = field(default_factory=dict)

    def add(self, row: Format) -> None:
        key = str(row.key_string).strip()
        meaning = WORLD.get(str(row.world_id).strip().upper()) or KEYS.get(key.lower(), "")
        self.by_id[str(row.id)] = meaning
        self.by_key.setdefault(key, meaning)

    def meanings(self, ids: str, keys: str) -> set[str]:
        """The meanings of a row's two comma lists: its ids are surer, its keys always there."""
        by_id = {self.by_id[id] for id in _split(ids) if id in self.by_id}
        by_key = {self.by_key.get(key, KEYS.get(key.lower(), "")) for key in _split(keys)}
        return (by_id | by_key) - {""}


def _split(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def for_callers(meanings: set[str]) -> tuple[str, ...]:
    """Those that a caller is told, in the order in which they are said."""
    return tuple(name for name in FORMATS if name in meanings)
