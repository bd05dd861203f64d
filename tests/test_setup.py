"""`ivr setup` at the pretend carrier: what it says, what it changes there, and the way back."""

import json
import logging
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from typing import Any

import httpx
import msgspec
import pytest
import redis

from ivr.audit import own
from ivr.audit.files import look_through
from ivr.audit.finding import Findings
from ivr.carrier import Carrier
from ivr.check import document
from ivr.cli import main
from ivr.ownnumber import OwnNumber
from ivr.people.hashing import secret_of
from ivr.people.sealing import sealed
from ivr.settings import SettingsError
from ivr.setup import account, surprises
from ivr.setup.history import NAME, History
from ivr.standinlist import Volunteer
from ivr.store import STAND_INS
from ivr.wiring import changes, wanted
from tests.line import DEMO, LIST_NUMBER, NUMBER, PUBLIC, TOKEN, settings
from tests.redis_server import RedisServer
from tests.rest import ACCOUNT, PretendRest, Records, rest_server
from tests.rest.account import BUSINESS

NOW = datetime(2026, 11, 21, 23, 40, tzinfo=UTC)
OLD = "https://old.example.net/answer.php"
SAMPLE = "https://demo.twilio.com/welcome/voice/"
FALLBACK = "https://elsewhere.example.org/fallback.xml"
APP, TRUNK = "AP" + "a" * 32, "TK" + "b" * 32
SECRET = "s" * 32
HERE = wanted(replace(settings(), fallback_url=FALLBACK))

Command = Callable[..., int]


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def records() -> Records:
    return Records(lambda: NOW)


@pytest.fixture
def rest(records: Records) -> Iterator[PretendRest]:
    with rest_server(records) as server:
        yield server
        assert server.check() == []


@pytest.fixture
def ivr(tmp_path: Path, rest: PretendRest, monkeypatch: pytest.MonkeyPatch) -> Command:
    """`ivr setup …`; what is `typed` is typed at a terminal, without it there is none."""
    for name in ("REDIS_URL", "IVR_SECRET"):
        monkeypatch.delenv(name, raising=False)
    for name, value in {
        "IVR_CONFIG": str(DEMO / "line.toml"),
        "IVR_DATA_DIR": str(tmp_path),
        "IVR_PUBLIC_URL": PUBLIC,
        "IVR_FALLBACK_URL": FALLBACK,
        "IVR_TWILIO_API": rest.url,
        "TWILIO_ACCOUNT_SID": ACCOUNT,
        "TWILIO_AUTH_TOKEN": TOKEN,
    }.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(surprises, "_unanswered", lambda url: "")

    def run(*arguments: str, typed: str | None = None) -> int:
        monkeypatch.setattr(sys, "stdin", StringIO() if typed is None else Terminal(typed))
        return main(["setup", *arguments])

    return run


def has(records: Records, number: str = NUMBER) -> dict[str, object]:
    """Where the carrier goes with a number's calls."""
    one = next(each for each in records.numbers.values() if each.e164 == number)
    return {
        "voice": (one.voice_url, one.voice_method),
        "status": (one.status_callback, one.status_callback_method),
        "fallback": (one.voice_fallback_url, one.voice_fallback_method),
        "app": one.application,
        "lookup": one.caller_lookup,
    }


RIGHT = {
    "voice": (HERE.voice_url, "POST"),
    "status": (HERE.status_callback, "POST"),
    "fallback": (FALLBACK, "POST"),
    "app": "",
    "lookup": False,
}


def changed(rest: PretendRest) -> int:
    """How many requests would have changed something."""
    return sum(asked.method != "GET" for asked in rest.requests)


def steps(folder: Path) -> list[dict[str, object]]:
    kept: list[dict[str, object]] = json.loads((folder / NAME).read_text())["steps"]
    return kept


# What is wanted


def test_a_number_is_wired_by_post_with_the_carriers_time_outs() -> None:
    plain = wanted(settings())
    assert plain.voice_url.startswith(f"{PUBLIC}/voice#ct=")
    assert plain.status_callback.startswith(f"{PUBLIC}/voice/status#ct=")
    assert (plain.voice_method, plain.status_method, plain.fallback_method) == ("POST",) * 3
    with pytest.raises(SettingsError, match="IVR_PUBLIC_URL is not set"):
        wanted(replace(settings(), public_url=""))


