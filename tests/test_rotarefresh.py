"""The rota from where operators keep it, through a real Redis: nothing bad replaces a good one."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import redis

from ivr import rotarefresh
from ivr.rota import Rota
from ivr.rotarefresh import RotaReport, last_report, published_rota, refresh_rota
from ivr.schedule import fetch
from ivr.schedule.meeting import Problem
from ivr.settings import Rota as RotaPlace
from ivr.settings import Settings
from ivr.store import PEOPLE_STATE, PUBLISHED_DOCUMENT, PUBLISHED_VERSION, ROTA_REPORT, text
from tests.calendars import calendar, event
from tests.schedule.conftest import settings_for
from tests.schedule.list_server import Answer, ListServer, list_server

HOURS = b"day,time,title,format,access,language,room,leader\ndaily,08:00,Morning,,,,,ana\n"
LEADERS = b"leader,name,leads_from,phone\nana,Ana,2026-01-31,+12025550101\n"
NOW = datetime(2026, 11, 22, 17, tzinfo=UTC)
STAYS = "The rota from before stays."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "rota.csv").write_bytes(HOURS)
    (tmp_path / "leaders.csv").write_bytes(LEADERS)
    return tmp_path


@pytest.fixture
def settings(folder: Path) -> Settings:
    return replace(
        settings_for(), rota=RotaPlace(str(folder / "rota.csv"), str(folder / "leaders.csv"))
    )


@pytest.fixture
def lists() -> Iterator[ListServer]:
    with list_server() as server:
        yield server


def published(connection: redis.Redis) -> list[str]:
    """The titles that callers hear."""
    version = text(connection.get(PUBLISHED_VERSION.of("rota")))
    document = connection.get(PUBLISHED_DOCUMENT.of("rota", version))
    return [hour.title for hour in Rota.load(document).hours] if isinstance(document, bytes) else []


def test_a_good_rota_is_heard(settings: Settings, connection: redis.Redis) -> None:
    assert refresh_rota(settings, connection, NOW) == RotaReport(
        outcome="published",
        sentence="The rota has 1 rows and 0 problems and is heard from now on.",
        hours=1,
    )
    assert published(connection) == ["Morning"]


def test_the_same_rota_again_is_no_news_the_second_time(
    settings: Settings, connection: redis.Redis
) -> None:
    reports = [refresh_rota(settings, connection, NOW) for _ in range(3)]
    assert [(r.outcome, r.news) for r in reports] == [
        ("published", True), ("unchanged", True), ("unchanged", False),
    ]  # fmt: skip


def test_a_line_without_a_rota(connection: redis.Redis) -> None:
    assert refresh_rota(settings_for(), connection, NOW) == RotaReport(
        outcome="none", sentence="line.toml names no rota."
    )
    assert published(connection) == []


def test_rows_that_cannot_be_used_are_in_the_report(
    settings: Settings, folder: Path, connection: redis.Redis
) -> None:
    (folder / "rota.csv").write_bytes(HOURS + b"someday,08:00,X,,,,,\n")
    problem = Problem("rota row 3", "day", "left out: write daily, a weekday, or 2026-05-31")
    report = refresh_rota(settings, connection, NOW)
    assert (report.hours, report.problems) == (1, (problem,))
    assert last_report(connection) == report


def test_rows_of_a_rota_that_is_refused_are_in_the_report_too(
    settings: Settings, folder: Path, connection: redis.Redis
) -> None:
    refresh_rota(settings, connection, NOW)
    (folder / "rota.csv").write_bytes(HOURS + b"".join(b"x,0%d:00,X\n" % n for n in range(5)))
    report = refresh_rota(settings, connection, NOW)
    assert report.outcome == "kept"
    assert [problem.row for problem in report.problems] == [f"rota row {n}" for n in range(3, 8)]


def test_whoever_may_lead_at_any_time_is_named(
    settings: Settings, folder: Path, connection: redis.Redis
) -> None:
    (folder / "leaders.csv").write_bytes(LEADERS + b"ben,Ben,,\nzoe,Zoe,,\n")
    assert refresh_rota(settings, connection, NOW).problems == (
        Problem("leaders file", "leads_from", "empty, so they may lead at any time: ben, zoe"),
    )


@pytest.mark.parametrize("which", ["rota.csv", "leaders.csv"])
@pytest.mark.parametrize(
    "body", [None, b"", b"\n", b"<!DOCTYPE html><html></html>", b"\xff\xfe", b"{}", HOURS[:48]]
)
def test_a_bad_file_replaces_nothing(
    settings: Settings, folder: Path, connection: redis.Redis, which: str, body: bytes | None
) -> None:
    refresh_rota(settings, connection, NOW)
    (folder / which).unlink()
    if body is not None:
        (folder / which).write_bytes(body)
    report = refresh_rota(settings, connection, NOW)
    assert (report.outcome, report.sentence.endswith(STAYS)) == ("kept", True)
    assert published(connection) == ["Morning"]
    (folder / which).write_bytes({"rota.csv": HOURS, "leaders.csv": LEADERS}[which])
    assert refresh_rota(settings, connection, NOW).outcome == "unchanged"


def test_a_file_that_is_gone_is_named(
    settings: Settings, folder: Path, connection: redis.Redis
) -> None:
    (folder / "leaders.csv").unlink()
    assert refresh_rota(settings, connection, NOW).sentence == (
        "What line.toml names as [rota] leaders cannot be read (No such file or directory): "
        f"make it readable again. {STAYS}"
    )


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A server that is away is asked again without a pause."""
    real = fetch.Limits
    for module in (fetch, rotarefresh):
        monkeypatch.setattr(module, "Limits", lambda: real(waits=(0,)))


