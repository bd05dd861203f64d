"""The people who keep the line, as operators see and change them."""

import re
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from ivr.console.words import text
from ivr.people.hashing import is_right
from ivr.people.locks import WRONG_BEFORE_LOCK, lock_keys
from ivr.recordings.storage import Storage, StoreAway
from tests.console.opened import PASSWORD, SECRET, Opened, Tags, words
from tests.console.test_account import follow, secret


def test_a_new_operator_can_sign_in_with_what_was_shown(console: Opened) -> None:
    browser = console.signed_in("Ana")
    browser.get("/operators")
    answer = browser.post("/operators", name="  Cora ", old=PASSWORD)
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
    answer = browser.post("/operators", name=name, old=PASSWORD)
    assert answer.status_code == 409
    assert [each["role"] for each in Tags(answer.text).all("p") if "role" in each] == ["alert"]
    assert len(console.book().people()) == 1


def test_a_new_pin_for_somebody_else(console: Opened) -> None:
    browser, ben = console.signed_in("Ana"), console.add("Ben")
    (pin,) = secret(browser.post(f"/operators/{ben.number}/pin", old=PASSWORD))
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
    assert "The lock is lifted: Ben can use the PIN again, and sign in at once." in follow(
        browser, answer
    )
    assert console.book().locked() == {}
    assert WRONG_BEFORE_LOCK > 1


def test_nobody_is_removed_by_one_click(console: Opened) -> None:
    browser, ben = console.signed_in("Ana"), console.add("Ben")
    answer = browser.post(f"/operators/{ben.number}/remove")
    assert (answer.status_code, "Nothing was changed." in words(answer)) == (409, True)
    answer = browser.post(f"/operators/{ben.number}/remove", sure="yes", old=PASSWORD)
    assert "Ben was removed." in follow(browser, answer)
    assert console.book().named("Ben") is None
    again = browser.post(f"/operators/{ben.number}/remove", sure="yes", old=PASSWORD)
    assert (again.status_code, "no longer there" in words(again)) == (409, True)


def test_the_last_operator_stays(console: Opened) -> None:
    browser = console.signed_in("Ana")
    ana = console.book().named("Ana")
    assert ana is not None
    answer = browser.post(f"/operators/{ana.number}/remove", sure="yes", old=PASSWORD)
    assert (answer.status_code, "last operator" in words(answer)) == (409, True)
    assert browser.get("/").status_code == 200


def test_who_removes_themselves_is_signed_out(console: Opened) -> None:
    browser = console.signed_in("Ana")
    console.add("Ben")
    ana = console.book().named("Ana")
    assert ana is not None
    browser.post(f"/operators/{ana.number}/remove", sure="yes", old=PASSWORD)
    assert browser.get("/").status_code == 401


