"""What the doctor says of recordings out of date or lost, and of those who look after the line."""

from datetime import timedelta
from pathlib import Path

import pytest
import redis

from ivr.clock import utc_now
from ivr.doctor import Finding
from ivr.doctor.lines import Heard
from ivr.doctor.shelves import of_shelves, of_store
from ivr.environment import load
from ivr.people.book import Book
from ivr.people.state import OtherSecret
from ivr.recordings.catalogue import catalogue
from ivr.recordings.library import Library
from ivr.recordings.quiet import QUIET
from ivr.recordings.storage import storage_of
from ivr.store import PIN_LOCKED
from tests.people.made import PASSWORD


def found(environ: dict[str, str], connection: redis.Redis) -> list[Finding]:
    settings = load(environ)
    return list(of_shelves(Heard(settings), settings, connection))


@pytest.fixture
def book(environ: dict[str, str], connection: redis.Redis) -> Book:
    """With an operator."""
    settings = load(environ)
    book = Book(connection, storage_of(settings), settings, utc_now)
    book.add("Ana", password=PASSWORD)
    return book


@pytest.fixture
def library(environ: dict[str, str], connection: redis.Redis) -> Library:
    return Library(connection, storage_of(load(environ)), utc_now)


def record(library: Library, prompt: str, text: str) -> str:
    """Published; its hash."""
    version = library.add(
        "en", prompt, QUIET, text=text, seconds=0.5, who="Ana", came="file"
    )  # fmt: skip
    library.publish("en", prompt, version.number, who="Ana")
    return version.hash


def test_a_line_that_somebody_looks_after(
    environ: dict[str, str], connection: redis.Redis, book: Book
) -> None:
    assert found(environ, connection) == []


def test_recordings_that_the_line_has_outgrown(
    environ: dict[str, str], connection: redis.Redis, book: Book, library: Library
) -> None:
    record(library, "sorry", "Something else.")
    number = catalogue().find("sorry").number
    assert found(environ, connection) == [
        Finding(
            "note",
            f"The line says something else by now than the recordings of {number} in en, and the "
            "synthetic voice speaks: record them anew, or `ivr prompts keep` those that are right "
            "all the same.",
        )
    ]


def test_sound_that_is_lost(
    environ: dict[str, str], connection: redis.Redis, book: Book, library: Library
) -> None:
    name = record(library, "sorry", "Something else.")
    number = catalogue().find("sorry").number
    draft = library.add_announcement("en", QUIET, seconds=0.5, who="Ana", came="file")
    now = utc_now()
    library.announce(draft.id, now, now + timedelta(days=1), who="Ana")
    Path(environ["IVR_RECORDINGS"], f"{name}.wav").unlink()
    assert [each for each in found(environ, connection) if each.grade == "wrong"] == [
        Finding(
            "wrong",
            f"The store has lost the sound of {number} in en, and the synthetic voice speaks: "
            "bring back its files, or import an export that has them.",
        ),
        Finding(
            "wrong",
            "The store has lost an announcement in en, of which nothing is heard: import an export "
            f"that has it, or record it anew ({draft.id}).",
        ),
    ]


def test_a_state_of_another_release(
    environ: dict[str, str], connection: redis.Redis, book: Book
) -> None:
    connection.set("ivr:recordings:state", b"{]")
    assert found(environ, connection) == [
        Finding(
            "wrong",
            "The recordings' state in Redis cannot be read: is it of another release?",
        )
    ]


def test_a_store_that_can_be_read_and_one_that_cannot(environ: dict[str, str]) -> None:
    assert list(of_store(load(environ))) == [Finding("ok", "The store of recordings can be read.")]
    (finding,) = of_store(load(environ | {"IVR_RECORDINGS": "nowhere://to-be-found"}))
    assert (finding.grade, "IVR_RECORDINGS" in finding.sentence) == ("wrong", True)
    assert "to-be-found" not in finding.sentence


def test_people_without_their_secret_are_told(
    environ: dict[str, str], connection: redis.Redis, book: Book
) -> None:
    assert found(environ | {"IVR_SECRET": ""}, connection) == [
        Finding("wrong", "IVR_SECRET is gone: without it no PIN and no password opens anything.")
    ]


def test_people_made_with_another_secret_are_told(
    environ: dict[str, str], connection: redis.Redis, book: Book
) -> None:
    assert found(environ | {"IVR_SECRET": "another-secret-of-32-or-more-letters"}, connection) == [
        Finding("wrong", str(OtherSecret()))
    ]


def test_a_line_that_nobody_looks_after_and_a_locked_pin_are_told(
    environ: dict[str, str], connection: redis.Redis, book: Book
) -> None:
    (ana,) = book.people().values()
    connection.set(PIN_LOCKED.of(ana.number), utc_now().timestamp())
    assert found(environ, connection) == [
        Finding(
            "note", "The PIN of Ana is locked after wrong ones: `ivr operators unlock` lifts it."
        )
    ]
    book.remove(ana.number, last=True)
    assert found(environ, connection) == [
        Finding("note", "Nobody can sign in at the console: run `ivr operators add NAME`.")
    ]


def test_an_empty_redis_stays_empty(
    environ: dict[str, str], connection: redis.Redis, book: Book
) -> None:
    """What is there is told all the same; filling it is for what comes after the doctor."""
    connection.flushall()
    assert found(environ, connection) == []
    assert connection.keys() == []


@pytest.mark.parametrize("name", ["people.json", "rota.json", "line.json", "state.json"])
def test_a_copy_that_an_empty_redis_could_not_be_filled_from(
    name: str, environ: dict[str, str], connection: redis.Redis, book: Book
) -> None:
    storage_of(load(environ)).write_document(name, b"{")
    (finding,) = found(environ, connection)
    assert (finding.grade, "in the store of recordings cannot be read" in finding.sentence) == (
        "wrong",
        True,
    )