def test_without_a_fallback_of_ours_another_one_stays() -> None:
    number = OwnNumber(NUMBER, OLD, "POST", "", caller_lookup=False, fallback_url=OLD)
    assert changes(number, HERE)["voice_fallback_url"] == FALLBACK
    assert "voice_fallback_url" not in changes(number, wanted(settings()))


# Numbers


def test_a_new_number(
    ivr: Command,
    records: Records,
    rest: PretendRest,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    records.number(NUMBER, voice_url=SAMPLE)
    assert ivr("--yes") == 0
    assert (has(records), changed(rest)) == (RIGHT, 1)
    said = capsys.readouterr()
    assert said.err == ""
    first, *_, last = said.out.splitlines()
    assert first == "The account has 1 number:"
    assert last.startswith("Now call +1 202-555-0199 from any telephone")
    assert "old.example.net" not in said.out
    assert NUMBER[2:] not in caplog.text
    (step,) = steps(tmp_path)
    assert step["before"] == {
        "voice_url": SAMPLE,
        "voice_method": "POST",
        "status_callback": "",
        "status_callback_method": "POST",
        "voice_fallback_url": "",
        "voice_fallback_method": "POST",
        "voice_application_sid": "",
        "voice_caller_id_lookup": False,
    }
    assert NUMBER[2:] not in (tmp_path / NAME).read_text()


def test_a_wrongly_wired_number_is_shown_before_and_after(
    ivr: Command, records: Records, capsys: pytest.CaptureFixture[str]
) -> None:
    secret = "https://user:pass@old.example.net/status"
    records.number(
        NUMBER, voice_url=OLD, voice_method="GET", status_callback=secret, caller_lookup=True
    )
    assert ivr("--yes") == 0
    assert has(records) == RIGHT
    said = capsys.readouterr().out
    assert "leads to old.example.net" in said
    assert f"Calls of {NUMBER} go to old.example.net now: whose line is that?" in said
    assert f"Caller name lookup is on for {NUMBER}" in said
    assert "pass" not in said
    shown = said[said.index("this is to change:") : said.index("Done.")]
    assert [line.split(maxsplit=1)[-1] for line in shown.splitlines() if "→" in line] == [
        HERE.voice_url,
        "POST",
        HERE.status_callback,
        FALLBACK,
        "off",
    ]


def test_a_number_of_an_app_leaves_it_and_comes_back(
    ivr: Command, records: Records, capsys: pytest.CaptureFixture[str]
) -> None:
    records.number(NUMBER, voice_url=OLD, application=APP)
    before = has(records)
    assert ivr("--yes") == 0
    assert has(records) == RIGHT
    said = capsys.readouterr().out
    assert f"belongs to the TwiML app {APP}" in said
    assert "whose line is that" not in said
    assert ivr("--undo", "--yes") == 0
    assert has(records) == before


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        pytest.param({"trunk": TRUNK}, f"belongs to the SIP trunk {TRUNK}", id="trunk"),
        pytest.param({"voice": False}, "cannot take calls", id="no-voice"),
    ],
)
def test_a_number_that_cannot_lead_here_is_only_told(
    ivr: Command,
    records: Records,
    rest: PretendRest,
    capsys: pytest.CaptureFixture[str],
    more: dict[str, Any],
    sentence: str,
) -> None:
    records.number(NUMBER, voice_url=OLD, **more)
    assert ivr("--yes") == 1
    said = capsys.readouterr().err
    assert sentence in said
    assert said.endswith("Nothing was changed.\n")
    assert changed(rest) == 0


def test_an_account_without_a_number(ivr: Command, capsys: pytest.CaptureFixture[str]) -> None:
    assert ivr("--yes") == 1
    assert capsys.readouterr().err.startswith("The account has no number: buy one")


