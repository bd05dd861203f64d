"""What the doctor says of the carrier's account, asked over real HTTP, also while in trouble."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

from ivr.carrier import Carrier, Refused, Trouble
from ivr.clock import utc_now
from ivr.doctor import account
from ivr.doctor.finding import Said
from ivr.environment import load
from ivr.settings import Settings
from ivr.wiring import wanted
from tests.doctor.made import CALL, NUMBER, environ_of
from tests.rest import PretendRest, Records, rest_server
from tests.schedule.list_server import list_server

WELL: Said = (
    "ok",
    "The carrier answers: 1 number leads here, it looks up no names, exports no calls, and no "
    "alert holds a caller's number.",
)
LOOKUP: Said = (
    "wrong",
    f"Caller-name lookup is on for {NUMBER}, and copies callers' names: switch it off in the "
    "carrier's console, with that number, under Voice.",
)


@pytest.fixture(scope="module")
def carrier() -> Iterator[PretendRest]:
    with rest_server(Records(utc_now), spec=False) as rest:
        yield rest


@pytest.fixture
def settings(tmp_path: Path, carrier: PretendRest) -> Settings:
    return load(environ_of(tmp_path, IVR_TWILIO_API=carrier.url))


@pytest.fixture
def records(carrier: PretendRest, settings: Settings) -> Iterator[Records]:
    """What the carrier has: a number that leads here, and one that leads to the line by http."""
    records, should = carrier.records, wanted(settings)
    for url, status in (
        (should.voice_url, should.status_callback),
        (should.voice_url.replace("https", "http"), ""),
    ):
        number = NUMBER if status else "+12025550198"
        records.number(number, voice_url=url, status_callback=status)
    yield records
    for kept in (records.numbers, records.calls, records.alerts):
        kept.clear()
    records.exports_calls, records.account.status = False, "active"
    records.faults.status, records.faults.latency = None, 0.0
    records.faults.at.clear()


def found(settings: Settings) -> list[Said]:
    return list(account.of_account(settings, utc_now()))


def test_an_account_that_is_as_it_should_be(settings: Settings, records: Records) -> None:
    assert found(settings) == [WELL]


def test_a_carrier_that_looks_up_names(settings: Settings, records: Records) -> None:
    ours, other = records.numbers.values()
    other.caller_lookup = True  # none of this line's business
    assert found(settings) == [WELL]
    ours.caller_lookup = True
    assert found(settings) == [LOOKUP]


def test_a_carrier_that_exports_calls(settings: Settings, records: Records) -> None:
    records.exports_calls = True
    assert found(settings) == [
        (
            "wrong",
            "Bulk export of calls is on, and copies every call with its numbers: switch it off in "
            "the carrier's console, under Bulk Export.",
        )
    ]


def test_alerts_of_which_not_all_are_looked_at(settings: Settings, records: Records) -> None:
    records.begin(CALL, from_="+12025550177", to=NUMBER)
    records.alert(CALL, at=utc_now() - timedelta(days=2))  # the oldest holds a number
    for _ in range(10):
        records.alert(CALL, with_parameters=False)
    assert found(settings) == [
        (
            "note",
            "There are at least 10 alerts of the last 30 days, of which 10 were looked at: these "
            "hold no caller's number, and others may. Read them in the carrier's console, under "
            "Monitor.",
        )
    ]


@pytest.mark.parametrize(
    ("alerts", "many"),
    [(1, "1 alert of"), (3, "3 alerts of"), (12, "At least 10 alerts of")],
    ids=["one", "some", "many"],
)
def test_alerts_that_hold_what_was_sent(
    settings: Settings, records: Records, alerts: int, many: str
) -> None:
    records.begin(CALL, from_="+12025550177", to=NUMBER)
    records.alert(CALL, with_parameters=False)
    records.alert(CALL, at=utc_now() - timedelta(days=31))
    assert found(settings) == [WELL]
    for _ in range(alerts):
        records.alert(CALL)
    assert found(settings) == [
        (
            "wrong",
            f"{many} the last 30 days {'holds' if alerts == 1 else 'hold'} what the carrier sent "
            "here, callers' numbers too. Nobody can delete that. Alerts come of webhooks that "
            "failed: read in the carrier's console, under Monitor, which, and mend that.",
        )
    ]


def test_keys_that_the_carrier_does_not_accept(settings: Settings, records: Records) -> None:
    assert found(replace(settings, auth_tokens=("another",))) == [
        (
            "wrong",
            "TWILIO_ACCOUNT_SID or TWILIO_AUTH_TOKEN is not accepted: nothing is erased at the "
            "carrier; mend them.",
        )
    ]


ALL = "the account's state, its numbers, the setting of Bulk Export and the alerts"


def test_a_number_whose_calls_are_processed_elsewhere(settings: Settings, records: Records) -> None:
    first = next(iter(records.numbers.values()))
    first.region = "ie1"
    ((grade, sentence),) = found(settings)
    assert grade == "wrong"
    assert sentence.startswith(f"Calls of {NUMBER} are processed in the carrier's region ie1, ")
    assert "Route the number to us1 " in sentence
    first.region = ""  # which nobody ever told the carrier
    assert found(settings) == [WELL]
    records.faults.at["GET /v2/"] = "403/20003"
    assert found(settings) == [WELL]


def test_an_account_that_is_suspended(settings: Settings, records: Records) -> None:
    records.account.status = "suspended"
    assert found(settings) == [
        (
            "wrong",
            "The account is suspended, and takes no calls: sign in to the carrier's console, where "
            "it says why (mostly there is no money left), or ask its support.",
        )
    ]


def test_a_carrier_that_is_away_or_in_trouble(settings: Settings, records: Records) -> None:
    away = replace(settings, twilio_api="http://127.0.0.1:1")
    assert found(away) == [
        (
            "note",
            f"The carrier could not tell of {ALL}. The carrier cannot be reached at "
            "http://127.0.0.1:1: no answer (ConnectError). See whether this machine has a way out "
            "to the internet (its network, its DNS, a firewall), and try again.",
        )
    ]
    records.faults.status = 503
    assert found(settings) == [
        (
            "note",
            f"The carrier could not tell of {ALL}. The carrier has an error of its own (status "
            "503): try again in some minutes, and look at status.twilio.com if it stays.",
        )
    ]


def test_a_carrier_that_refuses_is_asked_the_rest_all_the_same(
    settings: Settings, records: Records, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no(code: int) -> str:
        return (
            f"The carrier does not let these credentials do that ({code}): use the account's own "
            "auth token, from the first page of its console, and no restricted key."
        )

    records.faults.status = 403
    assert found(settings) == [("wrong", f"The carrier was asked of {ALL}. {no(20403)}")]
    records.faults.status = None
    refused = partial(_refuses, code=20003)
    monkeypatch.setattr(Carrier, "exports_calls", refused)
    monkeypatch.setattr(Carrier, "alerts", refused)
    next(iter(records.numbers.values())).caller_lookup = True
    assert found(settings) == [
        LOOKUP,
        (
            "note",
            f"The carrier was asked of the setting of Bulk Export and the alerts. {no(20003)}",
        ),
    ]


def _refuses(*_: object, code: int, **__: object) -> None:
    raise Refused(code)


def test_a_carrier_that_takes_its_time_with_one_answer(
    settings: Settings, records: Records, monkeypatch: pytest.MonkeyPatch
) -> None:
    def late(*_: object, **__: object) -> None:
        raise Trouble("no answer (ReadTimeout)")

    monkeypatch.setattr(Carrier, "alerts", late)
    next(iter(records.numbers.values())).caller_lookup = True
    first, second = found(settings)
    assert first == LOOKUP
    assert second[0] == "note"
    assert second[1].startswith("The carrier could not tell of the alerts. ")


def test_a_carrier_that_takes_its_time(
    settings: Settings, records: Records, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(account, "PATIENCE", 0.2)
    records.faults.latency = 1.0
    ((grade, sentence),) = found(settings)
    assert grade == "note"
    assert sentence.startswith(f"The carrier could not tell of {ALL}. ")


def test_an_answer_that_nobody_understands(settings: Settings) -> None:
    with list_server() as web:
        web.give(b"{}")
        ((grade, sentence),) = found(replace(settings, twilio_api=web.url.rstrip("/")))
    assert grade == "note"
    assert sentence.startswith("The carrier answered what was asked of ")
    assert sentence.endswith(": see that IVR_TWILIO_API is right.")
