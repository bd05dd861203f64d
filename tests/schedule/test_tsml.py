"""What becomes of a Meeting Guide list, good or odd."""

import dataclasses
import json
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ivr.schedule.meeting import Meeting, Problem, meeting_id
from ivr.schedule.sources import KINDS
from ivr.schedule.sources.reading import Reading, Unreadable
from ivr.schedule.sources.tsml import read
from ivr.schedule.sources.tsml_fields import described
from ivr.settings import Source
from tests.schedule.guide_rows import bridged, row
from tests.schedule.hope import hope

TOLD_APART = "another meeting has it: told apart by what they say"
FEEDS = Path(__file__).parents[3] / "shared" / "feeds"
SOURCE = Source(
    "guide",
    "tsml",
    "https://guide.example.org/list.json",
    ZoneInfo("America/New_York"),
    "en",
    "US",
    fellowship="aa",
)


def reading(*rows: object, source: Source = SOURCE) -> Reading:
    return read(json.dumps(rows).encode(), source)


def one(**fields: object) -> Meeting:
    (meeting,) = reading(row(**fields)).meetings
    return meeting


def problems(**fields: object) -> list[tuple[str, str]]:
    return [(problem.field, problem.done) for problem in reading(row(**fields)).problems]


def left_out(**fields: object) -> dict[str, int]:
    found = reading(row(**fields))
    assert found.meetings == ()
    return found.left_out


def test_row_becomes_a_meeting() -> None:
    assert reading(row()) == Reading(
        rows=1,
        meetings=(
            hope(
                id=meeting_id("guide", "hope"),
                source="guide",
                formats=("discussion",),
                language="en",
                latitude=42.65,
                longitude=-73.75,
                postcode="12207",
            ),
        ),
    )


def test_list_is_where_its_url_says() -> None:
    assert KINDS["tsml"].request(SOURCE) == SOURCE.url


@pytest.mark.parametrize(
    "frame",
    ['{{"meetings": {rows}}}', "/**/callback({rows});", "my.$call({rows})\n", "\ufeff {rows}"],
)
def test_shapes_of_an_answer_hold_the_same(frame: str) -> None:
    assert read(frame.format(rows=json.dumps([row()])).encode(), SOURCE) == reading(row())


@pytest.mark.parametrize("body", [b"[]", b"{}", b'{"meetings": []}'])
def test_empty_answer_has_no_rows(body: bytes) -> None:
    assert read(body, SOURCE) == Reading(rows=0, meetings=())


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        (b"", "answered with something that is not a JSON list"),
        (b"0", "answered with something that is not a JSON list"),
        (b"[{},]", "answered with something that is not JSON"),
        (b"[" * 100_000, "answered with something that is not JSON"),
        (b"<html>", "answered with a web page instead of a list"),
        (b"[1, null]", "answered with a JSON list in which nothing is a meeting"),
        (b'[{"a": 1}]', "answered with a JSON list in which nothing is a meeting"),
        (b'[{"weekday_tinyint": "1"}]', 'answered with a BMLT list: its kind is "bmlt"'),
        (b'{"success": false, "data": "Access denied."}', 'answered "Access denied"'),
        (
            b'[{"key_string": "O", "name_string": "Open"}]',
            "answered with formats only, and no meetings: ask for GetSearchResults",
        ),
    ],
)
def test_answer_that_is_no_list_is_told_in_a_sentence(body: bytes, sentence: str) -> None:
    with pytest.raises(Unreadable) as raised:
        read(body, SOURCE)
    assert str(raised.value) == sentence


@pytest.mark.parametrize(
    ("day", "weekdays"),
    [
        (0, [6]),
        ("1", [0]),
        (6.0, [5]),
        ("Sunday", [6]),
        ("Mittwoch", [2]),
        ("jueves", [3]),
        ([2], [1]),
        (["1", "Friday"], [0, 4]),
        ([1, 3, 1], [0, 2]),
        ("1,3", [0, 2]),
    ],
)
def test_day_is_a_number_a_name_or_a_list(day: object, weekdays: list[int]) -> None:
    assert [meeting.weekday for meeting in reading(row(day=day)).meetings] == weekdays