def test_a_dry_run_changes_nothing_and_keeps_nothing(
    ivr: Command,
    records: Records,
    rest: PretendRest,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    records.number(NUMBER, voice_url=OLD)
    assert ivr("--dry-run") == 0
    assert capsys.readouterr().out.endswith("Nothing was changed.\n")
    assert (changed(rest), list(tmp_path.iterdir())) == (0, [])


# Choosing and agreeing


def test_the_operator_chooses_and_agrees_at_the_terminal(
    ivr: Command, records: Records, capsys: pytest.CaptureFixture[str]
) -> None:
    for number in (NUMBER, LIST_NUMBER):
        records.number(number, voice_url=OLD, caller_lookup=True)
    assert ivr(typed="7\n2\nn\ny\n") == 0
    said = capsys.readouterr().out
    assert "  1  +1 202-555-0198  has a [[number]] block, leads to old.example.net" in said
    assert said.count("Which one? 1 to 2: ") == 2
    assert has(records) == RIGHT | {"lookup": True}
    assert has(records, LIST_NUMBER)["voice"] == (OLD, "POST")


@pytest.mark.parametrize("typed", ["n\n", "\n", ""], ids=["no", "nothing", "end"])
def test_whoever_does_not_say_yes_has_changed_nothing(
    ivr: Command,
    records: Records,
    rest: PretendRest,
    capsys: pytest.CaptureFixture[str],
    typed: str,
) -> None:
    records.number(NUMBER, voice_url=OLD)
    assert ivr(typed=typed) == 1
    assert capsys.readouterr().err.strip() == "Nothing was changed."
    assert changed(rest) == 0


def test_whoever_breaks_it_off_at_the_question_is_told_that_nothing_was_changed(
    ivr: Command,
    records: Records,
    rest: PretendRest,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def broken(question: str) -> str:
        raise KeyboardInterrupt

    records.number(NUMBER, voice_url=OLD)
    monkeypatch.setattr("builtins.input", broken)
    assert ivr(typed="") == 130
    assert capsys.readouterr().err.strip() == "Nothing was changed."
    assert changed(rest) == 0


def test_where_stdin_is_closed_nobody_is_asked(
    ivr: Command,
    records: Records,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    records.number(NUMBER, voice_url=OLD)
    monkeypatch.setattr(sys, "stdin", None)
    assert main(["setup"]) == 2
    assert capsys.readouterr().err.startswith("There is no terminal to ask at")


@pytest.mark.parametrize(
    ("many", "arguments", "sentence"),
    [
        pytest.param(2, ["--yes"], "There are 2 numbers: say with --number", id="several"),
        pytest.param(1, [], "There is no terminal to ask at", id="nobody-to-agree"),
        pytest.param(1, ["--json"], "--json asks nothing: add --yes or --dry-run", id="json"),
    ],
)
def test_without_a_terminal_all_must_be_said(
    ivr: Command,
    records: Records,
    rest: PretendRest,
    capsys: pytest.CaptureFixture[str],
    many: int,
    arguments: list[str],
    sentence: str,
) -> None:
    for number in (NUMBER, LIST_NUMBER)[:many]:
        records.number(number, voice_url=OLD)
    assert ivr(*arguments) == 2
    assert capsys.readouterr().err.startswith(sentence)
    assert changed(rest) == 0


@pytest.mark.parametrize("typed", [NUMBER, "(202) 555-0199", "5550199"])
def test_a_number_is_named_in_any_writing(ivr: Command, records: Records, typed: str) -> None:
    for number in (NUMBER, LIST_NUMBER):
        records.number(number)
    assert ivr("--yes", "--number", typed) == 0
    assert has(records) == RIGHT
    assert has(records, LIST_NUMBER)["voice"] == ("", "POST")


@pytest.mark.parametrize("typed", ["+12025550177", "0199", ""], ids=["other", "short", "none"])
def test_a_number_that_the_account_does_not_have(
    ivr: Command, records: Records, capsys: pytest.CaptureFixture[str], typed: str
) -> None:
    for number in (NUMBER, LIST_NUMBER):
        records.number(number)
    status = ivr("--yes", "--number", typed)
    assert (status, "say with --number" in capsys.readouterr().err) == (
        (1, False) if typed else (2, True)
    )


def test_a_program_reads_all_of_it(
    ivr: Command, records: Records, capsys: pytest.CaptureFixture[str]
) -> None:
    records.number(NUMBER, voice_url=OLD)
    records.account.type = "Trial"
    for arguments, outcome in (
        (["--dry-run"], "would change"),
        (["--yes"], "changed"),
        (["--yes"], "right already"),
        (["--undo", "--yes"], "changed"),
    ):
        assert ivr("--json", *arguments) == 0
        told = json.loads(capsys.readouterr().out)
        assert (told["number"], told["outcome"]) == (NUMBER, outcome)
        assert told["now"] == told["before"] | (
            {} if outcome == "would change" else told["changes"]
        )
    assert told["now"]["voice_url"] == OLD


# The way back


def test_every_setup_can_be_taken_back_one_by_one(
    ivr: Command,
    records: Records,
    rest: PretendRest,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    records.number(NUMBER, voice_url=OLD, voice_method="GET", caller_lookup=True)
    first = has(records)
    assert ivr("--yes") == 0
    assert ivr("--yes") == 0  # nothing is to be done, and nothing is kept
    assert (changed(rest), len(steps(tmp_path))) == (1, 1)
    monkeypatch.setenv("IVR_PUBLIC_URL", "https://new.example.org")
    assert ivr("--yes") == 0
    assert has(records)["voice"] != RIGHT["voice"]
    monkeypatch.setenv("IVR_CONFIG", "/nonexistent/line.toml")
    monkeypatch.delenv("IVR_PUBLIC_URL")
    assert ivr("--undo", "--yes") == 0
    assert has(records) == RIGHT
    assert ivr("--undo", typed="y\n") == 0
    assert has(records) == first
    capsys.readouterr()
    assert ivr("--undo", "--yes") == 1
    assert capsys.readouterr().err == (
        f"There is nothing to undo for {NUMBER}. Nothing was changed.\n"
    )
    assert [bool(step["undone"]) for step in steps(tmp_path)] == [True, True]


def test_what_somebody_changed_since_goes_with_a_setup_and_it_is_said(
    ivr: Command, records: Records, capsys: pytest.CaptureFixture[str]
) -> None:
    sid = records.number(NUMBER, voice_url=OLD)
    assert ivr("--yes") == 0
    assert ivr("--undo", "--dry-run") == 0
    assert "is not as that setup left it" not in capsys.readouterr().out
    records.numbers[sid].voice_url = "https://third.example.net/"
    assert ivr("--undo", "--yes") == 0
    assert f"note     {NUMBER} is not as that setup left it" in capsys.readouterr().out
    assert has(records)["voice"] == (OLD, "POST")


def test_setups_at_the_same_time_lose_no_step_of_each_other(tmp_path: Path) -> None:
    number = OwnNumber(NUMBER, OLD, "POST", "", False, sid="PN" + "1" * 32)

    def note(count: int) -> None:
        history = History(tmp_path, ACCOUNT)
        for _ in range(count):
            history.note(number, {"voice_url": PUBLIC}, NOW)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(note, [5] * 4))
    assert len(History(tmp_path, ACCOUNT).of(number)) == 20


def test_where_nothing_can_be_kept_nothing_is_changed(
    ivr: Command,
    records: Records,
    rest: PretendRest,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    records.number(NUMBER, voice_url=OLD)
    (tmp_path / NAME).write_text('{"version": 1, "steps": [')
    assert ivr("--yes") == 1
    assert f"{tmp_path / NAME} keeps what the numbers were set to" in capsys.readouterr().err
    (tmp_path / NAME).write_text('{"version": 2, "steps": []}')
    assert ivr("--yes") == 1
    assert "was written by a newer release" in capsys.readouterr().err
    monkeypatch.setenv("IVR_DATA_DIR", str(tmp_path / NAME))  # a file, and no folder
    assert ivr("--yes") == 1
    assert f"{tmp_path / NAME / NAME} " in capsys.readouterr().err
    assert changed(rest) == 0


def test_an_address_that_forwards_to_a_number_is_no_find_of_the_audit(
    ivr: Command, records: Records, tmp_path: Path
) -> None:
    records.number(NUMBER, voice_url=f"{OLD}?PhoneNumber=12125550163")
    assert ivr("--yes") == 0
    assert "12125550163" in (tmp_path / NAME).read_text()
    here = replace(settings(), data_dir=tmp_path)
    known, findings = own.known_of(here, NOW), Findings()
    own.learn_files(known, here)
    assert look_through(tmp_path, known, findings, []) == 1
    assert findings.all == []


# What goes wrong


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


# What will surprise


def told(records: Records, rest: PretendRest) -> list[surprises.Said]:
    """What is said of the account."""
    from ivr.carrier import Carrier

    one = replace(settings(), account_sid=ACCOUNT, auth_tokens=(TOKEN,), twilio_api=rest.url)
    one = replace(one, redis_url="")
    carrier = Carrier(one)
    found = list(account.of_account(carrier, carrier.account(), one))
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
