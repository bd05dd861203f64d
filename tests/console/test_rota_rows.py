"""The rota as a chair keeps it who edits no file: hours of one day, and rows of the console."""

import html
import re
from datetime import UTC, datetime, timedelta

import pytest

from ivr.console import words as texts
from ivr.recordings.storage import Storage, StoreAway, storage_of
from ivr.rotabook import RotaBook
from ivr.rotarefresh import published_rota, refresh_rota
from tests.console.opened import Browser, Opened, Tags, words
from tests.console.test_account import follow
from tests.line import SATURDAY_EVENING

EIGHT = datetime(2026, 11, 22, 1, tzinfo=UTC)  # eight in the evening in New York
HOUR = f"/rota/hours/{int(EIGHT.timestamp() // 60)}~meeting-main"
ROW = {"day": "monday", "time": "20:00", "title": "Monday Together", "leader": "ana"}


@pytest.fixture
def browser(console: Opened) -> Browser:
    """Of a chair, while the demo's files are read."""
    refresh_rota(console.settings, console.connection, SATURDAY_EVENING)
    return console.signed_in("Ana")


def book(console: Opened) -> RotaBook:
    storage = storage_of(console.settings)
    return RotaBook(console.connection, storage, console.settings, console.clock.now)


def led(console: Opened, start: datetime = EIGHT) -> str:
    rota = published_rota(console.connection)
    on = rota.find(start, "meeting-main") if rota else None
    return on.hour.leader if on else "not held"


def leader_of(browser: Browser) -> str:
    """As the page of the hour has it."""
    hidden = Tags(browser.get(HOUR).text).all("input")
    return next(each["value"] for each in hidden if each.get("name") == "expected")


def row_page(browser: Browser) -> str:
    """The address of the one row."""
    links = [each["href"] for each in Tags(browser.get("/rota/rows").text).all("a")]
    (page,) = {each for each in links if "/rota/rows/" in each}
    return page.removeprefix("/console")


def expected(browser: Browser, page: str) -> str:
    found = re.search(r'name="expected" value="([a-p]+)"', browser.get(page).text)
    assert found
    return found[1]


def test_an_hour_is_given_back_and_to_somebody_else(console: Opened, browser: Browser) -> None:
    first = leader_of(browser)
    assert HOUR in browser.get("/rota").text
    told = follow(browser, browser.post(HOUR, leader="", expected=first))
    assert "Done. Nobody leads" in told
    assert "No leader this time only Change" in told
    assert (led(console), led(console, EIGHT + timedelta(days=7))) == ("", first)
    other = next(row for row in book(console).leaders().rows if row not in ("", first))
    told = follow(browser, browser.post(HOUR, leader=other, expected=""))
    assert "Callers hear within seconds who leads" in told
    assert led(console) == other
    assert [done.did for done in book(console).state().log] == ["gave back", "gave"]


def test_two_chairs_do_not_undo_each_other(console: Opened, browser: Browser) -> None:
    first = leader_of(browser)
    browser.post(HOUR, leader="", expected=first)
    late = console.signed_in("Ben").post(HOUR, leader=first, expected=first)
    assert (late.status_code, "Somebody else changed this hour" in words(late)) == (409, True)
    assert led(console) == ""


def test_an_hour_that_is_none_has_no_page(console: Opened, browser: Browser) -> None:
    assert browser.get("/rota/hours/29~nowhere").status_code == 404
    assert browser.post(HOUR.replace("main", "none"), leader="").status_code == 404
    console.clock.later(hours=3)
    browser = console.signed_in("Cleo")
    assert "This hour is over." in words(browser.get(HOUR))
    answer = browser.post(HOUR, leader="", expected="")
    assert (answer.status_code, "over, or is not held" in words(answer)) == (409, True)


def test_a_row_is_added_changed_and_removed(console: Opened, browser: Browser) -> None:
    told = follow(browser, browser.post("/rota/rows", once="one", **ROW))
    assert "Monday Together is added" in told
    assert "Monday, 20:00: Monday Together" in told
    monday = EIGHT + timedelta(days=2)
    assert led(console, monday) == "ana"
    browser.post("/rota/rows", once="one", **ROW)  # the second click
    page = row_page(browser)
    mark = expected(browser, page)
    told = follow(browser, browser.post(page, expected=mark, **{**ROW, "leader": ""}))
    assert "Monday Together is saved" in told
    assert led(console, monday) == ""
    answer = browser.post(f"{page}/remove", expected=mark)  # of the row as it was
    assert (answer.status_code, "so it was not removed" in words(answer)) == (409, True)
    mark = expected(browser, page)
    told = follow(browser, browser.post(f"{page}/remove", expected=mark))
    assert "Monday Together is removed." in told
    assert (book(console).state().rows, browser.get(page).status_code) == ((), 404)
    assert browser.post(f"{page}/remove").status_code == 409


def test_no_meeting_on_a_date(console: Opened, browser: Browser) -> None:
    browser.post("/rota/rows", day="daily", date="2026-11-21", time="20:00", held="no")
    assert led(console) == "not held"
    assert "Saturday, November 21, 2026, 20:00: No meeting" in words(browser.get("/rota/rows"))
    assert "No meeting" in words(browser.get(row_page(browser)))