def test_day_that_joins_a_list_leaves_the_others_what_they_are() -> None:
    before, after = (reading(row(day=days)).meetings for days in ([2], [1, 2]))
    assert {meeting.id for meeting in before} < {meeting.id for meeting in after}
    assert len(after) == 2


@pytest.mark.parametrize(
    ("time", "start"),
    [("19:30", 1170), ("7:30 PM", 1170), ("12:15 AM", 15), ("12:00 p.m.", 720), ("19:30:00", 1170),
     ("noon", 720), ("00:00", 0), ("23:59", 1439)],
)  # fmt: skip
def test_time_has_twelve_hours_or_twenty_four(time: str, start: int) -> None:
    assert one(time=time, end_time=None).start == start


@pytest.mark.parametrize(
    ("start", "end", "duration"),
    [
        ("19:30", "21:00", 90),
        ("23:30", "00:45", 75),
        ("7:00 PM", "8:15 PM", 75),
        ("19:30", None, 0),
        ("19:30", "", 0),
        ("23:00", "24:00", 60),
    ],
)
def test_end_is_on_the_next_day_when_it_is_before_the_start(
    start: str, end: str | None, duration: int
) -> None:
    assert one(time=start, end_time=end).duration == duration
    assert problems(time=start, end_time=end) == []


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"attendance_option": "inactive"}, "temporarily closed"),
        ({"attendance_option": "", "types": ["TC"]}, "temporarily closed"),
        ({"name": "Hope (SUSPENDED)"}, "suspended"),
        ({"day": None}, "by appointment"),
        ({"day": "", "time": ""}, "by appointment"),
        ({"day": []}, "by appointment"),
        ({"time": None}, "by appointment"),
        ({"day": 9}, "no day or time"),
        ({"day": True}, "by appointment"),
        ({"time": "25:99"}, "no day or time"),
    ],
)
def test_row_that_callers_must_not_hear_is_left_out(fields: dict[str, object], why: str) -> None:
    assert left_out(**fields) == {why: 1}


@pytest.mark.parametrize(
    ("field", "value", "done"),
    [
        ("day", [1, "Blursday"], "“Blursday” is no day: left out"),
        ("time", "25:99", "“25:99” is no time: left out"),
        ("end_time", "late", "“late” is no time: taken as 60 minutes"),
        ("end_time", "19:30", "the same as its time: taken as 60 minutes"),
        ("end_time", "08:30", "13 hours after its time: taken as 60 minutes"),
        ("timezone", "Mars/Olympus", "“Mars/Olympus” is no time zone: taken as America/New_York"),
        ("latitude", "ninety", "no point on the earth: not found by nearness"),
        ("latitude", 0, "not in US: not found by nearness"),
        ("attendance_option", "maybe", "“maybe” is no kind of venue: taken as a place"),
        ("types", ["O", "C"], "open and closed at once: neither is said"),
        ("name", "", "missing: called by its venue"),
        ("slug", "", "missing: told apart by day, time, name and address"),
    ],
)
def test_bad_value_is_a_problem(field: str, value: object, done: str) -> None:
    assert problems(**{field: value}) == [(field, done)]


def test_row_without_a_name_is_called_by_its_group() -> None:
    assert one(name=None, group="Hopeful").name == "Hopeful"
    assert problems(name=None, group="Hopeful") == [("name", "missing: called by its group")]


def test_row_that_is_no_object_is_left_out() -> None:
    found = reading(row(), 17)
    assert (len(found.meetings), found.left_out) == (1, {"not readable": 1})
    assert found.problems == (Problem("number 2", "", "is no object: left out"),)


