"""BMLT's formats: what the letters behind a meeting mean.

Each server invents its keys and ids, and its operators translate them: "C" is closed on one and
children on the next. What they share is the `world_id`; where an operator gave none, the name of
the format says it, in whichever language. The letters count only where a server sends no table.
"""

from dataclasses import dataclass, field
from typing import Any

import msgspec

from ivr.schedule.meeting import FORMATS, held_in, language_held
from ivr.schedule.sources.languages import languages_named, plain

WORLD = {
    "ASL": "asl",
    "BEG": "newcomer",
    "BT": "literature",
    "CAN": "candlelight",
    "CH": "holidays",
    "CLOSED": "closed",
    "CPT": "concept",
    "CW": "children",
    "DISC": "discussion",
    "GL": "lgbtq",
    "GP": "literature",
    "HYBR": "hybrid",
    "IP": "literature",
    "IW": "literature",
    "JFT": "jft",
    "LC": "literature",
    "LIT": "literature",
    "M": "men",
    "MED": "meditation",
    "NC": "no-children",
    "OPEN": "open",
    "QA": "questions",
    "RA": "restricted",
    "SPAD": "literature",
    "SPK": "speaker",
    "STEP": "step",
    "SWG": "step",
    "TC": "temporarily closed",
    "TOP": "discussion",
    "TRAD": "tradition",
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
    "es": "in-es",
    "esp": "in-es",
    "gl": "lgbtq",
    "hy": "hybrid",
    "hybr": "hybrid",
    "ip": "literature",
    "iw": "literature",
    "jft": "jft",
    "jt": "jft",
    "lc": "literature",
    "m": "men",
    "me": "meditation",
    "o": "open",
    "sg": "step",
    "sl": "asl",
    "so": "speaker",
    "tr": "tradition",
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
"""The keys that servers usually have, in small letters: for a server that sends no table."""

NAMES = {
    "asl": "asl",
    "american sign language": "asl",
    "sign language": "asl",
    "lengua de senas": "asl",
    "lengua de signos": "asl",
    "langue des signes": "asl",
    "malentendants": "asl",
    "agnostic": "secular",
    "agnostico": "secular",
    "agnostique": "secular",
    "bilingual": "bilingual",
    "bi-lingual": "bilingual",
    "bilingue": "bilingual",
    "beginners": "newcomer",
    "newcomers": "newcomer",
    "recien llegados": "newcomer",
    "debutants": "newcomer",
    "candlelight": "candlelight",
    "children welcome": "children",
    "children under supervision": "children",
    "child-friendly": "children",
    "child friendly": "children",
    "ninos bienvenidos": "children",
    "ninos bajo supervision": "children",
    "enfants bienvenus": "children",
    "enfants sous supervision": "children",
    "childcare": "childcare",
    "childcare available": "childcare",
    "babysitting": "childcare",
    "babysitting available": "childcare",
    "closed": "closed",
    "cerrada": "closed",
    "cerrado": "closed",
    "fermee": "closed",
    "ferme": "closed",
    "closed holidays": "holidays",
    "closed on holidays": "holidays",
    "cerrado en dias de fiesta": "holidays",
    "ferme durant les jours feries.": "holidays",
    "discussion": "discussion",
    "hybrid": "hybrid",
    "just for today": "jft",
    "solo por hoy": "jft",
    "juste pour aujourd'hui": "jft",
    "men": "men",
    "no children": "no-children",
    "no ninos": "no-children",
    "pas d'enfant": "no-children",
    "online meeting": "virtual",
    "online": "virtual",
    "virtual": "virtual",
    "virtual meeting": "virtual",
    "en linea": "virtual",
    "en ligne": "virtual",
    "internet": "virtual",
    "open": "open",
    "abierta": "open",
    "abierto": "open",
    "ouverte": "open",
    "ouvert": "open",
    "outdoor": "outdoor",
    "outdoors": "outdoor",
    "outdoor meeting": "outdoor",
    "meditation": "meditation",
    "people of color": "color",
    "poc": "color",
    "indigenous": "indigenous",
    "native american": "indigenous",
    "seniors": "seniors",
    "speaker": "speaker",
    "step": "step",
    "steps": "step",
    "temporarily closed": "temporarily closed",
    "temporarily closed facility": "temporarily closed",
    "tradition": "tradition",
    "traditions": "tradition",
    "wheelchair": "wheelchair",
    "wheelchair accessible": "wheelchair",
    "women": "women",
    "young people": "young",
}
"""What operators call the formats to which many give no world_id: `plain` names."""


class Format(msgspec.Struct):
    """One row of the table that GetSearchResults sends along."""

    id: Any = ""
    key_string: Any = ""
    world_id: Any = ""
    name_string: Any = ""
    lang: Any = ""


@dataclass(slots=True)
class FormatTable:
    """What the formats of one server mean. Empty for a server that sends no table.

    An id has one row a language; whichever of them can be understood says what it means.
    """

    by_id: dict[str, frozenset[str]] = field(default_factory=dict)
    by_key: dict[str, frozenset[str]] = field(default_factory=dict)

    def add(self, row: Format) -> None:
        found = frozenset(_meanings(row))
        id, key = str(row.id), str(row.key_string).strip()
        self.by_id[id] = self.by_id.get(id) or found
        # Two languages may have the same key for different formats: then it means neither.
        if found and self.by_key.get(key) and self.by_key[key] != found:
            found = frozenset({_TWO_THINGS})
        self.by_key[key] = found or self.by_key.get(key) or found

    def meanings(self, ids: str, keys: str) -> set[str]:
        """The meanings of a row's two comma lists: of its ids; of its keys for one unknown."""
        by_id = [self.by_id.get(id) for id in _split(ids)]
        if by_id and None not in by_id:
            found = [each for each in by_id if each]
        else:
            usual = {} if self.by_key else KEYS
            found = [
                self.by_key.get(key) or frozenset({usual.get(key.lower(), "")})
                for key in _split(keys)
            ] + [each for each in by_id if each]
        return set().union(*found) - {"", _TWO_THINGS}


_TWO_THINGS = "two things"


def _meanings(row: Format) -> tuple[str, ...]:
    """Of one row: its world_id's, or the languages it names, or what its name says."""
    world, name = str(row.world_id).strip().upper(), str(row.name_string)
    if world in WORLD:
        return (WORLD[world],)
    if plain(name) in NAMES:
        return (NAMES[plain(name)],)
    if not name.strip():
        return (KEYS.get(str(row.key_string).strip().lower(), ""),)
    language = str(row.lang).strip().lower() or "en"
    codes = languages_named(name, language)
    if world == "LANG":
        codes = codes or languages_named(str(row.key_string), language)
    return tuple(map(held_in, codes))


def _split(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def for_callers(meanings: set[str]) -> tuple[str, ...]:
    """Those that a caller is told, in the order in which they are said."""
    languages = sorted(name for name in meanings if language_held(name))
    return (*(name for name in FORMATS if name in meanings), *languages)
