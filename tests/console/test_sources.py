"""The meeting lists as operators see them, and taking one that has become smaller."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

import pytest

from ivr.schedule.refresh import refresh_source
from ivr.schedule.report import KEPT, SHOWN
from ivr.schedule.state import source_state
from ivr.settings import Settings, Source
from tests.console.opened import Opened, opened, words
from tests.console.test_account import follow
from tests.schedule.conftest import source
from tests.schedule.list_server import ListServer, list_server
from tests.schedule.rows import row
from workers import jobs
from workers.queues import queue


def body(count: int, **fields: object) -> bytes:
    """So many meetings, all of them different."""
    rows = [row(id_bigint=str(n), meeting_name=f"Hope {n}", **fields) for n in range(count)]
    return json.dumps(rows).encode()


@pytest.fixture
def lists() -> Iterator[ListServer]:
    with list_server() as server:
        yield server


@contextmanager
def console_with(here: Settings, *sources: Source) -> Iterator[Opened]:
    with opened(replace(here, sources=sources)) as running:
        yield running


def refresh(console: Opened, name: str = "upstate", **later: float) -> str:
    now = console.clock.now() + timedelta(**later)
    return refresh_source(console.settings, console.connection, name, now=now).outcome


def test_a_list_is_told_with_its_ages_and_counts(here: Settings, lists: ListServer) -> None:
    lists.give(body(60))
    with console_with(here, source(lists.url), source("/nowhere", "city")) as console:
        assert "city not read yet Last good never" in words(console.signed_in().get("/sources"))
        assert refresh(console) == "published"
        console.clock.later(minutes=10)
        said = words(console.signed_in().get("/sources")).replace("\u202f", " ")
        assert "upstate heard now" in said
        assert "Last good Sat, Nov 21, 6:40 PM Time since then 10 minutes" in said
        assert "Rows 60 Meetings 60 Rows with a problem 0" in said


def test_problems_are_named_row_by_row(here: Settings, lists: ListServer) -> None:
    """Fifty of them; the report in a terminal goes on naming ten."""
    lists.give(body(60, time_zone="Atlantis/Deep"))
    with console_with(here, source(lists.url)) as console:
        now = console.clock.now()
        report = refresh_source(console.settings, console.connection, "upstate", now=now)
        kept = source_state(console.connection, "upstate").problems
        assert (len(report.problems), len(kept), report.problems_total) == (SHOWN, KEPT, 60)
        said = words(console.signed_in().get("/sources"))
        assert "Show the rows with problems (60)" in said
        assert f"{kept[0].row} {kept[0].field} {kept[0].done}" in said
        assert "And 10 more." in said


def test_kind_and_what_is_heard_once_are_told(here: Settings, lists: ListServer) -> None:
    lists.give(body(3))
    city = replace(source(lists.url + "list", "city"), kind="")
    with console_with(here, source(lists.url), city) as console:
        refresh(console)
        refresh(console, "city")
        said = words(console.signed_in().get("/sources"))
        assert "Kind of list bmlt Rows 3" in said
        assert "Heard as a meeting of another list, or twice in this one 3" in said
        assert "Kind of list bmlt (by its rows: weekday_tinyint) Rows 3" in said
        assert "heard once upstate: 3" in said


def test_a_smaller_list_is_taken_when_an_operator_says_so(
    here: Settings,
    lists: ListServer,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    lists.give(body(100))
    with console_with(here, source(lists.url)) as console:
        assert refresh(console) == "published"
        browser = console.signed_in("Ana")
        assert "Accept this smaller list" not in words(browser.get("/sources"))
        lists.give(body(40))
        assert refresh(console, minutes=1) == "held"
        said = words(browser.get("/sources"))
        assert "upstate waits for you" in said
        assert "Accept this smaller list – upstate" in said
        answer = browser.post("/sources/upstate/accept")
        assert "The list upstate is being read once more" in follow(browser, answer)
        assert "operator=Ana source=upstate" in capsys.readouterr().out
        (job,) = queue("schedule", console.connection).jobs
        assert (job.func_name, job.args) == (
            "workers.jobs.refresh_schedule",
            ["upstate", "accept"],
        )
        monkeypatch.setattr(jobs, "_settings", lambda: console.settings)
        assert jobs.refresh_schedule(*job.args) == "published"
        assert source_state(console.connection, "upstate").meetings == 40


def test_a_list_that_waits_for_nobody_is_not_taken(here: Settings, lists: ListServer) -> None:
    lists.give(body(100))
    with console_with(here, source(lists.url)) as console:
        browser = console.signed_in()
        refresh(console)
        answer = browser.post("/sources/upstate/accept")
        assert "does not wait for anybody any more" in follow(browser, answer)
        assert browser.post("/sources/nobodys/accept").status_code == 404
        assert queue("schedule", console.connection).count == 0


def test_a_line_without_lists_says_so(here: Settings) -> None:
    with console_with(here) as console:
        assert "No list is named, so callers hear of no meetings." in words(
            console.signed_in().get("/sources")
        )
