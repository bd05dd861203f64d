"""Recordings, transcriptions and the line's own numbers, as REST has them."""

from tests.rest.asking import Answer, Asking
from tests.rest.number import Number
from tests.rest.paging import Page
from tests.rest.recording import Recording, Transcription
from tests.rest.refusal import Refusal


def _recording(asking: Asking, *, deleted_too: bool = False) -> Recording:
    recording = asking.records.recordings.get(asking.names["sid"])
    if recording is None or not recording.shown(asking.now, deleted_too=deleted_too):
        raise asking.not_found()
    return recording


def _transcription(asking: Asking) -> Transcription:
    transcription = asking.records.transcriptions.get(asking.names["sid"])
    if transcription is None:
        raise asking.not_found()
    return transcription


def list_recordings(asking: Asking) -> Answer:
    if asking.query.get("CallSid") in asking.records.faults.refused_of:
        raise Refusal(400, 20001, "CallSid is invalid")
    deleted_too = bool(asking.flag("IncludeSoftDeleted"))
    found = [
        recording
        for recording in asking.records.recordings.values()
        if recording.shown(asking.now, deleted_too=deleted_too)
        and asking.query.get("CallSid") in (None, "", recording.call_sid)
        and not asking.query.get("ConferenceSid")
        and asking.on_days("DateCreated", recording.made)
    ]
    return 200, Page(asking, found, lambda each: each.show(asking.now)).in_2010("recordings")


def fetch_recording(asking: Asking) -> Answer:
    return 200, _recording(asking, deleted_too=bool(asking.flag("IncludeSoftDeleted"))).show(
        asking.now
    )


def fetch_media(asking: Asking) -> Answer:
    """What was said; 404 before it is ready and once it is deleted."""
    recording = _recording(asking)
    if not recording.fetchable(asking.now):
        raise asking.not_found()
    return 200, recording.audio()


def delete_recording(asking: Asking) -> Answer:
    """The media go; what is left is shown for 40 days. Its transcriptions stay (inferred)."""
    _recording(asking).deleted = asking.now
    return 204, None


def list_transcriptions_of_recording(asking: Asking) -> Answer:
    """404 once the recording is deleted (inferred): then only the account's list has them."""
    sid = _recording(asking).sid
    found = [t for t in asking.records.transcriptions.values() if t.recording_sid == sid]
    return 200, Page(asking, found, Transcription.show).in_2010("transcriptions")


def list_transcriptions(asking: Asking) -> Answer:
    found = list(asking.records.transcriptions.values())
    return 200, Page(asking, found, Transcription.show).in_2010("transcriptions")


def fetch_transcription(asking: Asking) -> Answer:
    return 200, _transcription(asking).show()


def delete_transcription(asking: Asking) -> Answer:
    del asking.records.transcriptions[_transcription(asking).sid]
    return 204, None


def update_number(asking: Asking) -> Answer:
    status, shown = fetch_number(asking)
    asking.records.numbers[asking.names["sid"]].update(asking.form)
    return status, shown and fetch_number(asking)[1]


def list_numbers(asking: Asking) -> Answer:
    pattern = asking.query.get("PhoneNumber", "")
    name = asking.query.get("FriendlyName")
    found = [
        number
        for number in asking.records.numbers.values()
        if number.fits(pattern) and name in (None, "", number.show()["friendly_name"])
    ]
    return 200, Page(asking, found, Number.show).in_2010("incoming_phone_numbers")


def fetch_number(asking: Asking) -> Answer:
    if number := asking.records.numbers.get(asking.names["sid"]):
        return 200, number.show()
    raise asking.not_found()
