"""The table of Redis keys, and publishing."""

import ast
import re
import threading
from pathlib import Path

import redis

import ivr
from ivr.store import (
    KEYS,
    PUBLISHED_DOCUMENT,
    PUBLISHED_VERSION,
    SUPERSEDED_LIFETIME,
    publish,
    text,
)

HERE = Path(ivr.__file__).parent


def literals() -> dict[str, list[str]]:
    """Every string that begins like a key of ours, by file."""
    found: dict[str, list[str]] = {}
    for path in [*HERE.rglob("*.py"), *(HERE.parent / "workers").rglob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and str(node.value).startswith("ivr:"):
                found.setdefault(path.name, []).append(str(node.value))
    return found


def test_keys_are_named_in_one_table() -> None:
    assert literals() == {"store.py": [key.pattern for key in KEYS]}


def test_keys_do_not_run_into_each_other() -> None:
    names = [key.of(*["x"] * key.pattern.count("{}")) for key in KEYS]
    assert len(set(names)) == len(KEYS)
    assert [
        key for key in KEYS if not key.holds or key.type not in ("string", "hash", "zset", "set")
    ] == []


def test_publishing_is_found_under_its_version(connection: redis.Redis) -> None:
    version = publish(connection, "rota", b"one")
    assert connection.get(PUBLISHED_VERSION.of("rota")) == version.encode()
    assert connection.get(PUBLISHED_DOCUMENT.of("rota", version)) == b"one"
    assert connection.ttl(PUBLISHED_DOCUMENT.of("rota", version)) == -1


def test_the_same_bytes_have_the_same_version(connection: redis.Redis) -> None:
    assert publish(connection, "rota", b"one") == publish(connection, "rota", b"one")
    assert len(connection.keys("*")) == 2
    assert connection.ttl(PUBLISHED_DOCUMENT.of("rota", publish(connection, "rota", b"one"))) == -1


def test_a_version_that_is_superseded_goes_after_an_hour(connection: redis.Redis) -> None:
    old, new = publish(connection, "rota", b"one"), publish(connection, "rota", b"two")
    left = connection.ttl(PUBLISHED_DOCUMENT.of("rota", old))
    assert SUPERSEDED_LIFETIME - 5 <= left <= SUPERSEDED_LIFETIME == 3600
    assert connection.get(PUBLISHED_DOCUMENT.of("rota", old)) == b"one"
    assert connection.ttl(PUBLISHED_DOCUMENT.of("rota", new)) == -1


def test_a_version_that_comes_back_stays(connection: redis.Redis) -> None:
    first = publish(connection, "rota", b"one")
    second = publish(connection, "rota", b"two")
    publish(connection, "rota", b"one")
    assert connection.ttl(PUBLISHED_DOCUMENT.of("rota", first)) == -1
    assert connection.ttl(PUBLISHED_DOCUMENT.of("rota", second)) > 0


def test_documents_of_two_names_leave_each_other_alone(connection: redis.Redis) -> None:
    rota, schedule = publish(connection, "rota", b"x"), publish(connection, "schedule", b"y")
    kept = [
        connection.ttl(PUBLISHED_DOCUMENT.of(*name))
        for name in (("rota", rota), ("schedule", schedule))
    ]
    assert kept == [-1, -1]


def test_a_reader_finds_a_document_at_any_moment_and_none_stays_behind(
    connection: redis.Redis,
) -> None:
    """Four publish at once and again and again; a reader looks all the time."""
    publish(connection, "rota", b"0")
    done = threading.Event()
    missing: list[str] = []

    def write(writer: int) -> None:
        for turn in range(25):
            publish(connection, "rota", f"{writer} {turn}".encode())

    def look() -> None:
        while not done.is_set():
            version = text(connection.get(PUBLISHED_VERSION.of("rota")))
            if connection.get(PUBLISHED_DOCUMENT.of("rota", version)) is None:
                missing.append(version)

    writers = [threading.Thread(target=write, args=(writer,)) for writer in range(4)]
    reader = threading.Thread(target=look)
    for thread in (*writers, reader):
        thread.start()
    for thread in writers:
        thread.join()
    done.set()
    reader.join()
    assert missing == []
    current = text(connection.get(PUBLISHED_VERSION.of("rota")))
    documents = [text(key) for key in connection.keys("ivr:published:rota:*")]
    documents.remove(PUBLISHED_VERSION.of("rota"))
    assert [key for key in documents if connection.ttl(key) == -1] == [
        PUBLISHED_DOCUMENT.of("rota", current)
    ]


def patterns() -> list[re.Pattern[str]]:
    return [re.compile(re.escape(key.pattern).replace(r"\{\}", "[^:]+")) for key in KEYS]


def test_what_is_published_has_keys_of_the_table(connection: redis.Redis) -> None:
    publish(connection, "rota", b"one")
    found = [text(key) for key in connection.keys("*")]
    assert [key for key in found if not any(p.fullmatch(key) for p in patterns())] == []
