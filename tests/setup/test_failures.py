"""What goes wrong is said with its mend, and what was before is known."""

from pathlib import Path

import pytest

from ivr.carrier import Carrier
from ivr.setup.history import NAME
from tests.line import NUMBER, TOKEN
from tests.rest import ACCOUNT, PretendRest, Records
from tests.setup.stage import HERE, OLD, RIGHT, Command, has, steps

NUMBERS = f"/2010-04-01/Accounts/{ACCOUNT}/IncomingPhoneNumbers"


@pytest.mark.parametrize(
    ("fault", "sentence"),
    [
        ("401/20003", "The carrier does not accept TWILIO_ACCOUNT_SID with TWILIO_AUTH_TOKEN"),
        ("403/20003", "The carrier does not let these credentials do that (20003)"),
        ("403/70051", "The carrier does not let these credentials do that (70051)"),
        ("403/20005", "The account is not active (20005), and takes no calls"),
        ("403/20008", "These are test credentials (20008)"),
        ("404/20404", "The carrier knows no account like TWILIO_ACCOUNT_SID"),
        ("400/20001", "The carrier refused (20001): https://www.twilio.com/docs/errors/20001"),
        ("429", "The carrier has too many requests of this account (429)"),
        ("503", "The carrier has an error of its own (status 503)"),
        ("cut", "The carrier cannot be reached at http://127.0.0.1:"),
    ],
)
def test_why_the_carrier_tells_nothing(
    ivr: Command,
    records: Records,
    rest: PretendRest,
    capsys: pytest.CaptureFixture[str],
    fault: str,
    sentence: str,
) -> None:
    records.number(NUMBER, voice_url=OLD)
    records.faults.at["GET"] = fault
    assert ivr("--yes") == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith(sentence)
    assert said.err.endswith("Nothing was changed.\n")
    assert said.err.count("\n") == 1
    assert len(rest.requests) == 1


@pytest.mark.parametrize("status", ["suspended", "closed"])
def test_an_account_that_takes_no_calls(
    ivr: Command, records: Records, capsys: pytest.CaptureFixture[str], status: str
) -> None:
    records.account.status = status
    assert ivr("--yes") == 1
    assert capsys.readouterr().err.startswith(f"The account is {status}, and takes no calls")


def test_an_answer_without_an_account_is_somebody_elses(
    ivr: Command, records: Records, capsys: pytest.CaptureFixture[str]
) -> None:
    records.account.status = ""
    assert ivr("--yes") == 1
    assert capsys.readouterr().err.startswith("The carrier cannot be understood at http://127")


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        pytest.param("TWILIO_AUTH_TOKEN", "another", "The carrier does not accept", id="token"),
        pytest.param("TWILIO_ACCOUNT_SID", "SK" + "0" * 32, "TWILIO_ACCOUNT_SID is no", id="key"),
        pytest.param(
            "IVR_TWILIO_API", "http://127.0.0.1:1", "The carrier cannot be reached at", id="network"
        ),
    ],
)
def test_what_is_set_wrongly(
    ivr: Command,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    name: str,
    value: str,
    sentence: str,
) -> None:
    monkeypatch.setenv(name, value)
    assert ivr("--yes") == 1
    said = capsys.readouterr().err
    assert said.startswith(sentence)
    assert TOKEN not in said


def test_a_key_that_may_only_look_has_changed_nothing(
    ivr: Command,
    records: Records,
    rest: PretendRest,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    records.number(NUMBER, voice_url=OLD)
    before = has(records)
    records.faults.at["POST"] = "403/70051"
    assert ivr("--yes") == 1
    said = capsys.readouterr().err
    assert said.startswith("The carrier does not let these credentials do that (70051)")
    assert said.endswith("Nothing was changed.\n")
    assert (has(records), len(steps(tmp_path))) == (before, 1)
    records.faults.at.clear()
    assert ivr("--yes") == 0
    assert ivr("--undo", "--yes") == 0
    assert has(records) == before
    assert ivr("--undo", "--yes") == 1  # what was not done is nothing to undo


def test_a_change_whose_answer_is_lost_is_found_done(
    ivr: Command, records: Records, capsys: pytest.CaptureFixture[str]
) -> None:
    records.number(NUMBER, voice_url=OLD)
    records.faults.at["POST"] = "cut-after"
    assert ivr("--yes") == 0
    assert has(records) == RIGHT
    assert capsys.readouterr().err == ""


def test_whoever_breaks_it_off_half_way_is_told_what_was_before(
    ivr: Command,
    records: Records,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    records.number(NUMBER, voice_url=OLD)

    def broken(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as within:
        within.setattr(Carrier, "rewire", broken)
        assert ivr("--yes") == 130
    assert f"could not be found out. It was {OLD} by POST" in capsys.readouterr().err
    assert ivr("--yes") == 0
    assert has(records) == RIGHT


def test_a_carrier_that_goes_away_half_way_leaves_what_was_before(
    ivr: Command, records: Records, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    records.number(NUMBER, voice_url=OLD, voice_method="GET")
    before = has(records)
    records.faults.at |= {"POST": "cut-after", f"GET {NUMBERS}/PN": "503"}
    assert ivr("--yes") == 1
    said = capsys.readouterr().err
    assert "Whether it was changed could not be found out." in said
    assert f"It was {OLD} by GET, which is kept in {tmp_path / NAME}" in said
    records.faults.at.clear()
    assert ivr("--undo", "--yes") == 0
    assert has(records) == before


def test_a_change_that_was_done_in_part_is_shown(
    ivr: Command,
    records: Records,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """As a carrier may that does not take an address as it was given."""
    records.number(NUMBER, voice_url=OLD)
    (number,) = records.numbers.values()
    taken = type(number).update

    def in_part(self: object, form: dict[str, str]) -> None:
        taken(number, {k: v for k, v in form.items() if k != "StatusCallback"})

    monkeypatch.setattr(type(number), "update", in_part)
    assert ivr("--yes") == 1
    said = capsys.readouterr()
    assert "The carrier did only a part of it." in said.err
    assert f"{'a call comes in':22} {HERE.voice_url}" in said.out
    assert "Now call" not in said.out
