"""Leaders as they may be shown: never with a telephone number or a PIN."""

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

import msgspec

from ivr.leaderfile import Leader
from ivr.people.state import StandIn, State
from ivr.rings import BY_DAY, NEVER

COMING = 3
"""Hours of each leader that are shown."""


FILED = "in leaders.csv"
ADDED = "added here"
REMOVED = "removed here, leads no more"
LOST = "in leaders.csv no more, leads nothing"


class Shown(msgspec.Struct, frozen=True):
    """`stands` says in words where: FILED, ADDED, REMOVED or LOST."""

    leader: str
    name: str
    leads_from: str
    stands: str
    pin: bool
    locked: datetime | None
    next: list[datetime]
    rings: str = ""  # when they may be rung to stand in (rings.py); "" where no number is known


def listed(
    state: State,
    filed: Mapping[str, Leader],
    coming: Mapping[str, list[datetime]],
    locked: Mapping[str, datetime],
) -> list[Shown]:
    """All leaders by row: `filed` and `coming` are by row too, `locked` is by number."""
    people = {each.leader: each for each in state.people.values() if each.leader}
    found = []
    for row in sorted({*filed, *people, *state.removed_leaders, *state.stand_ins}):
        person, leader = people.get(row), filed.get(row)
        if leader is None:
            name = person.name if person else state.removed_leaders.get(row, row)
            leader = Leader(name, person.leads_from if person else "")
        stands = FILED if row in filed else ADDED
        if row in state.removed_leaders:
            stands = REMOVED
        elif row not in filed and not leader.leads_from:
            stands = LOST
        found.append(
            Shown(
                row,
                leader.name,
                leader.leads_from,
                stands,
                pin=person is not None and bool(person.pin),
                locked=locked.get(person.number) if person else None,
                next=coming.get(row, [])[:COMING],
                rings=_rings(stands, leader, state.stand_ins.get(row, StandIn())),
            )
        )
    return found


def _rings(stands: str, leader: Leader, here: StandIn) -> str:
    """What is said here counts more than the file. Whoever leads nothing is not rung."""
    if stands in (REMOVED, LOST):
        return NEVER if here.rings == NEVER else ""
    known = bool(here.sealed or leader.phone) or here.rings == NEVER
    return here.rings or leader.rings or BY_DAY if known else ""


def words(each: Shown, zone: ZoneInfo) -> str:
    """One line, times in `zone`."""
    since = f"from {each.leads_from}" if each.leads_from else "any time"
    said = ["has a PIN" if each.pin else "no PIN", each.stands]
    if each.locked:
        said.append(f"PIN locked since {each.locked.astimezone(zone):%Y-%m-%d %H:%M}")
    if each.rings:
        said.append("not rung" if each.rings == NEVER else f"may be rung {each.rings}")
    times = [f"{start.astimezone(zone):%a %H:%M}" for start in each.next]
    said.append("next " + ", ".join(times) if times else "no hour in seven days")
    return f"{each.leader:12}  {each.name:20}  {since:15}  {'; '.join(said)}"
