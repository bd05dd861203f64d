"""What a row takes the place of, in words, and whoever saves it says yes to."""

import hashlib
from datetime import date

from babel.dates import format_date

from ivr.console.visit import Visit
from ivr.hour import WEEKDAYS
from ivr.leaderfile import is_date
from ivr.people.hashing import in_letters
from ivr.rota import OnNow
from ivr.rotachanges import KeptRow


def in_words(visit: Visit, row: KeptRow, found: list[OnNow]) -> list[str]:
    """Each once: the day, or every day, the time and the title."""
    days: dict[tuple[str, str], list[date]] = {}
    for on in found:
        day = on.start.astimezone(visit.house.zone).date()
        days.setdefault((visit.at(on.start), on.hour.title), []).append(day)
    return [f"{_on(visit, row, of_one)}, {at}: {title}" for (at, title), of_one in days.items()]


def _on(visit: Visit, row: KeptRow, days: list[date]) -> str:
    if is_date(row.day):
        return day_in_words(visit, days[0].isoformat())
    numbers = sorted({day.weekday() for day in days})
    if len(numbers) == len(WEEKDAYS):
        return day_in_words(visit, "daily")
    return ", ".join(day_in_words(visit, WEEKDAYS[number]) for number in numbers)


def mark_of(covered: list[str]) -> str:
    """Whoever ticks it means these, and not others."""
    return in_letters(hashlib.sha256("\0".join(covered).encode()).digest()[:8])


def day_in_words(visit: Visit, day: str) -> str:
    """As a person reads it: a weekday's name, a date, every day."""
    if day in WEEKDAYS:
        monday = date(2001, 1, 1)
        return format_date(
            monday.replace(day=1 + WEEKDAYS.index(day)), "EEEE", locale=visit.language
        )
    if is_date(day):
        return format_date(date.fromisoformat(day), "full", locale=visit.language)
    return visit.text("row-daily") if day == "daily" else day
