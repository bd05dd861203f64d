"""What the types of a Meeting Guide row mean: letters that each fellowship uses in its own way.

"B" is the Big Book in AA and a book of another kind elsewhere, "SP" a speaker here and "SPK"
there; lists made by hand have the names of the types instead, in their own language.
"""

from collections.abc import Iterable

from ivr.schedule.meeting import held_in
from ivr.schedule.sources.bmlt_formats import NAMES as FORMAT_NAMES
from ivr.schedule.sources.bmlt_formats import WORLD
from ivr.schedule.sources.languages import languages_named, plain

Table = dict[str, tuple[str, ...]]

ALL: Table = {
    "O": ("open",),
    "C": ("closed",),
    "ONL": ("virtual",),
    "TC": ("temporarily closed",),
    "M": ("men",),
    "W": ("women",),
    "X": ("wheelchair",),
    "ASL": ("asl",),
    "CAN": ("candlelight",),
    "LGBTQ": ("lgbtq",),
    "LGBTQIA": ("lgbtq",),
    "LIT": ("literature",),
    "MED": ("meditation",),
    "OUT": ("outdoor",),
    "POC": ("color",),
    "BA": ("childcare",),
    "CF": ("children",),
}
"""Means the same in all of them."""

OTHER: Table = ALL | {
    "A": ("secular",),
    "BE": ("newcomer",),
    "S": (held_in("es"),),
    "SP": ("speaker",),
    "ST": ("step",),
    "EN": (held_in("en"),),
    "FR": (held_in("fr"),),
}
"""And in most of those that are neither NA nor AA; what is not here is not said."""

AA: Table = OTHER | {
    "11": ("meditation",),
    "12X12": ("step", "tradition"),
    "ABSI": ("literature",),
    "B": ("literature",),
    "BI": ("lgbtq",),
    "D": ("discussion",),
    "DR": ("literature",),
    "G": ("lgbtq",),
    "GR": ("literature",),
    "L": ("lgbtq",),
    "LS": ("literature",),
    "N": ("indigenous",),
    "NB": ("lgbtq",),
    "NDG": ("indigenous",),
    "SEN": ("seniors",),
    "T": ("lgbtq",),
    "TR": ("tradition",),
    "Y": ("young",),
    "AM": (held_in("am"),),
    "AR": (held_in("ar"),),
    "BG": (held_in("bg"),),
    "DA": (held_in("da"),),
    "DE": (held_in("de"),),
    "EL": (held_in("el"),),
    "FA": (held_in("fa"),),
    "FI": (held_in("fi"),),
    "HE": (held_in("he"),),
    "HI": (held_in("hi"),),
    "HR": (held_in("hr"),),
    "HU": (held_in("hu"),),
    "IS": (held_in("is"),),
    "ITA": (held_in("it"),),
    "JA": (held_in("ja"),),
    "KA": (held_in("ka"),),
    "KOR": (held_in("ko"),),
    "LT": (held_in("lt"),),
    "ML": (held_in("ml"),),
    "NE": (held_in("ne"),),
    "NL": (held_in("nl"),),
    "NO": (held_in("nb"),),
    "POL": (held_in("pl"),),
    "POR": (held_in("pt"),),
    "PUN": (held_in("pa"),),
    "RUS": (held_in("ru"),),
    "SK": (held_in("sk"),),
    "SL": (held_in("sl"),),
    "SV": (held_in("sv"),),
    "TH": (held_in("th"),),
    "TL": (held_in("tl"),),
    "TUR": (held_in("tr"),),
    "UK": (held_in("uk"),),
}

NA: Table = ALL | {code: (meaning,) for code, meaning in WORLD.items()} | {"S": (held_in("es"),)}
"""The letters of NA's world service, as the plugin and the bridge of a BMLT server write them."""

TABLES = {"na": NA, "aa": AA, "other": OTHER}
"""By `Source.fellowship`."""