def test_second_row_with_a_slug_is_another_meeting_or_the_same() -> None:
    same = reading(row(), row())
    assert [meeting.name for meeting in same.meetings] == ["Hope on Main"]
    assert same.left_out == {"listed twice": 1}
    assert same.problems == (Problem("hope", "slug", "the same row again: left out"),)
    changes: tuple[dict[str, object], ...] = (
        {"day": 1},
        {"name": "Hope"},
        {"notes": "in the park"},
        {"location": "Hall"},
    )
    for fields in changes:
        other = reading(row(), row(**fields), row(**fields))
        assert (len(other.meetings), other.left_out) == (2, {"listed twice": 1})
        assert other.problems[0] == Problem("hope", "slug", TOLD_APART)
        again = reading(row(types=["C"]), row(**fields))
        assert again.meetings[1].id == other.meetings[1].id
    three = reading(row(), row(notes="in the park"), row(notes="by the lake"))
    assert len({meeting.id for meeting in three.meetings}) == 3


def test_row_without_an_id_that_comes_again_is_one_problem() -> None:
    found = reading(row(slug=""), row(slug=""))
    assert [problem.done for problem in found.problems] == [
        "missing: told apart by day, time, name and address",
        "the same row again: left out",
    ]
    elsewhere = row(slug="", formatted_address="9 Elm St, Troy, NY 12180, USA")
    assert len(reading(row(slug=""), elsewhere).meetings) == 2


def test_row_without_a_slug_is_told_apart_by_its_id() -> None:
    assert one(slug=None, id=17).id == meeting_id("guide", "17")


NUMBER = "+15185550142,,12345678#"
LINK = "https://zoom.us/j/1"


@pytest.mark.parametrize(
    ("fields", "venue", "spoken"),
    [
        ({}, "place", ""),
        ({"attendance_option": "online", "conference_phone": NUMBER}, "phone", "518"),
        ({"attendance_option": "online", "conference_url": LINK}, "online", ""),
        ({"attendance_option": "hybrid", "conference_url": LINK}, "hybrid", ""),
        ({"attendance_option": "hybrid", "conference_phone": NUMBER}, "hybrid", "518"),
        ({"attendance_option": None, "conference_phone": NUMBER}, "hybrid", "518"),
        ({"attendance_option": None, "types": ["ONL"], "approximate": "yes"}, "online", ""),
        (
            {"attendance_option": None, "conference_phone": NUMBER, "approximate": "yes"},
            "phone",
            "518",
        ),
        ({"attendance_option": None, "types": ["TC"], "conference_phone": NUMBER}, "phone", "518"),
        ({"attendance_option": None, "types": ["TC", "ONL"]}, "online", ""),
        ({"attendance_option": None}, "place", ""),
    ],
)
def test_venue_is_how_one_attends(fields: dict[str, object], venue: str, spoken: str) -> None:
    meeting = one(**fields)
    digits = "".join(filter(str.isdigit, meeting.spoken_phone.get("en", "")))[:3]
    assert (meeting.venue, digits) == (venue, spoken)
    assert bool(meeting.spoken_place) == (venue in ("place", "hybrid"))


@pytest.mark.parametrize(
    ("note", "digits"),
    [
        ("Phone: 518-555-0142 Meeting ID: 12345678 Passcode: 4321", "5185550142123456784321"),
        ("One tap mobile: +15185550142,,12345678#", "518555014212345678"),
        ("Call Pat at 518-555-0142 for the link", ""),
        ("Meeting ID: 123 456 7890", ""),
    ],
)
def test_number_in_a_note_counts_if_it_is_clearly_a_bridge(note: str, digits: str) -> None:
    meeting = one(attendance_option="online", conference_url=LINK, notes=note)
    assert "".join(filter(str.isdigit, meeting.spoken_phone.get("en", ""))) == digits


