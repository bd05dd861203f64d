"""When something takes place, as one says it: in a language, in a zone, on the day people mean."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Literal
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_time, get_timezone_name

from ivr.prompts import locale
from ivr.speech import Piece, Speaker

SOON = timedelta(minutes=90)
WEEK = 7  # days, after which a weekday's name would be taken for today
EVENING = 18  # o'clock, from which a day's meeting is tonight's

SENTENCES = (
    *("began", "now", "soon", "today", "tonight", "tonight-midnight", "tomorrow"),
    *("tomorrow-midnight", "day", "day-midnight", "week"),
)
"""Every `When.sentence`: a sentence `list-…` and one `when-…` in each language."""

_MINUTE = timedelta(minutes=1)

_EASTERN = (
    "America/Indiana/Indianapolis",
    "America/Indianapolis",
    "America/Fort_Wayne",
    "US/East-Indiana",
    "America/Kentucky/Louisville",
    "America/Louisville",
)
"""Zones for which Babel finds no name: it would say "United States (Kentucky/Louisville) Time"."""


@dataclass(frozen=True, slots=True)
class When:
    """A start as it is said: which sentence, and its values."""

    sentence: str  # soon, now, began, today, tonight, tomorrow, day, week, …-midnight
    at: str
    minutes: int
    day: str


def when(speaker: Speaker, start: datetime, now: datetime) -> When:
    """How to say `start`, aware and in the zone in which it is to be said."""
    zone = start.tzinfo
    at = clock(speaker, start)
    minutes = round((start - now) / _MINUTE)
    midnight = (start.hour, start.minute) in ((0, 0), (23, 59))
    # Whoever says "Saturday at midnight" means the end of Saturday, however the list wrote it.
    day = (start - timedelta(minutes=midnight)).date()
    ahead = (day - now.astimezone(zone).date()).days
    if minutes <= 0:
        sentence = "began" if minutes < 0 else "now"
    elif start - now <= SOON:
        sentence = "soon"
    elif ahead >= WEEK:
        sentence = "week"
    else:
        today = "tonight" if midnight or start.hour >= EVENING else "today"
        days = today if ahead <= 0 else "tomorrow" if ahead == 1 else "day"
        sentence = f"{days}-midnight" if midnight else days
    return When(sentence, at, abs(minutes), _weekday(day.weekday(), _locale(speaker)))


def clock(speaker: Speaker, moment: datetime) -> str:
    """Such as "at 8:30 PM", "at noon", "at midnight" (23:59 too, as lists write it)."""
    hour, minute = moment.hour, moment.minute
    if (hour, minute) in ((0, 0), (23, 59)):
        return speaker.text("at-midnight")
    if (hour, minute) == (12, 0):
        return speaker.text("at-noon")
    pattern = speaker.text("clock-minute" if minute else "clock-hour")
    clock = _clock(hour, minute, pattern, _locale(speaker))
    return speaker.text(
        "at-clock",
        clock=clock,
        hour=hour % 12,
        part=_part(hour),
        of_day=hour,
        minute=minute or "",
    )


def date_said(speaker: Speaker, day: date) -> str:
    """Such as "November 27"."""
    pattern = speaker.text("date-pattern", day_of_month=day.day)
    return format_date(day, pattern, _locale(speaker))


def _part(hour: int) -> str:
    """The part of the day, for languages that say it with the hour."""
    parts = (("dawn", 6), ("morning", 12), ("afternoon", 19), ("night", 24))
    return next(name for name, end in parts if hour < end)


def zone_said(speaker: Speaker, start: datetime) -> list[Piece]:
    """The sentence that names the zone of `start`: "That is Eastern Time."."""
    return speaker.pieces("list-zone", zone=zone_name(speaker, start), id=_zone_id(start))


def zone_name(speaker: Speaker, start: datetime) -> str:
    """What the zone of `start` is called: "Eastern Time"."""
    return _zone_name(_key(start), start.year, _locale(speaker))


def _zone_id(start: datetime) -> str:
    """Such as "eastern" for "Eastern Time": a language may have words of its own for it."""
    words = _zone_name(_key(start), start.year, "en_US").lower().split()
    return words[0] if len(words) == 2 else "other"


def _key(start: datetime) -> str:
    zone = start.tzinfo
    assert isinstance(zone, ZoneInfo)  # noqa: S101 - all zones of this system are
    return zone.key


def _locale(speaker: Speaker) -> str:
    return locale(speaker.language, speaker.line.country)


@lru_cache(maxsize=4096)
def _clock(hour: int, minute: int, pattern: str, locale: str) -> str:
    moment = datetime(2000, 1, 1, hour, minute)  # noqa: DTZ001 - a clock face has no zone
    return format_time(moment.time(), pattern, locale=locale)


@lru_cache(maxsize=256)
def _weekday(weekday: int, locale: str) -> str:
    return format_date(datetime(2001, 1, 1 + weekday), "EEEE", locale=locale)  # noqa: DTZ001


@lru_cache(maxsize=1024)
def _zone_name(zone: str, year: int, locale: str) -> str:
    """Such as "Eastern Time"; "Mountain Standard Time" for a place without summer time that year.

    The neighbours who share its general name are an hour off for half the year.
    """
    zone = "America/New_York" if zone in _EASTERN else zone
    winter, summer = (datetime(year, month, 1, tzinfo=ZoneInfo(zone)) for month in (1, 7))
    variant: Literal["generic", "standard"] = (
        "standard" if winter.utcoffset() == summer.utcoffset() else "generic"
    )
    return get_timezone_name(ZoneInfo(zone), width="long", zone_variant=variant, locale=locale)
