"""The week's rota, with what nobody leads in plain sight."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import msgspec

from ivr.rota import Hour, Rota
from ivr.rotarefresh import RotaReport
from ivr.rotaweek import week
from ivr.schedule.meeting import Problem
from ivr.store import ROTA_REPORT
from tests.console.opened import Opened, words
from tests.line import SATURDAY_EVENING, rota

NEW_YORK = ZoneInfo("America/New_York")
EVENING = Hour(day="daily", start=20 * 60, title="Evening", leader="ana", leader_name="Ana")
LATE = Hour(day="friday", start=23 * 60 + 30, title="Late")


def test_a_week_of_every_hour_is_whole() -> None:
    found = week(rota(), SATURDAY_EVENING, NEW_YORK)
    assert (found.unled, found.empty, len(found.days)) == (0, 0, 8)
    hours = {slot.start for day in found.days for slot in day.slots}
    first = datetime(2026, 11, 21, 23, tzinfo=UTC)  # the hour that is on
    assert hours == {first + timedelta(hours=count) for count in range(7 * 24 + 1)}


def test_what_is_not_held_and_what_nobody_leads_is_counted() -> None:
    found = week(Rota((EVENING, LATE), NEW_YORK), SATURDAY_EVENING, NEW_YORK)
    assert (found.unled, round(found.empty, 3)) == (1, 7 * 24 - 8)
    saturday = found.days[0]
    assert [(slot.hour and slot.hour.title, slot.unled) for slot in saturday.slots] == [
        (None, False),
        ("Evening", False),
        (None, False),
    ]
    assert [slot.end - slot.start for slot in saturday.slots] == [
        timedelta(minutes=80),  # from 18:40 on
        timedelta(hours=1),
        timedelta(hours=3),  # to midnight
    ]
    (friday,) = [day for day in found.days if day.unled]
    assert friday.date.isoformat() == "2026-11-27"


def test_a_leader_who_may_not_lead_yet_leaves_a_gap() -> None:
    later = msgspec.structs.replace(EVENING, leads_from="2026-11-24")
    found = week(Rota((later,), NEW_YORK), SATURDAY_EVENING, NEW_YORK)
    assert [day.date.isoformat() for day in found.days if day.unled] == [
        *("2026-11-21", "2026-11-22", "2026-11-23"),
    ]


def test_the_hour_that_comes_twice_in_autumn_is_there_twice() -> None:
    night = Hour(day="daily", start=60, title="One", leader="ana", leader_name="Ana")
    autumn = datetime(2026, 11, 1, 4, tzinfo=UTC)  # midnight in New York, summer time
    found = week(Rota((night,), NEW_YORK), autumn, NEW_YORK)
    starts = [slot.start for day in found.days[:1] for slot in day.slots if slot.hour]
    assert starts == [datetime(2026, 11, 1, 5, tzinfo=UTC), datetime(2026, 11, 1, 6, tzinfo=UTC)]


def test_the_page_says_in_words_what_nobody_leads(console: Opened) -> None:
    browser = console.signed_in()
    assert "Every meeting of these seven days has a leader." in words(browser.get("/rota"))
    console.keeper.world = replace(console.keeper.world, rota=Rota((EVENING, LATE), NEW_YORK))
    said = words(browser.get("/rota")).replace("\u202f", " ")
    assert "1 meeting of these seven days has no leader." in said
    assert "In 160 hours of them there is no meeting." in said
    assert "Friday, November 27 1 without a leader" in said
    assert "11:30 PM Late No leader" in said
    assert "8:00 PM Evening Ana" in said
    console.keeper.world = replace(console.keeper.world, rota=Rota())
    assert "No rota has been read yet," in words(browser.get("/rota"))


def test_rows_that_could_not_be_used_are_named(console: Opened) -> None:
    problem = Problem("7", "leader", "nobody of that name: nobody leads it")
    report = RotaReport(outcome="kept", sentence="It is broken.", problems=(problem,))
    console.connection.set(ROTA_REPORT.of(), msgspec.json.encode(report))
    said = words(console.signed_in().get("/rota"))
    assert "the one of before counts. It is broken." in said
    assert "7 leader nobody of that name: nobody leads it" in said
