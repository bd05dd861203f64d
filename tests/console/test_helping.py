"""The helpline and the emergency words, as a chair who edits no file changes them."""

import re
from dataclasses import replace

import pytest
from httpx import Response

from ivr import store
from ivr.helping.kept import Kept
from ivr.helping.state import State
from ivr.recordings.storage import storage_of
from tests.console.opened import PASSWORD, Browser, Opened, words
from tests.console.test_account import follow
from tests.line import NUMBER
from tests.recordings.made import recordings


def state(console: Opened) -> State:
    return Kept(console.connection, storage_of(console.settings)).state()


def seen(browser: Browser, number: str = "") -> str:
    page = browser.get("/help").text
    found = re.search(
        rf'name="number" value="{re.escape(number)}">\s*<input[^>]*value="(\w+)"', page
    )
    assert found is not None
    return found[1]


def change(browser: Browser, number: str = "", **fields: str) -> Response:
    """What is said yes to once it is shown, where it can be."""
    fields = {"number": number, "seen": seen(browser, number)} | fields
    shown = browser.post("/help", **fields)
    if shown.status_code != 422:
        return shown
    return browser.post("/help", **{"old": PASSWORD} | fields, sure=sure(shown))


def sure(shown: Response) -> str:
    found = re.search(r'name="sure" value="(\w+)"', shown.text)
    assert found is not None
    return found[1]


def test_the_page_shows_what_callers_hear(console: Opened) -> None:
    said = words(console.signed_in().get("/help"))
    assert "All numbers" in said
    assert "hang up and call 9 1 1, or 9 8 8." in said
    assert "llame al 9 1 1, o al 9 8 8." in said
    assert "Nobody changed anything here yet." in said


def test_a_change_is_kept_published_and_shown(console: Opened) -> None:
    browser = console.signed_in("Ana")
    fields = {"helpline": "(202) 555-0142", "words-en": "1 1 2", "words-es": ""}
    answer = change(browser, **fields)
    said = follow(browser, answer)
    assert "It is changed" in said
    assert "Key zero rings: +1 202-555-0142" in said
    assert "hang up and call 1 1 2." in said
    assert "Ana changed whom to call in an emergency in English (All numbers)." in said
    own = state(console).own("")
    assert (own.helpline, own.emergency) == ("+12025550142", {"en": "1 1 2"})
    assert console.connection.exists(store.PUBLISHED_VERSION.of("help")) == 1


def test_a_number_of_its_own_and_nobody_behind_zero(console: Opened) -> None:
    browser = console.signed_in()
    change(browser, NUMBER, none="yes")
    assert state(console).own(NUMBER).helpline == ""
    change(browser, NUMBER)
    assert state(console).own(NUMBER).helpline is None


@pytest.mark.parametrize(
    ("field", "fields", "why"),
    [
        ("helpline", {"helpline": "911"}, "no whole telephone number"),
        ("helpline", {"helpline": "+52 55 5555 0142"}, "its own country only"),
        ("helpline", {"helpline": NUMBER}, "it would call itself"),
        ("words-en", {"words-en": "{ $no }"}, "without braces"),
        ("words-en", {"words-en": "call the police maybe"}, "“call” just before your words"),
        ("words-es", {"words-es": "al 911"}, "“al” just before your words"),
        ("words-es", {"words-es": "Llame al 911"}, "“Llame” just before your words"),
        ("old", {"old": "wrong", "helpline": "202 555 0142"}, "not your password"),
    ],
)
def test_what_cannot_be_is_told_at_its_field(
    console: Opened, field: str, fields: dict[str, str], why: str
) -> None:
    browser = console.signed_in()
    answer = change(browser, **{"words-en": "1 1 2"} | fields)
    assert answer.status_code in (403, 409)
    alert = re.search(r'role="alert" id="([a-z-]+)-1-error">([^<]+)<', answer.text)
    assert alert is not None
    assert (alert[1], why in alert[2]) == (field, True)
    assert 'value="1 1 2"' in answer.text or field == "words-en"
    assert state(console).revision == 0


def test_all_of_it_is_shown_before_anybody_hears_it(console: Opened) -> None:
    browser = console.signed_in()
    asked = {"number": "", "seen": seen(browser), "words-en": "911 or 112"}
    shown = browser.post("/help", **asked, old=PASSWORD)
    assert shown.status_code == 422
    said = words(shown)
    assert "Nobody hears it yet." in said
    assert "hang up and call 9 1 1 or 1 1 2." in said
    assert "In Spanish nothing changes. Callers hear:" in said
    assert state(console).revision == 0
    yes = sure(shown)
    asked["words-en"] = "1 1 8"  # written after it was shown
    shown = browser.post("/help", **asked, sure=yes, old=PASSWORD)
    assert (shown.status_code, "hang up and call 1 1 8." in words(shown)) == (422, True)
    refused = browser.post("/help", **asked, sure=sure(shown), old="wrong")
    assert (refused.status_code, "hang up and call 1 1 8." in words(refused)) == (403, True)
    browser.post("/help", **asked, sure=sure(shown), old=PASSWORD)
    assert state(console).own("").emergency == {"en": "1 1 8"}


def test_whoever_did_not_see_the_last_change_changes_nothing(console: Opened) -> None:
    ana, ben = console.signed_in("Ana"), console.signed_in("Ben")
    first, second = seen(ana), seen(ben)
    change(ben, seen=second, **{"words-en": "1 1 2"})
    answer = change(ana, seen=first, helpline="202 555 0142")
    assert (answer.status_code, "Ben changed this meanwhile." in words(answer)) == (409, True)
    assert 'value="1 1 2"' in answer.text
    assert state(console).own("").helpline is None


def test_a_number_that_is_no_more_is_told(console: Opened) -> None:
    answer = console.signed_in().post("/help", number="+12025550100", old=PASSWORD)
    assert (answer.status_code, "does not have that number" in words(answer)) == (409, True)


def test_a_recording_of_other_words_is_pointed_out(console: Opened) -> None:
    browser = console.signed_in()
    danger = console.keeper.world.prompts.text(console.settings.lines[0], "en", "danger", {})
    console.keeper.world = replace(console.keeper.world, recordings=recordings({"danger": danger}))
    assert "The recording in English says other words" not in words(browser.get("/help"))
    change(browser, **{"words-en": "1 1 2"})
    assert "The recording in English says other words" in words(browser.get("/help"))


def test_a_recording_is_of_the_words_that_were_read(console: Opened) -> None:
    browser = console.signed_in()
    page = browser.get("/prompts/en/danger").text
    shown = re.search(r'name="words" value="([^"]+)"', page)
    assert shown is not None
    answer = browser.client.post(
        "/prompts/en/danger/takes",
        data={"csrf": browser.csrf, "words": "What the page said before."},
        files={"file": ("a.wav", b"x")},
    )
    take = console.connection.get(store.TAKE.of(answer.headers["location"].rpartition("/")[2]))
    assert isinstance(take, bytes)
    assert b"What the page said before." in take
