"""What a list's server may do, one thing after another, and what callers then hear."""

import dataclasses
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Barrier, Thread
from zoneinfo import ZoneInfo

import msgspec
import pytest
import redis

from ivr.schedule.fetch import Limits
from ivr.schedule.meeting import Meeting, start_on
from ivr.schedule.publish import SCHEDULE, publish_schedule
from ivr.schedule.refresh import refresh_all, refresh_source
from ivr.schedule.report import SourceReport
from ivr.schedule.snapshot import Snapshot
from ivr.schedule.state import SourceState, source_state
from ivr.settings import SettingsError
from ivr.store import (
    PUBLISHED_DOCUMENT,
    PUBLISHED_VERSION,
    SCHEDULE_MADE,
    SOURCE_MEETINGS,
    SOURCE_STATE,
    text,
)
from tests.schedule.conftest import settings_for, source
from tests.schedule.list_server import Answer, ListServer, list_server
from tests.schedule.rows import row

NOW = datetime(2026, 2, 4, 17, 0, tzinfo=UTC)
QUICK = Limits(connect=1, read=0.3, total=5, waits=())


def body(count: int, group: str = "Hope", **fields: object) -> bytes:
    """So many meetings, all of them different."""
    return json.dumps(
        [row(id_bigint=str(n), meeting_name=f"{group} {n}", **fields) for n in range(count)]
    ).encode()


def refreshed(
    lists: ListServer,
    connection: redis.Redis,
    answer: Answer | bytes,
    *,
    accept: bool = False,
    hours: float = 0,
) -> SourceReport:
    lists.give(answer)
    settings = settings_for(source(lists.url))
    return refresh_source(
        settings,
        connection,
        "upstate",
        accept=accept,
        now=NOW + timedelta(hours=hours),
        limits=QUICK,
    )


def heard(connection: redis.Redis) -> Snapshot | None:
    """What a web process would load now."""
    version = text(connection.get(PUBLISHED_VERSION.of(SCHEDULE)))
    document = connection.get(PUBLISHED_DOCUMENT.of(SCHEDULE, version))
    return Snapshot.load(document) if isinstance(document, bytes) else None


def count(connection: redis.Redis) -> int:
    return len(heard(connection) or ())


def test_bad_answers_one_after_another_leave_the_good_list(
    lists: ListServer, connection: redis.Redis
) -> None:
    good = refreshed(lists, connection, body(100))
    version = connection.get(PUBLISHED_VERSION.of(SCHEDULE))
    outcomes = []
    for answer in (
        b"{}",
        b"[]",
        Answer(b'{"message": "Invalid"}', 422),
        b'{"message": "Invalid data format."}',
        b'/**/callback({"message": "Invalid"});',
        b"<!doctype html><html></html>",
        b'[{"id_bigint": "1", "weekday',
        b"[1, 2, 3]",
        body(100, published="0"),
        body(69),
        b"[]",
        Answer(status=500),
    ):
        report = refreshed(lists, connection, answer, hours=3)
        where = good.url
        outcomes.append((report.outcome, report.sentence.removeprefix(f"{where} ")))
        assert (report.rows, report.meetings, report.last_good_age) == (100, 100, 3 * 3600)
        assert connection.get(PUBLISHED_VERSION.of(SCHEDULE)) == version
    stay = ": the 100 meetings from 3 h ago stay; "
    look = "look at its url or try again later."
    given_up = "look at its url, or remove the [[source]] block if the list is given up."
    assert outcomes == [
        ("kept", f"answered with an empty list{stay}{given_up}"),
        ("kept", f"answered with an empty list{stay}{given_up}"),
        ("kept", f"answered 422{stay}{look}"),
        ("kept", f'answered "Invalid data format"{stay}{look}'),
        ("kept", f'answered "Invalid"{stay}{look}'),
        ("kept", f"answered with a web page instead of a list{stay}{look}"),
        ("kept", f"answered with something that is not JSON{stay}{look}"),
        ("kept", f"answered with a JSON list in which nothing is a meeting{stay}{look}"),
        ("kept", f"has 100 rows and no meeting among them{stay}{given_up}"),
        (
            "held",
            "has 69 meetings where there were 100, a fall of 31 %"
            f"{stay}run `ivr refresh --accept` if that is right.",
        ),
        ("kept", f"answered with an empty list{stay}{given_up}"),
        ("kept", f"answered 500{stay}{look}"),
    ]


