"""Which kind a list is, by its address and by its bytes."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ivr.schedule.sources import KINDS
from ivr.schedule.sources.reading import Unreadable
from ivr.schedule.sources.recognise import Recognised, by_url, recognise
from tests.schedule.damage import damaged
from tests.schedule.rows import row
from tests.schedule.test_naws import COLUMNS, export

FEEDS = Path(__file__).parents[3] / "shared" / "feeds"
here = pytest.mark.skipif(not FEEDS.is_dir(), reason=f"{FEEDS} is not on this machine")
SHEET = "https://docs.google.com/spreadsheets/d"


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("https://b.org/main_server", "bmlt"),
        ("https://b.org/main_server/", "bmlt"),
        ("https://b.org/x/main_server/index.php", "bmlt"),
        ("https://b.org/x/client_interface/json/?switcher=GetSearchResults", "bmlt"),
        ("https://b.org/x/client_interface/jsonp/?switcher=GetSearchResults", "bmlt"),
        ("https://b.org/x/client_interface/tsml/?switcher=GetSearchResults", "tsml"),
        ("https://b.org/x/client_interface/csv/?switcher=GetNAWSDump&sb_id=1", "naws"),
        ("https://b.org/a.ics", "ical"),
        ("https://b.org/a.ICS?key=1", "ical"),
        ("webcal://b.org/calendar", "ical"),
        ("/lists/a.ics", "ical"),
        (f"{SHEET}/1AbCdEfGhIjKlMnOpQrStUvWxYz/edit#gid=0", "sheet"),
        (f"{SHEET}/e/2PACX-1vAbCdEfGhIjKlMnOpQr/pub?gid=0&single=true&output=csv", "sheet"),
        ("https://sheets.googleapis.com/v4/spreadsheets/x/values/A1:ZZ?key=1", "sheet"),
        ("https://b.org/wp-admin/admin-ajax.php?action=meetings", ""),
        ("https://b.org/main_server/local/list.json", ""),
        ("https://b.org/a.csv", ""),
        ("/lists/a.json", ""),
        ("", ""),
    ],
)
def test_address(url: str, kind: str) -> None:
    assert by_url(url) == kind


GUIDE = {"name": "Hope", "slug": "hope", "day": 0, "time": "19:30", "types": ["O"]}


@pytest.mark.parametrize(
    ("body", "kind", "how"),
    [
        (json.dumps([row()]), "bmlt", "by its rows: weekday_tinyint"),
        (f"/**/x({json.dumps([row()])});", "bmlt", "by its rows: weekday_tinyint"),
        ('[{"id_bigint": "1", "meeting_name": "Hope"}]', "bmlt", "by its rows: id_bigint"),
        ('{"meetings": [], "formats": []}', "bmlt", "by its formats beside the meetings"),
        (json.dumps([GUIDE]), "tsml", "by its rows: slug, day, time, types"),
        ("\ufeff " + json.dumps({"meetings": [GUIDE]}), "tsml",
         "by its rows: slug, day, time, types"),
        ('{"values": [["Day"]]}', "sheet", "by its values, as Google's API has them"),
        ("begin:vcalendar\r\n", "ical", "by its first line: BEGIN:VCALENDAR"),
        (export({}).decode(), "naws", "by its columns: CommitteeName, AreaRegion, WheelChr"),
        ("Day,Time,Name\n", "sheet", "by its columns: day, time and name"),
        ("Our list\n\nJour;Heure;Nom\n", "sheet", "by its columns: day, time and name in row 3"),
    ],
)  # fmt: skip
def test_bytes(body: str, kind: str, how: str) -> None:
    assert recognise("https://b.org/list", body.encode()) == Recognised(kind, how)
    assert kind in KINDS


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_other_encodings(encoding: str) -> None:
    body = ",".join(COLUMNS).encode(encoding)
    assert recognise("https://b.org/list", body).kind == "naws"
    assert recognise("https://b.org/list", json.dumps([GUIDE]).encode(encoding)).kind == "tsml"


PAGE = (
    "answered with a web page instead of a list: give the address of the list itself, and for a "
    'BMLT server kind = "bmlt"'
)
EMPTY = "answered with an empty list: name its kind in line.toml, or wait until it has meetings"


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        (b"", "answered with nothing"),
        (b"\xef\xbb\xbf \r\n", "answered with nothing"),
        (b"<!DOCTYPE html>", PAGE),
        (b"\n <?xml version='1.0'?>", PAGE),
        (b"[]", EMPTY),
        (b"{}", EMPTY),
        (b'{"range": "A1", "majorDimension": "ROWS"}', EMPTY),
        (b'{"error": {"message": "No key"}}', "answered \"{'message': 'No key'}\""),
        (b"[1, 2]", "answered with a JSON list in which nothing is a meeting"),
        (b'[{"a": 1}]', "answered with a JSON list in which nothing is a meeting"),
        (b"[", "answered with something that is not JSON"),
        (b"Not found", "answered with text that is no list"),
        (b"a,b,c\n1,2,3", "has no row that names its columns, such as Day, Time, Name and Address"),
        (b"PK\x03\x04abc", "is an Excel or zip file: save or publish it as CSV"),
        (b"%PDF-1.7", "is a PDF, which nothing can be read from: ask for the list as CSV or JSON"),
        (bytes(range(32)) * 9, "is no text, and so no list"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\1\2\3\4\5\6\7", "is no text, and so no list"),
    ],
)
def test_what_is_no_list_is_told_in_a_sentence(body: bytes, sentence: str) -> None:
    with pytest.raises(Unreadable) as raised:
        recognise("https://b.org/list", body)
    assert str(raised.value) == sentence


@here
def test_real_lists() -> None:
    kinds = {}
    for path in FEEDS.iterdir():
        try:
            kinds[path.name] = recognise(str(path), path.read_bytes()).kind
        except Unreadable:
            kinds[path.name] = ""
    mistaken = "empty error formats service_bodies server-info README invalid".split()  # noqa: SIM905
    for name, kind in kinds.items():
        first = name.split("_")[0].removesuffix(".json")
        expected = {"bmlt": "bmlt", "tsml": "tsml", "google": "sheet", "ics": "ical"}.get(
            first, "naws"
        )
        expected = {"bmlt_tsml_bridge.json": "tsml", "tsml_wordpress_template.csv": "sheet"}.get(
            name, expected
        )
        assert (name, kind) == (name, "" if any(sign in name for sign in mistaken) else expected)


def told(body: bytes) -> bool:
    """Whether bytes are a kind, or are refused with a sentence that a terminal can show."""
    try:
        return recognise("https://b.org/list", body).kind in KINDS
    except Unreadable as error:
        return str(error).isprintable()


@given(st.binary(max_size=400) | st.text(max_size=200).map(str.encode))
@settings(max_examples=300, deadline=None)
def test_any_bytes_are_a_kind_or_a_sentence(body: bytes) -> None:
    assert told(body)


@given(st.text(max_size=100))
def test_any_address(url: str) -> None:
    assert by_url(url) in ("", *KINDS)


@given(st.data())
@settings(max_examples=80, deadline=None)
@here
def test_real_lists_that_are_damaged(data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(sorted(FEEDS.iterdir())))
    assert told(data.draw(damaged(path.read_bytes())))
