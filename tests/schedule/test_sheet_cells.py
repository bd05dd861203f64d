"""Days, times and lengths as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.schedule.sources.sheet_cells import Clock, clock, clocks, halved, minutes, weekdays


@pytest.mark.parametrize(
    ("text", "language", "days"),
    [
        ("Monday", "en", (0,)),
        ("MON.", "en", (0,)),
        ("Mondays", "en", (0,)),
        ("every Tuesday", "en", (1,)),
        ("Thurs", "en", (3,)),
        ("0", "en", (6,)),
        ("6", "en", (5,)),
        ("Tu/Th", "en", (1, 3)),
        ("Mon-Fri", "en", (0, 1, 2, 3, 4)),
        ("Fri to Mon", "en", (0, 4, 5, 6)),
        ("Daily", "en", (0, 1, 2, 3, 4, 5, 6)),
        ("weekends", "en", (5, 6)),
        ("Saturday, Sunday and Monday", "en", (0, 5, 6)),
        ("lunes", "en", (0,)),
        ("Miércoles", "es", (2,)),
        ("martes y jueves", "es", (1, 3)),
        ("sábados", "es", (5,)),
        ("mercredi", "fr", (2,)),
        ("le jeudi", "fr", (3,)),
        ("Montag", "en", (0,)),
        ("söndag", "sv", (6,)),
        ("月曜日", "ja", (0,)),
        ("mar", "es", (1,)),
        ("", "en", ()),
        ("Someday", "en", ()),
        ("Monday, 7 PM", "en", ()),
        ("7", "en", ()),
        ("1st Monday", "en", ()),
    ],
)
def test_weekdays(text: str, language: str, days: tuple[int, ...]) -> None:
    assert weekdays(text, language) == days


@pytest.mark.parametrize(
    ("text", "minute"),
    [
        ("7:30 PM", 1170),
        ("7:30PM", 1170),
        ("07:30 pm", 1170),
        ("7:30 p.m.", 1170),
        ("7:30 p. m.", 1170),
        ("7:30\u202fPM", 1170),  # with the narrow blank that some programs put there
        ("7.30pm", 1170),
        ("7p", 1140),
        ("7 pm", 1140),
        ("12:00 AM", 0),
        ("12 PM", 720),
        ("noon", 720),
        ("Midnight", 0),
        ("mediodía", 720),
        ("19:30", 1170),
        ("19:30:00", 1170),
        ("19h30", 1170),
        ("19h", 1140),
        ("1930", 1170),
        ("0700", 420),
        ("700", 420),
        ("07:30", 450),
        ("00:15", 15),
        ("0.8125", 1170),
        ("0", 0),
        ("19:30 PM", 1170),
    ],
)
def test_clock(text: str, minute: int) -> None:
    assert clock(text) == Clock(minute)


@pytest.mark.parametrize(("text", "minute"), [("7:30", 450), ("12:00", 720), ("1:00", 60)])
def test_time_that_may_be_twelve_hours_later(text: str, minute: int) -> None:
    assert clock(text) == Clock(minute, sure=False)


@pytest.mark.parametrize(
    "text",
    ["", "7", "25:00", "24:00", "7:60 PM", "13:00 AM", "0:30 PM", "x", "7:30 PM EST", "-7:30"],
)
def test_no_time(text: str) -> None:
    assert clock(text) is None


@pytest.mark.parametrize(
    ("text", "begins", "ends"),
    [
        ("7:00 - 8:30 PM", 1140, 1230),
        ("11:30-1pm", 690, 780),
        ("7pm to 8pm", 1140, 1200),
        ("19:00–20:00", 1140, 1200),
        ("11 am - noon", 660, 720),
        ("12-1 pm", 720, 780),
    ],
)
def test_begin_and_end_in_one_cell(text: str, begins: int, ends: int) -> None:
    first, last = clocks(text)
    assert first is not None
    assert last is not None
    assert (first.minute, last.minute) == (begins, ends)


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("90", 90), ("90 min", 90), ("1:30", 90), ("01:30:00", 90), ("1 h 30 min", 90),
        ("1 hr", 60), ("2 hours", 120), ("", None), ("long", None), ("1.5", None),
    ],
)  # fmt: skip
def test_minutes(text: str, length: int | None) -> None:
    assert minutes(text) == length


def test_halved() -> None:
    assert [halved(text) for text in ("7 PM", "7:30 a.m.", "7:30", "noon", "19:30")] == [
        True,
        True,
        False,
        False,
        False,
    ]


@given(st.text(max_size=400))
def test_any_text(text: str) -> None:
    assert set(weekdays(text)) <= set(range(7))
    found = (clock(text), *clocks(text))
    assert all(one is None or 0 <= one.minute < 1440 for one in found)
    assert (minutes(text) or 0) >= 0
