"""What an event's words say of its meeting."""

# ruff: noqa: E501 - a table is read by its rows

from datetime import UTC, datetime

import pytest
from icalendar import Calendar

from ivr.calendarwords import said
from ivr.leaderfile import Leader, Leaders
from ivr.rota import Hour
from ivr.schedule.meeting import Problem
from tests.calendars import calendar, event, read

LEADERS = Leaders(
    {"ana": Leader("Ana"), "ines-b": Leader("Inés B")}, removed={"sam": "Sam the Elder"}
)
NOTHING = {"leader": "", "format": "", "access": "", "language": "", "room": "", "speaking": ""}


def words(title: str, *lines: str) -> dict[str, str]:
    parsed = Calendar.from_ical(calendar(event(title, "20261102T120000", "", *lines)))
    return said(parsed.walk("VEVENT")[0], LEADERS)


@pytest.mark.parametrize(
    ("title", "spoken", "leader"),
    [
        ("Noon Break", "Noon Break", ""),
        ("Noon Break - Ana", "Noon Break", "Ana"),
        ("Noon Break – ANA ", "Noon Break", "ANA"),
        ("Noon Break — Inés  B", "Noon Break", "Inés B"),
        ("Noon Break - ines-b", "Noon Break", "ines-b"),
        ("Step Study - Part 2", "Step Study - Part 2", ""),
        ("Step Study - Part 2 - ana", "Step Study - Part 2", "ana"),
        ("Just-for-Today-Ana", "Just-for-Today-Ana", ""),
        ("Noon Break - Sam the Elder", "Noon Break", "Sam the Elder"),
        ("- Ana", "- Ana", ""),
    ],
)
def test_a_leader_at_the_end_of_the_title(title: str, spoken: str, leader: str) -> None:
    assert words(title) == {**NOTHING, "title": spoken, "leader": leader}


@pytest.mark.parametrize(
    "description",
    [
        "DESCRIPTION:Everybody is welcome.\\nLeader: zoe\\nformat:step\\n access : closed\\nLANGUAGE: ES\\nroom: women",
        "DESCRIPTION:<p>Leader: zoe</p><div>format: <b>step</b></div>access: closed<br>language:&nbsp;es<br/>room: women",
        "CATEGORIES:Step,closed,language: es,room: women,Leader: zoe,Picnic",
        "CATEGORIES:speaker,closed,language: es,room: women\nDESCRIPTION:format: step\\nleader: zoe",
    ],
)  # fmt: skip
def test_lines_of_the_description_and_categories(description: str) -> None:
    found = words("Noon - Ana", *description.split("\n"))
    assert {**found, "format": found["format"].lower()} == {
        "title": "Noon",
        "leader": "zoe",
        "format": "step",
        "access": "closed",
        "language": "es",
        "room": "women",
        "speaking": "",
    }


def test_sentences_with_a_colon_are_none_of_these() -> None:
    line = "DESCRIPTION:Our format: come as you are\\nhttps://example.org/room:1"
    assert words("Noon", line) == {**NOTHING, "title": "Noon"}


def test_a_property_that_stands_twice_counts_once() -> None:
    assert words("Noon", "SUMMARY:Later", "DESCRIPTION:room: a", "DESCRIPTION:room: b") == {
        **NOTHING, "title": "Noon", "room": "a",
    }  # fmt: skip


def test_an_event_becomes_an_hour_with_its_leader() -> None:
    rota, problems = read(
        event("Noon - Ana", "20261102T120000", "", "DESCRIPTION:format: step\\naccess: closed"),
        event("Early", "20261104T090000", "", "DESCRIPTION:leader: ben"),
        event("Lost", "20261106T090000", "", "DESCRIPTION:leader: zoe"),
        event("", "20261107T090000", ""),
    )
    assert rota.hours[0] == Hour(
        day="2026-11-02", start=720, title="Noon", format="step", access="closed",
        leader="ana", leader_name="Ana",
    )  # fmt: skip
    assert [hour.leader for hour in rota.hours] == ["ana", "ben", ""]
    assert problems == [
        Problem('rota event "Early" 2026-11-04 09:00', "leader", "kept without a leader: may lead from 2026-11-05"),
        Problem('rota event "Lost" 2026-11-06 09:00', "leader", "kept without a leader: nobody is called \"zoe\": add them to leaders.csv or with `ivr leaders add`"),
        Problem('rota event "" 2026-11-07 09:00', "title", "left out: write what the meeting is called"),
    ]  # fmt: skip
    assert [on.hour.leader for on in rota.on_now(datetime(2026, 11, 2, 17, tzinfo=UTC))] == ["ana"]
