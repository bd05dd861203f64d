"""The texts of an event, as programs of all kinds write them: some make web pages of them."""

import html
import re
from collections.abc import Iterator
from typing import Any

from icalendar import Component

from ivr.calendarevents import value

_ENDS_LINE = re.compile(r"<br\s*/?>|</(?:p|div|li)>", re.IGNORECASE)
_MARKUP = re.compile(r"<[^<>]*>")


def title_of(event: Component) -> str:
    """Its first line as it stands, without doubled blanks."""
    return " ".join(str(value(event, "SUMMARY") or "").split())


def lines_of(text: str) -> list[str]:
    if "<" in text:
        text = html.unescape(_MARKUP.sub("", _ENDS_LINE.sub("\n", text)))
    return text.splitlines()


def categories_of(event: Component) -> Iterator[str]:
    found: Any = event.get("CATEGORIES", [])
    for each in found if isinstance(found, list) else [found]:
        yield from (str(category).strip() for category in getattr(each, "cats", [each]))
