"""The people who keep the line, as operators see and change them."""

import re

import pytest

from ivr.console.reasons import REASONS
from ivr.console.words import text
from ivr.people.locks import WRONG_BEFORE_LOCK, lock_keys
from ivr.recordings.storage import Storage, StoreAway
from tests.console.opened import Opened, Tags, words
from tests.console.test_account import follow, secret


def test_a_new_operator_can_sign_in_with_what_was_shown(console: Opened) -> None:
    browser = console.signed_in("Ana")
    browser.get("/operators")
    answer = browser.post("/operators", name="  Cora ")
    password, pin = secret(answer)
    assert answer.headers["cache-control"] == "no-store"
    cora = console.book().named("Cora")
    assert cora is not None
    assert (cora.name, cora.roles, pin[:3]) == ("Cora", ("operator",), cora.number)
    assert console.browser().sign_in("Cora", password).status_code == 303
    assert [each.who for each in console.book().log()][-1] == "Ana"
    assert password not in browser.get("/operators").text


@pytest.mark.parametrize("name", ["Ana", "ANA ", "", "x" * 61, "+1 202 555 0142"])
def test_a_name_that_cannot_be_is_told_at_the_field(console: Opened, name: str) -> None:
    browser = console.signed_in("Ana")
    answer = browser.post("/operators", name=name)
    assert answer.status_code == 409
    assert [each["role"] for each in Tags(answer.text).all("p") if "role" in each] == ["alert"]
    assert len(console.book().people()) == 1


def test_a_new_pin_for_somebody_else(console: Opened) -> None:
    browser, ben = console.signed_in("Ana"), console.add("Ben")
    (pin,) = secret(browser.post(f"/operators/{ben.number}/pin"))
    assert (pin[:3], len(pin)) == (ben.number, 11)


def test_a_lock_is_seen_and_lifted(console: Opened) -> None:
    browser, ben = console.signed_in("Ana"), console.add("Ben")
    assert "PIN locked" not in words(browser.get("/operators"))
    locked, _ = lock_keys(ben.number)
    console.connection.set(locked, f"{console.clock.now().timestamp():.3f}")
    page = browser.get("/operators")
    assert "PIN locked" in words(page)
    assert "locked since Sat, Nov 21, 6:40 PM" in words(page).replace("\u202f", " ")
    answer = browser.post(f"/operators/{ben.number}/unlock")
    assert "The lock is lifted: Ben can use the PIN again." in follow(browser, answer)
    assert console.book().locked() == {}
    assert WRONG_BEFORE_LOCK > 1


def test_nobody_is_removed_by_one_click(console: Opened) -> None:
    browser, ben = console.signed_in("Ana"), console.add("Ben")
    answer = browser.post(f"/operators/{ben.number}/remove")
    assert (answer.status_code, "Nothing was changed." in words(answer)) == (409, True)
    answer = browser.post(f"/operators/{ben.number}/remove", sure="yes")
    assert "Ben was removed." in follow(browser, answer)
    assert console.book().named("Ben") is None
    again = browser.post(f"/operators/{ben.number}/remove", sure="yes")
    assert (again.status_code, "no longer there" in words(again)) == (409, True)


def test_the_last_operator_stays(console: Opened) -> None:
    browser = console.signed_in("Ana")
    ana = console.book().named("Ana")
    assert ana is not None
    answer = browser.post(f"/operators/{ana.number}/remove", sure="yes")
    assert (answer.status_code, "last operator" in words(answer)) == (409, True)
    assert browser.get("/").status_code == 200


def test_who_removes_themselves_is_signed_out(console: Opened) -> None:
    browser = console.signed_in("Ana")
    console.add("Ben")
    ana = console.book().named("Ana")
    assert ana is not None
    browser.post(f"/operators/{ana.number}/remove", sure="yes")
    assert browser.get("/").status_code == 401


def test_what_is_shown_once_is_shown_even_when_no_copy_is_kept(
    console: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = console.signed_in("Ana")

    def away(*_: object) -> None:
        raise StoreAway("The store of recordings is away.")

    monkeypatch.setattr(Storage, "write_document", away)
    answer = browser.post("/operators", name="Cora")
    password, _ = secret(answer)
    assert "no copy is kept" in words(answer)
    assert console.browser().sign_in("Cora", password).status_code == 303


@pytest.mark.parametrize("name", ["Ana", "x" * 61, "+1 202 555 0142", "7"])
def test_why_a_name_cannot_be_is_said_in_the_operators_language(console: Opened, name: str) -> None:
    browser = console.signed_in("Ana", language="es")
    answer = browser.post("/operators", name=name)
    (error,) = re.findall(r'id="add-error">([^<]+)<', answer.text)
    values = {"name": "Ana", "count": "60"}
    assert error in {text("es", each, **values) for each in REASONS}
