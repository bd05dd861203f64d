"""What becomes of a BMLT server's answer, good or odd."""

import dataclasses
import json
from contextlib import suppress
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ivr.schedule.meeting import Meeting, Problem, meeting_id
from ivr.schedule.sources.bmlt import REDUCED, more, read, request
from ivr.schedule.sources.entry import Entry
from ivr.schedule.sources.reading import Reading, Unreadable
from ivr.schedule.sources.venue import attending, dialled
from ivr.schedule.spoken import LANGUAGES
from tests.schedule.conftest import source
from tests.schedule.hope import hope
from tests.schedule.rows import row

SOURCE = source("https://bmlt.example.org/main_server/")


def reading(*rows: object) -> Reading:
    return read(json.dumps(rows).encode(), SOURCE)


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
                id=meeting_id("upstate", "1"),
                source="upstate",
                formats=("discussion",),
                language="en",
                latitude=42.65,
                longitude=-73.75,
                street="12 Main St.",
            ),
        ),
    )


@pytest.mark.parametrize(
    ("url", "asked"),
    [
        ("https://b.org/main_server/", True),
        ("https://b.org/main_server", True),
        ("https://b.org/main_server/index.php", True),
        ("https://b.org/main_server/client_interface/json/?switcher=GetSearchResults", False),
        ("http://127.0.0.1:1/list.json", False),
        ("https://b.org/?list=1", False),
        ("/lists/upstate.json", False),
    ],
)
def test_request_asks_a_root_for_the_whole_list(url: str, asked: bool) -> None:
    whole = (
        "https://b.org/main_server/client_interface/json/"
        "?switcher=GetSearchResults&get_used_formats=1&sort_keys=id_bigint"
    )
    assert request(source(url)) == (whole if asked else url)


def test_pages_go_on_until_one_is_not_full() -> None:
    asked = "https://b.org/client_interface/json/?switcher=GetSearchResults&services[]=3&page_size="
    two, one = (
        json.dumps([row(id_bigint=str(each)) for each in range(n)]).encode() for n in (2, 1)
    )
    second = more(f"{asked}2", two)
    assert second == f"{asked.replace('[]', '%5B%5D')}2&page_num=2"
    assert more(second, two) == second.replace("page_num=2", "page_num=3")
    assert [more(second, body) for body in (one, b"[]", b"{}")] == ["", "", ""]
    assert [more(f"{asked}{size}", two) for size in ("", "0", "3", "-1", "x")] == [""] * 5


@pytest.mark.parametrize("escaped", ["\\ud800", "\\udc00x", "\\ud83d\\ud83d\\ude00"])
def test_half_a_letter_spoils_no_list(escaped: str) -> None:
    body = json.dumps([row(meeting_name="Hope")]).replace("Hope", f"Hope {escaped}").encode()
    (meeting,) = read(body, SOURCE).meetings
    assert meeting.name.startswith("Hope")


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "latin-1", "cp1252", "utf-16", "utf-16-le"]
)
def test_letters_come_through_whatever_the_header_says(encoding: str) -> None:
    text = json.dumps([row(meeting_name="Añón à l’Été"[:5])], ensure_ascii=False)
    assert read(text.encode(encoding), SOURCE) == reading(row(meeting_name="Añón "))


def test_zeros_between_letters_are_not_there() -> None:
    assert read(json.dumps([row()]).encode() + b"\0\0", SOURCE) == reading(row())


FRAMES = [
    "{rows}",
    '{{"meetings": {rows}, "formats": []}}',
    '{{"meetings": {rows}}}',
    "/**/callback({rows});",
    "my.$call({rows})\n",
    "\ufeff {rows}",
    '/**/callback({{"meetings": {rows}, "formats": {{}}}});',
]


@pytest.mark.parametrize("frame", FRAMES)
def test_shapes_of_an_answer_hold_the_same(frame: str) -> None:
    body = frame.format(rows=json.dumps([row()])).encode()
    assert read(body, SOURCE) == reading(row())


