"""Every reason that another part of the line gives has a sentence in each language."""

import ast
from pathlib import Path

import pytest

import ivr
from ivr.console import words
from ivr.recordings.storage import Storage, StoreAway
from ivr.rotabook import OF_FIELD
from tests.console.opened import Opened
from tests.console.opened import words as words_of

HERE = Path(ivr.__file__).parent

OF_ROW = ("row-past", "hours-meet")
"""The other ones of WrongRow; tests/console/test_rota_rows.py sees each of its sentences."""

SAID_BY_PAGES = (
    *(HERE / "people").glob("*.py"),
    *(HERE / "helping").glob("*.py"),
    HERE / "rotabook.py",
    HERE / "rotachanges.py",
    *(HERE / "recordings" / f"{name}.py" for name in ("state", "announcements", "library", "kept")),
)


def raised() -> list[tuple[str, ast.Call]]:
    return [
        (f"{path.name}:{node.lineno}", node)
        for path in SAID_BY_PAGES
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "CannotChange"
    ]


def reasons() -> set[str]:
    """Those of a row's cells are in a table."""
    return {ast.literal_eval(call.args[1]) for _, call in raised()} | {*OF_FIELD.values(), *OF_ROW}


def test_each_has_a_reason() -> None:
    assert [place for place, call in raised() if len(call.args) != 2] == []
    assert len(raised()) > 20


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_each_reason_has_its_sentence(language: str) -> None:
    for _, call in raised():
        values = {each.arg: "x" for each in call.keywords if each.arg}
        assert words.text(language, f"reason-{ast.literal_eval(call.args[1])}", **values)


def test_a_volunteer_reads_nothing_of_the_machine(
    console: Opened, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    browser = console.signed_in(language="es")
    technical = "The store could not (FSTimeoutError): does AWS_ENDPOINT_URL lead to it?"

    def away(*_: object) -> bytes:
        raise StoreAway(technical)

    monkeypatch.setattr(Storage, "write_document", away)
    answer = browser.post("/account/language", language="es")
    assert "no se guardó ninguna copia" in words_of(answer)
    assert ("AWS" in answer.text, "AWS_ENDPOINT_URL" in capsys.readouterr().out) == (False, True)
