"""What is the line's own: where its numbers stand, and what is by definition no finding."""

import os
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import msgspec
import redis

from ivr import store
from ivr.audit.known import Known
from ivr.audit.unwrap import LARGEST, TooLarge, layers, runs
from ivr.helping.help import HELP, Help, UnreadableHelp
from ivr.places.document import PlacesError
from ivr.places.places import PLACES, Places
from ivr.recordings.library import RECORDINGS
from ivr.rotacomposed import ROTA
from ivr.rotaread import Reading
from ivr.schedule.snapshot import Snapshot, SnapshotError
from ivr.settings import Settings
from ivr.setup.history import addresses

PUBLISHED = "published"
"""The folder of IVR_DATA_DIR with the copies of what is published."""


@dataclass(frozen=True, slots=True)
class Exempt:
    """A field of a key (a pattern each) that may hold what looks like a number.

    With `counts` only a count of less than ten digits may stand there. With `public` the numbers in
    it are the line's own, and may stand elsewhere, too.
    """

    key: str
    field: str
    why: str
    counts: bool = False
    public: bool = False


EXEMPT = (
    *(
        Exempt(store.PUBLISHED_DOCUMENT.of(each, "*"), "", f"what callers hear: {why}", public=True)
        for each, why in (
            ("schedule", "lists"),
            (HELP, "the helpline"),
            (RECORDINGS, "recorded sentences"),
        )
    ),
    Exempt(store.PUBLISHED_DOCUMENT.of(PLACES, "*"), "", "where towns and postal codes are"),
    Exempt(
        store.SOURCE_MEETINGS.of("*"),
        "",
        "a list's meetings, with the list's own numbers",
        public=True,
    ),
    Exempt(store.SOURCE_STATE.of("*"), "problems", "quotes the list's own rows"),
    Exempt(store.SOURCE_STATE.of("*"), "etag", "the list's server names a version as it likes"),
    Exempt(store.ROTA_REPORT.of(), "", "quotes the rota's own rows"),
    Exempt(store.FORGET_LEDGER.of(), "*", "counts of calls", counts=True),
    Exempt(store.FORGET_SECONDS.of(), "*", "counts of calls, and a sum", counts=True),
    Exempt(store.FORGET_TRIES.of(), "*", "counts of tries", counts=True),
    Exempt(store.MINUTES.of("*"), "*", "counts of minutes", counts=True),
    Exempt("rq:worker:*", "pid", "the number of a process", counts=True),
    Exempt("rq:worker:*", "*_count", "RQ's count of jobs", counts=True),
    Exempt("rq:worker:*", "*_working_time", "RQ's sum of seconds", counts=True),
    Exempt("rq:worker:*", "hostname", "the name of a machine"),
    Exempt("rq:worker:*", "ip_address", "the address of a machine"),
)
"""Beside times, all that is no finding by its place. Everything else is looked at."""

_COUNT = re.compile(rb"-?\d{1,9}(?:\.\d+)?(?:e-?\d+)?")


def exempts(key: str) -> list[Exempt]:
    """Those that hold for a key. The version of a document is beside it, and none."""
    if fnmatchcase(key, store.PUBLISHED_VERSION.of("*")):
        return []
    return [each for each in EXEMPT if fnmatchcase(key, each.key)]


def is_exempt(of_key: list[Exempt], field: str, value: bytes) -> bool:
    """Whether `value` is no finding at this place, whatever digits it has."""
    return any(
        fnmatchcase(field, each.field)
        and (_COUNT.fullmatch(value) is not None if each.counts else True)
        for each in of_key
    )


def known_of(settings: Settings, now: datetime) -> Known:
    """What line.toml says: the line's numbers, helplines, texts, and all else in that file."""
    countries = [line.country for line in settings.lines]
    countries += [source.country for source in settings.sources]
    known = Known(countries, now)
    for line in settings.lines:
        known.learn(f"{line.number}\n{line.helpline}")
        for words in line.texts.values():
            known.learn("\n".join(words.values()))
    with suppress(OSError):
        known.learn(settings.config.read_text("utf-8", "replace"))
    return known


