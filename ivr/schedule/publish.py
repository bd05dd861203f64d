"""What callers hear: the last good meetings of every list, each once, published as one schedule."""

from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import msgspec
import redis

from ivr.places.document import PlacesError
from ivr.places.places import PLACES, Places
from ivr.places.placing import Placer
from ivr.schedule.digests import code, digest
from ivr.schedule.meeting import Meeting
from ivr.schedule.merge import Pair, merge
from ivr.schedule.snapshot import Snapshot, SnapshotError, pack
from ivr.schedule.state import SourceState, source_state, update_state
from ivr.settings import Settings, Source
from ivr.store import (
    PUBLISHED_DOCUMENT,
    PUBLISHED_VERSION,
    SCHEDULE_MADE,
    SOURCE_MEETINGS,
    publish,
    text,
)

SCHEDULE = "schedule"
"""The name under which the snapshot is published."""

OVER = timedelta(days=1)
"""A meeting with dates is over, wherever it is, so long after its last."""

NEVER = datetime(1970, 1, 8, tzinfo=UTC)


def publish_schedule(settings: Settings, connection: redis.Redis) -> tuple[list[str], bool]:
    """Publish the last good meetings of all lists, if that is not what is published already.

    What has no point gets a rough one of the places, as they are published now. Nothing is read,
    merged or packed where no list and no place has changed. Returns the lists whose meetings
    another release kept and this one cannot read, and whether anything was published; of those
    lists callers hear what they heard before. Where two refreshes end at once, each looks again
    after it has published: the last to look has seen both lists.
    """
    published, unreadable, seen = False, list[str](), ""
    for _ in range(5):
        states = _states(settings, connection)
        places = text(connection.get(PUBLISHED_VERSION.of(PLACES)))
        made = _made_of(settings, states, places)
        if _is_published(connection, made):
            return [], published
        if made == seen:
            break
        lists, unreadable = _lists(settings, connection, _newest(states) - OVER)
        if not any(meetings for _, meetings in lists):
            return unreadable, published
        changed = max(state.changed or NEVER for state in states)
        merged = merge(lists, changed.year)
        del lists
        placer = Placer(_places(connection, places))
        document = pack(placer.placed(merged.meetings), changed)
        _count(connection, settings, states, merged.pairs, placer)
        del merged
        version = Snapshot.load(document).version
        if not _is_there(connection, version):
            publish(connection, SCHEDULE, document)
            published = True
        if unreadable:  # made anew each time, until these are refreshed
            seen = made
        else:
            connection.set(SCHEDULE_MADE.of(), f"{made} {version}")
    return unreadable, published


def _lists(
    settings: Settings, connection: redis.Redis, since: datetime
) -> tuple[list[tuple[str, list[Meeting]]], list[str]]:
    """The meetings of each list, in the order of line.toml, and the lists that cannot be read.

    What was over before `since` is not among them: a calendar that nobody gives any more would
    take a weekly meeting with it.
    """
    lists, unreadable = list[tuple[str, list[Meeting]]](), list[str]()
    for source in settings.sources:
        try:
            meetings = _kept(connection, source)
        except msgspec.MsgspecError:
            unreadable.append(source.name)
            meetings = []
        minute = since.timestamp() / 60
        going_on = [one for one in meetings if not one.dates or one.dates[-1] >= minute]
        lists.append((source.name, going_on))
    if unreadable:
        readable = {source.name for source in settings.sources}.difference(unreadable)
        heard = _heard(connection, unreadable, readable)
        lists = [(name, meetings or heard.get(name, [])) for name, meetings in lists]
    return lists, unreadable


def _kept(connection: redis.Redis, source: Source) -> list[Meeting]:
    packed = connection.get(SOURCE_MEETINGS.of(source.name))
    return msgspec.msgpack.decode(packed, type=list[Meeting]) if isinstance(packed, bytes) else []


def _heard(
    connection: redis.Redis, names: Sequence[str], readable: set[str]
) -> dict[str, list[Meeting]]:
    """What callers hear now of the lists `names` and of none that is `readable`; nothing where
    that is another release's too."""
    version = text(connection.get(PUBLISHED_VERSION.of(SCHEDULE)))
    document = connection.get(PUBLISHED_DOCUMENT.of(SCHEDULE, version)) if version else None
    found: dict[str, list[Meeting]] = {name: [] for name in names}
    if not isinstance(document, bytes):
        return found
    with suppress(SnapshotError):
        for meeting in Snapshot.load(document).meetings:
            if meeting.source in found and readable.isdisjoint(meeting.also):
                found[meeting.source].append(meeting)
    return found


def _places(connection: redis.Redis, version: str) -> Places:
    """Those of that version; none where it is gone or another release's: it is made anew soon."""
    document = connection.get(PUBLISHED_DOCUMENT.of(PLACES, version)) if version else None
    try:
        return Places(document) if isinstance(document, bytes) else Places.EMPTY
    except PlacesError:
        return Places.EMPTY


def _newest(states: Sequence[SourceState]) -> datetime:
    """When any list was last given or confirmed: no clock is asked what is over by now."""
    return max(state.good or NEVER for state in states)


def _states(settings: Settings, connection: redis.Redis) -> list[SourceState]:
    return [source_state(connection, source.name) for source in settings.sources]


def _made_of(settings: Settings, states: Sequence[SourceState], places: str) -> str:
    """What decides what is published: the lists, in their order, the places, and this code."""
    parts = [
        f"{source.name} {state.digest}\n"
        for source, state in zip(settings.sources, states, strict=True)
    ]
    week = f"{_newest(states):%G-%V}"  # what is over by then is left out
    return digest(code().encode(), "".join(parts).encode(), places.encode(), week.encode())


def _is_published(connection: redis.Redis, made: str) -> bool:
    found, _, version = text(connection.get(SCHEDULE_MADE.of())).partition(" ")
    return found == made and _is_there(connection, version)


def _is_there(connection: redis.Redis, version: str) -> bool:
    """Whether callers hear that version: it may be lost while its name is still known."""
    current = text(connection.get(PUBLISHED_VERSION.of(SCHEDULE))) == version
    return current and bool(connection.exists(PUBLISHED_DOCUMENT.of(SCHEDULE, version)))


def _count(
    connection: redis.Redis,
    settings: Settings,
    states: Sequence[SourceState],
    pairs: Sequence[Pair],
    placer: Placer,
) -> None:
    """Note with each list how many of its rows callers hear as a row of which list, and how many

    of its meetings got a point, by what.
    """
    counts: dict[str, Counter[str]] = {source.name: Counter() for source in settings.sources}
    for pair in pairs:
        counts[pair.gone.source][pair.kept.source] += 1
    with connection.pipeline(transaction=False) as pipeline:
        for source, state in zip(settings.sources, states, strict=True):
            merged = dict(counts[source.name])
            placed = dict(placer.counts.get(source.name, {}))
            if (merged, placed) != (state.merged, state.placed):
                changed = msgspec.structs.replace(state, merged=merged, placed=placed)
                update_state(pipeline, source.name, changed, "merged", "placed")
        pipeline.execute()
