"""Which number is meant, and whether it is to be changed: at a terminal and without one."""

import json
import sys

import pytest

from ivr.cli import main
from tests.line import LIST_NUMBER, NUMBER
from tests.rest import PretendRest, Records
from tests.setup.stage import OLD, RIGHT, Command, changed, has


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
