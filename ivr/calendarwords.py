"""What an event says of its meeting: its title, and lines such as `leader: sam` below it.

People write these by hand in a calendar's own fields, and some calendars make web pages of them.
"""

import html
import re
from collections.abc import Iterator
from typing import Any

from icalendar import Component

from ivr.calendarevents import value
from ivr.leaderfile import Leaders
from ivr.rotarow import FORMATS

FIELDS = ("leader", "format", "access", "language", "room", "speaking")

_LINE = re.compile(rf"\s*({'|'.join(FIELDS)})\s*:\s*(.*?)\s*", re.IGNORECASE)
_ENDS_LINE = re.compile(r"<br\s*/?>|</(?:p|div|li)>", re.IGNORECASE)
_MARKUP = re.compile(r"<[^<>]*>")
_NAMED = re.compile(r"(.*\S)\s+[-–—]\s+(\S.*)")


def title_of(event: Component) -> str:
    """Its first line as it stands, without doubled blanks."""
    return " ".join(str(value(event, "SUMMARY") or "").split())


def said(event: Component, leaders: Leaders) -> dict[str, str]:
    """The cells of a row, without day and time.

    A line of the description counts more than a category, and both more than the title's end,
    which is a leader only where it is the name of one.
    """
    cells = dict.fromkeys(FIELDS, "")
    title = title_of(event)
    named = _NAMED.fullmatch(title)
    if named and (leaders.named(named[2]) or leaders.was_removed(named[2])):
        title, cells["leader"] = named[1], named[2]
    for category in _categories(event):
        if category.lower() in FORMATS:
            cells["format"] = category
        elif category.lower() in ("open", "closed"):
            cells["access"] = category
        elif line := _LINE.fullmatch(category):
            cells[line[1].lower()] = line[2]
    for text in _lines(str(value(event, "DESCRIPTION") or "")):
        if line := _LINE.fullmatch(text):
            cells[line[1].lower()] = line[2]
    cells["language"] = cells["language"].lower()
    return {"title": title, **cells}


def _lines(text: str) -> list[str]:
    if "<" in text:
        text = html.unescape(_MARKUP.sub("", _ENDS_LINE.sub("\n", text)))
    return text.splitlines()


def _categories(event: Component) -> Iterator[str]:
    found: Any = event.get("CATEGORIES", [])
    for each in found if isinstance(found, list) else [found]:
        yield from (str(category).strip() for category in getattr(each, "cats", [each]))