@pytest.mark.parametrize(
    "body", [b"[]", b"{}", b" {} ", b'{"meetings": [], "formats": []}', b'{"meetings": {}}']
)
def test_empty_answer_has_no_rows(body: bytes) -> None:
    assert read(body, SOURCE) == Reading(rows=0, meetings=())


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        (b"", "answered with something that is not a JSON list"),
        (b"null", "answered with something that is not a JSON list"),
        (b'"x"', "answered with something that is not a JSON list"),
        (b"callback(", "answered with something that is not a JSON list"),
        (b"[", "answered with something that is not JSON"),
        (b"[1,]", "answered with something that is not JSON"),
        (b"[" * 100_000, "answered with something that is not JSON"),
        (b'{"meetings": [', "answered with something that is not JSON"),
        (b'[{"meeting_name": "Hope"}]', REDUCED),
        (b'[{"slug": "hope", "day": 1}]', 'answered with a Meeting Guide list: its kind is "tsml"'),
        (
            b'[{"key_string": "O", "name_string": "Open"}]',
            "answered with formats only, and no meetings: ask for GetSearchResults",
        ),
        (
            b'[{"id": "1", "parent_id": "0", "helpline": ""}]',
            "answered with service bodies, and no meetings: ask for GetSearchResults",
        ),
        (
            b'[{"version": "4.2.7", "versionInt": "4002007"}]',
            "answered with what server it is, and no meetings: ask for GetSearchResults",
        ),
        (b"[1, null, []]", "answered with a JSON list in which nothing is a meeting"),
        (b"\n <!DOCTYPE html>", "answered with a web page instead of a list"),
        (b'{"message": "No such\\n\\u001b[1mthing. "}', 'answered "No such [1mthing"'),
        (b'{"error": {"code": 5}}', "answered \"{'code': 5}\""),
        (
            b'{"formats": [{"id": "1"}]}',
            "answered with formats only, and no meetings: ask for GetSearchResults",
        ),
    ],
)
def test_answer_that_is_no_list_is_told_in_a_sentence(body: bytes, sentence: str) -> None:
    with pytest.raises(Unreadable) as raised:
        read(body, SOURCE)
    assert str(raised.value) == sentence


def test_list_that_would_take_all_memory_is_refused() -> None:
    with pytest.raises(Unreadable, match="has more values than any list of meetings"):
        read(b"[" + b"1," * 6_000_000 + b"1]", SOURCE)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner),
    max_leaves=6,
)
odd_rows = st.dictionaries(st.sampled_from(sorted(row())), json_values)


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


@settings(max_examples=120, deadline=None)
@given(odd_rows, st.sampled_from(FRAMES))
def test_any_fields_raise_nothing_else(fields: dict[str, Any], frame: str) -> None:
    tolerant(frame.format(rows=json.dumps([row(**fields)])).encode())


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"published": "0"}, "not published"),
        ({"published": 0}, "not published"),
        ({"meeting_name": "Hope (SUSPENDED)"}, "suspended"),
        ({"meeting_name": "Hope (suspended until May)"}, "suspended"),
        ({"formats": "O,TC"}, "temporarily closed"),
        ({"weekday_tinyint": ""}, "no day or time"),
        ({"weekday_tinyint": "9"}, "no day or time"),
        ({"start_time": None}, "no day or time"),
        ({"start_time": "25:99"}, "no day or time"),
        ({"start_time": "24:00:00"}, "no day or time"),
    ],
)
def test_row_that_callers_must_not_hear_is_left_out(fields: dict[str, object], why: str) -> None:
    assert left_out(**fields) == {why: 1}


@pytest.mark.parametrize(
    ("field", "value", "done"),
    [
        ("weekday_tinyint", "9", "“9” is no day: left out"),
        ("weekday_tinyint", "", "missing: left out"),
        ("start_time", "25:99", "“25:99” is no time: left out"),
        ("start_time", [], "missing: left out"),
        ("duration_time", "blah", "“blah” is no length: taken as 60 minutes"),
        ("duration_time", "25:00:00", "“25:00:00” is no length: taken as 60 minutes"),
        ("time_zone", "Mars/Olympus", "“Mars/Olympus” is no time zone: taken as America/New_York"),
        ("latitude", "0", "not in US: not found by nearness"),
        ("latitude", "ninety", "no point on the earth: not found by nearness"),
        ("latitude", "1e999", "no point on the earth: not found by nearness"),
        ("venue_type", "", "missing: taken as a place"),
        ("venue_type", "7", "“7” is no kind of venue: taken as a place"),
        ("formats", "O,C", "open and closed at once: neither is said"),
        ("meeting_name", "", "missing: called by its venue"),
        ("phone_meeting_number", "Passcode 508359", "no telephone number in it: not said"),
        ("id_bigint", "", "missing: told apart by day, time, name and address"),
    ],
)
def test_bad_value_is_a_problem(field: str, value: object, done: str) -> None:
    assert problems(**{field: value}) == [(field, done)]


