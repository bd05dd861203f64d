"""Signing in at the console: who gets in, and how seldom a stranger may try."""

import threading
from dataclasses import replace
from datetime import timedelta

import pyotp
import pytest
import redis

from ivr import store
from ivr.people.book import Book
from ivr.people.onetime import code_secret
from ivr.people.person import Person
from ivr.people.signin import IN_A_MINUTE, NO, Answer, SignIn
from ivr.settings import Settings, SettingsError
from tests.people.made import PASSWORD, SECRET, Clock, Counted

WAIT = Answer("wait", seconds=60)


@pytest.fixture
def ana(book: Book) -> Person:
    return book.add("Ana María", password=PASSWORD)[0]


@pytest.fixture
def signin(
    book: Book, ana: Person, here: Settings, connection: redis.Redis, clock: Clock
) -> SignIn:
    return SignIn(connection, book, here, clock)


def test_name_and_password_let_in(signin: SignIn, ana: Person) -> None:
    names = ("Ana María", "  ana   MARÍA ", "Ana Mari\u0301a")
    assert [signin.check(name, PASSWORD, "") for name in names] == [Answer("in", ana)] * 3


def test_whoever_else_stays_out(signin: SignIn, book: Book, counted: Counted) -> None:
    book.add("Bo", roles=("leader",), password=PASSWORD)
    book.add("Cy", password=None)
    counted.hashes = 0
    tried = [("Ana María", "not the password"), ("Bo", PASSWORD), ("Cy", ""), ("Nobody", PASSWORD)]
    tried += [("", ""), ("Ana María", "")]
    assert [signin.check(*each, "") for each in tried] == [NO] * 6
    assert counted.hashes == 6  # as many for a name of nobody


def test_a_removed_person_is_out_at_once(signin: SignIn, book: Book, ana: Person) -> None:
    assert signin.check("Ana María", PASSWORD, "").outcome == "in"
    book.remove(ana.number, last=True)
    assert signin.check("Ana María", PASSWORD, "") == NO


def test_another_secret_lets_nobody_in(signin: SignIn, book: Book, here: Settings) -> None:
    other = replace(here, secret="another secret" * 3)
    assert SignIn(book.connection, book, other, book.clock).check("Ana María", PASSWORD, "") == NO
    with pytest.raises(SettingsError, match="IVR_SECRET must have at least 32 characters"):
        SignIn(book.connection, book, replace(here, secret=""), book.clock).check("Ana", "x", "")


def test_what_is_no_text_stays_out_like_all_else(signin: SignIn, book: Book, ana: Person) -> None:
    assert [signin.check(*each, "") for each in (("\udcff", "x"), ("Ana María", "\udcff\0"))] == [
        NO
    ] * 2
    book.switch_code(ana.number, True)
    assert signin.check("Ana María", PASSWORD, "\udcff 123") == NO
    assert signin.check("Ana María", PASSWORD, "１２３４５６") == NO


# Limits


def test_five_tries_are_free_and_then_the_pauses_grow(
    signin: SignIn, clock: Clock, counted: Counted, ana: Person
) -> None:
    assert [signin.check("Ana María", "wrong", "") for _ in range(5)] == [NO] * 5
    waited = []
    for _ in range(6):
        told = signin.check("Ana María", PASSWORD, "")
        assert told.outcome == "wait"
        waited.append(told.seconds)
        clock.passes(seconds=told.seconds - 1)
        assert signin.check("Ana María", PASSWORD, "") == Answer("wait", seconds=1)
        clock.passes(seconds=1)
        assert signin.check("Ana María", "wrong", "") == NO
    assert waited == [60, 120, 240, 480, 900, 900]
    clock.passes(seconds=900)
    assert signin.check("Ana María", PASSWORD, "") == Answer("in", ana)
    assert signin.check("Ana María", "wrong", "") == NO  # the count began anew


@pytest.mark.parametrize("name", ["Ana María", "nobody of that name"])
def test_of_a_thousand_tries_in_a_row_five_are_checked(
    signin: SignIn, clock: Clock, counted: Counted, name: str
) -> None:
    before, outcomes = counted.hashes, []
    for _ in range(1000):
        outcomes.append(signin.check(name, "wrong", "").outcome)
        clock.passes(milliseconds=20)
    assert (outcomes.count("no"), outcomes.count("wait")) == (5, 995)
    assert counted.hashes - before == 5


def test_a_thousand_tries_over_a_day_are_not_a_hundred(
    signin: SignIn, clock: Clock, counted: Counted
) -> None:
    before = counted.hashes
    for _ in range(1000):
        signin.check("Ana María", "wrong", "")
        clock.passes(seconds=86.4)
    assert counted.hashes - before < 105


def test_a_name_waits_alone(signin: SignIn, book: Book) -> None:
    bo, _ = book.add("Bo", password=PASSWORD)
    for _ in range(6):
        signin.check("Ana María", "wrong", "")
    assert signin.check("ANA maría", PASSWORD, "") == WAIT
    assert signin.check("Bo", PASSWORD, "") == Answer("in", bo)


def test_of_all_names_no_more_are_checked_than_thirty_a_minute(
    signin: SignIn, clock: Clock, counted: Counted, ana: Person
) -> None:
    before = counted.hashes
    answers = [signin.check(f"name {number}", "wrong", "") for number in range(1000)]
    assert answers == [NO] * IN_A_MINUTE + [WAIT] * (1000 - IN_A_MINUTE)
    assert counted.hashes - before == IN_A_MINUTE
    assert signin.check("Ana María", PASSWORD, "") == WAIT
    clock.passes(seconds=60)
    assert signin.check("Ana María", PASSWORD, "") == Answer("in", ana)