def test_fall_is_taken_once_an_operator_accepts_it(
    lists: ListServer, connection: redis.Redis
) -> None:
    refreshed(lists, connection, body(100))
    assert refreshed(lists, connection, body(69)).outcome == "held"
    assert refreshed(lists, connection, body(69)).outcome == "held"
    assert count(connection) == 100
    assert refreshed(lists, connection, body(69), accept=True).outcome == "published"
    assert count(connection) == 69
    assert refreshed(lists, connection, b"[]", accept=True).outcome == "kept"
    assert refreshed(lists, connection, b"{}", accept=True).outcome == "kept"
    assert count(connection) == 69


def test_fall_of_thirty_per_cent_is_taken(lists: ListServer, connection: redis.Redis) -> None:
    refreshed(lists, connection, body(100))
    assert refreshed(lists, connection, body(70)).outcome == "published"
    assert count(connection) == 70


def test_jsonp_framing_is_a_good_list(lists: ListServer, connection: redis.Redis) -> None:
    framed = b"/**/callback(" + body(100) + b");"
    assert refreshed(lists, connection, framed).outcome == "published"
    assert count(connection) == 100


@pytest.mark.parametrize("answer", [b"[]", b"{}", b"<html>"])
def test_first_answer_that_is_bad_publishes_nothing(
    lists: ListServer, connection: redis.Redis, answer: bytes
) -> None:
    report = refreshed(lists, connection, answer)
    assert (report.outcome, report.last_good_age) == ("kept", None)
    assert "callers hear no meetings of it" in report.sentence
    assert connection.get(PUBLISHED_VERSION.of(SCHEDULE)) is None


def test_same_list_publishes_nothing_and_renews_its_time(
    lists: ListServer, connection: redis.Redis
) -> None:
    refreshed(lists, connection, body(10))
    version = connection.get(PUBLISHED_VERSION.of(SCHEDULE))
    same = refreshed(lists, connection, body(10), hours=2)
    reordered = json.dumps(json.loads(body(10))[::-1]).encode()
    again = refreshed(lists, connection, reordered, hours=3)
    assert [(same.outcome, same.last_good_age), (again.outcome, again.last_good_age)] == [
        ("unchanged", 0),
        ("unchanged", 0),
    ]
    assert connection.get(PUBLISHED_VERSION.of(SCHEDULE)) == version
    snapshot = heard(connection)
    assert snapshot is not None
    assert snapshot.made_at == NOW


def test_304_keeps_the_list_and_its_report(lists: ListServer, connection: redis.Redis) -> None:
    bad = [*json.loads(body(10)), row(id_bigint="x", weekday_tinyint="9")]
    first = refreshed(
        lists, connection, Answer(json.dumps(bad).encode(), headers={"ETag": '"one"'})
    )
    second = refreshed(lists, connection, Answer(status=304), hours=2)
    assert lists.asked[1][1]["If-None-Match"] == '"one"'
    assert (second.outcome, second.last_good_age) == ("unchanged", 0)
    assert second.problems == first.problems
    assert second.left_out == {"no day or time": 1}


def test_validators_of_a_held_list_are_not_remembered(
    lists: ListServer, connection: redis.Redis
) -> None:
    refreshed(lists, connection, Answer(body(100), headers={"ETag": '"good"'}))
    refreshed(lists, connection, Answer(body(10), headers={"ETag": '"doubtful"'}))
    refreshed(lists, connection, Answer(body(10)), accept=True)
    assert [asked.get("If-None-Match") for _, asked in lists.asked] == [None, '"good"', '"good"']


def test_no_conditions_are_sent_for_a_list_that_redis_lost(
    lists: ListServer, connection: redis.Redis
) -> None:
    refreshed(lists, connection, Answer(body(10), headers={"ETag": '"one"'}))
    connection.delete(SOURCE_MEETINGS.of("upstate"), PUBLISHED_VERSION.of(SCHEDULE))
    assert refreshed(lists, connection, body(3)).outcome == "published"
    assert "If-None-Match" not in lists.asked[1][1]
    assert count(connection) == 3


