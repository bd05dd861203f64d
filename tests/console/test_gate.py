"""Every page and every action, from the table itself: who comes in, and who is told why not."""

import asyncio
import re
from dataclasses import replace

import httpx
import pytest
from msgspec.structs import replace as changed

from ivr.app import create_app
from ivr.console.app import FAILED
from ivr.console.headers import HEADERS
from ivr.console.page import Page
from ivr.console.routes import DOORS, PAGES
from ivr.console.words import LANGUAGES
from ivr.people import state
from ivr.people.person import Person, Role
from ivr.settings import Settings
from tests.console.opened import Browser, Opened, Tags, words
from tests.line import PUBLIC

ACTIONS = [page for page in PAGES if page.method == "POST"]
LOOKS = [page for page in PAGES if page.method == "GET"]
PLAIN = [page.path for page in LOOKS if "{" not in page.path]


def address(page: Page) -> str:
    """Its path with something where a name stands."""
    return re.sub(r"\{[a-z]+\}", "en", page.path)


def ask(browser: Browser, page: Page, **fields: str) -> httpx.Response:
    if page.method == "GET":
        return browser.get(address(page))
    return browser.post(address(page), **fields)


def told(browser: Browser, pages: list[Page], **fields: str) -> set[tuple[int, str]]:
    """Each status with what it says: a heading, or where it leads."""
    found = set()
    for page in pages:
        answer = ask(browser, page, **fields)
        heading = re.search(r"<h1>(.*?)</h1>", answer.text)
        to = answer.headers.get("location", "").partition("?")[0]
        found.add((answer.status_code, heading[1] if heading else to))
    return found


def guarded(answer: httpx.Response) -> bool:
    kept = answer.headers["cache-control"]
    return {name: answer.headers.get(name) for name in HEADERS} == HEADERS and (
        kept == "no-store" or "immutable" in kept
    )


def test_without_a_session_nothing_is_shown_and_nothing_is_done(console: Opened) -> None:
    browser = console.browser()
    assert told(browser, LOOKS) == {(303, "/console/sign-in")}
    assert told(browser, ACTIONS, csrf="x" * 32) == {(401, "Nobody is signed in")}


def test_an_expired_session_is_none(console: Opened) -> None:
    browser = console.signed_in()
    console.clock.later(minutes=30)
    assert told(browser, ACTIONS) == {(401, "Nobody is signed in")}
    assert told(browser, LOOKS) == {(303, "/console/sign-in")}


def test_no_action_without_the_token_of_the_session(console: Opened) -> None:
    browser = console.signed_in("Ana")
    other = console.signed_in("Ben")
    refused = {(403, "The form was too old")}
    assert told(browser, ACTIONS, csrf="") == refused
    assert told(browser, ACTIONS, csrf="x" * 32) == refused
    assert told(browser, ACTIONS, csrf=other.csrf) == refused
    for page in ACTIONS:
        answer = browser.client.post(address(page), headers={"x-csrf": ""}, content=b"")
        assert (page.path, answer.status_code) == (page.path, 403)
    assert browser.get("/").status_code == 200


def test_no_action_that_another_site_sends(console: Opened) -> None:
    browser = console.signed_in()
    for origin in ("https://other.example", "null", "http://127.0.0.1:1", "file://"):
        for path in (*map(address, ACTIONS), *(d.path for d in DOORS if d.method == "POST")):
            answer = browser.client.post(
                path,
                data={"csrf": browser.csrf},
                headers={"origin": origin},
            )
            assert (answer.status_code, "came from elsewhere" in answer.text) == (403, True)
    own = browser.client.post(
        "/account/language",
        data={"csrf": browser.csrf, "language": "es"},
        headers={"origin": console.url},
    )
    assert own.status_code == 303


@pytest.mark.parametrize("pages", [LOOKS, ACTIONS], ids=["looking", "doing"])
def test_a_removed_person_is_out_at_once(console: Opened, pages: list[Page]) -> None:
    console.add("Ben")
    ana = console.add("Ana")
    for page in pages:
        browser = console.browser()
        browser.sign_in("Ana")
        book = console.book()
        book.remove(ana.number)
        answer = ask(browser, page)
        assert (page.path, answer.status_code) == (page.path, 401)
        assert "Your session is over" in answer.text
        assert told(browser, [page]) == (
            {(303, "/console/sign-in")} if page.method == "GET" else {(401, "Nobody is signed in")}
        )
        ana = console.add("Ana")


def test_a_leader_is_no_operator(console: Opened) -> None:
    console.add("Ben", "leader")
    browser = console.browser()
    assert browser.sign_in("Ben").status_code == 403
    ana = console.add("Ana")
    for page in PAGES:
        console.clock.later(seconds=3)  # so many sign in within a minute
        demoted = console.signed_in("Ana")
        change_roles(console, ana, "leader")
        answer = ask(demoted, page)
        assert (page.path, answer.status_code) == (page.path, 403)
        assert "Only for operators" in answer.text
        change_roles(console, ana, "operator")
        assert demoted.get("/").status_code == 303  # the session ended with it


