"""Every path that is answered, in one table, and the way from a request to its answer."""

from collections.abc import Callable

from starlette.routing import compile_path

from tests.rest import account_api, calls_api, conferences_api, other_hosts, recordings_api
from tests.rest.asking import Answer, Asking
from tests.rest.records import Records
from tests.rest.refusal import Refusal, not_found
from tests.rest.shape import HERE

ROUTES: list[tuple[str, str, Callable[[Asking], Answer]]] = [
    ("GET", "Calls.json", calls_api.list_calls),
    ("POST", "Calls.json", calls_api.create_call),
    ("GET", "Calls/{sid}.json", calls_api.fetch_call),
    ("POST", "Calls/{sid}.json", calls_api.update_call),
    ("DELETE", "Calls/{sid}.json", calls_api.delete_call),
    ("GET", "Calls/{sid}/Events.json", calls_api.list_events),
    ("GET", "Calls/{sid}/Recordings.json", calls_api.list_recordings_of_call),
    ("GET", "Recordings.json", recordings_api.list_recordings),
    ("GET", "Recordings/{sid}.json", recordings_api.fetch_recording),
    ("DELETE", "Recordings/{sid}.json", recordings_api.delete_recording),
    ("GET", "Recordings/{sid}.wav", recordings_api.fetch_media),
    (
        "GET",
        "Recordings/{sid}/Transcriptions.json",
        recordings_api.list_transcriptions_of_recording,
    ),
    ("GET", "Transcriptions.json", recordings_api.list_transcriptions),
    ("GET", "Transcriptions/{sid}.json", recordings_api.fetch_transcription),
    ("DELETE", "Transcriptions/{sid}.json", recordings_api.delete_transcription),
    ("GET", "IncomingPhoneNumbers.json", recordings_api.list_numbers),
    ("GET", "IncomingPhoneNumbers/{sid}.json", recordings_api.fetch_number),
    ("POST", "IncomingPhoneNumbers/{sid}.json", recordings_api.update_number),
    ("GET", "Balance.json", account_api.fetch_balance),
    ("GET", "Conferences.json", conferences_api.list_conferences),
    ("GET", "Conferences/{sid}.json", conferences_api.fetch_conference),
    ("POST", "Conferences/{sid}.json", conferences_api.update_conference),
    ("GET", "Conferences/{sid}/Participants.json", conferences_api.list_participants),
    ("GET", "Conferences/{sid}/Participants/{who}.json", conferences_api.fetch_participant),
    ("POST", "Conferences/{sid}/Participants/{who}.json", conferences_api.update_participant),
    ("DELETE", "Conferences/{sid}/Participants/{who}.json", conferences_api.remove_participant),
    ("GET", "/v1/Alerts", other_hosts.list_alerts),
    ("GET", "/v1/Alerts/{sid}", other_hosts.fetch_alert),
    ("GET", f"{HERE}.json", account_api.fetch_account),
    ("GET", "/v1/CustomerProfiles", account_api.list_profiles),
    ("GET", "/v1/DialingPermissions/Countries/{country}", account_api.fetch_country),
    ("GET", "/v2/PhoneNumbers/{number}", other_hosts.fetch_region),
    ("GET", "/v1/Exports/{kind}/Configuration", other_hosts.export_configuration),
]

_COMPILED = [
    (method, compile_path(path if path.startswith("/") else f"{HERE}/{path}")[0], answer)
    for method, path, answer in ROUTES
]


def carry_out(
    records: Records,
    method: str,
    path: str,
    query: dict[str, str],
    form: dict[str, str],
    base: str,
) -> Answer:
    """Do what is asked, as one step. `path` is unquoted; 405 where only the method is wrong."""
    fits = [(m, pattern.match(path), answer) for m, pattern, answer in _COMPILED]
    found = [(m, match, answer) for m, match, answer in fits if match]
    for known, match, answer in found:
        if known == method:
            with records.lock:
                names = match.groupdict()
                return answer(Asking(records, path, names, query, form, base, records.clock()))
    raise Refusal(405, 20004) if found else not_found(path)
