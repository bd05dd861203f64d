"""The live display: lines wrap, a lost key breaks a line, and late words are not lost."""

import asyncio
import io
from datetime import timedelta

import pytest

from ivr.phone import Heard
from ivr.phone.printer import Printer
from tests.phone.line import START


def printed(*happenings: tuple[str, Heard], pause: float = 0.0) -> list[str]:
    async def show() -> str:
        out = io.StringIO()
        printer = Printer(START, out)
        for what, heard in happenings:
            getattr(printer, what)(heard)
            await asyncio.sleep(pause)
        return out.getvalue()

    return asyncio.run(show()).splitlines()


def test_printer_catches_up_at_the_end() -> None:
    said = Heard(START, "say", "One two three.", seconds=1.0)
    assert printed(("begins", said), ("ends", said)) == ["00:00  Line       One two three."]


def test_printer_breaks_the_line_for_a_key(monkeypatch: pytest.MonkeyPatch) -> None:
    said = Heard(START, "say", "One two three.", seconds=60.0)
    lost = Heard(START, "key", "2", lost=True)
    assert printed(("begins", said), ("begins", lost), ("ends", lost), ("ends", said)) == [
        "00:00  Line       One …",
        "00:00  You        2 (nobody listened)",
        "00:00  Line       two three.",
    ]


def test_printer_shows_an_announcement_beside_what_is_said() -> None:
    said = Heard(START, "say", "One two three.", seconds=60.0)
    told = Heard(START + timedelta(seconds=1), "say", "Four five.", seconds=0.01, announced=True)
    happenings = (("begins", said), ("begins", told), ("ends", told), ("ends", said))
    assert printed(*happenings) == [
        "00:00  Line       One two three.",
        "00:01  [room]     Four five.",
    ]


def test_printer_wraps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "28")
    said = Heard(START, "say", "One two three.", seconds=0.01)
    assert printed(("begins", said), ("ends", said), pause=0.05) == [
        "00:00  Line       One two",
        "                  three.",
    ]
