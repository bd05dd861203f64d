"""Calls as the carrier keeps, lists and deletes them."""

from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

import httpx
import pytest

from tests.line import NUMBER
from tests.rest import ACCOUNT, PretendRest, Records
from tests.rest.conftest import Clock
from tests.rest.made import CALLER, ca, past_call


def sids(answer: httpx.Response) -> list[str]:
    return [call["sid"] for call in answer.json()["calls"]]


def test_a_call_has_the_fields_of_the_real_one(http: httpx.Client, records: Records) -> None:
    number = records.number(NUMBER, voice_url="https://line.example.org/voice")
    began = datetime(2026, 11, 21, 17, 0, tzinfo=UTC)
    records.begin(ca(1), from_=CALLER, to=NUMBER, at=began)
    records.end(ca(1), at=began + timedelta(seconds=61))
    call = http.get(f"/Calls/{ca(1)}.json").json()
    assert call["subresource_uris"]["user_defined_messages"].endswith("/UserDefinedMessages.json")
    assert {k: v for k, v in call.items() if k != "subresource_uris"} == {
        "account_sid": ACCOUNT,
        "annotation": None,
        "answered_by": None,
        "api_version": "2010-04-01",
        "caller_name": None,
        "date_created": "Sat, 21 Nov 2026 17:00:00 +0000",
        "date_updated": "Sat, 21 Nov 2026 17:01:01 +0000",
        "direction": "inbound",
        "duration": "61",
        "end_time": "Sat, 21 Nov 2026 17:01:01 +0000",
        "forwarded_from": None,
        "from": CALLER,
        "from_formatted": "(202) 555-0101",
        "group_sid": None,
        "parent_call_sid": None,
        "phone_number_sid": number,
        "price": "-0.00850",
        "price_unit": "USD",
        "queue_time": "0",
        "sid": ca(1),
        "start_time": "Sat, 21 Nov 2026 17:00:00 +0000",
        "status": "completed",
        "to": NUMBER,
        "to_formatted": "(202) 555-0199",
        "trunk_sid": None,
        "uri": f"/2010-04-01/Accounts/{ACCOUNT}/Calls/{ca(1)}.json",
    }


def test_a_call_in_progress_has_no_end(http: httpx.Client, records: Records) -> None:
    records.begin(ca(1), from_="anonymous", to=NUMBER)
    call = http.get(f"/Calls/{ca(1)}.json").json()
    assert [call[k] for k in ("end_time", "duration", "price", "from_formatted")] == [
        None,
        None,
        None,
        "anonymous",
    ]


def test_the_name_of_a_caller_is_known_only_with_the_lookup(
    http: httpx.Client, records: Records
) -> None:
    records.number(NUMBER, caller_lookup=True)
    past_call(records, 1)
    assert http.get(f"/Calls/{ca(1)}.json").json()["caller_name"] == "PRETEND CALLER"


def test_filters_of_times_are_whole_days_of_utc(http: httpx.Client, records: Records) -> None:
    for n, hour in enumerate((0, 12, 23)):
        past_call(records, n, at=datetime(2026, 11, 20, hour, tzinfo=UTC))
    past_call(records, 3, at=datetime(2026, 11, 21, tzinfo=UTC))
    on_the_day = [ca(2), ca(1), ca(0)]
    for value in ("2026-11-20", "2026-11-20T18:00:00Z"):
        for name in ("StartTime", "EndTime"):
            assert sids(http.get("/Calls.json", params={name: value})) == on_the_day
            assert sids(http.get("/Calls.json", params={f"{name}<": value})) == []
            assert sids(http.get("/Calls.json", params={f"{name}>": value})) == [ca(3), *on_the_day]
    before = http.get("/Calls.json", params={"EndTime<": "2026-11-21"})
    assert sids(before) == on_the_day


