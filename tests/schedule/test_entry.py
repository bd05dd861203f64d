"""What a row of any list means to a caller, and what is made of values that mean nothing."""

import dataclasses
import math
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ivr.schedule.meeting import Meeting, Problem
from ivr.schedule.sources.builder import Builder
from ivr.schedule.sources.countries import country_code
from ivr.schedule.sources.entry import Entry, LeftOut
from ivr.schedule.sources.zones import keeps, zone_named, zone_of
from tests.schedule.conftest import source

SOURCE = source("https://list.example.org/")

ENTRY = Entry(
    label="row 7",
    row="7",
    weekday=0,
    start=1170,
    name="Hope",
    place="Grace Church",
    street="12 Main St",
    town="Albany",
    province="NY",
)


def built(**fields: Any) -> tuple[Meeting, list[tuple[str, str]]]:
    builder = Builder(SOURCE)
    meeting = builder.meeting(dataclasses.replace(ENTRY, **fields))
    assert {problem.row for problem in builder.problems} <= {"row 7"}
    return meeting, [(problem.field, problem.done) for problem in builder.problems]


def test_list_has_its_own_names_for_the_fields() -> None:
    builder = Builder(SOURCE, {"name": "Committee Name"})
    builder.meeting(dataclasses.replace(ENTRY, name=""))
    builder.problem("row 8", "Day", "missing")
    assert builder.problems == [
        Problem("row 7", "Committee Name", "missing: called by its venue"),
        Problem("row 8", "Day", "missing"),
    ]


@pytest.mark.parametrize(
    "fields", [{"weekday": 7}, {"weekday": -1}, {"start": 1440}, {"start": -1}]
)
def test_time_that_is_none_is_left_out(fields: dict[str, Any]) -> None:
    with pytest.raises(LeftOut, match="no day or time"):
        built(**fields)


@pytest.mark.parametrize(
    ("duration", "kept", "told"),
    [(None, 0, 0), (0, 0, 0), (1440, 1440, 0), (-1, 0, 1), (1441, 0, 1)],
)
def test_length_is_kept_where_it_makes_sense(duration: int | None, kept: int, told: int) -> None:
    meeting, problems = built(duration=duration)
    assert (meeting.duration, len(problems)) == (kept, told)


@pytest.mark.parametrize(
    "point", [(math.nan, 1.0), (math.inf, 1.0), (91.0, 1.0), (1.0, 181.0), (0.0, 0.0)]
)
def test_point_that_is_none_is_a_problem(point: tuple[float, float]) -> None:
    meeting, problems = built(point=point)
    assert meeting.latitude is None
    assert problems == [("point", "no point on the earth: not found by nearness")]


def test_dates_are_kept_in_their_order() -> None:
    assert built(dates=(30, 10, 30, 20))[0].dates == (10, 20, 30)


def test_text_for_people_is_one_short_line() -> None:
    meeting, _ = built(name="Hope\0\ud800\n <i>on</i>   Main &amp; 2nd " + "x" * 9000)
    assert meeting.name.startswith("Hope on Main & 2nd xxx")
    assert len(meeting.name) == 255
    assert msgspec.json.encode(meeting)


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("Grace Church, 12 Main Street, Albany", "Grace Church, 12 Main Street, Albany"),
        ("12 Main St, Albany, NY", "12 Main Street, Albany"),
        ("Room 12", "Room 12, 12 Main Street, Albany"),
    ],
)
def test_address_is_said_once(place: str, said: str) -> None:
    assert built(place=place)[0].spoken_place == said


def test_country_is_the_rows_or_the_lists() -> None:
    assert [built(country=each)[0].country for each in ("", "Canada", "Mars")] == ["US", "CA", "US"]
    virtual = {"attended": "virtual", "linked": True}
    assert [built(country=each, **virtual)[0].country for each in ("", "UK")] == ["", "GB"]


@pytest.mark.parametrize(
    ("text", "code"),
    [("USA", "US"), ("U.S.A.", "US"), ("United States", "US"), ("uk", "GB"), ("England", "GB"),
     ("Méjico", ""), ("México", "MX"), ("Deutschland", "DE"), ("840", "US"), ("", ""), ("EU", "")],
)  # fmt: skip
def test_country_is_known_by_code_or_name(text: str, code: str) -> None:
    assert country_code(text) == code


