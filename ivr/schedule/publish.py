"""What callers hear: the last good meetings of every list, each once, published as one schedule."""

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime

import msgspec
import redis

from ivr.places.document import PlacesError
from ivr.places.places import PLACES, Places
from ivr.places.placing import Placer
from ivr.schedule.digests import code, digest
from ivr.schedule.meeting import Meeting
from ivr.schedule.merge import Pair, merge
from ivr.schedule.snapshot import Snapshot, pack
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


def publish_schedule(settings: Settings, connection: redis.Redis) -> tuple[list[str], bool]:
    """Publish the last good meetings of all lists, if that is not what is published already.

    What has no point gets a rough one of the places, as they are published now. Nothing is read,
    merged or packed where no list and no place has changed. Returns the lists whose meetings
    another release kept and this one cannot read (then nothing is published), and whether anything
    was. Where two refreshes end at once, each looks again after it has published: the last to look
    has seen both lists.
    """
    published = False
    for _ in range(5):
        states = _states(settings, connection)
        places = text(connection.get(PUBLISHED_VERSION.of(PLACES)))
        made = _made_of(settings, states, places)
        if _is_published(connection, made):
            break
        lists: list[tuple[str, list[Meeting]]] = []
        unreadable = []
        for source in settings.sources:
            try:
                lists.append((source.name, _kept(connection, source)))
            except msgspec.MsgspecError:
                unreadable.append(source.name)
        if unreadable or not any(meetings for _, meetings in lists):
            return unreadable, published
        never = datetime.fromtimestamp(0, UTC)
        changed = max(state.changed or never for state in states)
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
        connection.set(SCHEDULE_MADE.of(), f"{made} {version}")
    return [], published


def _kept(connection: redis.Redis, source: Source) -> list[Meeting]:
    packed = connection.get(SOURCE_MEETINGS.of(source.name))
    return msgspec.msgpack.decode(packed, type=list[Meeting]) if isinstance(packed, bytes) else []


def _places(connection: redis.Redis, version: str) -> Places:
    """Those of that version; none where it is gone or another release's: it is made anew soon."""
    document = connection.get(PUBLISHED_DOCUMENT.of(PLACES, version)) if version else None
    try:
        return Places(document) if isinstance(document, bytes) else Places.EMPTY
    except PlacesError:
        return Places.EMPTY


def _states(settings: Settings, connection: redis.Redis) -> list[SourceState]:
    return [source_state(connection, source.name) for source in settings.sources]


def _made_of(settings: Settings, states: Sequence[SourceState], places: str) -> str:
    """What decides what is published: the lists, in their order, the places, and this code."""
    parts = [
        f"{source.name} {state.digest}\n"
        for source, state in zip(settings.sources, states, strict=True)
    ]
    return digest(code().encode(), "".join(parts).encode(), places.encode())


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