def test_other_filters(http: httpx.Client, records: Records) -> None:
    past_call(records, 1)
    past_call(records, 2, parent=ca(1))
    records.begin(ca(3), from_="+12025550102", to=NUMBER)
    assert sids(http.get("/Calls.json", params={"ParentCallSid": ca(1)})) == [ca(2)]
    assert sids(http.get("/Calls.json", params={"Status": "in-progress"})) == [ca(3)]
    assert sids(http.get("/Calls.json", params={"From": CALLER, "To": NUMBER})) == [ca(2), ca(1)]
    assert sids(http.get("/Calls.json", params={"EndTime>": "2026-01-01"})) == [ca(2), ca(1)]
    assert http.get("/Calls.json", params={"StartTime": "today"}).status_code == 400


def test_a_deletion_is_refused_while_it_is_too_early(
    http: httpx.Client, records: Records, clock: Clock
) -> None:
    past_call(records, 1)
    past_call(records, 2)
    records.faults.too_early_of[ca(2)] = timedelta(days=14)
    clock.pass_by(seconds=59)
    refused = http.delete(f"/Calls/{ca(1)}.json")
    assert (refused.status_code, refused.json()["code"]) == (409, 20009)
    clock.pass_by(seconds=1)
    assert http.delete(f"/Calls/{ca(1)}.json").status_code == 204
    assert http.delete(f"/Calls/{ca(2)}.json").json()["code"] == 20009


def test_a_call_in_progress_cannot_be_deleted(http: httpx.Client, records: Records) -> None:
    records.begin(ca(1), from_=CALLER, to=NUMBER)
    refused = http.delete(f"/Calls/{ca(1)}.json")
    assert (refused.status_code, refused.json()["code"]) == (400, 21220)


def test_a_deleted_call_is_gone_with_its_events_but_not_its_recordings_or_its_legs(
    http: httpx.Client, records: Records, clock: Clock
) -> None:
    past_call(records, 1)
    past_call(records, 2, parent=ca(1))
    recording = records.record(ca(1), transcribed=True)
    clock.pass_by(minutes=15)
    assert http.delete(f"/Calls/{ca(1)}.json").content == b""
    for method, path in (
        ("GET", f"/Calls/{ca(1)}.json"),
        ("DELETE", f"/Calls/{ca(1)}.json"),
        ("GET", f"/Calls/{ca(1)}/Events.json"),
        ("GET", f"/Calls/{ca(1)}/Recordings.json"),
    ):
        answer = http.request(method, path)
        assert (answer.status_code, answer.json()["code"]) == (404, 20404)
    assert sids(http.get("/Calls.json")) == [ca(2)]
    assert records.left() == {ca(2)}
    assert records.left_recordings() == {recording}
    assert len(records.left_transcriptions()) == 1


def test_a_deleted_call_may_still_be_shown(
    http: httpx.Client, records: Records, clock: Clock
) -> None:
    past_call(records, 1)
    records.faults.still_shown = timedelta(days=1)
    records.faults.events_late = timedelta()
    clock.pass_by(minutes=2)
    for _ in range(2):
        assert http.delete(f"/Calls/{ca(1)}.json").status_code == 204
        assert http.get(f"/Calls/{ca(1)}.json").status_code == 200
        assert sids(http.get("/Calls.json")) == [ca(1)]
        assert records.left() == {ca(1)}
        clock.pass_by(hours=12)
    assert http.get(f"/Calls/{ca(1)}.json").status_code == 404
    assert http.delete(f"/Calls/{ca(1)}.json").status_code == 404
    assert records.left() == set()


