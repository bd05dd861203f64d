"""Names, PINs and passwords, before anybody has them."""

from collections.abc import Callable

import pytest

from ivr.numbers import possible
from ivr.people import hashing
from ivr.people.hashing import COST as REAL
from ivr.people.hashing import hashed, is_right, letters
from ivr.people.password import good_password, make_password
from ivr.people.person import CannotChange, Person, folded, good_name
from ivr.people.pin import is_pin, is_trivial, make_pin
from tests.people.made import Counted

KEY = b"k" * 32


def refusal(act: Callable[[], object]) -> str:
    with pytest.raises(CannotChange) as refused:
        act()
    return str(refused.value)


def test_a_person_may_do_what_their_roles_say() -> None:
    ana = Person(number="415", name="Ana", roles=("operator",), password="hash")
    bo = Person(number="416", name="Bo", roles=("leader",), password="hash")
    assert [ana.may("operator"), ana.may("leader"), ana.signs_in] == [True, False, True]
    assert [bo.may("operator"), bo.may("leader"), bo.signs_in] == [False, True, False]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("Ana", "Ana"), ("  Ana \t María ", "Ana María"), ("O'Neil 2", "O'Neil 2"), ("Зоя", "Зоя")],
)
def test_a_name_is_one_short_line(typed: str, kept: str) -> None:
    assert good_name(typed) == kept
    assert folded(typed) == folded(kept.upper())


def test_names_that_could_be_numbers_are_refused_and_not_repeated() -> None:
    line = "A name must be one line of 1 to 60 characters."
    assert [refusal(lambda n=n: good_name(n)) for n in ("", "a" * 61, "a\x00b")] == [line] * 3  # type: ignore[misc]
    assert refusal(lambda: good_name("Ana +1 202 555 0142")) == (
        "No telephone number may stand in a name: leave it out."
    )
    assert refusal(lambda: good_name("415")) == (
        "A name must have a letter, so that it is not taken for a number."
    )


@pytest.mark.parametrize(
    "secret",
    ["111111", "121212", "122221", "123456", "654321", "890123", "210987", "123123", "415415"],
)
def test_trivial_secrets_are_refused(secret: str) -> None:
    assert is_trivial("415", secret)


def test_so_are_those_with_the_number() -> None:
    assert [is_trivial("415", secret) for secret in ("415902", "902415", "904152")] == [
        True,
        True,
        False,
    ]


def test_pins_are_made_and_not_trivial() -> None:
    made = {make_pin("415") for _ in range(2000)}
    assert len(made) > 1990
    assert all(pin.startswith("415") and is_pin(pin) for pin in made)
    assert not any(is_trivial("415", pin[3:]) for pin in made)


def test_what_looks_like_a_pin() -> None:
    assert [is_pin(each) for each in ("415902771", "41590277", "4159027711", "41590277a")] == [
        True,
        False,
        False,
        False,
    ]
    assert not is_pin("٤١٥٩٠٢٧٧١")


@pytest.mark.parametrize(
    ("password", "sentence"),
    [
        ("eleven char", "A password must have 12 characters or more"),
        ("AnaMaríaLópez", "A password must not be made of the name"),
        ("Ana María López 77", "A password must not be made of the name"),
        ("aaaaaaaaaaaaa", "That password is among the first that strangers try"),
        ("abababababab", "That password is among the first that strangers try"),
        ("123456789012", "That password is among the first that strangers try"),
        ("Password1234", "That password is among the first that strangers try"),
        ("qwertyqwerty", "That password is among the first that strangers try"),
        ("JustForToday!", "That password is among the first that strangers try"),
        ("grandma\nlikes tea", "A password must have only characters that can be seen"),
    ],
)
def test_weak_passwords_are_refused_in_a_sentence(password: str, sentence: str) -> None:
    said = refusal(lambda: good_password(password, "Ana María López"))
    assert said.startswith(sentence)
    assert password not in said


def test_good_passwords_are_taken_as_they_are() -> None:
    for password in ("grandma likes tea", "Ana likes gardens", "пароль бабушки", make_password()):
        assert good_password(password, "Ana") == password


def test_a_made_password_is_long_and_never_the_same() -> None:
    made = {make_password() for _ in range(100)}
    assert len(made) == 100
    assert {len(each) for each in made} == {23}


def test_a_hash_is_of_one_value_one_purpose_and_one_line() -> None:
    kept = hashed(KEY, "pin", "415902771")
    assert is_right(KEY, "pin", "415902771", kept)
    assert not is_right(KEY, "pin", "415902772", kept)
    assert not is_right(KEY, "password", "415902771", kept)
    assert not is_right(b"another secret", "pin", "415902771", kept)
    assert not is_right(KEY, "pin", "415902771", "damaged")
    assert not is_right(KEY, "pin", "415902771", "")


def test_letters_of_two_keyboards_are_the_same_password() -> None:
    assert is_right(
        KEY, "password", "contrasen\u0303a buena", hashed(KEY, "password", "contraseña buena")
    )


def test_each_try_is_one_slow_hash_whether_there_is_a_person_or_not(counted: Counted) -> None:
    kept = hashed(KEY, "pin", "415902771")
    before = counted.hashes
    counts = []
    for tried in (kept, ""):
        is_right(KEY, "pin", "415902772", tried)
        counts.append(counted.hashes - before)
    assert counts == [1, 2]


def test_the_real_cost_is_a_slow_hash_of_at_most_64_mib(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hashing, "COST", REAL)
    kept = hashed(KEY, "pin", "415902771")
    assert kept.startswith("$argon2id$v=19$m=32768,t=3,p=1$")
    assert is_right(KEY, "pin", "415902771", kept)
    assert not is_right(KEY, "pin", "415902772", kept)


def test_nothing_that_is_kept_looks_like_a_telephone_number() -> None:
    kept = [hashed(KEY, "pin", str(value)) for value in range(3000)] + [letters(24)]
    assert [each for each in kept if any(possible(each))] == []
