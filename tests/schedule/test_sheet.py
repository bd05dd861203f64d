"""What becomes of a spreadsheet that people keep by hand."""

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ivr.schedule.meeting import Meeting, Problem, meeting_id
from ivr.schedule.sources.csvtext import LONGEST, Table
from ivr.schedule.sources.reading import Reading, Unreadable
from ivr.schedule.sources.sheet import read, request
from tests.schedule.conftest import source
from tests.schedule.damage import damaged
from tests.schedule.hope import hope

SOURCE = source("https://lists.example.org/meetings.csv")
FEEDS = Path(__file__).parents[3] / "shared" / "feeds"
VALUES, TEMPLATE = FEEDS / "google_sheet_values_api.json", FEEDS / "tsml_wordpress_template.csv"
here = pytest.mark.skipif(not FEEDS.is_dir(), reason=f"{FEEDS} is not on this machine")

HEADER = ["ID", "Day", "Time", "End Time", "Name", "Location", "Full Address", "Types", "Notes"]
ROW = [
    "hope",
    "Sunday",
    "7:30 PM",
    "9:00 PM",
    "Hope on Main",
    "Grace Church",
    "12 Main St, Albany, NY 12207, USA",
    "Open, Wheelchair Access",
    "side door",
]
MEETING = hope(
    id=meeting_id("upstate", "hope"), source="upstate", formats=("wheelchair",), postcode="12207"
)


def values(*rows: Sequence[object], **more: object) -> bytes:
    answer = {"range": "Sheet1!A1:ZZ", "majorDimension": "ROWS", "values": rows}
    return json.dumps(answer | more).encode()


def csv(*rows: list[str], delimiter: str = ",") -> bytes:
    quoted = [delimiter.join(f'"{cell}"' for cell in row) for row in rows]
    return "\n".join(quoted).encode()


def reading(*rows: dict[str, str], fellowship: str = "na", **cells: str) -> Reading:
    """Of rows given by their columns: all have a day, a time and a name."""
    usual = {"Day": "Sunday", "Time": "7:30 PM", "Name": "Hope", "Address": "12 Main St"}
    given_ = [usual | row for row in rows or (cells,)]
    header = list(dict.fromkeys(name for row in given_ for name in row))
    body = csv(header, *([row.get(name, "") for name in header] for row in given_))
    return read(body, replace(SOURCE, fellowship=fellowship))


def one(fellowship: str = "na", **cells: str) -> Meeting:
    (meeting,) = reading(fellowship=fellowship, **cells).meetings
    return meeting


def problems(**cells: str) -> list[tuple[str, str]]:
    return [(problem.field, problem.done) for problem in reading(**cells).problems]


def test_row_becomes_a_meeting_from_a_csv_and_from_the_api() -> None:
    expected = Reading(rows=1, meetings=(MEETING,))
    assert read(csv(HEADER, ROW), SOURCE) == expected
    assert read(csv(HEADER, ROW, delimiter=";"), SOURCE) == expected
    assert read(csv(HEADER[::-1], ROW[::-1]), SOURCE) == expected
    assert read(values(list(HEADER), list(ROW)), SOURCE) == expected
    columns: list[list[object]] = [list(pair) for pair in zip(HEADER, ROW, strict=True)]
    assert read(values(*columns, majorDimension="COLUMNS"), SOURCE) == expected


def test_rows_of_the_api_end_with_their_last_cell() -> None:
    short: list[object] = ["hope", "Sunday", "7:30 PM"]
    found = read(values(list(HEADER), short, [], [*short[:2], ""], short), SOURCE)
    assert (found.rows, found.left_out) == (3, {"no day or time": 1, "listed twice": 1})


def test_numbers_of_the_api_are_days_and_times() -> None:
    header: list[object] = ["Name", "Day", "Time", "Address", "Zip"]
    found = read(values(header, ["Hope", 0, 0.8125, "12 Main St", 12207.0]), SOURCE)
    (meeting,) = found.meetings
    assert (meeting.weekday, meeting.start, meeting.postcode) == (6, 1170, "12207")


