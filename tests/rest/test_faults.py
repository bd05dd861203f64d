"""A carrier that is slow, silent, full, or out of order."""

import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import timedelta

import httpx
import pytest

from tests.rest import ACCOUNT, PretendRest, Records, rest_server
from tests.rest.made import ca, past_call
from tests.rest.shape import HERE


@pytest.mark.parametrize(
    ("status", "code"), [(401, 20003), (429, 20429), (500, 20500), (503, 20503)]
)
def test_every_request_is_answered_with_a_status(
    http: httpx.Client, records: Records, rest: PretendRest, status: int, code: int
) -> None:
    past_call(records, 1)
    records.faults.too_early = timedelta()
    records.faults.status = status
    answer = http.delete(f"/Calls/{ca(1)}.json")
    assert answer.status_code == status
    assert {k: v for k, v in answer.json().items() if k != "message"} == {
        "code": code,
        "more_info": f"https://www.twilio.com/docs/errors/{code}",
        "status": status,
    }
    assert records.left() == {ca(1)}
    records.faults.status = None
    assert http.get(f"/Calls/{ca(1)}.json").status_code == 200
    assert [asked.status for asked in rest.requests] == [status, 200]


def test_a_429_may_say_when_to_come_back(http: httpx.Client, records: Records) -> None:
    records.faults.status = 429
    assert "Retry-After" not in http.get("/Calls.json").headers
    records.faults.retry_after = 7
    assert http.get("/Calls.json").headers["Retry-After"] == "7"


@pytest.mark.parametrize("auth", [(ACCOUNT, "wrong"), ("AC" + "2" * 32, "0" * 32), None])
def test_a_wrong_password_is_refused(rest: PretendRest, auth: tuple[str, str] | None) -> None:
    answer = httpx.get(f"{rest.url}{HERE}/Calls.json", auth=auth)
    assert (answer.status_code, answer.json()["code"]) == (401, 20003)
    assert answer.headers["WWW-Authenticate"] == 'Basic realm="Twilio API"'


def test_unknown_paths_and_methods(http: httpx.Client) -> None:
    assert http.get("/Nothing.json").json()["code"] == 20404
    assert http.get(f"/../{'AC' + '2' * 32}/Calls.json").status_code == 404
    answer = http.put("/Calls.json")
    assert (answer.status_code, answer.json()["code"]) == (405, 20004)


@pytest.mark.parametrize(("kind", "done"), [("cut", False), ("cut-after", True)])
def test_a_connection_is_cut_before_or_after(
    http: httpx.Client, records: Records, rest: PretendRest, kind: str, done: bool
) -> None:
    past_call(records, 1)
    records.faults.too_early = records.faults.events_late = timedelta()
    records.faults.rates = {kind: 1.0}
    for _ in range(2):
        with pytest.raises(httpx.TransportError):
            http.delete(f"/Calls/{ca(1)}.json")
    assert (records.left() == set()) is done
    assert [(asked.status, asked.fault) for asked in rest.requests] == [(0, kind)] * 2
    records.faults.rates = {}
    assert http.get("/Calls.json").status_code == 200


def test_a_slow_answer_is_of_something_done_at_once(http: httpx.Client, records: Records) -> None:
    records.begin(ca(1), from_="anonymous", to="+12025550199")
    records.faults.rates = {"slow": 1.0}
    records.faults.slow_seconds = 0.3
    begun = time.monotonic()
    with pytest.raises(httpx.ReadTimeout):
        http.post(f"/Calls/{ca(1)}.json", data={"Status": "completed"}, timeout=0.1)
    assert len(records.moves) == 1
    assert http.get("/Calls.json").status_code == 200
    assert time.monotonic() - begun > 0.39


def test_a_silent_carrier_never_answers(
    http: httpx.Client, records: Records, rest: PretendRest
) -> None:
    records.faults.rates = {"silent": 1.0}
    with pytest.raises(httpx.ReadTimeout):
        http.get("/Calls.json", timeout=0.2)
    assert [(asked.status, asked.fault) for asked in rest.requests] == [(0, "silent")]


def test_the_server_stops_while_it_is_silent(records: Records) -> None:
    records.faults.rates = {"silent": 1.0}
    with ThreadPoolExecutor() as pool:
        with rest_server(records) as rest:
            asked = pool.submit(httpx.get, f"{rest.url}{HERE}/Calls.json", timeout=10)
            while not rest.requests:
                time.sleep(0.01)
        assert isinstance(asked.exception(timeout=2), httpx.TransportError)


def test_rates_are_the_same_choices_for_the_same_seed(http: httpx.Client, records: Records) -> None:
    def asked() -> list[int]:
        return [http.get("/Calls.json").status_code for _ in range(40)]

    records.faults.rates = {"429": 0.25, "503": 0.25}
    records.faults.seed = 1
    first = asked()
    assert set(first) == {200, 429, 503}
    records.faults.seed = 2
    assert asked() != first
    records.faults.seed = 1
    assert asked() == first


def test_more_at_once_than_allowed_are_turned_away(
    http: httpx.Client, records: Records, rest: PretendRest
) -> None:
    records.faults.at_once = 3
    records.faults.latency = 0.3
    start = threading.Barrier(8)

    def ask(_: int) -> int:
        start.wait()
        return http.get("/Calls.json").status_code

    with ThreadPoolExecutor(8) as pool:
        answers = sorted(pool.map(ask, range(8)))
    assert answers == [200] * 3 + [429] * 5
    assert sorted(asked.at_once for asked in rest.requests) == list(range(1, 9))


def test_two_hundred_connections_at_once(
    http: httpx.Client, records: Records, rest: PretendRest
) -> None:
    records.faults.rates = {"silent": 1.0}
    there = ("127.0.0.1", httpx.URL(rest.url).port or 0)
    with ExitStack() as stack:
        for _ in range(200):
            waiting = stack.enter_context(socket.create_connection(there, timeout=5))
            waiting.sendall(f"GET {HERE}/Calls.json HTTP/1.1\r\nHost: a\r\n\r\n".encode())
        until = time.monotonic() + 10
        while len(rest.requests) < 200 and time.monotonic() < until:
            time.sleep(0.01)
        records.faults.rates = {}
        assert http.get("/Calls.json").status_code == 200
        assert [asked.at_once for asked in rest.requests] == list(range(1, 202))
