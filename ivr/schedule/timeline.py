"""When the meetings of a schedule take place, day by day, ready to be searched.

For each UTC day and each choice of meetings there is one sorted array of keys, made when it is
first asked for and kept: a key is the minute since the epoch and the row, so that a search is one
bisection however long the list is. Zone arithmetic is done once for a slot of the week, not for
each meeting in it.
"""

from bisect import bisect_left
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from ivr.schedule.document import ROW_BITS, Columns
from ivr.schedule.kept import Kept
from ivr.schedule.meeting import start_on
from ivr.schedule.points import Around, Points, Rows

ROW = (1 << ROW_BITS) - 1
DAY = 1440  # minutes
KEPT = 512
"""How many days of choices are kept; nine are needed for each choice, three for each circle."""

NEVER = -1 << 38
"""The minute of a slot that does not begin on a day."""


class Choice(NamedTuple):
    """Which rows are heard."""

    kinds: bytes  # one byte for each kind, 0 where it is left out
    around: Around | None = None


class Timeline:
    """The occurrences of one schedule. May be used from several threads."""

    def __init__(self, columns: Columns) -> None:
        self._columns = columns
        self.points = Points(columns.points, columns.north, columns.east)
        self._days: Kept[tuple[int, Choice], memoryview] = Kept(KEPT)
        self._near: Kept[tuple[int, Choice], memoryview] = Kept(KEPT)
        self._rows: Kept[Choice, Rows] = Kept(32)
        self._starts: Kept[int, NDArray[np.int64]] = Kept(16)
        self._of_weekday: dict[tuple[int, int], tuple[Rows, NDArray[np.int64]]] = {}
        slots = np.array(columns.slots, np.int64).reshape(-1, 4)
        zones, weekdays, minutes, dated = slots.T
        for number in range(len(columns.zones)):
            for weekday in range(7):
                found = np.flatnonzero((zones == number) & (weekdays == weekday) & (dated == 0))
                if len(found):
                    self._of_weekday[weekday, number] = found, minutes[found]

    def forwards(self, choice: Choice, begin: int, end: int) -> Iterator[tuple[int, int]]:
        """(minute, row) of what starts from key `begin` until before key `end`, in order."""
        for day in range((begin >> ROW_BITS) // DAY, (end >> ROW_BITS) // DAY + 1):
            keys = self.day(day, choice)
            for index in range(bisect_left(keys, begin), len(keys)):
                if keys[index] >= end:
                    return
                yield keys[index] >> ROW_BITS, keys[index] & ROW

    def last_before(self, choice: Choice, begin: int, end: int) -> tuple[int, int] | None:
        """(minute, row) of the last that starts from key `begin` until before key `end`."""
        for day in range((end >> ROW_BITS) // DAY, (begin >> ROW_BITS) // DAY - 1, -1):
            keys = self.day(day, choice)
            index = bisect_left(keys, end) - 1
            if index >= 0:
                if keys[index] < begin:
                    return None
                return keys[index] >> ROW_BITS, keys[index] & ROW
        return None

    def day(self, day: int, choice: Choice) -> memoryview:
        """The sorted keys of UTC `day` (counted from the epoch) of the rows that are chosen."""
        kept = self._near if choice.around else self._days
        return kept.get((day, choice), self._day)

    def forget_before(self, day: int) -> None:
        """Let go of the days that nobody will ask for again."""
        for kept in (self._days, self._near):
            kept.forget(lambda question: question[0] < day)

    def _day(self, question: tuple[int, Choice]) -> memoryview:
        day, choice = question
        columns = self._columns
        rows = (
            self._rows.get(choice, self._chosen) if choice.around is None else self._chosen(choice)
        )
        minutes = self._starts.get(day, self._minutes)[columns.slot_of[rows]]
        weekly = np.flatnonzero(minutes != NEVER)
        keys = minutes[weekly] << ROW_BITS | rows[weekly]
        limits = [day * DAY << ROW_BITS, (day + 1) * DAY << ROW_BITS]
        begin, end = np.searchsorted(columns.dated, np.array(limits))
        if begin < end:
            dated = columns.dated[begin:end]
            keys = np.concatenate([keys, dated[np.isin(dated & ROW, rows)]])
        keys.sort()
        return keys.data

    def _chosen(self, choice: Choice) -> Rows:
        """The rows of a choice, in their order."""
        heard = np.frombuffer(choice.kinds, np.uint8)
        if choice.around is None:
            return np.flatnonzero(heard[self._columns.kind_of])
        rows, _ = self.points.within(choice.around)
        near: Rows = rows[heard[self._columns.kind_of[rows]] != 0]
        return near

    def _minutes(self, day: int) -> NDArray[np.int64]:
        """When each slot begins on UTC `day`: local days reach into their neighbours."""
        found = np.full(len(self._columns.slots), NEVER, np.int64)
        begin, end = day * DAY, day * DAY + DAY
        midnight = datetime.fromtimestamp(begin * 60, UTC).replace(tzinfo=None)
        for local in (midnight + timedelta(days=n) for n in (-1, 0, 1)):
            for number, zone in enumerate(self._columns.zones):
                if (local.weekday(), number) in self._of_weekday:
                    slots, walls = self._of_weekday[local.weekday(), number]
                    starts = _starts(local, zone, walls)
                    today = np.flatnonzero((starts >= begin) & (starts < end))
                    found[slots[today]] = starts[today]
        return found


def _starts(local: datetime, zone: ZoneInfo, walls: NDArray[np.int64]) -> NDArray[np.int64]:
    """The minutes since the epoch at which a clock shows `walls` on a `local` day.

    A clock that is not set on that day is asked once instead of for each of them.
    """
    midnight = local.replace(tzinfo=zone)
    if midnight.utcoffset() == (local + timedelta(days=1)).replace(tzinfo=zone).utcoffset():
        return walls + int(midnight.timestamp() // 60)
    starts = [int(start_on(local, wall, zone).timestamp() // 60) for wall in walls.tolist()]
    return np.array(starts, np.int64)
