"""Who has the leader's keys in a room: by the PIN that was typed, and by the clock."""

import hashlib
from collections.abc import Mapping
from datetime import datetime, timedelta

from ivr.rooms.state import Room, Someone
from ivr.rota import OnNow

EARLY = timedelta(minutes=15)
"""Who comes so long before an hour comes for that hour."""


_LETTERS = str.maketrans("0123456789", "ghijklmnop")
"""No digits: eight of them look like a telephone number."""


def sign(row: str) -> str:
    """Eight letters that stand for a leader's row in URLs and in Redis; "" for nobody."""
    if not row:
        return ""
    return hashlib.blake2b(row.encode(), digest_size=4).hexdigest().translate(_LETTERS)


def leading(people: Mapping[str, Someone], on: OnNow | None) -> frozenset[str]:
    """The calls, of those who came as leaders, that have the keys in this hour.

    Whom the rota names and whoever came for this hour, or was handed it. Where there is none of
    these, whoever led before goes on: an hour that changes takes nobody's keys and leaves none.
    """
    came = {call: each for call, each in people.items() if each.leads and each.here}
    if on is None:
        return frozenset(came)
    rota = sign(on.hour.leader)
    since = (on.start - EARLY).timestamp() * 1000
    now = {call for call, each in came.items() if each.leads == rota or each.leads_since >= since}
    return frozenset(now or came)


def named(people: Mapping[str, Someone], row: str) -> frozenset[str]:
    """The calls of that leader which are here."""
    wanted = sign(row)
    return frozenset(
        c for c, each in people.items() if wanted and each.leads == wanted and each.here
    )


def mode_in(room: Room, on: OnNow | None, now: datetime) -> str:
    """The mode that holds in a part now; `Facts.mode_of` is that of an hour.

    Until an opening that is held back it is that of the hour before. And where nobody leads, nobody
    could call a hand: whoever is muted may unmute.
    """
    facts, moment = room.facts, now.timestamp() * 1000
    before = on is not None and facts.mode_hour < on.start.timestamp() * 1000
    mode = facts.mode if before and facts.held_back_until > moment else facts.mode_of(on)
    return "muted" if mode == "hands" and not leading(room.people, on) else mode or "open"
