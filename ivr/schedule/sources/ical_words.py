"""What the texts of an event say of its meeting: where it is, how one gets in, what kind it is."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from icalendar import Component

from ivr.calendarevents import value
from ivr.calendartext import categories_of, lines_of
from ivr.schedule.sources import addresses
from ivr.schedule.sources.bmlt_formats import KEYS
from ivr.schedule.sources.entry import Attended
from ivr.schedule.sources.tsml_types import meanings
from ivr.schedule.sources.venue import has_number
from ivr.settings import Source

SCREEN = re.compile(
    r"\b(?:zoom(?:gov)?\.(?:us|com)|meet\.google|teams\.(?:microsoft|live)|webex|gotomeet|whereby|"
    r"jit\.si|skype|bluejeans|ringcentral|discord|freeconferencecall|uberconference)\b",
    re.IGNORECASE,
)
"""Where people meet by screen; other links are home pages."""

NOWHERE = re.compile(
    r"\s*(?:https?://\S+.*|(?:on[\s-]?line|virtual|zoom|(?:tele)?phone|conference|en l[ií]nea|"
    r"en ligne|internet|google meet|(?:microsoft )?teams|skype)"
    r"(?:[\s/&-]+(?:meeting|only|room|link|call|platform|conference|zoom|online|via|by|phone|and|on))*"
    r"(?:\s+(?:meeting )?id\b.*)?)\s*",
    re.IGNORECASE | re.DOTALL,
)
"""What stands for a place where there is none."""

KINDS = re.compile(
    r"\s*(?:meeting )?(?:formats?|types?|formatos?|tipos?)\s*:\s*(.*)", re.IGNORECASE
)
CODE = re.compile(
    r"\b(?:meeting|conference|webinar|access|zoom)?\s*(?:id|pass(?:code|word)?|pin|code|pw|pwd)\b"
    r"\s*[:#=]|\bone tap\b|\bdial(?:[- ]?in)?\b",
    re.IGNORECASE,
)
BARE_LINK = re.compile(r"\s*(?:[\w ]{0,30}:\s*)?https?://\S+\s*")

MOST_LINES = 60
"""Lines of a description that are read."""

LONGEST = 4000
"""Characters of a text that are read."""


@dataclass(frozen=True, slots=True)
class Place:
    name: str = ""
    street: str = ""
    town: str = ""
    province: str = ""
    postcode: str = ""
    country: str = ""


def place_of(location: str, country: str) -> Place:
    """ "Hope House, 1 High St, Port Jefferson, NY 11777" in its parts; a venue's name alone is one.
    Nothing for what is only a link or a word such as "Zoom"."""
    text = " ".join(location[:LONGEST].replace("\n", ", ").split())
    if not text or NOWHERE.fullmatch(text):
        return Place()
    found = addresses.parsed(text, country)
    parts = found.street.split(", ") if found.street else []
    town = found.town
    placed = found.province or found.postcode or found.country
    if town and not placed and (not parts or re.search(r"\d", town)):
        parts, town = [*parts, town], ""  # "Grace Church", "Grace Church, Room 4"
    first = next((at for at, part in enumerate(parts) if re.match(r"\d", part)), len(parts))
    name, street = ", ".join(parts[:first]), ", ".join(parts[first:])
    return Place(name, street, town, found.province, found.postcode, found.country)


@dataclass(frozen=True, slots=True)
class Words:
    """What a description and the fields beside it say."""

    notes: tuple[str, ...]
    phones: tuple[str, ...]
    meanings: frozenset[str]
    linked: bool


def words_of(event: Component, source: Source) -> Words:
    lines = lines_of(text_of(event, "DESCRIPTION"))[:MOST_LINES]
    types = [*categories_of(event)][:MOST_LINES]
    notes: list[str] = []
    phones: list[str] = []
    for line in lines:
        if told := KINDS.fullmatch(line):
            types += _types(told[1])
        elif CODE.search(line) or has_number(line, source.country):
            phones.append(line.strip())
        elif line.strip() and not BARE_LINK.fullmatch(line):
            notes.append(line.strip())
    if not any(has_number(line, source.country) for line in phones):
        notes, phones = [*notes, *phones], []
    fields = ("LOCATION", "URL", "CONFERENCE", "X-GOOGLE-CONFERENCE", "DESCRIPTION")
    linked = any(SCREEN.search(text_of(event, name)) for name in fields)
    return Words(
        notes=tuple(notes),
        phones=(", ".join(phones),) if phones else (),
        meanings=meanings(types, source.fellowship, source.language) | letters(types, source),
        linked=linked,
    )


def text_of(event: Component, name: str) -> str:
    return str(value(event, name) or "")[:LONGEST]


def attended(place: Place, words: Words) -> Attended:
    """By what there is: a place, a way in from afar, or both; "" where there is neither."""
    there = bool(place.name or place.street)
    away = bool(words.linked or words.phones)
    if there:
        return "hybrid" if away else "place"
    return "virtual" if away else ""


def point_of(event: Component) -> tuple[float, float] | None:
    found = value(event, "GEO")
    try:
        return float(found.latitude), float(found.longitude)
    except (AttributeError, TypeError, ValueError):
        return None


def _types(text: str) -> Iterator[str]:
    yield from (each.strip() for each in re.split(r"[,;/]", text) if each.strip())


def letters(types: list[str], source: Source) -> frozenset[str]:
    """NA's lists also have the letters that its servers usually show."""
    if source.fellowship != "na":
        return frozenset()
    return frozenset(KEYS.get(each.strip().lower(), "") for each in types) - {""}
