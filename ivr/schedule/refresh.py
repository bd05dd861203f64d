"""From the lists' servers to what callers hear: fetch, read, check, publish.

What fails leaves everything good as it was. The last good meetings of each list are kept, and the
schedule is always made of all of them, so that one list's bad day is not another's.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from queue import Empty, SimpleQueue
from threading import Thread

import msgspec
import redis

from ivr.schedule.check import Refused, check
from ivr.schedule.digests import digest
from ivr.schedule.fetch import Limits, Unreachable, Validators, fetch, place
from ivr.schedule.publish import publish_schedule
from ivr.schedule.reading import Asked, made_by, read
from ivr.schedule.report import KEPT, SHOWN, Outcome, SourceReport, ago
from ivr.schedule.sources.reading import Unreadable
from ivr.schedule.state import SourceState, source_state, update_state
from ivr.settings import Settings, SettingsError, Source
from ivr.store import SOURCE_MEETINGS

AT_ONCE = 4
"""Lists that are fetched at the same time."""

GATHERED = 15.0
"""Seconds that a list which is done waits for others before callers hear it: to make one of them
all takes some."""

SELDOM = 5
"""So many times as long as that took is waited at least: it is no more than a sixth of the work."""


@dataclass(frozen=True, slots=True)
class _Tried:
    """What became of one list, before callers hear of it."""

    source: Source
    before: SourceState
    state: SourceState
    outcome: Outcome
    what: str
    mend: str
    seconds: float


def refresh_all(
    settings: Settings,
    connection: redis.Redis,
    *,
    accept: bool = False,
    now: datetime,
    limits: Limits | None = None,
    tell: Callable[[SourceReport], None] | None = None,
) -> list[SourceReport]:
    """Every list of line.toml, some at once; the reports are in its order.

    No list waits for a slow one: what is done is published while others are still fetched. `tell`
    gets each report as soon as it is made.
    """
    waiting: SimpleQueue[Source] = SimpleQueue()
    done: SimpleQueue[_Tried | Exception] = SimpleQueue()
    for source in settings.sources:
        waiting.put(source)

    def work() -> None:
        try:
            while True:
                source = waiting.get_nowait()
                done.put(_tried(settings, connection, source, accept, now, limits))
        except Empty:
            return
        except Exception as error:  # Redis is away: for whoever waits here to say
            done.put(error)

    for _ in range(min(AT_ONCE, len(settings.sources))):
        Thread(target=work, daemon=True).start()  # whoever interrupts need not wait for a server
    reports: dict[str, SourceReport] = {}
    pause = GATHERED
    while missing := len(settings.sources) - len(reports):
        gathered, began = _gathered(done, missing, pause), time.monotonic()
        for report in _told(settings, connection, gathered, now):
            reports[report.source] = report
            if tell:
                tell(report)
        pause = max(GATHERED, SELDOM * (time.monotonic() - began))
    return [reports[source.name] for source in settings.sources]


def _gathered(done: "SimpleQueue[_Tried | Exception]", most: int, pause: float) -> list[_Tried]:
    """The next list that is done, and those that are within `pause` seconds after it."""
    found: list[_Tried] = []
    until = 0.0
    while len(found) < most:
        try:
            one = done.get(timeout=max(0.0, until - time.monotonic()) if found else None)
        except Empty:
            break
        if isinstance(one, Exception):
            raise one
        until = until or time.monotonic() + pause
        found.append(one)
    return found


def counted(connection: redis.Redis, report: SourceReport) -> SourceReport:
    """The report with what became of the list's meetings in the schedule as it is now."""
    state = source_state(connection, report.source)
    return msgspec.structs.replace(report, merged=state.merged, placed=state.placed)


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
    tried = _tried(settings, connection, source, accept, now, limits)
    return _told(settings, connection, [tried], now)[0]


def _tried(
    settings: Settings,
    connection: redis.Redis,
    source: Source,
    accept: bool,
    now: datetime,
    limits: Limits | None,
) -> _Tried:
    began = time.monotonic()
    before = source_state(connection, source.name)
    state, what, mend = before, "", "look at its url or try again later"
    outcome: Outcome = "kept"
    try:
        state, outcome = _refreshed(settings, connection, source, before, accept, now, limits)
    except Refused as refusal:
        outcome, what, mend = refusal.outcome, refusal.what, refusal.mend
    except (Unreachable, Unreadable) as error:
        what = str(error)
    return _Tried(source, before, state, outcome, what, mend, time.monotonic() - began)


def _told(
    settings: Settings, connection: redis.Redis, tries: Sequence[_Tried], now: datetime
) -> list[SourceReport]:
    """Publish what became good, and say of each list what callers hear of it now."""
    waiting_for, published = publish_schedule(settings, connection)
    new = any(tried.outcome == "published" for tried in tries)
    reports = []
    for tried in tries:
        source, state, outcome = tried.source, tried.state, tried.outcome
        shown = place(source.url)
        if outcome in ("published", "unchanged"):
            # A schedule that was lost comes back with any list.
            outcome = "published" if published and not new else outcome
            told = "are read to callers" if outcome == "published" else "are as before"
            sentence = f"{shown} has {state.rows} rows: its {state.meetings} meetings {told}."
        else:
            sentence = f"{shown} {tried.what}: {_stay(tried.before, now)}; {tried.mend}."
        if waiting_for:
            outcome = "held"
            names = ", ".join(waiting_for)
            sentence += f" Nothing new is heard until these are refreshed: {names}."
        made = source_state(connection, source.name)
        state = msgspec.structs.replace(
            state,
            tried=now,
            outcome=outcome,
            sentence=sentence,
            merged=made.merged,
            placed=made.placed,
        )
        update_state(connection, source.name, state, "tried", "outcome", "sentence")
        reports.append(_report(source, state, outcome, tried.seconds, now))
    return reports


def _stay(before: SourceState, now: datetime) -> str:
    age = before.age(now)
    if age is None:
        return "callers hear no meetings of it"
    return f"the {before.meetings} meetings from {ago(age.total_seconds())} stay"


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
    asked = Asked(source)
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
    check(reading, state.meetings if exists else 0, accept=accept)
    packed = msgspec.msgpack.encode(sorted(reading.meetings, key=lambda meeting: meeting.id))
    found = digest(packed)
    same = exists and found == state.digest
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
        kind=source.kind or state.kind,
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
        seconds=seconds,
        last_good_age=None if age is None else age.total_seconds(),
    )


def _agent(settings: Settings) -> str:
    """Who asks, for the people who run the list's server."""
    words = f"meeting-line ({settings.lines[0].name}; {settings.public_url or 'no address'})"
    return " ".join(words.encode("ascii", "replace").decode().split())
