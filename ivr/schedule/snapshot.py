"""All meetings of all lists at one moment, and the questions a call asks of them.

A snapshot never changes: the web process loads a new one beside the old and switches. Every answer
is a pure function of the snapshot and the `now` passed in.
"""

import hashlib
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import ClassVar, NamedTuple

import msgspec

from ivr.schedule.document import OPEN, PHONE, REMOTE, ROW_BITS, Row, SnapshotError, Town, unpack
from ivr.schedule.kept import Kept
from ivr.schedule.meeting import Meeting, Occurrence
from ivr.schedule.packing import TO_GO_TO, pack
from ivr.schedule.points import Around, kilometres
from ivr.schedule.squeezed import unsqueeze
from ivr.schedule.timeline import DAY, Choice, Timeline

__all__ = ["Around", "Filter", "Snapshot", "SnapshotError", "Town", "distance_km", "pack"]

LATE = timedelta(minutes=15)
"""A meeting that began less than this ago is still read to callers."""

AHEAD = timedelta(days=7)

NEAR_AHEAD = timedelta(days=2)
"""How far the list around a caller reaches, until another day is asked for."""


class Filter(NamedTuple):
    """Which meetings a caller wants. `sources` are names of lists; none means all of them."""

    sources: tuple[str, ...] = ()
    open_only: bool = False
    phone_only: bool = False
    around: Around | None = None
    remote_only: bool = False  # by telephone or online


class Snapshot:
    """An immutable schedule. May be asked from several threads."""

    EMPTY: ClassVar["Snapshot"]

    def __init__(self, document: bytes) -> None:
        self._columns = unpack(document)
        self._timeline = Timeline(self._columns)
        self._decoder = msgspec.msgpack.Decoder(Row)
        self._chosen: Kept[Filter, bytes] = Kept(64)
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

    @property
    def towns(self) -> list[Town]:
        """Where the meetings with a door are, the towns with most of them first.

        Unpacked anew each time: thousands of them, in some milliseconds.
        """
        return msgspec.msgpack.decode(self._columns.towns, type=list[Town])

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
        behind it, whether or not that meeting still exists. Around a place it ends after two days,
        but for who asked for another day and is beyond them already.
        """
        begin, end = _window(now)
        if filter.around:
            _, near_end = _window(now, NEAR_AHEAD)
            end = near_end if after is None or after[0] < near_end >> ROW_BITS else end
        if after is not None:
            begin = max(begin, self._key(after, behind=True))
        found = self._timeline.forwards(self._choice(filter), begin, end)
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
        if end <= begin:
            return None
        found = self._timeline.last_before(self._choice(filter), begin, end)
        return self._occurrence(*found) if found else None

    def first_on_or_after(
        self,
        now: datetime,
        filter: Filter,
        instant: datetime,
    ) -> Occurrence | None:
        """The first that starts at `instant` or later within a week, as for another day."""
        begin, end = _window(now)
        begin = max(begin, -int(-instant.timestamp() // 60) << ROW_BITS)
        found = next(self._timeline.forwards(self._choice(filter), begin, end), None)
        return self._occurrence(*found) if found else None

    def near(
        self,
        now: datetime,
        filter: Filter,
        latitude: float,
        longitude: float,
        steps_km: Sequence[float],
        enough: int,
    ) -> Around | None:
        """The smallest circle of `steps_km` in which `enough` meetings begin within two days.

        Where none has as many: the smallest with all of the widest, or None where that has none.
        """
        circles = [Around(latitude, longitude, step) for step in sorted(steps_km)]
        kinds, _ = self._choice(filter)
        return self._timeline.narrowest(kinds, circles, *_window(now, NEAR_AHEAD), enough)

    def warm(self, now: datetime, filters: Iterable[Filter]) -> None:
        """Do beforehand, away from callers, what the questions of the next day need."""
        first = int((now - LATE).timestamp() // 60) // DAY
        self._timeline.forget_before(first)
        for choice in {self._choice(filter) for filter in filters}:
            self._timeline.warm(range(first, first + AHEAD.days + 3), choice)

    def _choice(self, filter: Filter) -> Choice:
        everywhere = filter._replace(around=None)
        return Choice(self._chosen.get(everywhere, self._kinds), filter.around)

    def _kinds(self, filter: Filter) -> bytes:
        """A byte for each kind: whether it is heard."""
        wanted = (OPEN if filter.open_only else 0) | (PHONE if filter.phone_only else 0)
        wanted |= REMOTE if filter.remote_only else 0
        chosen = {n for n, name in enumerate(self.sources) if name in filter.sources}
        return bytes(
            flags & wanted == wanted and (not filter.sources or not chosen.isdisjoint(lists))
            for lists, flags in self._columns.header.kinds
        )

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
        columns, header = self._columns, self._columns.header
        ends, width = columns.ends, header.id_width
        of = self._decoder.decode(
            unsqueeze(columns.packed[ends[row] : ends[row + 1]], columns.common)
        )
        slot, kind = (
            columns.slots[columns.slot_of.data[row]],
            header.kinds[columns.kind_of.data[row]],
        )
        point = columns.point(row)
        return Meeting(
            id=bytes(columns.ids[row * width : (row + 1) * width]).rstrip(b"\0").decode(),
            source=header.sources[kind.lists[0]],
            also=tuple(header.sources[number] for number in kind.lists[1:]),
            weekday=slot.weekday,
            start=slot.minute,
            time_zone=header.zones[slot.zone],
            latitude=point and point[0],
            longitude=point and point[1],
            duration=of.duration,
            name=of.name,
            venue=of.venue,
            access=of.access,
            formats=tuple(header.formats[number] for number in of.formats),
            language=of.language,
            state=of.state,
            spoken_name=of.spoken_name,
            spoken_place=of.spoken_place,
            spoken_street=of.spoken_street,
            spoken_limits=of.spoken_limits,
            spoken_details=of.spoken_details,
            spoken_phone=of.spoken_phone,
            dial=of.dial,
            dates=of.dates,
            town=of.town,
            country=of.country,
        )

    def _occurrence(self, minute: int, row: int) -> Occurrence:
        zone = self._columns.slots[self._columns.slot_of.data[row]].zone
        start = datetime.fromtimestamp(minute * 60, self._columns.zones[zone])
        return Occurrence(self._meeting(row), start)


def distance_km(meeting: Meeting, around: Around) -> float | None:
    """From the middle of `around` to the meeting's door; None where it has none or no point."""
    if meeting.venue not in TO_GO_TO or meeting.latitude is None or meeting.longitude is None:
        return None
    return kilometres(around.latitude, around.longitude, meeting.latitude, meeting.longitude)


def _window(now: datetime, ahead: timedelta = AHEAD) -> tuple[int, int]:
    """The keys between which the list lies: began less than LATE ago, starts within `ahead`."""
    begin = int((now - LATE).timestamp() // 60) + 1
    end = -int(-(now + ahead).timestamp() // 60)
    return begin << ROW_BITS, end << ROW_BITS


Snapshot.EMPTY = Snapshot(pack((), datetime.fromtimestamp(0, UTC)))
