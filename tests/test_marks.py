"""Marks: their size, whose they are, and who has none."""

import secrets

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.marks import MARK, PLACEHOLDERS, countable, mark

NUMBER = "+12025550142"
NORTH_AMERICAN = st.from_regex(r"\+1[2-9][0-9]{2}[2-9][0-9]{2}01[0-9]{2}", fullmatch=True)


@given(st.binary(min_size=32, max_size=32), st.text(max_size=30))
def test_a_mark_is_24_bits(key: bytes, number: str) -> None:
    assert MARK.fullmatch(mark(key, number))


def test_a_mark_is_that_of_the_number_and_the_key() -> None:
    one, other = secrets.token_bytes(32), secrets.token_bytes(32)
    assert mark(one, NUMBER) == mark(one, NUMBER)
    assert len({mark(one, NUMBER), mark(other, NUMBER), mark(one, "+12025550143")}) == 3


def test_a_mark_known_from_elsewhere() -> None:
    """By openssl: printf +12025550142 | openssl dgst -sha256 -hmac key."""
    assert mark(b"key", NUMBER) == "7df976"


def test_marks_spread_over_all_their_values() -> None:
    key = b"k" * 32
    marks = [int(mark(key, f"+1202555{n:04}"), 16) for n in range(10_000)]
    assert len(set(marks)) > 9_980  # three pairs are expected among so many
    assert min(marks) < 2**24 // 1000
    assert max(marks) > 2**24 - 2**24 // 1000


@given(NORTH_AMERICAN)
def test_a_number_of_north_america_counts(number: str) -> None:
    assert countable(number) == (len(set(number[-7:])) > 1)


@pytest.mark.parametrize("number", [NUMBER, "+442079460123", "+3725550142", "+491512345678901"])
def test_whole_numbers_count(number: str) -> None:
    assert countable(number)


def test_the_words_that_carriers_show_are_known() -> None:
    """As the carrier's documentation lists them."""
    listed = {"+266696687", "+7378742833", "+2562533", "+8656696", "+86282452253"}
    assert listed <= PLACEHOLDERS


@pytest.mark.parametrize(
    "number",
    [
        *sorted(PLACEHOLDERS),
        *("", "anonymous", "Anonymous", "unknown", "Restricted", "unavailable", "withheld", "null"),
        *("sip:anonymous@anonymous.invalid", "sip:+12025550142@line.example.org", "client:jane"),
        *("2025550142", "12025550142", "+", "+1", "+1202555014", "+120255501421", "911", "+911"),
        *("+10000000000", "+11111111111", "+12025550142x", " +12025550142", "+12025550142\n"),
        *("+19999999999", "+10255550142", "+1266696687", "+0442079460123", "+44٢٠٧٩٤٦٠١٢٣"),
        *("+4420794601234567", "+99999999", "+442000000000", "+12025550142;ext=1"),
    ],
)
def test_whoever_shows_no_number_of_a_telephone_does_not_count(number: str) -> None:
    assert not countable(number)


def test_the_lines_own_numbers_do_not_count() -> None:
    assert not countable(NUMBER, {NUMBER})
    assert countable("+12025550143", {NUMBER})


@given(st.text(max_size=20))
def test_whatever_is_shown_counts_or_does_not(shown: str) -> None:
    assert countable(shown) in (True, False)
