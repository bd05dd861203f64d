"""A week of the rota as a program reads it, and as a person does."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import msgspec

from ivr.hour import Hour
from ivr.rota import OnNow, Rota
from ivr.rotaweek import Slot, Week

NO_LEADER = "NOBODY LEADS"
NO_MEETING = "NO MEETING"


class ShownHour(msgspec.Struct, frozen=True):
    """A meeting, or a time without one, for a program: times with the zone's offset."""

    start: datetime
    end: datetime
    meeting: bool
    covered: bool
    title: str = ""
    format: str = ""
    access: str = ""
    language: str = ""
    room: str = ""
    leader: str = ""
    leader_name: str = ""
    instead_of: str | None = None  # whom the rota names, where it is otherwise this one time


class ShownWeek(msgspec.Struct, frozen=True):
    time_zone: str
    start: datetime
    end: datetime
    uncovered: int  # meetings that nobody leads
    without_meeting: float  # hours
    trouble: str  # why the file of now is not what callers hear
    hours: list[ShownHour]


def shown(found: Week, rota: Rota, begin: datetime, trouble: str) -> ShownWeek:
    zone = rota.zone
    hours = [
        ShownHour(
            slot.start.astimezone(zone),
            slot.end.astimezone(zone),
            slot.hour is not None,
            slot.hour is not None and not slot.unled,
            **(_fields(slot.hour) if slot.hour else {}),
            instead_of=_instead(rota, slot),
        )
        for slot in found.slots
    ]
    return ShownWeek(
        time_zone=zone.key,
        start=begin.astimezone(zone),
        end=found.end.astimezone(zone),
        uncovered=found.unled,
        without_meeting=round(found.empty, 2),
        trouble=trouble,
        hours=hours,
    )


def printed(found: Week, rota: Rota, begin: datetime, trouble: str) -> Iterator[str]:
    """In lines: a day, then its hours."""
    zone, names = rota.zone, _names(rota)
    if trouble:
        yield f"Not what the file says now. {trouble}"
        yield ""
    yield f"Times of {zone.key.replace('_', ' ')}. {_counted(found)}"
    for each in found.days:
        yield ""
        yield f"{each.date:%A}, {each.date.day} {each.date:%B %Y}{_change(each.date, zone)}"
        for slot in each.slots:
            was = _instead(rota, slot)
            instead = names.get(was, was) if was else was
            yield f"  {_times(slot, zone)}  {_said(slot, instead)}"
    yield from _edges(found, rota, begin)


def _fields(hour: Hour) -> dict[str, str]:
    names = ("title", "format", "access", "language", "leader", "leader_name")
    return {name: getattr(hour, name) for name in names} | {"room": hour.room_name}


def _counted(found: Week) -> str:
    led = f"{found.unled} of {found.meetings} meetings {_have(found.unled)} no leader"
    if not found.unled:
        led = f"Each of {found.meetings} meetings has a leader" if found.meetings else "No meetings"
    hours = "hour" if found.empty == 1 else "hours"
    free = f"{found.empty:g} {hours} {_have(found.empty)} no meeting"
    return f"{led}; {free if found.empty else 'no hour is without a meeting'}."


def _have(count: float) -> str:
    return "has" if count == 1 else "have"


def _names(rota: Rota) -> dict[str, str]:
    """Leaders of any hour, by row."""
    return {hour.leader: hour.leader_name for hour in rota.hours if hour.leader_name}


def _said(slot: Slot, instead: str | None) -> str:
    hour = slot.hour
    if hour is None:
        return NO_MEETING
    words = [hour.format, hour.access]
    words += [f"in {hour.language}"] if hour.language else []
    words += [f"room {hour.room}"] if hour.room else []
    leader = NO_LEADER if slot.unled else hour.leader_name or hour.leader
    if instead is not None:
        leader += f" (instead of {instead or 'nobody'})"
    return f"{hour.title}  ({', '.join(words)})  {leader}"


def _instead(rota: Rota, slot: Slot) -> str | None:
    """Whom the rota itself names, where an hour was given back, taken or given to somebody."""
    on = OnNow(slot.hour, slot.start, slot.end) if slot.hour else None
    change = rota.change_of(on) if on else None
    return change.was if change else None


def _times(slot: Slot, zone: ZoneInfo) -> str:
    """With the zone's letters where one time comes twice that day, and for a meeting in which the
    clock is moved: both times are those of its beginning, so that its length is seen."""
    start, end = slot.start.astimezone(zone), slot.end.astimezone(zone)
    twice = start.utcoffset() != start.replace(fold=1 - start.fold).utcoffset()
    if slot.hour is not None and start.utcoffset() != end.utcoffset():
        twice, end = True, start.replace(tzinfo=None) + (slot.end - slot.start)
    return f"{start:%H:%M}-{end:%H:%M}" + (f" {start:%Z}" if twice else "")


def _change(day: date, zone: ZoneInfo) -> str:
    midnight = datetime.combine(day, time(), zone)
    moved = midnight.utcoffset(), (midnight + timedelta(days=1)).utcoffset()
    if moved[0] == moved[1] or None in moved:
        return ""
    back = (moved[0] or timedelta()) > (moved[1] or timedelta())
    return " (the clock goes back)" if back else " (the clock goes forward)"


def _edges(found: Week, rota: Rota, begin: datetime) -> Iterator[str]:
    """What a calendar leaves open."""
    if rota.until and found.end < begin + timedelta(days=6, hours=23):
        yield f"\nThe calendar is worked out to the end of the day before {rota.until}."
