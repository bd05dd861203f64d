"""From the lists' servers to what callers hear: fetch, read, check, publish.

What fails leaves everything good as it was. The last good meetings of each list are kept, and the
schedule is always made of all of them, so that one list's bad day is not another's.
"""

import hashlib
import time
from datetime import datetime
from functools import lru_cache
from pathlib import Path

import msgspec
import redis

from ivr.schedule.check import Refused, check
from ivr.schedule.fetch import Limits, Unreachable, Validators, fetch, place
from ivr.schedule.publish import publish_schedule
from ivr.schedule.report import KEPT, SHOWN, Outcome, SourceReport, ago
from ivr.schedule.sources import KINDS
from ivr.schedule.sources.reading import Unreadable
from ivr.schedule.state import SourceState, source_state, update_state
from ivr.settings import PROMPTS, Settings, SettingsError, Source
from ivr.store import SOURCE_MEETINGS


def refresh_all(
    settings: Settings,
    connection: redis.Redis,
    *,
    accept: bool = False,
    now: datetime,
    limits: Limits | None = None,
) -> list[SourceReport]:
    """`refresh_source` for every list of line.toml, in its order."""
    return [
        refresh_source(settings, connection, source.name, accept=accept, now=now, limits=limits)
        for source in settings.sources
    ]


def refresh_source(
    settings: Settings,
    connection: redis.Redis,
    name: str,
    *,
    accept: bool = False,
    now: datetime,
    limits: Limits | None = None,
) -> SourceReport:
    """Fetch one list and, if it is good, let callers hear it.

    `accept` takes a list that lost more than 30 % of its meetings. Raises SettingsError for a name
    that no list has, and redis.RedisError; what a server does wrong is in the report.
    """
    source = next((source for source in settings.sources if source.name == name), None)
    if source is None:
        raise SettingsError(f'{settings.config}: no [[source]] has the name "{name}": add one.')
    began = time.monotonic()
    before = source_state(connection, name)
    outcome: Outcome = "kept"
    shown, mend = place(source.url), "look at its url or try again later"
    try:
        state, outcome = _refreshed(settings, connection, source, before, accept, now, limits)
    except Refused as refusal:
        state, outcome, what, mend = before, refusal.outcome, refusal.what, refusal.mend
    except (Unreachable, Unreadable) as error:
        state, what = before, str(error)
    waiting_for, published = publish_schedule(settings, connection)
    if outcome in ("published", "unchanged"):
        outcome = "published" if published else outcome
        told = "are read to callers" if outcome == "published" else "are as before"
        sentence = f"{shown} has {state.rows} rows: its {state.meetings} meetings {told}."
    else:
        age = before.age(now)
        good = ago(age.total_seconds() if age else None)
        stay = (
            f"the {before.meetings} meetings from {good} stay"
            if before.good
            else "callers hear no meetings of it"
        )
        sentence = f"{shown} {what}: {stay}; {mend}."
    if waiting_for:
        outcome = "held"
        sentence += f" Nothing new is heard until these are refreshed: {', '.join(waiting_for)}."
    state = msgspec.structs.replace(state, tried=now, outcome=outcome, sentence=sentence)
    update_state(connection, name, state, "tried", "outcome", "sentence")
    return _report(source, state, outcome, time.monotonic() - began, now)


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
    reader, kept = KINDS[source.kind or "bmlt"], SOURCE_MEETINGS.of(source.name)
    made_by, exists = _made_by(source), bool(connection.exists(kept))
    current = exists and state.made_by == made_by
    fetched = fetch(
        reader.request(source),
        agent=_agent(settings),
        validators=Validators(state.etag, state.last_modified) if current else None,
        limits=limits,
    )
    if fetched.body is None and not current:
        raise Unreachable("says that nothing changed although it was not asked")
    sent = fetched.validators
    body = state.body if fetched.body is None else _digest(made_by.encode(), fetched.body)
    if fetched.body is None or (current and body == state.body):
        state = msgspec.structs.replace(
            state,
            good=now,
            etag=sent.etag or state.etag,
            last_modified=sent.last_modified or state.last_modified,
        )
        sure = ("good",) if fetched.body is None else ("good", "etag", "last_modified")
        update_state(connection, source.name, state, *sure)
        return state, "unchanged"
    reading = reader.read(fetched.body, source, now.astimezone(source.time_zone).date())
    del fetched  # a long list is let go of before it is packed
    check(reading, state.meetings if exists else 0, accept=accept)
    packed = msgspec.msgpack.encode(sorted(reading.meetings, key=lambda meeting: meeting.id))
    digest = _digest(packed)
    same = exists and digest == state.digest
    state = SourceState(
        good=now,
        changed=state.changed if same else now,
        digest=digest,
        body=body,
        made_by=made_by,
        rows=reading.rows,
        meetings=len(reading.meetings),
        left_out=reading.left_out,
        problems=reading.problems[:KEPT],
        problems_total=len(reading.problems),
        etag=sent.etag,
        last_modified=sent.last_modified,
    )
    with connection.pipeline(transaction=True) as transaction:
        transaction.set(kept, packed)
        update_state(transaction, source.name, state)
        transaction.execute()
    return state, "unchanged" if same else "published"


def _report(
    source: Source, state: SourceState, outcome: Outcome, seconds: float, now: datetime
) -> SourceReport:
    age = state.age(now)
    return SourceReport(
        source=source.name,
        kind=source.kind,
        url=place(source.url),
        outcome=outcome,
        sentence=state.sentence,
        rows=state.rows,
        meetings=state.meetings,
        left_out=state.left_out,
        problems=state.problems[:SHOWN],
        problems_total=state.problems_total,
        seconds=seconds,
        last_good_age=None if age is None else age.total_seconds(),
    )


def _agent(settings: Settings) -> str:
    """Who asks, for the people who run the list's server."""
    words = f"meeting-line ({settings.lines[0].name}; {settings.public_url or 'no address'})"
    return " ".join(words.encode("ascii", "replace").decode().split())


def _digest(*parts: bytes) -> str:
    digest = hashlib.blake2b(digest_size=16)
    for part in parts:
        digest.update(part)
    return digest.hexdigest()


def _made_by(source: Source) -> str:
    """What decides, beside its bytes, what is made of a list: its settings and this code.

    A release that says something better reads an unchanged list anew.
    """
    settings = (source.kind, source.url, source.time_zone.key, source.language, source.country)
    return _digest(_code().encode(), repr(settings).encode())


@lru_cache(1)
def _code() -> str:
    files = sorted([*Path(__file__).parent.rglob("*.py"), *PROMPTS.glob("*/spoken.toml")])
    return _digest(*(file.read_bytes() for file in files))
