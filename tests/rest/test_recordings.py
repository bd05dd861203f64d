"""Recordings and transcriptions are deleted one by one."""

import httpx

from tests.rest import Records
from tests.rest.conftest import Clock
from tests.rest.made import ca, past_call


def found(answer: httpx.Response, key: str) -> list[str]:
    return [record["sid"] for record in answer.json()[key]]


def test_recordings_are_found_by_their_call(http: httpx.Client, records: Records) -> None:
    past_call(records, 1)
    first, second = records.record(ca(1)), records.record(ca(2))
    assert found(http.get("/Recordings.json"), "recordings") == [second, first]
    by_call = http.get("/Recordings.json", params={"CallSid": ca(1)})
    assert found(by_call, "recordings") == [first]
    assert found(http.get(f"/Calls/{ca(1)}/Recordings.json"), "recordings") == [first]


def test_a_deleted_recording_leaves_a_trace_for_forty_days(
    http: httpx.Client, records: Records, clock: Clock
) -> None:
    sid = records.record(ca(1))
    assert http.delete(f"/Recordings/{sid}.json").status_code == 204
    assert http.delete(f"/Recordings/{sid}.json").status_code == 404
    assert http.get(f"/Recordings/{sid}.json").status_code == 404
    assert found(http.get("/Recordings.json"), "recordings") == []
    deleted_too = {"IncludeSoftDeleted": "true"}
    traces = http.get("/Recordings.json", params=deleted_too).json()["recordings"]
    assert [(t["sid"], t["status"]) for t in traces] == [(sid, "deleted")]
    clock.pass_by(days=40)
    assert http.get(f"/Recordings/{sid}.json", params=deleted_too).status_code == 404
    assert records.left_recordings() == set()


def test_a_transcription_is_deleted_by_itself(http: httpx.Client, records: Records) -> None:
    recording = records.record(ca(1), transcribed=True)
    own = http.get(f"/Recordings/{recording}/Transcriptions.json")
    (sid,) = found(own, "transcriptions")
    http.delete(f"/Recordings/{recording}.json")
    assert http.get(f"/Recordings/{recording}/Transcriptions.json").status_code == 404
    assert found(http.get("/Transcriptions.json"), "transcriptions") == [sid]
    assert http.get(f"/Transcriptions/{sid}.json").json()["recording_sid"] == recording
    assert http.delete(f"/Transcriptions/{sid}.json").status_code == 204
    assert http.delete(f"/Transcriptions/{sid}.json").status_code == 404
    assert records.left_transcriptions() == set()
