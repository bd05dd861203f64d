"""The words that operators want said in another way."""

import json
from dataclasses import replace
from datetime import date

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.schedule.reading import made_by, read
from ivr.schedule.spoken_own import as_wanted, said_as_wanted
from tests.schedule.conftest import settings_for, source
from tests.schedule.made import made
from tests.schedule.rows import row

OWN = {
    "Schenectady": "Skuh neck tuh dee",
    "Schenectady Heights": "Skuh neck tuh dee on the hill",
    "H&I": "hospitals and institutions",
    "IT": "I T class",
    "St. Regis": "Saint Reejis",
    "Troy": "Troy, not Schenectady",
    "up state": "upstate",
}


@pytest.mark.parametrize(
    ("spoken", "wanted"),
    [
        ("Schenectady Group", "Skuh neck tuh dee Group"),
        ("schenectady's own", "Skuh neck tuh dee's own"),
        ("SCHENECTADY", "Skuh neck tuh dee"),
        ("Schenectadys", "Schenectadys"),
        ("New-Schenectady", "New-Skuh neck tuh dee"),
        ("Schenectady Heights", "Skuh neck tuh dee on the hill"),
        ("the H and I meeting", "the hospitals and institutions meeting"),  # as the line says it
        ("the H&I meeting", "the hospitals and institutions meeting"),
        ("IT room, it is open", "I T class room, it is open"),
        ("Saint Regis Church", "Saint Reejis Church"),
        ("Troy", "Troy, not Schenectady"),  # what one entry says no other one changes
        ("up  state, Up State", "upstate, upstate"),
        ("", ""),
    ],
)  # fmt: skip
def test_words_as_operators_want_them(spoken: str, wanted: str) -> None:
    assert as_wanted(spoken, OWN, "en") == wanted


def test_a_meeting_is_said_in_the_words_for_its_own_language() -> None:
    one = msgspec.structs.replace(
        made("1", 0, 600, phone="5 5 5"),
        name="Troy Group",
        spoken_name="Troy Group",
        spoken_place="Troy Hall, 5 Troy Street",
        spoken_street="Troy",
        spoken_details="behind Troy Hall",
    )
    other = msgspec.structs.replace(one, language="es")
    said = {"en": {"Troy": "Troi"}, "es": {}}
    english, spanish = said_as_wanted((one, other), said)
    assert spanish is other
    assert english == msgspec.structs.replace(
        one,
        spoken_name="Troi Group",
        spoken_place="Troi Hall, 5 Troi Street",
        spoken_details="behind Troi Hall",
    )


@given(st.text(), st.dictionaries(st.text(min_size=1), st.text(min_size=1), max_size=5))
def test_any_entries_end_and_leave_other_words(text: str, own: dict[str, str]) -> None:
    said = as_wanted(text, own, "en")
    assert said == text or own
    assert as_wanted("", own, "en") == ""


def test_a_list_is_read_in_the_operators_words_and_made_anew_when_they_change() -> None:
    body = json.dumps([row(location_municipality="Schenectady")]).encode()
    list_ = source("https://bmlt.example.org/")
    plain = settings_for(list_)
    wanted = replace(plain, said={"en": {"Schenectady": "Skuh neck tuh dee"}})
    today = date(2026, 11, 22)
    places = [
        read([body], "bmlt", list_, settings, today).meetings[0].spoken_place
        for settings in (plain, wanted)
    ]
    assert places == [
        "Grace Church, 12 Main Street, Schenectady",
        "Grace Church, 12 Main Street, Skuh neck tuh dee",
    ]
    assert made_by(list_, "bmlt", plain, today) != made_by(list_, "bmlt", wanted, today)
