"""A calendar in iCalendar as a meeting list: bytes to meetings and problems, and nothing else.

Any program may have written it. Events that are no meetings are left out and counted: holidays,
whole days, what is private and what is over. What a calendar holds depends on the day, for its
exceptions come into the coming five weeks and leave them.
"""

import time
from collections.abc import Iterator
from datetime import date

from ivr.schedule.sources.builder import Builder
from ivr.schedule.sources.entry import Entry
from ivr.schedule.sources.ical_events import Calendar
from ivr.schedule.sources.ical_row import FIELDS, Row, RowReader
from ivr.schedule.sources.ical_text import EventText, calendars
from ivr.schedule.sources.ical_zones import Zones
from ivr.schedule.sources.reading import Reader, Reading, Unreadable
from ivr.settings import Source

MOST_MEETINGS = 20_000
PATIENCE = 60.0
"""Seconds for a whole calendar, which takes one or two if there is nothing odd about it."""


def request(source: Source) -> str:
    """The address of the calendar: `webcal` is what programs call one that is asked for again."""
    for scheme, real in (("webcal://", "https://"), ("webcals://", "https://")):
        if source.url.lower().startswith(scheme):
            return real + source.url[len(scheme) :]
    return source.url


def read(body: bytes, source: Source, today: date) -> Reading:
    """The meetings of a calendar as it is seen on `today`, a day of the source's zone.

    Raises Unreadable.
    """
    builder = Builder(source, FIELDS)
    ends = time.monotonic() + PATIENCE
    rows = []
    for text in calendars(body):
        zones = Zones(text.rest, source.time_zone, today.year)
        reader = RowReader(builder, Calendar(zones, today))
        rows += [(reader, row) for row in _by_uid(text.events)]
    made = 0

    def entries(row: tuple[RowReader, Row], number: int) -> Iterator[Entry]:
        nonlocal made
        if time.monotonic() > ends:
            raise Unreadable(f"was not worked out in {PATIENCE:g} seconds: leave out what is over")
        for entry in row[0].entries(row[1], number):
            made += 1
            if made > MOST_MEETINGS:
                raise Unreadable(f"has more than {MOST_MEETINGS} meetings in five weeks")
            yield entry

    return builder.reading(rows, entries)


def _by_uid(events: list[EventText]) -> Iterator[Row]:
    """The events of a calendar. Some programs give many of their events the same UID, or none; the
    changes of single dates then go with the first."""
    by_uid: dict[str, list[EventText]] = {}
    for event in events:
        if event.uid:
            by_uid.setdefault(event.uid, []).append(event)
        else:
            yield Row([event], own=False)
    for alike in by_uid.values():
        newest = max((event.sequence for event in alike if not event.moved), default=0)
        whole = [event for event in alike if not event.moved and event.sequence == newest]
        moved = [event for event in alike if event.moved]
        yield Row([*whole[:1], *moved], own=len(whole) < 2)
        yield from (Row([other], own=False) for other in whole[1:])


READER = Reader(request, read, dated=True)
