"""What is asked of the carrier, and that of its answers no number comes in."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta

import httpx
import pytest

from ivr.carrier import Carrier, Refused, Trouble, Unknown
from tests.line import NUMBER, PUBLIC, SATURDAY_EVENING, TOKEN, settings
from tests.rest import ACCOUNT, PretendRest, Records, rest_server

CALLER = "+12125550142"
CALL = "CA" + "5" * 32


@pytest.fixture
def rest() -> Iterator[PretendRest]:
    with rest_server(Records(lambda: SATURDAY_EVENING)) as server:
        over = SATURDAY_EVENING - timedelta(hours=1)
        server.records.begin(CALL, from_=CALLER, to=NUMBER, at=over - timedelta(minutes=5))
        server.records.end(CALL, at=over)
        yield server
        assert server.check() == []


Ask = Callable[..., Carrier]


@pytest.fixture
def carrier(rest: PretendRest) -> Iterator[Ask]:
    """Makes the line's side of it: with these tokens, at this address."""
    made: list[Carrier] = []

    def make(*tokens: str, url: str = rest.url) -> Carrier:
        account = replace(settings(), account_sid=ACCOUNT, twilio_api=url)
        made.append(Carrier(replace(account, auth_tokens=tokens or (TOKEN,))))
        return made[-1]

    yield make
    for one in made:
        one.close()


def everything_answered(one: Carrier) -> list[object]:
    """Every kind of answer that holds a caller's number at the carrier."""
    return [
        one.shows_call(CALL),
        one.shows_events(CALL),
        one.recordings(CALL),
        one.legs(CALL),
        list(one.ended_calls(NUMBER, "to", SATURDAY_EVENING.date())),
        one.alerts(SATURDAY_EVENING - timedelta(days=1)),
        one.numbers(),
        one.account(),
        one.balance(),
        one.approved_profiles(),
        one.dialling("CA"),
    ]


def test_no_number_of_a_caller_comes_in_with_the_answers(rest: PretendRest, carrier: Ask) -> None:
    """The answers are full of it; behind the fence there are ids, times and counts."""
    rest.records.record(CALL)
    rest.records.alert(CALL)
    one = carrier()
    seen: list[str] = []
    library = one.fence.request

    def watched(*arguments: object, **named: object) -> object:
        answer = library(*arguments, **named)  # type: ignore[arg-type]
        seen.append(answer.text)
        return answer

    one.fence.request = watched  # type: ignore[method-assign]
    answers = everything_answered(one)
    assert len(seen) >= 11
    private = ("@example.org", "auth_token", CALLER[2:])
    assert [text for text in seen if any(each in text for each in private)] == []
    assert CALLER[2:] not in repr(answers)
    assert answers[5] == (1, 1)


def test_what_the_carrier_does_not_know_is_unknown(rest: PretendRest, carrier: Ask) -> None:
    one = carrier()
    nobody = "CA" + "0" * 32
    assert (one.shows_call(nobody), one.shows_events(nobody)) == (False, False)
    assert (one.legs(nobody), one.recordings(nobody)) == ([], [])
    one.delete_recording("RE" + "0" * 32)
    with pytest.raises(Unknown):
        one.delete_call(nobody)


def test_a_refusal_has_the_carriers_code_and_nothing_else(rest: PretendRest, carrier: Ask) -> None:
    rest.records.faults.too_early = timedelta(days=1)
    with pytest.raises(Refused) as refused:
        carrier().delete_call(CALL)
    assert (refused.value.code, str(refused.value)) == (
        20009,
        "The carrier refused with code 20009.",
    )


@pytest.mark.parametrize(
    ("status", "why"),
    [
        (429, "status 429"),
        (500, "status 500"),
        (401, "TWILIO_ACCOUNT_SID or TWILIO_AUTH_TOKEN is not accepted"),
    ],
)
def test_trouble_says_why_and_names_no_call(
    rest: PretendRest, carrier: Ask, status: int, why: str
) -> None:
    rest.records.faults.status = status
    with pytest.raises(Trouble) as trouble:
        carrier().shows_call(CALL)
    assert str(trouble.value) == f"The carrier does not answer: {why}."


def test_no_connection_is_trouble_without_an_address(rest: PretendRest, carrier: Ask) -> None:
    one = carrier(url="http://127.0.0.1:1")
    with pytest.raises(Trouble) as trouble:
        one.shows_call(CALL)
    assert trouble.value.why == "no answer (ConnectError)"
    assert (trouble.value.__cause__, trouble.value.__suppress_context__) == (None, True)


def test_in_a_rotation_either_token_will_do(rest: PretendRest, carrier: Ask) -> None:
    one = carrier("the old one" * 3, TOKEN)
    assert [one.shows_call(CALL), one.shows_call(CALL)] == [True, True]
    assert [asked.status for asked in rest.requests] == [401, 200, 200]


@pytest.mark.parametrize(
    "answer",
    ["<p>Sign in</p>", "", "[]", "null", '{"sid": "CA'],
    ids=["page", "empty", "list", "null", "piece"],
)
def test_a_page_instead_of_an_answer_is_trouble(
    rest: PretendRest, carrier: Ask, answer: str
) -> None:
    one = carrier()
    page = httpx.MockTransport(lambda _: httpx.Response(200, text=answer))
    one.close()
    one.fence._http = httpx.Client(transport=page)
    with pytest.raises(Trouble) as trouble:
        one.shows_call(CALL)
    assert trouble.value.why == "an answer that is no JSON"


def test_the_accounts_settings_that_copy_numbers_are_seen(rest: PretendRest, carrier: Ask) -> None:
    one = carrier()
    rest.records.number(NUMBER, voice_url=f"{PUBLIC}/voice", caller_lookup=True)
    (number,) = one.numbers()
    assert (number.number, number.voice_url, number.caller_lookup) == (
        NUMBER,
        f"{PUBLIC}/voice",
        True,
    )
    assert one.exports_calls() is False
    rest.records.exports_calls = True
    assert one.exports_calls() is True


def test_without_an_account_there_is_no_carrier() -> None:
    with pytest.raises(ValueError, match="TWILIO_ACCOUNT_SID"):
        Carrier(settings())
