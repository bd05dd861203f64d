"""Recordings and transcriptions are deleted one by one."""

from datetime import timedelta

import httpx

from ivr.phone.record import Recording
from tests.recordings.spoken import spoken
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


def test_audio_is_fetched_when_it_is_ready_and_until_it_is_deleted(
    http: httpx.Client, records: Records, clock: Clock
) -> None:
    sid = records.record(ca(1), audio=b"RIFF", ready=clock.now + timedelta(seconds=1))
    assert http.get(f"/Recordings/{sid}.wav").status_code == 404
    assert http.get(f"/Recordings/{sid}.json").json()["status"] == "processing"
    clock.pass_by(seconds=1)
    answer = http.get(f"/Recordings/{sid}.wav")
    assert (answer.content, answer.headers["content-type"]) == (b"RIFF", "audio/x-wav")
    assert http.get(f"/Recordings/{sid}.json").json()["status"] == "completed"
    assert http.get(f"/Recordings/{sid}.wav", auth=("AC", "no")).status_code == 401
    http.delete(f"/Recordings/{sid}.json")
    assert http.get(f"/Recordings/{sid}.wav").status_code == 404


def test_what_a_pretend_caller_said_is_there_as_sound(
    http: httpx.Client, records: Records, clock: Clock
) -> None:
    said = Recording("RE" + "a" * 32, "", clock.now, 4.0, ("Welcome.",))
    records.recorded(ca(1), said, ready=clock.now)
    assert http.get(f"/Recordings/{said.sid}.wav").content == spoken(("Welcome.",), 4.0)
    assert http.get(f"/Recordings/{said.sid}.json").json()["call_sid"] == ca(1)
