"""What lies in the store of recordings: the sound of the sentences, and who may do what."""

from collections.abc import Iterator
from contextlib import suppress

import redis

from ivr.backup.documents import NAMES, Documents
from ivr.clock import utc_now
from ivr.doctor.finding import Finding
from ivr.doctor.lines import Heard
from ivr.people.health import of_people
from ivr.people.person import CannotChange as PeopleUnreadable
from ivr.prompts import Prompts
from ivr.recordings.document import Damaged, Newer
from ivr.recordings.kept import Kept
from ivr.recordings.report import Health, check
from ivr.recordings.state import CannotChange
from ivr.recordings.storage import Storage, StoreAway, storage_of
from ivr.settings import Settings, SettingsError

MOST_NAMED = 5


def of_store(settings: Settings) -> Iterator[Finding]:
    try:
        storage_of(settings).read_state()
    except (SettingsError, StoreAway) as error:
        yield Finding("wrong", str(error))
    else:
        yield Finding("ok", "The store of recordings can be read.")


def of_shelves(said: Heard, settings: Settings, connection: redis.Redis) -> Iterator[Finding]:
    """Raises RedisError."""
    with suppress(SettingsError):  # the look at the store says so
        yield from _copies(storage_of(settings), connection)
    with suppress(SettingsError, StoreAway):
        try:
            yield from _recordings(said(), settings, connection)
        except CannotChange as error:
            yield Finding("wrong", str(error))
    try:
        yield from (Finding(*said) for said in of_people(settings, connection, utc_now))
    except PeopleUnreadable as error:
        yield Finding("wrong", str(error))


def _copies(storage: Storage, connection: redis.Redis) -> Iterator[Finding]:
    """What an empty Redis is filled from: each document that somebody would miss then."""
    documents = Documents(connection, storage)
    for name in NAMES:
        try:
            getattr(documents, name).copied()
        except (Damaged, Newer) as error:
            yield Finding("wrong", str(error))
        except StoreAway:  # the look at the store says so
            return


def _recordings(said: Settings, settings: Settings, connection: redis.Redis) -> Iterator[Finding]:
    storage = storage_of(settings)
    kept = Kept(connection, storage, utc_now)
    found = check(said, Prompts(), kept.state(), storage, heard=kept.heard(), now=utc_now())
    for health in found:
        yield from _of_language(health)


def _of_language(health: Health) -> Iterator[Finding]:
    if health.lost:
        yield Finding(
            "wrong",
            f"The store has lost the sound of {_numbers(health.lost)} in {health.language}, and "
            "the synthetic voice speaks: bring back its files, or import an export that has them.",
        )
    if health.lost_announcements:
        yield Finding(
            "wrong",
            f"The store has lost an announcement in {health.language}, of which nothing is heard: "
            f"import an export that has it, or record it anew "
            f"({', '.join(health.lost_announcements)}).",
        )
    if health.out_of_date:
        yield Finding(
            "note",
            f"The line says something else by now than the recordings of "
            f"{_numbers(health.out_of_date)} in {health.language}, and the synthetic voice speaks: "
            "record them anew, or `ivr prompts keep` those that are right all the same.",
        )


def _numbers(of: list[int]) -> str:
    named = ", ".join(map(str, of[:MOST_NAMED]))
    return f"{named} and {len(of) - MOST_NAMED} more" if len(of) > MOST_NAMED else named
