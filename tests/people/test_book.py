"""People come and go: in Redis, in the copy beside the recordings, and in the operators' log."""

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest
import redis

from ivr import store
from ivr.people.book import Book
from ivr.people.hashing import is_right
from ivr.people.kept import NoCopyKept
from ivr.people.person import CannotChange, Person
from ivr.people.state import MOST_LOGGED, NUMBERS, State, added, free_number
from ivr.recordings.storage import Storage, StoreAway, storage_of
from ivr.settings import Settings, SettingsError
from tests.people.made import PASSWORD, SECRET, Clock
from tests.redis_server import RedisServer


def refusal(act: Callable[[], object]) -> str:
    with pytest.raises(CannotChange) as refused:
        act()
    return str(refused.value)


def did(book: Book) -> list[tuple[str, str, str, str]]:
    return [(each.who, each.did, each.number, each.name) for each in book.log()]


def test_nobody_is_there_at_first(book: Book) -> None:
    assert (book.people(), book.person("415"), book.locked(), book.log()) == ({}, None, {}, ())


def test_an_operator_has_a_number_a_pin_and_a_password(book: Book, connection: redis.Redis) -> None:
    ana, pin = book.add(" Ana ", language="es", password=PASSWORD, who="Bo")
    assert (ana.name, ana.roles, ana.language, ana.signs_in) == ("Ana", ("operator",), "es", True)
    assert (len(pin), pin[:3]) == (9, ana.number)
    assert book.people() == {ana.number: ana}
    assert (book.person(ana.number), book.named("ANA")) == (ana, ana)
    assert is_right(SECRET.encode(), "pin", pin, ana.pin)
    assert is_right(SECRET.encode(), "password", PASSWORD, ana.password)
    assert did(book) == [("Bo", "added", ana.number, "Ana")]
    kept = connection.get(store.PEOPLE_STATE.of())
    assert isinstance(kept, bytes)
    assert not any(each.encode() in kept for each in (pin, pin[3:], PASSWORD, SECRET))


def test_a_leader_needs_no_password(book: Book) -> None:
    bo, _ = book.add("Bo", roles=("leader",), leader="bo", password=None)
    assert (bo.password, bo.signs_in, bo.leader) == ("", False, "bo")
    said = refusal(lambda: book.set_password(bo.number, PASSWORD))
    assert said == "Bo is no operator and signs in nowhere."


def test_a_name_is_of_one_person_only(book: Book) -> None:
    book.add("Ana", password=PASSWORD)
    assert refusal(lambda: book.add("ANA", password=PASSWORD)) == (
        "There is a person named ANA already: choose another name."
    )
    assert len(book.people()) == 1


def test_a_weak_password_adds_nobody(book: Book) -> None:
    refusal(lambda: book.add("Ana", password="short"))
    refusal(lambda: book.add("Ana", password=""))
    assert book.people() == {}


def test_everything_can_be_changed_and_is_logged(book: Book, clock: Clock) -> None:
    ana, pin = book.add("Ana", password=PASSWORD)
    number = ana.number
    clock.passes(minutes=1)
    other = book.new_pin(number, who="Ana")
    book.set_password(number, "the cat sleeps late", who="Ana")
    book.set_language(number, "es", who="Ana")
    address = book.switch_code(number, True, who="Ana")
    book.unlock(number, who="Bo")
    on = book.person(number)
    assert on is not None
    assert book.switch_code(number, False, who="Ana") == ""
    off = book.person(number)
    assert off is not None
    assert other != pin
    assert address.startswith("otpauth://totp/")
    assert [bool(on.code_salt), off.code_salt, off.language] == [True, "", "es"]
    assert is_right(SECRET.encode(), "pin", other, off.pin)
    assert is_right(SECRET.encode(), "password", "the cat sleeps late", off.password)
    assert did(book) == [
        ("somebody", "added", number, "Ana"),
        ("Ana", "new PIN", number, "Ana"),
        ("Ana", "new password", number, "Ana"),
        ("Ana", "language", number, "Ana"),
        ("Ana", "code on", number, "Ana"),
        ("Bo", "unlocked", number, "Ana"),
        ("Ana", "code off", number, "Ana"),
    ]
    assert [each.when for each in book.log()] == [clock.now - timedelta(minutes=1)] + [
        clock.now
    ] * 6