@pytest.mark.parametrize(
    "header",
    [
        ["Name", "Day", "Time", "Address"],
        ["TIME", "address", "day", "name"],
        ["Meeting Name", "Weekday", "Start Time", "Street Address"],
        ["title", "day", "time", "street"],
        ["Nombre", "Día", "Hora", "Dirección"],
        ["Nom", "Jour", "Heure", "Adresse"],
    ],
)
def test_columns_are_found_by_name_in_any_order(header: list[str]) -> None:
    cells = {"n": "Hope", "d": "Sunday", "t": "7:30 PM", "a": "12 Main St"}
    first = {
        "name": "n", "meeting name": "n", "title": "n", "nombre": "n", "nom": "n",
        "day": "d", "weekday": "d", "día": "d", "jour": "d",
        "time": "t", "start time": "t", "hora": "t", "heure": "t",
    }  # fmt: skip
    row = [cells[first.get(name.casefold(), "a")] for name in header]
    (meeting,) = read(csv(header, row), SOURCE).meetings
    assert (meeting.name, meeting.weekday, meeting.start, meeting.street) == (
        "Hope",
        6,
        1170,
        "12 Main St",
    )


def test_title_above_the_header_and_what_excel_writes() -> None:
    (meeting,) = read(csv(["Our meetings", ""], ["", ""], HEADER, ROW), SOURCE).meetings
    assert meeting == MEETING
    found = read(b"sep=;\r\n" + csv(HEADER, ROW, delimiter=";"), SOURCE)
    assert found.meetings == (MEETING,)


@pytest.mark.parametrize(
    ("day", "weekdays"), [("Monday", [0]), ("Tuesday, Thursday", [1, 3]), ("Daily", [*range(7)])]
)
def test_row_of_several_days_is_several_meetings(day: str, weekdays: list[int]) -> None:
    found = reading(Day=day, ID="hope")
    assert (found.rows, [each.weekday for each in found.meetings]) == (1, weekdays)
    assert len({each.id for each in found.meetings}) == len(weekdays)


def test_row_without_an_id_stays_itself_in_another_place_of_the_sheet() -> None:
    rows = [{"Name": "Hope"}, {"Name": "Faith"}, {"Name": "Hope", "Day": "Monday"}]
    ids = {each.id for each in reading(*rows).meetings}
    assert (len(ids), ids) == (3, {each.id for each in reading(*rows[::-1]).meetings})


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        ({"Day": ""}, "no day or time"),
        ({"Time": ""}, "no day or time"),
        ({"Day": "Someday"}, "no day or time"),
        ({"Time": "evening"}, "no day or time"),
        ({"Status": "Inactive"}, "not active"),
        ({"Published": "no"}, "not active"),
        ({"Types": "Temporarily Closed"}, "temporarily closed"),
        ({"Name": "Hope (SUSPENDED)"}, "suspended"),
    ],
)
def test_what_is_no_meeting_is_left_out(cells: dict[str, str], why: str) -> None:
    found = reading(**cells)
    assert (found.meetings, found.left_out) == ((), {why: 1})


def test_problems_name_row_and_column() -> None:
    assert problems(Day="Someday") == [("Day", "“Someday” is no weekday: left out")]
    assert problems(Time="evening") == [("Time", "“evening” is no time: left out")]
    assert problems(Day="") == []  # by appointment
    assert problems(**{"End Time": "late"}) == [("End Time", "“late” is no time: not used")]
    assert problems(Duration="long") == [("Duration", "“long” is no length: not used")]
    assert problems(Timezone="Mars") == [
        ("Timezone", "“Mars” is no time zone: taken as America/New_York")
    ]
    assert reading(Color="red", **{"GSO Number": "1", "Shoe Size": "9"}).problems == (
        Problem("1", "", "columns that are not known, and not read: Color, Shoe Size"),
    )


def test_time_without_a_half_of_the_day_is_not_guessed_among_others() -> None:
    found = reading({"Time": "7:30 PM"}, {"Time": "7:30"}, {"Time": "19:45"}, {"Time": "08:00"})
    assert [each.start for each in found.meetings] == [1170, 1185, 480]
    assert found.problems == (
        Problem("3", "Time", "“7:30” may be in the morning or in the evening: left out"),
    )
    assert [each.start for each in reading({"Time": "7:30"}, {"Time": "19:30"}).meetings] == [
        450,
        1170,
    ]


@pytest.mark.parametrize(
    ("cells", "minutes"),
    [
        ({}, 0),
        ({"End Time": "9:00 PM"}, 90),
        ({"End Time": "12:30 AM"}, 300),
        ({"End Time": "7:30 PM"}, 0),
        ({"Time": "7:30 - 8:45 PM"}, 75),
        ({"Duration": "90"}, 90),
        ({"Duration": "1:30"}, 90),
    ],
)
def test_length(cells: dict[str, str], minutes: int) -> None:
    assert one(**cells).duration == minutes


