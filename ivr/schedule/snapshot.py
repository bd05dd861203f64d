"""All meetings of all lists at one moment, and the questions a call asks of them.

A snapshot never changes: the web process loads a new one beside the old and switches. Every answer
is a pure function of the snapshot and the `now` passed in.
"""

import hashlib
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import ClassVar, NamedTuple

import msgspec

from ivr.schedule.document import KINDS_A_SOURCE, OPEN, PHONE, SnapshotError, pack, unpack
from ivr.schedule.meeting import Meeting, Occurrence
from ivr.schedule.timeline import DAY, ROW_BITS, Timeline

__all__ = ["Filter", "Snapshot", "SnapshotError", "pack"]

LATE = timedelta(minutes=15)
"""A meeting that began less than this ago is still read to callers."""

AHEAD = timedelta(days=7)


class Filter(NamedTuple):
    """Which meetings a caller wants. `sources` are names of lists; none means all of them."""

    sources: tuple[str, ...] = ()
    open_only: bool = False
    phone_only: bool = False
    around: "Around | None" = None


class Around(NamedTuple):
    """A circle on the earth: degrees, and kilometres."""

    latitude: float
    longitude: float
    radius_km: float


class Snapshot:
    """An immutable schedule. May be asked from several threads."""

    EMPTY: ClassVar["Snapshot"]

    def __init__(self, document: bytes) -> None:
        self._columns = unpack(document)
        self._timeline = Timeline(self._columns)
        self._decoder = msgspec.msgpack.Decoder(Meeting)
        self.version = hashlib.blake2b(document, digest_size=8).hexdigest()
        self.made_at = self._columns.header.made_at
        self.sources = self._columns.header.sources

    @classmethod
    def load(cls, document: bytes) -> "Snapshot":
        """The schedule that `pack` wrote. Raises SnapshotError."""
        return cls(document)

    def __len__(self) -> int:
        return self._columns.header.rows

    @property
    def meetings(self) -> Iterator[Meeting]:
        """All of them, in the order of their ids; each is unpacked when it is reached."""
        return map(self._meeting, range(len(self)))

    def find(self, meeting_id: str) -> Meeting | None:
        row, found = self._row(meeting_id)
        return self._meeting(row) if found else None

    def states(self, sources: tuple[str, ...] = ()) -> frozenset[str]:
        """The states, as a voice says them, in which these lists have meetings."""
        pairs = zip(self.sources, self._columns.header.states, strict=True)
        return frozenset(
            s for name, states in pairs if not sources or name in sources for s in states
        )

    def next_meetings(
        self,
        now: datetime,
        filter: Filter,
        *,
        after: tuple[int, str] | None = None,
        limit: int = 1,
    ) -> list[Occurrence]:
        """What starts soonest, within a week; what began less than 15 minutes ago too.

        `after` is the minute since the epoch and the id of the last one read: the list goes on
        behind it, whether or not that meeting still exists.
        """
        begin, end = _window(now)
        if after is not None:
            begin = max(begin, self._key(after, behind=True))
        found = self._timeline.forwards(self._kinds(filter), begin, end)
        return [self._occurrence(minute, row) for minute, row in islice(found, limit)]

    def previous_meeting(
        self,
        now: datetime,
        filter: Filter,
        before: tuple[int, str],
    ) -> Occurrence | None:
        """The one that the list has before `before`; None at its beginning."""
        begin, end = _window(now)
        end = min(end, self._key(before, behind=False))
        found = self._timeline.last_before(self._kinds(filter), begin, end) if end > begin else None
        return self._occurrence(*found) if found else None

    def first_on_or_after(
        self,
        now: datetime,
        filter: Filter,
        instant: datetime,
    ) -> Occurrence | None:
        """The first in the list that starts at `instant` or later, as for another day."""
        begin, end = _window(now)
        begin = max(begin, -int(-instant.timestamp() // 60) << ROW_BITS)
        found = next(self._timeline.forwards(self._kinds(filter), begin, end), None)
        return self._occurrence(*found) if found else None

    def warm(self, now: datetime, filters: Iterable[Filter]) -> None:
        """Do beforehand, away from callers, what the questions of the next day need."""
        first = int((now - LATE).timestamp() // 60) // DAY
        self._timeline.forget_before(first)
        for kinds in {self._kinds(filter) for filter in filters}:
            for day in range(first, first + AHEAD.days + 3):
                self._timeline.day(day, kinds)

    def _kinds(self, filter: Filter) -> bytes:
        wanted = (OPEN if filter.open_only else 0) | (PHONE if filter.phone_only else 0)
        flags = bytes(kind & wanted == wanted for kind in range(KINDS_A_SOURCE))
        none = bytes(KINDS_A_SOURCE)
        chosen = filter.sources or self.sources
        return b"".join(flags if source in chosen else none for source in self.sources)

    def _row(self, meeting_id: str) -> tuple[int, bool]:
        """Where the id stands or would stand, and whether it does."""
        width, ids = self._columns.header.id_width, self._columns.ids
        wanted = meeting_id.encode(errors="replace").ljust(width, b"\0")

        def id_of(row: int) -> bytes:
            return bytes(ids[row * width : (row + 1) * width])

        row = bisect_left(range(len(self)), wanted, key=id_of)
        return row, row < len(self) and id_of(row) == wanted

    def _key(self, cursor: tuple[int, str], *, behind: bool) -> int:
        minute, meeting_id = cursor
        row, found = self._row(meeting_id)
        return (minute << ROW_BITS) + row + (behind and found)

    def _meeting(self, row: int) -> Meeting:
        ends = self._columns.ends
        return self._decoder.decode(self._columns.packed[ends[row] : ends[row + 1]])

    def _occurrence(self, minute: int, row: int) -> Occurrence:
        slot = self._columns.header.slots[self._columns.slot_of[row]]
        start = datetime.fromtimestamp(minute * 60, self._columns.zones[slot.zone])
        return Occurrence(self._meeting(row), start)


def _window(now: datetime) -> tuple[int, int]:
    """The keys between which the list lies: began less than LATE ago, starts within AHEAD."""
    begin = int((now - LATE).timestamp() // 60) + 1
    end = -int(-(now + AHEAD).timestamp() // 60)
    return begin << ROW_BITS, end << ROW_BITS


Snapshot.EMPTY = Snapshot(pack((), datetime.fromtimestamp(0, UTC)))
