"""What tests of `ivr setup` share: addresses, the terminal, and what the carrier has."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

from ivr.setup.history import NAME
from ivr.wiring import wanted
from tests.line import NUMBER, settings
from tests.rest import PretendRest, Records

NOW = datetime(2026, 11, 21, 23, 40, tzinfo=UTC)
OLD = "https://old.example.net/answer.php"
FALLBACK = "https://elsewhere.example.org/fallback.xml"
HERE = wanted(replace(settings(), fallback_url=FALLBACK))

Command = Callable[..., int]


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


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