@pytest.mark.parametrize(
    ("fellowship", "types", "access", "formats"),
    [
        ("na", "Open, Step", "open", ("step",)),
        ("na", "O,ST,WC", "open", ("step", "wheelchair")),
        ("na", "Cerrada; Mujeres", "closed", ("women",)),
        ("aa", "C, B, ST", "closed", ("step", "literature")),
        ("aa", "Ouvert, Femmes", "open", ("women",)),
        ("other", "Spanish, LGBTQ", "", ("lgbtq", "in-es")),
    ],
)
def test_types(fellowship: str, types: str, access: str, formats: tuple[str, ...]) -> None:
    found = one(fellowship, Types=types)
    assert (found.access, found.formats) == (access, formats)


def test_own_columns_of_the_line_are_types_too() -> None:
    found = one(format="step", access="closed", language="es", Wheelchair="yes")
    assert (found.access, found.formats) == ("closed", ("step", "wheelchair", "in-es"))


@pytest.mark.parametrize(
    ("cells", "place", "town"),
    [
        ({"Full Address": "12 Main St, Albany, NY 12207, USA"}, "12 Main Street, Albany", "Albany"),
        ({"Address": "12 Main St", "City": "Albany"}, "12 Main Street, Albany", "Albany"),
        (
            {"Address": "12 Main St, Suite 4", "City": "Albany"},
            "12 Main Street, Suite 4, Albany",
            "Albany",
        ),
        (
            {"Address": "12 Main St", "Region": "Kings County > Brooklyn"},
            "12 Main Street, Brooklyn, Kings County",
            "Kings County",
        ),
        (
            {"Address": "12 Main St", "Region": "San Jose", "Sub Region": "Downtown"},
            "12 Main Street, Downtown, San Jose",
            "San Jose",
        ),
        (
            {"Address": "12 Main St, Albany, NY 12207, USA", "Region": "Capital > North"},
            "12 Main Street, Albany",
            "Albany",
        ),
    ],
)
def test_address(cells: dict[str, str], place: str, town: str) -> None:
    found = one(**cells)
    assert (found.spoken_place, found.town) == (place, town)


PHONE = "+1 202 555 0123,,123456789#"


@pytest.mark.parametrize(
    ("cells", "venue"),
    [
        ({}, "place"),
        ({"Conference Phone": PHONE}, "hybrid"),
        ({"Address": "", "Conference Phone": PHONE}, "phone"),
        ({"Address": "", "Location": "Zoom", "Conference URL": "https://zoom.us/j/1"}, "online"),
        ({"Address": "", "City": "Albany", "Location": "Grace Church"}, "place"),
        (
            {
                "Address": "",
                "City": "Albany",
                "Location": "Grace Church",
                "Conference Phone": PHONE,
            },
            "hybrid",
        ),
        ({"Attendance Option": "online", "Conference Phone": PHONE}, "phone"),
    ],
)
def test_ways_in(cells: dict[str, str], venue: str) -> None:
    assert one(**cells).venue == venue


def test_telephone_of_a_group_is_nobodys_to_hear() -> None:
    found = one(Phone="202-555-0199", **{"Contact 1 Phone": "202-555-0198"})
    assert (found.venue, found.spoken_phone) == ("place", {})


def test_point() -> None:
    assert (one(Latitude="42.65", Longitude="-73.75").latitude) == 42.65
    assert (one(Coordinates="42.65,-73.75").longitude) == -73.75
    assert problems(Latitude="x") == [("Latitude", "no point on the earth: not found by nearness")]


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        (b"", "is empty: its first row must name the columns"),
        (b"\n,,\n", "is empty: its first row must name the columns"),
        (b"a,b\n1,2", "has no row that names its columns, such as Day, Time, Name and Address"),
        (
            b"Name,Time\n1,2",
            "has no column for the day: name the columns Day, Time and Name in the first row",
        ),
        (
            b"Day,Address\n1,2",
            "has no column for the time and none for the name: name the columns Day, Time and "
            "Name in the first row",
        ),
        (
            b"<!DOCTYPE html>",
            "answered with a web page instead of a sheet: publish it to the web as a CSV, or "
            "share it with everybody who has the link",
        ),
        (b'{"error": {"code": 403, "message": "No.\\n"}}', "answered “No”"),
        (b'{"values": 7}', "answered with something that is no sheet"),
        (b'{"values": [7]}', "answered with something that is no sheet"),
        (b'{"values"', "answered with something that is no sheet"),
        (b"{}", "is empty: its first row must name the columns"),
        (b"Committee,CommitteeName,AreaRegion,WheelChr,Day,Time\n",
         'is a NAWS export: its kind is "naws"'),
    ],
)  # fmt: skip
def test_what_is_no_sheet_is_told_in_a_sentence(body: bytes, sentence: str) -> None:
    with pytest.raises(Unreadable) as raised:
        read(body, SOURCE)
    assert str(raised.value) == sentence