def change_roles(console: Opened, person: Person, role: Role) -> None:
    now = console.clock.now()
    console.book().kept.change(
        lambda before: state.changed(
            before, changed(person, roles=(role,)), "added", who="a test", now=now
        )
    )


def test_every_answer_has_the_headers(console: Opened) -> None:
    browser = console.signed_in()
    stranger = console.browser()
    answers = [
        *(ask(browser, page) for page in LOOKS),
        *(ask(browser, page, csrf="") for page in ACTIONS),
        *(ask(stranger, page) for page in PAGES),
        stranger.get("/sign-in"),
        stranger.post("/sign-in", name="Nobody", password="nothing"),
        browser.get("/no/such/page"),
        browser.get("/sign-out"),
        browser.get("/static/0/console.css"),
        browser.get("/static/0/nothing.css"),
        browser.client.post("/account/language", content=b"x" * 70_000),
        httpx.get(f"{console.url}/console"),
        *(browser.get(path) for path in linked(browser.get("/"))),
    ]
    assert [answer.url for answer in answers if not guarded(answer)] == []


def linked(page: httpx.Response) -> list[str]:
    """The addresses of style, script and picture of a page."""
    tags = Tags(page.text)
    found = [each["href"] for each in tags.all("link")] + [
        each["src"] for each in tags.all("script")
    ]
    assert found
    return [path.removeprefix("/console") for path in found]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_has_script_or_style_within(console: Opened, language: str) -> None:
    browser = console.signed_in(language=language)
    pages = [browser.get(path) for path in (*PLAIN, "/prompts/en/welcome", "/no/such/page")]
    pages += [console.browser().get("/sign-in"), browser.post("/account/code", old="wrong")]
    for page in pages:
        tags = Tags(page.text)
        assert (page.url, tags.inline) == (page.url, [])
        assert [a for _, a in tags.tags if any(n == "style" or n[:2] == "on" for n in a)] == []
        assert [a for a in tags.all("script") if not a["src"].startswith("/console/static/")] == []
        for _, attributes in tags.tags:  # nothing from elsewhere, and nothing that runs
            for name in ("href", "src", "action"):
                assert attributes.get(name, "/")[:1] in ("/", "#", "?")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_stands_with_one_heading_in_its_language(console: Opened, language: str) -> None:
    browser = console.signed_in(language=language)
    for path in PLAIN:
        answer = browser.get(path)
        tags = Tags(answer.text)
        assert (path, answer.status_code, len(tags.all("h1"))) == (path, 200, 1)
        assert [each["lang"] for each in tags.all("html")] == [language]
        assert (len(tags.all("main")), tags.all("a")[0]["href"]) == (1, "#main")
        current = [each["href"] for each in tags.all("a") if each.get("aria-current") == "page"]
        assert current == [f"/console/{path.split('/')[1]}"]  # of /rota/rows it is /rota


def test_without_redis_a_page_says_so_and_calls_go_on(console: Opened, here: Settings) -> None:
    browser = console.signed_in()
    broken = create_app(
        replace(console.settings, redis_url="unix:///nonexistent/redis.sock"), console.clock.now
    )
    transport = httpx.ASGITransport(broken)

    async def ask_it() -> tuple[httpx.Response, httpx.Response]:
        cookies = dict(browser.client.cookies)
        async with httpx.AsyncClient(
            transport=transport, base_url=console.url, cookies=cookies
        ) as client:
            return await client.get("/console/"), await client.get("/healthz")

    page, health = asyncio.run(ask_it())
    assert (page.status_code, "memory (Redis) cannot be reached" in words(page)) == (503, True)
    assert guarded(page)
    assert health.status_code == 200


@pytest.mark.parametrize("secret", ["", "x" * 31])
def test_without_a_secret_the_console_is_off_and_says_what_to_set(
    here: Settings, secret: str
) -> None:
    app = create_app(replace(here, secret=secret))

    async def ask_it() -> list[httpx.Response]:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=PUBLIC) as client:
            return [
                await client.get(path) for path in ("/console/", "/console/sign-in", "/healthz")
            ]

    first, second, health = asyncio.run(ask_it())
    assert (first.status_code, second.status_code, health.status_code) == (503, 503, 200)
    assert first.text == (
        "The console is off: set IVR_SECRET to 32 random characters or more, the same for every "
        "process of this line, and start it again.\n"
    )
    assert guarded(first)


def test_a_page_that_fails_says_so_in_words(
    console: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = console.signed_in()

    def broken(*_: object) -> None:
        raise ValueError("a value that nobody may see")

    monkeypatch.setattr("ivr.console.now.standing", broken)
    answer = browser.get("/")
    assert (answer.status_code, "a value that" in answer.text) == (500, False)
    assert "The page failed, and the line's log says where." in words(answer)


def test_a_console_that_cannot_start_tries_again_at_the_next_visit(
    console: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr("ivr.console.house.storage_of", lambda settings: 1 / 0)
        answer = console.browser().get("/sign-in")
        assert (answer.status_code, answer.text) == (503, FAILED)
        assert guarded(answer)
    assert console.browser().get("/sign-in").status_code == 200
