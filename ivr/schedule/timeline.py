"""When the meetings of a schedule take place, day by day, ready to be searched.

For each UTC day and each choice of meetings there is one sorted array of keys, made when it is
first asked for and kept: a key is the minute since the epoch and the row, so that a search is one
bisection however long the list is. Zone arithmetic is done once for a slot of the week, not for
each meeting in it.
"""

from array import array
from bisect import bisect_left
from collections import OrderedDict
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from threading import Lock
from zoneinfo import ZoneInfo

from ivr.schedule.document import Columns
from ivr.schedule.meeting import start_on

ROW_BITS = 24
DAY = 1440  # minutes
KEPT = 512
"""How many days of choices are kept; nine are needed for each choice."""


class Timeline:
    """The occurrences of one schedule. May be used from several threads."""

    def __init__(self, columns: Columns) -> None:
        self._columns = columns
        self._kept: OrderedDict[tuple[int, bytes], array[int]] = OrderedDict()
        self._slots: OrderedDict[int, list[tuple[int, int]]] = OrderedDict()
        self._lock = Lock()
        self._of_weekday: dict[tuple[int, int], list[tuple[int, int]]] = {}
        for number, slot in enumerate(columns.header.slots):
            slots = self._of_weekday.setdefault((slot.weekday, slot.zone), [])
            slots.append((number, slot.minute))

    def forwards(self, kinds: bytes, begin: int, end: int) -> Iterator[tuple[int, int]]:
        """(minute, row) of what starts from key `begin` until before key `end`, in order."""
        for day in range((begin >> ROW_BITS) // DAY, (end >> ROW_BITS) // DAY + 1):
            keys = self.day(day, kinds)
            for index in range(bisect_left(keys, begin), len(keys)):
                if keys[index] >= end:
                    return
                yield keys[index] >> ROW_BITS, keys[index] & ((1 << ROW_BITS) - 1)

    def last_before(self, kinds: bytes, begin: int, end: int) -> tuple[int, int] | None:
        """(minute, row) of the last that starts from key `begin` until before key `end`."""
        for day in range((end >> ROW_BITS) // DAY, (begin >> ROW_BITS) // DAY - 1, -1):
            keys = self.day(day, kinds)
            index = bisect_left(keys, end) - 1
            if index >= 0:
                if keys[index] < begin:
                    return None
                return keys[index] >> ROW_BITS, keys[index] & ((1 << ROW_BITS) - 1)
        return None

    def day(self, day: int, kinds: bytes) -> "array[int]":
        """The sorted keys of UTC `day` (counted from the epoch) of the rows whose kind is chosen.

        `kinds` has one byte for each kind, 0 where it is left out.
        """
        with self._lock:
            if (day, kinds) in self._kept:
                self._kept.move_to_end((day, kinds))
                return self._kept[day, kinds]
        first, order, of = self._columns.first, self._columns.order, self._columns.kinds
        keys: list[int] = []
        for minute, slot in self._starts(day):
            begin, end = first[slot], first[slot + 1]
            key = minute << ROW_BITS
            keys += [
                key | row
                for row, kind in zip(order[begin:end], of[begin:end], strict=True)
                if kinds[kind]
            ]
        keys.sort()
        made = array("q", keys)
        with self._lock:
            self._kept[day, kinds] = made
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return made

    def forget_before(self, day: int) -> None:
        """Let go of the days that nobody will ask for again."""
        with self._lock:
            for key in [key for key in self._kept if key[0] < day]:
                del self._kept[key]

    def _starts(self, day: int) -> list[tuple[int, int]]:
        """(minute, slot) of every start on UTC `day`: local days reach into their neighbours."""
        with self._lock:
            if day in self._slots:
                return self._slots[day]
        midnight = datetime.fromtimestamp(day * DAY * 60, UTC).replace(tzinfo=None)
        starts: list[tuple[int, int]] = []
        for local in (midnight + timedelta(days=n) for n in (-1, 0, 1)):
            for number, zone in enumerate(self._columns.zones):
                slots = self._of_weekday.get((local.weekday(), number))
                if slots:
                    starts += _minutes(local, zone, slots)
        begin, end = day * DAY, day * DAY + DAY
        found = [start for start in starts if begin <= start[0] < end]
        with self._lock:
            self._slots[day] = found
            while len(self._slots) > 16:
                self._slots.popitem(last=False)
        return found


def _minutes(
    local: datetime, zone: ZoneInfo, slots: list[tuple[int, int]]
) -> list[tuple[int, int]]:
    """(minute since the epoch, slot) of the `slots` on a `local` day.

    A clock that is not set on that day is asked once instead of for each slot.
    """
    midnight = local.replace(tzinfo=zone)
    if midnight.utcoffset() == (local + timedelta(days=1)).replace(tzinfo=zone).utcoffset():
        begin = int(midnight.timestamp() // 60)
        return [(begin + minute, slot) for slot, minute in slots]
    return [(int(start_on(local, m, zone).timestamp() // 60), slot) for slot, m in slots]