def test_point_that_was_never_located_is_no_point() -> None:
    assert problems(latitude="0", longitude="0") == [
        ("latitude", "no point on the earth: not found by nearness")
    ]
    assert one(latitude="0", longitude="0").latitude is None
    assert problems(latitude="", longitude="") == []


def test_row_that_is_no_object_is_left_out() -> None:
    found = reading(row(), 17)
    assert (len(found.meetings), found.left_out) == (1, {"not readable": 1})
    assert found.problems == (Problem("number 2", "", "is no object: left out"),)


def test_second_row_with_an_id_is_another_meeting_or_the_same() -> None:
    found = reading(row(), row(meeting_name="Other"), row())
    assert [meeting.name for meeting in found.meetings] == ["Hope on Main", "Other"]
    assert found.left_out == {"listed twice": 1}
    assert found.problems == (
        Problem("1", "id_bigint", "another meeting has it: told apart by what they say"),
        Problem("1", "id_bigint", "the same row again: left out"),
    )


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("", 0), ("00:00:00", 0), ("24:00:00", 1440), ("07:00", 420), ("00:35:00", 35)],
)
def test_duration_is_kept_where_it_makes_sense(text: str, minutes: int) -> None:
    assert (one(duration_time=text).duration, problems(duration_time=text)) == (minutes, [])


@pytest.mark.parametrize(("text", "start"), [("00:00:00", 0), ("23:59:00", 1439), ("9:05", 545)])
def test_start_stays_what_it_is(text: str, start: int) -> None:
    assert one(start_time=text).start == start


@pytest.mark.parametrize(("day", "weekday"), [("1", 6), ("2", 0), ("7", 5), (3, 1)])
def test_first_day_of_the_week_is_sunday(day: object, weekday: int) -> None:
    assert one(weekday_tinyint=day).weekday == weekday


@pytest.mark.parametrize(
    ("text", "language"), [("es", "es"), ("en-US", "en"), ("", "en"), ("Spanish", "en")]
)
def test_language_is_the_rows_or_the_lists(text: str, language: str) -> None:
    assert one(lang_enum=text).language == language


def test_zone_is_the_rows_or_the_lists() -> None:
    zones = [one(time_zone=zone).time_zone for zone in ("America/Denver", "", "../etc/passwd")]
    assert zones == ["America/Denver", "America/New_York", "America/New_York"]


@pytest.mark.parametrize(
    ("text", "state"), [("NY", "New York"), ("n.y.", "New York"), ("Jalisco", "Jalisco"), ("", "")]
)
def test_state_is_said_in_words(text: str, state: str) -> None:
    assert one(location_province=text).state == state


def test_state_of_a_country_without_codes_here_is_as_it_is() -> None:
    body = json.dumps([row(location_province="CA")]).encode()
    (meeting,) = read(body, dataclasses.replace(SOURCE, country="DE")).meetings
    assert meeting.state == "CA"


NUMBER = "+1 518 555 0142"
LINK = "https://zoom.us/j/1"


@pytest.mark.parametrize(
    ("fields", "venue", "spoken"),
    [
        ({"venue_type": "1"}, "place", ""),
        ({"venue_type": "1", "virtual_meeting_link": LINK}, "hybrid", ""),
        ({"venue_type": "2", "phone_meeting_number": NUMBER}, "phone", "518"),
        (
            {
                "venue_type": "2",
                "phone_meeting_number": NUMBER,
                "virtual_meeting_link": LINK,
            },
            "phone",
            "518",
        ),
        ({"venue_type": "2", "virtual_meeting_link": LINK}, "online", ""),
        ({"venue_type": "2", "comments": LINK}, "online", ""),
        ({"venue_type": "3", "virtual_meeting_link": LINK}, "hybrid", ""),
        ({"venue_type": "3", "phone_meeting_number": NUMBER}, "hybrid", "518"),
        ({"venue_type": "3"}, "place", ""),
        ({"venue_type": "", "formats": "HY", "virtual_meeting_link": LINK}, "hybrid", ""),
        ({"venue_type": "", "formats": "VM", "location_street": ""}, "online", ""),
        (
            {"venue_type": "", "location_street": "", "phone_meeting_number": NUMBER},
            "phone",
            "518",
        ),
        ({"formats": "TC,VM"}, "online", ""),
        ({"formats": "TC", "virtual_meeting_link": LINK}, "online", ""),
        ({"formats": "TC", "phone_meeting_number": NUMBER}, "phone", "518"),
    ],
)
def test_venue_is_how_one_attends(fields: dict[str, object], venue: str, spoken: str) -> None:
    meeting = one(**fields)
    digits = "".join(filter(str.isdigit, meeting.spoken_phone.get("es", "")))[:3]
    assert (meeting.venue, digits) == (venue, spoken)
    assert bool(meeting.spoken_place) == (venue in ("place", "hybrid"))
    assert bool(meeting.state) == (venue in ("place", "hybrid"))
    assert b"zoom" not in msgspec.json.encode(meeting)


