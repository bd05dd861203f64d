"""Announcements: from when until when they are heard, withdrawn, carried, and looked at."""

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import msgspec
import pytest
import redis

from ivr import store
from ivr.recordings.announcement import LONGEST_HEARD, Announcement
from ivr.recordings.carrying import export, import_
from ivr.recordings.library import RECORDINGS, Library
from ivr.recordings.published import Recordings, UnreadableRecordings
from ivr.recordings.state import CannotChange, PublishedMeanwhile
from tests.line import SATURDAY_EVENING as NOW
from tests.recordings.made import add, audio, library
from tests.redis_server import redis_server

HOUR = timedelta(hours=1)


@pytest.fixture
def one(connection: redis.Redis, tmp_path: Path) -> Library:
    return library(connection, tmp_path / "store")


def draft(
    into: Library, of: str = "cancelled", language: str = "en", take: str = ""
) -> Announcement:
    return into.add_announcement(
        language, audio(of), seconds=0.5, who="Ana", came="telephone", take=take
    )


def published(connection: redis.Redis) -> Recordings:
    version = store.text(connection.get(store.PUBLISHED_VERSION.of(RECORDINGS)))
    document = connection.get(store.PUBLISHED_DOCUMENT.of(RECORDINGS, version))
    assert isinstance(document, bytes)
    return Recordings.load(document)


def test_a_draft_is_not_heard(one: Library) -> None:
    made = draft(one)
    assert (made.begins, made.ends, made.state(NOW)) == (None, None, "draft")
    assert published(one.connection).announcements == ()


def test_it_is_heard_from_its_beginning_until_its_end(one: Library) -> None:
    made = draft(one)
    one.announce(made.id, NOW + HOUR, NOW + 2 * HOUR, who="Ben")
    heard = published(one.connection)
    times = [NOW + HOUR * part for part in (0, 0.99, 1, 1.99, 2, 3)]
    assert [heard.announced("en", at) for at in times] == [
        *([], [], [made.hash], [made.hash], [], []),
    ]
    assert heard.announced("es", NOW + HOUR) == []


def test_of_several_the_oldest_beginning_comes_first(one: Library) -> None:
    late, early = draft(one, "late"), draft(one, "early")
    one.announce(late.id, NOW + HOUR, NOW + 3 * HOUR, who="Ana")
    one.announce(early.id, NOW, NOW + 3 * HOUR, who="Ana")
    assert published(one.connection).announced("en", NOW + 2 * HOUR) == [early.hash, late.hash]


def test_times_of_any_zone_are_kept_in_utc(one: Library) -> None:
    zone = timezone(timedelta(hours=-5))
    made = one.announce(draft(one).id, NOW.astimezone(zone), NOW + HOUR, who="Ana")
    assert (made.begins, made.begins and made.begins.tzinfo) == (NOW, UTC)


@pytest.mark.parametrize(
    ("begins", "ends", "why"),
    [
        (NOW + HOUR, NOW + HOUR, "ends before it begins"),
        (NOW - 2 * HOUR, NOW - HOUR, "is over already"),
        (NOW - 2 * HOUR, NOW, "is over already"),
        (NOW, NOW - HOUR, "is over already"),
        (NOW, NOW + LONGEST_HEARD + timedelta(seconds=1), "for 60 days at most"),
    ],
)
def test_times_that_cannot_be_are_refused(
    one: Library, begins: datetime, ends: datetime, why: str
) -> None:
    made = draft(one)
    with pytest.raises(CannotChange, match=why):
        one.announce(made.id, begins, ends, who="Ana")
    assert one.state().announcements == (made,)


def test_one_that_is_heard_gets_other_times(one: Library) -> None:
    made = draft(one)
    one.announce(made.id, NOW, NOW + HOUR, who="Ana")
    one.announce(made.id, NOW, NOW + LONGEST_HEARD, who="Ben")
    assert published(one.connection).announced("en", NOW + 2 * HOUR) == [made.hash]


def test_of_two_who_set_times_at_once_the_slower_is_told(one: Library) -> None:
    made = draft(one)
    first = one.announce(made.id, NOW, NOW + HOUR, who="Ben", expected=made.times)
    said = f"Ben changed announcement {made.id} meanwhile: look again."
    with pytest.raises(PublishedMeanwhile, match=said):
        one.announce(made.id, NOW, NOW + 2 * HOUR, who="Ana", expected=made.times)
    assert one.state().announcements == (first,)
    one.announce(made.id, NOW, NOW + 2 * HOUR, who="Ana", expected=first.times)


