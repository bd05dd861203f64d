"""When the meetings of a schedule take place, day by day, ready to be searched.

For each UTC day and each choice of meetings there is one sorted array of keys, made when it is
first asked for and kept; around a place there is one for all days of a caller's list. A key is the
minute since the epoch and the row, so that a search is one bisection however long the list is. Zone
arithmetic is done once for a slot of the week, not for each meeting in it.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from ivr.schedule.document import ROW_BITS, Columns
from ivr.schedule.kept import Kept
from ivr.schedule.meeting import start_on
from ivr.schedule.points import Around, Points, Rows, least_cosine

ROW = (1 << ROW_BITS) - 1
DAY = 1440  # minutes
KEPT = 512
"""How many arrays of keys are kept, of circles and of others; nine are needed for each choice."""

CHOICES = 64
"""How many choices of rows are kept."""

NEVER = -1 << 38
"""The minute of a slot that does not begin on a day."""


Keys = NDArray[np.int64]


class Choice(NamedTuple):
    """Which rows are heard."""

    kinds: bytes  # one byte for each kind, 0 where it is left out
    around: Around | None = None


class Days(NamedTuple):
    """UTC days, counted from the epoch, both of them and those between."""

    first: int
    last: int


class Timeline:
    """The occurrences of one schedule. May be used from several threads."""

    def __init__(self, columns: Columns) -> None:
        self._columns = columns
        self._points = Points(columns.points, columns.north, columns.east)
        self._kept: dict[bool, Kept[tuple[Days, Choice], Keys]]
        self._rows: dict[bool, Kept[Choice, Rows]]  # circles drive out no list of a whole line
        self._kept = {near: Kept(KEPT) for near in (False, True)}
        self._rows = {near: Kept(CHOICES) for near in (False, True)}
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
        for days in _spans(choice, begin, end):
            keys = self.keys(days, choice).data
            for index in range(bisect_left(keys, begin), len(keys)):
                if keys[index] >= end:
                    return
                yield keys[index] >> ROW_BITS, keys[index] & ROW

    def last_before(self, choice: Choice, begin: int, end: int) -> tuple[int, int] | None:
        """(minute, row) of the last that starts from key `begin` until before key `end`."""
        for days in reversed(_spans(choice, begin, end)):
            keys = self.keys(days, choice).data
            index = bisect_left(keys, end) - 1
            if index >= 0:
                if keys[index] < begin:
                    return None
                return keys[index] >> ROW_BITS, keys[index] & ROW
        return None

    def narrowest(
        self, kinds: bytes, circles: Sequence[Around], begin: int, end: int, enough: int
    ) -> Around | None:
        """The first of `circles`, from narrow to wide around one point, in which `enough` start
        from key `begin` until before key `end`; else that with all there are in the widest, if any.

        The keys of the narrow one come out of those of the widest: they are kept for the list.
        """
        widest = circles[-1]
        for days in _spans(Choice(kinds, widest), begin, end):
            keys = self.keys(days, Choice(kinds, widest))
            cosines = self._points.cosines(widest, keys & ROW)
            heard = (keys >= begin) & (keys < end)
            wanted = min(enough, int(np.count_nonzero(heard)))
            if not wanted:
                return None
            for around in circles:
                inside = cosines >= least_cosine(around.radius_km)
                if np.count_nonzero(inside & heard) >= wanted:
                    self._kept[True].put((days, Choice(kinds, around)), keys[inside])
                    return around
        return None

    def keys(self, days: Days, choice: Choice) -> Keys:
        """The sorted keys of all starts on these days of the rows that are chosen."""
        return self._kept[choice.around is not None].get((days, choice), self._keys)

    def warm(self, days: Iterable[int], choice: Choice) -> None:
        """Make these days ready."""
        for day in days:
            self.keys(Days(day, day), choice)

    def forget_before(self, day: int) -> None:
        """Let go of the days that nobody will ask for again."""
        for kept in self._kept.values():
            kept.forget(lambda question: question[0].last < day)

    def _keys(self, question: tuple[Days, Choice]) -> Keys:
        (first, last), choice = question
        columns = self._columns
        rows = self._rows[choice.around is not None].get(choice, self._chosen)
        if not len(rows):
            return rows
        slots = columns.slot_of[rows]
        starts = [self._starts.get(day, self._minutes)[slots] for day in range(first, last + 1)]
        minutes = np.stack(starts)
        keys: Keys = (minutes << ROW_BITS | rows)[minutes != NEVER]
        begin, end = (
            bisect_left(columns.dated.data, midnight * DAY << ROW_BITS)
            for midnight in (first, last + 1)
        )
        if begin < end:
            dated = columns.dated[begin:end]
            keys = np.concatenate([keys, dated[np.isin(dated & ROW, rows)]])
        keys.sort()
        return keys

    def _chosen(self, choice: Choice) -> Rows:
        """The rows of a choice."""
        heard = np.frombuffer(choice.kinds, np.bool_)
        if choice.around is None:
            return np.flatnonzero(heard[self._columns.kind_of])
        rows = self._points.within(choice.around)
        near: Rows = rows[heard[self._columns.kind_of[rows]]]
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


def _spans(choice: Choice, begin: int, end: int) -> list[Days]:
    """The days from key `begin` to key `end`, as their starts are kept.

    One by one, for those of a long list are many; around a place they are few, and taken together.
    """
    first, last = (begin >> ROW_BITS) // DAY, (end >> ROW_BITS) // DAY
    if first > last:
        return []
    if choice.around is not None:
        return [Days(first, last)]
    return [Days(day, day) for day in range(first, last + 1)]


def _starts(local: datetime, zone: ZoneInfo, walls: NDArray[np.int64]) -> NDArray[np.int64]:
    """The minutes since the epoch at which a clock shows `walls` on a `local` day.

    A clock that is not set on that day is asked once instead of for each of them.
    """
    midnight = local.replace(tzinfo=zone)
    if midnight.utcoffset() == (local + timedelta(days=1)).replace(tzinfo=zone).utcoffset():
        return walls + int(midnight.timestamp() // 60)
    starts = [int(start_on(local, wall, zone).timestamp() // 60) for wall in walls.tolist()]
    return np.array(starts, np.int64)