def test_no_strangers_tries_keep_anybody_out_of_a_browser_they_know(
    signin: SignIn, book: Book, ana: Person
) -> None:
    for number in range(IN_A_MINUTE):
        signin.check(f"name {number}", "wrong", "")
    for _ in range(6):
        signin.check("Ana María", "wrong", "")
    assert signin.check("Ana María", PASSWORD, "") == WAIT
    assert signin.check("Ana María", PASSWORD, "", known=True) == Answer("in", ana)
    assert [signin.check("Ana María", "wrong", "", known=True) for _ in range(5)] == [NO] * 5
    assert signin.check("Ana María", PASSWORD, "", known=True) == WAIT
    book.unlock(ana.number)
    assert signin.check("Ana María", PASSWORD, "", known=True) == Answer("in", ana)


def test_of_many_at_once_five_are_checked(signin: SignIn, counted: Counted) -> None:
    before = counted.hashes
    threads = [
        threading.Thread(target=signin.check, args=("Ana María", "wrong", "")) for _ in range(40)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert counted.hashes - before == 5


def test_an_operator_can_lift_the_wait(signin: SignIn, book: Book, ana: Person) -> None:
    for lift in (book.unlock, lambda number: book.set_password(number, PASSWORD)):
        for _ in range(6):
            signin.check("Ana María", "wrong", "")
        lift(ana.number)
        assert signin.check("Ana María", PASSWORD, "").outcome == "in"


def test_what_is_kept_of_tries_is_no_name_and_ends(signin: SignIn, connection: redis.Redis) -> None:
    signin.check("my password, typed in the wrong field", "wrong", "")
    keys = sorted(store.text(key) for key in connection.keys("ivr:people:signin*"))
    assert [len(keys), keys[1]] == [2, store.SIGN_INS.of("strange")]
    assert keys[0].removeprefix(store.SIGN_IN_TRIES.of("")).isalpha()
    assert not any("password" in each for each in keys)
    assert all(0 < int(connection.ttl(key)) <= 3600 for key in keys)


# The authenticator app


def code(book: Book, number: str, clock: Clock, steps: int = 0) -> str:
    person = book.person(number)
    assert person is not None
    totp = pyotp.TOTP(code_secret(SECRET.encode(), person.code_salt))
    return totp.at(clock.now + timedelta(seconds=30 * steps))


def test_the_app_has_the_secret_that_the_line_derives(
    book: Book, ana: Person, clock: Clock
) -> None:
    address = book.switch_code(ana.number, True)
    app = pyotp.parse_uri(address)
    assert isinstance(app, pyotp.TOTP)
    assert (app.name, app.issuer) == ("Ana María", "the N A meeting line")
    assert app.at(clock.now) == code(book, ana.number, clock)
    kept = book.connection.get(store.PEOPLE_STATE.of())
    assert isinstance(kept, bytes)
    assert app.secret.encode() not in kept
    assert book.switch_code(ana.number, True) != address


def test_a_code_is_wanted_and_not_without_the_password(
    signin: SignIn, book: Book, ana: Person, clock: Clock
) -> None:
    book.switch_code(ana.number, True)
    now = code(book, ana.number, clock)
    assert signin.check("Ana María", PASSWORD, " ") == Answer("code wanted")
    assert signin.check("Ana María", "wrong", "") == NO
    assert signin.check("Ana María", "wrong", now) == NO
    spaced = f" {now[:3]} {now[3:]} "
    assert signin.check("Ana María", PASSWORD, spaced) == Answer("in", book.person(ana.number))


def test_a_code_is_accepted_once_and_a_step_late_or_early(
    signin: SignIn, book: Book, ana: Person, clock: Clock
) -> None:
    book.switch_code(ana.number, True)

    def tried(steps: int) -> str:
        return signin.check("Ana María", PASSWORD, code(book, ana.number, clock, steps)).outcome

    assert [tried(steps) for steps in (-2, 2, -1, -1)] == ["no", "no", "in", "no"]
    assert [tried(steps) for steps in (0, 0, 1, 0)] == ["in", "no", "in", "no"]
    clock.passes(seconds=30)
    assert [tried(0), tried(1)] == ["no", "in"]  # the first was used as one that came early


def test_wrong_codes_count_as_wrong_tries_and_asking_for_one_does_not(
    signin: SignIn, book: Book, ana: Person, clock: Clock
) -> None:
    book.switch_code(ana.number, True)
    right = code(book, ana.number, clock)
    wrong = right[:-1] + str((int(right[-1]) + 5) % 10)
    for _ in range(20):
        assert signin.check("Ana María", PASSWORD, "") == Answer("code wanted")
    clock.passes(seconds=61)
    assert [signin.check("Ana María", PASSWORD, wrong) for _ in range(5)] == [NO] * 5
    assert signin.check("Ana María", PASSWORD, "") == WAIT
    clock.passes(seconds=60)
    assert signin.check("Ana María", PASSWORD, "") == Answer("code wanted")
    answer = signin.check("Ana María", PASSWORD, code(book, ana.number, clock))
    assert answer.outcome == "in"  # without another pause: the code would be over


def test_without_the_switch_any_code_is_let_pass(signin: SignIn, book: Book, ana: Person) -> None:
    assert signin.check("Ana María", PASSWORD, "123456") == Answer("in", ana)
    book.switch_code(ana.number, True)
    book.switch_code(ana.number, False)
    assert signin.check("Ana María", PASSWORD, "").outcome == "in"
