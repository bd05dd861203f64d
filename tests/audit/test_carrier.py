"""What the audit says of calls that the carrier still shows, over real HTTP."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import msgspec
import pytest
import redis

from ivr.audit import at_carrier
from ivr.audit.at_carrier import AtCarrier
from ivr.audit.reasons import moment
from ivr.audit.report import Report, text
from ivr.carrier import Carrier
from ivr.clock import utc_now
from ivr.environment import load
from ivr.erasure import hold
from ivr.erasure.due import ToForget
from ivr.erasure.forget import forget_due
from ivr.erasure.ledger import read_ledger
from ivr.erasure.pause import Pause
from tests.audit.conftest import BLOCK, HERE, NUMBER, Installed
from tests.audit.made import CALLER, shows_number
from tests.rest import PretendRest, Records

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def ended(
    records: Records, ago: timedelta, *, from_: str = CALLER, to: str = NUMBER, parent: str = ""
) -> str:
    """A call that ended so long ago."""
    sid, at = f"CA{uuid4().hex}", utc_now() - ago
    records.begin(sid, from_=from_, to=to, at=at - timedelta(minutes=20), parent=parent)
    records.end(sid, at=at)
    return sid


def look(line: Installed) -> tuple[Report, AtCarrier]:
    report = line.look(offline=False)
    assert not shows_number(text(report))
    assert not shows_number(msgspec.json.encode(report).decode())
    assert report.carrier is not None
    return report, report.carrier


@pytest.fixture
def calls(connection: redis.Redis) -> ToForget:
    return ToForget(connection)


def test_a_carrier_that_shows_nothing(line: Installed, rest: PretendRest) -> None:
    report, found = look(line)
    assert found == AtCarrier(numbers=1)
    assert report.clean
    assert "0 ended calls of the last 30 days, to and from 1 number of the line." in text(report)
    assert rest.check() == []


def test_calls_are_there_for_reasons(
    line: Installed, records: Records, calls: ToForget, rest: PretendRest
) -> None:
    now = utc_now()
    minute = timedelta(minutes=1)
    calls.ends(ended(records, minute / 2), now - minute / 2)
    calls.ends(ended(records, 5 * minute, from_=NUMBER, to=CALLER), now - 5 * minute)
    ended(records, 4 * minute)
    calls.begins(ended(records, 3 * minute), now - 23 * minute)
    refused = ended(records, 13 * DAY)
    calls.ends(refused, now - 13 * DAY)
    for _ in range(3):
        calls.postpone(refused, now + minute, "refused:20009")
    shown = ended(records, 2 * DAY)
    calls.ends(shown, now - 2 * DAY)
    calls.deleted(shown, now - HOUR)
    records.begin(f"CA{uuid4().hex}", from_=CALLER, to=NUMBER)  # still on
    ended(records, 3 * HOUR, to="+12025550166")  # another number of the account
    report, found = look(line)
    assert report.findings == ()
    assert (found.calls, found.why) == (
        6,
        {"due": 1, "minute": 1, "recent": 2, "refused": 1, "shown": 1},
    )
    assert found.oldest is not None
    assert found.oldest.why == (
        "the carrier refuses to delete it yet (too early, 20009; it may for up to 14 days): "
        f"3 tries since {now - 13 * DAY:%Y-%m-%d %H:%M}"
    )
    assert (
        f"The oldest ended 13 d ago, on {moment(found.oldest.ended)}: {found.oldest.why}."
        in text(report)
    )
    assert rest.check() == []


def test_a_call_that_nobody_told_of_is_noted_and_then_erased(
    line: Installed, records: Records, connection: redis.Redis
) -> None:
    ended(records, HOUR)
    report, found = look(line)
    assert (report.clean, found.why) == (True, {"untold": 1})
    assert found.oldest is not None
    assert found.oldest.why == (
        "nobody told us of its end, or it was proven gone and is shown again; it is noted now, and "
        "will be erased"
    )
    assert read_ledger(connection, utc_now()).swept == 1
    carrier = Carrier(line.settings)
    assert forget_due(connection, carrier, utc_now, seconds=5).erased == 1
    carrier.close()
    report, found = look(line)
    assert (report.clean, found) == (True, AtCarrier(numbers=1))


def test_a_call_of_which_only_the_beginning_was_told_is_no_finding(
    line: Installed, records: Records, calls: ToForget
) -> None:
    calls.begins(ended(records, 3 * HOUR), utc_now() - 3 * HOUR)
    report, found = look(line)
    assert (report.clean, found.why) == (True, {"untold": 1})
    report, found = look(line)
    assert (report.clean, found.why) == (True, {"due": 1})


def test_calls_that_should_not_be_there_are_findings(
    line: Installed, records: Records, calls: ToForget
) -> None:
    now = utc_now()
    unknown = ended(records, 3 * HOUR)
    refused, waiting = ended(records, 15 * DAY), ended(records, 2 * DAY)
    calls.ends(refused, now - 15 * DAY)
    calls.postpone(refused, now + HOUR, "refused:20009")
    calls.postpone(refused, now + HOUR, "refused:20003")
    calls.ends(waiting, now - 2 * DAY)
    ended(records, 31 * DAY)  # of which the carrier's list is not asked
    report, found = look(line)
    assert not report.clean
    assert {finding.place: finding.what for finding in report.findings} == {
        f"call {unknown}": "ended more than two hours ago, and was not among the calls to be "
        "forgotten here: nobody told of it, or it was proven gone and is shown again",
        f"call {refused}": "has waited for more than 14 days, and the carrier refuses its deletion",
        f"call {waiting}": "has waited for more than a day, and has not been deleted",
    }
    assert {finding.kind for finding in report.findings} == {"carrier"}
    assert found.oldest is not None
    assert "(its codes so far: 20003, 20009; too early is 20009)" in found.oldest.why


def test_calls_of_long_ago_that_were_noted_just_now_are_no_findings(
    line: Installed, records: Records, calls: ToForget
) -> None:
    """The first start on an account with history."""
    now = utc_now()
    waiting, refused = ended(records, 20 * DAY), ended(records, 21 * DAY)
    for sid, ago in ((waiting, 20 * DAY), (refused, 21 * DAY)):
        calls.find(sid, now - ago, now - HOUR)
    calls.postpone(refused, now - HOUR, "refused:20009")
    report, found = look(line)
    assert (report.findings, found.why) == ((), {"due": 1, "refused": 1})


def test_a_pause_is_told_and_the_carrier_asked_all_the_same(
    line: Installed, records: Records, calls: ToForget, connection: redis.Redis
) -> None:
    waiting = ended(records, 2 * DAY)
    calls.ends(waiting, utc_now() - 2 * DAY)
    Pause(connection).begin(utc_now(), "status 503", at_least=60)
    report, found = look(line)
    assert (found.calls, found.pause) == (1, "status 503")
    assert [str(one) for one in report.findings] == [
        f"call {waiting}: has waited for more than a day, and has not been deleted (the carrier is "
        "left in peace just now: status 503). See that `ivr worker` runs, and what `ivr doctor` "
        "says."
    ]
    assert (
        "  The line leaves the carrier in peace just now (status 503), and erases nothing "
        "meanwhile. The audit asked it all the same.\n" in text(report)
    )


def test_a_hold_is_told(
    line: Installed, records: Records, calls: ToForget, connection: redis.Redis
) -> None:
    now = utc_now()
    waiting = ended(records, 2 * DAY)
    calls.ends(waiting, now - 2 * DAY)
    hold.begin(connection, now - 3 * DAY)
    report, found = look(line)
    assert found.held is not None
    assert [one.what for one in report.findings] == [
        "has waited for more than a day, and has not been deleted (nothing is, by the hold since "
        f"{moment(found.held)})"
    ]
    assert (
        f"  Nothing is deleted there since {moment(now - 3 * DAY)}, by a hold. `ivr privacy hold "
        "--end` ends it.\n" in text(report)
    )


def test_a_call_that_is_shown_long_after_its_deletion_is_a_finding(
    line: Installed, records: Records, calls: ToForget
) -> None:
    now = utc_now()
    fresh, shown, elsewhere = (
        ended(records, 14 * DAY),
        ended(records, 16 * DAY),
        ended(records, HOUR),
    )
    for sid, ago in ((fresh, 13 * DAY), (shown, 15 * DAY), (elsewhere, 15 * DAY)):
        calls.ends(sid, now - ago)
        calls.deleted(sid, now - ago)
    del records.calls[elsewhere]  # of which its events may be shown
    report, found = look(line)
    assert found.why == {"shown": 2}
    what = "was deleted more than 14 days ago, and the carrier has not shown since that it is gone"
    assert {finding.place: finding.what for finding in report.findings} == {
        f"call {shown}": what,
        f"call {elsewhere}": what,
    }


def without_number(line: Installed) -> None:
    """line.toml has no [[number]] block."""
    path = line.folder / "line.toml"
    path.write_text(path.read_text("utf-8").replace(BLOCK, "[[source]]"), "utf-8")
    line.settings = load(line.environ)


def test_a_line_of_which_no_number_is_known_is_not_clean(line: Installed, records: Records) -> None:
    without_number(line)
    (number,) = records.numbers.values()
    number.voice_url = ""  # as when an application of the carrier's answers
    ended(records, 3 * DAY)
    report = line.look(offline=False)
    assert not report.clean
    assert [str(one) for one in report.findings] == [
        "Calls at the carrier: could not be looked for, because no number is known to be the "
        "line's. Add a [[number]] block with the line's number to line.toml, or set the number's "
        "voice URL to IVR_PUBLIC_URL with /voice behind it."
    ]
    assert report.findings[0].kind == "unread"
    assert report.summary.endswith("1 finding. Not looked at: the carrier.")


@pytest.mark.parametrize(
    "url", [f"{HERE}/voice/", f"{HERE}/voice?a=b", "https://LINE.example.org/voice#rc=2"]
)
def test_a_number_that_leads_here_in_any_writing_is_asked_for(
    line: Installed, records: Records, url: str
) -> None:
    without_number(line)
    (number,) = records.numbers.values()
    number.voice_url = url
    ended(records, 3 * HOUR)
    report, found = look(line)
    assert (found.numbers, found.calls, len(report.findings)) == (1, 1, 1)


def test_recordings_of_calls_that_are_long_over_are_findings(
    line: Installed, records: Records, calls: ToForget
) -> None:
    now = utc_now()
    fresh, old, gone = ended(records, HOUR), ended(records, 3 * HOUR), ended(records, 4 * HOUR)
    for sid in (fresh, old, gone):
        records.record(sid)
        calls.ends(sid, now - timedelta(hours=1))
    records.record(old)
    calls.deleted(gone, now - 3 * HOUR)
    del records.calls[gone]
    report, found = look(line)
    assert (found.asked_for_recordings, found.recordings) == (2, 3)
    assert {finding.place: finding.what for finding in report.findings} == {
        f"call {sid}": "is over for more than two hours, and the carrier still lists "
        f"{count} of its recordings"
        for sid, count in ((old, 2), (gone, 1))
    }
    assert "3 recordings of 2 calls that ended more than two hours ago." in text(report)


def test_a_long_list_is_read_to_its_end(
    line: Installed, records: Records, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(at_carrier, "PIECE", 7)
    monkeypatch.setattr(at_carrier, "MOST_ASKED", 5)
    for n in range(30):
        ended(records, 3 * HOUR + timedelta(minutes=n))
    report, found = look(line)
    assert (found.calls, found.why, found.asked_for_recordings) == (30, {"untold": 30}, 5)
    assert len(report.findings) == 21


@pytest.mark.parametrize(
    ("status", "problem"),
    [
        (503, "The carrier could not tell: status 503. Try again later."),
        (429, "The carrier could not tell: status 429. Try again later."),
        (
            403,
            "The carrier could not tell: it refused, with code 20403. See in its console what that "
            "code means, and what the account may do.",
        ),
        (
            404,
            "The carrier could not tell: it knows no such account. Mend TWILIO_ACCOUNT_SID.",
        ),
    ],
)
def test_a_carrier_in_trouble_is_a_sentence(
    line: Installed, records: Records, status: int, problem: str
) -> None:
    records.faults.status = status
    report = line.look(offline=False)
    assert (report.carrier, report.carrier_problem) == (None, problem)
    assert (report.clean, report.findings) == (False, ())
    assert f"  {problem}\n" in text(report)
    assert "\n  Nothing in what was looked at.\n" in text(report)
    assert "Not looked at: the carrier." in report.summary


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (
            {"account_sid": ""},
            "The carrier was not asked: TWILIO_ACCOUNT_SID or TWILIO_AUTH_TOKEN is not set. Set "
            "both, or give --offline.",
        ),
        (
            {"auth_tokens": ("another",)},
            "The carrier could not tell: TWILIO_ACCOUNT_SID or TWILIO_AUTH_TOKEN is not accepted. "
            "Mend them.",
        ),
        (
            {"twilio_api": "http://127.0.0.1:1"},
            "The carrier could not tell: no answer (ConnectError). Try again later.",
        ),
    ],
)
def test_a_carrier_that_cannot_be_asked_is_a_sentence(
    line: Installed, change: dict[str, object], problem: str
) -> None:
    line.settings = replace(line.settings, **change)  # type: ignore[arg-type]
    report = line.look(offline=False)
    assert (report.clean, report.carrier_problem) == (False, problem)


def test_a_carrier_that_need_not_be_asked(line: Installed) -> None:
    report = line.look(offline=True)
    assert (report.clean, report.carrier_problem) == (
        True,
        "The carrier was not asked: --offline was given.",
    )


def test_without_redis_the_carrier_is_asked_all_the_same(line: Installed, records: Records) -> None:
    ended(records, 3 * HOUR)
    line.settings = replace(line.settings, redis_url="redis://127.0.0.1:1")
    report, found = look(line)
    assert (found.calls, found.why) == (1, {"unknown": 1})
    assert [finding.place for finding in report.findings] == ["Redis"]


def test_the_accounts_numbers_that_lead_here_are_the_lines_own(
    line: Installed, records: Records, connection: redis.Redis
) -> None:
    records.number("+12025550188", voice_url="https://line.example.org/voice#rc=2")
    connection.set("note", "(202) 555-0188")
    assert look(line)[0].findings == ()
    assert [one.place for one in line.look(offline=True).findings] == ["Redis, key note"]