def test_passcode_that_stands_with_the_link_is_said_with_the_number() -> None:
    fields = {"conference_url_notes": "Meeting ID: 123 456 78 Password: 4321"}
    meeting = one(attendance_option="online", conference_phone=NUMBER, **fields)
    said = meeting.spoken_phone["en"]
    assert "".join(filter(str.isdigit, said)) == "5185550142123456784321"
    other = one(
        attendance_option="online",
        conference_phone=NUMBER,
        conference_url_notes="Meeting ID: 999 888 77 Password: 4321",
    )
    assert "4 3 2 1" not in other.spoken_phone["en"]


def test_notes_are_said_without_the_ways_in() -> None:
    notes = (
        f"Zoom: {LINK} Phone: 1-518-555-0142 Zoom Meeting ID: 123 456 78 pwd.. 4321\nBring a chair."
    )
    assert one(notes=notes, location_notes="Password: Welcome1").spoken_details == "Bring a chair"


@pytest.mark.parametrize(
    "note",
    [
        "This is a closed women's meeting.\nRing the bell",
        "Alateen meeting #6275 at the same time",
        "No password required",
        "Phone Pat if the door is locked",
        "Room number 12",
        "Bring ID",
    ],
)
def test_notes_keep_what_is_no_way_in(note: str) -> None:
    assert described(note) == note


def test_letters_mean_what_their_fellowship_says() -> None:
    said = {
        name: reading(
            row(types=["C", "B", "SP", "SPK", "12x12", "jft", "S", "X"]),
            source=dataclasses.replace(SOURCE, fellowship=name),
        ).meetings[0]
        for name in ("na", "aa", "other")
    }
    assert {name: meeting.formats for name, meeting in said.items()} == {
        "na": ("speaker", "jft", "wheelchair", "in-es"),
        "aa": ("speaker", "step", "tradition", "literature", "wheelchair", "in-es"),
        "other": ("speaker", "wheelchair", "in-es"),
    }
    assert {meeting.access for meeting in said.values()} == {"closed"}


@pytest.mark.parametrize(
    ("types", "formats"),
    [
        (["Big Book", "Wheelchair Access"], ("literature", "wheelchair")),
        ("Orador, Mujeres", ("speaker", "women")),
        (["Step Study", "Español"], ("step", "in-es")),
        (["POL"], ("in-pl",)),
        ([None, {}, 7, "?", ""], ()),
        (None, ()),
    ],
)
def test_types_are_codes_or_names(types: object, formats: tuple[str, ...]) -> None:
    assert one(types=types).formats == formats


def test_what_is_at_a_place_is_not_said_by_telephone() -> None:
    fields = {"attendance_option": "online", "conference_phone": NUMBER}
    assert one(types=["X", "W", "CF"], **fields).formats == ("women",)


@pytest.mark.parametrize(
    "fields",
    [
        {"latitude": 42.65, "longitude": -73.75},
        {"latitude": "42.65", "longitude": "-73.75"},
        {"latitude": "42.65,-73.75", "longitude": None},
        {"latitude": None, "longitude": None, "coordinates": "42.65, -73.75"},
    ],
)
def test_point_is_a_pair_or_one_text(fields: dict[str, object]) -> None:
    meeting = one(**fields)
    assert (meeting.latitude, meeting.longitude) == (42.65, -73.75)


def test_point_of_a_town_is_near_enough_and_that_of_a_state_is_not() -> None:
    town = one(approximate="yes", latitude=42.6526, longitude=-73.7562)
    assert (town.latitude, town.longitude) == (42.65, -73.76)
    state = one(approximate="yes", formatted_address="New York, USA")
    assert (state.latitude, state.longitude, state.state) == (None, None, "New York")


def test_sign_that_was_lost_makes_no_point_and_no_zone() -> None:
    found = reading(row(longitude=73.75))
    (meeting,) = found.meetings
    assert (meeting.latitude, meeting.time_zone) == (None, "America/New_York")
    assert found.problems == (Problem("hope", "latitude", "not in US: not found by nearness"),)