def test_events_appear_late_even_of_a_deleted_call_until_it_is_deleted_again(
    http: httpx.Client, records: Records, clock: Clock
) -> None:
    past_call(records, 1)
    events = f"/Calls/{ca(1)}/Events.json"
    assert http.get(events).json()["events"] == []
    clock.pass_by(minutes=2)
    assert http.delete(f"/Calls/{ca(1)}.json").status_code == 204
    assert http.get(events).status_code == 404
    assert records.left() == {ca(1)}
    clock.pass_by(minutes=13)
    parameters = http.get(events).json()["events"][0]["request"]["parameters"]
    assert (parameters["From"], parameters["To"]) == (CALLER, NUMBER)
    assert http.get(f"/Calls/{ca(1)}.json").status_code == 404
    assert http.delete(f"/Calls/{ca(1)}.json").status_code == 204
    assert http.get(events).status_code == 404
    assert http.delete(f"/Calls/{ca(1)}.json").status_code == 404
    assert records.left() == set()


def test_a_live_call_is_moved_out_of_its_conference(http: httpx.Client, records: Records) -> None:
    records.begin(ca(1), from_=CALLER, to=NUMBER)
    records.join("meeting", ca(1))
    form = {"Url": "https://line.example.org/voice/7", "Method": "POST"}
    assert http.post(f"/Calls/{ca(1)}.json", data=form).json()["status"] == "in-progress"
    assert records.moves == [(ca(1), form)]
    assert records.participants("meeting") == []
    ended = http.post(f"/Calls/{ca(1)}.json", data={"Status": "completed"})
    assert ended.json()["status"] == "completed"


@pytest.mark.parametrize(
    ("form", "code"),
    [({"Url": "/voice"}, 21205), ({"Twiml": "x" * 4001}, 32018)],
)
def test_a_move_that_the_carrier_refuses(
    http: httpx.Client, records: Records, form: dict[str, str], code: int
) -> None:
    records.begin(ca(1), from_=CALLER, to=NUMBER)
    assert http.post(f"/Calls/{ca(1)}.json", data=form).json()["code"] == code
    assert records.moves == []


def test_an_ended_or_unknown_call_cannot_be_moved(http: httpx.Client, records: Records) -> None:
    past_call(records, 1)
    ended = http.post(f"/Calls/{ca(1)}.json", data={"Status": "completed"})
    assert (ended.status_code, ended.json()["code"]) == (400, 21220)
    unknown = http.post(f"/Calls/{ca(2)}.json", data={"Status": "completed"})
    assert (unknown.status_code, unknown.json()["code"]) == (404, 20404)


def test_an_id_that_no_call_can_have_is_a_mistake_of_the_test(records: Records) -> None:
    with pytest.raises(ValueError, match="not an id"):
        records.begin("CA1", from_=CALLER, to=NUMBER)


OUT = {"From": NUMBER, "To": CALLER, "Url": "https://line.example.org/voice/come"}


def test_a_call_out_is_queued_and_rung_from_our_own_number(
    http: httpx.Client, records: Records, rest: PretendRest
) -> None:
    records.number(NUMBER)
    told = [("StatusCallbackEvent", "initiated"), ("StatusCallbackEvent", "completed")]
    body = urlencode([*OUT.items(), *told])
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    answer = http.post("/Calls.json", content=body, headers=kind)
    made = answer.json()
    assert (answer.status_code, made["status"], made["direction"]) == (
        201,
        "queued",
        "outbound-api",
    )
    assert records.made == [(made["sid"], OUT | {"StatusCallbackEvent": "initiated completed"})]
    assert rest.check() == []
    assert http.post(f"/Calls/{made['sid']}.json", data={"Status": "completed"}).json()[
        "status"
    ] == ("canceled")


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"To": "anonymous"}, 21211),
        ({"From": "+12025550102"}, 21210),
        ({"Url": "/voice/come"}, 21205),
        ({"Url": ""}, 21205),
    ],
)
def test_a_call_out_that_the_carrier_refuses(
    http: httpx.Client, records: Records, changed: dict[str, str], code: int
) -> None:
    records.number(NUMBER)
    assert http.post("/Calls.json", data=OUT | changed).json()["code"] == code
    assert records.calls == {}
