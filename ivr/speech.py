"""(language, prompt, values) -> the words of a voice: a recording, or synthesis of the text.

A sentence may hold words of another language, such as a meeting's name from an English list in a
Spanish call: those are spoken by that language's voice, the sentence around them by its own.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from ivr.prompts import Prompts
from ivr.recordings.published import NONE, Recordings
from ivr.settings import Line
from ivr.twiml import Played, Spoken, Word

VOICES = {
    "en": ("Polly.Joanna-Neural", "en-US"),
    "es": ("Polly.Lupe-Neural", "es-US"),
    "fr": ("Polly.Gabrielle-Neural", "fr-CA"),
}
"""The voice and the carrier's language tag where settings name no voice."""

_OF_COUNTRIES = {
    ("fr", country): ("Polly.Lea-Neural", "fr-FR") for country in ("BE", "CH", "FR", "LU", "MC")
}
"""Where people of a country would find that voice a stranger's."""

LONGEST = 2900
"""Characters of one Say: the carrier refuses more, and with them the whole call."""

Value = str | int
Piece = str | Played
_FOREIGN = re.compile("\x02([^\x04]*)\x04(.*?)\x03", re.DOTALL)
_HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
"""What no XML may hold, and what this module marks foreign words with."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """Speaks for one line in one language."""

    prompts: Prompts
    line: Line
    language: str
    recordings: Recordings = NONE
    base: str = ""  # where the carrier fetches recordings
    said: set[tuple[str, str]] = field(default_factory=set)  # of (language, prompt), filled here

    def say(self, prompt: str, **values: Value) -> list[Word]:
        """The sentence as a recording where one is published that says it; else by the voice."""
        return self.aloud(self.pieces(prompt, **values))

    def pieces(self, prompt: str, **values: Value) -> list[Piece]:
        """The same before it has a voice. What changes at its end is spoken behind a recording."""
        self.said.add((self.language, prompt))
        if self.recordings.has(self.language, prompt):
            shape = self.prompts.shape(self.line, self.language, prompt)
            recorded = shape.kind != "spoken" and self.recordings.find(
                self.language, prompt, shape.text
            )
            if recorded:
                value = [str(values.get(shape.value, ""))] if shape.value else []
                return [Played(recorded, self.base), *value]
        return [self.text(prompt, **values)]

    def aloud(self, pieces: Sequence[Piece], *, slow: bool = False) -> list[Word]:
        """Recordings, and what is between them in one breath. A recording is never `slow`."""
        words: list[Word] = []
        for spoken, group in groupby(pieces, lambda piece: isinstance(piece, str)):
            if spoken:
                words += self.voiced(" ".join(map(str, group)), slow=slow)
            else:
                words += [piece for piece in group if isinstance(piece, Played)]
        return words

    def text(self, prompt: str, **values: Value) -> str:
        """The sentence `prompt` with its values, as text; it may be a value of another one."""
        return self.prompts.text(self.line, self.language, prompt, values)

    def foreign(self, text: str, language: str) -> str:
        """`text` marked to be spoken by the voice of its own language."""
        plain = _HIDDEN.sub(" ", text)
        return plain if language == self.language else f"\x02{language}\x04{plain}\x03"

    def voiced(self, text: str, *, slow: bool = False) -> list[Word]:
        if "\x02" not in text:
            return self._spoken(text, self.language, slow)
        words: list[Word] = []
        end = 0
        for mark in _FOREIGN.finditer(text):
            words += self._spoken(text[end : mark.start()], self.language, slow)
            words += self._spoken(mark[2], mark[1], slow)
            end = mark.end()
        return words + self._spoken(text[end:], self.language, slow)

    def _spoken(self, text: str, language: str, slow: bool) -> list[Word]:
        plain = _HIDDEN.sub(" ", text)[:LONGEST]
        stripped = plain.strip().lstrip(".,:; ")  # the full stop behind a name in another voice
        if not re.search(r"\w", stripped):
            return []
        voice, locale = voice_of(self.line.voices, language, self.language, self.line.country)
        return [Spoken(stripped, voice, locale, slow)]


def voice_of(
    voices: Mapping[str, str], language: str, otherwise: str, country: str = ""
) -> tuple[str, str]:
    """The voice for `language`, or for `otherwise` where a line in `country` has none for it."""
    if language not in voices and language not in VOICES:
        language = otherwise
    if language in voices:
        return voices[language], ""
    return _OF_COUNTRIES.get((language, country), VOICES[language])


def locale_of(language: str, country: str) -> str:
    """The carrier's tag of the voice that a line in `country` has of itself; "" for no voice."""
    return voice_of({}, language, language, country)[1] if language in VOICES else ""
