"""A list's bytes from servers that do what real ones have done, and worse."""

import gzip
import time
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from ivr.schedule.fetch import Fetched, Limits, Unreachable, Validators, fetch, place
from tests.schedule.list_server import Answer, ListServer

QUICK = Limits(connect=1, read=0.3, total=5, size=10_000, redirects=2, waits=(0.01, 0.01))


def test_answer_comes_with_its_validators(lists: ListServer) -> None:
    lists.give(Answer(b"[1]", headers={"ETag": '"a"', "Last-Modified": "yesterday"}))
    fetched = fetch(lists.url, agent="meeting-line (test)", limits=QUICK)
    assert fetched == Fetched(b"[1]", Validators('"a"', "yesterday"))
    assert lists.asked[0][1]["User-Agent"] == "meeting-line (test)"


def test_validators_are_sent_and_304_has_no_body(lists: ListServer) -> None:
    lists.give(Answer(status=304))
    fetched = fetch(lists.url, agent="a", validators=Validators('"a"', "then"), limits=QUICK)
    assert fetched.body is None
    asked = lists.asked[0][1]
    assert (asked["If-None-Match"], asked["If-Modified-Since"]) == ('"a"', "then")


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (gzip.compress(b"[2]"), {}),
        (gzip.compress(gzip.compress(b"[2]")), {"Content-Encoding": "gzip"}),
        (gzip.compress(b"[") + gzip.compress(b"2]"), {}),
        (gzip.compress(b"[2]") + bytes(600), {}),
        (b"[2]", {"Content-Encoding": "gzip"}),
    ],
    ids=["plain", "twice", "in two members", "padded", "not packed"],
)
def test_gzip_is_known_by_its_first_bytes(
    lists: ListServer, body: bytes, headers: dict[str, str]
) -> None:
    lists.give(Answer(body, headers=headers))
    assert fetch(lists.url, agent="a", limits=QUICK).body == b"[2]"


def test_compressed_answer_is_unpacked(lists: ListServer) -> None:
    lists.give(Answer(gzip.compress(b"[2]"), headers={"Content-Encoding": "gzip"}))
    assert fetch(lists.url, agent="a", limits=QUICK).body == b"[2]"


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        (Answer(b"{}", 422), "answered 422"),
        (Answer(b"", 503), "answered 503"),
        (Answer(b"", 429), "answered 429"),
        (Answer(b"", 204), "answered 204"),
        (Answer(b"x" * 10_001), "sent more than 0 MB"),
        (
            Answer(gzip.compress(b"x" * 10_001), headers={"Content-Encoding": "gzip"}),
            "sent more than 0 MB",
        ),
        (Answer(gzip.compress(b"x" * 10_001)), "sent more than 0 MB"),
        (Answer(gzip.compress(b"[1]")[:-5]), "sent a gzip file that is damaged"),
        (Answer(gzip.compress(b"[1]")[:12] + b"no gzip"), "sent a gzip file that is damaged"),
        (
            Answer(b"[1]", headers={"Content-Encoding": "br"}),
            "answered in an encoding that it was not asked for",
        ),
        (
            Answer(status=302, headers={"Location": "file:///etc/passwd"}),
            "redirects to something that is not on the web",
        ),
        (
            Answer(status=302, headers={"Location": "http://[::1"}),
            "could not be reached (RemoteProtocolError)",
        ),
        (Answer(status=301, headers={"Location": "/again"}), "redirects more than 2 times"),
    ],
)
def test_bad_answer_is_told_in_a_sentence(lists: ListServer, answer: Answer, sentence: str) -> None:
    lists.give(answer)
    with pytest.raises(Unreachable) as raised:
        fetch(lists.url, agent="a", limits=QUICK, local=True)
    assert str(raised.value) == sentence


def test_redirect_is_followed(lists: ListServer) -> None:
    lists.give(Answer(status=301, headers={"Location": "/elsewhere?x=1"}), b"[3]")
    assert fetch(lists.url, agent="a", limits=QUICK, local=True).body == b"[3]"
    assert [path for path, _ in lists.asked] == ["/main_server/", "/elsewhere?x=1"]


def test_error_that_may_pass_is_tried_again(lists: ListServer) -> None:
    lists.give(Answer(status=500), Answer(status=503), b"[4]")
    assert fetch(lists.url, agent="a", limits=QUICK).body == b"[4]"


def test_attempts_are_few(lists: ListServer) -> None:
    lists.give(Answer(status=500))
    with pytest.raises(Unreachable):
        fetch(lists.url, agent="a", limits=QUICK)
    assert len(lists.asked) == 3


def test_server_that_hangs_is_left(lists: ListServer) -> None:
    def hang(_: BaseHTTPRequestHandler) -> None:
        lists.done.wait(10)

    lists.give(Answer(by_hand=hang))
    with pytest.raises(Unreachable) as raised:
        fetch(lists.url, agent="a", limits=QUICK)
    assert str(raised.value) == "did not answer in time"


def test_server_that_drips_is_left_at_the_deadline(lists: ListServer) -> None:
    def drip(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
        while not lists.done.wait(0.05):
            try:
                handler.wfile.write(b"X-Still: here\r\n")
            except OSError:
                return

    lists.give(Answer(by_hand=drip))
    began = time.monotonic()
    with pytest.raises(Unreachable) as raised:
        fetch(lists.url, agent="a", limits=Limits(read=0.5, total=0.6, waits=()))
    assert str(raised.value) == "was not done after 0.6 seconds"
    assert time.monotonic() - began < 3


def test_answer_that_breaks_off_is_told(lists: ListServer) -> None:
    def broken(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n[")

    lists.give(Answer(by_hand=broken))
    with pytest.raises(Unreachable) as raised:
        fetch(lists.url, agent="a", limits=QUICK)
    assert str(raised.value) == "could not be reached (RemoteProtocolError)"


def test_nobody_there_is_told() -> None:
    with pytest.raises(Unreachable) as raised:
        fetch("http://127.0.0.1:9/", agent="a", limits=QUICK)
    assert str(raised.value) == "could not be reached (ConnectError)"


def test_url_that_is_none_is_told() -> None:
    with pytest.raises(Unreachable) as raised:
        fetch("http://[::1/list", agent="a", limits=QUICK)
    assert str(raised.value) == "cannot be understood (InvalidURL)"
    assert place("http://[::1/list") == "a url that is none"


def test_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "list.json"
    path.write_bytes(b"[5]")
    assert fetch(str(path), agent="a") == Fetched(b"[5]")


def test_file_that_is_missing_or_too_large_is_told(tmp_path: Path) -> None:
    path = tmp_path / "list.json"
    with pytest.raises(Unreachable) as missing:
        fetch(str(path), agent="a")
    path.write_bytes(b"x" * 10_001)
    with pytest.raises(Unreachable) as large:
        fetch(str(path), agent="a", limits=QUICK)
    assert str(missing.value) == "cannot be read (No such file or directory)"
    assert str(large.value) == "sent more than 0 MB"


def test_place_shows_no_secret() -> None:
    assert place("https://me:word@host.org:81/a/?key=1#x") == "https://host.org:81/a/"
    assert place("/lists/a?b.json") == "/lists/a?b.json"
