"""The fields of a Meeting Guide row, each to its value or to None where it has none.

Plugins, spreadsheets and programs of ten years write them: numbers as strings, strings as numbers,
one value where others have a list.
"""

import math
import re
from functools import lru_cache
from typing import Any

import msgspec

from ivr.schedule.sources.sheet_cells import clock, weekdays

UNSENT = msgspec.UNSET


MOST_DAYS = 14
"""Of a row's list of days that are looked at."""

LONGEST_NOTE = 2000


class Row(msgspec.Struct):
    """What is read of a row. Nothing is taken for granted; None is null or was not sent."""

    slug: Any = None
    id: Any = None
    name: Any = None
    group: Any = None
    day: Any = None
    time: Any = None
    end_time: Any = None
    timezone: Any = None
    location: Any = None
    formatted_address: Any = None
    address: Any = None
    city: Any = None
    state: Any = None
    postal_code: Any = None
    country: Any = None
    latitude: Any = None
    longitude: Any = None
    coordinates: Any = UNSENT  # of the bridge of a BMLT server only, and null for virtual ones
    approximate: Any = None
    location_notes: Any = None
    notes: Any = None
    group_notes: Any = None
    district: Any = None
    types: Any = None
    attendance_option: Any = None
    conference_url: Any = None
    conference_url_notes: Any = None
    conference_phone: Any = None
    conference_phone_notes: Any = None

    @property
    def bridged(self) -> bool:
        """Whether a BMLT server wrote it: its types are NA's, and a day may end where it began."""
        return self.coordinates is not UNSENT and self.latitude is None


def words(value: Any) -> str:
    """A field as text; "" for what is none."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, bool) or not isinstance(value, int | float):
        return ""
    whole = isinstance(value, float) and math.isfinite(value) and value.is_integer()
    return str(int(value) if whole and abs(value) < 1e15 else value)


def texts(value: Any) -> list[str]:
    """A list of texts, or one with commas in it."""
    if isinstance(value, list):
        return [text for each in value if (text := words(each))]
    return [text for each in words(value).split(",") if (text := each.strip())]


def wrong(text: str, what: str) -> str:
    """What is wrong with a value that is no `what`, as a report begins to say it."""
    return f"“{text[:20]}” is no {what}"


def days(value: Any, language: str) -> tuple[list[int], list[str]]:
    """The weekdays of a field, 0 for Monday, and what in it is none: Meeting Guide counts from 0,
    Sunday, and programs write it as a number, a name, or several of either."""
    found: list[int] = []
    bad: list[str] = []
    for text in map(words, value[:MOST_DAYS] if isinstance(value, list) else [value]):
        if text and not (some := _weekdays(text, language)):
            bad.append(text)
        elif text:
            found += some
    return list(dict.fromkeys(found)), bad


@lru_cache(1024)
def _weekdays(text: str, language: str) -> tuple[int, ...]:
    return weekdays(text, language)


@lru_cache(4096)
def minute(text: str) -> int | None:
    """ "19:30", "7:30 PM" or "noon" as minutes after midnight."""
    found = clock(text)
    return None if found is None else found.minute


def point(row: Row) -> tuple[float, float] | None:
    """Degrees north and east, wherever that may be; None where there are none, (nan, nan) where
    nobody can read them."""
    pair = words(row.latitude), words(row.longitude)
    if not any(pair):
        north, comma, east = words(
            None if row.coordinates is UNSENT else row.coordinates
        ).partition(",")
        pair = north, east
        if not (north or comma):
            return None
    elif "," in pair[0] and not pair[1]:  # both in one
        north, _, east = pair[0].partition(",")
        pair = north, east
    try:
        return float(pair[0]), float(pair[1])
    except ValueError:
        return math.nan, math.nan


_BESIDE = r"(?:mobile|join|meeting|link|number|no\.?)"
_WAY = (
    r"(?:zoom|phone|telephone|dial[- ]?in|call[- ]?in|one tap|id|pass(?:word|code)|pwd?|pin)"
    rf"(?:[ -]{_BESIDE})*"
)
SCREEN = re.compile(
    rf"(?i)\b(?:{_BESIDE} )?{_WAY}(?:[ -]{_WAY}){{0,5}}(?!\w)[^\S\n]*"
    r"(?:(?:[:=#]|\.\.)[^\S\n]*(?:https?://\S+|\+?\(?\d[\d() ,#*.-]*[\d#*]|\S{0,40}\d\S*|(?=\n|$))"
    r"|https?://\S+|\+?\(?\d[\d() ,#*.-]{3,}[\d#*])"
    r"|(?i:\bpass(?:word|code)):[^\S\n]*\S+"
)
"""How to get in by screen or telephone, in the words of a note."""

DIAL_IN = re.compile(
    r"(?i)\b(?:phone|telephone|dial|call[- ]?in|one tap)\b[^\n]{0,60}?"
    r"\+?\d[\d() .-]{8,16}\d\b[^\n]{0,160}"
)
CODE = re.compile(r"(?i)\b(?:id|code|pin|access)\b\D{0,12}\d{3}|,,\s?\d{6}")


def described(note: str) -> str:
    """A note without the ways in, which are said by themselves or of no use on a telephone."""
    return SCREEN.sub(" ", note[:LONGEST_NOTE])


def dial_in(notes: list[str]) -> str:
    """The part of the notes that is clearly a bridge to call: a number and its code."""
    for note in notes:
        for found in DIAL_IN.finditer(note[:LONGEST_NOTE]):
            if CODE.search(found[0]):
                return found[0]
    return ""
