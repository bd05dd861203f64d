"""Many lists at once: side by side, in pages, of kinds that nobody named, and heard as one."""

import dataclasses
import json
import time
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler

import pytest
import redis

from ivr.schedule import publish, refresh
from ivr.schedule.fetch import Limits
from ivr.schedule.publish import SCHEDULE, publish_schedule
from ivr.schedule.refresh import refresh_all, refresh_source
from ivr.schedule.report import SourceReport, table
from ivr.schedule.snapshot import Snapshot
from ivr.schedule.sources.reading import Unreadable
from ivr.schedule.state import source_state
from ivr.settings import Settings, Source
from ivr.store import PUBLISHED_DOCUMENT, PUBLISHED_VERSION, SCHEDULE_MADE, text
from tests.schedule.conftest import settings_for, source
from tests.schedule.list_server import Answer, ListServer, list_server
from tests.schedule.rows import row

NOW = datetime(2026, 2, 4, 17, 0, tzinfo=UTC)
QUICK = Limits(connect=1, read=0.5, total=5, waits=())


def body(*names: str, **fields: object) -> bytes:
    return json.dumps([row(id_bigint=name, meeting_name=name, **fields) for name in names]).encode()


def meeting_guide(*names: str) -> bytes:
    """The same meetings as in `body`, as a Meeting Guide list has them."""
    place = {
        "location": "Grace Church",
        "address": "12 Main St",
        "city": "Albany",
        "state": "NY",
        "latitude": 42.65,
        "longitude": -73.75,
    }
    rows = [{"slug": name, "name": name, "day": 0, "time": "19:30"} | place for name in names]
    return json.dumps(rows).encode()


def unnamed(url: str, name: str = "upstate") -> Source:
    return dataclasses.replace(source(url, name), kind="")


def heard(connection: redis.Redis) -> Snapshot:
    version = text(connection.get(PUBLISHED_VERSION.of(SCHEDULE)))
    document = connection.get(PUBLISHED_DOCUMENT.of(SCHEDULE, version))
    assert isinstance(document, bytes)
    return Snapshot.load(document)


def refreshed(settings: Settings, connection: redis.Redis, hours: int = 0) -> SourceReport:
    now = NOW + timedelta(hours=hours)
    return refresh_source(settings, connection, settings.sources[0].name, now=now, limits=QUICK)


def test_same_meeting_of_two_lists_is_heard_once_and_the_reports_tell(
    lists: ListServer, connection: redis.Redis
) -> None:
    with list_server() as others:
        lists.give(body("Hope on Main", "Serenity", "Faith"))
        others.give(meeting_guide("Hope on Main", "Serenity Group", "Patience"))
        settings = settings_for(source(lists.url), unnamed(others.url + "list", "islands"))
        first, second = refresh_all(settings, connection, now=NOW, limits=QUICK)
        assert (first.merged, second.merged) == ({}, {"upstate": 2})
        assert second.kind == "tsml"
        assert "islands: " in table([first, second])
        assert "  merged, the same in upstate: 2" in table([first, second])
        assert {one.name: one.also for one in heard(connection).meetings} == {
            "Hope on Main": ("islands",),
            "Serenity": ("islands",),
            "Faith": (),
            "Patience": (),
        }
        lists.give(b"<html>")
        others.give(meeting_guide("Hope on Main", "Patience"))
        failed, taken = refresh_all(settings, connection, now=NOW, limits=QUICK, accept=True)
        assert (failed.outcome, taken.outcome, taken.merged) == (
            "kept",
            "published",
            {"upstate": 1},
        )
        assert source_state(connection, "islands").merged == {"upstate": 1}
        assert {one.name for one in heard(connection).meetings} == {
            "Hope on Main",
            "Serenity",
            "Faith",
            "Patience",
        }


