"""Places and meetings that another release published, in a layout that is read nowhere here.

While two releases run side by side, the job that would make them may go to the other one's worker,
and a web process that has just started would have no meetings. So a worker begins with this.
"""

from collections.abc import Sequence

import redis

from ivr.places.document import FORMAT as PLACES_FORMAT
from ivr.places.places import PLACES
from ivr.places.publish import publish_places
from ivr.schedule.document import FORMAT
from ivr.schedule.publish import SCHEDULE, publish_schedule
from ivr.settings import Settings
from ivr.store import PLACES_MADE, PUBLISHED_DOCUMENT, PUBLISHED_VERSION, SCHEDULE_MADE, text


def in_another_layout(connection: redis.Redis) -> list[str]:
    """The names of what is published and cannot be read here. Raises RedisError."""
    layouts = ((PLACES, PLACES_FORMAT), (SCHEDULE, FORMAT))
    return [name for name, layout in layouts if _in_another(connection, name, layout)]


def publish_anew(settings: Settings, connection: redis.Redis, names: Sequence[str]) -> None:
    """Publish these in the layout of this release. Raises RedisError.

    Web processes of the other release go on with what they have.
    """
    if PLACES in names:
        connection.delete(PLACES_MADE.of())
        publish_places(settings, connection)
    if SCHEDULE in names:
        connection.delete(SCHEDULE_MADE.of())
        publish_schedule(settings, connection)


def _in_another(connection: redis.Redis, name: str, layout: bytes) -> bool:
    version = text(connection.get(PUBLISHED_VERSION.of(name)))
    begins = connection.getrange(PUBLISHED_DOCUMENT.of(name, version), 0, len(layout) - 1)
    return bool(begins) and begins != layout
