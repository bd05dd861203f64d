"""What callers hear: the last good meetings of every list, published as one schedule."""

from datetime import UTC, datetime

import msgspec
import redis

from ivr.schedule.meeting import Meeting
from ivr.schedule.snapshot import Snapshot, pack
from ivr.schedule.state import source_state
from ivr.settings import Settings, Source
from ivr.store import PUBLISHED_VERSION, SOURCE_MEETINGS, publish, text

SCHEDULE = "schedule"
"""The name under which the snapshot is published."""


def publish_schedule(settings: Settings, connection: redis.Redis) -> tuple[list[str], bool]:
    """Publish the last good meetings of all lists, if that is not what is published already.

    Returns the lists whose meetings another release kept and this one cannot read (then nothing is
    published), and whether anything was. Where two refreshes end at once, each looks again after
    it has published: the last to look has seen both lists.
    """
    published = False
    for _ in range(5):
        digests = _digests(settings, connection)
        meetings: list[Meeting] = []
        unreadable = []
        for source in settings.sources:
            try:
                meetings += _kept(connection, source)
            except msgspec.MsgspecError:
                unreadable.append(source.name)
        if unreadable or not meetings:
            return unreadable, published
        document = pack(meetings, max(changed for _, changed in digests))
        del meetings
        if Snapshot.load(document).version != text(connection.get(PUBLISHED_VERSION.of(SCHEDULE))):
            publish(connection, SCHEDULE, document)
            published = True
        if _digests(settings, connection) == digests:
            break
    return [], published


def _kept(connection: redis.Redis, source: Source) -> list[Meeting]:
    packed = connection.get(SOURCE_MEETINGS.of(source.name))
    return msgspec.msgpack.decode(packed, type=list[Meeting]) if isinstance(packed, bytes) else []


def _digests(settings: Settings, connection: redis.Redis) -> list[tuple[str, datetime]]:
    never = datetime.fromtimestamp(0, UTC)
    states = [source_state(connection, source.name) for source in settings.sources]
    return [(state.digest, state.changed or never) for state in states]
