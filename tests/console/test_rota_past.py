"""The hours of late that nobody led, and a rota that waits because it has become smaller."""

from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import msgspec
import pytest

from ivr.rooms.past import note
from ivr.rota import Hour, OnNow, Rota
from ivr.rotarefresh import RotaReport
from ivr.store import ROTA_REPORT
from tests.console.opened import Opened, words
from tests.console.test_account import follow
from tests.line import SATURDAY_EVENING
from workers.queues import queue

NIGHT = Hour(day="daily", start=180, title="Still Here")
LED = Hour(day="daily", start=1200, title="Evening", leader="ana", leader_name="Ana")


def was(
    console: Opened, hour: Hour, days: int, *, led: bool = False, by_rota: bool = False
) -> None:
    start = SATURDAY_EVENING.replace(minute=0) - timedelta(days=days)
    on = OnNow(hour, start, start + timedelta(hours=1))
    note(console.connection, on, led=led, by_rota=by_rota)


def page(console: Opened, path: str = "/rota/past", language: str = "en") -> str:
    browser = console.signed_in(f"Ana {language}", language=language)
    return words(browser.get(path)).replace("\u202f", " ")


def test_before_anybody_came_there_is_nothing_to_tell(console: Opened) -> None:
    assert "Nobody came to a meeting in these weeks" in page(console)


def test_hours_without_a_leader_are_told_and_why(console: Opened) -> None:
    was(console, NIGHT, 1)
    was(console, LED, 7)
    was(console, NIGHT, 8)
    was(console, LED, 2, led=True, by_rota=True)
    was(console, LED, 3, led=True)
    said = page(console)
    assert "3 hours of the 5 that somebody came to had no leader." in said
    assert "In 1 hour somebody else led than the rota said." in said
    assert "Again and again Friday, 6:00 PM: 2 times" in said
    assert "Fri, Nov 20, 6:00 PM Still Here the rota named nobody" in said
    assert "Sat, Nov 14, 6:00 PM Evening the leader did not come" in said
    assert "viernes, 18:00: 2 veces" in page(console, language="es")


def test_all_led_is_said(console: Opened) -> None:
    was(console, LED, 1, led=True, by_rota=True)
    assert "Every hour that somebody came to was led." in page(console)


def held(console: Opened, *, shrunk: bool) -> None:
    report = RotaReport(outcome="kept", sentence="Smaller.", has=10, had=168 * shrunk)
    console.connection.set(ROTA_REPORT.of(), msgspec.json.encode(report))


def test_a_smaller_rota_waits_and_is_accepted(console: Opened) -> None:
    held(console, shrunk=True)
    browser = console.signed_in()
    assert (
        "much smaller: 10 meetings in the coming seven days, and before there were 168."
        in words(browser.get("/rota"))
    )
    assert "tick the box first" in follow(browser, browser.post("/rota/accept"))
    assert queue("schedule", console.connection).count == 0
    answer = browser.post("/rota/accept", sure="yes", has="11")
    assert "The rota has changed meanwhile" in follow(browser, answer)
    assert 'name="has" value="10"' in browser.get("/rota").text
    answer = browser.post("/rota/accept", sure="yes", has="10")
    assert "read once more and taken as it is" in follow(browser, answer)
    (job,) = queue("schedule", console.connection).jobs
    assert (job.func_name, job.args) == ("workers.jobs.refresh_rota", ["accept", "10"])


@pytest.mark.parametrize("broken", [True, False])
def test_only_one_that_shrank_can_be_accepted(console: Opened, broken: bool) -> None:
    if broken:
        held(console, shrunk=False)
    browser = console.signed_in()
    assert "much smaller" not in words(browser.get("/rota"))
    answer = browser.post("/rota/accept", sure="yes")
    assert "does not wait for anybody any more" in follow(browser, answer)
    assert queue("schedule", console.connection).count == 0


def test_hours_of_the_coming_day_without_a_leader_are_on_the_first_page(console: Opened) -> None:
    assert "of the coming 24 hours" not in page(console, "/")
    console.keeper.world = replace(
        console.keeper.world, rota=Rota((NIGHT, LED), ZoneInfo("America/New_York"))
    )
    assert (
        "1 meeting of the coming 24 hours has no leader. "
        "The next is Still Here, Sun, Nov 22, 3:00 AM."
    ) in page(console, "/")