def test_whoever_is_not_there_cannot_be_changed(book: Book) -> None:
    said = {
        refusal(act)
        for act in (
            lambda: book.new_pin("415"),
            lambda: book.set_password("415", PASSWORD),
            lambda: book.set_language("415", "es"),
            lambda: book.switch_code("415", True),
            lambda: book.unlock("415"),
            lambda: book.remove("415"),
        )
    }
    assert said == {"Nobody has that number: see `ivr operators list`."}
    assert book.log() == ()


def test_the_last_operator_stays_unless_it_is_meant(book: Book) -> None:
    ana, _ = book.add("Ana", password=PASSWORD)
    book.add("Bo", roles=("leader",), password=None)
    book.add("Cy", password=None)
    assert refusal(lambda: book.remove(ana.number)) == (
        "Ana is the last operator who can sign in: add another one first, or remove them with "
        "`ivr operators remove --yes`."
    )
    book.remove(ana.number, last=True, who="Bo")
    assert [each.name for each in book.people().values() if each.signs_in] == []
    assert did(book)[-1] == ("Bo", "removed", ana.number, "Ana")


def test_a_number_goes_to_nobody_else_until_all_were_given() -> None:
    ana = Person(number="415", name="Ana", roles=("leader",))
    others = [number for number in NUMBERS if number not in ("415", "777")]
    state = State(people={"415": ana}, gone=dict.fromkeys(others, Clock().now))
    assert free_number(state, lambda free: free[0]) == "777"
    full = msgspec.structs.replace(state, gone={**state.gone, "777": Clock().now})
    assert free_number(full, lambda free: free[0]) == "100"
    bo = Person(number="100", name="Bo", roles=("leader",))
    after = added(full, bo, who="Ana", now=Clock().now)
    assert (next(iter(after.gone)), len(after.gone)) == ("101", 898)
    nobody = msgspec.structs.replace(state, people=dict.fromkeys(NUMBERS, ana), gone={})
    assert refusal(lambda: free_number(nobody, lambda free: free[0])) == (
        "All 900 numbers are taken: remove somebody first."
    )


def test_the_log_has_an_end_and_no_telephone_number(book: Book) -> None:
    ana, _ = book.add("Ana", password=PASSWORD, who="+12025550142")
    assert book.log()[0].who == "[number]"
    state = book.kept.state()
    long = msgspec.structs.replace(state, log=state.log * MOST_LOGGED)
    book.connection.set(store.PEOPLE_STATE.of(), msgspec.json.encode(long))
    book.set_language(ana.number, "es")
    assert (len(book.log()), book.log()[-1].did) == (MOST_LOGGED, "language")


@pytest.mark.parametrize("secret", ["", "s" * 31])
def test_without_a_secret_nobody_gets_a_pin_and_all_else_goes_on(
    book: Book, here: Settings, secret: str
) -> None:
    ana, _ = book.add("Ana", password=PASSWORD)
    without = Book(book.connection, storage_of(here), replace(here, secret=secret), book.clock)
    for act in (
        lambda: without.add("Bo", password=None),
        lambda: without.new_pin(ana.number),
        lambda: without.set_password(ana.number, PASSWORD),
        lambda: without.switch_code(ana.number, True),
    ):
        with pytest.raises(SettingsError, match="IVR_SECRET must have at least 32 characters"):
            act()
    assert list(without.people()) == [ana.number]
    without.remove(ana.number, last=True)


