"""The sentences of the pages, `texts/<language>.ftl`, and dates as a person reads them."""

from datetime import date, datetime
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime, format_time
from fluent.runtime import FluentBundle, FluentResource

TEXTS = Path(__file__).parent / "texts"
LANGUAGES = {"en": "English", "es": "Español", "fr": "Français"}
"""Those of the console, each by its own name."""

CLOCK = {"en": "h:mm a", "es": "H:mm", "fr": "HH:mm"}
_SHORT_DAY = {"en": "E, MMM d", "es": "E d MMM", "fr": "E d MMM"}
_DAY = {"en": "EEEE, MMMM d", "es": "EEEE d 'de' MMMM", "fr": "EEEE d MMMM"}
"""Babel's patterns of a time, a day beside others, and a day alone."""

Value = str | int | float

LONGEST_VALUE = 1000
"""Characters of a value that a sentence shows: over twice as many the library refuses all of it."""


class NoSuchText(Exception):
    """A page asks for a sentence that is not there, or without one of its values."""


def text(language: str, name: str, /, **values: Value) -> str:
    """One sentence. Raises NoSuchText."""
    bundle = _bundle(language)
    if not bundle.has_message(name):
        raise NoSuchText(f"{language}: {name}")
    pattern = bundle.get_message(name).value
    if pattern is None:
        raise NoSuchText(f"{language}: {name} has no text")
    short = {n: v[:LONGEST_VALUE] if isinstance(v, str) else v for n, v in values.items()}
    words, errors = bundle.format_pattern(pattern, short)
    if errors:
        raise NoSuchText(f"{language}: {name}: {errors[0]}")
    return str(words)


@cache
def _bundle(language: str) -> FluentBundle:
    bundle = FluentBundle([language], use_isolating=False)
    source = (TEXTS / f"{language}.ftl").read_text(encoding="utf-8")
    bundle.add_resource(FluentResource(source))
    return bundle


def chosen(*wanted: str) -> str:
    """The first of `wanted` that the console has; English where it has none of them."""
    return next((each for each in wanted if each in LANGUAGES), "en")


def accepted(header: str) -> tuple[str, ...]:
    """The languages of an Accept-Language header, in its order."""
    return tuple(part.partition(";")[0].strip()[:2].lower() for part in header.split(","))


def moment(language: str, when: datetime, zone: ZoneInfo) -> str:
    """Day and time in `zone`: "Sat, Nov 21, 6:40 PM"."""
    pattern = f"{_SHORT_DAY[language]}, {CLOCK[language]}"
    return format_datetime(when.astimezone(zone), pattern, locale=language)


def clock(language: str, when: datetime, zone: ZoneInfo) -> str:
    """The time of day in `zone`."""
    return format_time(when.astimezone(zone), CLOCK[language], locale=language)


def day(language: str, when: date) -> str:
    """ "Saturday, November 21"."""
    return format_date(when, _DAY[language], locale=language)


def lasting(language: str, seconds: float) -> str:
    """A length of time in the unit that a person would use: "3 minutes"."""
    for unit, size in (("days", 86400), ("hours", 3600), ("minutes", 60)):
        if seconds >= 2 * size:
            return text(language, f"lasting-{unit}", count=round(seconds / size))
    return text(language, "lasting-seconds", count=max(0, round(seconds)))
