"""Versions: published, taken back, kept, by one operator and by two; in Redis and beside it."""

import threading
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest
import redis

from ivr import store
from ivr.recordings import state as states
from ivr.recordings.library import RECORDINGS, File, Library, StateNotWritten
from ivr.recordings.published import Recordings, UnreadableRecordings
from ivr.recordings.state import CannotChange, PublishedMeanwhile, State
from ivr.recordings.storage import Storage, StoreAway
from tests.line import SATURDAY_EVENING
from tests.recordings.made import add, audio, library
from tests.redis_server import RedisServer


@pytest.fixture
def one(connection: redis.Redis, tmp_path: Path) -> Library:
    return library(connection, tmp_path / "store")


def heard(connection: redis.Redis, text: str = "Welcome.") -> str:
    """The hash that the next call hears; "" is the synthetic voice."""
    version = store.text(connection.get(store.PUBLISHED_VERSION.of(RECORDINGS)))
    document = connection.get(store.PUBLISHED_DOCUMENT.of(RECORDINGS, version))
    return Recordings.load(document).find("en", "welcome", text) if document else ""  # type: ignore[arg-type]


HOUR = (SATURDAY_EVENING, SATURDAY_EVENING + timedelta(hours=1))


def copied(of: Library) -> State:
    """The state as the store has it."""
    return msgspec.json.decode(of.storage.read_state() or b"", type=File).state


def now(of: Library) -> list[str]:
    shelf = of.state().shelf("en", "welcome")
    return [shelf.state(version) for version in shelf.versions]


def test_a_draft_is_not_heard_until_it_is_published(one: Library) -> None:
    draft = add(one, publish=False)
    assert (heard(one.connection), now(one)) == ("", ["draft"])
    one.publish("en", "welcome", 1, who="Ana")
    assert (heard(one.connection), now(one)) == (draft.hash, ["published"])
    assert one.storage.get(draft.hash) == audio("one")


def test_every_earlier_version_stays_and_can_be_heard_and_published_again(one: Library) -> None:
    first, second = add(one), add(one, of="two")
    assert (heard(one.connection), now(one)) == (second.hash, ["earlier", "published"])
    assert one.storage.get(first.hash) == audio("one")
    one.publish("en", "welcome", 1, who="Ben")
    assert (heard(one.connection), now(one)) == (first.hash, ["published", "earlier"])


def test_taking_back_goes_through_what_was_heard_before_to_the_synthetic_voice(
    one: Library,
) -> None:
    first, second = add(one), add(one, of="two")
    one.publish("en", "welcome", 1, who="Ben")
    found = []
    for _ in range(3):
        one.revert("en", "welcome", who="Ana")
        found.append(heard(one.connection))
    assert found == [second.hash, first.hash, ""]
    with pytest.raises(CannotChange, match="No recording of welcome is heard"):
        one.revert("en", "welcome", who="Ana")
    assert now(one) == ["earlier", "earlier"]


def test_keep_makes_a_recording_right_for_new_words(one: Library) -> None:
    version = add(one)
    assert heard(one.connection, "Welcome, friend.") == ""
    one.keep("en", "welcome", ("Welcome.", "Welcome, friend!"), who="Ana")
    assert heard(one.connection, "Welcome, friend.") == version.hash
    assert heard(one.connection) == version.hash
    with pytest.raises(CannotChange, match="is not out of date"):
        one.keep("en", "welcome", ("welcome friend",), who="Ana")
    with pytest.raises(CannotChange, match="there is none to keep"):
        one.keep("en", "goodbye", ("Goodbye.",), who="Ana")


@pytest.mark.parametrize("number", [0, 2, -1])
def test_a_version_that_is_not_there_is_not_published(one: Library, number: int) -> None:
    add(one)
    with pytest.raises(CannotChange, match=f"has no version {number}"):
        one.publish("en", "welcome", number, who="Ana")


def test_a_version_whose_audio_is_lost_is_not_published(one: Library, tmp_path: Path) -> None:
    draft = add(one, publish=False)
    (tmp_path / "store" / f"{draft.hash}.wav").unlink()
    with pytest.raises(CannotChange, match="has lost the audio of version 1"):
        one.publish("en", "welcome", 1, who="Ana")


def test_the_log_says_who_did_what_and_when_and_ends_somewhere(one: Library) -> None:
    add(one)
    one.revert("en", "welcome", who="  Ben\n of  Troy ")
    log = one.state().log
    assert [(d.who, d.did, d.prompt, d.version) for d in log] == [
        ("Ana", "added", "welcome", 1),
        ("Ana", "published", "welcome", 1),
        ("Ben of Troy", "took back", "welcome", 0),
    ]
    state = one.state()
    for _ in range(states.MOST_LOGGED):
        state = state.noted(state.shelves, log[0])
    assert (len(state.log), state.revision) == (states.MOST_LOGGED, 3 + states.MOST_LOGGED)


