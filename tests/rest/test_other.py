"""The line's own numbers, the Monitor's alerts and the bulk export."""

from urllib.parse import parse_qs

import httpx

from tests.line import LIST_NUMBER, NUMBER
from tests.rest import PretendRest, Records
from tests.rest.conftest import Clock
from tests.rest.made import CALLER, ca, past_call


def test_numbers_are_shown_as_they_are_set_up(http: httpx.Client, records: Records) -> None:
    records.number(LIST_NUMBER)
    sid = records.number(
        NUMBER,
        voice_url="https://line.example.org/voice",
        status_callback="https://line.example.org/status",
        caller_lookup=True,
    )
    all_of_them = http.get("/IncomingPhoneNumbers.json").json()["incoming_phone_numbers"]
    assert [number["phone_number"] for number in all_of_them] == [NUMBER, LIST_NUMBER]
    params = {"PhoneNumber": NUMBER}
    (one,) = http.get("/IncomingPhoneNumbers.json", params=params).json()["incoming_phone_numbers"]
    assert one == http.get(f"/IncomingPhoneNumbers/{sid}.json").json()
    wanted = ("voice_url", "voice_method", "status_callback", "voice_fallback_url")
    assert [one[name] for name in wanted] == [
        "https://line.example.org/voice",
        "POST",
        "https://line.example.org/status",
        "",
    ]
    assert one["voice_caller_id_lookup"] is True


def test_an_alert_shows_the_callers_number_only_when_fetched_alone(
    http: httpx.Client, rest: PretendRest, records: Records
) -> None:
    past_call(records, 1)
    bare, with_number = records.alert(ca(1), with_parameters=False), records.alert(ca(1))
    answer = http.get(f"{rest.url}/v1/Alerts").json()
    assert [alert["sid"] for alert in answer["alerts"]] == [with_number, bare]
    assert all("request_variables" not in alert for alert in answer["alerts"])
    assert answer["meta"]["key"] == "alerts"
    assert answer["meta"]["next_page_url"] is None
    variables = http.get(f"{rest.url}/v1/Alerts/{with_number}").json()["request_variables"]
    assert parse_qs(variables)["From"] == [CALLER]
    assert http.get(f"{rest.url}/v1/Alerts/{bare}").json()["request_variables"] is None


def test_alerts_are_filtered_by_time_and_level(
    http: httpx.Client, rest: PretendRest, records: Records, clock: Clock
) -> None:
    past_call(records, 1)
    early = records.alert(ca(1), level="warning")
    clock.pass_by(hours=1)
    late = records.alert(ca(1))

    def listed(**params: str) -> list[str]:
        answer = http.get(f"{rest.url}/v1/Alerts", params=params).json()
        return [alert["sid"] for alert in answer["alerts"]]

    assert listed(StartDate="2026-11-22T00:00:00Z") == [late]
    assert listed(EndDate="2026-11-22T00:00:00Z") == [early]
    assert listed(LogLevel="warning") == [early]
    assert listed(StartDate="2026-11-21") == [late, early]
    clock.pass_by(days=30)
    assert listed() == []


def test_pages_of_alerts_have_absolute_addresses(
    http: httpx.Client, rest: PretendRest, records: Records
) -> None:
    past_call(records, 1)
    alerts = [records.alert(ca(1)) for _ in range(3)]
    url: str | None = f"{rest.url}/v1/Alerts?PageSize=2"
    found = []
    while url:
        page = http.get(url).json()
        found += [alert["sid"] for alert in page["alerts"]]
        url = page["meta"]["next_page_url"]
    assert found == alerts[::-1]


def test_the_bulk_export_of_calls_is_on_or_off(
    http: httpx.Client, rest: PretendRest, records: Records
) -> None:
    for on in (False, True):
        records.exports_calls = on
        answer = http.get(f"{rest.url}/v1/Exports/Calls/Configuration").json()
        assert (answer["enabled"], answer["resource_type"]) == (on, "Calls")
    assert http.get(f"{rest.url}/v1/Exports/Faxes/Configuration").status_code == 404


def test_an_update_of_a_number_is_done_whole_or_not_at_all(
    http: httpx.Client, rest: PretendRest, records: Records
) -> None:
    app, trunk = "AP" + "a" * 32, "TK" + "b" * 32
    sid = records.number(NUMBER, voice_url="https://old.example.net/", application=app)
    path = f"/IncomingPhoneNumbers/{sid}.json"
    wrong = {"VoiceMethod": "GET", "StatusCallback": "old.example.net"}
    refused = http.post(path, data=wrong)
    assert (refused.status_code, refused.json()["code"]) == (400, 21609)
    assert http.get(path).json()["voice_method"] == "POST"

    done = http.post(path, data={"VoiceMethod": "GET", "TrunkSid": trunk}).json()
    assert done == http.get(path).json()
    told = [done[each] for each in ("voice_method", "voice_application_sid", "trunk_sid")]
    assert told == ["GET", "", trunk]
    done = http.post(path, data={"TrunkSid": "", "VoiceCallerIdLookup": "true"}).json()
    assert (done["trunk_sid"], done["voice_caller_id_lookup"]) == (None, True)
    assert http.post("/IncomingPhoneNumbers/PN" + "0" * 32 + ".json").status_code == 404


def test_the_account_tells_of_itself(
    http: httpx.Client, rest: PretendRest, records: Records
) -> None:
    records.account.profiles.append(("RN" + "0" * 32, "in-review"))
    account = str(http.base_url).rstrip("/") + ".json"
    assert (http.get(account).json()["status"], http.get("/Balance.json").json()["balance"]) == (
        "active",
        "48.20",
    )
    listed = http.get(f"{rest.url}/v1/CustomerProfiles").json()["results"]
    assert [each["status"] for each in listed] == ["twilio-approved", "in-review"]
    approved = {"Status": "twilio-approved"}
    only = http.get(f"{rest.url}/v1/CustomerProfiles", params=approved).json()["results"]
    assert only == listed[:1]
    countries = f"{rest.url}/v1/DialingPermissions/Countries"
    assert http.get(f"{countries}/GB").json()["low_risk_numbers_enabled"] is False
    assert http.get(f"{countries}/ZZ").json()["code"] == 20404
    assert rest.check() == []


def test_what_goes_wrong_can_be_one_kind_of_request(
    http: httpx.Client, rest: PretendRest, records: Records
) -> None:
    records.faults.at["GET /2010-04-01"] = "403/70051"
    refused = http.get("/Balance.json")
    assert (refused.status_code, refused.json()["code"]) == (403, 70051)
    assert http.get(f"{rest.url}/v1/CustomerProfiles").status_code == 200
