"""Whatever a text says: nothing is raised, and nothing is dialled that is no number."""

import re
import time

import phonenumbers
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ivr.schedule.dial import LONGEST, dial

STEPS = re.compile(r"[0-9*#w]+")
PIECES = st.sampled_from(
    [
        *("+12025550123", "202-555-0123", "(202) 555-0124", "+1 780 555 0123", "0845 555 0123"),
        *(",,", ",", ";", "#", "##", "*", " ", "x", "ext.", "123456789", "654321", "1#", "0#"),
        *("Meeting ID:", "Passcode", "PIN", "password required", "abc", "&", "https://x.example/1"),
        *("12 Main Street", "7:30 pm", "*6", "one", "\n", "\u200b", "１２３", "🙂", "911", "\0"),
    ]
)
TEXTS = st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=9).map("".join))


@given(st.lists(TEXTS, max_size=3), st.sampled_from(["US", "CA", "GB", "", "XX", "us"]), TEXTS)
@example(["+1"], "US", "")
def test_any_text(texts: list[str], country: str, note: str) -> None:
    found = dial(texts, country, [note])
    if found is None:
        return
    assert phonenumbers.is_valid_number(phonenumbers.parse(found.number))
    assert bool(found.steps) == found.sure
    if found.sure:
        assert STEPS.fullmatch(found.steps)
        assert len(found.steps) <= LONGEST


@given(st.text(alphabet=st.characters(exclude_categories=["Nd"]), max_size=100))
def test_without_digits_there_is_no_number(text: str) -> None:
    assert dial([text], "US") is None


@settings(deadline=None)
@given(st.lists(PIECES, min_size=1, max_size=4).map("".join))
def test_a_long_text_takes_no_time(text: str) -> None:
    began = time.perf_counter()
    dial([text * 20_000], "US", [text * 20_000])
    assert time.perf_counter() - began < 1.0
