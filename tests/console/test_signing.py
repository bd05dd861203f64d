"""Signing in and out, and how a session ends."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime

import httpx
import pyotp
import pytest
import redis

from ivr import store
from ivr.app import create_app
from ivr.people import onetime
from ivr.settings import Settings
from tests.console.opened import PASSWORD, SECRET, Browser, Opened, Tags, words
from tests.line import PUBLIC
from tests.redis_server import RedisServer


def is_in(browser: Browser) -> bool:
    return browser.get("/").status_code == 200


def test_an_operator_signs_in_and_out(console: Opened) -> None:
    browser = console.signed_in("Ana")
    assert is_in(browser)
    out = browser.post("/sign-out")
    assert (out.status_code, out.headers["location"]) == (303, "/console/sign-in")
    assert not is_in(browser)


@pytest.mark.parametrize(("name", "password"), [("Ana", "wrong"), ("Nobody", PASSWORD)])
def test_a_refusal_does_not_tell_whether_the_name_is_there(
    console: Opened, name: str, password: str
) -> None:
    console.add("Ana")
    browser = console.browser()
    answer = browser.sign_in(name, password)
    tags = Tags(answer.text)
    assert answer.status_code == 403
    assert [each["value"] for each in tags.all("input") if each.get("id") == "name"] == [name]
    assert "do not go together" in words(answer)
    assert password not in answer.text
    invalid = [each["id"] for each in tags.all("input") if each.get("aria-invalid") == "true"]
    assert invalid == ["name", "password"]
    assert not is_in(browser)


def test_tries_are_limited_and_the_wait_is_told_in_minutes(console: Opened) -> None:
    console.add("Ana")
    browser = console.browser()
    assert {browser.sign_in("Ana", "wrong").status_code for _ in range(5)} == {403}
    answer = browser.sign_in("Ana")
    assert (answer.status_code, "Wait a minute" in words(answer)) == (429, True)
    console.clock.later(minutes=2)
    assert browser.sign_in("Ana").status_code == 303


def test_a_code_is_asked_for_where_it_is_on(console: Opened) -> None:
    ana = console.add("Ana")
    address = console.book().switch_code(ana.number, True)
    browser = console.browser()
    answer = browser.sign_in("Ana")
    assert (answer.status_code, "asks for a code, too" in words(answer)) == (403, True)
    invalid = [each["id"] for each in Tags(answer.text).all("input") if "aria-invalid" in each]
    assert invalid == ["code"]
    code = pyotp.parse_uri(address)
    assert isinstance(code, pyotp.TOTP)
    assert browser.sign_in("Ana", code="000000").status_code == 403
    assert browser.sign_in("Ana", code=code.at(console.clock.now())).status_code == 303
    assert browser.sign_in("Ana", code=code.at(console.clock.now())).status_code == 403  # used


def test_a_sign_in_form_of_elsewhere_is_not_taken(console: Opened) -> None:
    console.add("Ana")
    browser = console.browser()
    browser.get("/sign-in")
    answer = browser.post("/sign-in", name="Ana", password=PASSWORD, csrf="x" * 32)
    assert (answer.status_code, "The form was too old" in words(answer)) == (403, True)
    browser.client.cookies.clear()
    assert browser.post("/sign-in", name="Ana", password=PASSWORD, csrf="").status_code == 403


def test_a_token_that_a_browser_brings_is_never_taken_over(console: Opened) -> None:
    browser = console.signed_in("Ana")
    before = dict(browser.client.cookies)["ivr-session"]
    tab = console.browser()  # where the form was open already
    tab.get("/sign-in")
    tab.client.cookies.set("ivr-session", before)
    answer = tab.post("/sign-in", name="Ana", password=PASSWORD)
    after = answer.cookies["ivr-session"]
    assert before != after
    old = console.browser()
    old.client.cookies.set("ivr-session", before)
    assert not is_in(old)  # it ended with the new one
    chosen = {"cookie": "ivr-session=chosen-by-somebody-else"}
    assert old.client.get("/", headers=chosen).status_code == 303


def test_a_session_ends_after_half_an_hour_without_a_request(console: Opened) -> None:
    browser = console.signed_in()
    console.clock.later(minutes=29, seconds=59)
    assert is_in(browser)
    console.clock.later(minutes=29, seconds=59)
    assert is_in(browser)
    console.clock.later(minutes=30)
    assert not is_in(browser)


def test_a_session_ends_after_twelve_hours_in_any_case(console: Opened) -> None:
    browser = console.signed_in()
    for _ in range(35):
        console.clock.later(minutes=20)
        assert is_in(browser)
    console.clock.later(minutes=20)
    assert not is_in(browser)


def test_an_ended_session_is_gone_from_redis_which_ends_it_as_well(console: Opened) -> None:
    browser = console.signed_in()
    (key,) = keys(console.connection, "ivr:console:session:*")
    assert 0 < console.connection.ttl(key) <= 1800
    console.clock.later(minutes=30)
    assert not is_in(browser)
    assert keys(console.connection, "ivr:console:session:*") == []


def test_a_sign_out_ends_this_session_alone(console: Opened) -> None:
    one, other = console.signed_in("Ana"), console.signed_in("Ana")
    one.post("/sign-out")
    assert (is_in(one), is_in(other)) == (False, True)


def test_redis_keeps_neither_token_nor_digits_like_a_number(console: Opened) -> None:
    browser = console.signed_in()
    token = dict(browser.client.cookies)["ivr-session"]
    (key,) = keys(console.connection, "ivr:console:session:*")
    value = store.text(console.connection.get(key))
    assert token not in key + value
    assert not any(each.isdigit() for each in key)


def test_a_new_redis_signs_everybody_out(console: Opened, server: RedisServer) -> None:
    browser = console.signed_in()
    server.empty()
    assert browser.get("/").headers["location"] == "/console/sign-in"
    assert browser.sign_in("Ana").status_code == 303  # the people came back from the store


def test_the_language_of_the_page_can_be_chosen(console: Opened) -> None:
    console.add("Ana", language="")
    browser = console.browser("de, es;q=0.5")
    page = browser.get("/sign-in")
    assert Tags(page.text).all("html") == [{"lang": "es"}]
    assert {"?language=en", "?language=es", "?language=fr"} == {
        each["href"].removeprefix("/console/sign-in")
        for each in Tags(page.text).all("a")
        if "sign-in" in each["href"]
    }
    browser.get("/sign-in?language=en")
    browser.post("/sign-in?language=en", name="Ana", password=PASSWORD)
    assert Tags(browser.get("/").text).all("html") == [{"lang": "en"}]


def test_cookies_are_bound_to_host_and_https(here: Settings) -> None:
    """And a line on http, which is one machine's own, has cookies that work there."""

    async def cookies(settings: Settings) -> list[str]:
        app = create_app(replace(settings, secret=SECRET), lambda: datetime.now(UTC))
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=PUBLIC) as client:
            return (await client.get("/console/sign-in")).headers.get_list("set-cookie")

    (secure,) = asyncio.run(cookies(here))
    assert secure.startswith("__Host-ivr-form=")
    assert secure.partition("; ")[2] == "HttpOnly; Path=/; SameSite=strict; Secure"
    (plain,) = asyncio.run(cookies(replace(here, public_url="http://127.0.0.1:8000")))
    assert plain.startswith("ivr-form=")
    assert plain.partition("; ")[2] == "HttpOnly; Path=/; SameSite=strict"


