"""Which hours of a rota are taken: two meetings in one room at one time are not both held."""

from datetime import date

import msgspec

from ivr.hour import A_DAY, WEEKDAYS, Hour

A_WEEK = 7 * A_DAY
NEVER = 10**12
"""Minutes after which a date comes again."""


def minute(hour: Hour) -> tuple[int, int]:
    """When it begins, in minutes, and after how many of them it comes again."""
    if hour.day == "daily":
        return hour.start, A_DAY
    if hour.day in WEEKDAYS:
        return WEEKDAYS.index(hour.day) * A_DAY + hour.start, A_WEEK
    return date.fromisoformat(hour.day).toordinal() * A_DAY + hour.start, NEVER


class Taken:
    """Hours by room and day, each with its rank. Rows of another kind of day do not meet here:
    which of those is held is decided on the day (rota.py)."""

    def __init__(self) -> None:
        self._places: dict[tuple[str, int, int], list[tuple[int, Hour, int]]] = {}

    def by(self, hour: Hour) -> tuple[Hour, int] | None:
        """What is in its room at its time, and that one's rank."""
        begins, again = minute(hour)
        for day in (begins - A_DAY, begins, begins + A_DAY):
            place = (hour.room_name, again, day % again // A_DAY)
            for start, other, rank in self._places.get(place, ()):
                meet = (start - begins) % again < hour.minutes or (
                    begins - start
                ) % again < other.minutes
                if meet and not _apart(hour, other):
                    return other, rank
        return None

    def take(self, hour: Hour, rank: int) -> None:
        begins, again = minute(hour)
        place = (hour.room_name, again, begins // A_DAY)
        self._places.setdefault(place, []).append((begins, hour, rank))


def _apart(one: Hour, other: Hour) -> bool:
    """On an autumn's night one is held when the hour comes for the second time, the other not."""
    return (one.coming == 2) != (other.coming == 2)


def one_coming(hours: list[Hour]) -> tuple[Hour, ...]:
    """An hour that comes twice is held twice, unless another meeting has the second one."""
    second = {(hour.day, hour.room_name) for hour in hours if hour.coming == 2}
    return tuple(
        _first(hour, [each for each in hours if each.coming == 2])
        if (hour.day, hour.room_name) in second and not hour.coming
        else hour
        for hour in hours
    )


def _first(hour: Hour, second: list[Hour]) -> Hour:
    meets = any(
        (each.day, each.room_name) == (hour.day, hour.room_name)
        and each.start < hour.start + hour.minutes
        and hour.start < each.start + each.minutes
        for each in second
    )
    return msgspec.structs.replace(hour, coming=1) if meets else hour
