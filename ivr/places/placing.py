"""A point for meetings whose list gives none: that of their postal code, or else of their town.

It is rough, as the middle of a town is, and only there where nobody could mean another place: a
meeting that is put on the wrong spot would send somebody there.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

import msgspec

from ivr.places.build import NEAR_KM
from ivr.places.places import Places, Point
from ivr.places.regions import region
from ivr.places.words import key, tokens
from ivr.schedule.meeting import Meeting

By = Literal["postcode", "town"]

LARGE = 250_000
"""People in a town that is meant where no province is named, and smaller ones are not known."""


@dataclass(slots=True)
class Placer:
    """Gives meetings points. `counts` says of each list how many got theirs by what."""

    places: Places
    counts: dict[str, Counter[str]] = field(default_factory=dict)
    _known: dict[tuple[str, ...], tuple[Point, By] | None] = field(default_factory=dict)

    def placed(self, meetings: Iterable[Meeting]) -> list[Meeting]:
        """The same meetings; those one goes to have a point where they can be given one."""
        return [self._placed(meeting) if _lacks(meeting) else meeting for meeting in meetings]

    def _placed(self, meeting: Meeting) -> Meeting:
        where = meeting.postcode, meeting.town, meeting.state, meeting.country
        if where not in self._known:
            self._known[where] = self._point(*where)
        found = self._known[where]
        if found is None:
            return meeting
        point, by = found
        self.counts.setdefault(meeting.source, Counter())[by] += 1
        return msgspec.structs.replace(
            meeting, latitude=round(point.latitude, 2), longitude=round(point.longitude, 2)
        )

    def _point(self, postcode: str, town: str, state: str, country: str) -> tuple[Point, By] | None:
        middle = self._town(town, state, country)
        code = self.places.only_code(postcode, country)
        # The keys of a code with letters are those of other codes, too: its town has to agree.
        if code and (postcode[:1].isdigit() or (middle and code.km(middle) <= NEAR_KM)):
            return code, "postcode"
        return (middle, "town") if middle else None

    def _town(self, town: str, state: str, country: str) -> Point | None:
        plain = key(tokens(town.partition(",")[0]))
        if not (plain and country):
            return None
        places, of = self.places, region(country, state)
        rows = [row for row in places.called(plain) if places.region(row).country == of.country]
        if state:
            rows = [row for row in rows if places.region(row).code == of.code]
        elif country != "US":  # of others only larger towns are known
            rows = rows if any(places.people(row) >= LARGE for row in rows) else []
        if not rows:
            return None
        middle = places.point(max(rows, key=places.weight))
        near = all(middle.km(places.point(row)) <= NEAR_KM for row in rows)
        return middle if near else None


def _lacks(meeting: Meeting) -> bool:
    return meeting.latitude is None and meeting.venue in ("place", "hybrid")