DENVER = {
    "latitude": 39.74,
    "longitude": -104.99,
    "formatted_address": "12 Main St, Denver, CO 80202, USA",
}


@pytest.mark.parametrize(
    ("fields", "zone", "told"),
    [
        ({}, "America/New_York", False),
        ({"timezone": "America/Phoenix", **DENVER}, "America/Phoenix", False),
        (DENVER, "America/Denver", False),
        ({"name": "Hope - 7:30pm Eastern", **DENVER}, "America/Denver", True),
        ({"name": "Hope - 7:30pm Eastern", "attendance_option": "hybrid",
          "conference_url": LINK, **DENVER}, "America/New_York", True),
        ({"name": "Hope 7:30 PM (Pacific)", "attendance_option": "online",
          "conference_url": LINK}, "America/Los_Angeles", True),
        ({"name": "Hope 7:30 PM Eastern", "attendance_option": "online",
          "conference_url": LINK}, "America/New_York", False),
        ({"name": "Hope 7:30 PM UK time", "attendance_option": "online",
          "conference_url": LINK}, "Europe/London", True),
        # Not the row's own time: nobody knows which of the two is meant.
        ({"name": "Hope 4:30 PM Pacific", "attendance_option": "online",
          "conference_url": LINK}, "America/New_York", False),
        ({"name": "Eastern Star", "attendance_option": "online",
          "conference_url": LINK}, "America/New_York", False),
    ],
)  # fmt: skip
def test_zone_is_the_rows_or_its_names_or_its_places(
    fields: dict[str, object], zone: str, told: bool
) -> None:
    found = reading(row(**fields))
    assert found.meetings[0].time_zone == zone
    assert [problem.field for problem in found.problems] == ["timezone"] * told


def test_parts_of_an_address_need_no_line() -> None:
    parts = {"address": "12 Main St", "city": "Albany", "state": "NY", "postal_code": 12207}
    meeting = one(formatted_address=None, country="USA", **parts)
    assert meeting == one()


def test_address_may_stand_in_its_first_part() -> None:
    meeting = one(formatted_address=None, address="12 Main St, Albany, NY 12207, USA")
    assert meeting == one()


def test_markup_is_not_said_and_not_kept() -> None:
    meeting = one(name="<b>Hope</b> &amp; Joy\u202a", notes="<p>Ring&nbsp;twice</p>")
    assert (meeting.name, meeting.spoken_name) == ("Hope & Joy", "Hope and Joy")
    assert meeting.spoken_details == "side door, Ring twice"


def test_weeks_in_which_it_is_held_are_said_by_themselves() -> None:
    found = one(notes="Big Book. Meets the 2nd and 4th Sundays of the month only. Park behind.")
    assert found.spoken_limits == "Meets the 2nd and 4th Sundays of the month only"
    assert found.spoken_details == "side door, Big Book. Park behind"
    found = one(group_notes="No meeting last Sunday of the month")
    assert found.spoken_limits == "No meeting last Sunday of the month"
    assert one(group_notes="No meeting last Thursday of the month").spoken_limits == ""
    assert one(group_notes="Bring a friend").spoken_details == "side door, Bring a friend"


def test_way_to_the_door_is_not_told_who_comes_by_screen() -> None:
    link = {"conference_url": "https://zoom.us/j/1", "notes": "Big Book"}
    assert one(attendance_option="hybrid", **link).spoken_details == "side door, Big Book"
    assert one(attendance_option="online", **link).spoken_details == "Big Book"


