"""A Record: ended by a key, by silence, by its limit or by the caller."""

from datetime import datetime, timedelta

from ivr.phone.record import Recording
from ivr.phone.records import NoRecords
from tests.phone.line import Line, at, codes, heard


def recorder(attributes: str = "") -> Line:
    return Line(
        {
            "/voice": f"<Record action='/kept' {attributes}/><Say>Never.</Say>",
            "/kept": "<Say>Kept.</Say>",
            "/ready": "<Response/>",
        }
    )


def test_record_ends_with_a_key() -> None:
    line = recorder("finishOnKey='#'")
    call = line.ring('!"My name is Sam and I am an addict", 5, !#')
    form = line.forms("/kept")[0]
    assert form["Digits"] == "#"
    assert form["RecordingUrl"] == call.recordings[0].url
    assert call.recordings[0].words == ("My name is Sam and I am an addict",)
    assert [entry.text for entry in call.transcript if entry.lost] == ["5"]
    assert at(call, "beep") == [0.0]


def test_record_ends_with_silence() -> None:
    line = recorder("timeout='4' playBeep='false'")
    call = line.ring(None)
    assert (line.forms("/kept")[0]["RecordingDuration"], call.seconds) == ("4", 4.375)
    assert line.forms("/kept")[0]["Digits"] == ""


def test_record_ends_at_its_limit() -> None:
    line = recorder("maxLength='3'")
    line.ring(None)
    assert line.forms("/kept")[0]["RecordingDuration"] == "3"


def test_record_ends_when_the_caller_hangs_up() -> None:
    line = recorder()
    call = line.ring("!h")
    form = line.forms("/kept")[0]
    assert (form["Digits"], form["CallStatus"]) == ("hangup", "completed")
    assert heard(call)[-1] == ("hangup", "caller")


def test_record_hung_up_and_the_action_is_missing() -> None:
    line = recorder()
    del line.documents["/kept"]
    _, carrier = line.ring_all(["!h"])
    assert codes(carrier) == [11217]


def test_record_says_when_the_recording_is_ready() -> None:
    line = recorder("recordingStatusCallback='/ready' timeout='2'")
    call = line.ring(None)
    form = line.forms("/ready")[0]
    assert (form["RecordingSid"], form["RecordingStatus"]) == (call.recordings[0].sid, "completed")
    assert not {"From", "To"} & set(form)


def test_what_is_recorded_is_handed_to_the_records() -> None:
    """The REST stand-in makes sound of it, which is there a second later."""
    kept: list[tuple[str, tuple[str, ...], float]] = []

    class Keeping(NoRecords):
        def recorded(self, call: str, recording: Recording, *, ready: datetime) -> None:
            after = ready - recording.at - timedelta(seconds=recording.seconds)
            kept.append((call, recording.words, after.total_seconds()))

    line = recorder("finishOnKey='#'")
    call, _ = line.ring_all(["!say:hello there,!#"], records=Keeping())
    assert kept == [(call[0].sid, ("hello there",), 1.0)]
