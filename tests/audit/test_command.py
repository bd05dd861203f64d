"""`ivr privacy audit` as an operator types it, and what the docs say of it."""

from pathlib import Path

import msgspec
import pytest
import redis

from ivr.audit.kept import KEPT
from ivr.audit.report import Report
from ivr.cli import main
from tests.audit.conftest import Installed
from tests.audit.made import CALLER, WRITINGS, shows_number, write

DOCS = Path(__file__).parents[2] / "docs"
PAGE = (DOCS / "privacy.md").read_text(encoding="utf-8")

AUDIT = ["privacy", "audit"]


@pytest.fixture
def here(whole: Installed, monkeypatch: pytest.MonkeyPatch) -> Installed:
    for name, value in whole.environ.items():
        monkeypatch.setenv(name, value)
    return whole


def test_a_clean_line_ends_with_0(here: Installed, capsys: pytest.CaptureFixture[str]) -> None:
    log = write(here.folder / "line.log", b"all is well\n")
    assert main([*AUDIT, str(log)]) == 0
    printed = capsys.readouterr()
    assert printed.err == ""
    lines = printed.out.splitlines()
    assert lines[0].startswith("Privacy audit of ")
    assert lines[2].endswith("30 days of calls at the carrier: nothing found.")
    assert lines[-len(KEPT) - 1] == "What the carrier keeps and nobody can delete"
    assert lines[-len(KEPT) :] == [f"  {kept.what}. Kept: {kept.how_long}." for kept in KEPT]


def test_a_finding_ends_with_1(
    here: Installed, connection: redis.Redis, capsys: pytest.CaptureFixture[str]
) -> None:
    connection.set(f"from:{CALLER}", "\n".join(WRITINGS))
    log = write(here.folder / f"{CALLER}.log", "\n".join(WRITINGS).encode())
    for options in ([], ["--offline"], ["--json"]):
        assert main([*AUDIT, *options, str(log)]) == 1
        printed = capsys.readouterr()
        assert not shows_number(printed.out + printed.err)
    assert main([*AUDIT, "--json"]) == 1
    report = msgspec.json.decode(capsys.readouterr().out, type=Report)
    assert report.kept_by_the_carrier == KEPT
    assert {finding.place for finding in report.findings} == {
        "Redis, key from:[number]",
        "Redis, key from:[number], its name",
    }
    assert (report.clean, report.logs) == (False, 0)


def test_a_line_without_an_account_is_clean_only_offline(
    here: Installed, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("TWILIO_ACCOUNT_SID")
    assert main(AUDIT) == 1
    assert "  The carrier was not asked: TWILIO_ACCOUNT_SID or " in capsys.readouterr().out
    assert main([*AUDIT, "--offline"]) == 0


def test_wrong_usage_ends_with_2(capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in (["privacy"], ["privacy", "promise"], [*AUDIT, "--fast"]):
        with pytest.raises(SystemExit) as ended:
            main(arguments)
        assert ended.value.code == 2
    capsys.readouterr()


def test_without_redis_it_says_what_to_set(
    here: Installed, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("REDIS_URL")
    assert main(AUDIT) == 1
    assert capsys.readouterr().err.startswith("REDIS_URL is not set: ")


def test_the_docs_name_all_that_the_carrier_keeps() -> None:
    table = PAGE.partition("## What nobody can delete")[2].partition("\n## ")[0]
    rows = [line for line in table.splitlines() if line.startswith("| ")]
    assert rows[2:] == [f"| {kept.what} | {kept.how_long} |" for kept in KEPT]
