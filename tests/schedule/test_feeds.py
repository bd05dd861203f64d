"""Real lists, where they lie beside this checkout: what becomes of them, in numbers.

No telephone number of theirs is shown or kept here.
"""

from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import redis

from ivr.schedule.fetch import Limits
from ivr.schedule.publish import SCHEDULE
from ivr.schedule.refresh import refresh_source
from ivr.schedule.snapshot import Filter, Snapshot, pack
from ivr.schedule.sources.bmlt import read
from ivr.schedule.sources.reading import Unreadable
from ivr.store import PUBLISHED_VERSION
from tests.schedule.conftest import settings_for, source
from tests.schedule.list_server import Answer, ListServer

FEEDS = Path(__file__).parents[3] / "shared" / "feeds"
NOW = datetime(2026, 2, 4, 17, 0, tzinfo=UTC)
UPSTATE = "bmlt_ny_upstate_longisland.json"

pytestmark = pytest.mark.skipif(not FEEDS.is_dir(), reason=f"{FEEDS} is not on this machine")


def feed(name: str) -> bytes:
    return (FEEDS / name).read_bytes()


@pytest.mark.parametrize(
    ("name", "rows", "meetings", "left_out"),
    [
        (UPSTATE, 863, 850, {"not published": 13}),
        ("bmlt_phone_synthetic.json", 70, 66, {"not published": 4}),
        ("bmlt_getsearchresults.jsonp", 20, 19, {"not published": 1}),
        ("bmlt_yap_meeting-search-42.867970-day2.json", 53, 53, {}),
        ("bmlt_yap_meeting-search-42.867970-day3.json", 54, 54, {}),
        ("bmlt_yap_meeting-search-42.867970-day4.json", 61, 61, {}),
        ("bmlt_yap_meeting-search-0-0.json", 0, 0, {}),
        ("bmlt_empty_list.json", 0, 0, {}),
        ("bmlt_empty_object.json", 0, 0, {}),
    ],
)
def test_list_is_read(name: str, rows: int, meetings: int, left_out: dict[str, int]) -> None:
    found = read(feed(name), source("https://bmlt.example.org/"))
    assert (found.rows, len(found.meetings), found.left_out) == (rows, meetings, left_out)


@pytest.mark.parametrize("name", sorted(path.name for path in FEEDS.glob("*")))
def test_other_files_are_no_lists_and_say_so(name: str) -> None:
    try:
        found = read(feed(name), source("https://bmlt.example.org/"))
    except Unreadable:
        return
    assert name.startswith("bmlt_") or found.meetings == ()


def test_whole_list_is_heard_within_a_week() -> None:
    found = read(feed(UPSTATE), source("https://bmlt.example.org/"))
    snapshot = Snapshot.load(pack(found.meetings, NOW))
    week = snapshot.next_meetings(NOW, Filter(), limit=1000)
    began = [one for one in week if one.start < NOW]
    assert len(week) == 850 + len(began)
    assert Counter(one.meeting.id for one in week if one.start >= NOW).most_common(1)[0][1] == 1
    assert snapshot.states() == {
        "Massachusetts",
        "New Hampshire",
        "New York",
        "Pennsylvania",
        "Vermont",
    }


def test_meetings_by_telephone_can_be_dialled() -> None:
    found = read(feed("bmlt_phone_synthetic.json"), source("https://bmlt.example.org/"))
    venues = Counter(meeting.venue for meeting in found.meetings)
    assert venues == {"phone": 53, "hybrid": 13}
    by_phone = [meeting for meeting in found.meetings if meeting.venue == "phone"]
    assert [one.id for one in by_phone if sum(map(str.isdigit, one.spoken_phone["en"])) < 10] == []


def test_list_over_http_outlives_all_that_its_server_does(
    lists: ListServer, connection: redis.Redis
) -> None:
    settings = settings_for(source(lists.url))

    def refreshed(answer: Answer | bytes, hours: int) -> str:
        lists.give(answer)
        now, limits = NOW + timedelta(hours=hours), Limits(waits=())
        report = refresh_source(settings, connection, "upstate", now=now, limits=limits)
        return report.outcome

    assert refreshed(feed(UPSTATE), 0) == "published"
    version = connection.get(PUBLISHED_VERSION.of(SCHEDULE))
    answers: list[Answer | bytes] = [
        feed("bmlt_empty_object.json"),
        feed("bmlt_empty_list.json"),
        Answer(feed("bmlt_error_422.json"), 422),
        feed("bmlt_error_422.json"),
        feed("bmlt_getsearchresults.jsonp"),
        feed("tsml_invalid.json"),
        b"<!doctype html>",
        feed(UPSTATE),
    ]
    outcomes = [refreshed(answer, hours) for hours, answer in enumerate(answers, start=1)]
    assert outcomes == ["kept", "kept", "kept", "kept", "held", "kept", "kept", "unchanged"]
    assert connection.get(PUBLISHED_VERSION.of(SCHEDULE)) == version
