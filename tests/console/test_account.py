"""One's own account: each change asks for the password, and ends what it has to end."""

import re

import httpx
import pyotp
import pytest

from ivr.console.words import text
from ivr.people import hashing
from ivr.recordings.storage import Storage, StoreAway
from tests.console.opened import PASSWORD, SECRET, Browser, Opened, Tags, words

NEW = "violet harbour piano"


def follow(browser: Browser, answer: httpx.Response) -> str:
    """What the next page says."""
    assert answer.status_code == 303
    return words(browser.get(answer.headers["location"].removeprefix("/console")))


def secret(page: httpx.Response) -> list[str]:
    return re.findall(r'class="secret" translate="no">([^<]+)<', page.text)


def pending(page: httpx.Response) -> str:
    return next(
        each["value"] for each in Tags(page.text).all("input") if each.get("name") == "pending"
    )


def test_a_new_password_ends_all_other_sessions(console: Opened) -> None:
    here, there = console.signed_in("Ana"), console.signed_in("Ana")
    before = dict(here.client.cookies)["ivr-session"]
    answer = here.post("/account/password", old=PASSWORD, new=NEW, again=NEW)
    assert "Your password is changed." in follow(here, answer)
    assert "Your password is changed." not in words(here.get("/account"))  # told once
    assert dict(here.client.cookies)["ivr-session"] != before
    assert there.get("/").status_code == 401
    assert console.browser().sign_in("Ana", PASSWORD).status_code == 403
    assert console.browser().sign_in("Ana", NEW).status_code == 303


@pytest.mark.parametrize(
    ("fields", "status", "said", "wrong"),
    [
        ({"old": "wrong", "new": NEW, "again": NEW}, 403, "That is not your password.", "old"),
        ({"old": PASSWORD, "new": NEW, "again": "other"}, 409, "are not the same", "again"),
        ({"old": PASSWORD, "new": "short", "again": "short"}, 409, "12 characters", "new"),
        ({}, 403, "That is not your password.", "old"),
    ],
)
def test_a_password_that_cannot_be_is_told_at_its_field(
    console: Opened, fields: dict[str, str], status: int, said: str, wrong: str
) -> None:
    browser = console.signed_in("Ana")
    answer = browser.post("/account/password", **fields)
    assert (answer.status_code, said in words(answer)) == (status, True)
    tags = Tags(answer.text)
    (field,) = [each for each in tags.all("input") if each.get("aria-invalid")]
    assert (field["id"], f"{wrong}-error" in field["aria-describedby"]) == (wrong, True)
    assert f"{wrong}-error" in [each.get("id") for each in tags.all("p")]
    assert console.browser().sign_in("Ana").status_code == 303  # still the old one


@pytest.mark.parametrize("path", ["password", "pin", "code", "code/off"])
def test_whoever_finds_a_browser_open_cannot_try_passwords_for_long(
    console: Opened, path: str
) -> None:
    browser = console.signed_in("Ana")
    told = [browser.post(f"/account/{path}", old=f"wrong {i}").status_code for i in range(7)]
    assert told == [403] * 5 + [429] * 2
    assert browser.post(f"/account/{path}", old=PASSWORD).status_code == 429


def test_a_new_pin_is_shown_once(console: Opened) -> None:
    browser = console.signed_in("Ana")
    before = console.book().named("Ana")
    answer = browser.post("/account/pin", old=PASSWORD)
    (pin,) = secret(answer)
    after = console.book().named("Ana")
    assert before is not None
    assert after is not None
    digits = pin.replace(" ", "")
    assert hashing.is_right(SECRET.encode(), "pin", digits, after.pin)
    assert not hashing.is_right(SECRET.encode(), "pin", digits, before.pin)
    assert answer.headers["cache-control"] == "no-store"
    assert pin not in browser.get("/account").text


