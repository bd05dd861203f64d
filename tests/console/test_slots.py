"""What hangs keeps nobody waiting who does not need it."""

import os
import signal
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from threading import Event

import httpx
import pytest

from ivr.console.slots import UPLOADS
from ivr.recordings.storage import Storage, StoreAway
from tests.console.opened import PASSWORD, Browser, Opened, words
from tests.redis_server import RedisServer


@contextmanager
def frozen(console: Opened) -> Iterator[None]:
    """A Redis that takes connections and answers nothing."""
    pid = int(console.connection.info("server")["process_id"])
    os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(pid, signal.SIGCONT)


def asked(console: Opened, browser: Browser, path: str) -> tuple[int, float]:
    begun = time.monotonic()
    answer = httpx.get(
        f"{console.url}/console{path}", cookies=dict(browser.client.cookies), timeout=60
    )
    return answer.status_code, time.monotonic() - begun


def test_a_redis_that_hangs_is_waited_for_once(console: Opened, server: RedisServer) -> None:
    browser, stranger = console.signed_in(), console.browser()
    with frozen(console), ThreadPoolExecutor(30) as threads:
        pages = [threads.submit(asked, console, browser, "/rota") for _ in range(24)]
        time.sleep(0.3)
        form = asked(console, stranger, "/sign-in")
        found = [page.result() for page in pages]
        later = asked(console, browser, "/rota")
    assert ({status for status, _ in found}, form[0], later[0]) == ({503}, 200, 503)
    assert max(seconds for _, seconds in found) < 4
    assert (form[1] < 1.5, later[1] < 1) == (True, True)


def test_a_store_that_hangs_does_not_hold_up_pages(
    console: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser, go_on = console.signed_in(), Event()

    def hangs(*_: object) -> bytes:
        go_on.wait(30)
        raise StoreAway("The store of recordings is away.")

    monkeypatch.setattr(Storage, "write_document", hangs)
    monkeypatch.setattr(Storage, "read_document", hangs)
    cookies, csrf = dict(browser.client.cookies), browser.csrf

    def change() -> int:
        return httpx.post(
            f"{console.url}/console/account/language",
            data={"csrf": csrf, "language": "en"},
            cookies=cookies,
            timeout=60,
        ).status_code

    with ThreadPoolExecutor(20) as threads:
        actions: list[Future[int]] = [threads.submit(change) for _ in range(16)]
        time.sleep(0.5)
        page = asked(console, browser, "/rota")
        go_on.set()
        assert {action.result() for action in actions} == {503}
    assert (page[0], page[1] < 1.5) == (200, True)


def test_a_store_that_is_away_is_asked_once_for_all_pages(
    console: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser, looked = console.signed_in(), []

    def away(*_: object) -> bytes:
        looked.append(1)
        raise StoreAway("The store of recordings is away.")

    monkeypatch.setattr(Storage, "read_state", away)
    for path in ("/prompts", "/prompts", "/announcements", "/prompts/en/welcome"):
        answer = browser.get(path)
        assert (path, answer.status_code) == (path, 200)
    assert "synthetic" in words(browser.get("/prompts"))
    assert len(looked) == 1


def test_only_so_many_recordings_are_in_memory(
    console: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser, go_on, at_work = console.signed_in(), Event(), []

    def hangs(*_: object) -> None:
        at_work.append(1)
        go_on.wait(30)

    monkeypatch.setattr(Storage, "put_upload", hangs)
    cookies, csrf = dict(browser.client.cookies), browser.csrf

    def send() -> int:
        return httpx.post(
            f"{console.url}/console/prompts/en/welcome/takes",
            headers={"x-csrf": csrf},
            files={"file": ("a.wav", b"x" * 2**20)},
            cookies=cookies,
            timeout=60,
        ).status_code

    with ThreadPoolExecutor(8) as threads:
        sent = [threads.submit(send) for _ in range(6)]
        time.sleep(1)
        held = len(at_work)
        go_on.set()
        assert {each.result() < 400 for each in sent} == {True}
    assert (held, len(at_work)) == (UPLOADS, 6)


def test_a_change_is_not_made_without_the_store(
    console: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.console.sending import library

    def away(*_: object) -> bytes:
        raise StoreAway("The store of recordings is away.")

    monkeypatch.setattr(Storage, "read_state", away)
    browser = console.signed_in()
    browser.get("/prompts")
    browser.post("/prompts/en/welcome/publish", version="1", expected="0", old=PASSWORD)
    assert library(console).state().revision == 0
