"""What the doctor says of those who look after the line."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Literal

import redis

from ivr.people.book import Book
from ivr.people.state import OtherSecret
from ivr.recordings.storage import StoreAway, storage_of
from ivr.settings import Settings, SettingsError


def of_people(
    settings: Settings, connection: redis.Redis, clock: Callable[[], datetime]
) -> Iterator[tuple[Literal["note", "wrong"], str]]:
    """Grade and sentence of each finding. Raises RedisError."""
    try:
        book = Book(connection, storage_of(settings), settings, clock)
        people, locked, other = book.people(), book.locked(), book.other_secret()
    except (SettingsError, StoreAway):
        return  # the recordings say the same of the store
    if people and not settings.secret:
        yield "wrong", "IVR_SECRET is gone: without it no PIN and no password opens anything."
    if other:
        yield "wrong", str(OtherSecret())
    if settings.secret and not any(person.signs_in for person in people.values()):
        yield "note", "Nobody can sign in at the console: run `ivr operators add NAME`."
    for number in locked:
        name = people[number].name if number in people else number
        yield (
            "note",
            f"The PIN of {name} is locked after wrong ones: `ivr operators unlock` lifts it.",
        )
