"""What the doctor says of those who look after the line."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Literal

import redis

from ivr.people import locks
from ivr.people.hashing import mark_of
from ivr.people.kept import Kept
from ivr.people.state import OtherSecret, other_secret
from ivr.recordings.storage import StoreAway, storage_of
from ivr.settings import Settings, SettingsError


def of_people(
    settings: Settings, connection: redis.Redis, clock: Callable[[], datetime]
) -> Iterator[tuple[Literal["note", "wrong"], str]]:
    """Grade and sentence of each finding; it changes nothing. Raises RedisError."""
    try:
        state = Kept(connection, storage_of(settings)).look()
    except (SettingsError, StoreAway):
        return  # the look at the store says so
    people = state.people
    locked = locks.locked(connection, sorted(people), clock())
    if people and not settings.secret:
        yield "wrong", "IVR_SECRET is gone: without it no PIN and no password opens anything."
    if other_secret(state, mark_of(settings)):
        yield "wrong", str(OtherSecret())
    if settings.secret and not any(person.signs_in for person in people.values()):
        yield "note", "Nobody can sign in at the console: run `ivr operators add NAME`."
    for number in locked:
        name = people[number].name if number in people else number
        yield (
            "note",
            f"The PIN of {name} is locked after wrong ones: `ivr operators unlock` lifts it.",
        )