def private_files(settings: Settings) -> frozenset[Path]:
    """The rota's two files, where they are files: they may have leaders' numbers, which are to be
    nowhere else. So nothing is learned of them."""
    places = (settings.rota.leaders, settings.rota.hours) if settings.rota else ()
    return frozenset(Path(os.path.realpath(each)) for each in places if "://" not in each)


def learn_files(known: Known, settings: Settings) -> None:
    """The lists that operators edit, and the copies of what is published."""
    for source in settings.sources:
        if "://" not in source.url:
            with suppress(OSError):
                known.learn(Path(source.url).read_text("utf-8", "replace"))
    known.learn("\n".join(addresses(settings.data_dir)))  # an old one may forward to a number
    for path in sorted((settings.data_dir / PUBLISHED).glob("*")):
        document = published(path)
        if document is not None:
            learn_value(known, document)
        elif path.name == ROTA:
            with suppress(OSError):
                learn_titles(known, path.read_bytes())


def published(path: Path) -> bytes | None:
    """What is in a file that is whole and by its content one of the line's own documents.

    None for everything else, which is looked at, whatever its name and its folder; the rota, too,
    in which only a title may have a number.
    """
    try:
        if path.is_symlink() or path.stat().st_size > LARGEST:
            return None
        body = path.read_bytes()
    except OSError:
        return None
    try:
        if body.startswith(b"{"):
            return body if Help.load(body).pack() == body else None
        if body.startswith(b"places "):
            Places.load(body)
        else:
            Snapshot.load(body)
    except (
        UnreadableHelp,
        SnapshotError,
        PlacesError,
        msgspec.MsgspecError,
        ValueError,
        TypeError,
    ):
        return None
    return body


def learn_redis(known: Known, connection: redis.Redis) -> None:
    """The documents of lists, as they are published, and the rota's titles. Raises
    redis.RedisError."""
    rotas = connection.scan_iter(store.PUBLISHED_DOCUMENT.of(ROTA, "*"), count=500, _type="string")
    for key in (store.ROTA_READ.of(), *rotas):
        learn_titles(known, raw(connection.get(key)))
    for each in EXEMPT:
        if not each.public:
            continue
        for key in connection.scan_iter(each.key, count=500, _type="string"):
            if each in exempts(store.text(key)):
                learn_value(known, raw(connection.get(key)))


def raw(value: Any) -> bytes:
    """What Redis answers, as the bytes that it is."""
    return value if isinstance(value, bytes) else str(value or "").encode()


def learn_titles(known: Known, document: bytes) -> None:
    """Those of a rota's meetings, which every caller hears."""
    with suppress(msgspec.MsgspecError):
        rota = msgspec.json.decode(
            document, type=Reading
        )  # the published one has these fields, too
        known.learn("\n".join(hour.title for hour in rota.hours))


def learn_value(known: Known, value: bytes) -> None:
    for text in _texts(value):
        known.learn(text)


def _texts(value: bytes) -> Iterator[str]:
    if value.startswith(b"places "):
        return  # no telephone number is in it: whatever looks like one there is none to be known
    if value.startswith(b"meetings "):
        yield from (run.text for run in runs(value))  # as Redis's own files have it
        try:
            yield from _meetings(value)
        except SnapshotError:
            yield value.decode("utf-8", "replace")
        return
    with suppress(TooLarge):
        yield from (layer.text for layer in layers(value))


def _meetings(value: bytes) -> Iterator[str]:
    """A schedule's meetings one by one: within it a length before a text may look like a digit."""
    for meeting in Snapshot.load(value).meetings:
        fields = msgspec.structs.astuple(meeting)
        texts = [each for each in fields if isinstance(each, str)]
        yield "\n".join((*texts, *meeting.spoken_phone.values()))