def test_what_is_shown_once_is_shown_even_when_no_copy_is_kept(
    console: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = console.signed_in("Ana")

    def away(*_: object) -> None:
        raise StoreAway("The store of recordings is away.")

    monkeypatch.setattr(Storage, "write_document", away)
    answer = browser.post("/operators", name="Cora", old=PASSWORD)
    password, _ = secret(answer)
    assert "no copy was kept" in words(answer)
    assert console.browser().sign_in("Cora", password).status_code == 303


@pytest.mark.parametrize("name", ["Ana", "x" * 61, "+1 202 555 0142", "7"])
def test_why_a_name_cannot_be_is_said_in_the_operators_language(console: Opened, name: str) -> None:
    browser = console.signed_in("Ana", language="es")
    answer = browser.post("/operators", name=name, old=PASSWORD)
    (error,) = re.findall(r'id="add-error">([^<]+)<', answer.text)
    reasons = ("taken", "name", "number", "letter")
    assert error in {text("es", f"reason-{each}", name="Ana", count=60) for each in reasons}


@pytest.mark.parametrize("path", ["", "/pin", "/password", "/code/off", "/remove"])
def test_whoever_finds_a_browser_open_changes_nothing_that_stays(
    console: Opened, path: str
) -> None:
    browser, ben = console.signed_in("Ana"), console.add("Ben")
    console.book().switch_code(ben.number, True)
    before = console.book().people()
    address = f"/operators/{ben.number}{path}" if path else "/operators"
    told = [browser.post(address, name="Cora", sure="yes", old="wrong") for _ in range(6)]
    assert [answer.status_code for answer in told] == [403] * 5 + [429]
    invalid = [e for e in Tags(told[0].text).all("input") if e.get("aria-invalid")]
    assert [e["name"] for e in invalid] == ["old"]
    assert f'id="{invalid[0]["id"]}-error">That is not your password.' in told[0].text
    assert (browser.post(address, name="Cora", sure="yes").status_code) == 429
    assert console.book().people() == before


def test_oneself_is_asked_as_well(console: Opened) -> None:
    browser = console.signed_in("Ana")
    ana = console.book().named("Ana")
    assert ana is not None
    answer = browser.post(f"/operators/{ana.number}/pin")
    assert (answer.status_code, secret(answer)) == (403, [])


def test_a_second_click_and_a_page_loaded_anew_show_what_opens(console: Opened) -> None:
    browser = console.signed_in("Ana")
    fields = {"name": "Cora", "old": PASSWORD, "once": "a" * 32}
    first, second = (browser.post("/operators", **fields) for _ in range(2))
    assert (secret(first), second.status_code) == (secret(second), 200)
    assert console.browser().sign_in("Cora", secret(second)[0]).status_code == 303
    cora = console.book().named("Cora")
    assert cora is not None
    pins = [
        secret(browser.post(f"/operators/{cora.number}/pin", old=PASSWORD, once=once))[0]
        for once in ("b" * 32, "b" * 32, "c" * 32)
    ]
    assert (pins[0] == pins[1], pins[1] == pins[2]) == (True, False)
    cora = console.book().named("Cora")
    assert cora is not None
    digits = pins[2].replace(" ", "")
    assert is_right(SECRET.encode(), "pin", digits, cora.pin)


def test_two_clicks_at_the_same_time_make_one_person(console: Opened) -> None:
    browser = console.signed_in("Ana")
    fields = {"csrf": browser.csrf, "name": "Cora", "old": PASSWORD, "once": "a" * 32}
    cookies = dict(browser.client.cookies)
    with ThreadPoolExecutor() as threads:
        answers = list(
            threads.map(
                lambda _: httpx.post(
                    f"{console.url}/console/operators", data=fields, cookies=cookies, timeout=20
                ),
                range(4),
            )
        )
    assert [answer.status_code for answer in answers] == [200] * 4
    assert len({tuple(secret(answer)) for answer in answers}) == 1
    assert len(console.book().people()) == 2


def test_a_form_does_not_bring_back_what_it_made_long_ago(console: Opened) -> None:
    browser, ben = console.signed_in("Ana"), console.add("Ben")
    fields = {"old": PASSWORD, "once": "a" * 32}
    browser.post(f"/operators/{ben.number}/pin", **fields)
    console.clock.later(minutes=2)
    answer = browser.post(f"/operators/{ben.number}/pin", **fields)
    assert (answer.status_code, "used already" in words(answer)) == (409, True)
    other = console.signed_in("Ben")
    assert secret(other.post("/account/pin", **fields)) != []  # another session, another form


def test_forms_that_show_something_once_have_a_word_of_their_own(console: Opened) -> None:
    browser = console.signed_in("Ana")
    found = [
        each["value"]
        for path in ("/operators", "/operators", "/account")
        for each in Tags(browser.get(path).text).all("input")
        if each.get("name") == "once"
    ]
    assert len(found) == len(set(found)) == 5


def test_who_lost_password_or_telephone_is_helped_by_another_operator(console: Opened) -> None:
    browser, ben = console.signed_in("Ana"), console.add("Ben")
    console.book().switch_code(ben.number, True)
    there = f"/operators/{ben.number}"
    (password,) = secret(browser.post(f"{there}/password", old=PASSWORD))
    assert console.browser().sign_in("Ben").status_code == 403
    answer = browser.post(f"{there}/code/off", old=PASSWORD)
    assert "The app of Ben is off." in follow(browser, answer)
    assert console.browser().sign_in("Ben", password).status_code == 303
    stranger = console.browser()
    for _ in range(6):
        stranger.sign_in("Ben", "wrong")
    assert stranger.sign_in("Ben", password).status_code == 429
    assert "End the wait" in words(browser.get("/operators"))
    browser.post(f"{there}/unlock")
    assert stranger.sign_in("Ben", password).status_code == 303


@pytest.mark.parametrize("path", ["password", "code/off"])
def test_ones_own_password_and_app_are_changed_at_the_account(console: Opened, path: str) -> None:
    browser = console.signed_in("Ana")
    ana = console.book().named("Ana")
    assert ana is not None
    answer = browser.post(f"/operators/{ana.number}/{path}", old=PASSWORD)
    assert (answer.status_code, "under “Your account”" in words(answer)) == (409, True)
    assert f"/operators/{ana.number}/{path}" not in browser.get("/operators").text