def test_304_that_was_not_asked_for_is_no_list(lists: ListServer, connection: redis.Redis) -> None:
    report = refreshed(lists, connection, Answer(status=304))
    assert report.outcome == "kept"
    assert "although it was not asked" in report.sentence


def test_lost_schedule_is_published_anew_from_an_unchanged_list(
    lists: ListServer, connection: redis.Redis
) -> None:
    refreshed(lists, connection, body(10))
    connection.delete(PUBLISHED_VERSION.of(SCHEDULE))
    assert refreshed(lists, connection, body(10)).outcome == "published"
    assert count(connection) == 10


def test_settings_that_change_read_an_unchanged_list_anew(
    lists: ListServer, connection: redis.Redis
) -> None:
    refreshed(lists, connection, Answer(body(1), headers={"ETag": '"one"'}))
    spanish = settings_for(dataclasses.replace(source(lists.url), language="es"))
    lists.give(body(1, lang_enum=""))
    report = refresh_source(spanish, connection, "upstate", now=NOW, limits=QUICK)
    assert report.outcome == "published"
    assert "If-None-Match" not in lists.asked[1][1]


def test_lists_are_published_as_one(lists: ListServer, connection: redis.Redis) -> None:
    with list_server() as others:
        lists.give(body(10))
        others.give(body(5, "Faith"))
        settings = settings_for(source(lists.url), source(others.url, "islands"))
        reports = refresh_all(settings, connection, now=NOW, limits=QUICK)
        assert [report.outcome for report in reports] == ["published", "published"]
        others.give(b"<html>")
        lists.give(body(11))
        reports = refresh_all(settings, connection, now=NOW + timedelta(hours=1), limits=QUICK)
    assert [report.outcome for report in reports] == ["published", "kept"]
    snapshot = heard(connection)
    assert snapshot is not None
    assert (
        sorted(meeting.source for meeting in snapshot.meetings)
        == ["islands"] * 5 + ["upstate"] * 11
    )


def test_list_that_falls_again_and_again_is_held(
    lists: ListServer, connection: redis.Redis
) -> None:
    """29 % each time is no fall of 30 %, and after five there is hardly anything left."""
    sizes = {0: (100, "published"), 1: (72, "published"), 2: (65, "held"), 48: (71, "published")}
    for hours, (size, outcome) in sizes.items():
        report = refreshed(lists, connection, body(size), hours=hours)
        assert (report.outcome, size) == (outcome, size)
    assert "where there were 100" in refreshed(lists, connection, body(60), hours=169).sentence
    assert refreshed(lists, connection, body(60), hours=170).outcome == "published"
    assert refreshed(lists, connection, body(40), hours=171, accept=True).outcome == "published"
    assert refreshed(lists, connection, body(30), hours=172).outcome == "published"


def test_refreshes_of_two_lists_at_once_lose_neither(
    lists: ListServer, connection: redis.Redis
) -> None:
    with list_server() as others:
        settings = settings_for(source(lists.url), source(others.url, "islands"))
        for size in range(1, 6):
            lists.give(body(size))
            others.give(body(size, "Faith"))
            together = Barrier(2)

            def refresh(name: str, together: Barrier = together) -> None:
                together.wait()
                refresh_source(settings, connection, name, now=NOW, limits=QUICK)

            threads = [Thread(target=refresh, args=(name,)) for name in ("upstate", "islands")]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            assert count(connection) == 2 * size