@pytest.mark.parametrize(
    ("point", "country", "zone"),
    [
        ((42.65, -73.75), "US", "America/New_York"),
        ((42.65, -73.75), "", "America/New_York"),
        ((42.65, 73.75), "US", None),
        ((18.4, -66.1), "US", "America/Puerto_Rico"),
        ((43.09, -79.07), "CA", "America/Toronto"),
        ((43.09, -79.07), "US", "America/New_York"),
        ((0.0, -150.0), "US", ""),
    ],
)
def test_zone_of_a_point_is_in_the_country_of_its_row(
    point: tuple[float, float], country: str, zone: str | None
) -> None:
    assert zone_of(point, country) == zone


@pytest.mark.parametrize(
    ("name", "start", "zone"),
    [
        ("Hope 8:15pm Eastern", 1215, "America/New_York"),
        ("Hope 8:15 p.m. ET", 1215, "America/New_York"),
        ("Noon Pacific", 720, "America/Los_Angeles"),
        ("12am (Mountain) Mercy", 0, "America/Denver"),
        ("10am Central European Time", 600, "Europe/Berlin"),
        ("6pm AST", 1080, "America/Halifax"),
        ("8pm Central / 9pm Eastern", 1260, "America/New_York"),
        ("8:15pm Eastern", 1200, ""),
        ("8pm Easterly", 1200, ""),
        ("Eastern 8pm", 1200, ""),
    ],
)
def test_name_says_in_whose_time_a_row_is(name: str, start: int, zone: str) -> None:
    assert zone_named(name, start)[1:] == ((zone,) if zone else ())


def test_zones_with_the_same_clocks_are_one() -> None:
    eastern = ("America/Detroit", "America/Indiana/Indianapolis", "America/Toronto")
    assert [zone for zone in eastern if not keeps(zone, "America_Eastern")] == []
    assert keeps("America/Phoenix", "America_Mountain")
    assert not keeps("America/Chicago", "America_Eastern")


def test_rows_are_counted_with_what_became_of_them() -> None:
    builder = Builder(SOURCE)

    def entries(row: int, number: int) -> list[Entry]:
        if row == 3:
            raise LeftOut("deleted")
        days = (0, 9) if row == 2 else (0,)
        return [dataclasses.replace(ENTRY, row=f"{row} {day}", weekday=day) for day in days]

    reading = builder.reading([1, 2, 3, 1], entries)
    assert (reading.rows, len(reading.meetings)) == (4, 2)
    assert reading.left_out == {"no day or time": 1, "deleted": 1, "listed twice": 1}


texts = st.text(max_size=40) | st.text("0123456789+(),;#*x -", max_size=40)
odd = st.fixed_dictionaries(
    {},
    optional={
        **dict.fromkeys(("row", "time_zone", "name", "place", "street", "district", "town"), texts),
        **dict.fromkeys(("province", "postcode", "country", "language", "unclear"), texts),
        **{name: st.lists(texts, max_size=3).map(tuple) for name in ("notes", "phones", "codes")},
        "weekday": st.integers(),
        "start": st.integers(),
        "duration": st.none() | st.integers(),
        "point": st.tuples(st.floats(), st.floats()),
        "rough": st.booleans(),
        "linked": st.booleans(),
        "attended": st.sampled_from(("place", "virtual", "hybrid", "")),
        "meanings": st.frozensets(
            st.sampled_from(("open", "closed", "temporarily closed", "virtual", "hybrid", "x"))
        ),
        "dates": st.lists(st.integers(0, 2**40), max_size=3).map(tuple),
    },
)


@settings(max_examples=400, deadline=None)
@given(odd, st.sampled_from(("US", "GB", "XX", "")))
def test_any_entry_becomes_a_meeting_or_is_left_out(fields: dict[str, Any], country: str) -> None:
    builder = Builder(dataclasses.replace(SOURCE, country=country))
    try:
        meeting = builder.meeting(dataclasses.replace(ENTRY, **fields))
    except LeftOut:
        return
    assert ZoneInfo(meeting.time_zone)
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(meeting), type=Meeting) == meeting
