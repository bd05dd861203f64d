"""What a refresh says of each list, once it is known what callers hear of it."""

from collections.abc import Sequence
from datetime import datetime

import msgspec
import redis

from ivr.schedule.attempt import Tried
from ivr.schedule.fetch import place
from ivr.schedule.publish import publish_schedule
from ivr.schedule.report import SHOWN, Outcome, SourceReport
from ivr.schedule.state import SourceState, source_state, update_state
from ivr.settings import Settings
from ivr.wording import ago, some


def told(
    settings: Settings, connection: redis.Redis, tries: Sequence[Tried], now: datetime
) -> list[SourceReport]:
    """Publish what became good, and say of each list what callers hear of it now."""
    lost, published = publish_schedule(settings, connection)
    new = any(tried.outcome == "published" for tried in tries)
    reports = []
    for tried in tries:
        outcome, name = tried.outcome, tried.source.name
        if outcome == "unchanged" and published and not new:
            outcome = "published"  # a schedule that was lost comes back with any list
        sentence = _sentence(tried, outcome == "published", name in lost, now)
        if lost:
            names = ", ".join(lost)
            sentence += (
                f" Kept by another release, so nothing new is heard until refreshed: {names}."
            )
        made = source_state(connection, name)
        state = msgspec.structs.replace(
            tried.state,
            tried=now,
            outcome=outcome,
            sentence=sentence,
            merged=made.merged,
            placed=made.placed,
        )
        update_state(connection, name, state, "tried", "outcome", "sentence")
        reports.append(_report(tried, state, outcome, now))
    return reports


def _sentence(tried: Tried, published: bool, lost: bool, now: datetime) -> str:
    """`lost`: what is kept of it was written by another release, and cannot be read."""
    state, shown = tried.state, place(tried.source.url)
    if not tried.what:
        are = "is" if state.meetings == 1 else "are"
        heard = f"{are} read to callers" if published else f"{are} as before"
        rows, meetings = some(state.rows, "row"), some(state.meetings, "meeting")
        return f"{shown} has {rows}: its {meetings} {heard}."
    return f"{shown} {tried.what}: {_stay(tried.before, lost, now)}; {tried.mend}."


def _stay(before: SourceState, lost: bool, now: datetime) -> str:
    age = before.age(now)
    if age is None:
        return "callers hear no meetings of it"
    if lost:
        return "what was kept of it is another release's and cannot be read"
    stay = "stays" if before.meetings == 1 else "stay"
    return f"the {some(before.meetings, 'meeting')} from {ago(age.total_seconds())} {stay}"


def _report(tried: Tried, state: SourceState, outcome: Outcome, now: datetime) -> SourceReport:
    source, age = tried.source, state.age(now)
    return SourceReport(
        source=source.name,
        kind=tried.kind or source.kind or state.kind,
        recognised="" if source.kind else state.recognised,
        url=place(source.url),
        outcome=outcome,
        sentence=state.sentence,
        rows=state.rows,
        meetings=state.meetings,
        left_out=state.left_out,
        merged=state.merged,
        placed=state.placed,
        problems=state.problems[:SHOWN],
        problems_total=state.problems_total,
        seconds=tried.seconds,
        last_good_age=None if age is None else age.total_seconds(),
    )
