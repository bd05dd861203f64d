"""What is set of a number, and what is only told."""

import logging
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from ivr.ownnumber import OwnNumber
from ivr.settings import SettingsError
from ivr.setup.history import NAME
from ivr.wiring import changes, wanted
from tests.line import NUMBER, PUBLIC, settings
from tests.rest import PretendRest, Records
from tests.setup.stage import FALLBACK, HERE, OLD, RIGHT, Command, changed, has, steps

SAMPLE = "https://demo.twilio.com/welcome/voice/"
APP, TRUNK = "AP" + "a" * 32, "TK" + "b" * 32


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