def test_below_a_path_of_the_proxy_links_have_it(here: Settings) -> None:
    async def page() -> httpx.Response:
        app = create_app(replace(here, secret=SECRET, public_url=f"{PUBLIC}/line"))
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=PUBLIC) as client:
            return await client.get("/console/sign-in")

    tags = Tags(asyncio.run(page()).text)
    forms = [each["action"] for each in tags.all("form")]
    assert forms == ["/line/console/sign-in?language=en"]


def keys(connection: redis.Redis, pattern: str) -> list[str]:
    return [store.text(key) for key in connection.scan_iter(pattern)]


def test_codes_are_those_of_the_app(console: Opened) -> None:
    secret = SECRET.encode()
    typed = onetime.code_secret(secret, "salt")
    code = pyotp.TOTP(typed).at(console.clock.now())
    assert onetime.matched(secret, "salt", code, console.clock.now()) is not None


def test_no_strangers_tries_keep_anybody_out_who_signed_in_here_before(console: Opened) -> None:
    ben, ana = console.signed_in("Ben"), console.signed_in("Ana")
    ben.post("/sign-out")
    stranger = console.browser()
    stranger.get("/sign-in")
    tried = [stranger.post("/sign-in", name=f"nobody {i}", password="x") for i in range(33)]
    assert {answer.status_code for answer in tried} == {403, 429}
    assert stranger.sign_in("Ben").status_code == 429
    assert ben.sign_in("Ben").status_code == 303
    ben.post("/sign-out")
    assert ben.sign_in("Ana").status_code == 429  # it is Ben's browser alone
    assert ana.post("/account/pin", old=PASSWORD).status_code == 200


def test_nobody_makes_up_a_browser_that_is_known(console: Opened) -> None:
    ana = console.add("Ana")
    browser = console.browser()
    for _ in range(6):
        browser.sign_in("Ana", "wrong")
    for made_up in (ana.number, f'"{ana.number}".aaaa.bbbb', ""):
        browser.client.cookies.set("ivr-known", made_up)
        assert browser.sign_in("Ana").status_code == 429


def test_the_session_comes_with_a_link_from_elsewhere_and_nothing_else_does(
    console: Opened,
) -> None:
    console.add("Ana")
    browser = console.browser()
    page = browser.get("/sign-in")
    answer = browser.post("/sign-in", name="Ana", password=PASSWORD)
    kinds = {
        each.partition("=")[0]: each.rpartition("SameSite=")[2]
        for each in (*page.headers.get_list("set-cookie"), *answer.headers.get_list("set-cookie"))
    }
    assert kinds == {"ivr-form": "strict", "ivr-session": "lax", "ivr-known": "strict"}