NAMES: Table = {name: (meaning,) for name, meaning in FORMAT_NAMES.items()} | {
    "11th step meditation": ("meditation",),
    "11th step": ("meditation",),
    "12 steps & 12 traditions": ("step", "tradition"),
    "12 steps and 12 traditions": ("step", "tradition"),
    "12 pasos y 12 tradiciones": ("step", "tradition"),
    "12 etapes et 12 traditions": ("step", "tradition"),
    "as bill sees it": ("literature",),
    "atheist / agnostic": ("secular",),
    "basic text": ("literature",),
    "beginner": ("newcomer",),
    "big book": ("literature",),
    "libro grande": ("literature",),
    "gros livre": ("literature",),
    "bisexual": ("lgbtq",),
    "birthday": (),
    "luz de una vela": ("candlelight",),
    "a la chandelle": ("candlelight",),
    "child-friendly": ("children",),
    "daily reflections": ("literature",),
    "reflexiones diarias": ("literature",),
    "discusion": ("discussion",),
    "enfants acceptes": ("children",),
    "femmes": ("women",),
    "hommes": ("men",),
    "gay": ("lgbtq",),
    "lesbian": ("lgbtq",),
    "lesbianas": ("lgbtq",),
    "lesbienne": ("lgbtq",),
    "lgbtq": ("lgbtq",),
    "lgbtq+": ("lgbtq",),
    "lgbtqia+": ("lgbtq",),
    "gente de color": ("color",),
    "gente joven": ("young",),
    "jeunes": ("young",),
    "grapevine": ("literature",),
    "la vina": ("literature",),
    "hombres": ("men",),
    "mujer": ("women",),
    "mujeres": ("women",),
    "literature": ("literature",),
    "literatura": ("literature",),
    "living sober": ("literature",),
    "location temporarily closed": ("temporarily closed",),
    "ubicacion temporalmente cerrada": ("temporarily closed",),
    "emplacement temporairement ferme": ("temporarily closed",),
    "meditacion": ("meditation",),
    "newcomer": ("newcomer",),
    "principiantes": ("newcomer",),
    "nouveau/nouvelle": ("newcomer",),
    "non-binary": ("lgbtq",),
    "orador": ("speaker",),
    "conferencier": ("speaker",),
    "ouvert(e)": ("open",),
    "al aire libre": ("outdoor",),
    "en plein air": ("outdoor",),
    "secular": ("secular",),
    "seculier": ("secular",),
    "step meeting": ("step",),
    "step study": ("step",),
    "estudio de pasos": ("step",),
    "sur les etapes": ("step",),
    "tradition study": ("tradition",),
    "transgender": ("lgbtq",),
    "wheelchair access": ("wheelchair",),
    "acceso en silla de ruedas": ("wheelchair",),
    "acces aux fauteuils roulants": ("wheelchair",),
    "young adults": ("young",),
}
"""`plain` names, as people write them into a sheet."""

LONGEST = 60
"""Characters of a type's name."""

MOST = 60
"""Types of a row."""


def only_types(name: str) -> bool:
    """Whether a meeting's name is no name but a list of types, as some programs make one of them:
    three at least, and two of three known."""
    parts = [" ".join(plain(part[:LONGEST]).split()) for part in name.split(",")[:MOST]]
    return len(parts) > 2 and 3 * sum(part in NAMES for part in parts) >= 2 * len(parts)


def meanings(types: Iterable[str], fellowship: str, language: str = "en") -> frozenset[str]:
    """What codes and names of types mean, names being in `language` or a usual one."""
    table = TABLES.get(fellowship, OTHER)
    found: set[str] = set()
    for _, type in zip(range(MOST), types, strict=False):
        written = type.strip()[:LONGEST]
        if (known := table.get(written.upper())) is not None:
            found.update(known)
        elif (named := NAMES.get(" ".join(plain(written).split()))) is not None:
            found.update(named)
        elif len(written) > 3:  # shorter ones are codes of a fellowship that is not this one
            found.update(map(held_in, languages_named(written, language)))
    return frozenset(found)