# Two at once, and what is lost


def test_two_who_change_at_once_both_have_their_way(here: Settings, server: RedisServer) -> None:
    def adding(name: str) -> None:
        with server.connect() as connection:
            each = Book(connection, storage_of(here), here, Clock())
            for number in range(5):
                each.add(f"{name} {number}", password=None, who=name)

    threads = [threading.Thread(target=adding, args=(name,)) for name in ("Ana", "Bo")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with server.connect() as connection:
        book = Book(connection, storage_of(here), here, Clock())
        names = sorted(each.name for each in book.people().values())
        assert names == [f"{name} {number}" for name in ("Ana", "Bo") for number in range(5)]
        assert book.kept.state().revision == 10
        copy = storage_of(here).read_document("people.json")
        assert copy == connection.get(store.PEOPLE_STATE.of())


def test_an_empty_redis_is_filled_from_the_copy(book: Book, connection: redis.Redis) -> None:
    ana, _ = book.add("Ana", password=PASSWORD)
    connection.flushall()
    assert book.people() == {ana.number: ana}
    assert did(book) == [("somebody", "added", ana.number, "Ana")]


def test_a_redis_that_lost_the_last_change_does_not_bring_anybody_back(
    book: Book, connection: redis.Redis
) -> None:
    ana, _ = book.add("Ana", password=PASSWORD)
    book.add("Bo", password=PASSWORD)
    before = connection.get(store.PEOPLE_STATE.of())
    assert isinstance(before, bytes)
    book.remove(ana.number)
    connection.set(store.PEOPLE_STATE.of(), before)
    book.add("Cy", password=PASSWORD)
    assert sorted(each.name for each in book.people().values()) == ["Bo", "Cy"]


def away(book: Book, folder: Path) -> Book:
    """The same with a store that cannot be written to: where its folder should be is a file."""
    (folder / "no").write_text("no folder")
    return Book(book.connection, Storage(str(folder / "no" / "more")), book.settings, book.clock)


def test_without_the_store_a_change_holds_and_says_that_no_copy_is_kept(
    book: Book, tmp_path: Path
) -> None:
    book.add("Ana", password=PASSWORD)
    without = away(book, tmp_path)
    with pytest.raises(NoCopyKept) as told:
        without.add("Bo", password=PASSWORD)
    bo, pin = told.value.result
    assert str(told.value).startswith("It is done and holds, but no copy is kept: The store of ")
    assert without.named("Bo") == bo
    assert is_right(SECRET.encode(), "pin", pin, bo.pin)
    with pytest.raises(NoCopyKept) as told:
        without.new_pin(bo.number)
    kept = without.person(bo.number)
    assert kept is not None
    assert is_right(SECRET.encode(), "pin", told.value.result, kept.pin)
    before = storage_of(book.settings).read_document("people.json")
    book.open()  # the store is back
    assert storage_of(book.settings).read_document("people.json") != before
    copy = storage_of(book.settings).read_document("people.json")
    assert copy is not None
    assert len(msgspec.json.decode(copy, type=State).people) == 2


def test_with_neither_redis_nor_store_nothing_is_changed(
    book: Book, connection: redis.Redis, tmp_path: Path
) -> None:
    folder = tmp_path / "recordings"
    folder.mkdir()
    (folder / "people.json").write_text("{damaged")
    for act in (book.people, lambda: book.add("Ana", password=PASSWORD)):
        with pytest.raises(
            StoreAway, match=r"people.json in the store of recordings cannot be read"
        ):
            act()
    assert connection.exists(store.PEOPLE_STATE.of()) == 0


def test_people_of_another_release_are_refused_in_a_sentence(
    book: Book, connection: redis.Redis
) -> None:
    connection.set(store.PEOPLE_STATE.of(), b'{"revision": "many"}')
    assert refusal(book.people) == (
        "The people in Redis cannot be read: are they of another release?"
    )
