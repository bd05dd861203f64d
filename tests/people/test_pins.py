"""PINs as a caller types them: right, wrong, too often, and with Redis away."""

import asyncio
import os
import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

import pytest
import redis
import structlog.testing

from ivr import store
from ivr.people import locks
from ivr.people import pins as pins_module
from ivr.people.book import Book
from ivr.people.pins import LATER, LOCKED, WRONG, PinAnswer, Pins
from ivr.recordings.storage import storage_of
from ivr.settings import Settings
from tests.people.made import MARK, PASSWORD, Clock, Counted, other_secret, run, typed
from tests.redis_server import RedisServer, redis_server


def test_the_right_pin_is_that_person(book: Book, here: Settings, clock: Clock) -> None:
    ana, pin = book.add("Ana", password=PASSWORD)
    bo, other = book.add("Bo", roles=("leader",), password=None)
    assert typed(here, clock, pin, other) == [PinAnswer("right", ana), PinAnswer("right", bo)]


def test_wrong_pins_are_wrong(book: Book, here: Settings, clock: Clock, counted: Counted) -> None:
    _, pin = book.add("Ana", password=PASSWORD)
    counted.hashes = 0
    nobody = "100777111" if pin[:3] != "100" else "101777111"
    swapped = nobody[:3] + pin[3:]
    assert typed(here, clock, other_secret(pin), nobody, swapped) == [WRONG] * 3
    assert counted.hashes == 3  # one each, for nobody as well