def test_a_note_is_one_short_line_without_a_number(one: Library) -> None:
    said = {"seconds": 0.5, "who": "Ana", "came": "file"}
    made = one.add_announcement("en", audio("off"), **said, note=" Friday \n meeting ")  # type: ignore[arg-type]
    assert made.note == "Friday meeting"
    assert one.announce(made.id, NOW, NOW + HOUR, who="Ana").note == "Friday meeting"
    assert one.announce(made.id, NOW, NOW + HOUR, who="Ana", note="").note == ""
    for note, why in (("a" * 61, "at most 60 characters"), ("call 202 555 0142", "leave it out")):
        with pytest.raises(CannotChange, match=why):
            one.announce(made.id, NOW, NOW + HOUR, who="Ana", note=note)


def test_withdrawn_it_is_not_heard_and_stays_listed(one: Library) -> None:
    made = draft(one)
    one.announce(made.id, NOW, NOW + HOUR, who="Ana")
    gone = one.withdraw(made.id, who="Ben")
    assert published(one.connection).announcements == ()
    assert one.state().announcements == (gone,)
    assert gone.state(NOW) == "withdrawn"
    with pytest.raises(CannotChange, match="was withdrawn already"):
        one.withdraw(made.id, who="Ben")
    with pytest.raises(CannotChange, match="was withdrawn: record it anew"):
        one.announce(made.id, NOW, NOW + HOUR, who="Ben")


def test_one_that_is_not_there(one: Library) -> None:
    with pytest.raises(CannotChange, match="1f0c9a2b is no announcement"):
        one.withdraw("1f0c9a2b", who="Ana")


def test_one_whose_audio_is_lost_is_not_announced(one: Library, tmp_path: Path) -> None:
    made = draft(one)
    (tmp_path / "store" / f"{made.hash}.wav").unlink()
    with pytest.raises(CannotChange, match="has lost the audio"):
        one.announce(made.id, NOW, NOW + HOUR, who="Ana")


def test_the_log_says_who_did_what(one: Library) -> None:
    made = draft(one)
    one.announce(made.id, NOW, NOW + HOUR, who="Ben")
    one.withdraw(made.id, who="Cai")
    assert [(d.who, d.did, d.language, d.announcement) for d in one.state().log] == [
        ("Ana", "added", "en", made.id),
        ("Ben", "announced", "en", made.id),
        ("Cai", "withdrew", "en", made.id),
    ]


def test_the_same_take_makes_one_draft(one: Library) -> None:
    first = draft(one, take="RE1")
    assert draft(one, take="RE1") == first
    assert draft(one, take="RE2") != first
    assert draft(one) != draft(one)
    assert [d.announcement for d in one.state().log] == [a.id for a in one.state().announcements]


def test_what_is_over_is_published_no_more_and_needs_no_audio(one: Library) -> None:
    made = draft(one)
    one.announce(made.id, NOW, NOW + HOUR, who="Ana")
    heard = published(one.connection)
    assert heard.hashes(NOW + HOUR - timedelta(seconds=1)) == {made.hash}
    assert heard.hashes(NOW + HOUR) == frozenset()
    assert heard.hashes(None) == {made.hash}
    assert heard.without([made.hash]).announcements == ()
    one.clock = lambda: NOW + 2 * HOUR
    add(one)
    assert published(one.connection).announcements == ()
    assert one.state().announcements[0].state(one.clock()) == "over"


def test_a_document_of_an_earlier_release_is_read() -> None:
    old = Recordings.load(b'{"form":1,"languages":{"en":{"welcome":{"hash":"%s","texts":["a"]}}}}'
                          % (b"0" * 64))  # fmt: skip
    assert (old.announcements, old.find("en", "welcome", "a")) == ((), "0" * 64)


def test_an_announcement_without_a_hash_is_not_read(one: Library) -> None:
    one.announce(draft(one).id, NOW, NOW + HOUR, who="Ana")
    document = msgspec.json.decode(published(one.connection).pack())
    document["announcements"][0]["hash"] = "../x"
    with pytest.raises(UnreadableRecordings):
        Recordings.load(msgspec.json.encode(document))


def test_an_export_carries_them(one: Library, tmp_path: Path) -> None:
    kept, gone = draft(one), draft(one, "gone")
    one.announce(kept.id, NOW, NOW + HOUR, who="Ana")
    one.withdraw(gone.id, who="Ana")
    path = tmp_path / "all.zip"
    assert export(one, path) == (2, [])
    with redis_server() as server, server.connect() as connection:
        other = library(connection, tmp_path / "other")
        assert import_(other, path, who="Cai") == (2, 0, 1)
        assert other.state().announcements == one.state().announcements
        assert published(connection).announced("en", NOW) == [kept.hash]
        assert other.storage.get(gone.hash) == audio("gone")
        assert import_(other, path, who="Cai") == (0, 0, 0)
