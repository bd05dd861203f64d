"""What becomes of a NAWS export, new or old, whole or damaged."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ivr.schedule.meeting import Meeting, Problem, meeting_id
from ivr.schedule.sources.naws import is_naws, read
from ivr.schedule.sources.reading import Reading, Unreadable
from tests.schedule.conftest import source
from tests.schedule.damage import damaged
from tests.schedule.hope import hope

SOURCE = source("https://bmlt.example.org/client_interface/csv/?switcher=GetNAWSDump&sb_id=1")
FEEDS = Path(__file__).parents[3] / "shared" / "feeds"
LONG_ISLAND = FEEDS / "naws_longisland_derived.csv"
here = pytest.mark.skipif(not FEEDS.is_dir(), reason=f"{FEEDS} is not on this machine")

HEADER = (
    "Committee,CommitteeName,AddDate,AreaRegion,ParentName,ComemID,ContactID,ContactName,"
    "CompanyName,ContactAddrID,ContactAddress1,ContactAddress2,ContactCity,ContactState,ContactZip,"
    "ContactCountry,ContactPhone,MeetingID,Room,Closed,WheelChr,Day,Time,Language1,Language2,"
    "Language3,LocationId,Place,Address,City,LocBorough,State,Zip,Country,Directions,Institutional,"
    "Format1,Format2,Format3,Format4,Format5,Delete,LastChanged,Longitude,Latitude,ContactGP,"
    "PhoneMeetingNumber,VirtualMeetingLink,VirtualMeetingInfo,TimeZone,bmlt_id,unpublished"
)
COLUMNS = HEADER.split(",")
NEW = COLUMNS[46:50]
ROW = {
    "Committee": "G00000001",
    "CommitteeName": "Hope on Main",
    "AreaRegion": "AR00001",
    "ContactPhone": "202-555-0199",
    "Closed": "OPEN",
    "WheelChr": "TRUE",
    "Day": "Sunday",
    "Time": "1930",
    "Place": "Grace Church",
    "Address": "12 Main St",
    "City": "Albany",
    "State": "NY",
    "Zip": "12207",
    "Country": "USA",
    "Directions": "side door",
    "Institutional": "FALSE",
    "Format1": "STEP",
    "Longitude": "-73.75",
    "Latitude": "42.65",
    "bmlt_id": "7",
}


def export(*rows: dict[str, str], columns: list[str] = COLUMNS, delimiter: str = ",") -> bytes:
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, extrasaction="ignore", delimiter=delimiter)
    writer.writeheader()
    writer.writerows({**ROW, **row} for row in rows)
    return text.getvalue().encode()


def reading(**cells: str) -> Reading:
    return read(export(cells), SOURCE)


def one(**cells: str) -> Meeting:
    (meeting,) = reading(**cells).meetings
    return meeting


MEETING = hope(
    id=meeting_id("upstate", "7"),
    source="upstate",
    duration=0,
    formats=("step", "wheelchair"),
    latitude=42.65,
    longitude=-73.75,
    postcode="12207",
)


@pytest.mark.parametrize(
    "columns",
    [COLUMNS, [name for name in COLUMNS if name not in NEW], COLUMNS[::-1], [*COLUMNS, "More"]],
)
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_row_becomes_a_meeting_wherever_its_columns_are(columns: list[str], delimiter: str) -> None:
    body = export({}, columns=columns, delimiter=delimiter)
    assert read(body, SOURCE) == Reading(rows=1, meetings=(MEETING,))


@pytest.mark.parametrize(
    ("time", "start"),
    [("0700", 420), ("700", 420), ("07:00", 420), ("2359", 1439), ("0000", 0), ("7:00 PM", 1140)],
)
def test_time(time: str, start: int) -> None:
    assert one(Time=time).start == start


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        ({"Delete": "D"}, "deleted"),
        ({"unpublished": "1"}, "not published"),
        ({"Institutional": "TRUE"}, "in an institution"),
        ({"Format1": "TC"}, "temporarily closed"),
        ({"Day": ""}, "no day or time"),
        ({"Day": "Someday"}, "no day or time"),
        ({"Day": "Monday, Tuesday"}, "no day or time"),
        ({"Time": "2561"}, "no day or time"),
    ],
)
def test_what_is_no_meeting_is_left_out(cells: dict[str, str], why: str) -> None:
    found = reading(**cells)
    assert (found.meetings, found.left_out) == ((), {why: 1})


def test_ways_in_and_formats() -> None:
    phone = one(Format1="VM", Address="", PhoneMeetingNumber="+1 202 555 0123,,123456789#")
    assert (phone.venue, bool(phone.spoken_phone)) == ("phone", True)
    online = one(Format1="VM", Address="", VirtualMeetingLink="https://zoom.us/j/1")
    assert online.venue == "online"
    both = one(Format1="HYBR", VirtualMeetingLink="https://zoom.us/j/1")
    assert both.venue == "hybrid"
    assert one(Format1="SPK", Format2="W", Format5="CAN", Language1="SP").formats == (
        "speaker",
        "women",
        "candlelight",
        "wheelchair",
        "in-es",
    )
    assert one(Closed="CLOSED").access == "closed"
    assert one(TimeZone="America/Chicago").time_zone == "America/Chicago"


def test_room_is_said_where_it_is_one_and_is_formats_where_it_is_not() -> None:
    assert one(Room="Room 204").spoken_details == "Room 204, side door"
    formats = one(Room="No Children, Timer, Closed Holidays")
    assert formats.spoken_details == "side door"
    assert formats.formats == ("step", "no-children", "wheelchair", "holidays")


def test_row_without_an_id_is_known_by_its_group_day_and_time() -> None:
    old = [name for name in COLUMNS if name != "bmlt_id"]
    first, second = read(export({}, {"Day": "Monday"}, columns=old), SOURCE).meetings
    again, _ = read(export({"Zip": "1"}, {"Day": "Monday"}, columns=old), SOURCE).meetings
    assert (first.id != second.id, first.id == again.id) == (True, True)


def test_rows_of_the_wrong_length_are_told_by_their_number() -> None:
    lines = export({}, {"bmlt_id": "8"}, {"bmlt_id": "9"}).splitlines()
    lines[2] += b",more"
    lines[3] = b",".join(lines[3].split(b",")[:45])
    found = read(b"\r\n".join(lines), SOURCE)
    assert (found.rows, len(found.meetings), found.left_out) == (3, 2, {"cells moved": 1})
    assert found.problems == (
        Problem("3", "", "has 53 cells instead of 52: left out"),
        Problem("4", "", "has 45 cells instead of 52: the rest taken as empty"),
    )


def test_letters_of_all_programs_and_line_breaks_in_cells() -> None:
    body = export({"Place": "Café", "Directions": "side\ndoor"})
    latin = body.replace("é".encode(), b"\xe9")
    wide = body.decode().encode("utf-16")
    for each in (body, b"\xef\xbb\xbf" + body, latin, wide, body.replace(b"side", b"si\0de")):
        (meeting,) = read(each, SOURCE).meetings
        assert (meeting.place, meeting.spoken_details) == ("Café", "side door")


def test_quotation_mark_that_is_not_closed_is_told() -> None:
    body = export({}, {"bmlt_id": "8", "Directions": "X"}, {"bmlt_id": "9"})
    found = read(body.replace(b",X,", b',"X,'), SOURCE)
    assert len(found.meetings) == 2
    assert found.problems[0] == Problem(
        "3", "", "a quotation mark is not closed: the rows behind it are lost"
    )


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        (b"", "is no NAWS export, for it has no column CommitteeName, Day, Time"),
        (b"<!DOCTYPE html>", "is no NAWS export, for it has no column CommitteeName, Day, Time"),
        (b"CommitteeName,Day\na,b", "is no NAWS export, for it has no column Time"),
        (
            b'CommitteeName,Day,Time\n"' + b"a" * 200_000,
            "cannot be read from row 2 on: a cell is too long, or a quotation mark is not closed",
        ),
        (b"a," * 501, "has more than 500 columns in row 1"),
        (b"a" * 50_000_001, "has more than 50 MB: divide the list"),
        (
            b"CommitteeName,Day,Time\n" + b",\n" * 150_001,
            "has more than 150000 rows: divide the list",
        ),
    ],
)
def test_what_is_no_export_is_told_in_a_sentence(body: bytes, sentence: str) -> None:
    with pytest.raises(Unreadable) as raised:
        read(body, SOURCE)
    assert str(raised.value) == sentence


def test_export_is_known_by_its_columns() -> None:
    assert is_naws(COLUMNS)
    assert is_naws([name.upper() for name in COLUMNS if name not in NEW])
    assert not is_naws(["Day", "Time", "Name"])


@here
def test_real_export() -> None:
    found = read(LONG_ISLAND.read_bytes(), SOURCE)
    assert (found.rows, len(found.meetings)) == (204, 193)
    assert (found.left_out, found.problems) == ({"not published": 11}, ())


@given(st.data())
@settings(max_examples=60, deadline=None)
@here
def test_real_export_that_is_damaged(data: st.DataObject) -> None:
    try:
        read(data.draw(damaged(LONG_ISLAND.read_bytes())), SOURCE)
    except Unreadable:
        return


@given(st.lists(st.text(max_size=12), max_size=60), st.binary(max_size=60))
@settings(max_examples=150, deadline=None)
def test_any_cells_give_a_reading_or_a_sentence(cells: list[str], junk: bytes) -> None:
    header = ",".join(COLUMNS).encode()
    body = header + b"\n" + ",".join(cells).encode("utf-8", "replace") + b"\n" + junk
    try:
        read(body, SOURCE)
    except Unreadable:
        return
