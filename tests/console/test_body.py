"""Of a request no more is read than its page needs, and only what pages can show."""

import asyncio

import httpx
import pytest
from starlette.requests import Request
from starlette.types import Message

from ivr.console.body import TooLarge, limited
from tests.console.opened import Opened, words


class Sent:
    """A body in pieces, of which it is known how many were fetched."""

    def __init__(self, pieces: int, size: int, length: str = "") -> None:
        self.pieces, self.size, self.fetched = pieces, size, 0
        headers = [(b"content-length", length.encode())] if length else []
        self.scope = {"type": "http", "method": "POST", "headers": headers}

    async def receive(self) -> Message:
        self.fetched += 1
        more = self.fetched < self.pieces
        return {"type": "http.request", "body": b"x" * self.size, "more_body": more}

    def read(self, limit: int) -> bytes:
        return asyncio.run(limited(Request(self.scope, self.receive), limit).body())


def test_up_to_the_limit_all_is_read() -> None:
    assert len(Sent(4, 25).read(100)) == 100


def test_beyond_the_limit_reading_stops_at_once() -> None:
    sent = Sent(1000, 30)
    with pytest.raises(TooLarge) as told:
        sent.read(100)
    assert (sent.fetched, told.value.limit) == (4, 100)


def test_what_says_that_it_is_too_long_is_not_read_at_all() -> None:
    sent = Sent(1, 1, length="101")
    with pytest.raises(TooLarge):
        sent.read(100)
    assert sent.fetched == 0


def test_a_length_that_is_none_does_not_help() -> None:
    with pytest.raises(TooLarge):
        Sent(10, 30, length="-1").read(100)


@pytest.mark.parametrize("charset", ["unicode_escape", "punycode", "undefined", '"UTF-7"'])
def test_a_form_in_an_encoding_that_no_browser_uses_is_refused_in_words(
    console: Opened, charset: str
) -> None:
    typed = {"csrf": "\\ud800", "name": "\\ud800", "password": "+2AA-"}
    answer = send(console, f"; charset={charset}", typed)
    assert answer.status_code == 400
    assert "That could not be read" in words(answer)


def test_a_form_in_the_encoding_of_all_pages_is_read(console: Opened) -> None:
    assert send(console, "; charset=UTF-8", {"name": "Ána"}).status_code == 403


def send(console: Opened, charset: str, typed: dict[str, str]) -> httpx.Response:
    parts = (
        f'--b\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in typed.items()
    )
    kind = {"content-type": f"multipart/form-data; boundary=b{charset}"}
    body = f"{''.join(parts)}--b--\r\n".encode()
    return console.browser().client.post("/sign-in", content=body, headers=kind)
