"""Requests that the carrier's API description does not allow are found."""

import httpx
import pytest

from tests.rest import PretendRest, Records, rest_server
from tests.rest.description import missing
from tests.rest.made import ca

pytestmark = pytest.mark.skipif(bool(missing()), reason=missing() or "nothing is missing")


def test_right_requests_are_no_problem(http: httpx.Client, rest: PretendRest) -> None:
    http.get("/Calls.json", params={"EndTime<": "2026-11-21", "PageSize": 100})
    http.get("/Calls.json", params={"EndTime>": "2026-11-21T00:00:00Z", "Status": "no-answer"})
    http.post(f"/Calls/{ca(1)}.json", data={"Status": "completed"})
    http.delete(f"/Calls/{ca(1)}.json")
    http.get(f"{rest.url}/v1/Alerts", params={"LogLevel": "error"})
    assert rest.check() == []


@pytest.mark.parametrize(
    ("method", "path", "params", "form", "said"),
    [
        ("GET", "/Calls.json", {"State": "completed"}, {}, "unknown field State"),
        ("GET", "/Calls.json", {"Status": "over"}, {}, "Status"),
        ("GET", "/Calls.json", {"EndTime": "yesterday"}, {}, "EndTime"),
        ("GET", "/Calls.json", {"PageSize": "1001"}, {}, "PageSize"),
        ("GET", "/Calls.json", {"ParentCallSid": "CA1"}, {}, "ParentCallSid"),
        ("GET", "/Calls/CA1.json", {}, {}, "Sid"),
        ("DELETE", "/Calls/RE" + "0" * 32 + ".json", {}, {}, "Sid"),
        ("PUT", "/Calls.json", {}, {}, "not with this method"),
        ("GET", "/Nothing.json", {}, {}, "no such path"),
        ("POST", f"/Calls/{ca(1)}.json", {}, {"Status": "over"}, "over"),
        ("POST", f"/Calls/{ca(1)}.json", {}, {"Method": "PUT"}, "PUT"),
        ("POST", f"/Calls/{ca(1)}.json", {}, {"Uri": "https://a.example"}, "unknown field Uri"),
        (
            "POST",
            f"/Conferences/CF{'0' * 32}/Participants/{ca(1)}.json",
            {},
            {"Muted": "True"},
            "Muted is neither",
        ),
    ],
)
def test_a_wrong_request_is_a_problem(
    http: httpx.Client,
    rest: PretendRest,
    method: str,
    path: str,
    params: dict[str, str],
    form: dict[str, str],
    said: str,
) -> None:
    http.request(method, path, params=params, data=form or None)
    http.request(method, path, params=params, data=form or None)
    problems = rest.check()
    assert problems
    assert all(problem.startswith(f"{method} /2010-04-01/") for problem in problems)
    assert any(said in problem for problem in problems), problems
    assert rest.check() == problems == rest.problems


def test_all_that_is_wrong_with_a_request_is_said(http: httpx.Client, rest: PretendRest) -> None:
    http.get("/Calls.json", params={"Status": "over", "Page": "-1"})
    here = "GET /2010-04-01/Accounts/AC" + "0" * 32 + "/Calls.json: "
    assert rest.check() == [
        here + "Status 'over' is not one of ['queued', 'ringing', 'in-progress', 'completed', "
        "'busy', 'failed', 'no-answer', 'canceled']",
        here + "Page -1 is less than the minimum of 0",
    ]


def test_a_wrong_request_to_another_host_is_a_problem(
    http: httpx.Client, rest: PretendRest
) -> None:
    http.get(f"{rest.url}/v1/Alerts", params={"Level": "error"})
    http.delete(f"{rest.url}/v1/Alerts/NO{'0' * 32}")
    assert rest.check() == [
        "GET /v1/Alerts: unknown field Level",
        f"DELETE /v1/Alerts/NO{'0' * 32}: DELETE is not in the API",
    ]


def test_nothing_is_checked_if_not_wanted(records: Records) -> None:
    with rest_server(records, spec=False) as rest:
        httpx.get(f"{rest.url}/nothing")
        assert rest.check() == []