def test_a_hash_that_does_not_come_is_later(
    book: Book, here: Settings, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, pin = book.add("Ana", password=PASSWORD)
    busy = threading.Event()
    monkeypatch.setattr(pins_module, "HASHED_WITHIN", 0.05)
    monkeypatch.setattr(pins_module, "is_right", lambda *_: busy.wait(60))
    found: list[PinAnswer] = []

    async def act(pins: Pins) -> None:
        found.append(await pins.check(pin, MARK))
        busy.set()

    run(here, clock, act)
    assert found == [LATER]


@pytest.mark.skipif(sys.platform != "linux", reason="only there a thread has its own priority")
def test_hashes_take_what_answers_leave_of_the_processors(
    book: Book, here: Settings, clock: Clock
) -> None:
    _, pin = book.add("Ana", password=PASSWORD)
    found: list[int] = []

    async def act(pins: Pins) -> None:
        await pins.check(other_secret(pin), MARK)
        niceness = pins._hasher.submit(
            lambda: os.getpriority(os.PRIO_PROCESS, threading.get_native_id())
        )
        found.append(await asyncio.wrap_future(niceness))

    run(here, clock, act)
    assert found == [10]


def test_what_is_no_pin_is_wrong_without_a_hash(
    book: Book, here: Settings, clock: Clock, counted: Counted, connection: redis.Redis
) -> None:
    _, pin = book.add("Ana", password=PASSWORD)
    counted.hashes = 0
    assert typed(here, clock, "", "415", pin[:-1], pin + "1", "41590277x") == [WRONG] * 5
    assert (counted.hashes, connection.keys("ivr:people:tries:*")) == (0, [])


def test_a_new_pin_counts_at_once_and_a_removed_person_is_nobody(
    book: Book, here: Settings, clock: Clock
) -> None:
    ana, pin = book.add("Ana", password=PASSWORD)
    answers: list[PinAnswer] = []

    async def act(pins: Pins) -> None:
        answers.append(await pins.check(pin, MARK))
        new = await asyncio.to_thread(book.new_pin, ana.number)
        answers.extend([await pins.check(each, MARK) for each in (pin, new)])
        await asyncio.to_thread(book.remove, ana.number, last=True)
        answers.append(await pins.check(new, MARK))

    run(here, clock, act)
    assert [each.outcome for each in answers] == ["right", "wrong", "right", "wrong"]


def test_another_secret_opens_nothing(book: Book, here: Settings, clock: Clock) -> None:
    _, pin = book.add("Ana", password=PASSWORD)
    assert typed(replace(here, secret="another secret" * 3), clock, pin) == [WRONG]
    assert typed(replace(here, secret=""), clock, pin) == [LATER]


# Locks


def test_ten_wrong_ones_in_a_row_lock_until_somebody_lifts_it(
    book: Book, here: Settings, clock: Clock, counted: Counted
) -> None:
    ana, pin = book.add("Ana", password=PASSWORD)
    wrong, began = other_secret(pin), clock.now
    for minute in range(10):
        assert typed(here, clock, wrong, mark=f"{minute:06x}") == [WRONG]
        clock.passes(minutes=1)
    counted.hashes = 0
    assert typed(here, clock, pin, wrong) == [LOCKED] * 2
    assert counted.hashes == 0
    assert book.locked() == {ana.number: began + timedelta(minutes=9)}
    book.unlock(ana.number)
    assert (book.locked(), typed(here, clock, pin)) == ({}, [PinAnswer("right", ana)])


def test_a_lock_ends_after_a_day_and_a_new_pin_lifts_it(
    book: Book, here: Settings, clock: Clock
) -> None:
    ana, pin = book.add("Ana", password=PASSWORD)
    typed(here, clock, *[other_secret(pin)] * 10)
    clock.passes(hours=23, minutes=59)
    assert typed(here, clock, pin) == [LOCKED]
    clock.passes(minutes=2)
    assert (book.locked(), typed(here, clock, pin)) == ({}, [PinAnswer("right", ana)])
    typed(here, clock, *[other_secret(pin)] * 10)
    assert typed(here, clock, book.new_pin(ana.number), mark="000001")[0].outcome == "right"


def test_a_right_one_begins_the_count_anew(book: Book, here: Settings, clock: Clock) -> None:
    ana, pin = book.add("Ana", password=PASSWORD)
    wrong = other_secret(pin)
    for _ in range(3):
        answers = typed(here, clock, *[wrong] * 9, pin)
        assert answers == [WRONG] * 9 + [PinAnswer("right", ana)]
        clock.passes(hours=2)
    assert book.locked() == {}


def test_a_right_one_is_taken_as_the_tenth_try(book: Book, here: Settings, clock: Clock) -> None:
    ana, pin = book.add("Ana", password=PASSWORD)
    tries = [*[other_secret(pin)] * 9, pin, other_secret(pin), pin]
    answers = [typed(here, clock, one, mark=f"{n:06x}")[0] for n, one in enumerate(tries)]
    right = PinAnswer("right", ana)
    assert answers == [WRONG] * 9 + [right, WRONG, right]


def test_numbers_of_nobody_lock_alike_and_begin_anew_for_whoever_gets_them(
    book: Book, here: Settings, clock: Clock
) -> None:
    assert book.people() == {}
    for number in map(str, range(100, 1000)):
        book.connection.set(store.PIN_LOCKED.of(number), clock.now.timestamp())
    assert typed(here, clock, "100777111") == [LOCKED]
    assert book.locked() == {}
    ana, pin = book.add("Ana", password=PASSWORD)
    assert typed(here, clock, pin) == [PinAnswer("right", ana)]


def test_one_webhook_is_one_try_however_often_it_comes(
    book: Book, here: Settings, clock: Clock, connection: redis.Redis
) -> None:
    """And the tenth, whose first answer was lost, still lets the right person in."""
    ana, pin = book.add("Ana", password=PASSWORD)
    wrong, answers = other_secret(pin), list[PinAnswer]()

    async def act(pins: Pins) -> None:
        for token in "abcdefghi":
            twice = [await pins.check(wrong, MARK, token) for _ in range(2)]
            assert twice == [WRONG] * 2
        answers.append(await pins.check(wrong, MARK, "the tenth"))
        answers.append(await pins.check(pin, MARK, "the tenth"))
        answers.append(await pins.check(wrong, MARK, "another"))

    run(here, clock, act)
    assert answers == [WRONG, PinAnswer("right", ana), WRONG]
    assert connection.zcard(store.PIN_TRIES.of(MARK)) == 10
    assert connection.get(store.PIN_WRONG.of(ana.number)) == b"1"


def test_nobody_is_told_apart_by_locks(
    book: Book, here: Settings, clock: Clock, counted: Counted
) -> None:
    _, pin = book.add("Ana", password=PASSWORD)
    nobody = "100777111" if pin[:3] != "100" else "101777111"
    counts = []
    for digits in (other_secret(pin), nobody):
        counted.hashes = 0
        answers = [typed(here, clock, digits, mark=f"{n:06x}")[0] for n in range(12)]
        assert answers == [WRONG] * 10 + [LOCKED] * 2
        counts.append(counted.hashes)
        clock.passes(hours=2)
    assert counts == [10, 10]


# Limits of a mark


def test_ten_wrong_ones_in_an_hour_from_one_mark_are_enough(
    book: Book, here: Settings, clock: Clock, counted: Counted
) -> None:
    ana, pin = book.add("Ana", password=PASSWORD)
    counted.hashes = 0
    answers = typed(here, clock, *[f"{number}777111" for number in range(200, 212)], pin)
    assert answers[10:] == [LATER] * 3
    assert counted.hashes == 10
    assert typed(here, clock, pin, mark="000001") == [PinAnswer("right", ana)]
    clock.passes(minutes=61)
    assert typed(here, clock, pin) == [PinAnswer("right", ana)]


def test_right_ones_do_not_count_against_a_mark(book: Book, here: Settings, clock: Clock) -> None:
    ana, pin = book.add("Ana", password=PASSWORD)
    assert typed(here, clock, *[pin] * 30) == [PinAnswer("right", ana)] * 30


def test_callers_without_a_mark_share_a_larger_limit(
    book: Book, here: Settings, clock: Clock, counted: Counted
) -> None:
    _, pin = book.add("Ana", password=PASSWORD)
    counted.hashes = 0
    answers = typed(here, clock, *[f"{number}777111" for number in range(300, 405)], pin, mark="")
    assert (answers[100:], counted.hashes) == ([LATER] * 6, 100)


def test_of_many_at_once_no_more_are_hashed_than_the_limit(
    book: Book, here: Settings, clock: Clock, counted: Counted
) -> None:
    """A hundred guesses for one person, from a hundred numbers, in ten web processes."""
    ana, pin = book.add("Ana", password=PASSWORD)
    counted.hashes = 0
    answers: list[PinAnswer] = []

    async def act(pins: Pins) -> None:
        guesses = (
            pins.check(other_secret(pin), f"{id(pins) % 4096:03x}{n:03x}") for n in range(10)
        )
        answers.extend(await asyncio.gather(*guesses))

    run(here, clock, act, count=10)
    outcomes = [each.outcome for each in answers]
    assert counted.hashes == outcomes.count("wrong") == 10
    assert set(outcomes) <= {"wrong", "locked", "later"}
    assert list(book.locked()) == [ana.number]


def test_of_many_at_once_from_one_mark_ten_are_hashed(
    book: Book, here: Settings, clock: Clock, counted: Counted
) -> None:
    book.add("Ana", password=PASSWORD)
    counted.hashes = 0
    numbers = iter(range(100, 1000))

    async def act(pins: Pins) -> None:
        await asyncio.gather(*(pins.check(f"{next(numbers)}777111", MARK) for _ in range(10)))

    run(here, clock, act, count=10)
    assert counted.hashes == 10


def test_one_hashes_nine_wait_and_more_are_told_later(
    book: Book, here: Settings, clock: Clock
) -> None:
    _, pin = book.add("Ana", password=PASSWORD)
    pins_of = [book.add(f"Bo {number}", password=None)[1] for number in range(14)]
    answers: list[PinAnswer] = []

    async def act(pins: Pins) -> None:
        checks = (pins.check(each, f"{n:06x}") for n, each in enumerate([pin, *pins_of]))
        answers.extend(await asyncio.gather(*checks))
        answers.append(await pins.check(pin, MARK))

    run(here, clock, act)
    outcomes = [each.outcome for each in answers]
    assert outcomes == ["right"] * 10 + ["later"] * 5 + ["right"]


def test_a_slow_hash_does_not_hold_up_other_callers(
    book: Book, here: Settings, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, pin = book.add("Ana", password=PASSWORD)
    go_on, running, found = threading.Event(), list[str](), list[tuple[int, bool]]()

    def slow(*arguments: object) -> bool:
        running.append("one")
        found.append((len(running), go_on.wait(30)))
        running.pop()
        return False

    monkeypatch.setattr("ivr.people.pins.is_right", slow)

    async def act(pins: Pins) -> None:
        checks = asyncio.gather(*(pins.check(pin, f"{n:06x}") for n in range(4)))
        while not running:
            await asyncio.sleep(0.01)
        go_on.set()  # by whoever is answered meanwhile
        await checks

    run(here, clock, act)
    assert found == [(1, True)] * 4  # and one after the other


# Redis away

SOON = 0.5
"""Seconds: a tenth, and what a busy machine needs."""


@contextmanager
def frozen(pid: int) -> Iterator[None]:
    os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(pid, signal.SIGCONT)


@pytest.mark.usefixtures("impatient")
def test_redis_stopped_is_later_and_soon_over(clock: Clock, here: Settings) -> None:
    with redis_server() as own:
        there = replace(here, redis_url=own.url)
        with own.connect() as connection:
            ana, pin = Book(connection, storage_of(there), there, clock).add(
                "Ana", password=PASSWORD
            )
        answers: list[PinAnswer] = []

        async def act(pins: Pins) -> None:
            answers.append(await pins.check(pin, MARK))
            await asyncio.to_thread(own.stop)
            began = time.monotonic()
            with structlog.testing.capture_logs() as logged:
                answers.append(await pins.check(pin, MARK))
            assert time.monotonic() - began < SOON
            assert [each["event"] for each in logged] == ["a PIN could not be checked"]
            assert pin not in str(logged)
            own.restart()

        run(there, clock, act)
    assert answers == [PinAnswer("right", ana), LATER]


@pytest.mark.usefixtures("impatient")
def test_redis_frozen_is_later_and_soon_over_and_then_well_again(
    book: Book, here: Settings, clock: Clock, server: RedisServer
) -> None:
    ana, pin = book.add("Ana", password=PASSWORD)
    _, other = book.add("Bo", password=None)
    answers: list[PinAnswer] = []

    async def act(pins: Pins) -> None:
        answers.append(await pins.check(pin, MARK))
        with frozen(server.pid):
            began = time.monotonic()
            answers.extend(await asyncio.gather(*(pins.check(pin, MARK) for _ in range(4))))
            assert time.monotonic() - began < SOON
        await asyncio.sleep(0.1)
        answers.extend([await pins.check(each, MARK) for each in (other, pin)])

    run(here, clock, act)
    assert [each.outcome for each in answers] == ["right", *["later"] * 4, "right", "right"]
    assert answers[-1].person == ana


@pytest.mark.usefixtures("impatient")
def test_redis_frozen_while_it_is_hashed(
    book: Book, here: Settings, clock: Clock, server: RedisServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The try counts as a wrong one, for nobody could say that it was not."""
    _, pin = book.add("Ana", password=PASSWORD)
    answers: list[PinAnswer] = []

    async def act(pins: Pins) -> None:
        def freezing(*arguments: object) -> bool:
            os.kill(server.pid, signal.SIGSTOP)
            return True

        with monkeypatch.context() as patch:
            patch.setattr("ivr.people.pins.is_right", freezing)
            try:
                answers.append(await pins.check(pin, MARK))
            finally:
                os.kill(server.pid, signal.SIGCONT)

    run(here, clock, act)
    assert answers == [LATER]


def test_an_empty_redis_is_filled_behind_the_call(
    book: Book, here: Settings, clock: Clock, connection: redis.Redis
) -> None:
    ana, pin = book.add("Ana", password=PASSWORD)
    connection.flushall()
    answers: list[PinAnswer] = []

    async def act(pins: Pins) -> None:
        answers.append(await pins.check(pin, MARK))
        while not await asyncio.to_thread(connection.exists, store.PEOPLE_STATE.of()):
            await asyncio.sleep(0.01)
        answers.append(await pins.check(pin, MARK))

    run(here, clock, act)
    assert answers == [LATER, PinAnswer("right", ana)]


def test_where_it_cannot_be_filled_that_is_logged_and_not_tried_with_each_pin(
    book: Book, here: Settings, clock: Clock, connection: redis.Redis
) -> None:
    _, pin = book.add("Ana", password=PASSWORD)
    connection.flushall()
    (here.data_dir / "recordings" / "people.json").write_text("{damaged")
    with structlog.testing.capture_logs() as logged:
        assert typed(here, clock, pin, pin, pin) == [LATER] * 3
    assert [(each["event"], each["error"]) for each in logged] == [
        ("the people could not be filled into an empty Redis", "Damaged")
    ]


def test_where_nobody_is_every_pin_is_wrong(
    here: Settings, clock: Clock, connection: redis.Redis
) -> None:
    assert typed(here, clock, "415902771") == [LATER]  # and looks whether there is a copy
    assert typed(here, clock, "415902771") == [WRONG]


def test_keys_have_the_mark_or_the_digits_and_an_end(
    book: Book, here: Settings, clock: Clock, connection: redis.Redis
) -> None:
    ana, pin = book.add("Ana", password=PASSWORD)
    typed(here, clock, *[other_secret(pin)] * 9)
    typed(here, clock, other_secret(pin), "100777111", mark="")
    keys = {store.text(key) for key in connection.keys("ivr:people:*")} - {"ivr:people:state"}
    assert keys == {
        f"ivr:people:tries:{MARK}",
        "ivr:people:tries:none",
        f"ivr:people:locked:{ana.number}",
        "ivr:people:wrong:100",
    }
    lives = {key: int(connection.ttl(key)) for key in keys}
    assert all(0 < seconds <= 86400 for seconds in lives.values())
    assert lives[f"ivr:people:tries:{MARK}"] <= 3600
    assert timedelta(hours=24) == locks.LOCKED_FOR
