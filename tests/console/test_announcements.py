"""The pages of announcements: recorded, timed, published, withdrawn."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.console.opened import Browser, Opened, Tags, words
from tests.console.sending import library, sent, work_off
from tests.line import SATURDAY_EVENING
from tests.recordings.made import audio, voice


def made(console: Opened) -> str:
    """The page of a draft."""
    ours = library(console)
    one = ours.add_announcement("en", audio("one"), seconds=0.5, who="Ben", came="telephone")
    return f"/announcements/{one.id}"


def expected(browser: Browser, path: str) -> str:
    """The times that the page's form showed."""
    fields = Tags(browser.get(path).text).all("input")
    return next(field["value"] for field in fields if field["name"] == "expected")


def test_one_is_sent_and_published_by_the_lines_clock(console: Opened) -> None:
    browser = console.signed_in("Ana")
    browser.get("/announcements")
    waits = sent(browser, "/announcements/takes", voice(), language="es")
    work_off(console)
    path = browser.get(waits).headers["location"].removeprefix("/console")
    page = browser.get(path)
    assert "All times are those of the line: America/New_York." in words(page)
    fields = {field["name"]: field["value"] for field in Tags(page.text).all("input")}
    assert (fields["begins"], fields["ends"]) == ("2026-11-21T18:40", "2026-11-22T18:40")

    answer = browser.post(f"{path}/publish", begins=fields["begins"], ends="2026-11-21T20:00")
    assert answer.headers["location"] == "/console/announcements"
    page = browser.get("/announcements")
    assert "Published. The next call hears it, until Sat, Nov 21, 8:00 PM." in words(page)
    assert "Heard now" in words(page)
    (one,) = library(console).state().announcements
    assert (one.language, one.who, one.begins, one.ends) == (
        "es",
        "Ana",
        SATURDAY_EVENING,
        SATURDAY_EVENING + timedelta(hours=1, minutes=20),
    )

    browser.post(f"{path}/withdraw")
    page = browser.get("/announcements")
    assert "Withdrawn. The next call does not hear it any more." in words(page)
    assert "/publish" not in browser.get(path).text


def test_one_that_is_to_come_says_so(console: Opened) -> None:
    browser, path = console.signed_in(), made(console)
    browser.get(path)
    browser.post(f"{path}/publish", begins="2026-11-23T09:00", ends="2026-11-23T10:00")
    page = words(browser.get("/announcements"))
    assert "Callers hear it from Mon, Nov 23, 9:00 AM to Mon, Nov 23, 10:00 AM." in page
    assert "Coming" in page


def test_a_note_says_what_it_is_about(console: Opened) -> None:
    browser, path = console.signed_in(), made(console)
    times = {"begins": "2026-11-23T09:00", "ends": "2026-11-23T10:00"}
    wrong = {
        "a" * 61: "at most 60 characters",
        "call 202 555 0142": "No telephone number may stand",
    }
    for note, sentence in wrong.items():
        answer = browser.post(
            f"{path}/publish", **times, note=note, expected=expected(browser, path)
        )
        assert (answer.status_code, sentence in words(answer)) == (422, True)
    browser.post(
        f"{path}/publish", **times, note="Friday meeting", expected=expected(browser, path)
    )
    assert "Friday meeting · " in words(browser.get("/announcements"))
    fields = {
        field["name"]: field.get("value") for field in Tags(browser.get(path).text).all("input")
    }
    assert fields["note"] == "Friday meeting"


@pytest.mark.parametrize(
    ("begins", "ends", "sentence"),
    [
        ("", "2026-11-23T10:00", "Say a day and a time for both."),
        ("2026-11-23T09:00", "tomorrow", "Say a day and a time for both."),
        ("2026-11-23T09:00", "2026-11-23T10:00+00:00", "Say a day and a time for both."),
        ("2026-11-23", "2026-11-23T10:00", "Say a day and a time for both."),
        ("2026-11-23T09:00", "2026-W48", "Say a day and a time for both."),
        ("2027-03-14T02:30", "2027-03-14T04:00", "When clocks go forward, an hour is left out"),
        ("0001-01-01T00:00", "9999-12-31T23:59", "Say a day and a time for both."),
        ("2026-11-23T09:00", "2026-11-23T08:00", "The end is before the beginning"),
        ("2026-11-20T09:00", "2026-11-20T10:00", "That is over already"),
        ("2026-11-23T09:00", "2027-11-23T08:00", "heard for 60 days at most"),
    ],
)
def test_times_that_cannot_be_are_said_beside_the_form(
    console: Opened, begins: str, ends: str, sentence: str
) -> None:
    browser, path = console.signed_in(), made(console)
    browser.get(path)
    answer = browser.post(f"{path}/publish", begins=begins, ends=ends)
    assert (answer.status_code, sentence in words(answer)) == (422, True)
    assert library(console).state().announcements[0].begins is None


def test_what_is_left_as_it_was_in_an_hour_that_comes_twice_stays_there(console: Opened) -> None:
    path = made(console)
    ours, one = library(console), library(console).state().announcements[0]
    second = datetime(2026, 11, 1, 6, 30, tzinfo=UTC)  # 1:30 in New York, for the second time
    console.clock.moment = second - timedelta(days=1)
    ours.announce(one.id, second, second + timedelta(days=2), who="Ana")
    browser = console.signed_in()
    seen = expected(browser, path)
    browser.post(
        f"{path}/publish", begins="2026-11-01T01:30", ends="2026-11-04T10:00", expected=seen
    )
    (one,) = ours.state().announcements
    assert (one.begins, one.ends) == (second, datetime(2026, 11, 4, 15, tzinfo=UTC))


def test_of_two_who_give_times_the_slower_is_told_who_was_quicker(console: Opened) -> None:
    path, browser = made(console), console.signed_in("Ana")
    ours, one = library(console), library(console).state().announcements[0]
    seen = expected(browser, path)
    ours.announce(one.id, SATURDAY_EVENING, SATURDAY_EVENING + timedelta(hours=1), who="Ben")
    before = ours.state()

    times = {"begins": "2026-11-23T09:00", "ends": "2026-11-23T10:00"}
    answer = browser.post(f"{path}/publish", **times, expected=seen)
    assert (answer.status_code, ours.state()) == (409, before)
    assert "Ben changed this announcement while you looked at it." in words(answer)
    fields = {field["name"]: field["value"] for field in Tags(answer.text).all("input")}
    assert (fields["begins"], fields["ends"]) == ("2026-11-21T18:40", "2026-11-21T19:40")

    browser.post(f"{path}/publish", **times, expected=fields["expected"])
    assert ours.state().log[-1].who == "Ana"


def test_one_of_no_language_of_the_line_is_not_taken(console: Opened) -> None:
    browser = console.signed_in()
    browser.get("/announcements")
    assert browser.post("/announcements/takes", language="xx").status_code == 404
    assert browser.get("/announcements/00000000").status_code == 404


def test_too_long_is_refused_and_can_be_recorded_again(console: Opened) -> None:
    browser = console.signed_in()
    browser.get("/announcements")
    waits = sent(browser, "/announcements/takes", voice(seconds=22), language="en")
    work_off(console)
    page = browser.get(waits)
    assert "It is longer than 20 seconds." in words(page)
    assert {"type": "hidden", "name": "language", "value": "en"} in Tags(page.text).all("input")