def test_the_language_changes_at_once(console: Opened) -> None:
    browser = console.signed_in("Ana")
    answer = browser.post("/account/language", language="es")
    assert "Las páginas están ahora en español." in follow(browser, answer)
    assert Tags(browser.get("/").text).all("html") == [{"lang": "es"}]
    browser.post("/account/language", language="tlh")  # one that there is not
    assert Tags(browser.get("/").text).all("html") == [{"lang": "en"}]


def test_an_app_is_switched_on_only_with_its_first_code(console: Opened) -> None:
    browser, other = console.signed_in("Ana"), console.signed_in("Ana")
    page = browser.post("/account/code", old=PASSWORD)
    (letters,) = secret(page)
    assert re.fullmatch(r"([A-Z2-7]{4} ){7}[A-Z2-7]{4}", letters)
    (picture,) = [each for each in Tags(page.text).all("svg") if each.get("class") == "qr"]
    assert "viewbox" in picture
    app = pyotp.TOTP(letters.replace(" ", ""))
    assert console.browser().sign_in("Ana").status_code == 303  # nothing is on yet
    wrong = browser.post("/account/code/on", pending=pending(page), code="000000")
    assert (wrong.status_code, secret(wrong)) == (403, [letters])  # the same picture again
    code = app.at(console.clock.now())
    answer = browser.post("/account/code/on", pending=pending(wrong), code=code)
    assert "It is on." in follow(browser, answer)
    assert other.get("/").status_code == 401
    console.clock.later(seconds=60)
    assert console.browser().sign_in("Ana").status_code == 403
    later = app.at(console.clock.now())
    assert console.browser().sign_in("Ana", code=later).status_code == 303
    off = browser.post("/account/code/off", old=PASSWORD)
    assert "It is off." in follow(browser, off)
    assert console.browser().sign_in("Ana").status_code == 303


def test_an_app_of_another_session_or_of_nobody_is_not_switched_on(console: Opened) -> None:
    ana, ben = console.signed_in("Ana"), console.signed_in("Ben")
    page = ana.post("/account/code", old=PASSWORD)
    code = pyotp.TOTP(secret(page)[0].replace(" ", "")).at(console.clock.now())
    for found in (pending(page), "", "made up"):
        answer = ben.post("/account/code/on", pending=found, code=code)
        assert (answer.status_code, "That took too long." in words(answer)) == (409, True)
    person = console.book().named("Ben")
    assert person is not None
    assert person.code_salt == ""


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        ("password", {"old": PASSWORD, "new": NEW, "again": NEW}),
        ("pin", {"old": PASSWORD}),
        ("code/off", {"old": PASSWORD}),
        ("language", {"language": "es"}),
    ],
)
def test_what_holds_without_a_copy_says_so(
    console: Opened, monkeypatch: pytest.MonkeyPatch, path: str, fields: dict[str, str]
) -> None:
    browser = console.signed_in("Ana")
    before = console.book().named("Ana")

    def away(*_: object) -> None:
        raise StoreAway("The store of recordings is away.")

    monkeypatch.setattr(Storage, "write_document", away)
    answer = browser.post(f"/account/{path}", **fields)
    said = follow(browser, answer) if answer.status_code == 303 else words(answer)
    assert "no copy was kept" in said
    after = console.book().named("Ana")
    assert (after != before) == (path != "code/off")  # it was off already


@pytest.mark.parametrize(
    "password", ["short", "a\tb c d e f g h i j", "ana ana ana ana", "justfortoday"]
)
def test_why_a_password_cannot_be_is_said_in_the_operators_language(
    console: Opened, password: str
) -> None:
    browser = console.signed_in("Ana", language="es")
    answer = browser.post("/account/password", old=PASSWORD, new=password, again=password)
    (error,) = re.findall(r'id="new-error">([^<]+)<', answer.text)
    assert error in {
        text("es", f"reason-{each}", count=12) for each in ("short", "unseen", "of-name", "obvious")
    }