def test_virtual_meeting_without_a_door_is_a_problem() -> None:
    told = ("virtual_meeting_link", "no link and no number: callers hear neither")
    assert problems(venue_type="2") == [told]
    assert problems(venue_type="3") == [told]


def test_place_without_address_is_a_problem() -> None:
    fields = {"location_street": "", "location_text": "", "location_municipality": ""}
    assert problems(**fields) == [("location_street", "no address: callers hear none")]


@pytest.mark.parametrize(
    ("field", "more", "digits"),
    [
        ("518-555-0142", "", "5185550142"),
        ("518-555-0142,,12345678#", "Meeting ID: 123 456 78", "518555014212345678"),
        ("518-555-0142", "ID 12345678", "518555014212345678"),
        ("518-555-0142", "Press *6 to unmute", "5185550142"),
        ("", "Dial-in 518 555 0142 ID 12345678", "518555014212345678"),
        ("Passcode 12345678", "", ""),
        ("", "ID 12345678", ""),
    ],
)
def test_phone_comes_with_its_codes(field: str, more: str, digits: str) -> None:
    spoken = {
        language: "".join(filter(str.isdigit, said))
        for language, said in dialled((field, more), "US").items()
    }
    assert spoken == (dict.fromkeys(LANGUAGES, digits) if digits else {})


def test_closed_place_without_a_door_is_nowhere() -> None:
    meanings = frozenset({"temporarily closed"})
    entry = Entry(label="1", weekday=0, start=0, attended="virtual", meanings=meanings)
    assert attending(entry, phoned=False).venue is None


def test_contacts_of_a_group_never_get_into_a_meeting() -> None:
    said = str(one(contact_phone_2="518-555-0198", email_contact="me@example.org"))
    assert "0199" not in said
    assert "0198" not in said
    assert "example.org" not in said
    assert "Nobody" not in said


TABLE = [
    {"id": "3", "key_string": "Ö", "world_id": "OPEN"},
    {"id": "4", "key_string": "O", "world_id": "TC"},
    {"id": "5", "key_string": "St", "world_id": ""},
    {"id": "6", "key_string": "K", "world_id": "W"},
    "no object",
]


@pytest.mark.parametrize(
    ("keys", "ids", "access", "formats"),
    [
        ("Ö", "", "open", ()),
        ("", "3,6", "open", ("women",)),
        ("St,K", "", "", ("step", "women")),
        ("C,WC", "", "", ()),
        ("unknown, ,St", "99", "", ("step",)),
    ],
)
def test_formats_mean_what_their_server_says(
    keys: str, ids: str, access: str, formats: tuple[str, ...]
) -> None:
    body = {"meetings": [row(formats=keys, format_shared_id_list=ids)], "formats": TABLE}
    (meeting,) = read(json.dumps(body).encode(), SOURCE).meetings
    assert (meeting.access, meeting.formats) == (access, formats)


def test_temporarily_closed_is_known_by_its_world_id() -> None:
    body = json.dumps({"meetings": [row(formats="O")], "formats": TABLE}).encode()
    assert read(body, SOURCE).left_out == {"temporarily closed": 1}


def test_label_before_an_old_value_is_not_said() -> None:
    assert one(comments="Note#@-@#Use the side door").spoken_details == (
        "side door, Use the side door"
    )


def test_long_details_are_cut() -> None:
    assert len(one(comments="word " * 100).spoken_details.split()) <= 25