@pytest.mark.parametrize(
    ("cells", "covered"),
    [
        ({"day": "daily", "time": "21:30"},
         ["every day, 9:00 PM: Evening Light", "every day, 10:00 PM: Ask Me Anything Clean"]),
        ({"day": "monday", "time": "20:30"},
         ["Monday, 8:00 PM: Eight O'Clock Steps", "Monday, 9:00 PM: Evening Light"]),
        ({"date": "2026-12-01", "time": "23:30", "held": "no"},
         ["Tuesday, December 1, 2026, 11:00 PM: Last Call for Hope",
          "Wednesday, December 2, 2026, 12:00 AM: Midnight Candle"]),
    ],
)  # fmt: skip
def test_what_a_row_takes_the_place_of_is_said_before_it_is_saved(
    console: Opened, browser: Browser, cells: dict[str, str], covered: list[str]
) -> None:
    answer = browser.post("/rota/rows", **{**ROW, **cells})
    assert answer.status_code == 422
    assert "2 meetings are held no more" in words(answer)
    shown = [html.unescape(each) for each in re.findall(r"<li>([^<]+)</li>", answer.text)]
    assert [each.replace("\u202f", " ") for each in shown] == covered
    assert book(console).state().rows == ()
    sure = next(e for e in Tags(answer.text).all("input") if e.get("name") == "sure")["value"]
    assert browser.post("/rota/rows", **{**ROW, **cells, "sure": "other"}).status_code == 422
    browser.post("/rota/rows", **{**ROW, **cells, "sure": sure})
    (row,) = book(console).state().rows
    page = row_page(browser)
    mark = expected(browser, page)
    again = browser.post(page, expected=mark, **{**ROW, **cells, "format": "step"})
    assert (again.status_code, book(console).state().rows[0].format) == (303, "step")
    assert row.time == cells["time"]


def test_the_page_of_rows_says_names_and_what_a_row_without_a_meeting_is(
    console: Opened, browser: Browser
) -> None:
    row = {"day": "monday", "time": "20:00", "title": "Steps", "leader": "ines"}
    assert "Led by Inés." in follow(browser, browser.post("/rota/rows", **row))
    nothing = {"day": "tuesday", "time": "20:00", "held": "no"}
    told = follow(browser, browser.post("/rota/rows", **nothing))
    assert "No meeting (Tuesday, 20:00) is added" in told


@pytest.mark.parametrize("language", texts.LANGUAGES)
@pytest.mark.parametrize(
    ("cells", "field", "reason"),
    [
        ({"day": "someday"}, "day", "row-day"),
        ({"date": "2026-11-01"}, "day", "row-past"),
        ({"time": "8"}, "time", "row-time"),
        ({"title": ""}, "title", "row-title"),
        ({"title": "+1 202 555 0142"}, "title", "number"),
        ({"format": "party"}, "format", "row-format"),
        ({"access": "some"}, "access", "row-access"),
        ({"language": "xxx"}, "language", "row-language"),
        ({"room": "größe"}, "room", "row-room"),
        ({"speaking": "loud"}, "speaking", "row-speaking"),
        ({"leader": "nobody"}, "leader", "row-leader"),
    ],
)
def test_what_cannot_be_is_told_at_its_field(
    console: Opened, language: str, cells: dict[str, str], field: str, reason: str
) -> None:
    refresh_rota(console.settings, console.connection, SATURDAY_EVENING)
    browser = console.signed_in("Ana", language=language)
    answer = browser.post("/rota/rows", **{**ROW, **cells})
    assert answer.status_code == 422
    tags = Tags(answer.text)
    marked = [e for name in ("input", "select") for e in tags.all(name) if "aria-invalid" in e]
    assert [each["id"] for each in marked] == [field]
    said = texts.text(language, f"reason-{reason}", count=80)
    assert f'id="{field}-error">{said}<' in answer.text.replace("&#39;", "'")
    assert book(console).state().revision == 0


def test_two_in_one_room_at_one_time(browser: Browser) -> None:
    browser.post("/rota/rows", **ROW)
    answer = browser.post("/rota/rows", **{**ROW, "time": "20:30", "title": "Late"})
    assert answer.status_code == 422
    assert "Monday Together is in that room at that time." in words(answer)


def test_who_saves_later_is_told_and_loses_nothing(console: Opened, browser: Browser) -> None:
    browser.post("/rota/rows", **ROW)
    page = row_page(browser)
    mark = expected(browser, page)
    other = console.signed_in("Ben")
    other.post(page, expected=mark, **{**ROW, "title": "Theirs"})
    late = browser.post(page, expected=mark, **{**ROW, "title": "Mine"})
    assert (late.status_code, "Somebody else changed this row" in words(late)) == (409, True)
    assert 'value="Mine"' in late.text
    assert [row.title for row in book(console).state().rows] == ["Theirs"]


def test_a_change_without_a_copy_holds_and_is_told(
    console: Opened, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object) -> None:
        raise StoreAway("The store is away.")

    first = leader_of(browser)
    monkeypatch.setattr(Storage, "write_document", away)
    told = follow(browser, browser.post(HOUR, leader="", expected=first))
    assert "no copy was kept" in told
    assert "no copy was kept" in follow(browser, browser.post("/rota/rows", **ROW))
    assert (led(console), led(console, EIGHT + timedelta(days=2))) == ("", "ana")
