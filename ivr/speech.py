"""(language, prompt, values) -> the words of a voice: a recording, or synthesis of the text.

A sentence may hold words of another language, such as a meeting's name from an English list in a
Spanish call: those are spoken by that language's voice, the sentence around them by its own.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from ivr.prompts import Prompts
from ivr.recordings.published import NONE, Recordings
from ivr.settings import Line
from ivr.twiml import Played, Spoken, Word

VOICES = {"en": ("Polly.Joanna-Neural", "en-US"), "es": ("Polly.Lupe-Neural", "es-US")}
"""The voice and the carrier's language tag where settings name no voice."""

LONGEST = 2900
"""Characters of one Say: the carrier refuses more, and with them the whole call."""

Value = str | int
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

    def say(self, prompt: str, *, slow: bool = False, **values: Value) -> list[Word]:
        """The sentence as a recording where one is published that says it; else by the voice.

        What changes at its end is spoken behind the recording. A recording is never `slow`.
        """
        self.said.add((self.language, prompt))
        if self.recordings.has(self.language, prompt):
            shape = self.prompts.shape(self.line, self.language, prompt)
            recorded = shape.kind != "spoken" and self.recordings.find(
                self.language, prompt, shape.text
            )
            if recorded:
                rest = str(values.get(shape.value, "")) if shape.value else ""
                return [Played(recorded, self.base), *self.voiced(rest, slow=slow)]
        return self.voiced(self.text(prompt, **values), slow=slow)

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
        voice, locale = voice_of(self.line.voices, language, self.language)
        return [Spoken(stripped, voice, locale, slow)]


def joined(words: list[Word]) -> list[Word]:
    """The same words, with what one voice says in a row as one."""
    found: list[Word] = []
    for word in words:
        last = found[-1] if found else None
        if isinstance(word, Spoken) and isinstance(last, Spoken) and _alike(word, last):
            found[-1] = replace(last, text=f"{last.text} {word.text}")
        else:
            found.append(word)
    return found


def _alike(one: Spoken, other: Spoken) -> bool:
    voices = {(each.voice, each.locale, each.slow) for each in (one, other)}
    return len(voices) == 1 and len(one.text) + len(other.text) < LONGEST


def voice_of(voices: Mapping[str, str], language: str, otherwise: str) -> tuple[str, str]:
    """The voice for `language`, or for `otherwise` where this line has none for it."""
    if language in voices:
        return voices[language], ""
    if language in VOICES:
        return VOICES[language]
    return (voices[otherwise], "") if otherwise in voices else VOICES[otherwise]