def test_nothing_is_merged_or_made_where_nothing_changed(
    lists: ListServer, connection: redis.Redis, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = settings_for(source(lists.url))
    lists.give(body("Hope"))
    assert refreshed(settings, connection).outcome == "published"
    with monkeypatch.context() as patch:
        patch.delattr(publish, "merge")
        patch.delattr(publish, "pack")
        assert refreshed(settings, connection).outcome == "unchanged"
        assert publish_schedule(settings, connection) == ([], False)
    connection.delete(SCHEDULE_MADE.of())
    assert refreshed(settings, connection).outcome == "unchanged"
    assert connection.exists(SCHEDULE_MADE.of())
    document = PUBLISHED_DOCUMENT.of(SCHEDULE, heard(connection).version)
    connection.delete(document)
    assert refreshed(settings, connection).outcome == "published"
    assert connection.exists(document)


def test_other_release_merges_anew(
    lists: ListServer, connection: redis.Redis, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = settings_for(source(lists.url))
    lists.give(body("Hope"))
    refreshed(settings, connection)
    before = connection.get(SCHEDULE_MADE.of())
    monkeypatch.setattr(publish, "code", lambda: "of another release")
    assert publish_schedule(settings, connection) == ([], False)
    assert connection.get(SCHEDULE_MADE.of()) != before


def test_order_of_lists_in_line_toml_decides_and_is_published(
    lists: ListServer, connection: redis.Redis
) -> None:
    lists.give(body("Hope"))
    both = source(lists.url), source(lists.url, "islands")
    refresh_all(settings_for(*both), connection, now=NOW, limits=QUICK)
    assert [one.source for one in heard(connection).meetings] == ["upstate"]
    assert publish_schedule(settings_for(*both[::-1]), connection) == ([], True)
    assert [one.source for one in heard(connection).meetings] == ["islands"]


def test_kind_is_recognised_and_stays_known_when_nothing_changed(
    lists: ListServer, connection: redis.Redis
) -> None:
    settings = settings_for(unnamed(lists.url.replace("main_server/", "list")))
    lists.give(Answer(body("Hope"), headers={"ETag": '"one"'}))
    first = refreshed(settings, connection)
    assert (first.kind, first.outcome) == ("bmlt", "published")
    assert first.recognised.startswith("by its rows")
    lists.give(Answer(status=304))
    second = refreshed(settings, connection)
    assert lists.asked[-1][1]["If-None-Match"] == '"one"'
    assert (second.outcome, second.kind, second.recognised) == (
        "unchanged",
        "bmlt",
        first.recognised,
    )


def test_root_of_a_list_server_is_recognised_by_its_address(
    lists: ListServer, connection: redis.Redis
) -> None:
    lists.give(body("Hope"))
    report = refreshed(settings_for(unnamed(lists.url)), connection)
    assert (report.kind, report.recognised) == ("bmlt", "by its address")
    assert lists.asked[0][0].startswith("/main_server/client_interface/json/")


def test_answer_of_no_kind_is_refused_in_a_sentence(
    lists: ListServer, connection: redis.Redis
) -> None:
    settings = settings_for(unnamed(lists.url + "list"))
    for answer in (b"<html>", b"", b"\x00\x01\x02", b"{}", b"hello"):
        lists.give(answer)
        report = refreshed(settings, connection)
        assert (report.outcome, report.kind) == ("kept", "")
        assert ": callers hear no meetings of it; " in report.sentence
        assert "later; " not in report.sentence


def test_words_of_operators_read_an_unchanged_list_anew(
    lists: ListServer, connection: redis.Redis
) -> None:
    settings = settings_for(source(lists.url))
    lists.give(Answer(body("Hope in Schenectady"), headers={"ETag": '"one"'}))
    refreshed(settings, connection)
    said = dataclasses.replace(settings, said={"en": {"Schenectady": "skuh neck tuh dee"}})
    assert refreshed(said, connection).outcome == "published"
    assert "If-None-Match" not in lists.asked[-1][1]
    (meeting,) = heard(connection).meetings
    assert meeting.spoken_name == "Hope in skuh neck tuh dee"
    assert refreshed(said, connection).outcome == "unchanged"
    assert lists.asked[-1][1]["If-None-Match"] == '"one"'


CALENDAR = b"""BEGIN:VCALENDAR\r
VERSION:2.0\r
BEGIN:VEVENT\r
UID:1\r
SUMMARY:Hope on Main\r
DTSTART;TZID=America/New_York:20260205T193000\r
DTEND;TZID=America/New_York:20260205T203000\r
RRULE:FREQ=MONTHLY;BYDAY=1TH\r
LOCATION:12 Main St, Albany\r
END:VEVENT\r
END:VCALENDAR\r
"""


def test_calendar_is_read_anew_each_day_of_its_own_zone(
    lists: ListServer, connection: redis.Redis
) -> None:
    settings = settings_for(unnamed(lists.url + "calendar.ics"))
    lists.give(Answer(CALENDAR, headers={"ETag": '"one"'}))
    assert refreshed(settings, connection).kind == "ical"
    refreshed(settings, connection, hours=11)  # still the same day there
    assert lists.asked[-1][1]["If-None-Match"] == '"one"'
    refreshed(settings, connection, hours=13)
    assert "If-None-Match" not in lists.asked[-1][1]


def test_pages_are_one_list_and_a_bad_page_is_a_bad_list(
    lists: ListServer, connection: redis.Redis
) -> None:
    page = "client_interface/json/?switcher=GetSearchResults&page_size=2&page_num=1"
    settings = settings_for(source(lists.url + page))
    pages = body("Hope", "Faith"), body("Faith", "Patience"), body("Courage")
    lists.give(*(Answer(page, headers={"ETag": '"one"'}) for page in pages))
    report = refreshed(settings, connection)
    assert [path.partition("page_num=")[2] for path, _ in lists.asked] == ["1", "2", "3"]
    assert (report.rows, report.meetings, report.left_out) == (5, 4, {"listed twice": 1})
    assert source_state(connection, "upstate").etag == ""
    lists.give(pages[0], b"<html>")
    assert refreshed(settings, connection).outcome == "kept"
    lists.give(pages[0], Answer(status=500))
    assert refreshed(settings, connection).outcome == "kept"
    assert len(heard(connection)) == 4


def test_slow_list_holds_no_other(
    lists: ListServer, connection: redis.Redis, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two that hang, and four that are heard before the first of these is given up."""
    monkeypatch.setattr(refresh, "GATHERED", 0.2)
    told: list[tuple[str, float]] = []

    def hang(handler: BaseHTTPRequestHandler) -> None:
        lists.done.wait(10)

    lists.give(Answer(by_hand=hang))
    with list_server() as others:
        others.give(body("Hope"))
        slow = [source(lists.url, f"slow-{number}") for number in range(2)]
        quick = [source(others.url, f"quick-{number}") for number in range(4)]
        settings = settings_for(*slow, *quick)
        limits = Limits(connect=1, read=2, total=5, waits=())
        began = time.monotonic()
        reports = refresh_all(
            settings,
            connection,
            now=NOW,
            limits=limits,
            tell=lambda report: told.append((report.source, time.monotonic() - began)),
        )
    assert [report.source for report in reports] == [one.name for one in settings.sources]
    assert [report.outcome for report in reports] == ["kept"] * 2 + ["published"] * 4
    assert all(when < 2 for name, when in told if name.startswith("quick"))
    assert 2 <= time.monotonic() - began < 4


def test_redis_that_goes_away_is_for_the_caller_to_say(lists: ListServer) -> None:
    lists.give(body("Hope"))
    gone = redis.Redis(host="127.0.0.1", port=1)
    with pytest.raises(redis.ConnectionError):
        refresh_all(settings_for(source(lists.url)), gone, now=NOW, limits=QUICK)


def test_redirect_into_the_house_needs_its_setting(
    lists: ListServer, connection: redis.Redis
) -> None:
    lists.give(Answer(status=302, headers={"Location": "/list"}), body("Hope"))
    report = refreshed(settings_for(source(lists.url)), connection)
    assert report.outcome == "kept"
    assert "redirects to an address inside the house, which needs `local = true`" in report.sentence
    lists.give(Answer(status=302, headers={"Location": "/list"}), body("Hope"))
    local = dataclasses.replace(source(lists.url), local=True)
    assert refreshed(settings_for(local), connection).outcome == "published"


@pytest.mark.parametrize("kind", ["tsml", "sheet", "ical", "naws"])
def test_wrong_kind_is_told_and_the_right_one(
    lists: ListServer, connection: redis.Redis, kind: str
) -> None:
    lists.give(body("Hope"))
    wrong = dataclasses.replace(source(lists.url.replace("main_server/", "list")), kind=kind)
    report = refreshed(settings_for(wrong), connection)
    assert (report.outcome, report.kind) == ("kept", "bmlt")
    assert report.sentence.endswith(
        f' is no {kind} list: callers hear no meetings of it; its kind is "bmlt".'
    )


def test_empty_list_of_a_kind_long_known_is_an_empty_list(
    lists: ListServer, connection: redis.Redis
) -> None:
    settings = settings_for(unnamed(lists.url.replace("main_server/", "list")))
    lists.give(b"[]")
    first = refreshed(settings, connection)
    assert "; name its kind in line.toml, or wait until it has meetings." in first.sentence
    lists.give(body("Hope"))
    refreshed(settings, connection)
    lists.give(b"[]")
    report = refreshed(settings, connection)
    assert (report.outcome, report.kind) == ("kept", "bmlt")
    assert "answered with an empty list: the " in report.sentence
    assert report.sentence.endswith(
        "; look at its url, or remove the [[source]] block if the list is given up."
    )


@pytest.mark.parametrize(
    ("sentence", "what", "mend"),
    [
        ("is a PDF: ask for the list as CSV", "is a PDF", "ask for the list as CSV"),
        ("is no text, and so no list", "is no text, and so no list", ""),
        ('answered "Error: no key"', 'answered "Error: no key"', ""),
    ],
)
def test_what_is_unreadable_says_what_mends_it(sentence: str, what: str, mend: str) -> None:
    error = Unreadable(sentence)
    assert (error.what, error.mend, str(error)) == (what, mend, sentence)
