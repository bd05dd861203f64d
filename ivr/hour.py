"""One meeting of the rota, its day and minutes: values, and what two of them are to each other."""

from datetime import date, timedelta
from typing import Annotated

import msgspec

HOUR = timedelta(hours=1)
A_DAY = 24 * 60
"""Minutes."""

SHORTEST, LONGEST = 15, 12 * 60
"""Minutes of a meeting."""


class Hour(msgspec.Struct, frozen=True, omit_defaults=True):
    """One row of the rota: a meeting on the line, of an hour unless a calendar says otherwise."""

    day: str  # daily, monday … sunday, or an ISO date
    start: Annotated[int, msgspec.Meta(ge=0, lt=24 * 60)]  # minutes after local midnight
    title: str
    format: str = "other"
    access: str = "open"
    language: str = ""
    room: str = ""
    leader: str = ""
    leader_name: str = ""  # first name, as said; "" where none may lead yet
    leads_from: str = ""  # ISO date
    minutes: Annotated[int, msgspec.Meta(ge=SHORTEST, le=LONGEST)] = 60
    coming: Annotated[int, msgspec.Meta(ge=0, le=2)] = 0  # 1, 2: only then, where it comes twice
    speaking: str = ""  # open, muted or hands: how its room begins; "" is open
    held: bool = True  # not: it only takes the place of what else would be held then

    @property
    def length(self) -> timedelta:
        return timedelta(minutes=self.minutes)

    @property
    def exact(self) -> bool:
        """Whether it is on from an instant to another, and not by the wall clock."""
        return self.minutes != 60 or self.coming != 0

    @property
    def room_name(self) -> str:
        """The standing room of this hour: its own, else its language's, else the main one."""
        return f"meeting-{self.room or self.language or 'main'}"

    def rank(self, day: date) -> int:
        """How specific this row is to `day`: 0 date, 1 weekday, 2 daily; 9 for another day."""
        if self.day == day.isoformat():
            return 0
        if self.day == WEEKDAYS[day.weekday()]:
            return 1
        return 2 if self.day == "daily" else 9


WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def led(hour: Hour, day: date) -> Hour:
    """The hour without its leader when that person may not lead yet on `day`."""
    if hour.leads_from and day.isoformat() < hour.leads_from:
        return msgspec.structs.replace(hour, leader="", leader_name="")
    return hour


def meet(one: Hour, other: Hour, later: int = 0) -> bool:
    """Whether they are in one room at one time, when the other's day is `later` minutes later."""
    start = other.start + later
    return (
        one.room_name == other.room_name
        and start < one.start + one.minutes
        and one.start < start + other.minutes
        and not (one.coming and other.coming and one.coming != other.coming)
    )