def test_district_in_the_place_of_the_venue_is_none() -> None:
    district = {"group": "District 3", "location": "District 3"}
    here = row(slug="1", location_notes="Troy Library\nside door", **district)
    there = row(slug="2", location_notes="", formatted_address="9 Elm St, Troy, NY", **district)
    found = reading(here, there).meetings
    assert [meeting.place for meeting in found] == ["Troy Library", ""]
    assert [meeting.spoken_details for meeting in found] == ["side door", ""]
    # One address alone is a group that is called like its house.
    assert reading(here).meetings[0].place == "District 3"


def test_list_of_types_is_no_name() -> None:
    name = "Closed, Discussion, Location Temporarily Closed, Men, Online Meeting, Wheelchair Access"
    assert one(name=name).name == "Grace Church"
    assert one(name=name, group="Hope Group").name == "Hope Group"
    assert problems(name=name)[0] == (
        "name",
        "is a list of types: called by its group or venue",
    )
    for kept in ("Experience, Strength, and Hope", "Women, Men", "Open, Honest, Willing"):
        assert one(name=kept).name == kept


def test_bridge_of_a_bmlt_server_has_nas_letters_and_whole_days() -> None:
    (meeting,) = reading(bridged()).meetings
    assert (meeting.formats, meeting.access) == (("speaker", "jft"), "open")
    assert (meeting.latitude, meeting.town, meeting.postcode) == (42.65, "Albany", "12207")
    (marathon,) = reading(bridged(end_time="19:30")).meetings
    assert marathon.duration == 1440
    online = {"coordinates": None, "conference_url": LINK, "location": "Zoom"}
    (virtual,) = reading(bridged(**online)).meetings
    assert virtual.venue == "online"


def test_contacts_of_a_group_never_get_into_a_meeting() -> None:
    said = str(one(email="us@example.org", phone="518-555-0198"))
    assert [word for word in ("0199", "0198", "example", "Nobody") if word in said] == []


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner),
    max_leaves=6,
)
odd_rows = st.dictionaries(st.sampled_from(sorted(row() | bridged())), json_values)


def tolerant(body: bytes) -> None:
    with suppress(Unreadable):
        read(body, SOURCE)


@settings(max_examples=80, deadline=None)
@given(st.binary() | st.text().map(str.encode))
def test_any_bytes_raise_nothing_else(body: bytes) -> None:
    tolerant(body)


@settings(max_examples=80, deadline=None)
@given(json_values | st.lists(odd_rows | json_values, max_size=4))
def test_any_json_raises_nothing_else(value: Any) -> None:
    tolerant(json.dumps(value).encode())


@settings(max_examples=150, deadline=None)
@given(odd_rows, st.sampled_from((row, bridged)))
def test_any_fields_raise_nothing_else(fields: dict[str, Any], good: Any) -> None:
    tolerant(json.dumps([good(**fields)]).encode())


LISTS = sorted([*FEEDS.glob("tsml_*.json"), *FEEDS.glob("bmlt*.json*")])


@pytest.mark.skipif(not LISTS, reason=f"{FEEDS} is not on this machine")
@settings(max_examples=80, deadline=None)
@given(data=st.data())
def test_any_change_of_a_real_list_raises_nothing_else(data: st.DataObject) -> None:
    """A piece of it is cut out, doubled, or written over."""
    kind = data.draw(st.sampled_from(("tsml", "bmlt")))
    body = data.draw(st.sampled_from(LISTS)).read_bytes()[:20_000]
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(body)))
        until = min(len(body), at + data.draw(st.integers(0, 300)))
        other = data.draw(
            st.just(b"") | st.binary(max_size=9) | st.just(body[at:until] * 2)
            | st.sampled_from((b'"', b"}", b"null", b"[]", b"\\u", b"1e400", b"\xff", b"\0"))
        )  # fmt: skip
        body = body[:at] + other + body[until:]
    # A piece of a list is no JSON: its rows are closed again, so that some are read.
    whole = body[: body.rfind(b"},") + 1] + b"]"
    for each in (body, whole):
        with suppress(Unreadable):
            KINDS[kind].read(each, SOURCE, date(2026, 2, 4))
