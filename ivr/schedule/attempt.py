"""One list, fetched and read: whatever its server does, what is good of it is kept."""

import time
from dataclasses import dataclass
from datetime import datetime

import msgspec
import redis

from ivr.schedule.check import Refused, check
from ivr.schedule.digests import digest
from ivr.schedule.fetch import Limits, Unreachable, Validators, fetch
from ivr.schedule.reading import Asked, made_by, read
from ivr.schedule.report import KEPT, Outcome
from ivr.schedule.sources.reading import Unreadable
from ivr.schedule.state import SourceState, source_state, update_state
from ivr.settings import Settings, Source
from ivr.store import SOURCE_MEETINGS

LOOK = "look at its url or try again later"
"""What an operator does where nothing better is known."""


@dataclass(frozen=True, slots=True)
class Tried:
    """What became of one list, before callers hear of it."""

    source: Source
    before: SourceState
    state: SourceState
    outcome: Outcome
    what: str  # went wrong, and what mends it: both "" where all is well
    mend: str
    seconds: float
    kind: str = ""  # of what came, where it is plainly another one than line.toml names


def attempt(
    settings: Settings,
    connection: redis.Redis,
    source: Source,
    accept: bool,
    now: datetime,
    limits: Limits | None,
) -> Tried:
    """Raises redis.RedisError, and nothing for what a server does."""
    began = time.monotonic()
    before = source_state(connection, source.name)
    state, what, mend, kind = before, "", "", ""
    outcome: Outcome = "kept"
    try:
        state, outcome = _refreshed(settings, connection, source, before, accept, now, limits)
    except Refused as refusal:
        outcome, what, mend = refusal.outcome, refusal.what, refusal.mend
    except Unreadable as error:
        what, mend, kind = error.what, error.mend or LOOK, error.kind
    except Unreachable as error:
        what, mend = str(error), LOOK
    return Tried(source, before, state, outcome, what, mend, time.monotonic() - began, kind)


def _refreshed(
    settings: Settings,
    connection: redis.Redis,
    source: Source,
    state: SourceState,
    accept: bool,
    now: datetime,
    limits: Limits | None,
) -> tuple[SourceState, Outcome]:
    """The state of the list once it is good, its meetings being kept.

    Raises Refused, Unreachable or Unreadable.
    """
    kept, today = SOURCE_MEETINGS.of(source.name), now.astimezone(source.time_zone).date()
    exists = bool(connection.exists(kept))
    current = exists and state.made_by == made_by(source, state.kind, settings, today)
    asked = Asked(source, state.kind if exists else "")
    fetched = fetch(
        asked.url,
        agent=_agent(settings),
        validators=Validators(state.etag, state.last_modified) if current else None,
        limits=limits,
        local=source.local,
        more=asked.more,
    )
    if fetched.body is None and not current:
        raise Unreachable("says that nothing changed although it was not asked")
    sent = fetched.validators
    pages = [] if fetched.body is None else [fetched.body, *fetched.further]
    kind, recognised = asked.kind(pages[0]) if pages else (state.kind, state.recognised)
    by = made_by(source, kind, settings, today)
    body = digest(by.encode(), *pages) if pages else state.body
    if not pages or (current and body == state.body):
        state = msgspec.structs.replace(
            state,
            good=now,
            etag=sent.etag or state.etag,
            last_modified=sent.last_modified or state.last_modified,
        )
        sure = ("good", "etag", "last_modified") if pages else ("good",)
        update_state(connection, source.name, state, *sure)
        return state, "unchanged"
    del fetched
    reading = read(pages, kind, source, settings, today)
    del pages  # a long list is let go of before it is packed
    check(reading, state.lately(now) if exists else 0, accept=accept)
    packed = msgspec.msgpack.encode(sorted(reading.meetings, key=lambda meeting: meeting.id))
    found = digest(packed)
    same = exists and found == state.digest
    most, most_at = state.most_with(len(reading.meetings), now, accept=accept or not exists)
    state = SourceState(
        kind=kind,
        recognised=recognised,
        good=now,
        changed=state.changed if same else now,
        digest=found,
        body=body,
        made_by=by,
        rows=reading.rows,
        meetings=len(reading.meetings),
        left_out=reading.left_out,
        problems=reading.problems[:KEPT],
        problems_total=len(reading.problems),
        merged=state.merged,
        placed=state.placed,
        most=most,
        most_at=most_at,
        etag=sent.etag,
        last_modified=sent.last_modified,
    )
    with connection.pipeline(transaction=True) as transaction:
        transaction.set(kept, packed)
        update_state(transaction, source.name, state)
        transaction.execute()
    return state, "unchanged" if same else "published"


def _agent(settings: Settings) -> str:
    """Who asks, for the people who run the list's server."""
    words = f"meeting-line ({settings.lines[0].name}; {settings.public_url or 'no address'})"
    return " ".join(words.encode("ascii", "replace").decode().split())
