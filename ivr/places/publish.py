"""The places document in Redis, made anew when the lists, the packages or the countries change."""

import hashlib
from collections.abc import Iterator
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path

import msgspec
import redis

from ivr.places.build import PACKAGES, Builder, Row
from ivr.places.places import PLACES
from ivr.schedule.state import source_state
from ivr.settings import Settings
from ivr.store import PLACES_MADE, PUBLISHED_VERSION, SOURCE_MEETINGS, publish, text


def publish_places(settings: Settings, connection: redis.Redis) -> bool:
    """Make and publish the places where they are not what is published already.

    Returns whether they were published. The lists change often and their towns seldom, so both are
    looked at: first whether any list did, and then whether any place in them.
    """
    lists = _digest(_code(), *(_list_state(settings, connection)))
    before, _, places_before = text(connection.get(PLACES_MADE.of())).partition(" ")
    exists = bool(connection.exists(PUBLISHED_VERSION.of(PLACES)))
    if exists and before == lists:
        return False
    rows = list(_rows(settings, connection))
    countries = countries_of(settings, rows)
    places = _digest(_code(), *countries, *_distinct(rows))
    if not exists or places != places_before:
        publish(connection, PLACES, Builder(countries).build(rows))
    connection.set(PLACES_MADE.of(), f"{lists} {places}")
    return not exists or places != places_before


def countries_of(settings: Settings, rows: list[Row]) -> list[str]:
    """The countries, ISO 3166 alpha-2, in which a caller of this installation may be."""
    found = {line.country for line in settings.lines}
    found |= {country for line in settings.lines for country in line.dials}
    found |= {source.country for source in settings.sources} | {row.country for row in rows}
    return sorted(found - {""})


def _list_state(settings: Settings, connection: redis.Redis) -> Iterator[str]:
    yield from countries_of(settings, [])
    for source in settings.sources:
        yield f"{source.name} {source_state(connection, source.name).digest}"


def _rows(settings: Settings, connection: redis.Redis) -> Iterator[Row]:
    """Where the meetings of all lists are; of a list that another release kept, nothing."""
    decoder = msgspec.msgpack.Decoder(list[Row])
    for source in settings.sources:
        packed = connection.get(SOURCE_MEETINGS.of(source.name))
        if not isinstance(packed, bytes):
            continue
        try:
            for row in decoder.decode(packed):
                yield row if row.country else msgspec.structs.replace(row, country=source.country)
        except msgspec.MsgspecError:
            continue


def _distinct(rows: list[Row]) -> list[str]:
    """Each place of each list once, to about a kilometre: what is worth making all anew for."""
    return sorted(
        {
            f"{row.source} {row.town} {row.state} {row.country} {row.postcode}"
            f" {row.latitude:.2f} {row.longitude:.2f}"
            for row in rows
            if row.latitude is not None and row.longitude is not None
        }
    )


def _digest(*parts: str) -> str:
    digest = hashlib.blake2b(digest_size=12)
    for part in parts:
        digest.update(part.encode() + b"\0")
    return digest.hexdigest()


@lru_cache(1)
def _code() -> str:
    """What makes the document, beside the lists: this package's code, and the data packages."""
    files = sorted(Path(__file__).parent.glob("*.py"))
    return _digest(*(file.read_text("utf-8") for file in files), *map(version, PACKAGES))
