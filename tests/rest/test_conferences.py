"""Conferences and participants, as REST sees and changes them."""

import httpx
import pytest

from tests.rest import PretendRest, Records
from tests.rest.conferences import Update
from tests.rest.made import ca


def calls(answer: httpx.Response) -> list[str]:
    return [participant["call_sid"] for participant in answer.json()["participants"]]


@pytest.fixture
def room(records: Records) -> str:
    """The id of a conference with a leader, call 1, and a muted caller, call 2."""
    sid = records.conference("meeting")
    records.join("meeting", ca(1), label="leader")
    records.join("meeting", ca(2), muted=True)
    return sid


def test_a_conference_is_found_by_its_name(http: httpx.Client, records: Records, room: str) -> None:
    records.conference("other")
    by_name = {"FriendlyName": "meeting", "Status": "in-progress"}
    (found,) = http.get("/Conferences.json", params=by_name).json()["conferences"]
    assert (found["sid"], found["friendly_name"], found["status"]) == (
        room,
        "meeting",
        "in-progress",
    )
    assert records.conference("meeting") == room


def test_who_joins_first_waits_for_a_second(http: httpx.Client, records: Records) -> None:
    for n, status in ((1, "init"), (2, "in-progress")):
        records.join("early", ca(n))
        (found,) = http.get("/Conferences.json").json()["conferences"]
        assert found["status"] == status


def test_participants_are_listed_while_they_are_there(
    http: httpx.Client, records: Records, room: str
) -> None:
    here = f"/Conferences/{room}/Participants.json"
    assert calls(http.get(here)) == [ca(2), ca(1)]
    assert calls(http.get(here, params={"Muted": "true"})) == [ca(2)]
    assert calls(http.get(here, params={"Muted": "false", "Hold": "false"})) == [ca(1)]
    records.leave("meeting", ca(1))
    assert calls(http.get(here)) == [ca(2)]
    assert http.get(f"/Conferences/{room}/Participants/{ca(1)}.json").status_code == 404
    records.leave("meeting", ca(2))
    ended = http.get(f"/Conferences/{room}.json").json()
    assert (ended["status"], ended["reason_conference_ended"]) == (
        "completed",
        "last-participant-left",
    )
    assert calls(http.get(here)) == []


def test_a_participant_is_changed_by_call_or_by_label(
    http: httpx.Client, records: Records, room: str
) -> None:
    who = f"/Conferences/{room}/Participants"
    muted = http.post(f"{who}/leader.json", data={"Muted": "true"})
    assert muted.json()["muted"] is True
    assert http.post(f"{who}/{ca(2)}.json", data={"Muted": "false"}).json()["muted"] is False
    held = http.post(f"{who}/{ca(2)}.json", data={"Hold": "true"}).json()
    assert (held["hold"], held["muted"]) == (True, False)
    assert [(p.call_sid, p.muted, p.hold) for p in records.participants("meeting")] == [
        (ca(1), True, False),
        (ca(2), False, True),
    ]
    assert records.updates == [
        Update("POST", "meeting", ca(1), {"Muted": "true"}),
        Update("POST", "meeting", ca(2), {"Muted": "false"}),
        Update("POST", "meeting", ca(2), {"Hold": "true"}),
    ]


@pytest.mark.parametrize("value", ["True", "yes", "1", ""])
def test_any_value_but_true_unmutes(
    http: httpx.Client, room: str, rest: PretendRest, value: str
) -> None:
    who = f"/Conferences/{room}/Participants/{ca(2)}.json"
    assert http.post(who, data={"Muted": value}).json()["muted"] is False


def test_a_coach_needs_one_who_is_there(http: httpx.Client, room: str) -> None:
    who = f"/Conferences/{room}/Participants/{ca(1)}.json"
    coached = http.post(who, data={"Coaching": "true", "CallSidToCoach": ca(2)}).json()
    assert (coached["coaching"], coached["call_sid_to_coach"]) == (True, ca(2))
    refused = http.post(who, data={"Coaching": "true", "CallSidToCoach": ca(3)})
    assert refused.status_code == 400


def test_removing_the_last_one_ends_the_conference(
    http: httpx.Client, records: Records, room: str
) -> None:
    for n in (1, 2):
        who = f"/Conferences/{room}/Participants/{ca(n)}.json"
        assert http.delete(who).status_code == 204
        assert http.delete(who).json()["code"] == 20404
    ended = http.get(f"/Conferences/{room}.json").json()
    assert ended["reason_conference_ended"] == "last-participant-kicked"
    assert records.updates[-1] == Update("DELETE", "meeting", ca(2), {})


def test_who_may_end_the_conference_by_leaving_does(records: Records, room: str) -> None:
    records.join("meeting", ca(3), end_on_exit=True)
    records.leave("meeting", ca(3))
    assert records.participants("meeting") == []
    assert records.conference("meeting") != room


def test_a_conference_is_announced_to_and_ended(
    http: httpx.Client, records: Records, room: str
) -> None:
    words = {"AnnounceUrl": "https://line.example.org/words", "AnnounceMethod": "GET"}
    assert http.post(f"/Conferences/{room}.json", data=words).json()["status"] == "in-progress"
    ended = http.post(f"/Conferences/{room}.json", data={"Status": "completed"}).json()
    assert (ended["status"], ended["reason_conference_ended"]) == (
        "completed",
        "conference-ended-via-api",
    )
    assert records.participants("meeting") == []
    assert http.post(f"/Conferences/{room}.json", data=words).status_code == 400
    assert records.updates == [
        Update("POST", "meeting", "", words),
        Update("POST", "meeting", "", {"Status": "completed"}),
    ]


def test_a_label_is_taken_once(records: Records, room: str) -> None:
    with pytest.raises(ValueError, match="16025"):
        records.join("meeting", ca(3), label="leader")


@pytest.mark.parametrize("name", ["AnnounceUrl", "HoldUrl"])
def test_an_address_is_absolute(http: httpx.Client, records: Records, room: str, name: str) -> None:
    who = f"/Conferences/{room}/Participants/{ca(1)}.json"
    assert http.post(who, data={"Hold": "true", name: "/words"}).json()["code"] == 21205
    assert (records.updates, records.participants("meeting")[0].hold) == ([], False)


def test_a_conference_may_have_the_telephones_own_id(records: Records) -> None:
    for sid in ("CF" + "a" * 32, "CF" + "b" * 32):
        for n in (1, 2):
            records.join("meeting", ca(n), sid=sid)
        assert records.conference("meeting") == sid
    assert [c.status for c in records.conferences.values()] == ["completed", "in-progress"]
