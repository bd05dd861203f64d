"""The audio of a recording: fetched from the carrier with our key, from elsewhere without it."""

import base64
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from ivr.carrier import MOST_AUDIO, Carrier, Recorded, Refused, Trouble, Unknown
from tests.line import NUMBER, SATURDAY_EVENING, TOKEN, settings
from tests.rest import ACCOUNT, PretendRest, Records, rest_server

CALL = "CA" + "5" * 32
NOW = SATURDAY_EVENING


@pytest.fixture
def rest() -> Iterator[PretendRest]:
    with rest_server(Records(lambda: NOW)) as server:
        server.records.begin(CALL, from_="+12125550142", to=NUMBER, at=NOW)
        yield server
        assert server.check() == []


@contextmanager
def carrier(url: str, *tokens: str) -> Iterator[Carrier]:
    here = replace(settings(), account_sid=ACCOUNT, twilio_api=url, auth_tokens=tokens or (TOKEN,))
    one = Carrier(here, patience=2)
    yield one
    one.close()


def test_audio_is_what_was_recorded_and_gone_with_it(rest: PretendRest) -> None:
    sid = rest.records.record(CALL, audio=b"RIFF said")
    with carrier(rest.url) as one:
        assert one.audio(sid) == b"RIFF said"
        assert one.keeps_audio(sid) is True
        one.delete_recording(sid)
        assert one.keeps_audio(sid) is False
        with pytest.raises(Unknown):
            one.audio(sid)


def test_what_is_not_ready_yet_is_unknown_and_kept(rest: PretendRest) -> None:
    ready = NOW + timedelta(seconds=1)
    sid = rest.records.record(CALL, audio=b"x", at=NOW - timedelta(seconds=9), ready=ready)
    with carrier(rest.url) as one:
        with pytest.raises(Unknown):
            one.audio(sid)
        assert one.keeps_audio(sid) is True
        assert one.recorded(CALL) == [Recorded(sid, NOW - timedelta(seconds=9), ready=False)]


def test_the_recordings_of_a_call_with_their_beginnings(rest: PretendRest) -> None:
    sid = rest.records.record(CALL, at=NOW - timedelta(seconds=30))
    rest.records.record("CA" + "6" * 32)
    with carrier(rest.url) as one:
        assert one.recorded(CALL) == [Recorded(sid, NOW - timedelta(seconds=30), ready=True)]


def test_of_too_much_only_so_much_is_read(rest: PretendRest) -> None:
    sid = rest.records.record(CALL, audio=bytes(MOST_AUDIO + 2**20))
    with carrier(rest.url) as one:
        assert len(one.audio(sid)) == MOST_AUDIO + 1


def test_during_a_rotation_the_other_token_is_tried(rest: PretendRest) -> None:
    sid = rest.records.record(CALL, audio=b"said")
    with carrier(rest.url, "a" * 32, TOKEN) as one:
        assert [one.audio(sid), one.audio(sid)] == [b"said", b"said"]
    assert [asked.status for asked in rest.requests] == [401, 200, 200]


def test_no_token_is_accepted(rest: PretendRest) -> None:
    sid = rest.records.record(CALL, audio=b"said")
    with carrier(rest.url, "a" * 32) as one, pytest.raises(Trouble, match="not accepted"):
        one.audio(sid)


@pytest.mark.parametrize("status", [429, 500, 503])
def test_trouble(rest: PretendRest, status: int) -> None:
    sid = rest.records.record(CALL, audio=b"said")
    rest.records.faults.status = status
    rest.records.faults.retry_after = 7
    with carrier(rest.url) as one, pytest.raises(Trouble, match=f"status {status}") as caught:
        one.audio(sid)
    assert caught.value.retry_after == (7 if status == 429 else 0)


@dataclass
class Host:
    """Answers each path with a status, a Location and bytes; `asked` has each path and its key."""

    answers: dict[str, tuple[int, str, bytes]]
    asked: list[tuple[str, str]] = field(default_factory=list)
    url: str = ""

    @contextmanager
    def serving(self, address: str = "127.0.0.1") -> Iterator["Host"]:
        host = self

        class Answering(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                kind, _, key = self.headers.get("authorization", "").partition(" ")
                host.asked.append((self.path, base64.b64decode(key).decode() if kind else ""))
                status, location, body = host.answers[self.path]
                self.send_response(status)
                if location:
                    self.send_header("location", location)
                self.send_header("content-length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: object) -> None:
                """Nothing."""

        server = ThreadingHTTPServer((address, 0), Answering)
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        self.url = f"http://{address}:{server.server_address[1]}"
        try:
            yield self
        finally:
            server.shutdown()
            thread.join()
            server.server_close()


SID = "RE" + "1" * 32
PATH = f"/2010-04-01/Accounts/{ACCOUNT}/Recordings/{SID}.wav"
KEY = f"{ACCOUNT}:{TOKEN}"


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_redirect_is_followed_without_our_key(status: int) -> None:
    answers = {PATH: (status, "/media/1", b""), "/media/1": (200, "", b"said")}
    with Host(answers).serving() as host, carrier(host.url) as one:
        assert one.audio(SID) == b"said"
        assert host.asked == [(PATH, KEY), ("/media/1", "")]


def test_a_redirect_to_another_host_needs_tls() -> None:
    with Host({"/media/1": (200, "", b"said")}).serving("127.0.0.2") as other:
        answers = {PATH: (302, f"{other.url}/media/1", b"")}
        with (
            Host(answers).serving() as host,
            carrier(host.url) as one,
            pytest.raises(Trouble, match="without https"),
        ):
            one.audio(SID)
        assert other.asked == []


def test_redirects_come_to_an_end() -> None:
    answers = {PATH: (302, PATH, b"")}
    with Host(answers).serving() as host, carrier(host.url) as one:
        with pytest.raises(Trouble, match="status 302"):
            one.audio(SID)
        assert host.asked == [(PATH, KEY), *[(PATH, "")] * 3]


def test_where_it_lies_may_refuse() -> None:
    answers = {PATH: (302, "/media/1", b""), "/media/1": (403, "", b"expired")}
    with Host(answers).serving() as host, carrier(host.url) as one:
        with pytest.raises(Refused) as caught:
            one.audio(SID)
        assert caught.value.code == 403


def test_a_carrier_that_is_away() -> None:
    with carrier("http://127.0.0.1:1") as one, pytest.raises(Trouble, match="no answer"):
        one.audio(SID)
