"""What an event says of its meeting: its title, and lines such as `leader: sam` below it.

People write these by hand in a calendar's own fields, and some calendars make web pages of them.
"""

import re

from icalendar import Component

from ivr.calendarevents import value
from ivr.calendartext import categories_of, lines_of, title_of
from ivr.leaderfile import Leaders
from ivr.rotarow import FORMATS
from ivr.rotasheet import plain

FIELDS = ("leader", "format", "access", "language", "room", "speaking")

_LINE = re.compile(rf"\s*({'|'.join(FIELDS)})\s*:\s*(.*?)\s*", re.IGNORECASE)
_NAMED = re.compile(r"(.*\S)\s+[-–—]\s+(\S.*)")


def said(event: Component, leaders: Leaders) -> dict[str, str]:
    """The cells of a row, without day and time.

    A line of the description counts more than a category, and both more than the title's end,
    which is a leader only where it is the name of one.
    """
    cells = dict.fromkeys(FIELDS, "")
    title = plain(title_of(event))
    named = _NAMED.fullmatch(title)
    if named and (leaders.named(named[2]) or leaders.was_removed(named[2])):
        title, cells["leader"] = named[1], named[2]
    for category in categories_of(event):
        if category.lower() in FORMATS:
            cells["format"] = category
        elif category.lower() in ("open", "closed"):
            cells["access"] = category
        elif line := _LINE.fullmatch(category):
            cells[line[1].lower()] = plain(line[2])
    for text in lines_of(str(value(event, "DESCRIPTION") or "")):
        if line := _LINE.fullmatch(text):
            cells[line[1].lower()] = plain(line[2])
    cells["language"] = cells["language"].lower()
    return {"title": title, **cells}