@pytest.mark.parametrize("snapshot", ["readable", "of another release"])
def test_list_kept_by_another_release_holds_no_other(
    lists: ListServer, connection: redis.Redis, snapshot: str
) -> None:
    """Its server may be down for days: the others are heard, and of it what was heard before."""
    with list_server() as others:
        settings = settings_for(source(lists.url), source(others.url, "islands"))
        lists.give(body(5))
        others.give(body(4, "Faith"))
        refresh_all(settings, connection, now=NOW, limits=QUICK)
        assert count(connection) == 9
        connection.set(SOURCE_MEETINGS.of("islands"), b"of another release")
        if snapshot != "readable":
            version = text(connection.get(PUBLISHED_VERSION.of(SCHEDULE)))
            connection.set(PUBLISHED_DOCUMENT.of(SCHEDULE, version), snapshot)
        lists.give(body(6))
        others.give(b"<html>")
        upstate, islands = refresh_all(settings, connection, now=NOW, limits=QUICK)
        assert (upstate.outcome, islands.outcome) == ("published", "kept")
        assert "6 meetings are read to callers" in upstate.sentence
        assert "islands" in upstate.sentence
        assert "4 meetings" not in islands.sentence
        assert count(connection) == (10 if snapshot == "readable" else 6)
        assert publish_schedule(settings, connection) == (["islands"], False)
        others.give(body(4, "Patience"))
        reports = refresh_all(settings, connection, now=NOW, limits=QUICK)
    assert "islands" not in reports[0].sentence
    assert count(connection) == 10


def test_calendar_that_nobody_gives_any_more_takes_no_weekly_meeting_with_it(
    lists: ListServer, connection: redis.Redis
) -> None:
    settings = settings_for(source(lists.url), source(lists.url, "islands"))
    lists.give(body(2))
    refresh_all(settings, connection, now=NOW, limits=QUICK)
    kept = connection.get(SOURCE_MEETINGS.of("islands"))
    assert isinstance(kept, bytes)
    rows = msgspec.msgpack.decode(kept, type=list[Meeting])
    for weeks, heard_weekly in ((1, 0), (-1, 2)):
        starts = [start_on(NOW, row.start, ZoneInfo(row.time_zone)) for row in rows]
        days = [
            start + timedelta(days=row.weekday - start.weekday() + 7 * weeks)
            for row, start in zip(rows, starts, strict=True)
        ]
        dated = [
            msgspec.structs.replace(row, dates=(int(day.timestamp() // 60),))
            for row, day in zip(rows, days, strict=True)
        ]
        connection.set(SOURCE_MEETINGS.of("islands"), msgspec.msgpack.encode(dated))
        connection.delete(SCHEDULE_MADE.of())
        publish_schedule(settings, connection)
        snapshot = heard(connection)
        assert snapshot is not None
        assert sum(not meeting.dates for meeting in snapshot.meetings) == heard_weekly


def test_state_says_when_and_what_for_the_doctor(
    lists: ListServer, connection: redis.Redis
) -> None:
    assert source_state(connection, "upstate") == SourceState()
    refreshed(lists, connection, body(10))
    report = refreshed(lists, connection, b"[]", hours=2)
    state = source_state(connection, "upstate")
    assert (state.good, state.tried) == (NOW, NOW + timedelta(hours=2))
    assert (state.outcome, state.sentence) == ("kept", report.sentence)
    assert state.age(NOW + timedelta(hours=5)) == timedelta(hours=5)


def test_state_that_cannot_be_read_is_as_none(connection: redis.Redis) -> None:
    connection.hset(SOURCE_STATE.of("upstate"), "good", "someday")
    assert source_state(connection, "upstate") == SourceState()


def test_list_from_a_file(tmp_path: Path, connection: redis.Redis) -> None:
    path = tmp_path / "list.json"
    settings = settings_for(source(str(path)))
    missing = refresh_source(settings, connection, "upstate", now=NOW)
    assert missing.sentence.startswith(f"{path} cannot be read (No such file or directory)")
    path.write_bytes(body(3))
    (report,) = refresh_all(settings, connection, now=NOW)
    assert (report.outcome, report.url) == ("published", str(path))


def test_report_shows_no_secret_of_the_url(lists: ListServer, connection: redis.Redis) -> None:
    lists.give(b"<html>")
    settings = settings_for(source(lists.url + "?key=hidden"))
    report = refresh_source(settings, connection, "upstate", now=NOW, limits=QUICK)
    assert lists.asked[0][0] == "/main_server/?key=hidden"
    assert b"hidden" not in msgspec.json.encode(report)
    assert not any(b"hidden" in value for value in connection.hgetall(SOURCE_STATE.of("upstate")))


def test_unknown_list_is_a_wrong_setting(connection: redis.Redis) -> None:
    with pytest.raises(SettingsError, match='has the name "nowhere"'):
        refresh_source(settings_for(), connection, "nowhere", now=NOW)
