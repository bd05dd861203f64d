"""Addresses and requests that no page of the console makes."""

import asyncio
from collections.abc import Iterator
from dataclasses import replace

import httpx
import pytest

from ivr.app import create_app
from ivr.console import flowdrawing
from ivr.settings import Settings
from tests.console.opened import PASSWORD, SECRET, Opened, Tags, words
from tests.line import PUBLIC


def test_no_address_leads_to_a_host_that_somebody_names(console: Opened) -> None:
    browser = console.signed_in()
    for path in ("/prompts/", "/sign-in/"):
        answer = browser.client.get(path, headers={"host": "evil.example"})
        assert (path, answer.status_code) == (path, 404)


@pytest.mark.parametrize(
    ("path", "page"),
    [
        ("/account/password", "/account"),
        ("/account/code/on", "/account"),
        ("/operators/415/pin", "/operators"),
        ("/prompts/en/welcome/publish", "/prompts/en/welcome"),
        ("/sources/demo/accept", "/sources"),
        ("/sign-out", "/"),
    ],
)
def test_an_action_that_is_looked_at_leads_to_its_page(
    console: Opened, path: str, page: str
) -> None:
    answer = console.signed_in().get(path)
    assert (answer.status_code, answer.headers["location"]) == (303, f"/console{page}")


def test_what_cannot_be_done_with_a_page_says_what_can(console: Opened) -> None:
    answer = console.browser().client.put("/rota")
    allowed = set(answer.headers["allow"].replace(",", " ").split())
    assert (answer.status_code, allowed) == (405, {"GET", "HEAD"})


def test_an_origin_that_is_none_is_elsewhere(
    console: Opened, capsys: pytest.CaptureFixture[str]
) -> None:
    browser = console.browser()
    answer = browser.client.post("/sign-in", headers={"origin": "http://["}, data={"name": "x"})
    assert (answer.status_code, "came from elsewhere" in words(answer)) == (403, True)
    assert "failed" not in capsys.readouterr().out


def test_letters_of_an_origin_may_be_large_or_small(here: Settings) -> None:
    app = create_app(replace(here, secret=SECRET, public_url="https://Line.Example"))

    async def ask_it() -> httpx.Response:
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url=PUBLIC) as client:
            origin = {"origin": "https://line.example"}
            return await client.post("/console/sign-in", headers=origin, data={"name": "x"})

    assert "The form was too old" in words(asyncio.run(ask_it()))


def test_who_leaves_in_the_middle_of_a_form_is_no_fault(
    here: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    app = create_app(replace(here, secret=SECRET, public_url=PUBLIC))
    scope = {
        "type": "http",
        "method": "POST",
        "path": "/console/sign-in",
        "root_path": "",
        "query_string": b"",
        "headers": [(b"content-type", b"application/x-www-form-urlencoded")],
    }
    sent = []

    async def receive() -> dict[str, object]:
        return {"type": "http.disconnect"}

    async def send(message: object) -> None:
        sent.append(message)

    asyncio.run(app(scope, receive, send))
    assert "a page of the console failed" not in capsys.readouterr().out
    assert sent[0]["status"] == 400  # type: ignore[index]


def test_little_is_read_of_the_form_that_everybody_may_send(console: Opened) -> None:
    answer = console.browser().client.post("/sign-in", content=b"&" * 5000)
    assert (answer.status_code, "No more than 4 kilobytes" in words(answer)) == (413, True)


def test_the_picture_of_the_call_is_worked_out_once() -> None:
    assert flowdrawing.operators() is flowdrawing.operators()
    assert flowdrawing.callers() is flowdrawing.callers()


def test_a_link_leads_to_its_page_after_signing_in(console: Opened) -> None:
    console.add("Ana")
    browser = console.browser()
    to_sign_in = browser.get("/prompts?state=draft&words=a+b").headers["location"]
    assert to_sign_in == "/console/sign-in?next=/prompts%3Fstate%3Ddraft%26words%3Da%2Bb"
    page = browser.get(to_sign_in.removeprefix("/console"))
    (form,) = [each["action"] for each in Tags(page.text).all("form")]
    answer = browser.post(form.removeprefix("/console"), name="Ana", password=PASSWORD)
    assert answer.headers["location"] == "/console/prompts?state=draft&words=a+b"
    again = browser.get(to_sign_in.removeprefix("/console"))  # who is in sees no form
    assert (again.status_code, again.headers["location"]) == (303, answer.headers["location"])


@pytest.mark.parametrize(
    "wanted",
    [
        "//evil.example/",
        "https://evil.example/prompts",
        "/no/such",
        "/sign-out",
        "prompts",
        "//[",
        "",
    ],
)
def test_nobody_is_led_elsewhere_after_signing_in(console: Opened, wanted: str) -> None:
    browser = console.signed_in()
    answer = browser.client.get("/sign-in", params={"next": wanted})
    assert (answer.status_code, answer.headers["location"]) == (303, "/console/")


def test_the_address_without_its_slash_leads_to_the_console(console: Opened) -> None:
    answer = httpx.get(f"{console.url}/console")
    assert (answer.status_code, answer.headers["location"]) == (307, "console/")


def test_what_is_too_large_is_not_read(console: Opened) -> None:
    browser = console.signed_in()
    long = {"csrf": browser.csrf, "language": "e" * 70_000}
    answer = browser.client.post("/account/language", data=long)
    assert (answer.status_code, "No more than 64 kilobytes" in answer.text) == (413, True)

    def without_end() -> Iterator[bytes]:  # its length is not told
        yield b'--b\r\nContent-Disposition: form-data; name="file"; filename="f"\r\n\r\n'
        for _ in range(40):
            yield b"x" * 2**20

    answer = browser.client.post(
        "/prompts/en/welcome/takes",
        content=without_end(),
        headers={"content-type": "multipart/form-data; boundary=b", "x-csrf": browser.csrf},
    )
    assert (answer.status_code, "No more than 21,504 kilobytes" in answer.text) == (413, True)
