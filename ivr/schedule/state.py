"""What is remembered of each list from one refresh to the next: SOURCE_STATE in Redis."""

from datetime import datetime, timedelta

import msgspec
import redis

from ivr.schedule.meeting import Problem
from ivr.settings import Source
from ivr.store import SOURCE_STATE, text

STALE = timedelta(hours=6)
"""A list that nobody has confirmed for so long, or for three of its intervals, is old."""

LATELY = timedelta(days=7)
"""So long a list may not lose more than 30 % of what it had."""


class SourceState(msgspec.Struct, frozen=True, kw_only=True):
    """One list. Of what is heard now: `kind` to `placed`; of the last try: the rest."""

    kind: str = ""  # of sources.KINDS
    recognised: str = ""  # by what its kind was known, where line.toml does not name it
    good: datetime | None = None  # when its server last gave or confirmed it
    changed: datetime | None = None  # when its meetings last became others
    digest: str = ""  # of its meetings, as they are kept
    body: str = ""  # of the answer and of all that decides what is made of it
    made_by: str = ""  # what decides what is made of an answer
    etag: str = ""
    last_modified: str = ""
    rows: int = 0
    meetings: int = 0
    left_out: dict[str, int] = {}
    problems: tuple[Problem, ...] = ()
    problems_total: int = 0
    merged: dict[str, int] = {}  # rows that are heard as one of that list; of its own: twice in it
    placed: dict[str, int] = {}  # meetings without a point that got a rough one, by what
    most: int = 0  # meetings that it had lately
    most_at: datetime | None = None  # when it last had so many
    tried: datetime | None = None
    outcome: str = ""
    sentence: str = ""

    def lately(self, now: datetime) -> int:
        """The most meetings of the last days: a list that falls a little each day has fallen."""
        fresh = self.most_at is not None and now - self.most_at <= LATELY
        return max(self.meetings, self.most if fresh else 0)

    def most_with(self, meetings: int, now: datetime, *, accept: bool) -> tuple[int, datetime]:
        """`most` and `most_at` once the list has so many; an operator who accepts begins anew."""
        lately = self.lately(now)
        if accept or meetings >= lately:
            return meetings, now
        if self.meetings == lately or self.most_at is None:
            return lately, now  # it had so many until now
        return lately, self.most_at

    def age(self, now: datetime) -> timedelta | None:
        """How long ago the list was last good; None when it never was."""
        return None if self.good is None else now - self.good


msgspec.convert({}, SourceState)  # now, for msgspec crashes where two threads begin with it at once


def patience(source: Source) -> timedelta:
    """How long ago a list may have been good last before it is old."""
    return max(STALE, 3 * timedelta(minutes=source.refresh_minutes))


def source_state(connection: "redis.Redis", name: str) -> SourceState:
    """What is known of the list `name`; an empty state when nothing is, or nothing readable."""
    stored = connection.hgetall(SOURCE_STATE.of(name))
    fields = {text(field): value for field, value in stored.items()}
    try:
        return msgspec.convert(
            {name: msgspec.json.decode(value) for name, value in fields.items()}, SourceState
        )
    except msgspec.MsgspecError:
        return SourceState()


def update_state(connection: "redis.Redis", name: str, state: SourceState, *fields: str) -> None:
    """Keep these `fields` of `state`, or all of them; `connection` may be a pipeline.

    Two refreshes of one list may end at once: neither may write back what it read long before.
    """
    values = msgspec.to_builtins(state)
    pairs = [(field, msgspec.json.encode(values[field])) for field in fields or values]
    connection.hset(SOURCE_STATE.of(name), items=[part for pair in pairs for part in pair])