@pytest.mark.usefixtures("at_once")
def test_a_rota_on_the_web(settings: Settings, lists: ListServer, connection: redis.Redis) -> None:
    sheet = f"{lists.url}rota.csv?key=the-key-of-a-sheet"
    web = replace(settings, rota=RotaPlace(sheet, sheet))
    lists.give(HOURS, LEADERS)
    assert refresh_rota(web, connection, NOW).outcome == "published"
    bad = (Answer(status=503), Answer(status=404), b"", Answer(b"<html>", 200), Answer(HOURS, 203))
    for answer in bad:
        lists.give(answer)
        report = refresh_rota(web, connection, NOW)
        assert report.outcome == "kept"
        assert "the-key-of-a-sheet" not in report.sentence
        assert published(connection) == ["Morning"]
    lists.give(HOURS.replace(b"Morning", b"Dawn"), LEADERS)
    assert refresh_rota(web, connection, NOW).outcome == "published"
    assert published(connection) == ["Dawn"]


@pytest.mark.usefixtures("at_once")
def test_a_server_that_is_away_is_named_without_its_key(
    settings: Settings, lists: ListServer, connection: redis.Redis
) -> None:
    lists.give(Answer(status=503))
    web = replace(settings, rota=RotaPlace(f"{lists.url}rota.csv?key=secret", "leaders.csv"))
    assert refresh_rota(web, connection, NOW).sentence == (
        f"What line.toml names as [rota] hours answered 503: make it readable again. {STAYS}"
    )


@pytest.mark.parametrize("stored", [b"", b"{}", b"not json", b'{"outcome":"lost","sentence":""}'])
def test_a_report_of_another_release_is_none(connection: redis.Redis, stored: bytes) -> None:
    connection.set(ROTA_REPORT.of(), stored)
    assert last_report(connection) is None


def test_before_the_first_look_there_is_no_report(connection: redis.Redis) -> None:
    assert last_report(connection) is None


def test_no_telephone_number_reaches_redis(settings: Settings, connection: redis.Redis) -> None:
    refresh_rota(settings, connection, NOW)
    values = [connection.get(key) or b"" for key in connection.keys("*")]
    assert [value for value in values if b"5550101" in value] == []
    assert len(values) == 7


# A shared calendar

NOON = calendar(event("Noon", "20261101T120000", "20261101T130000", "RRULE:FREQ=DAILY"))
FULL = calendar(event("Hour", "20261101T000000", "20261101T010000", "RRULE:FREQ=HOURLY"))


@pytest.fixture
def shared(settings: Settings, folder: Path) -> Settings:
    """A calendar of which only its content says so."""
    (folder / "shared").write_bytes(NOON)
    return replace(settings, rota=RotaPlace(str(folder / "shared"), str(folder / "leaders.csv")))