def test_of_two_who_publish_at_once_one_wins_and_the_other_is_told(
    server: RedisServer, tmp_path: Path
) -> None:
    """Two operators who looked at the same moment, each at a connection of their own."""
    before = library(server.connect(), tmp_path)
    add(before)
    barrier = threading.Barrier(2)
    told: list[str] = []
    won: list[str] = []

    def operator(name: str) -> None:
        mine = library(server.connect(), tmp_path)
        expected = mine.state().shelf("en", "welcome").now
        version = add(mine, of=name, who=name, publish=False)
        barrier.wait()
        try:
            mine.publish("en", "welcome", version.number, who=name, expected=expected)
            won.append(version.hash)
        except PublishedMeanwhile as error:
            told.append(str(error))

    threads = [threading.Thread(target=operator, args=(name,)) for name in ("Ben", "Cai")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    shelf = before.state().shelf("en", "welcome")
    assert (len(won), len(told), len(shelf.versions)) == (1, 1, 3)
    assert heard(before.connection) == won[0] == shelf.published.hash  # type: ignore[union-attr]
    winner = shelf.published.who  # type: ignore[union-attr]
    assert told == [
        f"{winner} changed welcome meanwhile: version {shelf.now} is heard now, and your version "
        "is kept. Hear both, and publish again if yours is the better one."
    ]


def test_twenty_changes_at_once_are_all_made(server: RedisServer, tmp_path: Path) -> None:
    def operator(number: int) -> None:
        add(library(server.connect(), tmp_path), of=f"take {number}", publish=False)

    threads = [threading.Thread(target=operator, args=(i,)) for i in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    after = library(server.connect(), tmp_path)
    numbers = [version.number for version in after.state().shelf("en", "welcome").versions]
    assert numbers == list(range(1, 21))
    file = msgspec.json.decode(after.storage.read_state() or b"", type=File)
    assert file.state == after.state()


def test_an_empty_redis_is_filled_from_the_store(one: Library) -> None:
    version = add(one)
    one.connection.hset(store.RECORDINGS_HEARD.of(), "en/welcome", "2026-11")
    one.keep("en", "welcome", ("Hello.",), who="Ana")
    before, document = one.state(), heard(one.connection)
    one.connection.flushall()
    assert one.state() == State()
    assert one.open() == before == one.state()
    assert heard(one.connection) == document == version.hash
    assert one.heard() == {"en/welcome": "2026-11"}


def test_a_redis_from_an_old_backup_is_brought_up_to_the_store(one: Library) -> None:
    add(one)
    old = one.connection.get(store.RECORDINGS_STATE.of())
    second = add(one, of="two")
    one.connection.set(store.RECORDINGS_STATE.of(), old)  # type: ignore[arg-type]
    assert one.open().shelf("en", "welcome").now == 2
    assert heard(one.connection) == second.hash


def test_a_change_on_an_empty_redis_is_made_on_what_the_store_has(one: Library) -> None:
    """As the job does when Redis came back empty: nobody opened anything before."""
    version = add(one)
    shown = one.add_announcement("en", audio("two"), seconds=0.5, who="Ana", came="file")
    one.announce(shown.id, *HOUR, who="Ana")
    before = one.state()
    one.connection.flushall()
    add(one, of="three", publish=False)
    after = one.state()
    assert (after.revision, after.announcements) == (before.revision + 1, before.announcements)
    assert (now(one), heard(one.connection)) == (["published", "draft"], version.hash)
    assert copied(one) == after


def test_without_redis_and_store_no_change_is_made(one: Library, tmp_path: Path) -> None:
    add(one)
    one.connection.flushall()
    (tmp_path / "store").rename(tmp_path / "elsewhere")
    (tmp_path / "store").write_text("in its place")
    with pytest.raises(StoreAway, match="could not give its state file"):
        one.revert("en", "welcome", who="Ana")
    with pytest.raises(StoreAway, match="could not give its state file"):
        one.publish("en", "welcome", 1, who="Ana")
    assert one.connection.keys() == []


@pytest.mark.parametrize("lost", [1, 2, 3])
def test_what_redis_lost_comes_back_with_the_next_change(one: Library, lost: int) -> None:
    """It lost the last changes: the state in the store is as late as the next one, or later."""
    add(one)
    old = one.connection.get(store.RECORDINGS_STATE.of())
    drafts = [add(one, of=str(i), publish=False) for i in range(lost)]
    one.connection.set(store.RECORDINGS_STATE.of(), old)  # type: ignore[arg-type]
    one.revert("en", "welcome", who="Ben")
    state = one.state()
    versions = state.shelf("en", "welcome").versions
    assert [version.hash for version in versions[1:]] == [draft.hash for draft in drafts]
    assert (state.shelf("en", "welcome").now, heard(one.connection)) == (0, "")
    assert (state.revision, copied(one)) == (2 + lost + 1, state)


def test_a_state_file_that_is_behind_or_gone_is_written_again(one: Library, tmp_path: Path) -> None:
    add(one)
    (tmp_path / "store" / "state.json").unlink()
    state = one.open()
    assert msgspec.json.decode(one.storage.read_state() or b"", type=File).state == state


def test_nothing_is_written_where_there_is_nothing(one: Library, tmp_path: Path) -> None:
    assert one.open() == State()
    assert not (tmp_path / "store").exists()


def test_no_change_begins_while_neither_redis_nor_the_store_knows_the_state(
    connection: redis.Redis, tmp_path: Path
) -> None:
    (tmp_path / "store").write_text("a file where the folder should be")
    with pytest.raises(StoreAway, match="The store of recordings could not give its state file"):
        library(connection, tmp_path / "store").open()


@pytest.mark.parametrize("damage", [b"{", b"[]", b'{"state": 3}', b"\xff"])
def test_a_damaged_state_file_is_not_taken(one: Library, tmp_path: Path, damage: bytes) -> None:
    add(one)
    (tmp_path / "store" / "state.json").write_bytes(damage)
    assert one.open() == one.state()
    one.connection.flushall()
    with pytest.raises(StoreAway, match="cannot be read"):
        one.open()


def test_while_the_store_is_away_nothing_is_added_and_a_publication_says_what_is_missing(
    one: Library, tmp_path: Path
) -> None:
    add(one)
    draft = add(one, of="two", publish=False)
    before = one.state()
    (tmp_path / "store").rename(tmp_path / "elsewhere")
    (tmp_path / "store").write_text("in its place")
    with pytest.raises(StoreAway, match="could not take a recording"):
        add(one, of="three")
    assert one.state() == before
    with pytest.raises(StateNotWritten, match="It is done and callers hear it, but no copy"):
        one.revert("en", "welcome", who="Ana")
    (tmp_path / "store").unlink()
    (tmp_path / "elsewhere").rename(tmp_path / "store")
    one.publish("en", "welcome", draft.number, who="Ana")
    one.connection.flushall()
    assert one.open().shelf("en", "welcome").now == 2


def test_audio_is_named_by_its_content_and_checked(tmp_path: Path) -> None:
    storage = Storage(str(tmp_path))
    name = storage.put(audio("one"))
    assert storage.put(audio("one")) == name
    assert sorted(path.name for path in tmp_path.iterdir()) == [f"{name}.wav"]
    (tmp_path / f"{name}.wav").write_bytes(b"half")
    with pytest.raises(StoreAway, match="is damaged"):
        storage.get(name)
    storage.put(audio("one"))  # a copy mends it
    assert storage.get(name) == audio("one")
    for wrong in ("", "../state", name[:-1], name.upper()):
        assert not storage.has(wrong)
        with pytest.raises(StoreAway):
            storage.get(wrong)


def test_a_store_need_not_be_a_folder() -> None:
    """By fsspec: here in memory, as a bucket would be."""
    storage = Storage("memory://bucket/line")
    assert storage.read_state() is None
    name = storage.put(audio("one"))
    assert (storage.has(name), storage.has("0" * 64)) == (True, False)
    assert Storage("memory://bucket/line").get(name) == audio("one")
    for state in (b"one", b"two"):
        storage.write_state(state)
        assert storage.read_state() == state
    with pytest.raises(StoreAway, match="could not give the recording"):
        storage.get("0" * 64)


@pytest.mark.parametrize(
    "document",
    [
        b"",
        b"{}",
        b'{"form": 2, "languages": {}}',
        b'{"form": 1, "languages": {"en": {"welcome": {"hash": "../x", "texts": []}}}}',
    ],
)
def test_a_document_that_cannot_be_read_is_none(document: bytes) -> None:
    with pytest.raises(UnreadableRecordings):
        Recordings.load(document)


def test_the_same_recordings_are_the_same_document(one: Library) -> None:
    add(one)
    first = one.state().recordings().pack()
    assert Recordings.load(first).pack() == first