SHEET = "https://docs.google.com/spreadsheets/d/1AbCdEfGhIjKlMnOpQrStUvWxYz"


@pytest.mark.parametrize(
    ("url", "asked"),
    [
        (f"{SHEET}/edit", f"{SHEET}/export?format=csv"),
        (f"{SHEET}/edit#gid=12", f"{SHEET}/export?format=csv&gid=12"),
        (f"{SHEET}/edit?usp=sharing&gid=3#gid=3", f"{SHEET}/export?format=csv&gid=3"),
        (f"{SHEET}", f"{SHEET}/export?format=csv"),
        (f"{SHEET}/export?format=csv&gid=7", f"{SHEET}/export?format=csv&gid=7"),
        (f"{SHEET}/gviz/tq?tqx=out:csv", f"{SHEET}/gviz/tq?tqx=out:csv"),
        (
            "https://docs.google.com/spreadsheets/d/e/2PACX-1vAbCdEfGhIjKlMnOpQr/pub?output=csv",
            "https://docs.google.com/spreadsheets/d/e/2PACX-1vAbCdEfGhIjKlMnOpQr/pub?output=csv",
        ),
        ("https://lists.example.org/a.csv", "https://lists.example.org/a.csv"),
        ("/lists/a.csv", "/lists/a.csv"),
    ],
)
def test_request(url: str, asked: str) -> None:
    assert request(replace(SOURCE, url=url)) == asked


@here
def test_too_many_rows_are_refused_before_any_is_read() -> None:
    with pytest.raises(Unreadable, match="more than 150000 rows"):
        Table(b"a,b\n" * (LONGEST + 1))
    assert len(list(Table(b'"a\nb",c\n' * (LONGEST // 2 + 1)))) == LONGEST // 2 + 1


def test_real_sheets() -> None:
    aa = replace(SOURCE, fellowship="aa")
    found = read(VALUES.read_bytes(), aa)
    assert (found.rows, len(found.meetings), found.problems) == (120, 105, ())
    assert found.left_out == {"temporarily closed": 15}
    found = read(TEMPLATE.read_bytes(), aa)
    assert (found.rows, len(found.meetings), found.left_out, found.problems) == (36, 36, {}, ())


@given(st.data())
@settings(max_examples=80, deadline=None)
@here
def test_real_sheets_that_are_damaged(data: st.DataObject) -> None:
    path = data.draw(st.sampled_from([VALUES, TEMPLATE]))
    try:
        read(data.draw(damaged(path.read_bytes())), SOURCE)
    except Unreadable:
        return


CELL = st.text(max_size=15) | st.sampled_from(
    ["Monday", "7:30 PM", "7:30", "Daily", "1 High St, X, NY", "a > b > c", "nan", "1e999", "Zoom"]
)
JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=9), inner),
    max_leaves=12,
)


@given(st.lists(st.lists(CELL, max_size=30), max_size=6))
@settings(max_examples=150, deadline=None)
def test_any_cells_give_a_reading_or_a_sentence(rows: list[list[str]]) -> None:
    header = [*HEADER, "Region", "Latitude", "Longitude", "Timezone", "Duration", "Language"]
    try:
        assert read(values(list(header), *(list(row) for row in rows)), SOURCE).rows <= len(rows)
        read(csv(header, *rows), SOURCE)
    except Unreadable:
        return


@given(JSON | st.builds(lambda rows: {"values": rows}, JSON), st.binary(max_size=200))
@settings(max_examples=150, deadline=None)
def test_anything_else_does_too(value: object, junk: bytes) -> None:
    for body in (json.dumps(value).encode(), junk, b"Day,Time,Name\n" + junk):
        try:
            read(body, SOURCE)
        except Unreadable:
            continue
