"""Every text of the real lists, where they are at hand: nothing unspeakable may be left.

The lists stay outside this repository; the tables in test_spoken.py hold the patterns.
"""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from ivr.schedule.spoken import spoken, spoken_name, spoken_phone, spoken_street
from tests.bench.spoken import meetings_of, searched

FEEDS = Path(__file__).parents[3] / "shared" / "feeds"
pytestmark = pytest.mark.skipif(not FEEDS.is_dir(), reason="no ../shared/feeds beside the checkout")

TEXTS = {
    "comments", "location_info", "location_text", "location_municipality", "location_neighborhood",
    "location_city_subsection", "virtual_meeting_additional_info", "notes", "location_notes",
    "group_notes", "conference_phone_notes", "conference_url_notes", "location", "group",
}  # fmt: skip
NAMES = {"meeting_name", "name"}
STREETS = {"location_street", "address", "formatted_address"}
PHONES = {"phone_meeting_number", "conference_phone"}

_SHORT = re.compile(
    r"(?i)\b(?:ave|av|rd|blvd|st|dr|hwy|pkwy|tpke|tpk|rte|rt|bldg|apt|ste|mt|sts|aves|ctr)\b"
)


def _said(say: Callable[..., str], fields: set[str], *more: str) -> Iterator[tuple[str, str]]:
    for path in sorted(FEEDS.glob("*.json")):
        if not path.name.startswith(("bmlt_ny", "bmlt_phone", "bmlt_yap_meet", "tsml_")):
            continue
        for row in _rows(path):
            for field in fields & row.keys():
                if isinstance(row[field], str):
                    yield row[field], say(row[field], "en", *more)


def _rows(path: Path) -> list[dict[str, Any]]:
    try:
        rows = json.loads(path.read_bytes())
    except json.JSONDecodeError:
        return []  # tsml_invalid.json, which is there to be refused
    rows = rows.get("meetings", []) if isinstance(rows, dict) else rows
    return [row for row in rows if isinstance(row, dict)]


@pytest.mark.parametrize(
    ("say", "fields", "more"),
    [
        (spoken, TEXTS, ()),
        (spoken_name, NAMES, ()),
        (spoken_street, STREETS, ()),
        (spoken_phone, PHONES, ("US",)),
    ],
)
def test_nothing_unspeakable_is_left(
    say: Callable[..., str], fields: set[str], more: tuple[str, ...]
) -> None:
    marks = re.compile(r"[<>&#@*!|_]|  |https?:|www\.|[\x00-\x1f\u2000-\u206f]")
    left = [pair for pair in _said(say, fields, *more) if marks.search(pair[1])]
    assert left == []


@pytest.mark.parametrize(
    ("say", "fields"), [(spoken, TEXTS), (spoken_name, NAMES), (spoken_street, STREETS)]
)
def test_said_again_is_the_same(say: Callable[..., str], fields: set[str]) -> None:
    assert [said for _, said in _said(say, fields) if say(said, "en") != said] == []


def test_no_name_is_lost() -> None:
    assert [
        written for written, said in _said(spoken_name, NAMES) if written.strip() and not said
    ] == []


def test_no_short_form_and_no_postcode_is_left_in_a_street() -> None:
    said = [street for _, street in _said(spoken_street, STREETS)]
    assert [street for street in said if _SHORT.search(street)] == []
    assert [street for street in said if re.search(r"\b\d{5}$", street)] == []


def test_no_number_with_a_code_behind_it_is_run_together() -> None:
    long = re.compile(r"\d{3,}")
    assert [said for _, said in _said(spoken_phone, PHONES, "US") if long.search(said)] == []


def test_little_of_what_is_said_reads_badly() -> None:
    """`python -m tests.bench.spoken` shows which. It was 5.0 % before the rules of this release."""
    meetings = [each for path in sorted(FEEDS.iterdir()) for each in meetings_of(path)]
    bad = [each.spoken_name for each in meetings if any(searched(each))]
    assert len(meetings) > 3500
    assert len(bad) < len(meetings) * 0.015
