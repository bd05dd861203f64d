"""The meeting lists and the rota: how old they are, and what nobody leads."""

from collections.abc import Iterator
from datetime import datetime

import redis

from ivr import store
from ivr.doctor.finding import Finding
from ivr.rotahealth import of_rota
from ivr.rotarefresh import last_report
from ivr.schedule.publish import SCHEDULE
from ivr.schedule.state import patience, source_state
from ivr.settings import Settings
from ivr.wording import ago


def of_lists(settings: Settings, connection: redis.Redis, now: datetime) -> Iterator[Finding]:
    """`now` is aware. Raises RedisError."""
    meetings = 0
    for source in settings.sources:
        state = source_state(connection, source.name)
        meetings += state.meetings
        age = state.age(now)
        if age is None:
            why = state.sentence or "it was never read; run `ivr refresh`."
            yield Finding("wrong", f"The list {source.name} has no meetings yet: {why}")
        elif age > patience(source):
            old = ago(age.total_seconds())
            yield Finding("wrong", f"The list {source.name} was last good {old}: {state.sentence}")
        else:
            yield Finding(
                "ok" if state.outcome in ("published", "unchanged") else "note",
                f"The list {source.name} has {state.meetings} meetings: {state.sentence}",
            )
    if meetings and not connection.exists(store.PUBLISHED_VERSION.of(SCHEDULE)):
        yield Finding("wrong", "No list is published for callers: run `ivr refresh`.")


def of_hours(settings: Settings, connection: redis.Redis, now: datetime) -> Iterator[Finding]:
    """`now` is aware. Raises RedisError."""
    if settings.rota is None:
        return
    report = last_report(connection)
    if report is None:
        yield Finding("wrong", "The rota was never read: run `ivr refresh`.")
    elif report.outcome == "kept":
        yield Finding("wrong", report.sentence)
    else:
        yield Finding("note" if report.problems else "ok", report.sentence)
    yield from (Finding("note", said) for said in of_rota(settings, connection, now))
