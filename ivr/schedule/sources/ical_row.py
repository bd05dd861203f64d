"""One event of a calendar in the terms of all lists, or why it is no meeting."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import NamedTuple

from icalendar import Component, Event

from ivr.calendarevents import Series, Unusable, value
from ivr.calendartext import categories_of, title_of
from ivr.schedule.meeting import USUAL
from ivr.schedule.sources.bmlt_fields import language
from ivr.schedule.sources.builder import Builder
from ivr.schedule.sources.entry import Entry, LeftOut
from ivr.schedule.sources.ical_events import LONGEST, Calendar, Held, length
from ivr.schedule.sources.ical_text import EventText
from ivr.schedule.sources.ical_words import attended, place_of, point_of, text_of, words_of
from ivr.schedule.sources.languages import plain

FIELDS = {
    "row": "UID",
    "name": "SUMMARY",
    "street": "LOCATION",
    "point": "GEO",
    "phones": "DESCRIPTION",
    "linked": "URL",
    "duration": "DTEND",
    "attended": "LOCATION",
}
"""What a report calls the fields of an Entry."""

HOLIDAYS = {"holiday", "holidays", "public holiday", "feiertag", "festivo", "jour ferie"}
TIMES = {"DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID"}
DAY = timedelta(days=1)
DAY_LONG = 24 * 60


class Row(NamedTuple):
    """An event with what changes single dates of it, and whether the UID is its own."""

    texts: list[EventText]
    own: bool


class RowReader:
    """Reads the events of one calendar, whose zones are its own."""

    def __init__(self, builder: Builder, calendar: Calendar) -> None:
        self.builder = builder
        self.source = builder.source
        self.calendar = calendar
        self.zones = calendar.zones
        if self.zones.unknown_whole:
            told = f"“{self.zones.unknown_whole[:40]}” is no time zone: taken as "
            builder.problem("calendar", "X-WR-TIMEZONE", told + self.zones.whole.key)

    def entries(self, row: Row, number: int) -> Iterator[Entry]:
        """What the `number`th event of a list is, if it is a meeting. Raises LeftOut."""
        first = row.texts[0]
        if not first.text:
            told = "not closed, or longer than an event can be: left out"
            self.builder.problem(f"event {number}", "", told)
            raise LeftOut("not readable")
        near = [
            text for text in row.texts if text.text and not text.over(self.calendar.since - DAY)
        ]
        if not near or (near[0] is not first and not first.moved):
            raise LeftOut("none in five weeks")
        label = f"“{near[0].title}”" if near[0].title else f"event {number}"
        try:
            series = self._series(near)
            label = _label(series.event)
            self._check(series)
            held, wrong = self.calendar.held(series)
        except Unusable as error:
            self.builder.problem(label, "", f"left out: {error}")
            raise LeftOut("not readable") from None
        if wrong:
            self.builder.problem(label, "DTSTART", f"some dates left out: {wrong}")
        if not held:
            raise LeftOut("none in five weeks")
        event = series.event
        own = first.uid if row.own else f"{first.uid} {title_of(event)} {_start(event)}"
        for each in held:
            yield self._entry(each, label, own)

    def _series(self, texts: list[EventText]) -> Series:
        """Raises Unusable."""
        events = []
        for text in texts:
            renamed, unknown = self.zones.renamed(text.text)
            try:
                event = Event.from_ical(renamed)
            except Exception:  # whatever a stranger's program wrote there
                raise Unusable("mend or take out what is written there") from None
            for name, _ in event.errors:
                if name in TIMES:
                    raise Unusable(f"mend its {name}, which cannot be understood")
                if name:
                    event.pop(name, None)
            if unknown:
                told = f"“{unknown[:40]}” is no time zone: taken as {self.zones.whole.key}"
                self.builder.problem(_label(event), "TZID", told)
            self._end(event)
            events.append(event)
        return Series(tuple(events), "")

    def _end(self, event: Component) -> None:
        """Takes away an end that is none: some plugins let what has none end with the day."""
        end = getattr(value(event, "DTEND"), "dt", None)
        start = getattr(value(event, "DTSTART"), "dt", None)
        if not isinstance(end, datetime) or not isinstance(start, datetime):
            return
        backwards = (length(event) or 0) < 0
        if backwards:
            told = f"it ends before it begins: taken as {USUAL} minutes"
            self.builder.problem(_label(event), "DTEND", told)
        if backwards or ((end.hour, end.minute, end.second) == (23, 59, 59) and not _whole(event)):
            del event["DTEND"]

    def _check(self, series: Series) -> None:
        """Leaves out what is no meeting. Raises LeftOut, Unusable."""
        event = series.event
        if str(value(event, "STATUS") or "").upper() == "CANCELLED" and len(series.events) == 1:
            raise LeftOut("cancelled")
        if str(value(event, "CLASS") or "").upper() in ("PRIVATE", "CONFIDENTIAL"):
            raise LeftOut("private")
        if _whole(event):
            raise LeftOut("a whole day")
        if HOLIDAYS.intersection(map(plain, categories_of(event))):
            raise LeftOut("a holiday")
        if (length(event) or 0) > LONGEST:
            raise LeftOut("longer than a day")

    def _entry(self, held: Held, label: str, own: str) -> Entry:
        event = held.event
        location = text_of(event, "LOCATION")
        place, words = place_of(location, self.source.country), words_of(event, self.source)
        summary = value(event, "SUMMARY")
        return Entry(
            label=label,
            row=f"{own}\n{held.key}",
            weekday=held.weekday,
            start=held.start,
            duration=held.duration,
            time_zone=held.zone,
            dates=held.dates,
            name=title_of(event),
            place=place.name,
            street=place.street,
            town=place.town,
            province=place.province,
            postcode=place.postcode,
            country=place.country,
            point=point_of(event),
            notes=words.notes,
            phones=words.phones,
            linked=words.linked,
            attended=attended(place, words),
            meanings=words.meanings,
            language=language(getattr(summary, "params", {}).get("LANGUAGE", "").lower()) or "",
        )


def _whole(event: Component) -> bool:
    """Whether it is there for whole days, however its program writes that."""
    start = getattr(value(event, "DTSTART"), "dt", None)
    if start is not None and not isinstance(start, datetime):
        return True
    if str(value(event, "X-MICROSOFT-CDO-ALLDAYEVENT") or "").upper() == "TRUE":
        return True
    midnight = start is not None and (start.hour, start.minute) == (0, 0)
    return midnight and (length(event) or 0) % DAY_LONG in (0, DAY_LONG - 1) and bool(length(event))


def _start(event: Component) -> str:
    to_ical = getattr(value(event, "DTSTART"), "to_ical", bytes)
    return bytes(to_ical()).decode("utf-8", "replace")


def _label(event: Component) -> str:
    """How a report names it: by its title and first day."""
    start = getattr(value(event, "DTSTART"), "dt", None)
    when = f" {start:%Y-%m-%d}" if isinstance(start, date) else ""
    return f"“{title_of(event)[:60]}”{when}"
