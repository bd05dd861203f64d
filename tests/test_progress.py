"""A bar where somebody sits before it, and nothing where a program reads."""

import io
import sys

import pytest

from ivr.progress import progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_bar_goes_to_a_terminal_and_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    with progress(2, "list") as step:
        step("upstate published")
        step("islands kept")
    shown = terminal.getvalue()
    assert "0/2" in shown
    assert shown.split("\r")[-1].strip() == ""


@pytest.mark.parametrize("shown", [True, False])
def test_no_bar_without_a_terminal(capfd: pytest.CaptureFixture[str], shown: bool) -> None:
    with progress(1, "list", shown=shown) as step:
        step("upstate published")
    assert capfd.readouterr() == ("", "")
