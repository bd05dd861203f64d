"""Days, times and lengths as people write them into a spreadsheet."""

import re
from functools import lru_cache
from typing import NamedTuple

from babel import Locale

from ivr.schedule.sources.languages import plain

WRITTEN_IN = (
    "en", "es", "fr", "pt", "it", "de", "nl", "sv", "da", "nb", "fi", "pl", "cs", "sk", "hu", "ro",
    "hr", "sl", "lt", "lv", "et", "el", "ru", "uk", "bg", "tr", "he", "ar", "fa", "hi", "ja", "ko",
    "zh", "is", "id", "vi", "th",
)  # fmt: skip
"""Whose names of the weekdays are known; of two that write one name, the first is meant."""

EVERY_DAY = ("daily", "every day", "everyday", "all days", "7 days", "diario", "todos los dias",
             "cada dia", "quotidien", "tous les jours", "chaque jour")  # fmt: skip
WEEKDAYS = ("weekdays", "every weekday")
WEEKEND = ("weekends", "weekend")
USUAL = {"tues": 1, "thur": 3, "thurs": 3, "weds": 2, "m": 0, "tu": 1, "w": 2, "th": 3, "f": 4}
"""Short forms of English that no table has."""

EACH = re.compile(r"^(?:every|each|on|cada|los|el|le|chaque|les)\s+")
APART = re.compile(r"[,;/&+\n]|\s(?:and|y|et|und|e)\s")
RANGE = re.compile(r"\s*(?:-|–|—|\bto\b|\bthrough\b|\bthru\b)\s*")
LONGEST = 200
"""Characters of a cell that are looked at."""

NOON = ("noon", "midday", "12 noon", "12:00 noon", "mediodia", "midi")
MIDNIGHT = ("midnight", "12 midnight", "12:00 midnight", "medianoche", "minuit")
HALF = re.compile(r"([ap])\s?\.?\s?(?:m\b\.?)?$")
CLOCK = re.compile(
    r"(\d{1,2})(?:\s?[:.h]\s?([0-5]\d)?(?::[0-5]\d(?:\.\d+)?)?)?(?:\s?(?:hrs?|uhr))?"
)
MILITARY = re.compile(r"([01]?\d|2[0-3])([0-5]\d)(?:\s?h(?:rs?|ours)?)?")
FRACTION = re.compile(r"0?\.\d{1,20}|0(?:\.0)?")


class Clock(NamedTuple):
    """A time of day. `sure` unless it may be twelve hours later: "7:30" among "7:30 PM"."""

    minute: int  # after midnight
    sure: bool = True


def weekdays(text: str, language: str = "en") -> tuple[int, ...]:
    """The days that a cell names, 0 for Monday; () when something in it is no day.

    "Tuesday", "Mon.", "lunes y jueves", "Mon-Fri", "Daily"; a number counts from 0 for Sunday, as
    in Meeting Guide.
    """
    cell = plain(text[:LONGEST])
    found: list[int] = []
    for part in APART.split(cell):
        name = EACH.sub("", " ".join(part.split())).strip(" .:")
        if not name:
            continue
        days = _days(name, language)
        if not days:
            return ()
        found += days
    return tuple(sorted(set(found)))


def _days(name: str, language: str) -> tuple[int, ...]:
    if name in EVERY_DAY:
        return tuple(range(7))
    if name in WEEKDAYS:
        return tuple(range(5))
    if name in WEEKEND:
        return (5, 6)
    if (one := _day(name, language)) is not None:
        return (one,)
    ends = RANGE.split(name)
    first, last = (_day(end, language) for end in ends) if len(ends) == 2 else (None, None)
    if first is None or last is None:
        return ()
    return tuple((first + day) % 7 for day in range((last - first) % 7 + 1))


def _day(name: str, language: str) -> int | None:
    name = name.strip(" .:")
    if name in ("0", "1", "2", "3", "4", "5", "6"):
        return (int(name) + 6) % 7
    found = _names(language).get(name)
    return found if found is not None else _names(language).get(name.removesuffix("s"))


@lru_cache(64)
def _names(language: str) -> dict[str, int]:
    """In `language` before the others."""
    names: dict[str, int] = {}
    for each in dict.fromkeys((language, *WRITTEN_IN)):
        try:
            days = Locale.parse(each).days
        except (ValueError, LookupError):  # a language that has no table
            continue
        for form in ("wide", "abbreviated", "short"):
            for context in ("format", "stand-alone"):
                for day, name in days[context].get(form, {}).items():
                    written = plain(name).strip(" .")
                    if len(written) > 1 or not written.isascii():
                        names.setdefault(written, day)
    return {**USUAL, **names}


def clock(text: str) -> Clock | None:
    """A time as "7:30 PM", "7p", "19:30", "1930", "19h30", "noon" or a spreadsheet's 0.8125."""
    cell = " ".join(plain(text[:LONGEST]).split()).strip(" .,")
    if cell in NOON:
        return Clock(720)
    if cell in MIDNIGHT:
        return Clock(0)
    if FRACTION.fullmatch(cell):
        minute = round(float(cell) * 1440)
        return Clock(minute) if minute < 1440 else None
    half = HALF.search(cell)
    bare = cell[: half.start()].strip() if half else cell
    found = CLOCK.fullmatch(bare) or MILITARY.fullmatch(bare)
    if not found:
        return None
    hour, minute = int(found[1]), int(found[2] or 0)
    if half:
        if not 1 <= hour <= 12:
            # "19:30 PM" can only be meant one way; "0:30 AM", too.
            fits = hour < 24 and (hour > 12) == (half[1] == "p")
            return Clock(hour * 60 + minute) if fits else None
        return Clock((hour % 12 + (12 if half[1] == "p" else 0)) * 60 + minute)
    if hour > 23 or (not found[2] and bare.isdigit()):
        return None  # "7" alone is no time
    military = found.re is MILITARY or (len(bare.partition(":")[0]) == 2 and bare[0] == "0")
    return Clock(hour * 60 + minute, sure=military or not 1 <= hour <= 12)


def halved(text: str) -> bool:
    """Whether a time says in which half of the day it is."""
    return bool(re.search(r"\d\s?[ap]\.?\s?m\b", plain(text[:LONGEST])))


def clocks(text: str) -> tuple[Clock | None, Clock | None]:
    """When a cell says that it begins and ends: "7:00 - 8:30 PM" has both."""
    if one := clock(text):
        return one, None
    ends = RANGE.split(plain(text[:LONGEST]))
    if len(ends) != 2:
        return None, None
    begins, until = ends
    half = HALF.search(until)
    if half and not HALF.search(begins):
        same, other = clock(f"{begins}{half[1]}m"), clock(until)
        if same and other and same.minute > other.minute:  # "11:30 - 1 PM" begins in the morning
            same = Clock((same.minute + 720) % 1440)
        return same, other
    return clock(begins), clock(until)


def minutes(text: str) -> int | None:
    """A length: "90", "1:30", "1 h 30 min", "60 minutes"."""
    cell = " ".join(plain(text[:LONGEST]).split())
    found = re.fullmatch(r"(\d{1,4})(?: ?(?:m|min|mins|minutes|minutos)\.?)?", cell)
    if found:
        return int(found[1])
    found = re.fullmatch(
        r"(\d{1,2})(?::([0-5]\d)(?::\d\d)?| ?(?:h|hr|hrs|hours?|horas?|heures?)\.?"
        r"(?: ?([0-5]?\d) ?(?:m|min|mins|minutes|minutos)?\.?)?)",
        cell,
    )
    return int(found[1]) * 60 + int(found[2] or found[3] or 0) if found else None
