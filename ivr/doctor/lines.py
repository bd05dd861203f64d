"""line.toml: what callers hear on each number, and what operators changed over it."""

import re
import threading
from collections.abc import Iterator
from contextlib import suppress

import redis

from ivr.doctor.finding import Finding
from ivr.doctor.server import reach
from ivr.helping.help import EMERGENCY
from ivr.helping.kept import current
from ivr.settings import Settings
from ivr.speech import VOICES

MADE_UP = re.compile(r"\+1\d{3}55501\d\d")
"""Numbers that are given to nobody, for examples: those of the demo's files."""

OWN_WORDS = ("US", "CA", "FR")
"""Countries whose emergency number the sentences have."""


class Heard:
    """The settings as callers hear them, with what operators changed in the console: asked of
    Redis once, by whichever look is first."""

    def __init__(self, filed: Settings) -> None:
        self._filed = filed
        self._lock = threading.Lock()
        self._found: Settings | None = None

    def __call__(self) -> Settings:
        """Those of line.toml, where Redis does not tell."""
        with self._lock:
            if self._found is None:
                self._found = self._filed
                if self._filed.redis_url:
                    with suppress(redis.exceptions.RedisError), reach(self._filed) as connection:
                        self._found = current(self._filed, connection)
            return self._found


def of_lines(heard: Heard, filed: Settings) -> Iterator[Finding]:
    """`filed` is as line.toml has it."""
    settings = heard()
    yield from _said(settings)
    yield from _changed(filed, settings)


def _said(settings: Settings) -> Iterator[Finding]:
    numbers = [line for line in settings.lines if line.number]
    blocks = "1 number has" if len(numbers) == 1 else f"{len(numbers)} numbers have"
    yield Finding("ok", f"{settings.config} is read: {blocks} a block.")
    if settings.rota is None:
        yield Finding("note", "There is no [rota]: only what is kept in the console is held here.")
    if not settings.sources:
        yield Finding("wrong", "There is no [[source]]: callers hear of no meetings; add a list.")
    dialled = [number for line in settings.lines for number in (line.number, line.helpline)]
    for number in dict.fromkeys(filter(MADE_UP.fullmatch, dialled)):
        yield Finding("note", f"{number} belongs to nobody: write yours into {settings.config}.")
    for line in settings.lines:
        where = f"The number {line.number}" if line.number else "[line]"
        if line.country not in OWN_WORDS:
            for language in line.languages:
                if "emergency" not in line.texts.get(language, {}):
                    yield Finding(
                        "note",
                        f"{where} names no emergency number for {line.country} in {language}: "
                        f"say whom to call in [line.texts.{language}] emergency.",
                    )
        for language in line.languages:
            if language not in line.voices and language not in VOICES:
                yield Finding("wrong", f"{where} has no voice for {language}: add one in voices.")
    if settings.lines[0].helpline and not numbers:
        yield Finding(
            "note", "There is a helpline but no [[number]] block: give the line its own number."
        )


def _changed(filed: Settings, said: Settings) -> Iterator[Finding]:
    """What operators changed over line.toml."""
    for before, line in zip(filed.lines, said.lines, strict=True):
        where = f"the number {line.number}" if line.number else "[line]"
        if line.helpline != before.helpline:
            now = line.helpline or "none"
            yield Finding("ok", f"The helpline of {where} is {now}, as the console says.")
        for language in line.languages:
            words = line.texts.get(language, {}).get(EMERGENCY)
            if words != before.texts.get(language, {}).get(EMERGENCY):
                yield Finding(
                    "ok",
                    f'In an emergency {where} says in {language}, as the console says: "{words}".',
                )