def test_a_calendar_is_heard_and_goes_on_with_the_days(
    shared: Settings, connection: redis.Redis
) -> None:
    report = refresh_rota(shared, connection, NOW)
    assert report.sentence == (
        "The rota has 37 meetings in five weeks and 0 problems and is heard from now on."
    )
    assert refresh_rota(shared, connection, NOW + timedelta(hours=1)).outcome == "unchanged"
    later = NOW + timedelta(days=90)
    assert refresh_rota(shared, connection, later).outcome == "published"
    rota = published_rota(connection)
    assert rota is not None
    assert [on.hour.title for on in rota.on_now(later)] == ["Noon"]


@pytest.mark.parametrize(
    "body",
    [None, b"", b"<!DOCTYPE html><html></html>", b"\xff\xfe", calendar(), NOON[:-20], NOON[:150],
     calendar(event("Old", "20250101T120000", "")),
     calendar(event("Day", "", "", "DTSTART;VALUE=DATE:20261123"))],
)  # fmt: skip
@pytest.mark.parametrize("name", ["shared", "ours.ics"])
def test_a_bad_calendar_replaces_nothing(
    shared: Settings, folder: Path, connection: redis.Redis, body: bytes | None, name: str
) -> None:
    (folder / name).write_bytes(NOON)
    here = replace(shared, rota=RotaPlace(str(folder / name), str(folder / "leaders.csv")))
    refresh_rota(here, connection, NOW)
    (folder / name).unlink()
    if body is not None:
        (folder / name).write_bytes(body)
    report = refresh_rota(here, connection, NOW)
    assert (report.outcome, report.sentence.endswith(STAYS)) == ("kept", True)
    assert published(connection)[:1] == ["Noon"]


def test_a_rota_that_lost_more_than_half_is_taken_only_when_told(
    shared: Settings, folder: Path, connection: redis.Redis
) -> None:
    (folder / "shared").write_bytes(FULL)
    refresh_rota(shared, connection, NOW)
    (folder / "shared").write_bytes(NOON)
    assert refresh_rota(shared, connection, NOW).sentence == (
        "The rota has 7 meetings in the coming seven days and had 168: mend it, or take it with "
        f"`ivr refresh --accept`. {STAYS}"
    )
    assert published(connection)[:1] == ["Hour"]
    held = last_report(connection)
    assert held is not None
    assert (held.shrunk, held.has, held.had) == (True, 7, 168)
    accepted = refresh_rota(shared, connection, NOW, accept=True)
    assert (accepted.outcome, accepted.shrunk) == ("published", False)
    assert refresh_rota(shared, connection, NOW).outcome == "unchanged"


def test_a_small_rota_does_not_become_none(
    settings: Settings, folder: Path, connection: redis.Redis
) -> None:
    (folder / "rota.csv").write_bytes(HOURS.replace(b"daily", b"monday"))
    refresh_rota(settings, connection, NOW)
    (folder / "rota.csv").write_bytes(HOURS.replace(b"daily", b"2026-11-02"))
    assert refresh_rota(settings, connection, NOW).sentence == (
        "The rota has 0 meetings in the coming seven days and had 1, and 1 of its rows are dates "
        f"that are over: mend it, or take it with `ivr refresh --accept`. {STAYS}"
    )
    assert refresh_rota(settings, connection, NOW, accept=True).outcome == "published"


def test_no_fewer_meetings_are_taken_than_were_accepted(
    shared: Settings, folder: Path, connection: redis.Redis
) -> None:
    (folder / "shared").write_bytes(FULL)
    refresh_rota(shared, connection, NOW)
    (folder / "shared").write_bytes(NOON)
    assert refresh_rota(shared, connection, NOW, accept=True, least=8).outcome == "kept"
    assert refresh_rota(shared, connection, NOW, accept=True, least=7).outcome == "published"


# People beside the file


def test_people_who_cannot_be_read_change_nothing(
    settings: Settings, connection: redis.Redis
) -> None:
    refresh_rota(settings, connection, NOW)
    connection.set(PEOPLE_STATE.of(), b"of another release")
    assert refresh_rota(settings, connection, NOW).sentence == (
        f"The people in Redis cannot be read: are they of another release? {STAYS}"
    )
    assert published(connection) == ["Morning"]


@pytest.mark.parametrize("stored", [None, b"of another release"])
def test_no_rota_is_published_yet(connection: redis.Redis, stored: bytes | None) -> None:
    if stored is not None:
        connection.set(PUBLISHED_VERSION.of("rota"), "1")
        connection.set(PUBLISHED_DOCUMENT.of("rota", "1"), stored)
    assert published_rota(connection) is None
