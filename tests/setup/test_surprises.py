"""What the account, a number and the address of the line surprise with."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import httpx
import msgspec
import pytest
import redis

from ivr.carrier import Carrier
from ivr.check import document
from ivr.doctor.finding import Said
from ivr.ownnumber import OwnNumber
from ivr.people.hashing import secret_of
from ivr.people.sealing import sealed
from ivr.region import asked
from ivr.setup import account, surprises
from ivr.standinlist import Volunteer
from ivr.store import STAND_INS
from ivr.wiring import HOSTED_HERE
from tests.line import NUMBER, PUBLIC, TOKEN, settings
from tests.redis_server import RedisServer
from tests.rest import ACCOUNT, PretendRest, Records
from tests.rest.account import BUSINESS
from tests.setup.stage import FALLBACK, OLD

SECRET = "s" * 32


def told(records: Records, rest: PretendRest) -> list[Said]:
    """What is said of the account."""

    one = replace(settings(), account_sid=ACCOUNT, auth_tokens=(TOKEN,), twilio_api=rest.url)
    one = replace(one, redis_url="")
    carrier = Carrier(one)
    found = list(account.of_account(carrier, carrier.account(), one, NUMBER))
    carrier.close()
    return found


@pytest.mark.parametrize(
    ("change", "grade", "sentence"),
    [
        pytest.param({}, "ok", "calls are not limited", id="business"),
        pytest.param({"type": "Trial"}, "wrong", "at most 5 calls", id="trial"),
        pytest.param(
            {"profiles": []}, "note", "does not say when an account was upgraded", id="older"
        ),
        pytest.param(
            {"profiles": [(BUSINESS, "in-review")]}, "note", "was found approved.", id="in-review"
        ),
        pytest.param(
            {"profiles": [("RN" + "0" * 32, "twilio-approved")]},
            "note",
            "(but another kind is)",
            id="individual",
        ),
        pytest.param(
            {"profiles": [], "made": datetime(2026, 2, 3, tzinfo=UTC)},
            "wrong",
            "was opened on 2026-02-03",
            id="new",
        ),
        pytest.param(
            {"profiles": [], "owner": "AC" + "9" * 32}, "note", "part of another account", id="part"
        ),
        pytest.param({"balance": "9.99"}, "note", "9.99 USD are left", id="money"),
        pytest.param(
            {"dialled": {"US": (True, True)}}, "note", "in US that are known for toll", id="fraud"
        ),
        pytest.param(
            {"dialled": {"US": (False, False)}},
            "wrong",
            "may not dial US, where the line calls meetings by telephone and the helpline",
            id="geo",
        ),
        pytest.param(
            {"dialled": {}}, "note", "could not be found out whether US may be dialled", id="no-geo"
        ),
    ],
)
def test_what_the_account_surprises_with(
    records: Records, rest: PretendRest, change: dict[str, object], grade: str, sentence: str
) -> None:
    for name, value in change.items():
        setattr(records.account, name, value)
    assert [each for each, said in told(records, rest) if sentence in said] == [grade]


@pytest.mark.parametrize(
    ("fault", "sentence"), [("403/20003", "the carrier refused (20003)"), ("503", "status 503")]
)
def test_what_could_not_be_found_out_is_said(
    records: Records, rest: PretendRest, fault: str, sentence: str
) -> None:
    records.faults.at |= {"GET /v1/": fault}
    assert told(records, rest) == [
        ("note", f"It could not be found out how many calls are let in at once: {sentence}."),
        ("note", f"It could not be found out whether US may be dialled: {sentence}."),
    ]


def test_leaders_abroad_are_dialled_too_and_nobody_sees_their_numbers(
    connection: redis.Redis, server: RedisServer
) -> None:
    here = replace(settings(), secret=SECRET, account_sid=ACCOUNT, redis_url=server.url)
    abroad = sealed(secret_of(here), "+442079460111")
    unread = sealed(b"0" * 32, "+33199001234")
    rung = [Volunteer("ann", abroad, "daily"), Volunteer("bo", unread, "daily")]
    connection.set(STAND_INS.of(), msgspec.json.encode(rung))
    assert account.dialled(here) == (
        {"US": "meetings by telephone and the helpline", "GB": "leaders who stand in"},
        [],
    )
    away = replace(here, redis_url="redis://127.0.0.1:1")
    found, unknown = account.dialled(away)
    assert sorted(found) == ["US"]
    assert unknown == [
        (
            "note",
            "It is not known in which countries leaders would be rung: Redis does not answer "
            "(ConnectionError).",
        )
    ]


@pytest.mark.parametrize(
    ("api", "region"),
    [
        ("https://api.twilio.com", "us1"),
        ("https://api.dublin.ie1.twilio.com", "ie1"),
        ("http://127.0.0.1:8080", "us1"),
    ],
    ids=["usual", "dublin", "stand-in"],
)
def test_which_region_a_line_asks(api: str, region: str) -> None:
    assert asked(replace(settings(), twilio_api=api)) == region


def test_a_number_of_another_region_and_what_is_not_told(
    records: Records, rest: PretendRest
) -> None:
    records.number(NUMBER, region="au1")
    (wrong,) = (said for grade, said in told(records, rest) if grade == "wrong")
    assert wrong.startswith(f"Calls of {NUMBER} are processed in the carrier's region au1")
    records.faults.at["GET /v2/"] = "403/20003"
    ((_, note), *_) = told(records, rest)
    assert note == (
        "It could not be found out in which region its calls are processed: the carrier refused "
        "(20003)."
    )


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        pytest.param({"fax": True}, "takes calls as faxes", id="fax"),
        pytest.param({"address_missing": True}, "asks for an address", id="address"),
        pytest.param({"number": "+12025550177"}, "has no [[number]] block", id="no-block"),
        pytest.param({"fallback_url": OLD}, "go to old.example.net, which stays", id="fallback"),
        pytest.param({}, "IVR_FALLBACK_URL is not set", id="no-fallback"),
    ],
)
def test_what_a_number_surprises_with(more: dict[str, Any], sentence: str) -> None:
    number = replace(OwnNumber(NUMBER, "", "POST", "", caller_lookup=False), **more)
    assert sum(sentence in said for _, said in surprises.of_number(number, settings())) == 1


def test_a_fallback_at_the_lines_own_host_is_down_with_it() -> None:
    number = OwnNumber(NUMBER, "", "POST", "", caller_lookup=False)
    beside = replace(settings(), fallback_url=f"{PUBLIC}/fallback.xml")
    assert list(surprises.of_number(number, beside)) == [("note", HOSTED_HERE)]
    elsewhere = replace(settings(), fallback_url=FALLBACK)
    assert list(surprises.of_number(number, elsewhere)) == []


@pytest.mark.parametrize(
    ("url", "grade", "sentence"),
    [
        ("http://line.example.org", "wrong", "IVR_PUBLIC_URL is not https"),
        ("https://127.0.0.1:8443", "wrong", "which the carrier cannot reach"),
        ("https://192.168.1.4", "wrong", "which the carrier cannot reach"),
        ("https://localhost", "wrong", "which the carrier cannot reach"),
        ("https://line.internal", "wrong", "which the carrier cannot reach"),
    ],
)
def test_what_the_lines_address_surprises_with(
    monkeypatch: pytest.MonkeyPatch, url: str, grade: str, sentence: str
) -> None:
    monkeypatch.setattr(surprises, "_unanswered", lambda url: "")
    said = list(surprises.of_address(replace(settings(), public_url=url)))
    assert [(each, sentence in words) for each, words in said] == [(grade, True)]
    assert list(surprises.of_address(replace(settings(), public_url=PUBLIC))) == []
    two = replace(settings(), public_url=PUBLIC, auth_tokens=("old", "new"))
    assert [words.split(":")[0] for _, words in surprises.of_address(two)] == [
        "Two auth tokens are accepted"
    ]


def test_whether_the_line_answers_is_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    there = replace(settings(), public_url=PUBLIC, auth_tokens=("token",))
    answers = iter(
        [
            httpx.Response(200, content=document(there, "")),
            httpx.Response(200, text="It works!"),
            httpx.Response(403, text="Not signed by the carrier."),
            httpx.Response(502),
        ]
    )
    nobody = replace(there, public_url="http://127.0.0.1:1")
    assert surprises._unanswered(nobody) == "does not answer (ConnectError)"
    transport = httpx.MockTransport(lambda request: next(answers))
    monkeypatch.setattr(surprises, "client", lambda: httpx.Client(transport=transport))
    assert [surprises._unanswered(there) for _ in range(4)] == [
        "",
        "is another program's",
        "refuses what TWILIO_AUTH_TOKEN signs",
        "answers with status 502",
    ]
