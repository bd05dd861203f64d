"""A call to its URL and back, and URLs that were never written by this line."""

import re
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from phonenumbers.tzdata import TIMEZONE_DATA

from ivr.call import LONGEST, PATIENCE, Call, DamagedCall, known_zone
from ivr.flow import FLOW

NOW = datetime(2026, 3, 8, 7, 0, tzinfo=UTC)
MINUTE = int(NOW.timestamp() // 60)
LINES = 30
TEXT = (
    st.text()
    | st.from_regex(r"[0-9]{0,12}", fullmatch=True)
    | st.text("America/~.-_\0ñ", max_size=40)
)
QUERY = {"l": "en", "n": "0", "t": str(MINUTE), "a": "0"}

ZONES = sorted({zone for zones in TIMEZONE_DATA.values() for zone in zones} - {"Etc/Unknown"})
"""All that a number's region can tell."""

CALLS = st.builds(
    Call,
    node=st.sampled_from(sorted(FLOW)),
    language=st.sampled_from(["en", "es"]),
    line=st.integers(0, LINES - 1),
    answered=st.integers(MINUTE - 300, MINUTE),
    attempt=st.integers(0, PATIENCE),
    cursor=st.from_regex(r"[A-Za-z0-9._~-]{0,80}", fullmatch=True),
    muted=st.booleans(),
    zone=st.sampled_from(["", *ZONES]),
    listens=st.booleans(),
)


def split(path: str) -> tuple[str, dict[str, str]]:
    parts = urlsplit(path)
    return parts.path.removeprefix("/voice/"), dict(parse_qsl(parts.query))


@given(CALLS)
def test_a_call_comes_back_from_its_url(call: Call) -> None:
    node, query = split(call.path())
    assert Call.read(node, query, lines=LINES, now=NOW) == call


@given(CALLS)
def test_a_url_is_short_and_of_unreserved_characters(call: Call) -> None:
    path = call.path()
    node, _, query = path.removeprefix("/voice/").partition("?")
    values = [node, *(value for pair in query.split("&") for value in pair.split("="))]
    assert [v for v in values if not re.fullmatch(r"[A-Za-z0-9._~-]+", v)] == []
    assert len(path) <= 500


def test_every_zone_that_a_number_can_tell_is_known() -> None:
    assert [zone for zone in ZONES if not known_zone(zone)] == []


@given(st.dictionaries(st.sampled_from("lntacmzq"), TEXT))
def test_whatever_a_url_holds_is_a_call_or_damaged(query: dict[str, str]) -> None:
    try:
        call = Call.read("next", QUERY | query, lines=LINES, now=NOW)
    except DamagedCall:
        return
    assert known_zone(call.zone or "UTC")
    assert -5 <= MINUTE - call.answered <= 300
    assert (0 <= call.line < LINES, 0 <= call.attempt <= PATIENCE) == (True, True)


@pytest.mark.parametrize("missing", ["n", "t", "a"])
def test_a_url_without_a_value_is_damaged(missing: str) -> None:
    query = {name: value for name, value in QUERY.items() if name != missing}
    with pytest.raises(DamagedCall):
        Call.read("next", query, lines=LINES, now=NOW)


@pytest.mark.parametrize(
    "wrong",
    [
        {"n": str(LINES)},
        {"n": "-1"},
        {"n": "١"},
        {"a": str(PATIENCE + 1)},
        {"a": "1e1"},
        {"a": " 1"},
        {"t": str(MINUTE + 6)},
        {"t": str(MINUTE - 301)},
        {"t": "9" * 5000},
        {"c": "x" * 81},
        {"c": "a+b"},
        {"c": "a\n"},
        {"z": "America"},
        {"z": "America~Nowhere"},
        {"z": "..~..~etc~passwd"},
        {"z": "~etc~localtime"},
        {"z": "a\0b"},
        {"z": "x" * 10_000},
        {"z": "tzdata.zi"},
    ],
)
def test_a_url_with_a_wrong_value_is_damaged(wrong: dict[str, str]) -> None:
    with pytest.raises(DamagedCall):
        Call.read("next", QUERY | wrong, lines=LINES, now=NOW)


def test_the_answer_to_a_question_counts_up() -> None:
    call = Call("next", "en", 0, MINUTE, cursor="1~a~", muted=True)
    assert call.asked("2~b~") == Call("next", "en", 0, MINUTE, 1, "2~b~", muted=True)
    assert call.asked("").at("room") == Call("room", "en", 0, MINUTE, muted=True)


def test_whoever_only_listens_does_so_to_the_end_of_the_call() -> None:
    call = Call("greeting", "en", 0, MINUTE, listens=True)
    assert call.asked("").at("room").asked("x") == Call(
        "room", "en", 0, MINUTE, 1, "x", listens=True
    )


def test_a_call_ends_four_hours_after_its_answer() -> None:
    assert Call("next", "en", 0, MINUTE).ends() - NOW == LONGEST == timedelta(hours=4)
