"""The carrier's own library reads the pretend server's lists, pages and refusals."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from twilio.base.exceptions import TwilioRestException
from twilio.rest import Client

from tests.line import NUMBER
from tests.rest import PretendRest, Records
from tests.rest.conftest import Clock
from tests.rest.library import library
from tests.rest.made import CALLER, ca, past_call


@pytest.fixture
def client(rest: PretendRest) -> Iterator[Client]:
    client = library(rest)
    yield client
    client.http_client.close()


def test_calls_are_listed_over_three_pages(
    client: Client, records: Records, rest: PretendRest, clock: Clock
) -> None:
    for n in range(5):
        past_call(records, n, at=clock.now - timedelta(minutes=n))
    listed = client.calls.list(page_size=2, status="completed", end_time_after=clock.now.date())
    assert [call.sid for call in listed] == [ca(n) for n in range(5)]
    assert (listed[0].from_formatted, listed[0].duration) == ("(202) 555-0101", "0")
    assert listed[0].start_time == datetime(2026, 11, 21, 23, 40, tzinfo=UTC)
    assert len(rest.requests) == 3
    assert {a.query["Status"] for a in rest.requests} == {"completed"}
    assert rest.check() == []


def test_records_that_vanish_between_pages_make_none_be_skipped(
    http: httpx.Client, records: Records, clock: Clock
) -> None:
    for n in range(6):
        past_call(records, n)
    clock.pass_by(hours=1)
    first = http.get("/Calls.json", params={"PageSize": 2}).json()
    for n in (5, 4):
        assert http.delete(f"/Calls/{ca(n)}.json").status_code == 204
    second = http.get(str(http.base_url.copy_with(path="/")).rstrip("/") + first["next_page_uri"])
    assert [call["sid"] for call in second.json()["calls"]] == [ca(3), ca(2)]
    assert second.json()["page"] == 1
    back = http.get(
        str(http.base_url.copy_with(path="/")).rstrip("/") + second.json()["previous_page_uri"]
    )
    assert back.json()["calls"] == []


def test_a_page_can_be_too_large(http: httpx.Client) -> None:
    assert http.get("/Calls.json", params={"PageSize": 1001}).json()["code"] == 20007
    assert http.get("/Calls.json", params={"PageSize": 1000}).json()["page_size"] == 1000


def test_what_the_library_does_with_one_call(
    client: Client, records: Records, rest: PretendRest, clock: Clock
) -> None:
    records.begin(ca(1), from_=CALLER, to=NUMBER)
    client.calls(ca(1)).update(url="https://line.example.org/voice", method="POST")
    client.calls(ca(1)).update(status="completed")
    with pytest.raises(TwilioRestException) as refused:
        client.calls(ca(1)).delete()
    assert (refused.value.status, refused.value.code) == (409, 20009)
    clock.pass_by(minutes=15)
    assert client.calls(ca(1)).events.list()[0].request["parameters"]["From"] == CALLER
    assert client.calls(ca(1)).delete() is True
    with pytest.raises(TwilioRestException) as gone:
        client.calls(ca(1)).fetch()
    assert (gone.value.status, gone.value.code) == (404, 20404)
    assert records.left() == set()
    assert rest.check() == []


def test_what_the_library_does_with_recordings_and_numbers(
    client: Client, records: Records, rest: PretendRest
) -> None:
    past_call(records, 1)
    records.number(NUMBER)
    records.record(ca(1), transcribed=True)
    (recording,) = client.recordings.list(call_sid=ca(1), include_soft_deleted=True)
    (words,) = client.recordings(recording.sid).transcriptions.list()
    assert [t.sid for t in client.transcriptions.list()] == [words.sid]
    assert client.transcriptions(words.sid).delete() is True
    assert client.recordings(recording.sid).delete() is True
    assert client.calls(ca(1)).recordings.list() == []
    (number,) = client.incoming_phone_numbers.list(phone_number=NUMBER)
    assert number.phone_number == NUMBER
    assert rest.check() == []


def test_what_the_library_does_with_conferences(
    client: Client, records: Records, rest: PretendRest
) -> None:
    for n in (1, 2):
        records.join("meeting", ca(n), label=f"caller{n}")
    (conference,) = client.conferences.list(friendly_name="meeting", status="in-progress")
    here = client.conferences(conference.sid)
    assert here.participants(ca(1)).update(muted=True).muted is True
    assert [p.call_sid for p in here.participants.list(muted=True, page_size=1)] == [ca(1)]
    assert here.participants("caller2").delete() is True
    assert here.update(status="completed").status == "completed"
    assert rest.check() == []


def test_what_the_library_does_on_other_hosts(
    client: Client, records: Records, rest: PretendRest
) -> None:
    past_call(records, 1)
    sids = [records.alert(ca(1)) for _ in range(3)]
    listed = client.monitor.v1.alerts.list(page_size=2, log_level="error")
    assert [alert.sid for alert in listed] == sids[::-1]
    assert "From=" in client.monitor.v1.alerts(sids[0]).fetch().request_variables
    exported = client.bulkexports.v1.export_configuration("Calls").fetch()
    assert exported.enabled is False
    assert rest.check() == []
