"""Small calendars that tests write, and what a rota made of them holds."""

from datetime import UTC, datetime, timedelta
from itertools import count
from zoneinfo import ZoneInfo

from ivr.rota import Rota
from ivr.rotafile import read_rota
from ivr.rotaweek import week
from ivr.schedule.meeting import Problem

ZONE = ZoneInfo("America/New_York")
NOW = datetime(2026, 10, 31, 16, tzinfo=UTC)  # noon, the day before the clock goes back
LEADERS = b"leader,name,leads_from,phone\nana,Ana,,+12025550101\nben,Ben,2026-11-05,\n"

_numbers = count(1)


def event(title: str, start: str, end: str, *lines: str, uid: str = "") -> str:
    """`start` and `end` are of New York; "" is no such line."""
    given = [
        f"UID:{uid or next(_numbers)}",
        f"SUMMARY:{title}",
        *([f"DTSTART;TZID=America/New_York:{start}"] if start else []),
        *([f"DTEND;TZID=America/New_York:{end}"] if end else []),
        *lines,
    ]
    return "\n".join(["BEGIN:VEVENT", *given, "END:VEVENT"])


def calendar(*parts: str) -> bytes:
    """Lines of the calendar itself may stand among its events."""
    lines = "\n".join(sorted(parts, key=lambda part: part.startswith("BEGIN:VEVENT")))
    whole = f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//tests//EN\n{lines}\nEND:VCALENDAR\n"
    return whole.replace("\n\n", "\n").replace("\n", "\r\n").encode()


def read(*parts: str) -> tuple[Rota, list[Problem]]:
    return read_rota(calendar(*parts), LEADERS, ZONE, NOW)


def held(rota: Rota, days: int) -> list[str]:
    """Each meeting of the days from NOW on: local start, minutes, title."""
    found = []
    for first in range(0, days, 7):
        begin = NOW + timedelta(days=first)
        for slot in week(rota, begin, ZONE).slots:
            if slot.hour and begin <= slot.start < NOW + timedelta(days=days):
                minutes = (slot.end - slot.start) // timedelta(minutes=1)
                local = slot.start.astimezone(ZONE)
                found.append(f"{local:%m-%d %H:%M} {minutes} {slot.hour.title}")
    return sorted(set(found))
