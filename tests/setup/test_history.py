"""The way back, step by step."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from ivr.audit import own
from ivr.audit.files import look_through
from ivr.audit.finding import Findings
from ivr.ownnumber import OwnNumber
from ivr.setup.history import NAME, History
from tests.line import NUMBER, PUBLIC, settings
from tests.rest import ACCOUNT, PretendRest, Records
from tests.setup.stage import NOW, OLD, RIGHT, Command, changed, has, steps


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
